"""Immutable objects under their SHA-256, in a folder or in an S3 bucket."""

from storage.objects.port import ObjectStore, object_key, open_object_store

__all__ = ["ObjectStore", "object_key", "open_object_store"]
