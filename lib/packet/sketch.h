#ifndef PACKET_SKETCH_H
#define PACKET_SKETCH_H

#include "packet/packet.h"
#include "packet/words.h"

/* What hoff-score noted of a turn. */
enum mark {
	MARK_FALLBACK = 1, /* the bot did not understand */
	MARK_REPEAT = 2,   /* it said what it had said before */
	MARK_FRICTION = 4, /* these, or any other kind */
	MARK_ASKED = 8,	   /* the customer asked for a person */
};

/*
 * One packet in the making: the record, what earlier filters said of it, and
 * how far the packet may look.
 */
struct sketch {
	const struct packet_opts *o;
	const struct packet_words *words;
	const struct conv *c;
	struct arena *scratch;
	uint32_t score, route, redact; /* annotations, or 0 */
	bool needed;		       /* a person takes over */
	size_t turn;		       /* at this turn; nothing behind it is
					  looked at */
	size_t first, current;	       /* turns of the request; NO_TURN */
	unsigned char *marks;	       /* enum mark, of each turn */
};

#define NO_TURN SIZE_MAX

/* Members of an annotation; "" and NAN where they are absent (or no double
 * holds the number). */
struct str sketch_text(const struct sketch *s, uint32_t at, const char *name);
double sketch_number(const struct sketch *s, uint32_t at, const char *name);

/* A signal at the decision by its dotted name; NAN where it is not known. */
double sketch_signal(const struct sketch *s, struct str dotted);

/* The deciding reason, an object, or 0. */
uint32_t sketch_reason(const struct sketch *s);

/* The first step whose signal is high enough, or the default one. */
struct str sketch_step(const struct sketch *s);

/* Find decision and request; false and *f when the record must not get out. */
bool sketch_begin(struct sketch *s, struct fault *f);

/* At most n code points, cut behind a word, with "..." (U+2026) where cut. */
struct str sketch_clip(const struct sketch *s, struct str text, size_t n);

/* The brief: at most seven labelled lines, each with the turns it is from. */
void brief_put(const struct sketch *s, struct buf *b);

#endif
