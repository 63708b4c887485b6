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

/* What `key` says, which stands in a JSON text with its padding; lives until
 * the record ends, at least. */
const struct heading *heading_of(
    struct headings *h, struct str key, struct arena *record);

/* Those of a record's members, by the value of the key: read once for all who
 * ask. */
struct record_headings {
	struct headings *all;
	const struct json *j;
	struct arena *record;
	/* NULL: not yet read.  Behind each, where its value is what something
	 * else names: see heading_of_value(). */
	const struct heading **of;
};

struct record_headings headings_of(
    struct headings *h, const struct json *j, struct arena *record);

static inline const struct heading *
heading_at(const struct record_headings *h, uint32_t key)
{
	struct str raw;

	if (!h->of[key]) {
		raw = json_raw(h->j, key);
		h->of[key] = heading_of(
		    h->all, (struct str){ raw.p + 1, raw.n - 2 }, h->record);
	}
	return h->of[key];
}

/* private */
const struct heading *heading_of_held(const struct record_headings *h,
    uint32_t object, uint32_t key, const struct heading *outer);

/*
 * What is said of the value behind the key: by its own, or, of one that holds
 * what something else names, {"entity":"cvv","value":"911"}, {"cvv":{"value":
 * "911"}}, by that.  It is a member of `object`, of which `outer` is said.
 */
static inline const struct heading *
heading_of_value(const struct record_headings *h, uint32_t object, uint32_t key,
    const struct heading *outer)
{
	const struct heading *own = heading_at(h, key);

	if (!own->holds)
		return own;
	if (!h->of[key + 1])
		h->of[key + 1] = heading_of_held(h, object, key, outer);
	return h->of[key + 1];
}

#endif
