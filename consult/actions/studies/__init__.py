"""What was recorded: uploads, DICOM instances, and materials on the case."""
