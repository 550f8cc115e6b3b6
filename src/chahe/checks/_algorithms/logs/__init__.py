"""Logs: how long they are kept, and what their records say."""
