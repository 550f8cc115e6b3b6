"""The configuration of a FortiGate, a part a file."""
