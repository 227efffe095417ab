"""Reference data: areas, places, populations, sources and notes, kept equal to their files."""
