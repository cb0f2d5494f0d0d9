"""A disk that can be made full."""

from tests.unit.small_disk import small_disk

__all__ = ["small_disk"]
