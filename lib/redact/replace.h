#ifndef REDACT_REPLACE_H
#define REDACT_REPLACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "conv/conv.h"
#include "crypto/crypto.h"
#include "redact/operator.h"
#include "redact/policy.h"
#include "redact/spans.h"

/*
 * The keys of a run: one for each kind and use, of one domain.  What joins two
 * redacted logs is the key and the domain; other domains cannot be joined.
 */
struct redact_keys {
	struct crypto_key *pseudonym[N_KINDS], *surrogate[N_KINDS], *shift;
	char id[17]; /* of the key they come from */
};

/* The keys in `run`; what they point to is for keys_free(). */
struct redact_keys *keys_derive(
    const struct crypto_key *master, struct str domain, struct arena *run);
void keys_free(const struct redact_keys *keys); /* NULL is as good */

/* Writes what stands for a value, of the record in hand. */
struct replacer {
	const struct redact_policy *policy;
	const struct redact_keys *keys; /* NULL: nothing keyed is asked for */
	struct str scope;    /* the conversation, or nothing: all of them */
	struct str customer; /* whose dates move by the same days */
	bool month_first;    /* 3/4/2026 is in March */
	int32_t shift;	     /* days, of the customer */
	enum operation earlier[N_KINDS]; /* what an earlier run did, as its
					   annotation says */
	struct proof *proofs; /* of the dates that it has moved, it says */
	size_t n_proofs;
};

/* Whoever holds the key can tell a date of ours from one that only a forged
 * annotation calls ours. */
enum { PROOF = 13 };

struct proof {
	char text[PROOF + 1];
	bool holds; /* a date of the record is the one */
};

/* The proof of a date that was moved; false: `written` is none. */
bool replace_prove(
    const struct replacer *r, struct str written, struct proof *proof);

/* A record is in hand. */
void replace_begin(struct replacer *r, const struct conv *c);

/*
 * Write what stands for `value`, a view's text of a kind whose operator is
 * neither a placeholder nor a pseudonym.  False: it has no such form, and gets
 * a placeholder.
 */
bool replace_put(const struct replacer *r, const struct span *s,
    struct str value, struct buf *out);

/* Whether a pseudonym stands for it: in a corpus, for placeholders, too. */
bool replace_is_keyed(const struct redact_policy *p, const struct span *s);

/* <CARD_, 26 letters and >: of values that are equal. */
void replace_put_pseudonym(
    const struct replacer *r, enum kind k, struct str normal, struct buf *out);

/* Whether `value` is what `op` writes, and no more to be found: of a range that
 * is nobody's, a year alone, or a date that there is proof for. */
bool replace_is_ours(
    struct replacer *r, enum kind k, enum operation op, struct str value);

#endif
