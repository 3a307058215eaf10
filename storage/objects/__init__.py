"""Immutable objects under their SHA-256, in a folder or in an S3 bucket."""

from storage.objects.opening import open_object_store
from storage.objects.port import Kept, ObjectStore, object_key

__all__ = ["Kept", "ObjectStore", "object_key", "open_object_store"]
