# Huizhen 会诊. `make run` and `make test` set up everything they need by themselves.
.DEFAULT_GOAL := help
.PHONY: help run web wheel test soak check bench lock clean

# Without compiled modules every start of Python costs twice as much.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
SETUP  := $(PYTHON) -m tools.setup
NPM    := $(PYTHON) -m tools.node
BIN    := .venv/bin
BENCH  := $(wildcard bench/__main__.py)

# Browsers wait more than they work, so there are more of them than processors; the long stories
# of the browsers are asked for first, so that none is left alone at the end.
PYTEST := $(BIN)/pytest -n 3 --dist loadscope --no-loadscope-reorder
FRONT  := .venv/front-end.log

# make test T=tests/unit/consult ARGS="-x -k referral"
T    ?= tests
ARGS ?=

help: ## List the targets
	@awk -F ':.*## ' '/^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^ifneq/ {skip = "$(BENCH)" == ""} /^endif/ {skip = 0} \
	  /^[a-z-]+:.*## / && !skip {printf "  make %-8s %s\n", $$1, $$2}' Makefile

##@ Use it
run: ## Set up, seed the demo network and serve on http://127.0.0.1:8000
	@$(SETUP) python web
	@$(BIN)/huizhen demo --patients
	@exec $(BIN)/huizhen serve

web: ## Build the web app into server/_web
	@$(SETUP) python web

wheel: ## Build dist/huizhen-*.whl, web app and notices included
	@$(SETUP) python web
	@$(BIN)/python -m pip wheel -qq --no-deps -w dist .

##@ Prove it
test: ## Set up and run every test; T=path narrows, ARGS="-x -k name" goes to pytest
	@$(SETUP) test web browser
	@echo "== pytest $(T), and the front end beside it"
	@$(NPM) test --silent >$(FRONT) 2>&1 & front=$$!; \
	  $(PYTEST) $(T) $(ARGS); status=$$?; \
	  wait $$front || status=1; echo "== front end"; cat $(FRONT); exit $$status

soak: ## Every test at its full breadth and counts; an hour or more
	@$(SETUP) test web browser
	@HUIZHEN_SOAK=1 $(PYTEST) $(T) $(ARGS)

check: ## Linters, types, import contracts, documentation
	@$(SETUP) test web
	@echo "== ruff";      $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check .
	@echo "== mypy";      $(BIN)/mypy --no-error-summary
	@echo "== imports";   $(BIN)/lint-imports --no-logo
	@echo "== oxlint";    $(NPM) run lint --silent
	@echo "== tsc";       $(NPM) run types --silent
	@echo "== documents"; $(BIN)/python -m tools.check_docs
	@echo "== figures";   $(BIN)/python -m tools.figures

ifneq ($(BENCH),)
bench: ## The benchmarks, each a ratio measured in the same run
	@$(SETUP) test web
	@$(BIN)/python -m bench $(ARGS)
endif

##@ Look after it
lock: ## Renew requirements/*.txt from pyproject.toml; LOCK="--upgrade" takes newer versions
	@$(SETUP) python
	@$(BIN)/uv pip compile -q pyproject.toml --universal --no-annotate $(LOCK) \
	  --custom-compile-command "make lock" -o requirements/run.txt
	@$(BIN)/uv pip compile -q pyproject.toml --universal --no-annotate $(LOCK) --extra test \
	  -c requirements/run.txt --custom-compile-command "make lock" -o requirements/test.txt

clean: ## Remove everything made by the targets above except data in var/
	@rm -rf .venv web/node_modules server/_web dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find consult storage server tests tools -name __pycache__ -prune -exec rm -rf {} +
