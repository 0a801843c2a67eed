"""Sentences, tokens, noun phrases: the only file that knows spaCy."""
