"""Rules: see the module."""
