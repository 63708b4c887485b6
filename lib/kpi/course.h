#ifndef KPI_COURSE_H
#define KPI_COURSE_H

#include "conv/conv.h"

/*
 * The course of one conversation: its handoffs, one behind another, and the
 * spells in which a human was there.  Events and turns are read in the order
 * of their times; an event without one stays behind its predecessor, a turn
 * without one has no place.
 */
enum handoff_end {
	HANDOFF_WAITING, /* the log does not say */
	HANDOFF_SERVED,
	HANDOFF_LEFT, /* by the customer, who closed or abandoned it */
	HANDOFF_FAILED,
	HANDOFF_SHUT,	    /* failed, for it was out of hours */
	HANDOFF_GIVEN_BACK, /* to the bot, and nobody had come */
	HANDOFF_TIMED_OUT,  /* a timer closed the conversation */
};

/*
 * A handoff begins with the request (or, where there is none, with the
 * failure) and goes on while it is asked for again: also after a failure, as
 * long as the customer did not write to the bot in between.  A human who comes
 * unasked has one too, whose beginning is not known.
 */
struct handoff {
	int64_t from_ms, to_ms; /* CONV_NO_TIME: not known */
	enum handoff_end end;
	bool by_customer; /* who asked for it */
};

/* From the human's first sign until the handoff was given back, or to the last
 * word of what the human had to do with. */
struct spell {
	int64_t from_ms, to_ms; /* CONV_NO_TIME: not known */
	size_t joined;		/* agent_joined events */
};

/* Where the last handoff stands: a place in fact_info[F_HANDOFF].values. */
enum handoff_standing {
	STANDS_NOT,
	STANDS_WAITING,
	STANDS_FAILED,
	STANDS_LEFT
};

/* An event and when it was, or the one before it. */
struct placed {
	int64_t at_ms;
	uint32_t event; /* which of the conversation's */
};

struct course {
	struct placed *events; /* private: all of them, in order */
	struct handoff *handoffs;
	struct spell *spells;
	size_t n_handoffs, n_spells;
	enum handoff_standing standing;
	unsigned failure; /* a place in fact_info[F_FAILURE].values */
	bool left_bot;	  /* abandoned while no handoff was open, nor a human */
	struct str closed_by;
};

void course_read(struct course *k, const struct conv *c);

/* The i-th event in the order of their times. */
const struct event *course_event(
    const struct course *k, const struct conv *c, size_t i);

/* What the spells of humans last together; CONV_NO_TIME: not known, and
 * *backwards says whether for a time that runs so. */
int64_t course_handled(const struct course *k, bool *backwards);

/* The human's first sign at a moment or after it; the very first where there is
 * none, or the moment is not known. */
int64_t course_human_after(const struct course *k, int64_t ms);

/* Whether there is a word of a human for the customer. */
bool course_is_human(const struct turn *t);

/* Which spell a human's turn is in, being in that one or a later one. */
size_t course_spell(const struct course *k, size_t from, const struct turn *t);

#endif
