"""Two edits of one register made into one: by record and by field, with the text kept as it was typed."""
