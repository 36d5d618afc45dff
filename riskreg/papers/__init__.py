"""Papers: documents into which riskreg writes tables, only between its marks."""
