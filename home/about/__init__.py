"""Help, accessibility, privacy: the pages every public site owes its readers."""
