"""A setting that cannot be used."""


class WrongSetting(Exception):
    """The message says which setting is wrong and how to mend it."""
