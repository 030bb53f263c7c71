"""Numbers on a page: the roles that print them, the nodes they become, the formats they take."""
