"""Saying it: rendering words, and the channels they leave by."""
