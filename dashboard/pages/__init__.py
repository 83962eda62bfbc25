"""Address -> what stands on the page; one module per page, all called the same way."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from dashboard.pages import about, front, panel, report, reports, upload
from dashboard.pages.content import Content, build_missing
from dashboard.pages.scene import Scene

__all__ = ["Content", "build_page", "is_page"]

_ROUTES: Final[tuple[tuple[str, Callable[..., Content]], ...]] = (
    (r"/", front.build),
    (r"/panels/(?P<panel_id>[a-z0-9-]{1,60})", panel.build),
    (r"/reports", reports.build),
    (r"/reports/(?P<sha256>[0-9a-f]{64})", report.build),
    (r"/upload", upload.build),
    (r"/about", about.build),
)


def is_page(path: str) -> bool:
    """Whether a path, without the prefix, is the address of a page."""
    return any(re.fullmatch(pattern, path) for pattern, _ in _ROUTES)


def build_page(scene: Scene) -> Content:
    """Return the page of a visit; an address that is none gives a page that says so."""
    for pattern, build in _ROUTES:
        if found := re.fullmatch(pattern, scene.visit.path):
            return build(scene, **found.groupdict())
    return build_missing(scene, "There is no page at this address.")
