"""A report typed in the admin: begun, laid out, checked, saved, previewed, published, withdrawn, restored.

What is typed is kept as texts (stats.models.Draft). Publishing gives the texts to the same pipeline that
reads files. Nothing here knows of requests or forms.
"""
