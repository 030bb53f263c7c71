# Everything that is done with this project, from a fresh clone. `make` alone lists it.

VENV := .venv
PYTHON_VENV := "$(CURDIR)/$(VENV)/bin/python"
INSTALLED := $(VENV)/.installed
FRONTEND := conf/node_modules/.package-lock.json
SITE := build/html
EPUB := build/lenet-docs.epub
PDF := build/lenet-docs.pdf

# Two builds of one commit give the same files: the only time that they know is the commit's. What
# `git archive` gave has no commits of its own, though a folder above it may; git wrote its time down.
ifndef SOURCE_DATE_EPOCH
COMMIT_TIME := $(shell if test -e .git; then git log -1 --format=%ct; \
	else grep -x '[0-9]*' conf/commit-time; fi 2>/dev/null)
ifneq ($(COMMIT_TIME),)
export SOURCE_DATE_EPOCH := $(COMMIT_TIME)
endif
endif

# Whatever the machine's language is, what is read and written here is UTF-8.
export PYTHONUTF8 := 1
export PYTHONIOENCODING := utf-8

# node, npm and the other commands of the locked requirements come before the machine's own.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help install html epub pdf doctest test skipped lint types scripts check newest reproducible serve bench reproduce \
	witnesses lock picture mutation clean FORCE

heading = @printf '\n== %s ==\n' '$(1)'

help: ## List what make can do.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

# ---- What is installed ---------------------------------------------------------------------------

install: $(INSTALLED) $(FRONTEND) ## Make .venv and install the locked requirements into it.

# The lock is complete, so pip resolves nothing; `pip check` fails if it ever is not.
$(INSTALLED): conf/requirements.txt pyproject.toml
	$(call heading,Installing into $(VENV): a minute or two)
	@test -x $(PYTHON_VENV) || { python="$(PYTHON)"; \
		test -n "$$python" || python=$$(conf/find-python) || exit 1; \
		"$$python" -m venv $(VENV); }
	@$(PYTHON_VENV) -m pip install -qq --no-deps --require-hashes -r conf/requirements.txt
	@$(PYTHON_VENV) -m pip install -qq --no-deps --no-build-isolation --editable .
	@$(PYTHON_VENV) -m pip check
	@touch $@

$(FRONTEND): conf/package.json conf/package-lock.json $(INSTALLED)
	@cd conf && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# ---- The book ------------------------------------------------------------------------------------

# Pages wait for their kernels now and then: one process more than there are processors.
JOBS ?= $(shell expr 1 + $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1))

# Only what was read (and executed) is kept between builds, and the builders share it. All is written
# anew. Sphinx says nothing again of a page that it need not read again, so a build that failed would
# pass the second time: what a failed or interrupted build has read is dropped, and also what was
# read while somebody changed it.
# $(1): the builder
define sphinx
	@test -f build/work/doctrees/.complete || rm -rf build/work/doctrees
	@rm -rf build/work/doctrees/.complete build/work/$(1)
	@touch build/work/started-$(1)
	@$(PYTHON_VENV) -m sphinx -b $(1) -c conf -d build/work/doctrees -n -T -W --keep-going -q -j $(JOBS) \
		docs build/work/$(1)
	@test -n "$$(find $(SOURCES) -newer build/work/started-$(1) 2>&1)" \
		|| touch build/work/doctrees/.complete
endef

# What was read with other requirements is dropped.
build/work/%.since: $(INSTALLED) $(FRONTEND)
	@rm -rf build/work/$*
	@mkdir -p $(@D) && touch $@

SOURCES := $(shell find docs lenet_docs conf benchmarks/results \
	\( -name node_modules -o -name __pycache__ \) -prune -o -type f -print | LC_ALL=C sort) CHANGELOG.md

# ONLY=layers/c3 builds one chapter: its numbers and cells, quickly, and no site.
ifdef ONLY
html: $(INSTALLED) $(FRONTEND)
	@test -f 'docs/$(ONLY).md' || { echo 'There is no docs/$(ONLY).md; ONLY names a page of docs, such as layers/c3.'; exit 2; }
	@LENET_DOCS_ONLY='$(ONLY)' $(PYTHON_VENV) -m sphinx -b html -c conf -d build/work/doctrees-only \
		-q --fail-on-warning --keep-going docs build/only
	@$(PYTHON_VENV) -c 'from pathlib import Path; \
		print("\nOne chapter, not the site:", Path("build/only/$(ONLY).html").absolute().as_uri())'
else
html: $(SITE)/index.html ## Build the book into build/html; ONLY=layers/c3 builds one chapter.
	@$(PYTHON_VENV) -c 'from pathlib import Path; \
		print("\nThe book:", Path("$(SITE)/index.html").absolute().as_uri())'
endif

# Changes only when a file comes or goes, or what the environment says: make alone would not notice.
GIVEN = $(SOURCES) '$(LENET_DOCS_URL)' '$(READTHEDOCS_CANONICAL_URL)' \
	'$(LENET_DOCS_REPOSITORY)' '$(LENET_DOCS_BRANCH)' '$(SOURCE_DATE_EPOCH)'
