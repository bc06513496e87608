"""Other systems' languages, one file each. Dutch wire words stop here."""
