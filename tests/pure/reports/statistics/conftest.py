"""No warning of numpy may leak out of the statistics."""

import warnings
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def strict_warnings() -> Iterator[None]:
    """Turn every warning into a failure."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
