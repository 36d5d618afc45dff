"""TOML as text: an own scanner that says where everything stands, and everything that is wrong.

The parser of the standard library stays the only judge of what a document holds; it stops at the first fault and tells
no positions, so this scanner works beside it, and only where something is wrong.
"""
