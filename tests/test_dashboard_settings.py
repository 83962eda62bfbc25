from pathlib import Path

import pytest

from dashboard.settings import Settings, SettingsError, load_settings


def test_defaults_listen_on_loopback_only():
    assert load_settings({}, {}) == Settings()
    assert Settings().host == "127.0.0.1"


def test_flag_wins_over_environment_and_environment_over_file(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('port = 1\nthreads = 2\nhost = "::1"\n')
    environment = {"HOUSEVIEWS_PORT": "3", "HOUSEVIEWS_THREADS": "4"}
    settings = load_settings({"port": 5, "threads": None}, environment, file=file)
    assert (settings.port, settings.threads, settings.host) == (5, 4, "::1")


def test_file_can_be_named_in_the_environment(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('warehouse = "elsewhere.duckdb"\n')
    settings = load_settings({}, {"HOUSEVIEWS_CONFIG": str(file)})
    assert settings.warehouse == Path("elsewhere.duckdb")


@pytest.mark.parametrize(
    ("environment", "content", "words"),
    [
        pytest.param({"HOUSEVIEWS_PROT": "1"}, "", "HOUSEVIEWS_PROT.*HOUSEVIEWS_PORT", id="env"),
        pytest.param({}, "prot = 1", "prot in .*Did you mean port", id="file"),
        pytest.param({}, "colour = 1", "colour in .*Known: warehouse", id="nothing close"),
        pytest.param({"HOUSEVIEWS_PORT": "many"}, "", "port needs a whole number", id="word"),
        pytest.param({"HOUSEVIEWS_PORT": "70000"}, "", "port must be 0 to 65535", id="high"),
        pytest.param({}, "workers = 0", "workers must be 1 or more", id="zero"),
        pytest.param({}, "port = true", "port needs a whole number", id="boolean"),
        pytest.param({}, "host = 4", "host needs a text", id="number for text"),
        pytest.param({}, "= 4", "is not TOML", id="broken file"),
    ],
)
def test_bad_setting_is_refused_by_name(tmp_path, environment, content, words):
    file = tmp_path / "settings.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=words):
        load_settings({}, environment, file=file)


def test_missing_file_that_was_asked_for_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="can't be read"):
        load_settings({}, {}, file=tmp_path / "none.toml")
