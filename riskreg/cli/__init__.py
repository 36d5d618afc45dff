"""Click only: words in, words out. Everything heavy is imported inside the command that needs it."""
