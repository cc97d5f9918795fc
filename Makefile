# make run    installs, builds the database from data/ if there is none, serves http://127.0.0.1:8501
# make test   installs, runs every test that needs nothing but Python, on all cores (WORKERS=1: one)
# make test-long   runs what is exhaustive: more of everything that make test tries
# make dictionary   writes docs/dictionary.md from the declarations
# make checks   changes figures in real documents and writes how they are found into docs/checks.md
# make wheel   builds the package that installs without a checkout into dist/
# make fuzz   fuzzes readers, narrative and alignment (MINUTES=10)
# make licences   lists the licence of every package that is installed
# make audit   asks for known faults of the packages; make locked   writes their hashes
# make rules   leaves each rule of doubt out in turn and writes docs/rules.md
# make bench   measures speed and memory for half an hour and writes docs/performance.md
# make reliability   attacks for hours what is promised and writes docs/reliability.md
# make accuracy   reads thousands of generated reports and writes docs/accuracy.md
# make pictures   reads hundreds of pictures of reports and writes their part of docs/accuracy.md

PYTHON ?= python3
PORT ?= 8501
DATA ?=
DATABASE := $(or $(GOIDATA_DB),data/goidata.db)
BIN := .venv/bin
WORKERS ?= auto
MINUTES ?= 10
SIZES ?= 16 3000 15000 150000 750000
BENCH ?= $(or $(TMPDIR),/tmp)/goidata-bench
RELIABILITY ?= $(or $(TMPDIR),/tmp)/goidata-reliability
PYTEST := $(BIN)/python -m pytest
# A worker that is done takes over tests from another.
SPREAD := --numprocesses $(WORKERS) --dist worksteal
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
HASHES := docs/deploy/locked
LOCKED := $(PIP) --require-hashes --requirement

# Modules are compiled once, not by every process that a test starts.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: run test test-long test-browser test-ocr lint format bench reliability accuracy pictures rules checks dictionary screenshots wheel sdist fuzz licences locked audit

run: $(DATABASE)
	$(if $(DATA),$(BIN)/goidata load "$(DATA)" --db $(DATABASE) || test $$? -eq 1)
	$(BIN)/goidata serve --db $(DATABASE) --port $(PORT)

test: .venv/installed-dev
	$(PYTEST) $(SPREAD) --ignore tests/browser

test-long: .venv/installed-long
	$(PYTEST) $(SPREAD) -m long

test-browser: .venv/installed-browser
	$(PYTEST) $(SPREAD) -m browser

test-ocr: .venv/installed-ocr
	$(PYTEST) -m ocr

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-bench
	$(BIN)/python tests/benchmarks all --sizes $(SIZES) --results $(BENCH)/results --folder $(BENCH)/databases

reliability: .venv/installed-browser
	$(BIN)/python tests/reliability all --results $(RELIABILITY)

rules: .venv/installed-dev
	$(BIN)/python tests/ablation.py

accuracy: .venv/installed-dev
	$(BIN)/python tests/accuracy.py

# What was read already is kept and not read again; --minutes ends it sooner.
pictures: .venv/installed-ocr
	$(BIN)/python tests/pictured --write

checks: .venv/installed-dev
	$(BIN)/python tests/raised.py --write
	$(BIN)/python tests/pointed.py

dictionary: .venv/installed
	$(BIN)/goidata form --markdown --lang zh > docs/dictionary.md

wheel: .venv/installed
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

sdist: .venv/installed
	$(BIN)/python -m hatchling build --target sdist

fuzz: .venv/installed-fuzz
	$(BIN)/python tests/fuzzing --minutes $(MINUTES)

licences: .venv/installed-dev
	$(BIN)/python tests/licences.py

locked: .venv/installed-audit
	$(BIN)/python tests/locking.py

# Needs an index that tells of known faults; packages that it does not know are named.
audit: .venv/installed-audit
	$(BIN)/python -m pip_audit --no-deps --disable-pip --require-hashes --requirement $(HASHES)/run.txt

screenshots: .venv/installed-browser
	$(BIN)/python tests/browser/screenshots.py

# Built once; a load that fails or is interrupted leaves no half-built database behind.
$(DATABASE): | .venv/installed
	$(BIN)/goidata load data/reports --db $@

# A stamp for each set of packages: nothing is installed twice until its declaration changes. What is
# installed has the hashes of docs/deploy/locked/; the project itself is built with what is installed then.
.venv/installed: pyproject.toml $(HASHES)/build.txt $(HASHES)/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "goidata needs Python 3.11 or newer; set PYTHON=…")'
	$(PYTHON) -m venv .venv
	$(LOCKED) $(HASHES)/build.txt
	$(LOCKED) $(HASHES)/run.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/installed-%: $(HASHES)/%.txt .venv/installed
	$(LOCKED) $<
	touch $@

.venv/installed-browser .venv/installed-long .venv/installed-ocr .venv/installed-fuzz: .venv/installed-dev
.venv/installed-bench: .venv/installed-browser .venv/installed-long
	touch $@
