#ifndef PACKET_WORDS_H
#define PACKET_WORDS_H

#include "packet/packet.h"

/* Where the wait goes, in the messages of the moments that have one. */
#define WORDS_MINUTES "{minutes}"

enum moment {
	MOMENT_OFFERED,
	MOMENT_STARTED, /* has a wait: none */
	MOMENT_QUEUED,	/* has a wait */
	MOMENT_NOBODY,
	MOMENT_CRISIS,
	N_MOMENTS
};

struct packet_messages {
	struct str language; /* primary subtag, lower case */
	struct str moments[N_MOMENTS];
};

struct packet_step {
	struct str signal; /* dotted, as in hoff.score.signals */
	double at_least;
	struct str text;
};

struct packet_words {
	/* what is a crisis, and all that is told of one: bits, see field.h */
	struct str *crisis_signals;
	size_t n_crisis_signals;
	double crisis_at_least;
	uint64_t crisis_fields;

	struct packet_messages *languages;
	size_t n_languages;
	const struct packet_messages *fallback;
	struct packet_step *steps; /* most urgent first */
	size_t n_steps;
	struct str default_step;
};

const char *moment_name(enum moment m);

/* Dies, naming file and place, on a templates file that cannot be used. */
const struct packet_words *words_read(
    struct packet_file from, struct arena *run);

/* The messages of a conversation's language, or the fallback's. */
const struct packet_messages *words_for(
    const struct packet_words *w, struct str language);

#endif
