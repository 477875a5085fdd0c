# Two commands do everything on a fresh machine: `make demo` and `make test`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test samples benchmark clean

demo: $(STAMP)  ## merge the sample returns and say where the result lies
	@$(BIN)/exceltools merge samples/returned -o samples/sammanstallning.xlsx || [ $$? -eq 1 ]  # 1: the plans have faults

test: $(STAMP)  ## lint, types, import contracts, docs and all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

samples: $(STAMP)  ## make the sample returns again from their content
	$(BIN)/python samples/build.py --recalculate

clean:
	rm -rf $(VENV)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	touch $(STAMP)

benchmark:  ## CPU of a merge against a bare pandas script, in one run
	test -d .venv-plain || $(PYTHON) -m venv .venv-plain
	.venv-plain/bin/python -m pip install --quiet --disable-pip-version-check .
	test -d .venv-pandas || $(PYTHON) -m venv .venv-pandas
	.venv-pandas/bin/python -m pip install --quiet --disable-pip-version-check pandas pandera openpyxl
	.venv-plain/bin/python benchmarks/many_rules.py
	.venv-plain/bin/python benchmarks/merge_samples.py --pandas .venv-pandas/bin/python
