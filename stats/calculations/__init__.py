"""Pure functions on numbers: no Django, no database, no wording."""
