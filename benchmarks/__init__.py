"""What `make bench` measures, and against whom.

`benchmarks.counting`
    How long the counting half takes for LeNet-5. There is no rival: no other program derives these
    numbers.
`benchmarks.network`
    What the following two give, in one file of results.
`benchmarks.speed`
    How many images a second the network runs and learns, against PyTorch on the CPU, with one
    thread each. PyTorch's network is that of `tests.pytorch_network`, built from the same
    architecture and holding the same parameters; before anything is measured both must give the
    same penalties. It is measured as the paper states it, and also rewritten by hand: constants
    folded into parameters, subsampling as a convolution, distances multiplied out. Each time the
    fastest way is taken, found on the same machine just before. All are eager PyTorch; what
    compiles it, torch.compile and TorchScript, is out of scope.
`benchmarks.gradients`
    How far the gradients are from finite differences, in double precision.
`benchmarks.reading`
    How much a first visit of the front page and of the chapter on C3 fetches, and how long it takes
    until something shows and until the formulas stand still, against the same pages with furo,
    MathJax and jupyter-sphinx as they come (`benchmarks.stock_pages`). What these would load from a
    CDN comes from their npm packages and the same server: a CDN's way would only be longer.
    Twice: in a large window beside the server, and as a phone on a train. A page of one word says
    what of that is the browser's own start.
`benchmarks.recalculating`
    How long the derivations take to follow a keystroke in the form of the page that recalculates,
    and how long that form loads. There is no rival.
`benchmarks.building`
    How long the book takes to build, clean, unchanged and after an edit, against the same pages
    with jupyter-sphinx and with myst-nb as they come; and what each way to be fast gives.

Against a faithful LeNet-5 in NumPy the network cannot be measured, since none could be installed
when this was written. The one package of PyPI whose name says LeNet-5, lenet5 0.0.2, is PyTorch,
with rectifiers, maxima, every map connected and no codes. Programs in NumPy that are published as
sources differ from the paper as well: means for sums, no coefficients, biases added more than once.

What is measured goes to ``results/``, from where the book quotes it.
"""
