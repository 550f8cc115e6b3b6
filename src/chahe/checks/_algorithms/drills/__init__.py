"""Drills of one type: held in time, reviewed, and improved on."""
