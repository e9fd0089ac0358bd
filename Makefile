PYTHON ?= python3

.PHONY: run test check lock bench soak

run:
	@exec $(PYTHON) run.py

test:
	@$(PYTHON) -m scripts.test

check:
	@$(PYTHON) -m scripts.check

lock:
	@$(PYTHON) -m scripts.lock

bench:
	@$(PYTHON) -m scripts.bench

soak:
	@$(PYTHON) -m scripts.soak
