"""Every table, by subject. Columns and constraints only; rules live in domain."""
