#ifndef REDACT_SEEKER_H
#define REDACT_SEEKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"
#include "conv/conv.h"
#include "redact/heading.h"
#include "redact/kind.h"
#include "redact/spans.h"
#include "redact/transcript.h"
#include "redact/word_bits.h"
#include "redact/wordbook.h"
#include "text/text.h"

/*
 * What no pattern finds: names, places, streets, secrets, numbers in words.  A
 * seeker reads a whole text, its words where it wants them, and may know what
 * the record has said before.  To add one: write a struct seeker, and give it
 * a row in seekers[] (seeker.c).  To add a kind: a row in kind.h.
 */
enum passage_of {
	PASSAGE_STRING, /* a value: a turn's text, metadata */
	PASSAGE_KEY,	/* the name of a member */
	PASSAGE_NUMBER, /* a JSON number: its digits; no seeker is asked */
	PASSAGE_PATH,	/* of the annotation: no seeker is asked */
};

/* One text that is looked at, and where it stands. */
struct passage {
	enum passage_of of;
	bool annotation; /* inside "hoff": words of ours, mostly */
	const struct heading *heading; /* the member's name */
	struct str before; /* the turn before, as view.h has it, or nothing */
	int64_t turn;	   /* the turn it stands in, or -1 */
	bool is_turn_text; /* it is what was said in that turn */
	bool is_kept;	   /* all but what never is: security codes */
	const struct conv *conv;
	const struct span *part; /* of a number in several turns, or NULL */

	/* Set before a seeker is asked.  What is found already stands in the
	 * text as <CARD_0>, and is asked about again until nothing is left:
	 * a placeholder is no word, and what a seeker finds once redacted it
	 * must not find again. */
	struct str text; /* as view.h has it: accents are gone */
	struct text_reader *reader;
};

/* The words of passage->text: token offsets are into words->folded, start and
 * end are code points of passage->text.  Read once for all seekers. */
const struct text *passage_words(const struct passage *p);

/* The byte of passage->text where its code point `n` begins; n may be the
 * number of them.  Cheap when asked in order from left to right. */
size_t passage_byte(const struct passage *p, size_t n);

/* What a record is, before its texts are asked about. */
struct record {
	const struct conv *conv;
	const struct transcript *said; /* by its turns */
	const struct record_headings *headings;
};

struct seeker {
	/* Asked only where a policy wants one of these; N_KINDS ends them. */
	enum kind kinds[40];

	/* One for each worker; wanted[kind] and the lists are the policy's, and
	 * stay. */
	void *(*open)(const bool *wanted, const struct wordbook *words);
	void (*shut)(void *self);

	/*
	 * A record is in hand, until the next begin(): look through its
	 * metadata and what its turns say.  False and *f when that cannot be
	 * done; the record must not leave then.  May be NULL.
	 */
	bool (*begin)(void *self, const struct record *record, struct fault *f);

	/* After begin(): there is nothing to seek in the texts of this record,
	 * which costs nothing then.  May be NULL. */
	bool (*idle)(const void *self);

	/* After begin(): the words that this record says and that may stand in
	 * short texts in which another's would find nothing: see clean.h.  May
	 * be NULL: it remembers none. */
	struct word_bits (*recalls)(const void *self);

	/* Value `value` of the record is one as a whole, because its member's
	 * name is one of member.h: fill in *span but for start and end.  May
	 * be NULL. */
	bool (*whole)(void *self, uint32_t value, struct span *span);

	/*
	 * Add a span for each one in p->text, in any order, to those that
	 * others have found in it.  Passages come in the order of the record,
	 * each possibly several times.  False: it
	 * could not be decided, and nothing of the text may leave.
	 */
	bool (*seek)(void *self, const struct passage *p, struct spans *out);
};

enum { N_SEEKERS = 3 };
extern const struct seeker *const seekers[N_SEEKERS];

/* private to find.c: the words of one passage, read when first asked for. */
struct text_reader {
	struct text words;
	bool is_read;
	bool before_is_told;	/* the turn before is as it is written anew */
	bool heeds_before;	/* what it says had a say */
	size_t codepoint, byte; /* where passage_byte() was last */
};

#endif
