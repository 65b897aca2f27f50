# make demo      crawl the built-in test portal, build its mirror, say how to open it
# make test      lint, types and the whole test-suite
# make install   .venv with portalcrawl and everything it can use
# make lint      ruff and mypy alone
# make replay-tools  .venv-replay with pywb and others, for tests/replay
# make bench     this crawl beside a minimal Scrapy spider: ratios of one run
# Every target does its own set-up.

PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := install

.PHONY: install system replay-tools demo lint test bench clean

install: .venv/installed

# The venv is made anew when the dependencies change.
.venv/installed: pyproject.toml scripts/system-packages
	@scripts/system-packages venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mongod,browser,search,dev]'
	@touch $@

system:
	@scripts/system-packages libcurl libatomic chromium

demo: install system
	@$(BIN)/python scripts/demo.py

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Tools by others that open what is archived; they pin old libraries.
replay-tools: .venv-replay/installed

.venv-replay/installed: tests/replay/requirements.txt
	$(PYTHON) -m venv .venv-replay
	.venv-replay/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

test: install system replay-tools lint
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile

bench: install system
	$(BIN)/python -m bench

clean:
	rm -rf .venv .venv-replay demo dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
