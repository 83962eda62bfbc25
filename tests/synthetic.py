"""SYNTHETIC rows, made by arithmetic, for measuring speed; nobody ever said any of it.

    python -m tests.synthetic synthetic.duckdb --rows 1000000

Every publisher, title, file name and sentence says so. The shape follows the labelled reports: half
the houses publish monthly and half quarterly over ten years, every report has a dozen table rows of
five figures each (this year, next year, a quarter, its fourth quarter, what it said before), the
first six rows on the questions that everybody answers. With them come ranges, open bounds,
scenarios, rows that wait for a person, quotations of other houses, reports without a date, reports
that became known late, second readings, corrections and stances. The same number of rows is always
the same.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from warehouse.store import Warehouse

HOUSES = 200
YEARS = 10
ROWS_PER_REPORT = 62
LAST_DAY = date(2026, 10, 31)
REPORTS_PER_HOUSE = 20  # in a small warehouse, which has fewer houses so that each has editions

_REPORTS = """
CREATE OR REPLACE TEMP TABLE made AS
SELECT
    n, sha256('synthetic ' || n) AS sha,
    CASE WHEN slot < 3 * half THEN slot % half ELSE half + slot - 3 * half END AS house,
    $last_day::DATE - (91 * quarter + 30 * CASE WHEN slot < 3 * half THEN slot // half ELSE 1 END
        + slot % 28)::INTEGER AS day,
    n % 53 = 7 AS is_undated, n % 31 = 5 AS is_late, n % 37 = 3 AS is_read_twice
FROM (
    SELECT n, $houses // 2 AS half, n // ($houses * 2) AS quarter, n % ($houses * 2) AS slot
    FROM range($reports) AS t (n)
);

INSERT INTO report
SELECT sha, 'synthetic-' || n || '.pdf', 1000,  40,
    day::TIMESTAMP + INTERVAL 12 HOUR
        + CASE WHEN is_late THEN INTERVAL 60 DAY ELSE INTERVAL 1 DAY END,
    'pdf'
FROM made ORDER BY n;

INSERT INTO extraction
SELECT
    n + 1 + run * $reports, sha, 'synthetic', 1.0,
    r.first_recorded_at + INTERVAL 90 DAY * run,
    'Synthetic house ' || lpad((house + 1)::VARCHAR, 3, '0'),
    'Synthetic outlook ' || strftime(day, '%B %Y'), CASE WHEN NOT is_undated THEN day END,
    CASE WHEN NOT is_undated THEN day END, CASE WHEN NOT is_undated THEN 'day' END,
    ['made by arithmetic'], [], $rows, 0, NULL, 40
