"""What is shown of multidisciplinary meetings."""
