"""Which store an installation has, by its URL."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from storage.objects.files import FileStore
from storage.objects.port import ObjectStore


def open_object_store(url: str) -> ObjectStore:
    """Open `file:/path` or `s3+http(s)://KEY:SECRET@host:port/bucket?region=…`.

    Key and secret are percent-encoded. Connects lazily. ValueError for any other URL; the message
    has no secret.
    """
    scheme = urlsplit(url).scheme
    if scheme == "file":
        path = unquote(urlsplit(url).path)
        if not path or urlsplit(url).netloc:
            raise ValueError("an object store in a folder is written file:/path")
        return FileStore(Path(path))
    if scheme in ("s3+http", "s3+https"):
        from storage.objects.s3 import S3Store, read_s3_url

        return S3Store(read_s3_url(url))
    raise ValueError(f"not an object store of ours: {scheme or 'no scheme'}")
