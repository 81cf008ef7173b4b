"""Extract every page of a folder with Python's trafilatura and print what it took, as JSON.

Called by `cargo xtask bench DIR --peer` with the folder of the same pages.
"""
import json
import pathlib
import resource
import sys
import time

import trafilatura

pages = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.html"))]
start = time.perf_counter()
for page in pages:
    trafilatura.bare_extraction(page, with_metadata=True)
seconds = time.perf_counter() - start
peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
print(json.dumps({"pages": len(pages), "seconds": seconds, "peak_mb": peak_mb, "version": trafilatura.__version__}))
