"""The values every room of the house passes along: documents, records, codes, errors. No I/O here."""
