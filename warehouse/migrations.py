"""Numbered `.sql` files in `schema/` -> tables of the newest schema, forwards only."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.errors import NewerSchema, NotAWarehouse

if TYPE_CHECKING:
    from datetime import datetime

    from duckdb import DuckDBPyConnection

_FILE_NAME = re.compile(r"(?P<number>\d{4})_(?P<name>\w+)\.sql")

VERSION_TABLE = """
CREATE TABLE schema_version (
    version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE schema_version IS 'One row per migration applied.';
COMMENT ON COLUMN schema_version.version IS 'number of the migration, from 1';
COMMENT ON COLUMN schema_version.name IS 'what it adds';
COMMENT ON COLUMN schema_version.applied_at IS 'when it was applied, UTC';
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema.

    Attributes:
        number: the version that the file has after it.
        name: what it adds.
        sql: its statements.
    """

    number: int
    name: str
    sql: str


@lru_cache(maxsize=1)
def migrations() -> tuple[Migration, ...]:
    """Return the steps in order."""
    found = []
    for entry in files("warehouse").joinpath("schema").iterdir():
        if match := _FILE_NAME.fullmatch(entry.name):
            sql = entry.read_text(encoding="utf-8")
            found.append(Migration(int(match["number"]), match["name"], sql))
    return tuple(sorted(found, key=lambda migration: migration.number))


def newest_version() -> int:
    """Return the version that this program writes."""
    return migrations()[-1].number


def file_version(con: DuckDBPyConnection, *, path: Path | str) -> int:
    """Return the schema version of an open file; 0 for one without any table.

    Raises:
        NotAWarehouse: it holds tables, but not ours.
        NewerSchema: it was written by a newer program.
    """
    tables = {
        name
        for (name,) in con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall()
    }
    if not tables:
        return 0
    if "schema_version" not in tables or "report" not in tables:
        raise NotAWarehouse(
            f"{path} is a DuckDB database, but not one of Houseviews; name another file"
        )
    found = con.execute("SELECT max(version) FROM schema_version").fetchone()
    version = int(found[0]) if found and found[0] is not None else 0
    if version > newest_version():
        raise NewerSchema(
            f"{path} has schema version {version}, and this Houseviews knows versions up to "
            f"{newest_version()}; install the newer Houseviews that wrote it"
        )
    return version


def apply_missing(con: DuckDBPyConnection, *, version: int, now: datetime) -> None:
    """Bring an open file from `version` to the newest one, each step in a transaction.

    Args:
        con: opened for writing.
        version: the version that the file has; 0 for an empty one.
        now: noted as the time of the step, UTC.
    """
    for step in migrations():
        if step.number <= version:
            continue
        con.begin()
        try:
            if step.number == migrations()[0].number:
                con.execute(VERSION_TABLE)
            con.execute(step.sql)
            con.execute(
                "INSERT INTO schema_version VALUES (?, ?, ?)", [step.number, step.name, now]
            )
            con.commit()
        except BaseException:
            con.rollback()
            raise


def back_up(path: Path, *, version: int) -> Path:
    """Copy a closed file beside itself and return the copy, which is on the disk when this returns.

    Args:
        path: the database file; nobody may have it open.
        version: its schema version, for the name of the copy.
    """
    target = path.with_name(f"{path.name}.v{version}.backup")
    count = 1
    while target.exists():
        count += 1
        target = path.with_name(f"{path.name}.v{version}.backup{count}")
    partial = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(path, partial)
        with partial.open("rb") as handle:
            os.fsync(handle.fileno())
        return partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)  # half a copy on a full disk would keep it full
