// Nothing: what the import of nothing costs.
