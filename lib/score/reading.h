#ifndef SCORE_READING_H
#define SCORE_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "score/lists.h"
#include "score/signals.h"
#include "terms/terms.h"
#include "text/text.h"

/*
 * Private to the room: one turn, tokenised and searched once.
 *
 * Of the hits of one list only the outermost stay, and a term of weight 0 is a
 * counter-term: it takes the hits inside its words away and goes itself.  So
 * "killing" counts, "this app is killing me" does not.
 */
struct reading {
	const struct lists *lists;
	struct text text;
	struct term_hit *hits;
	float *turned; /* for each, how far a negator before it turns it
			  round: 0 no, 1 "not", 0.5 "cannot" */
	size_t n_hits, hits_room;
	uint32_t *covered;   /* for each list, while hits are sifted */
	double strength[64]; /* for each built-in list: 1 - product(1 - w) */
};

void reading_init(struct reading *r, const struct lists *l);
void reading_free(struct reading *r);
void reading_take(
    struct reading *r, enum speaker who, struct str utf8, struct str language);

/* The words in their order, marks aside; *n counts them. */
uint64_t reading_hash(const struct reading *r, uint32_t *n);

/* Whether a sentence ends or pauses between two tokens, both excluded. */
bool reading_breaks(const struct reading *r, uint32_t from, uint32_t to);

/* Fill the signals that the words alone decide. */
void reading_signals(const struct reading *r, struct signals *g);

/* The list whose words are the evidence of a slot, or UINT32_MAX. */
uint32_t reading_list(size_t slot);

/* How far a negator reaches over a list: what remains of the weight. */
double reading_weight(const struct reading *r, size_t hit);

#endif
