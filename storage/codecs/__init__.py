"""Readers of foreign file formats. Only these import their libraries."""
