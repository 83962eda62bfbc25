"""Importing does no work: nothing is read but code, nothing written, nobody connected to."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

WATCH = """
import json, sys
seen = []
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        seen.append([event, str(arguments[0]), str(arguments[1])])
    elif event in ("socket.connect", "socket.bind", "subprocess.Popen"):
        seen.append([event, "", ""])
sys.addaudithook(note)
import MODULE
print(json.dumps(seen))
"""
DATA = (".csv", ".toml", ".sql", ".duckdb", ".pdf", ".woff2", ".css")


@pytest.mark.parametrize(
    "module", ["dashboard", "dashboard.panels", "dashboard.app", "warehouse.store"]
)
def test_importing_opens_no_data_and_connects_to_nobody(module):
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-B", "-c", WATCH.replace("MODULE", module)],
        capture_output=True,
        text=True,
        check=True,
    )
    events = json.loads(told.stdout.splitlines()[-1])
    ours = [e for e in events if e[0] != "open" or "site-packages" not in e[1]]
    assert [e for e in ours if e[0] != "open"] == []
    assert [path for _, path, _ in ours if path.endswith(DATA)] == []
    assert [path for _, path, mode in ours if mode[:1] in "wax" and mode != "None"] == []
