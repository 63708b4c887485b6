#ifndef PACKET_GIST_ROOM_H
#define PACKET_GIST_ROOM_H

#include "packet/gist.h"
#include "terms/terms.h"

/* Private to gist.c, gist_cut.c and gist_words.c. */

/* The lists of the table, in this order. */
enum {
	FIRST_THING = N_MARKS,
	FIRST_WANT = FIRST_THING + N_THINGS,
	N_LISTS = FIRST_WANT + N_WANTS
};

enum { HITS = 128 /* of a sentence, at most */ };

struct gist_seeker {
	const struct terms *terms;
	struct text text;
	struct terms_known known;
	struct gist_piece *found; /* of the text in hand */
	size_t n, room;
};

/* What is found in a sentence that was read. */
struct gist_reading {
	struct term_hit hits[HITS];
	size_t n, words;
	bool asks, question;
	bool closes; /* a mail: what is behind it is a name */
	bool says;   /* something */
};

/* "<NAME_1>" */
static inline bool
is_redacted(const struct text *x, size_t i)
{
	const struct token *before = &x->tokens[i - (i > 0)];

	return i && before->class == TEXT_PUNCT &&
	       x->folded.p[before->at] == '<' && !x->tokens[i].spaced;
}

/* And not what stands for a word. */
static inline bool
is_word(const struct text *x, size_t i)
{
	enum text_class class = x->tokens[i].class;

	return class == TEXT_IDEOGRAM ||
	       (class == TEXT_WORD && !is_redacted(x, i));
}

static inline bool
is_comma(const struct text *x, size_t i)
{
	return i < x->n_tokens && x->tokens[i].class == TEXT_PUNCT &&
	       x->folded.p[x->tokens[i].at] == ',';
}

/* Words of tokens from..to. */
size_t gist_count_words(const struct text *x, size_t from, size_t to);

/* Whether a hit of the list of wishes is a wish of who speaks. */
bool gist_is_own_wish(const struct text *x, const struct term_hit *h);

/* The parts of a sentence that was read, none of them short, or long: found
 * more. */
void gist_cut(struct gist_seeker *g, const struct gist_reading *r,
    struct str sentence, size_t number);

#endif
