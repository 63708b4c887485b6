#ifndef REDACT_REDACT_H
#define REDACT_REDACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"
#include "conv/conv.h"

/*
 * Personal data out of a record.  Every string and every key is looked at,
 * decoded, and those that hold something are written anew, with typed
 * placeholders: <CARD_1> is the same card everywhere in its record.  All other
 * bytes stay.  It fails closed: where a pattern cannot be decided the whole
 * string becomes <REDACTED>.
 */
struct redact_policy; /* what is looked for and what is kept; read-only */
struct redact;	      /* one thread's memory */

/*
 * Read a policy file, a jq program that evaluates to
 *	{ name, version, kinds: ["CARD", ...], keep: [".turns[].at", ...],
 *	  match_limit: 100000 }
 * Dies, naming the place, on anything else.
 */
struct redact_policy *redact_policy_read(
    struct str program, const char *file, struct arena *run);

/* Look for these kinds only, or not for these ("CARD,IBAN"); NULL is no
 * change.  Dies on a kind that is none. */
void redact_policy_narrow(
    struct redact_policy *p, const char *only, const char *keep);

struct redact *redact_new(const struct redact_policy *p, bool spans);
void redact_free(struct redact *r);

/* Look a record through; `c` is borrowed until the next call.  False and *f
 * when that cannot be done: it must not leave. */
bool redact_find(struct redact *r, const struct conv *c, struct fault *f);

bool redact_found(const struct redact *r); /* anything at all */

/* How often what was found in all records: kinds are numbered from 0. */
size_t redact_kinds(void);
struct str redact_kind(size_t kind); /* "CARD" */
uint64_t redact_total(const struct redact *r, size_t kind);
uint64_t redact_total_withheld(const struct redact *r); /* strings, whole */

/*
 * The record without what was found, still without an annotation: its own
 * index where nothing was, a new one that lives until the next call otherwise.
 * NULL and *f when that is no record: it must not leave.
 */
const struct json *redact_write(struct redact *r, struct fault *f);

/* The value of hoff.redact. */
struct str redact_annotation(struct redact *r);

/* What a check says of the record on this line: nothing, where it is clean. */
void redact_report(const struct redact *r, uint64_t line, struct buf *out);

#endif
