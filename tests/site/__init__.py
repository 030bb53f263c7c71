"""What must hold of the built site in a browser. One browser and one server for all of it."""
