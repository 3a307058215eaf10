"""The patient of one hospital, and identity numbers."""
