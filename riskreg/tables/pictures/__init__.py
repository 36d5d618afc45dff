"""Matrices and histories as pictures: laid out in points, told in words as well, drawn by matplotlib."""
