"""Ordered rules as boxes, and exactly what they leave each other, a part a file."""
