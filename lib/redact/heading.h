#ifndef REDACT_HEADING_H
#define REDACT_HEADING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "redact/kind.h"
#include "redact/lexicon.h"
#include "redact/member.h"

/* What the name of a member says of its value. */
struct heading {
	struct str key;	 /* its name, or nothing */
	bool phone;	 /* "mobile_no": a telephone number is expected */
	enum kind names; /* "customer_ssn": as context_names_key() */
	enum kind whole; /* "street": all of it is one thing; or N_KINDS */
	bool bank;	 /* "bic" */
	bool version;	 /* "build": a dotted number is no address */
	enum member member;
	bool stays;	  /* as long as its struct headings */
	bool is_clean[2]; /* the name itself holds nothing, outside of an
			     annotation and inside: see headings_learn() */
};

/* Of what has no name. */
extern const struct heading heading_none;

/* One worker's: a log has few names of members, and each many times. */
struct headings;

struct headings *headings_new(const struct lexicon *l);
void headings_free(struct headings *h);

/* The name was looked through: find_text() finds nothing in it, whatever the
 * record. */
void headings_learn(
    struct headings *h, const struct heading *heading, bool annotation);

/* What `key` says; lives until the record ends, at least. */
const struct heading *heading_of(
    struct headings *h, struct str key, struct arena *record);

#endif
