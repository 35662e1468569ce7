"""What customers does, one verb a module."""
