"""Files as objects of an S3 store: Amazon's, or any that speaks as it does (MinIO, Ceph, Garage …).

boto3 is an extra (requirements/s3.txt) and slow to load: it is imported when the first file is
asked for, and only where the settings name an S3 store.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

CONNECT_SECONDS: Final = 5
READ_SECONDS: Final = 20
ATTEMPTS: Final = 2
MISSING: Final = {"NoSuchKey", "404"}


class StoreTrouble(OSError):
    """The store does not answer, or refuses; the message says which and in whose words."""


@dataclass(frozen=True)
class Bucket:
    """Where files lie in an S3 store; whatever fails is an OSError, after a bounded time.

    `prefix` without a slash at either end. `endpoint` empty: Amazon's own. Without `key` and
    `secret` boto3 looks for them where its own documentation says (a role of the machine …).
    """

    name: str
    prefix: str = ""
    endpoint: str = ""
    region: str = "us-east-1"
    key: str = ""
    secret: str = field(default="", repr=False)

    def put(self, name: str, data: bytes) -> None:
        """Keep the bytes under the name: wholly or not at all, which S3 itself guarantees.

        The same bytes are simply put again. The request is signed with their SHA-256, so the
        store refuses what was damaged on the way.
        """
        with self._told():
            _client(self).put_object(Bucket=self.name, Key=self._key_of(name), Body=data)

    def get(self, name: str) -> bytes:
        """The bytes; FileNotFoundError where nothing has the name."""
        with self._told():
            found = _client(self).get_object(Bucket=self.name, Key=self._key_of(name))
            return found["Body"].read()

    def remove(self, name: str) -> None:
        """Remove the object; nothing where it is gone already."""
        with self._told():
            _client(self).delete_object(Bucket=self.name, Key=self._key_of(name))

    def _key_of(self, name: str) -> str:
        return "/".join(filter(None, (self.prefix, name[:2], name)))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What boto3 raises becomes an OSError that says what happened."""
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        try:
            yield
        except ClientError as refused:
            said = refused.response.get("Error", {})
            code, words = said.get("Code", ""), said.get("Message", "")
            if code in MISSING:
                raise FileNotFoundError(f"s3://{self.name} does not have it") from refused
            raise StoreTrouble(f"s3://{self.name} answers {code}: {words}") from refused
        except BotoCoreError as silent:
            raise StoreTrouble(f"s3://{self.name} cannot be used: {silent}") from silent


@cache
def _client(bucket: Bucket) -> "S3Client":
    """One for the process: it is made for use by several threads, and slow to make."""
    import boto3  # noqa: PLC0415
    from botocore.config import Config  # noqa: PLC0415

    client: S3Client = boto3.session.Session().client(
        "s3",
        endpoint_url=bucket.endpoint or None,
        region_name=bucket.region,
        aws_access_key_id=bucket.key or None,
        aws_secret_access_key=bucket.secret or None,
        config=Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            signature_version="s3v4",
            # Not every store knows the newer checksums; each one checks what it is signed with.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={
                "payload_signing_enabled": True,
                "addressing_style": "path" if bucket.endpoint else "auto",
            },
        ),
    )
    return client
