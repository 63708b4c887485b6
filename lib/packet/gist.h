#ifndef PACKET_GIST_H
#define PACKET_GIST_H

#include "base/arena.h"
#include "packet/packet.h"

/*
 * What a long text comes to, in its own words: sentences that are only polite
 * are passed over, the others are cut into pieces, and what is wished for and
 * what decides is looked for, by the phrases of a table.
 */
struct gist_terms;

/* The names of the lists of gist.csv, in their order. */
#define GIST_LISTS \
	{ "greeting", 8 }, { "closing", 7 }, { "courtesy", 8 }, { "more", 4 }, \
	    { "wish", 4 }, { "outcry", 6 }, { "filler", 6 }, { "joint", 5 }, \
	    { "decisive", 8 }, { "handover", 8 }, { "opening", 7 }, \
	{ \
		"pointing", 8 \
	}

/* Dies on a table that cannot be used. */
const struct gist_terms *gist_terms(struct packet_file from, struct arena *run);

/* One thread's search. */
struct gist_seeker;

struct gist_seeker *gist_seeker_new(const struct gist_terms *t);
void gist_seeker_free(struct gist_seeker *g);

/* A part of a sentence that says something: up to a mark or a word that joins
 * it to the next, or to what is wished for. */
struct gist_piece {
	struct str text;
	size_t words;
	size_t sentence; /* which; the lower stands before */
	bool asks;	 /* for something, or it is of a question */
	bool question;	 /* it is of one that says what is asked */
	bool decides;	 /* it has a number, a day, or a no in it */
	bool points;	 /* back at what was said before it */
	bool number;	 /* what decides is a number */
	bool label;	 /* a number and hardly more: which one it is about, not
			    what is wrong with it */
	bool heading;	 /* the same without a number: "Subject: lamp" */
};

struct gist {
	struct gist_piece *all;
	size_t n;
};

/* What a text comes to as a whole. */
struct gist_sense {
	bool known;  /* it was read */
	bool says;   /* it is more than polite */
	bool asks;   /* for something */
	bool points; /* it means little without what was said before it: "Yes,
			do that" */
};

struct gist_sense gist_sense(
    struct gist_seeker *g, struct str text, struct str language);

/* What is found lives in `a`; of a text that has any, there is one at least. */
struct gist gist_find(struct gist_seeker *g, struct str text,
    struct str language, struct arena *a);

#endif
