#ifndef PACKET_EXCERPT_H
#define PACKET_EXCERPT_H

#include "packet/gist.h"
#include "packet/sketch.h"

/* What matters of a text differs. */
enum excerpt_kind {
	EXCERPT_WORDS,	 /* of the customer: what is asked for last */
	EXCERPT_REQUEST, /* the first: what is the matter, too */
	EXCERPT_ANSWER,	 /* of the bot: what it promised, or asked */
	EXCERPT_LIST,	 /* no sentences: its beginning */
};

/* Something that was said, which may be told in part. */
struct excerpt {
	struct str said;
	enum excerpt_kind kind;
	struct str promise; /* a sentence of it; zero: none */
	struct gist gist;   /* private: found when it is needed */
};

/* At most so many code points of it, those that tell most, with "..." (U+2026)
 * where something is left out. */
struct str excerpt_text(const struct sketch *s, struct excerpt *x, size_t most);

#endif
