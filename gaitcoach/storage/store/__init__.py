"""The store: people and runs in a database, the signals of every frame in a file beside it."""
