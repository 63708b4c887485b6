#ifndef REDACT_FINDING_H
#define REDACT_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conv/conv.h"
#include "json/json.h"
#include "redact/find.h"
#include "redact/heading.h"
#include "redact/policy.h"
#include "redact/split.h"
#include "redact/transcript.h"
#include "redact/way.h"

/* A string, a key or a number that is written anew.  There may be one for a few
 * bytes of a record, so that it is kept small, and so are findings. */
struct field {
	uint32_t first;	     /* of its findings; they end at field_end() */
	unsigned value : 29; /* its index in the record */
	bool is_key : 1;
	bool by_digits : 1; /* a number that was looked at by number_text() */
	bool withheld : 1;  /* it could not be decided: it goes as a whole */
};

/* What findings of one sort have in common, and how many there are. */
struct finding_sort {
	struct span span; /* all of one but where it is and who */
	size_t rule;	  /* its place in the record's counts, ... */
	size_t total;	  /* and in those of all */
};

enum { MOST_SORTS = 1 << 15, LONG_FINDING = (1 << 15) - 1 };

struct finding {
	uint32_t start;	 /* as in a span */
	unsigned n : 15; /* bytes; LONG_FINDING: see finding_bytes() */
	unsigned sort : 15;
	bool leads : 1;	   /* it is the first of its value */
	bool is_apart : 1; /* private: normal_of() is in `normals` */
	union {
		uint32_t who; /* of kinds that are somebody's, as in a span */
		uint32_t normal; /* private: of the others, see normal_of() */
	};
	union {
		uint32_t leader; /* the first finding of the same value; of that
				    itself, the number of the placeholders */
		uint32_t next;	 /* private: while they are sorted */
	};
};

/* One that is too long to say so itself. */
struct long_finding {
	uint32_t finding, n;
};

/* A key that is written anew. */
struct written_key {
	union {
		uint32_t object;
		uint64_t hash; /* private: of that and of how it is written */
	};
	uint32_t field;
	union {
		uint32_t twin; /* earlier keys of its object that are written
				  the same */
		uint32_t next; /* private: while they are sorted */
	};
};

/* How often a rule has found something. */
enum { MOST_RULES = 256 }; /* ours, and those of policies */

struct rule_count {
	const char *rule;
	uint64_t n;
};

struct redact {
	const struct redact_policy *policy;
	bool spans;
	struct worker *worker; /* or NULL: nothing spills */
	struct finder finder;
	struct headings *headings;
	uint64_t record;      /* how many there were, with the one in hand */
	struct splits splits; /* of the record in hand */

	/* of the record in hand */
	const struct conv *conv;
	const struct json *json;
	struct arena *memory;
	struct transcript said;
	int64_t told_turn; /* the last one that is written anew, or -1 */
	struct buf told;   /* and how */
	struct record_headings members;
	uint32_t turns; /* the array of that name */
	/* hoff.redact, which is counted on, not looked at: it is written anew;
	 * 0: there is none */
	uint32_t annotated;
	struct field *fields;
	size_t n_fields, fields_room;
	struct written_key *keys; /* in the order of their fields */
	size_t n_keys, keys_room;
	bool has_twins;
	struct finding *findings;
	size_t n_findings, findings_room;
	struct finding_sort *sorts;
	size_t n_sorts, sorts_room;
	struct long_finding *longs;
	size_t n_longs, longs_room;
	uint32_t *longest;   /* by leader, the finding of the same value that is
				longest; NULL where nothing is keyed */
	struct str decoded;  /* the last string that redact_text() was asked
				for, ... */
	uint32_t decoded_at; /* and its value, if it is in `scratch`; or 0 */
	char digits[24];     /* the last number that number_text() had to write
				down */
	size_t counts[N_KINDS], withheld;
	bool numbered;
	bool looked; /* at any string or number */
	struct rule_count rules[MOST_RULES];
	size_t n_rules;

	/* of all records so far */
	uint64_t spoken; /* in which somebody speaks */
	uint64_t unseen; /* and nothing was looked at */
	uint8_t *met;	 /* enum met, of each step of the policy's paths */
	/* Of a check, what was found at those that are kept: N_KINDS for each
	 * step; else NULL. */
	uint64_t *kept;
	uint64_t totals[N_KINDS], total_withheld;
	struct rule_count rule_totals[MOST_RULES];
	size_t n_rule_totals;

	/* of what is written */
	struct buf string, path;
	struct way way;	      /* to the field in hand */
	struct buf normals;   /* values by which findings are compared */
	struct arena scratch; /* for the text in hand */
	struct arena aside;   /* for one value */
};

/* Nothing is found in the record in hand, yet. */
void finding_begin(struct redact *r);

/* A value that is written anew, in the order of the record; it lives until the
 * next one. */
struct field *finding_add_field(struct redact *r, uint32_t value);

/* The last one is a key of `object`. */
void finding_is_key(struct redact *r, uint32_t object);

/* What was found in the last one, in the order of its text. */
void finding_add(struct redact *r, struct span span);

/* The same of many, whose memory goes back meanwhile. */
void finding_take(struct redact *r, struct spans *spans);

/* A finding as find_text() gave it, but for who it is. */
struct span finding_span(const struct redact *r, const struct finding *f);

/* What was found, until the text of another field is asked for. */
struct str finding_value(
    struct redact *r, const struct field *f, const struct finding *x);

uint32_t finding_bytes(const struct redact *r, const struct finding *f);

static inline enum kind
finding_kind(const struct redact *r, const struct finding *f)
{
	return r->sorts[f->sort].span.kind;
}

static inline enum operation
finding_operation(const struct redact *r, const struct finding *f)
{
	return r->sorts[f->sort].span.op;
}

/* Add to a rule's count in a list of *n; its place there. */
size_t rule_add(
    struct rule_count *rules, size_t *n, const char *rule, uint64_t count);

/* Give every finding its number, in the order of first appearance, and keys
 * of one object that would become the same one more. */
void finding_number(struct redact *r);

static inline size_t
field_end(const struct redact *r, const struct field *f)
{
	bool last = f == &r->fields[r->n_fields - 1];

	return last ? r->n_findings : f[1].first;
}

/* A string or a key, decoded: until another one is asked for. */
static inline struct str
redact_text(struct redact *r, uint32_t at)
{
	if (!r->json->values[at].escaped)
		return json_content(r->json, at);
	if (r->decoded_at != at) {
		arena_reset(&r->scratch);
		r->decoded = json_decoded(r->json, at, &r->scratch);
		r->decoded_at = at;
	}
	return r->decoded;
}

/* The digits of a number that is whole and large enough to be looked at,
 * however it is written: until the next one.  Of others, nothing. */
struct str number_text(struct redact *r, uint32_t at);

/* The text of a field, until that of another one. */
struct str field_text(struct redact *r, const struct field *f);

/* What stands for a finding of a field. */
void finding_put(struct redact *r, const struct field *field,
    const struct finding *f, struct buf *out);

/* A field's text as it is written. */
void finding_put_text(struct redact *r, const struct field *f, struct buf *out);

/* The same as a string of JSON, to where the record goes. */
void finding_put_string(
    struct redact *r, const struct field *f, struct buf *out);

/* The field of a key, or NULL when it is written as it is. */
const struct field *finding_field(const struct redact *r, uint32_t value);

#endif
