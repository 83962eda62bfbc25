"""SYNTHETIC rows, made by arithmetic, for measuring speed; nobody ever said any of it.

The shape follows the labelled reports: 40 houses, a report every fortnight or so, growth and
inflation in two thirds of the rows, a few hundred rows a report, sentences of a hundred characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.store import Warehouse

HOUSES = 40
ROWS_PER_REPORT = 400

_REPORTS = """
INSERT INTO report
SELECT sha256('synthetic ' || n), 'synthetic-' || n || '.pdf', 1000, 40, TIMESTAMP '2026-01-01',
    'pdf'
FROM range($reports) AS t (n);

INSERT INTO extraction
SELECT n + 1, sha256('synthetic ' || n), 'synthetic', 1.0,
    TIMESTAMP '2026-01-01' + INTERVAL 1 SECOND * n,
    (SELECT list(name ORDER BY name) FROM institution WHERE kind = 'bank')[n % $houses + 1],
    'Synthetic report ' || n,
    DATE '2022-01-03' + (n // $houses * 1400 // ($reports // $houses + 1))::INTEGER,
    DATE '2022-01-03', 'day', [], [], $rows, 0, NULL, 40
FROM range($reports) AS t (n);
"""
_FORECASTS = """
INSERT INTO forecast
SELECT
    n // $rows + 1, n % $rows, lpad(to_hex(n), 16, '0'), sha256('synthetic ' || n // $rows),
    e.publisher,
    ['gdp_growth', 'gdp_growth', 'gdp_growth', 'gdp_growth', 'cpi_inflation', 'cpi_inflation',
     'cpi_inflation', 'core_inflation', 'policy_rate', 'yield_10y', 'fx_rate',
     'unemployment_rate'][n % 12 + 1],
    ['US', 'EA', 'UK', 'JP', 'CN', 'IN', 'DE', 'FR', 'IT', 'ES', 'BR', 'MX', 'CA', 'AU', 'KR',
     'WORLD', 'EM', 'DM', 'ASIA', 'PL'][n // 12 % 20 + 1],
    (year(e.published) + n // 240 % 2)::VARCHAR
        || CASE WHEN n % 5 < 2 THEN 'Q' || (n % 4 + 1) ELSE '' END AS period,
    CASE WHEN n % 5 < 2 THEN 'yoy' ELSE 'annual_avg' END,
    (hash(n) % 60 / 10.0) AS low,
    CASE WHEN n % 31 = 0 THEN NULL ELSE low + CASE WHEN n % 17 = 0 THEN 0.5 ELSE 0 END END,
    'pct', NULL,
    CASE WHEN n % 29 = 0 THEN 'scenario' WHEN n % 23 = 0 THEN 'previous' ELSE 'forecast' END,
    CASE WHEN n % 11 = 0 THEN 'review' ELSE 'accepted' END,
    0.9, ['made by arithmetic'], n % 40 + 1,
    (n % 40 + 1) || ':10.0,' || n % 700 || '.0,30.0,20.0',
    repeat('a sentence made by arithmetic ', 3) || n, 'table', period, ''
FROM range($reports * $rows) AS t (n)
JOIN extraction AS e ON e.extraction_id = n // $rows + 1
ORDER BY n;
"""


def fill_with_synthetic_rows(warehouse: Warehouse, *, forecasts: int) -> None:
    """Write made-up rows past the extractor, for benchmarks and tests only.

    Args:
        warehouse: an empty one.
        forecasts: about how many; rounded down to whole reports of 400 rows.
    """
    values = {
        "reports": max(forecasts // ROWS_PER_REPORT, 1),
        "houses": HOUSES,
        "rows": ROWS_PER_REPORT,
    }
    with warehouse.writing() as con:
        for statement in (*_REPORTS.split(";\n"), _FORECASTS):
            if statement.strip():
                used = {name: value for name, value in values.items() if f"${name}" in statement}
                con.execute(statement, used)
