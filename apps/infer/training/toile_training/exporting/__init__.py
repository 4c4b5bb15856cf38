"""The step `export`."""
