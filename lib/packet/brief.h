#ifndef PACKET_BRIEF_H
#define PACKET_BRIEF_H

#include "packet/sketch.h"

/*
 * What an agent reads in ten seconds: labelled lines drawn from the record,
 * each with the turns it is from.  In the order of reading; all of them stand
 * in every brief that may tell of them, so that what is absent is told, too.
 */
enum brief_label {
	BRIEF_WHY,	/* the reason, a danger, the mood */
	BRIEF_CUSTOMER, /* tier; language and channel of the answer; identity */
	BRIEF_PROBLEM,	/* in the customer's words */
	BRIEF_WANTS,	/* how it is to end, or that this was not said */
	BRIEF_KNOWN,	/* numbers, and what else the log knows */
	BRIEF_SO_FAR,	/* what was asked, offered, done and promised */
	BRIEF_NEXT,
	N_BRIEF
};

/* When a part of a line is told: the lower first. */
enum brief_rank {
	RANK_CORE,  /* of the lines an agent cannot do without */
	RANK_FIRM,  /* what was chosen, given, promised */
	RANK_TELLS, /* what tells more of it */
	RANK_SPARE, /* where there is time */
	N_RANKS
};

/* How it stands behind the part before it. */
enum brief_joint { JOINT_LIST, JOINT_NEXT };

/* Words of ours around words of the record, any of which may be "". */
struct brief_part {
	struct str before, said, behind;
	enum brief_rank rank;
	enum brief_joint joint;
	size_t turn;  /* where it is from; NO_TURN */
	size_t words; /* of the record, to be read */
	size_t told;  /* of those; see is_told */
	bool is_told;
};

struct brief_line {
	enum brief_label label;
	struct brief_part *parts;
	size_t n_parts;
	struct str text;
	size_t *turns, n_turns; /* rising */
	bool cited;		/* its text names them already */
};

struct brief {
	struct brief_line lines[N_BRIEF];
	size_t n;
};

/*
 * Words of the record that are read in a minute: the upper end of the 175 to
 * 300 that are usual in silent reading (Brysbaert 2019).  What is seen at a
 * glance or looked up when it is needed is not counted: labels, turns, numbers
 * that are known, and the words of ours, which are the same in each brief.
 */
enum { BRIEF_READ_A_MINUTE = 300 };

/* The most important lines: not more, nor longer to read, than the user wants,
 * but one at least. */
void brief_make(const struct sketch *s, struct brief *b);

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

#endif
