"""The README says what the program does: panels, commands, settings and exit codes."""

import re
from pathlib import Path

import pytest

from dashboard.cli import build_parser
from dashboard.settings import ENVIRONMENT_PREFIX, NAMES, Settings
from ingest.errors import BY_CODE
from tests.accuracy import panel_table

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_panel_table_is_made_from_the_panels():
    assert panel_table() in README


@pytest.mark.parametrize("name", NAMES)
def test_setting_is_documented_with_its_default(name):
    default = getattr(Settings(), name)
    row = f"| `{name}` | `{ENVIRONMENT_PREFIX}{name.upper()}` | `{default}` |"
    assert row in README


def test_every_command_is_documented():
    commands = build_parser()._subparsers._group_actions[0].choices
    for name in commands:
        assert f"`houseviews {name}" in README


@pytest.mark.parametrize("code", [error.exit_code for error in BY_CODE.values()])
def test_exit_code_is_documented(code):
    paragraph = README[README.index("Exit codes:") :].partition("\n\n")[0]
    assert re.search(rf"\b{code} \w", paragraph.replace("\n", " "))


def test_pictures_that_the_readme_shows_exist():
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (Path(__file__).parents[1] / picture).is_file()
