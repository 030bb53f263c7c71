"""The directives that set tables: of layers, of connections, of comparisons, of measurements."""
