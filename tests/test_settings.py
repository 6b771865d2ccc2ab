"""A wrong setting stops the start with a sentence, and no sentence shows a password."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kontor import environment
from kontor.foundation.file_bucket import Bucket
from kontor.foundation.settings_trouble import WrongSetting

READERS: dict[str, Callable[[], object]] = {
    "KONTOR_SMTP": environment.smtp,
    "KONTOR_URL": lambda: environment.base_url(8000),
    "KONTOR_DEMO": environment.demo,
    "KONTOR_PORT": environment.port,
    "KONTOR_PROXIES": environment.proxies,
    "FAULT_AT": environment.fault_at,
    "KONTOR_VIES": lambda: environment.vies(demo=False),
    "KONTOR_DOCUMENTS": lambda: environment.documents(Path("home")),
    "KONTOR_S3_ENDPOINT": environment.s3_endpoint,
    "KONTOR_S3_KEY": environment.s3_keys,
    "KONTOR_S3_SECRET": environment.s3_keys,
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
        ("KONTOR_PROXIES", "-1"),
        ("KONTOR_PROXIES", "many"),
        ("FAULT_AT", "P9"),
        ("FAULT_AT", "1"),
        ("KONTOR_VIES", "nonsense"),
        ("KONTOR_VIES", "http://vies.example/rest-api"),
        ("KONTOR_VIES", "https://u:geheim@vies.example/rest-api"),
        ("KONTOR_VIES", "https://vies.example/rest-api?x=1"),
        ("KONTOR_VIES", "file:///etc/passwd"),
        ("KONTOR_DOCUMENTS", "https://s3.example/bucket"),
        ("KONTOR_DOCUMENTS", "s3://"),
        ("KONTOR_DOCUMENTS", "s3://Bucket"),
        ("KONTOR_DOCUMENTS", "s3://u:geheim@bucket/kontor"),
        ("KONTOR_DOCUMENTS", "s3://bucket/a?b"),
        ("KONTOR_S3_ENDPOINT", "s3.example"),
        ("KONTOR_S3_ENDPOINT", "http://s3.example"),
        ("KONTOR_S3_ENDPOINT", "https://u:geheim@s3.example"),
        ("KONTOR_S3_KEY", "key without its secret"),
        ("KONTOR_S3_SECRET", "geheim"),
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


def test_documents_lie_in_the_home_in_another_folder_or_in_an_s3_store(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = Path("/srv/kontor")
    assert environment.documents(home) == home / "documents"
    monkeypatch.setenv("KONTOR_DOCUMENTS", "/mnt/papers")
    assert environment.documents(home) == Path("/mnt/papers")
    monkeypatch.setenv("KONTOR_DOCUMENTS", "s3://papers/of/kontor/")
    monkeypatch.setenv("KONTOR_S3_ENDPOINT", "https://s3.example:9000/")
    monkeypatch.setenv("KONTOR_S3_KEY", "key")
    monkeypatch.setenv("KONTOR_S3_SECRET", "geheim")
    assert environment.documents(home) == Bucket(
        "papers", "of/kontor", "https://s3.example:9000", "us-east-1", "key", "geheim"
    )
    assert "geheim" not in repr(environment.documents(home))


def test_an_s3_store_without_its_library_is_answered_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KONTOR_DOCUMENTS", "s3://papers")
    monkeypatch.setattr(environment, "find_spec", lambda _: None)
    with pytest.raises(WrongSetting, match=r"pip install .*requirements/s3.txt"):
        environment.documents(Path("home"))


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(WrongSetting, match="KONTOR_HOME"):
        environment.secret_key(tmp_path / "home")


@pytest.mark.parametrize(
    ("value", "demo", "address"),
    [
        (None, False, environment.VIES),
        (None, True, ""),
        ("off", False, ""),
        ("http://127.0.0.1:9/rest-api/", True, "http://127.0.0.1:9/rest-api"),
    ],
)
def test_the_register_of_vat_numbers_is_the_official_one_or_none(
    monkeypatch: pytest.MonkeyPatch, value: str | None, address: str, *, demo: bool
) -> None:
    monkeypatch.delenv("KONTOR_VIES", raising=False)
    if value is not None:
        monkeypatch.setenv("KONTOR_VIES", value)
    assert environment.vies(demo=demo) == address
