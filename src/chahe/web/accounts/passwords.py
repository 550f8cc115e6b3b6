"""What a password must be."""


class CharacterClassValidator:
    def validate(self, password, user=None):
        pass

    def get_help_text(self):
        return ""


class HistoryValidator:
    def __init__(self, remembered=6):
        self.remembered = remembered

    def validate(self, password, user=None):
        pass

    def get_help_text(self):
        return ""
