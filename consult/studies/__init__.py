"""Studies, ECG recordings and the files they came in."""
