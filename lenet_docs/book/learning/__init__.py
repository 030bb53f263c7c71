"""Numbers of learning: losses, first weights, derivatives, step sizes."""

from lenet_docs.book.learning.backward import *
from lenet_docs.book.learning.initial_sums import *
from lenet_docs.book.learning.initial_weights import *
from lenet_docs.book.learning.losses import *
from lenet_docs.book.learning.second_order import *
from lenet_docs.book.learning.training import *
from lenet_docs.book.learning.worked_backward import *
