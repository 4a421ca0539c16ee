"""pdfium functions for calls that are made once a character or line: with plain addresses instead of typed pointers.

That is half the cost of a call through pypdfium2's bindings, and addresses can be compared.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw


def pdfium_function(name: str, result: Any, *arguments: Any) -> Any:
    """The function of this name; `result` and `arguments` are ctypes, `c_void_p` for every pointer."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0)
