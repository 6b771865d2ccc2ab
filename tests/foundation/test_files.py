"""Files under their hash: the same promises in a folder and in an S3 store."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from kontor.foundation import file_bucket, files
from kontor.foundation.file_bucket import Bucket, StoreTrouble
from kontor.foundation.file_folder import Folder
from tests.portal import ROOT, free_port
from tests.s3_peer import BUCKET, bad_store, s3_store

DATA = b"%PDF-1.7 an invoice"
SHA256 = files.hash_of(DATA)


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with s3_store() as store:
        yield store


@pytest.fixture(params=["folder", "S3 store"])
def place(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Folder | Bucket:
    """Where the files of this test lie."""
    if request.param == "folder":
        settings.DOCUMENTS = tmp_path
        return Folder(tmp_path)
    bucket: Bucket = request.getfixturevalue("bucket")
    settings.DOCUMENTS = bucket
    return bucket


def test_bytes_come_back_under_their_hash(place: Folder | Bucket) -> None:
    assert files.store(DATA) == SHA256
    assert files.read(SHA256) == DATA
    assert place.get(SHA256) == DATA


def test_storing_twice_is_storing_once(place: Folder | Bucket) -> None:
    assert files.store(DATA) == files.store(DATA)
    assert files.read(SHA256) == DATA


def test_ten_megabytes_and_nothing_at_all_are_files_too(place: Folder | Bucket) -> None:
    for data in (bytes(range(256)) * 40_000, b""):
        assert files.read(files.store(data)) == data


def test_what_is_not_there_is_said_to_be_missing(place: Folder | Bucket) -> None:
    with pytest.raises(FileNotFoundError):
        files.read(files.hash_of(b"never stored"))


def test_what_was_changed_is_damaged(place: Folder | Bucket) -> None:
    files.store(DATA)
    if isinstance(place, Folder):  # whose put keeps what is there
        place.remove(SHA256)
    place.put(SHA256, DATA + b"!")
    with pytest.raises(files.DamagedFile):
        files.read(SHA256)
    place.remove(SHA256)


def test_what_is_forgotten_is_gone_and_may_be_forgotten_again(place: Folder | Bucket) -> None:
    files.store(DATA)
    files.forget(SHA256)
    files.forget(SHA256)
    with pytest.raises(FileNotFoundError):
        files.read(SHA256)


def test_it_can_be_tried_out_and_leaves_nothing(place: Folder | Bucket) -> None:
    files.try_out()
    with pytest.raises(FileNotFoundError):
        files.read(files.hash_of(b"kontor check"))


def test_a_full_disk_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.DOCUMENTS = tmp_path

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.store(DATA)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("does", ["error", "hang"])
def test_a_store_that_fails_or_hangs_is_left_in_bounded_time_with_a_sentence(
    does: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_bucket, "READ_SECONDS", 0.3)
    with bad_store(does) as bucket:
        settings.DOCUMENTS = bucket
        for asked in (lambda: files.store(DATA), lambda: files.read(SHA256)):
            with pytest.raises(StoreTrouble, match="s3://papers"):
                asked()


def test_half_an_answer_is_no_file(settings: Settings) -> None:
    with bad_store("stop") as bucket:
        settings.DOCUMENTS = bucket
        with pytest.raises(StoreTrouble, match="s3://papers"):
            files.read(SHA256)


def test_a_store_that_nobody_answers_for_is_said_to_be_silent(settings: Settings) -> None:
    settings.DOCUMENTS = Bucket(
        "papers", endpoint=f"http://127.0.0.1:{free_port()}", key="key", secret="geheim"
    )
    with pytest.raises(StoreTrouble, match="cannot be used") as trouble:
        files.store(DATA)
    assert "geheim" not in str(trouble.value)


def test_a_bucket_that_is_not_there_is_no_missing_file(bucket: Bucket, settings: Settings) -> None:
    settings.DOCUMENTS = Bucket("elsewhere", endpoint=bucket.endpoint, key="key", secret="geheim")
    with pytest.raises(StoreTrouble, match="NoSuchBucket"):
        files.read(SHA256)


def test_boto3_is_loaded_only_where_there_is_an_s3_store() -> None:
    asked = (
        "import django, sys; django.setup(); from kontor.foundation import files;"
        " print('boto3' in sys.modules)"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "kontor.settings",
        "KONTOR_HOME": str(django_settings.KONTOR_HOME),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1/none",
        "KONTOR_DOCUMENTS": f"s3://{BUCKET.name}",
    }
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "False"
