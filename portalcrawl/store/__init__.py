"""MongoDB: connection, the private ``mongod``, schema, and one module for each collection."""
