"""A cheap look before a pattern is tried: does a text have what every match must have?"""


def has(text: str, hint: str) -> bool:
    """Tell whether a text has a few letters; of which the first is looked for alone, which is much faster."""
    return hint[0] in text and hint in text
