"""How passwords are kept: Argon2id (RFC 9106), at a cost that OWASP gives."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """One lane, 46 MiB, one pass: as strong as Django's eight lanes, and kind to a laptop.

    Source: OWASP Password Storage Cheat Sheet, Argon2id m=47104 (46 MiB), t=1, p=1.
    """

    memory_cost = 46 * 1024  # KiB
    time_cost = 1
    parallelism = 1
