"""What happens when an address changes; everything is registered by `register_callbacks`."""

from __future__ import annotations

from dashboard.callbacks.arriving import register_arrival
from dashboard.callbacks.built import BuiltPages
from dashboard.callbacks.desk import Desk
from dashboard.callbacks.opening import register_opening
from dashboard.callbacks.routing import register_routing
from dashboard.callbacks.uploading import register_uploading

__all__ = ["Desk", "register_callbacks"]


def register_callbacks(desk: Desk) -> None:
    """Register the layout and every callback on the desk's application."""
    pages = BuiltPages(desk)
    register_arrival(desk, pages)
    register_routing(desk, pages)
    register_opening(desk)
    register_uploading(desk)
