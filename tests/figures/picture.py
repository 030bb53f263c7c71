"""Reading drawings back: elements, attributes, where things lie."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Picture:
    """A drawing that is being looked at."""

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        assert self.root.tag == f"{SVG}svg"
        self.size = tuple(map(float, self.root.attrib["viewBox"].split()[2:]))

    @property
    def steps(self) -> list[ElementTree.Element]:
        """Return the steps of the drawing, if it has any."""
        return self.all("g", class_="drawing-step")

    def show(self, index: int) -> None:
        """Show one of the steps, as the script does."""
        for number, step in enumerate(self.steps):
            step.attrib.pop("display", None)
            if number != index:
                step.set("display", "none")

    def shown(self, tag: str) -> list[ElementTree.Element]:
        """Return the elements called `tag` that are not in a hidden step."""
        hidden = {
            id(element)
            for step in self.steps
            if step.get("display") == "none"
            for element in step.iter()
        }
        return [element for element in self.all(tag) if id(element) not in hidden]

    def all(self, tag: str, **attributes: str) -> list[ElementTree.Element]:
        """Return the elements called `tag` that have `attributes`; class_ stands for class."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(f"{SVG}{tag}")
            if all(element.get(name) == value for name, value in wanted.items())
        ]

    @property
    def texts(self) -> list[str]:
        """Return what is written in the drawing, in the step that is shown."""
        return [element.text or "" for element in self.shown("text")]

    def attributes(self, name: str) -> list[str]:
        """Return the values of an attribute, wherever it stands."""
        return [value for e in self.root.iter() if (value := e.get(name)) is not None]

    def words(self) -> Iterator[tuple[str, Box]]:
        """Yield each text and about where it lies: a letter is about 0.56 of its size wide."""
        for element in self.shown("text"):
            text = element.text or ""
            size = float(element.get("font-size", self.root.attrib["font-size"]))
            width, x, y = 0.56 * size * len(text), float(element.attrib["x"]), 0.0
            y = float(element.attrib["y"])
            left = (
                x
                - width
                * {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
            )
            yield text, (left, y - 0.72 * size, left + width, y + 0.2 * size)

    def boxes(self) -> Iterator[Box]:
        """Yield where the rectangles and circles lie, those in patterns left out."""
        patterned = {id(e) for pattern in self.all("pattern") for e in pattern.iter()}
        for element in self.shown("rect"):
            if id(element) not in patterned:
                x, y, width, height = (
                    float(element.attrib[a]) for a in ("x", "y", "width", "height")
                )
                yield x, y, x + width, y + height
        for element in self.shown("circle"):
            x, y, r = (float(element.attrib[a]) for a in ("cx", "cy", "r"))
            yield x - r, y - r, x + r, y + r

    def holds(self, box: Box, slack: float = 0.5) -> bool:
        """Whether a box lies within the drawing."""
        left, top, right, bottom = box
        width, height = self.size
        return (
            -slack <= left and -slack <= top and right <= width + slack and bottom <= height + slack
        )
