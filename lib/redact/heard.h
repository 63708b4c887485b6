#ifndef REDACT_HEARD_H
#define REDACT_HEARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "redact/spans.h"
#include "redact/word_bits.h"

/*
 * What was found in texts that were read before.  A bot says the same few
 * hundred sentences in all its conversations, and people say "yes" and "thank
 * you" to it; to read such a text anew takes some twenty thousand instructions,
 * to remember it a few hundred.  One for each worker; of texts that share a
 * place the one stays that is met again.
 */
struct heard;

/* What it depends on besides the text itself: something of what stands before
 * it, and what that was. */
struct heard_as {
	unsigned heeds; /* 0: nothing */
	uint64_t before;
};

/* What is known of a text. */
struct heard_found {
	const struct span *spans;
	size_t n;
	uint64_t says;		/* besides: who learns it knows what */
	struct word_bits words; /* nothing yet, or its words */
};

struct heard *heard_new(void);
void heard_free(struct heard *h);

/* heard_knows() will be asked about a text with this hash: have memory bring
 * what it looks at. */
void heard_prefetch(const struct heard *h, uint64_t hash);

/*
 * A text is known once for each thing that stood before it.  Begin with *way at
 * 0, which is counted up; `hash` is text_hash() of the text.  False: it is not
 * known as anything more.
 */
bool heard_next(const struct heard *h, struct str text, uint64_t hash,
    size_t *way, struct heard_as *as);

/* What was found in the one that heard_next() came to; more may be noted in it
 * before another text is asked about. */
struct heard_found *heard_again(struct heard *h, uint64_t hash, size_t way);

/* What is long or holds a lot is not remembered. */
enum { HEARD_LONGEST = 256 };
void heard_learn(struct heard *h, struct str text, uint64_t hash,
    struct heard_as as, struct heard_found found);

#endif
