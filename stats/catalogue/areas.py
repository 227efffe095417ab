"""What the code must know of areas before any is stored."""

NATION_SLUG = "england-and-wales"
