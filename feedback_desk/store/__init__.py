"""The store: one encrypted SQLite file with everything one person holds. No other room touches SQL.

`database.open_store` opens it; the other modules are functions over the `Store` it gives. They are called by
`desk`, which decides what belongs into one transaction.
"""
