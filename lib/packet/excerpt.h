#ifndef PACKET_EXCERPT_H
#define PACKET_EXCERPT_H

#include "packet/gist.h"
#include "packet/sketch.h"

/* What matters most of a text differs. */
enum excerpt_kind {
	EXCERPT_WORDS,	 /* of the customer: what is asked for last */
	EXCERPT_REQUEST, /* the first: what is the matter */
	EXCERPT_ANSWER,	 /* of the bot: what it promised, or asked */
	EXCERPT_LIST,	 /* no sentences, but pieces of ours */
};

/* How little of it may be missing. */
enum excerpt_weight { WEIGHT_PLAIN, WEIGHT_DECIDES, WEIGHT_ASKS, N_WEIGHTS };

struct excerpt_piece {
	struct gist_piece of;
	enum excerpt_weight weight;
	size_t words; /* that are told of it; 0: none */
};

/* Something that was said, which may be told in part. */
struct excerpt {
	struct str said; /* "": a list, or nothing */
	enum excerpt_kind kind;
	struct str promise; /* a sentence of it; zero: none */
	struct excerpt_piece *pieces;
	size_t n;
	size_t core; /* the piece that says most */
};

/* All of it: a menu's number and a greeting before it are no part of it. */
struct str excerpt_whole(const struct sketch *s, const struct excerpt *x);

/* Cut it into pieces, of which none is told yet.  A list has its own. */
void excerpt_cut(const struct sketch *s, struct excerpt *x);

/* What is told of it, in its order, with "..." (U+2026) where something that
 * says anything is left out. */
struct str excerpt_text(const struct excerpt *x, struct arena *scratch);

#endif
