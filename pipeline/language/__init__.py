"""German as text, below all rooms that read it: sentences, stems, compounds. No document and no database here."""
