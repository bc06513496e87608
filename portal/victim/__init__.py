"""Door 1: the victim's own pages under /mijn. What is not hers does not exist."""
