"""openSquat's comparison of a list with keywords, without its feeds, its DNS and its processes.

Run by `_peers.ask`: `{"keywords": […], "names": […]}` in, `{"seconds": …, "found": […]}` out.
Its own default of confidence; it reads names as registered and never decodes them.
"""

import json
import sys
import time

from opensquat.squatting_detector import SquattingDetector

given = json.load(sys.stdin)
detector = SquattingDetector()
began = time.process_time()
found = {name for word in given["keywords"] for name in detector.check(word, given["names"])}
seconds = time.process_time() - began
json.dump({"seconds": seconds, "found": sorted(found)}, sys.stdout)
