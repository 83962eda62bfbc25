"""A warehouse with a few bundled sample reports, read by the real reader in this process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ingest.extraction import extract
from warehouse.store import Warehouse

SAMPLES = Path(__file__).parents[1] / "assets" / "samples"
NAMES = (
    "allianz-2025-12.pdf",
    "bnp-paribas-2026-02.pdf",
    "ecb-2025-12.pdf",
    "fed-2024-06.pdf",
    "fed-2025-12.pdf",
    "goldman-sachs-2025-12.pdf",
    "imf-2026-04.pdf",
    "oecd-2025-12.pdf",
    "scotiabank-2025-12.pdf",
    "vanguard-2025-11.pdf",
)


@cache
def _read(name: str) -> Any:
    return extract(SAMPLES / name)


def warehouse_of_samples(
    path: Path | str = ":memory:", names: tuple[str, ...] = NAMES
) -> Warehouse:
    warehouse = Warehouse.open(path)
    for name in names:
        warehouse.store(_read(name), original=SAMPLES / name)
    return warehouse
