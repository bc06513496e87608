"""Everything that can be done. One function is one transaction."""
