"""Ways to get a typed number onto a page, none of which leads there."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

ROOT = Path(__file__).parents[2] / "roots" / "test-gate-smuggling"
NAMES_OF_THE_BOOK = Path(__file__).parents[3] / "conf" / "names.toml"

FORMULAS = {
    r"$\underbrace{x}_{157 \text{ parameters}}$": "157",
    r"$\overbrace{x + y}^{157}$": "157",
    r"$\overset{157}{=}$": "157",
    r"$\underset{157}{x}$": "157",
    r"$\stackrel{157}{=}$": "157",
    r"$\xrightarrow{157}$": "157",
    r"$\xleftarrow[157]{}$": "157",
    r"$\sum^{157}$": "157",
    r"$\prod_{i = 1}^{157}$": "157",
    r"$\bigcup_{157}$": "157",
    r"$\lim_{157}$": "157",
    r"$\overline{\sum}^{157}$": "157",
    r"${\sum}^{157}$": "157",
    r"$\operatorname*{count}_{157}$": "157",
    r"$\operatorname{parameters}^{157}$": "157",
    r"$\mathrm{parameters}_{157}$": "157",
    r"$\text{parameters}^{157}$": "157",
    r"$\mathop{x}\limits_{157}$": "157",
    r"$\sum_{\substack{157 \\ x}}$": "157",
    r"$x_{157 \text{ parameters}}$": "157",
    r"$x_{157 p a r a m e t e r s}$": "157",
    r"$x_{ijkl 5}$": "5",
    r"$x^{\displaystyle 157}$": "157",
    r"${}^{157}$ parameters": "157",
    r"$\,_{157}$ parameters": "157",
    r"$={}_{157}$": "157",
    r"$1^{57}$": "57",
    r"$\boxed{157}$": "157",
    r"$x \tag{157}$": "157",
    r"$x \tag*{six}$": "six",
    r"$\sqrt[157 \text{ parameters}]{x}$": "157",
    r"$x^{\sum_{i=1}^{157}}$": "157",
    r"$\phantom{x}^{157}$": r"\phantom,157",
    r"$\textcolor{red}{x}$": r"\textcolor",
    r"$\char`6$": r"\char,6",
    r'$\char"31\char"35$': r"\char,31,\char,35",
    r"$\unicode{x31}$": r"\unicode,31",
    r"$\def\a{1}\a\a$": r"\def",
    r"$\newcommand{\a}{1}\a\a$": r"\newcommand",
    r"$2\llap{1}$": r"\llap,1",
    r"$1{2}$": "2",
    r"$1\!2\mathrm{1}$": "2,1",
    r"$1\;2$": "2",
    r"$\frac{1}{2}{2}{1}$": "1",
    r"$.2$": ".2",
    r"$0.{2}$": "2",
    r"$1$$2$": "12",
    r"$s i x t e e n$": "s i x t e e n",
    r"$sixteenparameters$": "sixteen",
    r"$\mathrm{six}$": "six",
    r"$\mathrm{six}\text{teen}$": r"six}\text{teen",
    r"$s\,i\mathit{x}$": r"s\,i\mathit{x",
    r"$\operatorname{sixteen}$": "sixteen",
    r"$\text{s}\text{ix}$": r"s}\text{ix",
    r"$\text{\textbf{fi}ve}$": r"fi}ve",
    "$2$ layers": "2",
    r"$x_{s i x}$": "s i x",
    r"$x_{\text{six}}$": "six",
    "$\\text{s\u0456x}$": r"s\u0456x",
    "$\uff11\uff15$": "\uff11\uff15",
    r"$\begin{matrix} 1 & 5 & 7 \end{matrix}$": "5,7",
}

NAMES = {
    "Fig. 2 and 157 parameters": "157",
    "Fig. 2, 157 and 158 parameters": "157,158",
    "Figs. 1, 157 and 158 parameters": "1,157,158",
    "Fig. 157": "157",
    "Fig. 12 parameters": "12",
    "Fig. 1,516": "1,516",
    "p. 157 parameters": "157",
    "p. 12 parameters": "12",
    "p. 12 trainable parameters": "12",
    "p. 57": "57",
    "Python 3.157": "3.157",
    "Python 3.11.157": "3.11.157",
    "eq. (157)": "157",
    "eq. (5) and (157)": "157",
    "III-C.157": "157",
    "LeNet-51": "51",
    "VGG-165": "165",
    "1998 parameters": "1998",
    "In 1998 parameters": "1998",
    "the 1998 parameters": "1998",
    "a total of 1998": "1998",
    "C3 has 1998": "1998",
    "parameters (1998)": "1998",
    "multiplied by 1998": "1998",
    "{n}`C1.maps` by 1998": "1998",
    "In 1,998": "1,998",
    "in 157": "157",
    "In 1998, 2000 units": "2000",
    "In 2157": "2157",
    "In 2000 of the digits": "2000",
    "in 1998 out of all, in 2000 tests": "1998,2000",
    "| Papers per year |\n|---|\n| 1998 |": "1998",
}

WORDS = {
    "si\u00adx": r"si\xadx",
    "si\u200bx, t\u2060en": r"si\u200bx,t\u2060en",
    "s\u0456x": r"s\u0456x",
    "\u0455\u0456\u0445": r"\u0455\u0456\u0445",
    "s\u03b9x": r"s\u03b9x",
    "s\u0131x": r"s\u0131x",
    "s\u026ax": r"s\u026ax",
    "\uff53\uff49\uff58": r"\uff53\uff49\uff58",
    "\U0001d42c\U0001d422\U0001d431": r"\U0001d42c\U0001d422\U0001d431",
    "\u24e2\u24d8\u24e7": r"\u24e2\u24d8\u24e7",
    "s\u0336i\u0336x\u0336": r"s\u0336i\u0336x\u0336",
    "si\u2800x": r"si\u2800x",
    "si\u200ax": "si x",
    "\u202exis\u202c": r"\u202exis\u202c",
    "\uff11\uff15\uff17": "\uff11\uff15\uff17",
    "\U0001d7cf\U0001d7d3": "\U0001d7cf\U0001d7d3",
    "\u2167": "\u2167",
    "\u2465": "\u2465",
    "\u2077": "\u2077",
    "\u0663": "\u0663",
    "\u516d": r"\u516d",
    "\u4e00\u767e\u4e94\u5341\u4e03": r"\u4e00\u767e\u4e94\u5341\u4e03",
    "\u0448\u0435\u0441\u0442\u044c": r"\u0448\u0435\u0441\u0442\u044c",
    "\u2685": r"\u2685",
    "\U0001f51f": r"\U0001f51f",
    "\U0001f0a6, \U0001f00c, \U0001f036, \U0001f555": (
        r"\U0001f0a6,\U0001f00c,\U0001f036,\U0001f555"
    ),
    "6\ufe0f\u20e3": "6",
    "1**5**7": "157",
    "six*teen*": "sixteen",
    "s**i**x": "six",
    "1<!-- -->57": "157",
    "si<!-- -->x": "six",
    "si<b>x</b>": "six",
    "&#115;ix and &#49;57": "six,157",
    "s i x": "s i x",
    "s-i-x and t.e.n": "s-i-x,t.e.n",
    "thir-teen": "thir-teen",
    "six_maps": "six_maps",
    "\u0394Wx and \u0448\u0435": r"\u0394Wx,\u0448\u0435",
    "sixMaps": "sixMaps",
    "the 157th, 157px, px157 and 0x9D": "157,157,157,0,9",
    "a hundredfold, threefold, sixtyish": "hundredfold,threefold,sixtyish",
    "onehundredfiftyseven, hundredandsix": "onehundredfiftyseven,hundredandsix",
    "one percent, one per cent, an eighth of it": "one,one,eighth",
    "\u01bd, \u2801, \U0001f4af": r"\u01bd,\u2801,\U0001f4af",
    "a quintuple, a trio, an octet, a myriad": "quintuple,trio,octet,myriad",
    "{n}`C1.maps`$2$": "42",
    "{n}`C1.maps`{n}`C1.maps`": "44",
    "{n}`C1.maps` thousand": "thousand",
}

PAGES = {
    "A[^157]\n\n[^157]: note": "157",
    "A[^2]\n\n[^2]: note": "2",
    "A[^0]\n\n[^0]: note": "0",
    "A [157] b": "157",
    "prints `157 parameters`": "157",
    "prints `sixteen`": "sixteen",
    "prints `x: 157`": "157",
    "prints `s i x t e e n x`": "s i x t e e n x",
    "{kbd}`157 a`": "157",
    "{samp}`157 a`": "157",
    "{py:obj}`a 157`": "157",
    "{term}`157`": "157",
    "[`157 a`](index.md), {download}`b157 <typed.txt>` and {py:obj}`c157 <a>`": "157,157,157",
    "[https://example.org/157](https://example.org)": "157",
    "{abbr}`A (157 parameters)`": "157",
    "{sup}`157`": "157",
    "{pep}`157`": "157,157",
    "{index}`157 parameters <a>`": "157",
    "{cite:p}`{157 parameters, see}lecun1989`": "157",
    "```\n157 parameters\n```": "157",
    "```text\n157 parameters\n```": "157",
    "    157 parameters": "157",
    "```{literalinclude} typed.txt\n```": "157",
    "```{include} typed.txt\n:literal:\n```": "157",
    "```{parsed-literal}\n157 *parameters*\n```": "157",
    "```{code-block} python\n:caption: 157\nx\n```": "157",
    "```python\nx = 157  # six parameters\n```": "six",
    "```console\n$ count 157\n158 parameters\n```": "158",
    "```pycon\n>>> 156 + 1\n158\n```": "158",
    "```latex\n157 parameters\n```": "157",
    "```{confval} parameters\n:default: 157\n```": "157",
    '[a](index.md "157 parameters")': "157",
    "```{code-block} python\n:lineno-start: 157\nx\n```": "157",
    "```{jupyter-input}\nx\n```\n\n```{jupyter-output}\n157\n```": "157",
    "```{productionlist} a: 157 parameters\n```": "157",
    "```{describe} 157 parameters\n```": "157",
    "157. parameters": "157",
    "1. a\n2. b\n\ntext\n\n4. c": "4",
    "1. a\n2. b\n\ntext\n\n2. c": "2",
    "1. a\n\ntext\n\n157. b": "157",
    "a\n: 157": "157",
    "> 157": "157",
    "| 1 | 5 | 7 |\n|---|---|---|\n| a | b | c |": "1,5,7",
    "```{glossary}\n157\n  parameters\n```": "157,157",
    "```{toctree}\n:caption: 157\n\nindex\n```": "157",
    "```{topic} 157\nparameters\n```": "157",
    "```{rubric} 157\n```": "157",
    "```{sidebar} 157\nparameters\n```": "157",
    "```{versionadded} 157\n```": "157",
    "```{index} 157 parameters\n```": "157",
    "```{figure} typed.svg\nA figure.\n```": "157",
    "![six](typed.svg)": "six,157",
    "```{image} data:image/svg+xml,%3Ctext%3E157%3C/text%3E\n```": "157",
    '![a](https://example.org/a.png "157 parameters")': "157",
    '<span title="157">a</span>': "157",
    '<p aria-label="six">a</p>': "six",
    "<p>157</p>": "157",
    "<style>p::after { content: 'six' }</style>": "six",
    "<x:157>": "157",
    "{{ typed }}": "157",
    "```{eval-rst}\n[P157]_\n\n.. [P157] note\n```": "157",
    "```{eval-rst}\n--a=157  parameters\n```": "157",
    "{bdg}`157`": "157",
    "```{card} 157\nparameters\n```": "157",
    "## 157": "157",
}

ROLES = {
    "{n}`157`": "is typed, not computed",
    "{n}`C1.maps as unit 157 parameters`": "there is a number in it",
    "{n}`C1.maps as unit and six more`": "there is a number in it",
    "{n}`C1.maps as round 16`": "is too much",
    "{n}`C1.maps as percent 150`": "is too much",
    "{n}`C1.maps as scientific 16`": "is too much",
    "{n}`'157'`": "is typed, not computed",
    "{cited}`lecun1989: 157`": "a source and a place in it are missing",
    "{cited}`lecun1989 p. 545`": "a source and a place in it are missing",
    "{cited}`lecun1989 somewhere: 157`": "a source and a place in it are missing",
    "{cited}`lecun1990 p. 545: 157`": "is not in the bibliography; did you mean 'lecun1989'",
    "{cited}`lecun1989 p. 540: 157`": "has the pages 541 to 551, and no p. 540",
    "{cited}`lecun1989 p. 552: 157`": "has the pages 541 to 551, and no p. 552",
    "{cited}`lecun1989 p. 545: many`": "is not a number with its unit",
    "{cited}`lecun1989 p. 545: 157 of all the parameters`": "is not a number with its unit",
}

PASSING = [
    "\u0394W, \u03bcm, na\u00efve, M\u00fcller, \u0141ukasz, \u2026 and \u201cquoted\u201d \u2192",
    "x-ray, don't, a_b, TEST_SET, JavaScript, a/b, e.g. this, x, y, z",
    "soft\u00adness and a\u200bb",
    "The one, C1, C3 has maps, Fig. 2 and Fig. 12, eq. (5) and (6), section III-C.11",
    "p. 2284, p. 46; p. 2278 of it (p. 2324)",
    "Python 3.11 or newer, VGG-16 and LeNet-5 parameters",
    "In 1998, maps were small. LeNet (1998) in the 1990s; LeCun et al. (1989)",
    "`C[3]`, `uint8`, `lenet5`, `Conv2d(1, 6)`, `x.half`, `half_of(x)`, `--seconds 60`, `two_rows`",
    "A[^1] b[^note].\n\n[^1]: a\n[^note]: b",
    "1. a\n2. b\n\ntext\n\n3. c",
    "```{code-block} python\n:lineno-start: 1\nx = 157\n```",
    "```{code-block} toml\nx = 157\n```",
    "```{literalinclude} typed.py\n```",
    "{n}`C1.maps as round 15`",
    "{n}`C1.maps as unit pixels`, {n}`C1.maps`$x$ and $y${n}`C1.maps`",
    "```{py:function} f157(x=157)\n```",
    "```{py:module} a.b157\n```",
    "{py:obj}`a157`",
    "{n}`C1.maps`, {n}`C1.maps` and $2$",
    "{cited}`lecun1989 p. 541: 9,760 of the weights`, {cited}`lecun1989 pp. 551: 3`",
    "{cited}`xie2016 section C1: about six or seven`, {cited}`xie2016 abstract: 12 %`",
    "{cite:p}`lecun1989` and <https://example.org/157>",
    "$x_{ijk 5}^{3}$ and $(a)^{7/8}$, $\\frac{1}{2}$, $1 + 2$, $(1, 2)$, $a_1 2$",
    "$\\alpha_3 \\cdot 2$ and $|x|^5$",
    "![a dot](dot.svg)",
    "| Year |\n|---|\n| 1998 |",
    "an eighth map, the one percentage, $1$ or $2$ of them, in 1998 of course",
    "<b>a</b><!-- 157 -->, &eacute;",
    "% 157",
]

ATTEMPTS = [*FORMULAS.items(), *NAMES.items(), *WORDS.items(), *PAGES.items()]
SOURCES = [*(source for source, _ in (*ATTEMPTS, *ROLES.items())), *PASSING]


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """What a build says of each source, which has a page of its own."""
    folder = tmp_path_factory.mktemp("smuggling") / "book"
    shutil.copytree(ROOT, folder)
    head = "---\norphan: true\nmyst: {substitutions: {typed: '157'}}\n---\n\n"
    for number, source in enumerate(SOURCES):
        (folder / f"at{number}.md").write_text(f"{head}{source}\n", encoding="utf-8")
    app = SphinxTestApp(
        "dummy", srcdir=folder, confoverrides={"numbers_names": str(NAMES_OF_THE_BOOK)}
    )
    app.build()
    said = re.sub(r"\x1b\[[\d;]*m", "", app.warning.getvalue())
    app.cleanup()
    return {
        source: re.findall(rf"^.*/at{number}\.md:\d+: (.*)$", said, re.MULTILINE)
        for number, source in enumerate(SOURCES)
    }


@pytest.mark.parametrize(("source", "refused"), ATTEMPTS)
def test_a_typed_number_is_refused(
    complaints: Mapping[str, list[str]], source: str, refused: str
) -> None:
    """However it is set, hidden or made to look like something else."""
    found = [re.match(r"WARNING: '(.*)' is typed", line) for line in complaints[source]]
    assert ",".join(match[1] for match in found if match) == refused


@pytest.mark.parametrize(("source", "message"), ROLES.items())
def test_a_role_does_not_take_in_what_was_typed(
    complaints: Mapping[str, list[str]], source: str, message: str
) -> None:
    """It says what is wrong."""
    (said,) = complaints[source]
    assert said.startswith("ERROR: ")
    assert message in said


@pytest.mark.parametrize("source", PASSING)
def test_what_is_no_typed_number_passes(complaints: Mapping[str, list[str]], source: str) -> None:
    """Though it looks like one."""
    assert complaints[source] == []
