# SPDX-License-Identifier: GPL-2.0-or-later
# The front door for developers: `make demo` and `make test` install what they need; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= /usr/bin/python3
VPY := .venv/bin/python
# LANG: file names and messages with Chinese characters, whatever the caller's locale is.
RUN := QT_QPA_PLATFORM=offscreen LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
PYTEST := $(RUN) $(VPY) -m pytest
SOURCES := .
ROOMS := core layers styling algorithms ui
PROFILE ?= default
QGIS_PROFILES ?= $(HOME)/.local/share/QGIS/QGIS3/profiles
DIST ?= dist
SUITES ?= trixie sid
DEMO_OUT ?= build/demo
export PYTHON

.PHONY: help
help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /  \1\t/' | expand -t 18

.PHONY: demo
demo: ## from the sample survey layer to GeoPackage, maps and a printed balance in build/demo
	@tools/setup.sh demo
	@mkdir -p $(DEMO_OUT)
	@$(RUN) $(PYTHON) tools/headless.py run tanheng:assess STUDY=resources/sample/study.json OUTPUT_FOLDER=$(DEMO_OUT)

.PHONY: deps deps-gui deps-strings
deps: ## what the tests need (Debian packages and .venv)
	@tools/setup.sh test
deps-gui: ## what screenshots need
	@tools/setup.sh gui
deps-strings: ## what translations need
	@tools/setup.sh strings

.PHONY: test test-unit test-qgis test-real
test: deps ## all tests
	@status=0; for part in test-unit test-qgis; do $(MAKE) --no-print-directory $$part || status=1; done; exit $$status
test-unit: deps ## the science in plain Python; QGIS, Qt and GDAL are kept out
	$(PYTEST) -p no:pytest_qgis -p no:pytest-qt tests/unit $(ARGS)
test-qgis: deps ## everything that needs QGIS
	$(PYTEST) tests/qgis $(ARGS)
test-real: deps ## real layers: make test-real DIR=folder
	@test -n "$(DIR)" || { echo "usage: make test-real DIR=folder-of-real-layers" >&2; exit 2; }
	$(RUN) $(PYTHON) tools/run_real.py "$(DIR)"
	@for table in "$(DIR)"/ceads*.xlsx; do test ! -e "$$table" || $(PYTHON) tools/run_real_inventory.py "$$table" || exit 1; done

.PHONY: lint format
lint: ## ruff, mypy, bandit, detect-secrets
	@tools/setup.sh lint
	.venv/bin/ruff check $(SOURCES)
	.venv/bin/ruff format --check $(SOURCES)
	@# mypy wants a package name, which the checkout's folder need not be.
	@mkdir -p build/typing && ln -sfn ../.. build/typing/tanheng
	MYPYPATH=build/typing .venv/bin/mypy -m tanheng.plugin $(patsubst %,-p tanheng.%,$(ROOMS))
	.venv/bin/bandit -q -r --ini .bandit *.py $(ROOMS)
	git ls-files -co --exclude-standard -z | xargs -0 .venv/bin/detect-secrets-hook --baseline .secrets.baseline
format: ## lay out the code as `make lint` wants it
	@tools/setup.sh lint
	.venv/bin/ruff check --fix $(SOURCES)
	.venv/bin/ruff format $(SOURCES)

.PHONY: strings strings-check
strings: deps-strings ## bring the translation up to date with the sources and compile it
	$(PYTHON) tools/update_strings.py
strings-check: deps-strings ## fail where a string is missing, stale or not compiled
	$(PYTHON) tools/update_strings.py --check

.PHONY: bench shots
bench: deps ## speed and memory against ogr2ogr and the field calculator
	$(RUN) $(PYTHON) tools/bench.py $(ARGS)
shots: deps-gui ## the pictures of docs/images: maps and desktop, English and Chinese
	tools/make_shots.sh $(PYTHON)

.PHONY: package deploy
package: deps ## the plugin's zip, from the last commit, checked
	@mkdir -p $(DIST)
	$(VPY) tools/make_package.py $(DIST)
deploy: ## link this checkout into your QGIS profile: make deploy [PROFILE=name]
	@target="$(QGIS_PROFILES)/$(PROFILE)/python/plugins/tanheng"; \
	if [ -e "$$target" ] && [ ! -L "$$target" ]; then \
	    echo "$$target is a folder; remove it first (Plugins > Manage and Install Plugins > Uninstall)" >&2; exit 1; fi; \
	mkdir -p "$$(dirname "$$target")" && ln -sfn "$(CURDIR)" "$$target" && echo "$$target -> $(CURDIR)"; \
	echo "Restart QGIS, then switch Tanheng on in the plugin manager."

.PHONY: matrix qt6
matrix: ## the tests on QGIS 3.40 and 3.44, in chroots under .matrix (root; about 6 GB)
	@tools/setup.sh matrix
	@status=0; for suite in $(SUITES); do tools/matrix.sh $$suite $(ARGS) || status=1; done; exit $$status
qt6: deps ## check every Qt name against PyQt6
	@test -x .venv-qt6/bin/python || $(PYTHON) -m venv .venv-qt6
	@.venv-qt6/bin/python -c 'import PyQt6' 2>/dev/null || .venv-qt6/bin/python -m pip -q --disable-pip-version-check install PyQt6
	.venv-qt6/bin/python tools/qt6_check.py

.PHONY: clean
clean: ## remove what the targets made, except .venv and .matrix
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .qgis-settings .coverage htmlcov
	find . -path ./.venv -prune -o -path ./.matrix -prune -o -path ./.venv-qt6 -prune -o -name __pycache__ -type d -exec rm -rf {} +
