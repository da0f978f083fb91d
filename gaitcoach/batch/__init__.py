"""A whole archive of clips: found, measured by many processes, each exactly once, in one table."""
