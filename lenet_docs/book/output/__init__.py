"""Numbers of the output layer: the codes, their distances, the Gaussian they stand for."""

from lenet_docs.book.output.code_correction import *
from lenet_docs.book.output.code_distances import *
from lenet_docs.book.output.gaussian_output import *
from lenet_docs.book.output.output_codes import *
