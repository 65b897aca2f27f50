"""The main job on the built-in test portal: crawl it, show what was stored, build the mirror."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from tests.portal import build_t1, serve  # noqa: E402 - found by the line above

FOLDER = REPOSITORY / "demo"
DATA = FOLDER / "data"
MIRROR = FOLDER / "mirror"


def main() -> None:
    """Run the demo; ends with an error when one of its commands does."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with serve(build_t1()) as portal:
        say(f"A county Party site of 150 articles is served at {portal.url}/")
        # It is our own site, so no pause between requests.
        fast = ("--delay", "0", "--concurrency", "4")
        portalcrawl("crawl", f"{portal.url}/", *fast, "-s", "PORTALCRAWL_PROGRESS_SECS=1")
    say("What was stored:")
    portalcrawl("stats")
    say("One article, as it is in MongoDB:")
    print(json.dumps(one_article(), ensure_ascii=False, indent=1))
    say("The mirror, built from the archive alone (the site is switched off by now):")
    portalcrawl("mirror", str(MIRROR))
    say(f"Open it in a browser: {MIRROR / 'index.html'}")


def portalcrawl(*arguments: str, **options: int) -> subprocess.CompletedProcess[str]:
    """Run a command of portalcrawl on the demo's data folder, as a user would."""
    print(f"$ portalcrawl {' '.join(arguments)} --data {DATA.relative_to(REPOSITORY)}", flush=True)
    command = [sys.executable, "-m", "portalcrawl", *arguments, "--data", str(DATA)]
    if not sys.stderr.isatty() and arguments[0] == "crawl":
        command += ["--loglevel", "WARNING"]
    return subprocess.run(command, cwd=REPOSITORY, check=True, text=True, **options)


def one_article() -> dict[str, object]:
    """An article with a source, its long texts shortened."""
    lines = portalcrawl("articles", "--jsonl", stdout=subprocess.PIPE).stdout.splitlines()
    articles = [json.loads(line) for line in lines]
    article = next(a for a in articles if a["source"] and a["attachments"] and a["previous"])
    for name in ("body_text", "body_html"):
        article[name] = f"{article[name][:120]}…"
    return article


def say(text: str) -> None:
    """A heading."""
    print(f"\n== {text}", flush=True)


if __name__ == "__main__":
    main()
