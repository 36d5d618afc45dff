"""The rules across registers and cards."""
