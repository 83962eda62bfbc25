"""The grid's script: kept out of every page, named where a page holds a grid.

Dash puts the scripts of every known component into its first page. The grid's weighs more than all
the others together, so a small script of ours (`assets/grid.js`) stands in for it and fetches it
when a grid is first drawn.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import dash_ag_grid
from dash.fingerprint import build_fingerprint

if TYPE_CHECKING:
    from dash import Dash

NAMESPACE: Final = "dash_ag_grid"
SCRIPT: Final = "dash_ag_grid.min.js"
PARTS: Final = (SCRIPT, "async-community.js")  # the second is fetched by the first


def keep_out_of_pages(app: Dash) -> None:
    """Serve the grid's scripts from an app, but leave them out of its first page."""
    for entry in dash_ag_grid.AgGrid._js_dist:
        if entry["relative_package_path"] == SCRIPT:
            entry["dynamic"] = True
    app.registered_paths[NAMESPACE].update(PARTS)


@lru_cache(maxsize=1)
def _file_name() -> str:
    """Return the script's name with a mark of its version, so that browsers may keep it."""
    script = Path(dash_ag_grid.__file__).with_name(SCRIPT)
    changed = int(script.stat().st_mtime)
    named: Any = build_fingerprint
    return str(named(SCRIPT, dash_ag_grid.__version__, changed))


def library_address(prefix: str) -> str:
    """Return the address of the grid's script.

    Args:
        prefix: of every address.
    """
    return f"{prefix}_dash-component-suites/{NAMESPACE}/{_file_name()}"
