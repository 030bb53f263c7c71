"""What several rooms ask of Sphinx: builders, the parts of the book, the numbers of captions."""
