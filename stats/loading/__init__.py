"""Everything that enters the database: read -> normalise -> check -> write, joined by pipeline.py.

Readers turn bytes into sheets of text, `tidy` and `printed` make raw figures of these, `normalise` turns
text into numbers and codes, `checks` asks whether the figures can be true of what is known, and `write`
stores them in one transaction. Nothing is raised for what a file says: every problem is collected and told
at once.
"""
