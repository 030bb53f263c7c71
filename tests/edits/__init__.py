"""The test of edits: after any edit and its way back, the site is that of a clean build."""
