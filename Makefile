# Everything here makes what it needs: system libraries (as root; otherwise the command is
# printed), a virtual environment, and the locked packages with verified hashes.

PYTHON  ?= python3
VENV    := .venv
PY      := $(VENV)/bin/python
OFFSCREEN := QT_QPA_PLATFORM=offscreen
WORKERS ?= 2
# A start should find the bytecode of the last one, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

# Qt on X11 or Wayland, the PDF tools' view of a page, PostgreSQL for the hub's tests, and what
# PyInstaller reads from libraries.
SYSTEM  := python3-venv ca-certificates libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 \
           libxkbcommon0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 \
           libxkbcommon-x11-0 binutils libpython3-dev postgresql

.PHONY: run demo test check prove bench peers build hub lock texts screenshots clean help

help:
	@echo "make run          open the window"
	@echo "make demo         one consultation from visit to hub without a display, into out/demo"
	@echo "make test         all tests        make check   style, types, import contracts"
	@echo "make hub          a hub on this machine"
	@echo "make prove        long proofs      make bench   ratios measured in one run"
	@echo "make build        the program as one folder, started once"
	@echo "make texts        bring the English texts in step with the German sentences"
	@echo "make screenshots  every page, both themes, two sizes, two languages"

.apt.ok:
	@missing=""; for name in $(SYSTEM); do \
	  dpkg -s $$name >/dev/null 2>&1 || dpkg -s $${name}t64 >/dev/null 2>&1 || missing="$$missing $$name"; \
	done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	  else \
	    echo "Please install the system libraries first:"; \
	    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends$$missing"; \
	    exit 1; \
	  fi; \
	fi
	@touch $@

$(VENV)/.ok: requirements-dev.lock | .apt.ok
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

run: $(VENV)/.ok
	$(PY) -m kihub_desktop

demo: $(VENV)/.ok
	$(OFFSCREEN) $(PY) -m kihub_desktop.cli demo --out out/demo

test: $(VENV)/.ok
	$(OFFSCREEN) $(PY) -m pytest -n $(WORKERS) --dist loadfile -m "not prove"

check: $(VENV)/.ok
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(VENV)/bin/lint-imports
	$(PY) -m mypy

prove: $(VENV)/.ok
	$(OFFSCREEN) $(PY) -m pytest -n $(WORKERS) -m prove --timeout 3600

# What the data quick test is measured against; it needs an older pandas than the product.
peers: build/peers/.ok

build/peers/.ok:
	$(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip install --quiet ydata-profiling==4.18.4
	@touch $@

bench: $(VENV)/.ok
	$(OFFSCREEN) $(PY) -m tests.bench

build: $(VENV)/.ok
	$(PY) -m PyInstaller --noconfirm --log-level WARN build.spec
	timeout 60 dist/kihub-werkbank/kihub --version
	$(OFFSCREEN) timeout 60 dist/kihub-werkbank/kihub-werkbank --check

hub: $(VENV)/.ok
	$(PY) -m kihub_hub.cli serve --data out/hub

screenshots: $(VENV)/.ok
	$(OFFSCREEN) $(PY) -m kihub_desktop.cli demo --out out/screenshots --screenshots all

# The locks hold hashes and no address; the index is the machine's own setting.
lock: $(VENV)/.ok
	$(PY) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile --quiet --no-emit-index-url --no-emit-find-links --generate-hashes \
	  --universal --python-version 3.11 --extra desktop --extra hub pyproject.toml -o requirements.lock
	$(VENV)/bin/uv pip compile --quiet --no-emit-index-url --no-emit-find-links --generate-hashes \
	  --universal --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.lock

# German sentences are the source; this brings the English files in step and says what is missing.
texts: $(VENV)/.ok
	$(PY) -m tests.texts

clean:
	rm -rf build dist out .mypy_cache .ruff_cache .hypothesis
