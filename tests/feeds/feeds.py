"""Every RSS and Atom feed of the sample, read by feedparser: well-formed, with the entries that its JSON form has."""

import json
import os
import pathlib
import sys

import feedparser

site = pathlib.Path(os.environ["PUFA_SITE"])
base = os.environ["PUFA_BASE_URL"]
faults = []
feeds = sorted([*site.rglob("feed.xml"), *site.rglob("atom.xml")])

for path in feeds:
    name = path.relative_to(site).as_posix()
    read = feedparser.parse(path.read_bytes())
    if read.bozo:
        faults.append(f"{name}: {read.bozo_exception}")
    if read.version != {"feed.xml": "rss20", "atom.xml": "atom10"}[path.name]:
        faults.append(f"{name}: read as {read.version!r}")
    if not read.feed.get("title") or not read.feed.get("link", "").startswith(base):
        faults.append(f"{name}: no title, or no address of the site")
    told = json.loads(path.with_name("feed.json").read_text("utf-8"))["items"]
    if [(entry.id, entry.title) for entry in read.entries] != [(item["id"], item["title"]) for item in told]:
        faults.append(f"{name}: other entries than in its JSON form")
    for entry in read.entries:
        dated = entry.get("updated_parsed") or entry.get("published_parsed")
        if not dated and path.name == "atom.xml" or not entry.get("content"):
            faults.append(f"{name}: {entry.id} has no date or no content")

if not feeds:
    faults.append("there are no feeds")
print("\n".join(faults) or f"{len(feeds)} feeds", file=sys.stderr if faults else sys.stdout)
sys.exit(bool(faults))
