import pytest

DRAWN = ".hv-chart .points path"
ADDRESS = "/embed/growth?period=2026&asof=2026-04-30"


@pytest.fixture
def portal(chromium, site):
    """A page of another origin with a panel in a frame; nothing may go wrong on it."""
    contexts, faults = [], []

    def build(frame, *, has_script=True):
        context = chromium.new_context(
            viewport={"width": 1000, "height": 900}, java_script_enabled=has_script
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda said: said.type == "error" and faults.append(said.text))
        page.set_content(frame.replace("SITE", site), wait_until="load")
        return page

    yield build
    for context in contexts:
        context.close()
    assert faults == []


def panel(page):
    return next(frame for frame in page.frames if "/embed/" in frame.url)


@pytest.mark.parametrize(
    "sandbox",
    ["allow-scripts", "allow-scripts allow-same-origin"],
    ids=["opaque origin", "own origin"],
)
def test_a_panel_draws_in_a_sandbox_and_keeps_nothing(portal, sandbox):
    page = portal(f'<iframe sandbox="{sandbox}" src="SITE{ADDRESS}" width="700"></iframe>')
    panel(page).wait_for_selector(DRAWN, state="attached")
    assert not panel(page).locator("details").get_attribute("open")
    assert page.context.cookies() == []


def test_a_portal_inside_a_sandboxed_portal_may_embed_too(portal):
    inner = f"<iframe src='SITE{ADDRESS}' width='600'></iframe>"
    page = portal(f'<iframe sandbox="allow-scripts" srcdoc="{inner}" width="800"></iframe>')
    panel(page).wait_for_selector(DRAWN, state="attached")


def test_without_scripts_words_and_table_are_read(portal):
    page = portal(f'<iframe src="SITE{ADDRESS}" width="700"></iframe>', has_script=False)
    assert panel(page).locator("h1").inner_text()
    assert panel(page).locator(".hv-words").is_visible()
    assert panel(page).locator("tbody tr").first.is_visible()


def test_the_height_follows_the_panel_up_and_down(portal):
    page = portal(
        f'<iframe src="SITE{ADDRESS}" width="360"></iframe>'
        '<script src="SITE/assets/embed/host.js"></script>'
    )
    panel(page).wait_for_selector(DRAWN, state="attached")
    height = "parseFloat(document.querySelector('iframe').style.height || 0)"
    page.wait_for_function(f"{height} > 300")
    tall = page.evaluate(height)
    page.evaluate("document.querySelector('iframe').width = 760")
    page.wait_for_function(f"{height} < {tall}")


def test_a_click_shows_the_quote_and_the_link_keeps_it(portal):
    page = portal(f'<iframe src="SITE{ADDRESS}" width="760" height="900"></iframe>')
    frame = panel(page)
    frame.wait_for_selector(DRAWN, state="attached")
    frame.evaluate(
        """() => {
            const chart = document.querySelector('.hv-chart');
            const at = chart.data.findIndex(trace => trace.customdata);
            const point = {customdata: chart.data[at].customdata[0]};
            chart.emit('plotly_click', {points: [point]});
        }"""
    )
    assert frame.locator(".hv-source q").is_visible()
    assert "evidence=" in frame.locator("a.hv-open").get_attribute("href")
    assert "period=2026" in frame.locator("a.hv-open").get_attribute("href")


def test_the_host_can_change_the_theme_while_it_runs(portal):
    page = portal(f'<iframe src="SITE{ADDRESS}&theme=light" width="760"></iframe>')
    frame = panel(page)
    frame.wait_for_selector(DRAWN, state="attached")
    page.evaluate(
        "document.querySelector('iframe').contentWindow"
        ".postMessage({type: 'houseviews:theme', theme: 'dark'}, '*')"
    )
    frame.wait_for_function("document.querySelector('.hv-chart').layout.font.color === '#EFEBE2'")
