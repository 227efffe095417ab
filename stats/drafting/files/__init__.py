"""Files that somebody gives: read, asked about where they are not clear, and put into drafts."""
