"""What several readers need to take a file apart; no format is read here."""
