"""What the doors share: guards, sessions, forms, errors, templating, headers."""
