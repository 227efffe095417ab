"""Drafts: begun, read from files or typed, checked, saved, previewed, published, withdrawn, restored.

What is read or typed is kept as texts (stats.models.Draft). Publishing gives the texts to the same pipeline
that reads files. Nothing here knows of requests or forms.
"""
