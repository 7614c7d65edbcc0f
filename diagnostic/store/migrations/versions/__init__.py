"""One module a version of the tables, each with its way back."""
