"""Pages -> themes: what a report names as the themes of its time, each with its place.

    pages -> sentences and headings -> phrases of `warehouse/reference/themes.csv` -> `ThemeMention`

Words around a phrase that make it a theme, or deny it, are in `themes.toml`.
"""
