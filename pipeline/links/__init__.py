"""Motions and the measures of a concept that they concern: candidates, a score that means a probability, reasons and
passages on both sides, and what people said of them."""
