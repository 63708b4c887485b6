#ifndef REDACT_FIND_H
#define REDACT_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "pattern/pattern.h"
#include "redact/clean.h"
#include "redact/kind.h"
#include "redact/lists.h"
#include "redact/numbers.h"
#include "redact/policy.h"
#include "redact/replace.h"
#include "redact/runs.h"
#include "redact/seeker.h"
#include "redact/spans.h"
#include "redact/view.h"

/* Where one text holds something.  One for each worker. */
struct finder {
	const struct redact_policy *policy;
	unsigned most[N_KINDS];	  /* highest placeholder met so far */
	struct replacer replacer; /* of the record in hand */
	struct spans spans;	  /* what find_text() found, by place */
	struct buf masked;	  /* the text with what stands for it */
	struct str told; /* where a turn's text is looked at: the turn before
			    as it is written, where that is anew; or nothing */

	/* private */
	struct pattern_memory *memory;
	struct number_ends ends;
	struct view view;
	struct runs runs; /* of the view */
	struct spans candidates, merged, spare;
	struct spans piece;  /* of a text that is too long to be read at once */
	size_t before_piece; /* so many candidates end there */
	struct mask *masks;  /* of the spans, in the masked text */
	size_t masks_room;
	void *seekers[N_SEEKERS]; /* NULL where the policy wants none of its
				     kinds */
	size_t asked[N_SEEKERS];  /* those that are not idle */
	size_t n_asked;
	struct word_bits recalled; /* by them, of the record in hand */
	struct text_reader reader;
	struct clean *clean;	       /* NULL: own recognisers look at all */
	uint64_t tried;		       /* patterns, so far */
	const struct transcript *said; /* of the record in hand */
	struct str folded;	    /* the text in hand, where that is known; or
				       nothing */
	struct lists_memory *lists; /* NULL without lists */
	struct spans allowed;	    /* never to be found */
	const struct conv *conv;    /* the record in hand */
	size_t held[N_KINDS];	    /* see find_held(), and one; 0: not known */
};

void find_init(struct finder *f, const struct redact_policy *p);
void find_free(struct finder *f);

/* Before the first text of a record: false and *f, as begin() in seeker.h. */
bool find_begin(
    struct finder *f, const struct record *record, struct fault *fault);

/* Whether a value is something as a whole, because its member's name is one of
 * member.h: *span but for start and end. */
bool find_whole(struct finder *f, uint32_t value, struct span *span);

/*
 * Find in one text, as it stands, into f->merged: disjoint spans of the text,
 * by place.  False as find_text().
 */
bool find_once(struct finder *f, struct str text, const struct passage *p);

/*
 * Fill f->spans with disjoint spans of `text` (bytes of it, whole characters),
 * each with the operator that it gets: its kind's, or a placeholder where that
 * cannot be or leaves something to find;
 * `p` says where it stands, but for what seekers are given.
 * The text with what is written in their stead holds nothing more to find.
 * False: it could not be decided, and nothing of the text may leave.
 */
bool find_text(struct finder *f, struct str text, const struct passage *p);

/* What was found is read: f->spans are gone, and what a giant text has taken
 * does not stay. */
void find_let_go(struct finder *f);

/* How many placeholders of a kind the record in hand came with. */
size_t find_held(struct finder *f, enum kind k);

/* Whether find_text() has found nothing in it lately, nor ever will but where
 * words of it are recalled. */
bool find_is_clean(
    const struct finder *f, struct str text, const struct passage *p);

#endif
