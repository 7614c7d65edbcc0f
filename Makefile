# Everything from a bare Debian 12 with Python 3.11 and make: `make demo`, `make test`.

BIN := .venv/bin
JOBS ?= 2
PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := poppler-utils qpdf chromium postgresql redis-server
COVERED := diagnostic/rules.py,diagnostic/stats/*,diagnostic/tally/*
BENCHMARKS := $(filter-out benchmarks/_%,$(wildcard benchmarks/*.py))

# Plain pip, because it reads the caller's own settings of index, proxy and
# certificates. The lock is complete, hence --no-deps; `pip check` proves it.
PIP := PYTHONDONTWRITEBYTECODE=1 $(BIN)/python -m pip --quiet --disable-pip-version-check
INSTALL := $(PIP) install --no-cache-dir --no-compile --no-deps
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --custom-compile-command "make lock"
# A file stays on one worker: what its tests share is made once. Tests start many
# processes of their own, which would each compile everything anew.
PYTEST := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/.venv/compiled \
	$(BIN)/pytest --numprocesses $(JOBS) --dist loadfile

.DELETE_ON_ERROR:
.PHONY: help setup develop demo test check coverage bench pictures lock upgrade clean

help:
	@echo "make demo      a simulated company and its report, from nothing"
	@echo "make test      all tests, from nothing"
	@echo "make setup     .venv/bin/diagnostic and what it needs"
	@echo "make develop   make setup, and the tools of the tests and checks"
	@echo "make check     lint, format, types, import contracts, tests"
	@echo "make coverage  the tests, and no line of the statistics untested"
	@echo "make bench     the measurements, one after another"
	@echo "make pictures  the pictures of README and guides, drawn again"
	@echo "make lock      the lock files, after a change in pyproject.toml"
	@echo "make upgrade   the lock files, with the newest versions"
	@echo "make clean     remove .venv and what the tools left"

setup: .venv/.runtime
develop: .venv/.develop

demo: setup
	$(BIN)/diagnostic demo

test: develop
	$(PYTEST)

check: develop
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(PYTEST)

coverage: develop
	$(PYTEST) --cov --cov-report term
	$(BIN)/coverage report --include '$(COVERED)' --fail-under 100

bench: .venv/.benchmarks
	@set -e; for script in $(BENCHMARKS); do \
		echo "== $$script"; $(BIN)/python $$script; done

pictures: develop
	$(BIN)/python docs/pictures/draw.py
	$(BIN)/python docs/pictures/workspace.py
	PYTHONPATH=. $(BIN)/python docs/pictures/sheets.py

lock: $(BIN)/uv
	$(COMPILE) $(UPGRADE) pyproject.toml --group build --output-file requirements.lock
	$(COMPILE) $(UPGRADE) pyproject.toml --group dev --constraints requirements.lock \
		--output-file requirements-dev.lock
	$(COMPILE) $(UPGRADE) --group benchmarks --constraints requirements-dev.lock \
		--output-file requirements-benchmarks.lock

# Not `develop`: that cannot succeed while a new dependency is not locked yet.
$(BIN)/uv: | .venv/pyvenv.cfg
	$(INSTALL) --require-hashes --requirement requirements-dev.lock

upgrade:
	$(MAKE) lock UPGRADE=--upgrade

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
		.hypothesis .coverage dist
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@.ci/python >/dev/null 2>&1 || .ci/debian-packages python3-venv
	"$$(.ci/python)" -m venv .venv

.venv/.runtime: .venv/pyvenv.cfg requirements.lock pyproject.toml
	@.ci/debian-packages $(PACKAGES)
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-build-isolation --editable .
	$(PIP) check
	@touch $@

.venv/.develop: .venv/.runtime requirements-dev.lock
	@.ci/debian-packages $(TEST_PACKAGES)
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	$(PIP) check
	@touch $@

.venv/.benchmarks: .venv/.develop requirements-benchmarks.lock
	$(INSTALL) --require-hashes --requirement requirements-benchmarks.lock
	$(PIP) check
	@touch $@