build/work/sources: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(GIVEN) | cmp -s - $@ || printf '%s\n' $(GIVEN) > $@

# The site is replaced in one move, by a complete build or not at all.
$(SITE)/index.html: $(SOURCES) build/work/sources build/work/doctrees.since
	$(call heading,Building the book)
	$(call sphinx,html)
	@rm -rf build/work/html/.buildinfo build/work/replaced
	@test ! -e $(SITE) || mv $(SITE) build/work/replaced
	@mv build/work/html $(SITE)
	@touch -r build/work/started-html $@

epub: $(EPUB) ## Build the book for e-readers.
	@printf '\nThe EPUB: %s\n' '$(EPUB)'

$(EPUB): $(SOURCES) build/work/sources build/work/doctrees.since
	$(call heading,Building the EPUB)
	$(call sphinx,epub)
	@mv build/work/epub/lenet-docs.epub $@
	@touch -r build/work/started-epub $@

pdf: $(PDF) ## Print the book into a PDF, with Chromium.
	@printf '\nThe PDF: %s\n' '$(PDF)'

$(PDF): $(SITE)/index.html
	$(call heading,Printing the book: a minute or two)
	@$(PYTHON_VENV) -m lenet_docs.sphinxext.pdf $(SITE) $@ \
		--settings conf/pdf.toml --work build/work/pdf

doctest: build/work/doctrees.since ## Run the examples of the docstrings and of the pages.
	$(call heading,Examples in docstrings and pages)
	$(call sphinx,doctest)
	@tail -n 6 build/work/doctest/output.txt

serve: build/work/doctrees-serve.since ## Show the book while you write it, and build it again on every change.
	$(PYTHON_VENV) -m sphinx_autobuild -c conf -d build/work/doctrees-serve -n \
		--watch lenet_docs --watch conf --watch benchmarks/results --watch CHANGELOG.md --re-ignore '/(__pycache__|node_modules)/' \
		docs build/work/serve

# ---- The checks ----------------------------------------------------------------------------------

# pytest comes last: some of its tests read the site, and its closing line says how it went. A process
# that crashed is not started again: it would run the same test.
test: lint types html epub doctest ## Run every check.
	$(call heading,Tests)
	@$(PYTHON_VENV) -m pytest --numprocesses auto --dist loadfile --max-worker-restart 0

skipped: $(INSTALLED) ## Run the files again that have tests which the last run skipped.
	$(call heading,What was skipped)
	@test ! -s build/skipped || xargs $(PYTHON_VENV) -m pytest --numprocesses auto --dist loadfile \
		--max-worker-restart 0 < build/skipped

lint: scripts $(INSTALLED) ## Check style, formatting, spelling, scripts, and which room imports which.
	$(call heading,Lint)
	@ruff check .
	@ruff format --check .
	@codespell
	@lint-imports

# What one runs while working: no build of the book, no browser, no training.
check: lint types ## Check what a change needs most, in a minute and a half.
	@$(PYTHON_VENV) -m pytest --quiet --numprocesses auto --dist loadfile $(FAST)

FAST := $(filter-out tests/test_notebooks.py tests/test_column_sums.py tests/test_benchmarks.py \
	tests/test_command.py tests/test_pdf.py tests/test_epub.py,$(wildcard tests/test_*.py)) \
	tests/book tests/figures tests/recalculation tests/sphinxext/numbers tests/sphinxext/settings

scripts: $(FRONTEND) ## Check our JavaScript with TypeScript, in strict mode; nothing is compiled.
	$(call heading,Scripts)
	@cd conf && node node_modules/typescript/bin/tsc --project jsconfig.json

types: $(INSTALLED) ## Check the types with mypy in strict mode.
	$(call heading,Types)
	@$(PYTHON_VENV) -m mypy

# Each build has its own folder and its own copy of the last commit, and so of the package. Another
# Python brings other releases of NumPy and others: the newest that is installed is tried as well.
REPRODUCIBLE := build/reproducible
COMMIT = $(eval COMMIT := $(shell git rev-parse HEAD))$(COMMIT)
VERSION = $(shell $(PYTHON_VENV) -c 'import sys; print("python3.%d" % sys.version_info[1])')
OTHER_PYTHON ?= $(shell conf/find-python \
	$(filter-out $(VERSION),python3.14 python3.13 python3.12 python3.11) 2>/dev/null)

# $(1): the folder; $(2): the folder of the environment; $(3): how many pages are read at once
define clean_build
	@mkdir -p "$(REPRODUCIBLE)/$(1)"
	@git archive $(COMMIT) | tar -x -C "$(REPRODUCIBLE)/$(1)"
	@ln -s "$(CURDIR)/conf/node_modules" "$(REPRODUCIBLE)/$(1)/conf/node_modules"
	@cd "$(REPRODUCIBLE)/$(1)" && PATH="$(CURDIR)/$(2)/bin:$$PATH" \
		PYTHONPATH="$(CURDIR)/$(REPRODUCIBLE)/$(1)" python -m sphinx \
		-b html -c conf -d doctrees -n -T -W --keep-going -q -j $(3) docs html
	@cd "$(REPRODUCIBLE)/$(1)/html" && rm -f .buildinfo
