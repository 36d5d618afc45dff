"""Registers as text: read, written, found by name, taken from git. The only home of cattrs and the TOML parser."""
