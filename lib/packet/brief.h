#ifndef PACKET_BRIEF_H
#define PACKET_BRIEF_H

#include "packet/excerpt.h"
#include "packet/sketch.h"

/*
 * What an agent reads in ten seconds: labelled lines drawn from the record,
 * each with the turns it is from.  In the order of reading.
 */
enum brief_label {
	BRIEF_RISK,
	BRIEF_CUSTOMER, /* the tier; language and channel of the answer */
	BRIEF_WANTS,	/* the first request */
	BRIEF_TRIED,	/* the bot's last answer, or what the last request
			   points back at */
	BRIEF_NOW,	/* the last request or answer, where the next step
			   quotes none */
	BRIEF_OPEN,	/* a question that was not answered */
	BRIEF_KNOWN,	/* what was told, by whom, and what was not */
	BRIEF_PROMISED,
	BRIEF_WHY,
	BRIEF_MOOD,
	BRIEF_NEXT, /* what to do in the matter, and what to answer */
	N_BRIEF
};

/* Of a line's rank: what the last request points back at ranks with that; the
 * next step stands in every brief; of those below the
 * second it is told what decides before
 * there are others; those from the third on stand only where there is time. */
enum {
	BRIEF_RANK_NEXT = 3,
	BRIEF_RANK_POINTED = 4,
	BRIEF_RANK_TRIED = 6,
	BRIEF_RANK_SPARE = 8
};

struct brief_line {
	enum brief_label label;
	int rank; /* the lower stays longer */
	struct str text;
	struct str before, behind; /* of what was said in it */
	struct excerpt excerpt;
	struct str alone;	 /* the text where that has no room; or "" */
	struct str more, source; /* may stand behind it; and of what was said
				    that is, or "" */
	size_t words;
	const size_t *turns;
	size_t n_turns;
};

struct brief {
	struct brief_line lines[N_BRIEF];
	size_t n;
};

/* Words of silent reading in a minute (Brysbaert 2019). */
enum { BRIEF_READ_A_MINUTE = 238 };

/* The most important lines: not more, nor longer to read, than the user wants,
 * but one at least.  Of what was said in them the parts go first that ask for
 * nothing and have no number, no day and no "no". */
void brief_make(const struct sketch *s, struct brief *b);

/* A line behind those there are, without a text yet; NULL where the agent may
 * not see the field it is of.  `turn` is where it is from, or NO_TURN. */
struct brief_line *brief_add(const struct sketch *s, struct brief *b,
    enum brief_label label, size_t turn);

/* The first of that label, or NULL. */
struct brief_line *brief_find(struct brief *b, enum brief_label label);

/* Take out the i-th line, or those of a label. */
void brief_leave_out(struct brief *b, size_t i);
void brief_remove(struct brief *b, enum brief_label label);

/* Whether a line has these bytes in its text. */
bool brief_holds(const struct brief *b, struct str value);

/* As JSON: the lines; and how easily they are read, and what they cover. */
void brief_put_lines(
    const struct sketch *s, const struct brief *b, struct buf *out);
void brief_put_figures(
    const struct sketch *s, const struct brief *b, struct buf *out);

/* As people read it: "Wants: ... [0]", a line each, without the last newline.
 */
void brief_put_text(
    const struct sketch *s, const struct brief *b, struct buf *out);

/* The turns a line is from, behind it: " [0, 3]". */
void brief_put_turns(const struct brief_line *line, struct buf *out);

/* "customer", and how a person writes it in the agent's language: "Customer".
 */
const char *brief_label(enum brief_label l);
struct str brief_title(const struct sketch *s, enum brief_label l);

/* One of our own texts, which are in English, in that language. */
struct str brief_own(const struct sketch *s, const char *text);

#endif