endef

define build_with_other_python
	$(call heading,And with $(OTHER_PYTHON))
	@$(OTHER_PYTHON) -m venv $(REPRODUCIBLE)/venv
	@$(REPRODUCIBLE)/venv/bin/python -m pip install -qq --no-deps --require-hashes \
		-r conf/requirements.txt
	@$(REPRODUCIBLE)/venv/bin/python -m pip install -qq --no-deps --no-build-isolation \
		$(REPRODUCIBLE)/serial
	$(call clean_build,other,$(REPRODUCIBLE)/venv,auto)
	@diff -r $(REPRODUCIBLE)/serial/html $(REPRODUCIBLE)/other/html
	@printf 'The same, byte for byte.\n'
endef

reproducible: $(INSTALLED) $(FRONTEND) ## Build the last commit three times, and compare byte for byte.
	$(call heading,The last commit built serially and in parallel)
	@rm -rf $(REPRODUCIBLE)
	$(call clean_build,serial,$(VENV),1)
	$(call clean_build,in parallel,$(VENV),auto)
	@diff -r $(REPRODUCIBLE)/serial/html "$(REPRODUCIBLE)/in parallel/html"
	@printf 'The same, byte for byte.\n'
	$(if $(OTHER_PYTHON),$(build_with_other_python),@echo 'There is no other Python to compare with.')

# No lock and no upper limit: what pip finds today, and the newest Python that is installed.
NEWEST := build/newest
newest: $(INSTALLED) $(FRONTEND) ## Build the book with the newest versions of everything.
	$(call heading,The newest versions that pip finds)
	@rm -rf $(NEWEST) && mkdir -p $(NEWEST)
	@"$$(conf/find-python python3.15 python3.14 python3.13 python3.12 python3.11)" -m venv $(NEWEST)/venv
	@sed 's/[ =<>#].*//' conf/requirements.in > $(NEWEST)/requirements.txt
	@$(NEWEST)/venv/bin/python -m pip install -qq -r $(NEWEST)/requirements.txt '.[network]'
	@$(NEWEST)/venv/bin/python -m pip list
	@PATH="$(CURDIR)/$(NEWEST)/venv/bin:$$PATH" PYTHONPATH="$(CURDIR)" $(NEWEST)/venv/bin/python -m sphinx \
		-b html -c conf -d $(NEWEST)/doctrees -n -T -W --keep-going -q -j $(JOBS) docs $(NEWEST)/html

# ONLY=network does one part of it; a part that does not exist brings the list.
bench: $(INSTALLED) $(FRONTEND) ## Measure the package, the network and the site.
	@$(PYTHON_VENV) -m benchmarks $(if $(ONLY),--only $(ONLY))

# An hour in all; an interrupted run goes on where it was. ONLY=paper does one recipe of them.
reproduce: $(INSTALLED) $(FRONTEND) ## Train the network as the book does, and keep what comes of it.
	@$(PYTHON_VENV) -m benchmarks.reproduce $(if $(ONLY),--only $(ONLY)) $(if $(SEEDS),--seeds $(SEEDS))

# ---- The numbers ---------------------------------------------------------------------------------

# PyTorch is one of the witnesses. It is not in the lock, so what it says is committed.
witnesses: $(INSTALLED) ## Have PyTorch count the catalogue's networks anew (needs PyTorch).
	@$(PYTHON_VENV) -m tests.witnesses

# ---- Upkeep --------------------------------------------------------------------------------------

# Hashes and no addresses, so that a mirror serves as well. npm still writes where to donate.
define WITHOUT_FUNDING
const fs = require("fs");
const lock = JSON.parse(fs.readFileSync("package-lock.json"));
for (const entry of Object.values(lock.packages)) delete entry.funding;
fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");
endef
export WITHOUT_FUNDING

lock: $(INSTALLED) ## Choose the newest versions that the requirements allow, and lock them.
	$(PYTHON_VENV) -m pip install -qq uv
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' \
		--extra network pyproject.toml conf/requirements.in --output-file conf/requirements.txt
	cd conf && rm -f package-lock.json && npm install --package-lock-only --ignore-scripts \
		--omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error
	cd conf && node -e "$$WITHOUT_FUNDING"

picture: $(INSTALLED) ## Draw the picture of the README again.
	@$(PYTHON_VENV) -m lenet_docs.figures.standalone network > .github/network.svg

# ONLY=book does one room of tests/mutation/rooms.py, ONLY=cost.py the mutants that hold this text.
mutation: $(INSTALLED) ## Change every given and every formula in turn, and see that a test notices.
	@$(PYTHON_VENV) -m tests.mutation $(if $(ONLY),--only $(ONLY))

clean: ## Remove what was built; .venv stays.
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find benchmarks lenet_docs tests -name __pycache__ -prune -exec rm -rf {} +
