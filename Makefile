# Parvis. `make` alone lists the commands; continuous integration calls the same ones.
# Installing is written once, in run.py, so that `python run.py` works where there is no make.
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python)
BIN := .venv/bin

# Figures on real communes need documents that this repository does not hold.
ifndef PARVIS_SHARED_DATA
ifneq ($(wildcard ../shared/data),)
export PARVIS_SHARED_DATA := $(abspath ../shared/data)
endif
endif

# Runs the tests that carry a marker. Pytest ends with status 5 when no test does: here, nothing to prove is no failure.
define tests_marked
	@$(BIN)/python -m pytest -m $(1) --collect-only -qq >/dev/null 2>&1; \
	if [ $$? -eq 5 ]; then echo "No test carries the marker '$(1)' yet."; \
	else $(BIN)/python -m pytest -m $(1); fi
endef

.PHONY: help run serve test test-browser test-libreoffice test-judges test-neural test-ocr check fmt bench compare-search eval eval-answers eval-ragas eval-retrieval proof-short proof base dev

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-17s %s\n", $$1, $$2}'

run: ## install what is needed, read the sample commune, serve the chat on http://127.0.0.1:8000
	@$(PYTHON) run.py

serve: base ## serve what has been ingested, without the sample commune
	$(BIN)/python -m app.main serve

test: dev ## the tests, offline, one process a core, about five minutes on two cores
	$(BIN)/python -m pytest -n auto --dist loadfile

test-browser: ## the pages in a real browser: needs Chromium
	@$(PYTHON) run.py install dev browser
	$(call tests_marked,browser)

test-libreoffice: dev ## old office files through the real LibreOffice
	$(call tests_marked,libreoffice)

test-judges: ## Ragas on rows of the tests, judged by local stand-ins
	@$(PYTHON) run.py install dev eval
	$(call tests_marked,judges)

test-neural: ## embeddings and rerankers through the real torch, on tiny models that the tests make
	@$(PYTHON) run.py install dev neural
	$(call tests_marked,neural)

test-ocr: dev ## scans read by the real programs: needs ocrmypdf and tesseract-ocr-fra
	$(call tests_marked,ocr)

check: dev ## style, types and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports

fmt: dev ## put the code in the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: base ## speeds: reading, keeping up to date, visiting a site, searching, answering, reporting, loading the law
	$(BIN)/python -m eval.bench_reading
	$(BIN)/python -m eval.bench_sync
	$(BIN)/python -m eval.bench_crawl
	$(BIN)/python -m eval.bench_search
	$(BIN)/python -m eval.bench_answers
	$(BIN)/python -m eval.bench_start
	$(BIN)/python -m eval.bench_report
	$(BIN)/python -m eval.bench_report_page
	$(BIN)/python -m eval.bench_console --requests 4000
	$(BIN)/python -m eval.bench_legi

compare-search: ## search beside LlamaIndex, bm25s, Haystack and qdrant-client on the same questions
	@$(PYTHON) run.py install peers
	@$(BIN)/python -m pip install --quiet --no-deps -c constraints.txt llama-index-retrievers-bm25
	$(BIN)/python -m eval.compare_search

eval: base ## how well questions are answered, beside the floors in eval/floors.toml, passages found, documents read, a hostile model
	$(BIN)/python -m eval.answers
	$(BIN)/python -m eval.ranking
	$(BIN)/python -m eval.fabrications
	$(BIN)/python -m eval.retrieval
	$(BIN)/python -m eval.acts
	$(BIN)/python -m eval.decisions
	$(BIN)/python -m eval.tables
	$(BIN)/python -m eval.legibility
	$(BIN)/python -m eval.ocr
	$(BIN)/python -m eval.masking
	$(BIN)/python -m eval.in_force
	$(BIN)/python -m eval.routing
	$(BIN)/python -m eval.hostile_text
	$(BIN)/python -m eval.redteam

eval-answers: base ## answers on the sample, gold and real questions, beside the floors; each failure with its step
	$(BIN)/python -m eval.answers --set all --failures
	$(BIN)/python -m eval.answers --set real --split dev --failures

eval-ragas: ## Ragas on the sample questions, kept in build/ragas; a run and two compared: eval/README.md
	@$(PYTHON) run.py install eval
	$(BIN)/python -m eval.ragas

eval-retrieval: base ## search on outside questions, clean and with noise, beside BM25 and the floors; DATA=DIR keeps what was read
	$(BIN)/python -m app.main eval retrieval --outside --check $(if $(DATA),--data $(DATA))

proof-short: export PARVIS_PROOF := short
proof-short: dev ## each long proof at a small size, side by side
	$(BIN)/python -m pytest tests/proof -m proof -n auto --dist worksteal

proof: export PARVIS_PROOF := full
proof: export PARVIS_PROOF_REPORT := build/proofs.jsonl
proof: dev ## every long proof at full size, then every figure: writes docs/figures.md
	@rm -f $(PARVIS_PROOF_REPORT)
	@$(BIN)/python -m pytest tests/proof -m proof; proved=$$?; \
	$(BIN)/python -m eval.figures_page --proofs $(PARVIS_PROOF_REPORT) && exit $$proved

base:
	@$(PYTHON) run.py install

dev:
	@$(PYTHON) run.py install dev
