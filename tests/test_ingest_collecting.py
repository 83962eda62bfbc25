"""The collector of cycles waits while a report is read."""

import gc

import pytest

from ingest.collecting import uncollected


def test_the_collector_waits_and_goes_on():
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_leaves_the_collector_on():
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()
