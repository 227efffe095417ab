"""Reports and tables of areas, read: cells with their page and the words that they were read from.

What is read is proposed and never published by itself. Nothing here knows of Django or of the database.
"""
