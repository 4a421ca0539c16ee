"""Protokolle: municipal minutes become linked, checkable facts."""

__version__ = "0.1.0"
