"""What drawings are made of: SVG as a tree, one style, shapes, steps."""
