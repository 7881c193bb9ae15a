# `make` alone lists what there is. Everything real happens in bin/, which works without make as well.
PORT ?= 8000
PYTHON ?=
ARGS ?=
export PYTHON ARGS

.DEFAULT_GOAL := help
.PHONY: help demo test bench lighthouse check requirements shell password stop clean

help: ## List the targets
	@echo "BrainMatter: make <target>"
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  \1~\2/' | column -t -s '~' 2>/dev/null \
		|| grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST)

demo: ## Run the whole site at http://127.0.0.1:8000/ (PORT=8765 chooses the port)
	@exec bin/demo "$(PORT)"

test: ## Check the code and run every test, in a real browser too (ARGS="-k units" for some of them)
	@exec bin/test

bench: ## Measure how fast the site is, as ratios to references in the same run (FULL=1: with 1,000 times the content)
	@exec bin/bench

lighthouse: ## Ask Lighthouse about one page of each kind of a running site (ORIGIN=http://127.0.0.1:8000)
	@exec bin/lighthouse

check: ## Check the code without running it: style, types, the order of the apps, migrations
	@bin/set-up development && bin/check

shell: ## Open a Python shell in the site (bin/manage runs any other command)
	@bin/set-up runtime && bin/manage shell

password: ## Give the editor's account a new password
	@bin/set-up runtime && bin/manage changepassword editor

requirements: ## Compile requirements/*.in into the locked requirements/*.txt
	@bin/set-up development && bin/requirements

stop: ## Stop the database that bin/manage leaves running
	@bin/set-up runtime && .venv/bin/python -m brainmatter.local stop

clean: ## Remove .venv and var/, the local database with everything in it included
	@if [ -x .venv/bin/python ]; then .venv/bin/python -m brainmatter.local stop || true; fi
	rm -rf .venv var
