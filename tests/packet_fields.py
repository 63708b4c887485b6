#!/usr/bin/env python3
"""Compare a payload with an example of its platform, member by member.

usage: packet_fields.py TARGET EXAMPLE PAYLOAD
       packet_fields.py --all TARGET...

Every member of the example is there and of the same type; and what is there
beside it stands where the platform takes names of one's own.
"""
import json
import sys

# Members of the examples that a packet has not, each with the reason.
NOT_OURS = {
    "genesys": {"._note": "a comment in the example"},
    "salesforce": {"._call": "a comment in the example"},
    "twilio": {"._note": "a comment in the example"},
    "vcon": {
        ".updated_at": "the packet is made once, and no clock is read",
        ".parties[].org": "no record knows whom an agent works for",
        ".redacted.uuid": "hoff-redact keeps no vCon of the original",
    },
}
# Where names are free.
FREE = {
    "botframework": (".value.",), "copilot": (".value.",),
    "connect": (".Attributes.",), "genesys": (".attributes.",),
    "dialogflow": (".liveAgentHandoff.metadata.",),
    "salesforce": (".fields.",), "sunshine": (".metadata.",),
    "twilio": (".Attributes.",), "zendesk": (),
    "vcon": (".analysis[].body.", ".attachments[].body."),
}
# Beside the example, by the platform's own documents: an activity has an id.
MORE = {"botframework": {".attachments[].content.activities[].id"}}
# Targets of which there is no example: three shapes of our own, and Intercom,
# whose members packet_limits.py compares with API 2.14: "update a conversation"
# takes custom_attributes (texts of at most 255 characters, numbers), "reply to
# a conversation" message_type, type, admin_id and body of an admin's note.
WITHOUT_EXAMPLE = {"native", "markdown", "text", "intercom"}


def shape(value, at=""):
    out = {}
    if isinstance(value, dict):
        for key, inner in value.items():
            out.setdefault(at + "." + key, set()).add(type(inner).__name__)
            for path, kinds in shape(inner, at + "." + key).items():
                out.setdefault(path, set()).update(kinds)
    elif isinstance(value, list):
        for inner in value:
            out.setdefault(at + "[]", set()).add(type(inner).__name__)
            for path, kinds in shape(inner, at + "[]").items():
                out.setdefault(path, set()).update(kinds)
    return out


def main():
    if sys.argv[1] == "--all":  # no target is forgotten
        sys.exit(set(sys.argv[2:]) != set(FREE) | WITHOUT_EXAMPLE)
    target = sys.argv[1]
    example, payload = (json.load(open(f, encoding="utf-8"))
                        for f in sys.argv[2:4])
    for value in (example, payload):
        if isinstance(value.get("Attributes"), str):
            value["Attributes"] = json.loads(value["Attributes"])
    wanted, got = shape(example), shape(payload)
    wrong = []
    for path in sorted(wanted):
        if path in NOT_OURS.get(target, ()):
            continue
        if path not in got:
            wrong.append(path + " is missing")
        elif not wanted[path] <= got[path]:
            wrong.append("%s is %s, not %s" % (path, got[path], wanted[path]))
    for path in sorted(got):
        if path not in wanted and path not in MORE.get(target, ()) and \
                not path.startswith(FREE[target]):
            wrong.append(path + " is not in the example")
    print("%s: %d members" % (target, len(wanted)), *wrong, sep="\n\t")
    sys.exit(bool(wrong))


main()
