"""What one hospital recorded today, and what waits to be read by another."""
