PYTHON ?= python3

.PHONY: run test check lock

run:
	@exec $(PYTHON) run.py

test:
	@$(PYTHON) -m scripts.test

check:
	@$(PYTHON) -m scripts.check

lock:
	@$(PYTHON) -m scripts.lock
