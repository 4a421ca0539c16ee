"""Bytes to `Document`: find the inputs, tell their kind from content, read them, normalise with a map back."""

from pipeline.documents.detect import begins_as_json, detect
from pipeline.documents.inputs import Input, inputs
from pipeline.documents.limits import Limits
from pipeline.documents.read import read

__all__ = ["Input", "Limits", "begins_as_json", "detect", "inputs", "read"]
