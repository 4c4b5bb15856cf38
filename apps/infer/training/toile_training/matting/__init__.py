"""The step `matte`: a network that finds the garment in a photo."""
