# Kontor. `make help` prints what can be made.
# Needs Python 3.11 or newer; everything else is set up in .venv.
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests run test lint pictures lock

help:  ## print this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## make .venv with the command .venv/bin/kontor (quick when nothing changed)
	@test -n "$(PYTHON)" || { echo "Kontor needs Python 3.11 or newer. Install it, then try again." >&2; exit 1; }
	@"$(PYTHON)" tools/setup.py

setup-tests:
	@test -n "$(PYTHON)" || { echo "Kontor needs Python 3.11 or newer. Install it, then try again." >&2; exit 1; }
	@"$(PYTHON)" tools/setup.py --tests

run: setup  ## serve the demo on 127.0.0.1:8000, with its own database and worker
	@.venv/bin/kontor demo

# A file stays whole in one process, so that its scene is built once; quick files still come first.
# Tests start hundreds of processes: what Python has compiled is kept for them, whatever is usual here.
test: export PYTHONDONTWRITEBYTECODE =
test: setup-tests  ## all tests: pure rules first, browser last
	@.venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: setup-tests  ## style, types, floors, templates
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/djlint kontor --lint --quiet
	@.venv/bin/python tools/messages.py --check

pictures: setup-tests  ## take the README's pictures anew from a running demo
	@.venv/bin/python tools/pictures.py

lock:  ## renew the lock files in requirements/ (make lock UPGRADE=1 takes newer versions)
	@"$(PYTHON)" tools/lock.py $(if $(UPGRADE),--upgrade)
