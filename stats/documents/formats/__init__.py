"""The formats, one file for each: its bytes to sheets, or to the rows of a document."""
