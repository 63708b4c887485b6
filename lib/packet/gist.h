#ifndef PACKET_GIST_H
#define PACKET_GIST_H

#include "base/arena.h"
#include "packet/packet.h"

/*
 * What a long text comes to, in its own sentences: those that are only polite
 * are passed over, and what is wished for is looked for, by the phrases of a
 * table.
 */
struct gist_terms;

/* Dies on a table that cannot be used. */
const struct gist_terms *gist_terms(struct packet_file from, struct arena *run);

/* One thread's search. */
struct gist_seeker;

struct gist_seeker *gist_seeker_new(const struct gist_terms *t);
void gist_seeker_free(struct gist_seeker *g);

/* A sentence that says something. */
struct gist_sentence {
	struct str text;
	size_t wish; /* where it begins to ask for something, a byte of it */
	size_t what; /* and where it says for what */
	bool asks;   /* it does, or it is a question */
	bool question;
	bool closes; /* a mail: what is behind it is a name */
};

struct gist {
	struct gist_sentence *all;
	size_t n;
};

/* Whether a text is more than polite. */
bool gist_says(struct gist_seeker *g, struct str text, struct str language);

/* Whether it asks for something. */
bool gist_asks(struct gist_seeker *g, struct str text, struct str language);

/* What is found lives in `a`; of a text that has any, there is one at least. */
struct gist gist_find(struct gist_seeker *g, struct str text,
    struct str language, struct arena *a);

#endif
