"""The step `encoder`: a network that finds a photo's place among what a generator can draw."""
