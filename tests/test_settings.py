"""A wrong setting stops the start with a sentence, and no sentence shows a password."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kontor import environment
from kontor.foundation.settings_trouble import WrongSetting

READERS: dict[str, Callable[[], object]] = {
    "KONTOR_SMTP": environment.smtp,
    "KONTOR_URL": lambda: environment.base_url(8000),
    "KONTOR_DEMO": environment.demo,
    "KONTOR_PORT": environment.port,
    "DATABASE_URL": environment.server,
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KONTOR_SMTP", "mail.example"),
        ("KONTOR_SMTP", "http://u:geheim@mail.example"),
        ("KONTOR_SMTP", "smtp://u:geheim@mail.example:abc"),
        ("KONTOR_SMTP", "smtp://u:geheim@mail.example:99999"),
        ("KONTOR_SMTP", "smtp://[::1"),
        ("KONTOR_URL", "kontor.example"),
        ("KONTOR_URL", "https://kontor.example/path"),
        ("KONTOR_URL", "https://kontor.example:port"),
        ("KONTOR_DEMO", "maybe"),
        ("KONTOR_PORT", "0"),
        ("DATABASE_URL", "postgress://u:geheim@db.example/kontor"),
        ("DATABASE_URL", "nonsense"),
    ],
)
def test_it_is_named_and_no_password_is_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting, match=name) as stop:
        READERS[name]()
    assert "geheim" not in str(stop.value)


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(WrongSetting, match="KONTOR_HOME"):
        environment.secret_key(tmp_path / "home")
