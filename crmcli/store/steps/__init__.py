"""The SQL of each step of the schema, one file a step. A released one is never edited; `migrations` runs them."""
