"""Cut each conversation on standard input after every turn: one record for
each beginning, its id the old one, a slash and how many turns are left."""

import json
import sys

for line in sys.stdin:
    record = json.loads(line)
    turns, name = record["turns"], record["conversation_id"]
    for n in range(len(turns) + 1):
        record["turns"] = turns[:n]
        record["conversation_id"] = f"{name}/{n}"
        print(json.dumps(record))
