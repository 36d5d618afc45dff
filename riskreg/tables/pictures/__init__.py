"""Matrices and histories as pictures: laid out in points, in words for those who do not see them, drawn by matplotlib."""
