"""Door 1: the victim's pages under /mijn. Handlers only."""
