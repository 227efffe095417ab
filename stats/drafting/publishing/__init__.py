"""Publishing drafts and withdrawing what is public: changes, notes, the source's name, and who may."""
