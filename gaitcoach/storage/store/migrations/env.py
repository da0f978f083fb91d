"""Alembic asks this file how to reach the store: by the connection that it was handed."""

from __future__ import annotations

from alembic import context

from gaitcoach.storage.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    # Never in batches: they copy a table and drop it, and all that refers to it goes with it.
    render_as_batch=False,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
