"""An office file -> the same file with fixed dates inside, so that one request gives one file."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can hold
_STAMP: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def same_bytes(packed: bytes, *, moment: datetime) -> bytes:
    """Return an office file whose dates, also of the workbooks inside it, are `moment`.

    Args:
        packed: a .pptx or .xlsx file.
        moment: what stands as the time of making, UTC.
    """
    out = io.BytesIO()
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(io.BytesIO(packed)) as held, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in held.namelist():
            content = held.read(name)
            if name.endswith(".xlsx"):
                content = same_bytes(content, moment=moment)
            elif name == "docProps/core.xml":
                content = _STAMP.sub(stamp, content)
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, content)
    return out.getvalue()
