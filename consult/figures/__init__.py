"""Figures (统计): what is counted, by whom it may be read, and what is held back."""
