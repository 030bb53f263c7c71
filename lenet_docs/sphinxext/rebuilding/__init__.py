"""What a page depends on, in which order pages are read, and how a build that fails ends."""
