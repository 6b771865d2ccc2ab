"""What an earlier simulation left behind goes, and nothing else."""

from pathlib import Path

from kontor.cli.simulate.writing import clear


def test_only_what_a_simulation_writes_is_taken_away(tmp_path: Path) -> None:
    written = ["timeline.json", "documents/RE-2027-000001.pdf", "mails/999.eml", "mails/1000.eml"]
    others = ["notes.json", "documents/contract.pdf", "mails/from Chloé.eml"]
    for name in (*written, *others):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    clear(tmp_path)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == set(others)
