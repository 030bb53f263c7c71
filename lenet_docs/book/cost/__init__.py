"""Numbers of the cost: multiply-adds, memory, the bars of Fig. 11, what counting tools say."""

from lenet_docs.book.cost.bars import *
from lenet_docs.book.cost.counting import *
from lenet_docs.book.cost.counting_tools import *
from lenet_docs.book.cost.memory import *
from lenet_docs.book.cost.multiply_adds import *
