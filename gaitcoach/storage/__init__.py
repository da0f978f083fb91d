"""Where a run is kept: the session record, the optional picture, tables and the log."""
