"""A PAN-OS configuration, of a firewall or of Panorama, a part a file."""
