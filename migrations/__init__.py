"""Piccolo migrations; `portal migrate` runs them."""
