"""Door 2: the pages of OM, SHN and Halt under /werk. Handlers only."""
