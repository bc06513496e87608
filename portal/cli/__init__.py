"""The `portal` command: each command reads its arguments and calls one function."""
