"""Numbers of the layers: geometry, connection tables, worked units, larger inputs."""

from lenet_docs.book.layers.connection_tables import *
from lenet_docs.book.layers.frame import *
from lenet_docs.book.layers.geometry import *
from lenet_docs.book.layers.larger_inputs import *
from lenet_docs.book.layers.marks import *
from lenet_docs.book.layers.partial_connection import *
from lenet_docs.book.layers.shares import *
from lenet_docs.book.layers.slips import *
from lenet_docs.book.layers.subsampling import *
from lenet_docs.book.layers.worked_unit import *
