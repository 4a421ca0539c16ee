"""What no database can hold, as sentences: for all that brings records in."""

from __future__ import annotations

from pipeline.model.errors import BadInput
from pipeline.store.terms import plain


def number_too_large(name: str) -> BadInput:
    """A number beyond a column's 64 bits, in the record of the file `name`."""
    return BadInput(
        f"{plain(name)} holds a number that is too large for the database (more than 18 digits). "
        "It was read wrongly, or the document is damaged.",
        code="number_too_large",
    )


def no_text(name: str) -> BadInput:
    """What is no character, in the record of the file `name`."""
    return BadInput(
        f"The text of {plain(name)} holds characters that no text file can hold (lone surrogates). "
        "The file is damaged or was decoded with the wrong encoding.",
        code="bad_text",
    )
