"""The figures for programs, at /api/v1/: what is asked is parsed here, fetched by queries and sent."""
