"""Door 4: the clock; what happens without anyone asking."""
