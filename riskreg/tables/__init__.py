"""Registers in, titled columns and rows out; then rows to text, Markdown, HTML, LaTeX, CSV, JSON and more."""
