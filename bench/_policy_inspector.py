"""policy-inspector's shadowing by address, without Panorama: rules in, what it names out.

Run by `_peers.ask`: `{"rules": [{"name", "action", "source_zones", …}]}` in, every set a list;
`{"seconds": …, "found": [name]}` out. It compares each rule with every one before it.
"""

import json
import sys
import time

from policy_inspector.model.security_rule import SecurityRule
from policy_inspector.scenarios.shadowing import AdvancedShadowing

given = json.load(sys.stdin)
rules = [SecurityRule(**rule) for rule in given["rules"]]
began = time.process_time()
scenario = AdvancedShadowing(device_groups=["bench"], security_rules_by_dg={"bench": rules})
analysed = scenario.execute_and_analyze()["bench"]
seconds = time.process_time() - began
json.dump({"seconds": seconds, "found": [rule.name for rule, _ in analysed]}, sys.stdout)
