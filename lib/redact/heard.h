#ifndef REDACT_HEARD_H
#define REDACT_HEARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "redact/spans.h"

/*
 * What was found in texts that were read before.  A bot says the same few
 * hundred sentences in all its conversations, and people say "yes" and "thank
 * you" to it; to read such a text anew takes some twenty thousand instructions,
 * to remember it a few hundred.  One for each worker; of texts that share a
 * place the one stays that is met again.
 */
struct heard;

/* What it depends on besides the text itself. */
struct heard_as {
	bool is_short; /* what was asked before it counts */
	uint64_t asked;
};

/* What is known of a text. */
struct heard_found {
	const struct span *spans;
	size_t n;
	uint64_t asks; /* as speech_asks() */
};

struct heard *heard_new(void);
void heard_free(struct heard *h);

/* heard_knows() will be asked about a text with this hash: have memory bring
 * what it looks at. */
void heard_prefetch(const struct heard *h, uint64_t hash);

/* `hash` is text_hash() of the text.  False: it is not known. */
bool heard_knows(struct heard *h, struct str text, uint64_t hash,
    uint64_t asked, struct heard_found *found);

/* What is long or holds a lot is not remembered. */
void heard_learn(struct heard *h, struct str text, uint64_t hash,
    struct heard_as as, struct heard_found found);

#endif
