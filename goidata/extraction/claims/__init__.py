"""The general reader of clauses: what a number, or a denial, in running text counts."""
