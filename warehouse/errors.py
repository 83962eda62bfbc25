"""What can go wrong in the warehouse.

WarehouseError
├── WarehouseBusy        another process holds the file
├── NewerSchema          the file was written by a newer Houseviews
├── NotAWarehouse        the file is not a Houseviews database
└── UnknownReport        no report with that hash (also a KeyError)
"""

from __future__ import annotations


class WarehouseError(Exception):
    """Base of every error that the warehouse raises; the message says what to do."""


class WarehouseBusy(WarehouseError):
    """Another process holds the database file."""


class NewerSchema(WarehouseError):
    """The file was written by a newer version; opening it could lose what that version keeps."""


class NotAWarehouse(WarehouseError, ValueError):
    """The file exists but is not a Houseviews database."""


class OriginalChanged(WarehouseError):
    """The file is gone or holds other bytes than those that were read."""


class UnknownReport(WarehouseError, KeyError):
    """No report with the given hash is in the warehouse."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else "unknown report"
