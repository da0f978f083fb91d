# make run        set up what is missing, then open the live coach   (make run ARGS="--source demo")
# make test       set up what is missing, then run the tests         (under 5 minutes)
# make screenshots  the pictures of the documentation, from the real app
# make i18n      the words of the code into assets/i18n/*.ts, and those compiled
# make test-all   the same, then the slow tests: streams, sound, kill loops, installs
# The work of setting up is in .setup/; a second start finds it done and skips it.

PYTHON = .venv/bin/python
ARGS =

.PHONY: run test test-all screenshots i18n setup setup-test clean

run: setup
	@$(PYTHON) -m gaitcoach $(ARGS)

test: setup-test
	$(PYTHON) -m pytest -n auto --dist loadfile $(ARGS)

test-all: test
	$(PYTHON) -m pytest -m slow $(ARGS)

screenshots: setup-test
	xvfb-run -a $(PYTHON) docs/screenshots.py docs/pictures
	xvfb-run -a $(PYTHON) docs/phone_pictures.py docs/pictures
	$(PYTHON) docs/examples/obliquity_curve.py demo docs/pictures/obliquity_curve.png
	$(PYTHON) docs/examples/own_estimator.py demo docs/pictures/own_estimator.png

i18n: setup-test
	$(PYTHON) .setup/words.py assets/i18n/*.ts
	/usr/lib/qt6/bin/lrelease -silent assets/i18n/*.ts

setup:
	@sh .setup/setup.sh run

setup-test:
	@sh .setup/setup.sh test

clean:
	rm -rf .venv build dist
