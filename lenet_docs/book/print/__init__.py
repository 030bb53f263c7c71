"""Numbers that the paper prints beside LeNet-5's own: cross-checks, relatives, classifiers."""

from lenet_docs.book.print.classifiers import *
from lenet_docs.book.print.compared import *
from lenet_docs.book.print.cross_checks import *
from lenet_docs.book.print.paper_figures import *
from lenet_docs.book.print.relatives import *
