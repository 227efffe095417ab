"""The desk: the admin's first page, its list of drafts, and the handbook."""
