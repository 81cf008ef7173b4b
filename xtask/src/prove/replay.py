"""Replays every page of WARC files in pywb, and compares it with its record, byte for byte.

Called by `cargo xtask prove replay` with a folder to work in and the files.
"""
import gevent.monkey

gevent.monkey.patch_all()

import logging
import os
import sys

from cdxj_indexer.main import write_cdx_index
from pywb.apps.frontendapp import FrontEndApp
from pywb.manager.manager import main as manage
from warcio.archiveiterator import ArchiveIterator
from werkzeug.test import Client


def pages(path):
    """Yields address, moment and body of each page."""
    with open(path, "rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
                date = record.rec_headers.get_header("WARC-Date")
                moment = "".join(c for c in date[:19] if c.isdigit())
                url = record.rec_headers.get_header("WARC-Target-URI")
                yield url, moment, record.raw_stream.read()


def main(folder, files):
    os.chdir(folder)
    # It tells of every request that it makes of itself.
    logging.disable(logging.INFO)
    sys.stderr = open("pywb.log", "w")
    manage(["init", "replay"])
    manage(["add", "replay", *files])
    # What pywb indexes by itself are all records of an address: metadata and extracted text too.
    with open("collections/replay/indexes/index.cdxj", "w") as index:
        write_cdx_index(index, files, {"sort": True, "records": "response,revisit,resource"})
    client = Client(FrontEndApp(config_file=None, custom_config={"debug": False}))
    replayed = 0
    for url, moment, body in (page for file in files for page in pages(file)):
        answer = client.get(f"/replay/{moment}id_/{url}")
        if answer.status_code != 200 or answer.data != body:
            print(f"{url} at {moment}: {answer.status}, {len(answer.data)} of {len(body)} bytes")
            return 1
        replayed += 1
    print(f"{replayed} pages replayed, each byte for byte")
    return 0 if replayed else 1


code = main(sys.argv[1], sys.argv[2:])
sys.stdout.flush()
# The server of pywb runs in threads that do not end.
os._exit(code)
