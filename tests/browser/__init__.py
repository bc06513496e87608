"""People in front of the portal, in a real browser."""
