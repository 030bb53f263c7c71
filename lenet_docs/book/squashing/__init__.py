"""Numbers of the squashing function: its shape, its saturation, the levels it is fed."""

from lenet_docs.book.squashing.levels import *
from lenet_docs.book.squashing.logistic import *
from lenet_docs.book.squashing.saturation import *
from lenet_docs.book.squashing.squashing_shape import *
