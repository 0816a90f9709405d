"""Detectors: what a word list or a pattern cannot say. One file per family.

A detector is a pure function ``(article, *, options) -> Iterator[Match]``; a rule file names it as
``module.function`` and its keyword-only arguments are the rule's options.
"""
