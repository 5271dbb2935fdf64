# `make run` and `make test` do everything on a fresh Debian 12 machine with Swift; `make help` lists the rest.

SWIFT ?= swift
PIPELINE ?= pipelines/churn.yaml
FORMATTED = Sources Tests Package.swift
export SWIFT

.DEFAULT_GOAL := help
.PHONY: help setup build run test fuzz fuzz-inputs sanitize lint format docs docc detection-report bench bench-transformers profile guard image image-test oracles clean

help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

setup: ## install the Debian packages that are missing
	@.ci/setup

build: setup ## build the release binary
	@.ci/build

run: setup ## run the churn pipeline on the committed fixture (PIPELINE=... for another)
	@featurize=$$(.ci/build | tail -1) && \
	if [ ! -e keys/dev.keyring ]; then \
	  mkdir -p keys && "$$featurize" keys new keys/dev.keyring --unprotected; \
	fi && \
	"$$featurize" run $(PIPELINE)

test: ## run all tests and checks
	@.ci/setup --tests
	@.ci/test

fuzz: setup ## give every transformer hostile arguments and tables (ROUNDS=500 for each use, SEED=1)
	@FEATURIZE_FUZZ_ROUNDS=$(or $(ROUNDS),500) FEATURIZE_FUZZ_SEED=$(or $(SEED),1000) \
	  $(SWIFT) test --disable-xctest --filter FuzzTests

fuzz-inputs: setup ## coverage-guided fuzzing of all that reads foreign bytes (RUNS=1000000 for each, ONLY="csv yaml", SEED=1)
	@.ci/fuzz $(or $(RUNS),1000000) $(ONLY)

sanitize: setup ## run the Swift tests under a sanitizer (SANITIZER=address or thread, FILTER=PrivacyTests)
	@$(SWIFT) test --disable-xctest --scratch-path .build-$(or $(SANITIZER),address) \
	  --sanitize $(or $(SANITIZER),address) $(if $(FILTER),--filter '$(FILTER)')

lint: ## check format, the egress rule and the direction of imports
	@status=0; \
	$(SWIFT) format lint --strict --parallel --recursive $(FORMATTED) || status=1; \
	python3 -B .ci/check_sources.py --self-test || status=1; \
	python3 -B .ci/check_sources.py || status=1; \
	exit $$status

format: ## format the Swift sources
	@$(SWIFT) format format --in-place --parallel --recursive $(FORMATTED)

docs: setup ## write the generated documentation anew
	@FEATURIZE_RECORD=1 $(SWIFT) test --disable-xctest --filter 'DocumentationTests|ExplainTests'

docc: setup ## convert the library's documentation into out/Featurize.doccarchive
	@.ci/docc

detection-report: setup ## measure what detection finds, beside Presidio, scrubadub and detect-secrets, into docs/detection.md
	@peers=$$(.ci/venv .venv-detectors Tests/Detection/peers.txt) && \
	"$$peers" -B Tests/Detection/peers.py .venv-detectors/found.json && \
	"$$(.ci/venv .venv-detection Tests/Detection/requirements.txt)" -B Tests/Detection/measure.py \
	  "$$(.ci/build | tail -1)" --report .venv-detectors/found.json

bench: setup ## run the workloads of docs/performance.md beside their peers (BENCH="--only features --scale 0.02 --runs 1")
	@python3 -B Tests/Bench/bench.py --featurize "$$(.ci/build | tail -1)" --swift $(SWIFT) $(BENCH)

bench-transformers: setup ## time each transformer, and tokens, in memory (ROWS=1000000, BENCH="--only lag --strict --record")
	@python=$$(.ci/venv .build-bench/venv Tests/Bench/requirements.txt) && \
	"$$python" -B Tests/Bench/transformers.py --swift $(SWIFT) --rows $(or $(ROWS),1000000) $(BENCH) && \
	"$$python" -B Tests/Bench/tokens.py --swift $(SWIFT) --rows $(or $(ROWS),1000000)

profile: ## show where a workload spends its instructions (WORKLOAD=features, PROFILE="--perf --scale 0.1")
	@.ci/setup --profile
	@python3 -B Tests/Bench/hotspots.py --featurize "$$(.ci/build --symbols | tail -1)" --swift $(SWIFT) \
	  $(PROFILE) $(or $(WORKLOAD),features)

guard: ## compare the instructions and allocations of a row with those recorded (RECORD=1 writes them anew)
	@.ci/setup --profile
	@python3 -B Tests/Bench/guard.py --featurize "$$(.ci/build --symbols | tail -1)" $(if $(RECORD),--record)

image: ## build the container image with whichever engine is there
	@Tests/Image/image build

image-test: ## build and run the image hardened, without a Docker engine or registry
	@Tests/Image/image test

oracles: ## compute the golden values anew with the pinned scikit-learn
	@"$$(.ci/venv .venv-oracles Tests/Oracles/requirements.txt)" -B Tests/Oracles/generate.py

clean: ## remove what was built
	@rm -rf .build .build-bench .build-image .build-fuzz .build-address .build-thread .venv-checks .venv-detection \
	  .venv-detectors .venv-oracles .venv-pipelines .venv-release .venv-secrets out
