"""One file format a module: blocks without marks to bytes."""
