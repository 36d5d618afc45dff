"""Reports in, drafts of registers out: the risk table read from a document, and doubts said."""
