"""The line model: which lines of a scrape are the article, decided by shape, place and neighbours.

Read in this order: ``items`` (lines, pieces of a broken line put together), ``phrases`` and ``voice`` (what gives
a leftover away), ``features`` (what is measured of an item), ``trees`` (the learnt weights at work),
``headline`` and ``doubt`` (what stays all the same), ``verdict`` (what goes, and how surely), ``runs`` (rejected lines
together, with the rule each run belongs to).
"""
