"""What reaches a callback from elsewhere than its own page is refused in words."""

import pytest

from dashboard.app import create_app
from warehouse.store import Warehouse

ADDRESS = "/_dash-update-component"
VISIT = {"path": "/reports", "query": "", "theme": "light", "room": "desk", "figure": ""}


@pytest.fixture(scope="module")
def app():
    with Warehouse.open(":memory:") as warehouse:
        yield create_app(warehouse)


@pytest.fixture
def client(app):
    return app.server.test_client()


def drawer(**changes):
    """Return the body that the browser sends when the evidence of a figure is opened."""
    body = {
        "output": "drawer.children",
        "outputs": {"id": "drawer", "property": "children"},
        "inputs": [{"id": "opened", "property": "data", "value": VISIT}],
        "changedPropIds": ["opened.data"],
    }
    return {**body, **changes}


def opened(value, **changes):
    return [{"id": "opened", "property": "data", "value": value, **changes}]


def test_what_the_browser_sends_is_answered(client):
    assert client.post(ADDRESS, json=drawer()).status_code == 200
    assert client.post(ADDRESS, json=drawer(inputs=opened(None))).status_code == 200


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param([], "no JSON object", id="list"),
        pytest.param({}, "No callback has the output 'None'", id="empty"),
        pytest.param(drawer(output=["x"]), "No callback has", id="output no text"),
        pytest.param(drawer(output="page.data-shown"), "No callback has", id="the browser's own"),
        pytest.param(drawer(outputs=[]), "outputs", id="outputs no object"),
        pytest.param(drawer(outputs={"id": "x", "property": "y"}), "outputs", id="other outputs"),
        pytest.param(drawer(changedPropIds=[1]), "changedPropIds", id="changes no names"),
        pytest.param(drawer(inputs={}), "inputs is no list of 1", id="inputs no list"),
        pytest.param(drawer(inputs=[]), "inputs is no list of 1", id="too few inputs"),
        pytest.param(drawer(inputs=["x"]), "no data of opened", id="input no object"),
        pytest.param(drawer(inputs=opened(3)), "no data of opened", id="value no visit"),
        pytest.param(drawer(inputs=opened({"path": 3})), "no data of opened", id="path no text"),
        pytest.param(drawer(inputs=opened(VISIT, id="route")), "no data of opened", id="other id"),
    ],
)
def test_another_shape_is_refused_in_words(client, body, words):
    answer = client.post(ADDRESS, json=body)
    assert answer.status_code == 400
    assert words in answer.json["error"]["message"]


def test_what_is_no_json_is_refused_in_words(client):
    answer = client.post(ADDRESS, data="{", content_type="application/json")
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "not_taken")


def choice(value, **of):
    return [
        {"id": {"type": "control", "name": "regions"}, "property": "value", "value": value, **of}
    ]


@pytest.mark.parametrize(
    ("controls", "status"),
    [
        pytest.param(choice(["US", "EA"]), 200, id="choices"),
        pytest.param([], 200, id="page without controls"),
        pytest.param(choice({"US": 1}), 400, id="no choice"),
        pytest.param(choice("US", id="regions"), 400, id="id no object"),
        pytest.param("regions", 400, id="no list"),
    ],
)
def test_controls_are_looked_at_one_by_one(app, client, controls, status):
    output = next(name for name in app.callback_map if name.startswith("url.search@"))
    address, told = output.rsplit(".", 1)
    texts = [("asof", "value"), ("url", "pathname"), ("url", "search")]
    day, *state = [{"id": one, "property": two, "value": ""} for one, two in texts]
    body = {
        "output": output,
        "outputs": {"id": address, "property": told},
        "inputs": [controls, day],
        "state": state,
        "changedPropIds": [],
    }
    assert client.post(ADDRESS, json=body).status_code == status
