"""Ketenportaal: no victim learns too late, from the wrong person, or not at all."""
