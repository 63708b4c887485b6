"""Annotations of hoff-route against their schema, and the schema against them.

usage: route_cover.py SCHEMA ROUTES    hoff.route of a record on each line

Every annotation fits; and everything that the schema says there may be, each
member and each word, is there in some annotation.
"""

import json
import sys

import jsonschema

with open(sys.argv[1]) as f:
    schema = json.load(f)
said, seen = set(), set()


def walk(s, path):
    """What may be at a place and below it."""
    while "$ref" in s:
        s = schema["definitions"][s["$ref"].rpartition("/")[2]]
    said.update("%s=%s" % (path, x) for x in s.get("enum", []))
    for part in s.get("oneOf", []):
        walk(part, path)
    for name, sub in s.get("properties", {}).items():
        said.add("%s.%s" % (path, name))
        walk(sub, "%s.%s" % (path, name))
    if "items" in s:
        walk(s["items"], path + "[]")
    if "propertyNames" in s:
        walk(s["propertyNames"], path)


def look(x, path):
    """What is there; a member's name may be one of the words."""
    if isinstance(x, dict):
        for name, y in x.items():
            seen.update(("%s.%s" % (path, name), "%s=%s" % (path, name)))
            look(y, "%s.%s" % (path, name))
    elif isinstance(x, list):
        for y in x:
            look(y, path + "[]")
    else:
        seen.add("%s=%s" % (path, x))


def main():
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    walk(schema, "")
    with open(sys.argv[2]) as f:
        for line in f:
            route = json.loads(line)
            look(route, "")
            for e in validator.iter_errors(route):
                sys.exit("%s: %s" % (line, e.message))
    if said - seen:
        sys.exit("never seen: %s" % " ".join(sorted(said - seen)))
    if len(said) < 60:
        sys.exit("the schema says too little: %s" % said)
    route["agent"] = 7
    if validator.is_valid(route):
        sys.exit("the schema takes anything")


main()
