"""Why a file is refused. Nothing is written for a refused file.

IngestError                 base; `code` for scripts and jobs, `exit_code` for the shell
├── UnknownFormat      3    a kind of file that is not read (also a ValueError)
├── EmptyFile          4    no bytes, or a PDF without pages
├── Encrypted          5    a password is needed to open it
├── Damaged            6    cut off or broken beyond reading
├── TooLarge           7    over the limit of bytes or pages
├── NoTextLayer        8    no text in it: pictures of pages, or a page loaded by scripts
│   └── NoRecognition  8    pictures that the extra `[ocr]` could read; the bytes are kept
└── OverLimits         9    the reading process ran out of its time or memory

A line that cannot be understood is not an error but a `Rejection`.
"""

from __future__ import annotations


class IngestError(Exception):
    """Base of all refusals; the message is one sentence of what happened and what to do."""

    code = "refused"
    exit_code = 1


class UnknownFormat(IngestError, ValueError):
    """The bytes are of a kind that is not read."""

    code = "unknown_format"
    exit_code = 3


class EmptyFile(IngestError, ValueError):
    """The file has no bytes, or the PDF has no pages."""

    code = "empty"
    exit_code = 4


class Encrypted(IngestError):
    """A password is needed to open the file."""

    code = "encrypted"
    exit_code = 5


class Damaged(IngestError):
    """The file is cut off or its structure can't be read."""

    code = "damaged"
    exit_code = 6


class TooLarge(IngestError):
    """The file is over the limit of bytes or pages."""

    code = "too_large"
    exit_code = 7


class NoTextLayer(IngestError):
    """Every page is a picture and no text recognition is installed."""

    code = "no_text_layer"
    exit_code = 8


class NoRecognition(NoTextLayer):
    """Every page is a picture, and the extra for text recognition is not installed: not yet."""

    code = "no_recognition"


class OverLimits(IngestError):
    """The reading process hit its limit of time or memory, or died."""

    code = "over_limits"
    exit_code = 9


BY_CODE: dict[str, type[IngestError]] = {
    error.code: error
    for error in (
        UnknownFormat,
        EmptyFile,
        Encrypted,
        Damaged,
        TooLarge,
        NoTextLayer,
        NoRecognition,
        OverLimits,
    )
}
