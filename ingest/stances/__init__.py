"""Pages -> allocation stances: which house leans which way on which asset.

    page -> sentences and grids -> words of leaning -> assets -> `AllocationStance`

The words are in `warehouse/reference/stances.toml`, the assets in `assets.csv`.
"""
