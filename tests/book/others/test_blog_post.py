"""The figures of the blog post that the book completes."""

import pytest

from lenet_docs.book.others.blog_post import post, post_figures, post_verdict
from lenet_docs.errors import PublishedError


@pytest.mark.parametrize("path", post_figures())
def test_every_figure_of_the_post_stands(path: str) -> None:
    """All that the post computes is what is derived here."""
    assert post_verdict(path) == "agrees"


def test_the_groups_of_the_post_add_up_to_its_total() -> None:
    """The post's own sum for C3, taken from its own figures."""
    groups = [post(f"C3.parameters.group{number}") for number in range(1, 5)]
    assert sum(int(group) for group in groups) == int(post("C3.parameters"))


def test_a_figure_that_the_post_does_not_have_is_refused_with_a_suggestion() -> None:
    """The message names the nearest one."""
    with pytest.raises(PublishedError, match=r"did you mean 'C3\.connections'"):
        post("C3.connection")
