"""The commands: click for the words, rich for people, JSON for machines."""
