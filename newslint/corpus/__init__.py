"""What only a corpus shows: the template lines of each site, and articles that are nearly the same."""
