"""Numbers that others print of LeNet-5: what circulates, libraries, the blog post."""

from lenet_docs.book.others.blog_post import *
from lenet_docs.book.others.circulating import *
from lenet_docs.book.others.elsewhere import *
