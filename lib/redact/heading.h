#ifndef REDACT_HEADING_H
#define REDACT_HEADING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "json/json.h"
#include "redact/kind.h"
#include "redact/lexicon.h"
#include "redact/member.h"
#include "redact/word_bits.h"

/* "value": it holds what another member of its object names, or the one that
 * the object is; "text": it does, or holds a sentence. */
enum holds { HOLDS_NOTHING, HOLDS_VALUE, HOLDS_TEXT };

/* "entity": it names what another holds; "type": it does, or says of what sort
 * that is. */
enum namer { NAMES_NOTHING, NAMES_VALUE, NAMES_SORT };

/* What the name of a member says of its value. */
struct heading {
	struct str key;	 /* its name, or nothing */
	bool phone;	 /* "mobile_no": a telephone number is expected */
	enum kind names; /* "customer_ssn": as context_names_key() */
	enum kind whole; /* "street": all of it is one thing; or N_KINDS */
	bool bank;	 /* "bic" */
	bool version;	 /* "build": a dotted number is no address */
	enum member member;
	enum holds holds;
	enum namer namer;
	bool stays;
	bool in_path;		/* one of the policy's may go through it */
	struct word_bits words; /* of its name */
	uint16_t number;	/* private */
	bool is_clean[2];	/* the name itself holds nothing, outside of an
				   annotation and inside: see headings_learn() */
};

/* Of what has no name. */
extern const struct heading heading_none;

struct path; /* see policy.h */

/* One worker's: a log has few names of members, and each many times. */
struct headings;

/* `paths` is where those of the policy begin. */
struct headings *headings_new(
    const struct lexicon *l, const struct path *paths);
void headings_free(struct headings *h);

/* The name was looked through: find_text() finds nothing in it, whatever the
 * record. */
void headings_learn(
    struct headings *h, const struct heading *heading, bool annotation);

/* Those of the members of a record: most are read once for all who ask. */
struct record_headings {
	struct headings *all;
	const struct json *json;
	const struct heading *slots; /* private */
	uint16_t *of; /* private: by value, one more than the slot of its
			 heading; 0: not found yet, or not in any */
};

struct record_headings headings_of(
    struct headings *h, const struct json *j, struct arena *record);

/* private */
const struct heading *heading_find(
    const struct record_headings *h, uint32_t key, struct heading *room);

/* What is said by the name at `key`, a value of the record.  It lives for good,
 * or, of one that is not kept, is read into *room. */
static inline const struct heading *
heading_of(const struct record_headings *h, uint32_t key, struct heading *room)
{
	return h->of[key] ? &h->slots[h->of[key] - 1]
			  : heading_find(h, key, room);
}

/* The members of an object that name what others hold, found when they are
 * first asked for. */
struct held {
	bool is_known; /* false to begin with; the rest is private */
	struct namers {
		uint32_t first, second; /* keys; 0: there is none */
	} value, text;			/* of what holds one */
	struct heading room;
};

/* private */
const struct heading *heading_of_held(const struct record_headings *h,
    uint32_t object, uint32_t key, const struct heading *own,
    const struct heading *outer, struct held *held);

/*
 * What is said of the value behind the key: by its name, which says `own`, or,
 * of one that holds what something else names, {"entity":"cvv","value":"911"},
 * {"cvv":{"value":"911"}}, by that.  It is a member of `object`, of which
 * `outer` is said.  What it says lives as `own`, `outer` and *held do, until
 * the next call.
 */
static inline const struct heading *
heading_of_value(const struct record_headings *h, uint32_t object, uint32_t key,
    const struct heading *own, const struct heading *outer, struct held *held)
{
	return own->holds ? heading_of_held(h, object, key, own, outer, held)
			  : own;
}

#endif
