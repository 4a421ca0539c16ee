"""Forms of German minutes: each module turns one story document into the bytes of one kind of file."""
