"""Boxes on a page: one alias, one origin (top left of the visible page), points as the unit."""

from __future__ import annotations

BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points of the visible page: crop box and rotation applied."""


def union(boxes: list[BBox]) -> BBox:
    """Return the smallest box around all `boxes` (at least one)."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)
