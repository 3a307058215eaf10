"""Pixel data of DICOM images: where frames lie, how they are decoded and shown."""
