"""Tables of areas: found in sheets, their columns proposed, their figures read by a mapping."""
