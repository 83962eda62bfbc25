"""`reference/assets.csv` -> the assets that houses lean on, with the names that reports use.

An asset without a region takes the one printed beside it: "Japanese value equities" is the asset
`value_equities` in JP.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from warehouse.errors import WarehouseError
from warehouse.reference import reference_rows, region_by_code, split_list

ASSET_CLASSES = (
    "equity", "fixed_income", "cash", "commodity", "private_markets", "infrastructure",
    "real_estate", "alternatives", "multi_asset", "digital",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asset:
    """Something that a house may hold more or less of, by itself or in one region.

    Attributes:
        code: the key used in rows; an asset may have further entries for regions whose bonds or
            shares go by names of their own (gilts, Treasuries), under the same code.
        name: as shown.
        asset_class: one of `ASSET_CLASSES`.
        region: region code that the name itself implies ("US" for Treasuries), or "".
        sector: sector, style or theme within the class, or "".
        aliases: other names in print, without `name` itself.
    """

    code: str
    name: str
    asset_class: str
    region: str
    sector: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)


@lru_cache(maxsize=1)
def assets() -> tuple[Asset, ...]:
    """Return every known asset, in file order.

    Raises:
        WarehouseError: a row of the file cannot be read; names the row.
    """
    return tuple(_asset(row, line) for line, row in enumerate(reference_rows("assets.csv"), 2))


@lru_cache(maxsize=1)
def asset_by_code() -> dict[str, Asset]:
    """Return the assets by code, the entry without a region where there are several."""
    return {
        asset.code: asset for asset in sorted(assets(), key=lambda a: bool(a.region), reverse=True)
    }


def _asset(row: dict[str, str], line: int) -> Asset:
    where = f"reference/assets.csv line {line}"
    if row["asset_class"] not in ASSET_CLASSES:
        known = ", ".join(ASSET_CLASSES)
        raise WarehouseError(f"{where}: {row['asset_class']!r} is no asset class; write {known}")
    if row["region"] and row["region"] not in region_by_code():
        raise WarehouseError(f"{where}: {row['region']!r} is no region; see regions.csv")
    return Asset(
        row["code"], row["name"], row["asset_class"], row["region"], row["sector"],
        split_list(row["aliases"]),
    )  # fmt: skip
