"""Python names -> HTML attributes that have a hyphen: `attributes(aria_label="Evidence")`."""

from __future__ import annotations

from typing import Any


def attributes(**named: Any) -> dict[str, Any]:
    """Return aria and data attributes by their HTML names; those that are None are left out."""
    return {name.replace("_", "-"): value for name, value in named.items() if value is not None}
