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
#include "crypto/crypto.h"

/*
 * Personal data out of a record.  Every string and every key is looked at,
 * decoded, and those that hold something are written anew, with typed
 * placeholders: <CARD_1> is the same card everywhere in its record.  All other
 * bytes stay.  It fails closed: where a pattern cannot be decided the whole
 * string becomes <REDACTED>.
 */
/* What people say around names, places and secrets: a list each, NAME.csv. */
#define REDACT_LISTS(X) \
	X(name_before, "what stands before a name, and how sure: 1 to 3") \
	X(name_title, "titles of people") \
	X(name_greeting, "greetings that people are called by name in") \
	X(name_signoff, "what stands before the name that ends a letter") \
	X(name_after, "what stands behind the name that begins a text") \
	X(name_not, "makes, goods and figures of fiction, which are nobody") \
	X(name_asked, "questions for a name") \
	X(place_before, "what stands before a place, and how sure: 1 to 3") \
	X(place_asked, "questions for a place") \
	X(address_before, "what stands before an address, how sure: 1 to 2") \
	X(address_asked, "questions for an address") \
	X(postcode_asked, "questions for a postcode") \
	X(password_before, "what a password is called") \
	X(password_not, "what is said of passwords, and is none") \
	X(password_asked, "questions for a password") \
	X(email_before, "what an address of mail is called") \
	X(key_before, "what the key of a program is called") \
	X(username_before, "what a user name is called") \
	X(username_asked, "questions for a user name") \
	X(code_before, "what a one-time code is called") \
	X(code_typed, "what is done with a one-time code, how sure: 1 to 2") \
	X(code_not, "codes that are no secret") \
	X(code_asked, "questions for a one-time code")

/* The kinds that are ours, NULL-terminated. */
extern const char *const redact_kind_names[];

struct redact_policy; /* what is looked for and what is kept; read-only */
struct redact;	      /* one thread's memory */

/*
 * Read a policy file, a jq program that evaluates to
 *	{ name, version, kinds: ["CARD", ...], operators: { CARD: "mask" },
 *	  scope: "conversation", domain: "default",
 *	  keep: [".turns[].at", ...], only_in: [".turns[].text", ...],
 *	  match_limit: 100000 }
 * Dies, naming the place, on anything else.
 */
struct redact_policy *redact_policy_read(
    struct str source, const char *file, struct arena *run);

/* What a command line adds; each dies on what it cannot mean: look for these
 * kinds only ("CARD,IBAN"); not for these, or not at a path; at these paths
 * only; and one placeholder for equal values of all records. */
void redact_policy_only(struct redact_policy *p, const char *kinds);
void redact_policy_keep(struct redact_policy *p, const char *kinds_or_path);
void redact_policy_only_in(struct redact_policy *p, const char *path);
void redact_policy_scope(struct redact_policy *p, bool corpus);

/* For a check: what would be written instead does not matter. */
void redact_policy_find_only(struct redact_policy *p);

/* Whether it takes a key, and the key. */
bool redact_policy_is_keyed(const struct redact_policy *p);
void redact_policy_key(
    struct redact_policy *p, const struct crypto_key *master);

/* What it holds besides the arena it was read into, its keys above all. */
void redact_policy_free(struct redact_policy *p);

/* `w`: whose records it will read; what it tells of them spills
 * (stream_spill()).  NULL: records of somebody else. */
struct redact *redact_new(
    const struct redact_policy *p, bool spans, struct worker *w);
void redact_free(struct redact *r);

/* Look a record through; `c` is borrowed until the next call.  False and *f
 * when that cannot be done: it must not leave. */
bool redact_find(struct redact *r, const struct conv *c, struct fault *f);

bool redact_found(const struct redact *r); /* anything at all */

/* How often a pattern was tried, so far: the work, for tests. */
uint64_t redact_work(const struct redact *r);

/* How often what was found in all records: kinds are numbered from 0. */
size_t redact_kinds(void);
struct str redact_kind(size_t kind); /* "CARD" */
uint64_t redact_total(const struct redact *r, size_t kind);
uint64_t redact_total_withheld(const struct redact *r); /* strings, whole */

/* What is written in the place of the strings, keys and numbers that held what
 * was found; to be asked for before the next record. */
struct json_edits redact_write(struct redact *r);

/* What a run did, of all workers (NULL: one that had nothing to do), as one
 * JSON object: nothing personal, no small numbers, no unkeyed hash of data. */
void redact_manifest(const struct redact_policy *p, struct redact *const *all,
    size_t n, struct buf *b);

/*
 * Name on stderr, of the paths of a policy that are not of the record's own
 * members, those that no record had; of no record, none.  True: one of them is
 * looked at only, so something was not, or there was nothing to look at in any
 * record.
 */
bool redact_unmet(
    const struct redact_policy *p, struct redact *const *all, size_t n);

/* Say on stderr, of a check, which kept paths held what looks personal: how
 * many of which kind, and no values. */
void redact_tell_kept(
    const struct redact_policy *p, struct redact *const *all, size_t n);

/* The value of hoff.redact. */
struct json_note redact_annotation(struct redact *r);

/* What a check says of its worker's record, with its spans if they are wanted:
 * nothing, where it is clean. */
void redact_report(struct redact *r);

#endif
