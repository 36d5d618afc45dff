"""Word documents as bytes: the zip, the XML with the place of every element in it, and what riskreg writes into it."""
