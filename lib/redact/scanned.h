#ifndef REDACT_SCANNED_H
#define REDACT_SCANNED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "redact/lexicon.h"
#include "redact/seeker.h"
#include "redact/spans.h"
#include "redact/word_bits.h"

/*
 * What was found in what is said in a turn by those who know of no record: the
 * recognisers, and the seekers that are alone.  Bots say the same again and
 * again; see heard.h.  One for each worker.
 */
struct scanned;

/* What of the turn before had a say. */
enum scanned_heeds {
	HEEDS_NOTHING,
	HEEDS_NAME,  /* what the next number is called: context_names_asked() */
	HEEDS_ASKED, /* all of context_asked() */
	HEEDS_RECORD, /* more than that: it is not remembered */
};

struct scanned_found {
	const struct span *spans;
	size_t n;
	size_t n_scanned;	/* the first of them are the recognisers' */
	struct word_bits words; /* of the text */
};

struct scanned *scanned_new(const struct lexicon *l);
void scanned_free(struct scanned *s);

/* False: a text of this sort is not remembered. */
bool scanned_takes(const struct passage *p, struct str text);

/* The two below are for texts that it takes, as view.h has them. */
bool scanned_knows(struct scanned *s, const struct passage *p, struct str text,
    struct scanned_found *found);
void scanned_learn(struct scanned *s, const struct passage *p, struct str text,
    enum scanned_heeds heeds, const struct spans *spans, size_t n_scanned);

#endif
