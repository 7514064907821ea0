"""The interface texts' catalogues: found in the source, kept per room, compiled without gettext's programs.

A bare Debian has neither xgettext nor msgfmt, and a newcomer's first command must give a Chinese site. So the
strings are read from Python's syntax tree and from Django's own template lexer, and polib writes the binary catalogues.
"""
