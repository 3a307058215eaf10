"""ECG recordings of every format the product reads, as raw integers with their scale."""
