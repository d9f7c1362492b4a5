"""Objects in the bucket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chalicelib.adapters.aws import error_code, translated
from chalicelib.errors import TooLarge

# What S3 says to a create-only write of an object that exists, or is being written by somebody else right now.
_EXISTS = ("PreconditionFailed", "ConditionalRequestConflict")


class Bucket:
    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put_new(self, key: str, data: bytes) -> bool:
        with translated(f"writing {key}"):
            try:
                self._client.put_object(Bucket=self._bucket, Key=key, Body=data, IfNoneMatch="*")
            except self._client.exceptions.ClientError as exc:
                if error_code(exc) in _EXISTS:
                    return False
                raise
        return True

    def get(self, key: str, *, limit: int) -> bytes | None:
        with translated(f"reading {key}"):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=key)
            except self._client.exceptions.NoSuchKey:
                return None
            if answer["ContentLength"] > limit:
                raise TooLarge(f"{key} has {answer['ContentLength']} bytes; at most {limit} are read")
            data: bytes = answer["Body"].read()
        return data

    def names(self, prefix: str) -> Sequence[str]:
        with translated(f"listing {prefix}"):
            answer = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix)
        return [item["Key"] for item in answer.get("Contents", ())]

    def upload_url(self, key: str, size: int, expires_s: int) -> str:
        """A URL that takes one PUT of exactly `size` bytes: the length is part of what is signed."""
        return self._presigned("put_object", {"Key": key, "ContentLength": size}, expires_s)

    def download_url(self, key: str, filename: str, expires_s: int) -> str:
        disposition = f'attachment; filename="{filename}"'
        return self._presigned("get_object", {"Key": key, "ResponseContentDisposition": disposition}, expires_s)

    def _presigned(self, operation: str, parameters: dict[str, Any], expires_s: int) -> str:
        url: str = self._client.generate_presigned_url(
            operation, Params={"Bucket": self._bucket, **parameters}, ExpiresIn=expires_s
        )
        return url
