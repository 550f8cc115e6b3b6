"""The configuration of a Cisco ASA, or of the ASA inside an FTD, a part a file."""
