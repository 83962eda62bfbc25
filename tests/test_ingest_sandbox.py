"""What is said of a reading that ran out of its memory."""

import pytest

from ingest.preflight import Limits
from ingest.sandbox import is_of_memory, too_little


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        pytest.param(RuntimeError("std::bad_alloc"), True, id="recogniser"),
        pytest.param(MemoryError(), True, id="python"),
        pytest.param(ValueError("no such node"), False, id="another fault"),
    ],
)
def test_memory_that_ran_out_in_a_library_is_told_from_a_fault(error, wanted):
    wrapped = RuntimeError("the model failed")
    wrapped.__cause__ = error
    assert is_of_memory(wrapped) is wanted


def test_memory_of_recognition_is_said_with_what_to_raise():
    said = too_little("scan.pdf", Limits(), pictures=3)
    assert "5000 MB" in said and "above 5000" in said
    said = too_little("a.pdf", Limits(), pictures=0)
    assert said == "a.pdf needs more than 2000 MB to read. Raise read_memory_mb."
