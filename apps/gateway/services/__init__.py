"""The gateway's use cases, one verb a module."""
