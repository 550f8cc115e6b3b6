"""Samples: how many, which, and what they can and cannot prove."""
