"""`Desk`: what every callback of one application shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.pages.scene import Scene, read_scene

if TYPE_CHECKING:
    from dash import Dash

    from warehouse.store import Warehouse


@dataclass(frozen=True, slots=True)
class Desk:
    """One application and what it serves from.

    Attributes:
        app: where callbacks are registered.
        warehouse: where figures come from.
        today: tells the as-of day where none is chosen.
        prefix: of every address.
        can_upload: whether files are taken.
    """

    app: Dash
    warehouse: Warehouse
    today: Callable[[], date]
    prefix: str
    can_upload: bool

    def scene(self, told: Mapping[str, Any] | None) -> Scene:
        """Return the scene of a visit.

        Raises:
            SelectionError: a parameter holds what it cannot mean.
        """
        return read_scene(
            told,
            warehouse=self.warehouse,
            today=self.today(),
            prefix=self.prefix,
            can_upload=self.can_upload,
        )

    def plain_scene(self, told: Mapping[str, Any] | None) -> Scene:
        """Return the scene of a visit whose parameters are left aside."""
        return self.scene({**(told or {}), "query": ""})
