#ifndef REDACT_VIEW_H
#define REDACT_VIEW_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/*
 * A text as the recognisers see it: no-break and other wide spaces are spaces,
 * every dash is '-', digits of other scripts, small or in circles, and letters
 * of full width, in bold or in circles are ASCII, accents are gone, Greek and
 * Cyrillic capitals are small, but letters of ASCII where they stand in for one
 * in a word of those, Hindi is in the letters that it sounds like, and what
 * shows nothing (zero-width, soft hyphens, direction marks, NUL) is dropped.
 * What stands for a character is that character: the escapes of JSON in a text,
 * "\u00fc", those of a form, "%40" (in a URL what would end it stays, "%20"),
 * and of HTML, "&#64;"; its tags without attributes are blanks, ends of lines
 * or nothing.  So none of them hides a card number, nor an accent a name.  It
 * is never longer than the original, and every byte of it knows where it came
 * from.
 */
struct view {
	struct str text; /* of plain ASCII: its own bytes */
	struct str original;
	struct buf memory;  /* private */
	struct mark *marks; /* private: one for every MARK_EVERY bytes */
	size_t n_marks;	    /* private */
	size_t marks_room;  /* private */
};

/* `original` is borrowed.  A zero-initialised view may be opened again and
 * again; what was opened last is gone then. */
void view_open(struct view *v, struct str original);

/* The same of one that view_fold() has made `folded` of, which is borrowed,
 * too; nothing: it has not. */
void view_open_folded(struct view *v, struct str original, struct str folded);
void view_free(struct view *v);

/* What was opened last is read, and its memory, of a giant, given back. */
void view_forget(struct view *v);

/* The view of a text of which nobody asks where its bytes came from: the text
 * itself where it is plain ASCII. */
struct str view_fold(struct str original, struct arena *memory);

/* Where the character that gave byte `at` of the view begins and ends, in the
 * original.  at < text.n. */
size_t view_start(const struct view *v, size_t at);
size_t view_end(const struct view *v, size_t at);

#endif
