"""Random small networks, for tests that must hold for every network."""

from __future__ import annotations

from hypothesis import strategies as st

from lenet_docs import (
    Architecture,
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Subsampling,
)
from lenet_docs.layers import FeatureMaps, Layer


@st.composite
def tables(draw: st.DrawFn, maps: int, sources: int) -> ConnectionTable | None:
    """Connection tables that fit, or none."""
    if draw(st.booleans()):
        return None
    column = st.sets(st.integers(0, sources - 1), min_size=1)
    return ConnectionTable(sorted(draw(column)) for _ in range(maps))


@st.composite
def convolutions(draw: st.DrawFn, name: str, source: FeatureMaps, padded: bool) -> Convolution:
    """Convolutions that fit behind `source`, with kernels that need not be square."""
    height, width, sources = int(source.height), int(source.width), int(source.maps)
    padding = (draw(st.integers(0, 2)), draw(st.integers(0, 2))) if padded else (0, 0)
    kernel = (
        draw(st.integers(1, min(4, height + 2 * padding[0]))),
        draw(st.integers(1, min(4, width + 2 * padding[1]))),
    )
    maps = draw(st.integers(1, 4))
    return Convolution(
        name,
        maps=maps,
        kernel=kernel,
        stride=(draw(st.integers(1, 3)), draw(st.integers(1, 3))),
        padding=padding,
        table=draw(tables(maps, sources)),
    )


@st.composite
def layers(draw: st.DrawFn, name: str, source: FeatureMaps, padded: bool) -> Layer:
    """A layer of any kind that fits behind `source`."""
    match draw(st.sampled_from(["convolution", "subsampling", "full_connection", "rbf"])):
        case "convolution":
            return draw(convolutions(name, source, padded))
        case "subsampling":
            heights = [d for d in (1, 2, 3) if int(source.height) % d == 0]
            widths = [d for d in (1, 2, 3) if int(source.width) % d == 0]
            window = (draw(st.sampled_from(heights)), draw(st.sampled_from(widths)))
            return Subsampling(name, window=window, trainable=draw(st.booleans()))
        case "full_connection":
            return FullConnection(
                name, units=draw(st.integers(1, 4)), replicated=draw(st.booleans())
            )
        case _:
            return EuclideanRBF(
                name,
                units=draw(st.integers(1, 4)),
                replicated=draw(st.booleans()),
                trainable=draw(st.booleans()),
            )


@st.composite
def architectures(draw: st.DrawFn, padded: bool = True) -> Architecture:
    """Networks of one to four layers on an input of at most ten by ten pixels."""
    image = Input(draw(st.integers(1, 10)), draw(st.integers(1, 10)), draw(st.integers(1, 3)))
    chosen: list[Layer] = []
    source: FeatureMaps = image
    for index in range(draw(st.integers(1, 4))):
        chosen.append(draw(layers(f"L{index}", source, padded)))
        source = Architecture("random", image, chosen)[f"L{index}"]
    return Architecture("random", image, chosen)
