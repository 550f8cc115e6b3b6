"""The files of a UNIX machine's accounts, and the programs that say when they were used."""