FROM made JOIN report AS r ON r.sha256 = sha
JOIN range(2) AS t (run) ON run = 0 OR is_read_twice
ORDER BY 1
"""
_FORECASTS = """
INSERT INTO forecast BY NAME
WITH cell AS (
    SELECT
        e.extraction_id, k::INTEGER AS ordinal, m.sha AS report_sha256, e.publisher, m.house,
        e.extraction_id * 64 + k AS n, k // 5 AS line, k % 5 AS col, m.day, m.n AS report_number,
        CASE WHEN k // 5 < 6 THEN k // 5 ELSE 6 + (m.house * 11 + k // 5 * 5) % 90 END AS question
    FROM extraction AS e JOIN made AS m ON m.sha = e.report_sha256, range($rows) AS t (k)
),
asked AS (
    SELECT *,
        CASE WHEN question < 6
            THEN ['gdp_growth', 'gdp_growth', 'cpi_inflation', 'cpi_inflation', 'policy_rate',
                'policy_rate'][question + 1]
            ELSE ['gdp_growth', 'cpi_inflation', 'core_inflation', 'unemployment_rate',
                'policy_rate', 'yield_10y'][question % 6 + 1] END AS indicator,
        CASE WHEN question < 6 THEN ['US', 'EA'][question % 2 + 1]
            ELSE ['UK', 'JP', 'CN', 'IN', 'DE', 'FR', 'IT', 'ES', 'BR', 'MX', 'CA', 'AU', 'KR',
                'WORLD', 'PL'][question // 6] END AS region,
        year(day) + CASE WHEN col = 1 THEN 1 ELSE 0 END AS target
    FROM cell
),
valued AS (
    SELECT *,
        CASE WHEN indicator IN ('policy_rate', 'yield_10y') THEN 'year_end' WHEN col = 2 THEN 'yoy'
            WHEN col = 3 THEN 'q4q4' ELSE 'annual_avg' END AS measure,
        round(1.0 + hash(indicator || region || target) % 30 / 10.0 + house % 13 / 10.0 - 0.6
            + (hash(house * 1000 + report_number // 700 + question) % 9) / 10.0 - 0.4, 1) AS mid
    FROM asked
)
SELECT
    extraction_id, ordinal, substr(md5(report_sha256 || ordinal), 1, 16) AS forecast_id,
    report_sha256,
    CASE WHEN n % 97 = 0
        THEN 'Synthetic house ' || lpad(((house + 7) % $houses + 1)::VARCHAR, 3, '0')
        ELSE publisher END AS institution,
    indicator, region,
    CASE WHEN measure <> 'year_end' AND col = 2 THEN target || 'Q' || quarter(day)
        ELSE target::VARCHAR END AS period,
    measure,
    CASE WHEN n % 61 <> 1 THEN mid END AS low,
    CASE WHEN n % 31 <> 0 THEN mid + CASE WHEN n % 17 = 0 THEN 0.5 ELSE 0 END END AS high,
    'pct' AS unit, NULL AS stance,
    CASE WHEN col = 4 THEN 'previous' WHEN n % 29 = 0 THEN 'scenario' ELSE 'forecast' END AS kind,
    CASE WHEN n % 23 = 0 THEN 'review' ELSE 'accepted' END AS status,
    0.9 AS confidence, ['made by arithmetic'] AS reasons, (line // 3 + 1)::INTEGER AS page,
    (line // 3 + 1) || ':' || 100 + 60 * col || '.0,' || 100 + 20 * line || '.0,' || 140 + 60 * col
        || '.0,' || 112 + 20 * line || '.0' AS place,
    'Synthetic row of ' || replace(indicator, '_', ' ') || ' in ' || region
        || ' with five figures made by arithmetic for house ' || house + 1 || ' in '
        || strftime(day, '%B %Y') AS quote,
    'table' AS reader, '' AS original_place,
    CASE WHEN measure = 'year_end' THEN target || '-12' ELSE period END AS period_key
FROM valued
ORDER BY extraction_id, ordinal;

INSERT INTO evidence_box
SELECT extraction_id, forecast_id, 0, page, 100, 100 + ordinal, 140, 112 + ordinal, 'value',
    low::VARCHAR
FROM forecast WHERE low IS NOT NULL;

INSERT INTO correction
SELECT f.report_sha256, f.page, f.place, 'low', f.low::VARCHAR, (f.low + 0.1)::VARCHAR,
    'nobody, synthetic', 'made by arithmetic', e.recorded_at + INTERVAL 10 DAY
FROM forecast AS f JOIN extraction AS e ON e.extraction_id = f.extraction_id
WHERE f.extraction_id % 211 = 1 AND f.ordinal = 1 AND f.low = f.high;

INSERT INTO allocation_stance BY NAME
SELECT e.extraction_id, k::INTEGER AS ordinal,
    substr(md5(m.sha || ' stance ' || k), 1, 16) AS stance_id, m.sha AS report_sha256,
    e.publisher AS institution, a.code AS asset, a.name AS asset_words,
    a.region, ['overweight', 'neutral', 'underweight'][(m.house + k + m.n // 900) % 3 + 1] AS tilt,
    NULL AS change, '' AS horizon, 'accepted' AS status, 0.9 AS confidence,
    ['made by arithmetic'] AS reasons, 1 AS page, '1:10.0,10.0,30.0,20.0;' || k AS place,
    'Synthetic leaning on ' || a.name AS quote, 'table' AS reader, '' AS original_place
FROM extraction AS e JOIN made AS m ON m.sha = e.report_sha256, range(3) AS t (k)
JOIN asset AS a ON a.position = (m.house * 5 + k * 7) % (SELECT count(*) FROM asset)
ORDER BY 1, 2;

DROP TABLE made
"""


def fill_with_synthetic_rows(warehouse: Warehouse, *, forecasts: int) -> None:
    """Write made-up rows past the extractor, for benchmarks and tests only.

    Args:
        warehouse: an empty one.
        forecasts: about how many; rounded down to whole reports of 62 rows, second readings on top.
    """
    reports = max(forecasts // ROWS_PER_REPORT, 1)
    houses = min(HOUSES, max(2, reports // REPORTS_PER_HOUSE * 2))
    values = {"reports": reports, "houses": houses, "rows": ROWS_PER_REPORT, "last_day": LAST_DAY}
    with warehouse.writing() as con:
        for statement in (*_REPORTS.split(";\n"), *_FORECASTS.split(";\n")):
            used = {name: value for name, value in values.items() if f"${name}" in statement}
            con.execute(statement, used)
    warehouse.fill_current_rows()


def main() -> None:
    """Make a warehouse of synthetic rows at a path where none is."""
    parser = argparse.ArgumentParser(description="Make a warehouse of SYNTHETIC rows.")
    parser.add_argument("path", type=Path, help="the file to make")
    parser.add_argument("--rows", type=int, default=1_000_000, help="about how many forecasts")
    asked = parser.parse_args()
    if asked.path.exists():
        parser.error(f"{asked.path} exists; name a new file")
    with Warehouse.open(asked.path) as warehouse:
        fill_with_synthetic_rows(warehouse, forecasts=asked.rows)


if __name__ == "__main__":
    main()
