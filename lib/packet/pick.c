#include "packet/pick.h"

#include <math.h>

#include "base/bits.h"
#include "base/octets.h"
#include "packet/pick_weights.h"

#define FEATURE_NAME(symbol, name)     name,
#define MARK_NAME(symbol, name, title) name,

const char *
pick_feature_name(size_t feature)
{
	static const char *const names[N_PICK_FEATURES] = { PICK_FEATURES(
	    FEATURE_NAME) GIST_MARKS(MARK_NAME) };

	return names[feature];
}

/* Which of five or six features in a row: the first whose bound holds n. */
static size_t
among(size_t n, const size_t *bounds, size_t n_bounds)
{
	size_t i = 0;

	while (i < n_bounds && n > bounds[i])
		i++;
	return i;
}

/* Words of four letters, or bytes, and more: where so many letters begin, and
 * not one byte before, too. */
static size_t
long_words(struct str text)
{
	enum { LETTERS = 4, BEFORE = LETTERS - 1 };
	uint32_t letters = 0; /* a bit each: BEFORE bytes, and those in hand */
	uint32_t before = 0;  /* the last byte began so many */
	size_t words = 0;

	for (size_t at = 0; at < text.n; at += OCTETS) {
		size_t left = text.n - at;
		struct octets x = left < OCTETS
				      ? octets_load_some(text.p + at, left)
				      : octets_load(text.p + at);
		uint32_t begins;

		letters >>= OCTETS;
		letters |= OCTETS_BITS(OCTETS_ALNUM(x.c) | (x.c >= 0x80))
			   << BEFORE;
		begins = letters & letters >> 1 & letters >> 2 & letters >> 3;
		words += bits_count(begins & ~(begins << 1 | before));
		before = begins >> (OCTETS - 1) & 1;
	}
	return words;
}

static inline void
put(struct pick_walk *w, bool has, size_t feature)
{
	w->has[w->n_has] = (unsigned char)feature;
	w->n_has += has;
}

static void
put_piece(struct pick_walk *w)
{
	static const size_t words[] = { 2, 4, 7, 12, 20 };
	const struct gist_piece *p = &w->piece;

	w->long_words = log1p((double)long_words(p->text));
	put(w, true, PICK_IS_ALWAYS);
	put(w, true, PICK_IS_LONG_WORDS);
	put(w, true,
	    PICK_IS_WORDS_2 +
		among(p->words, words, sizeof(words) / sizeof(*words)));
	put(w, p->says, PICK_IS_SAYS);
	put(w, p->asks, PICK_IS_ASKS);
	put(w, p->question, PICK_IS_QUESTION);
	put(w, p->decides, PICK_IS_DECIDES);
	put(w, p->points, PICK_IS_POINTS);
	put(w, p->number, PICK_IS_NUMBER);
	put(w, p->label, PICK_IS_LABEL);
	put(w, p->wants & ~GIST_BIT(WANT_ANSWER), PICK_IS_WANTS);
	put(w, p->unwanted, PICK_IS_UNWANTED);
	put(w, p->things, PICK_IS_THINGS);
	for (uint64_t left = p->marks; left; left &= left - 1)
		put(w, true, PICK_MARKS + (size_t)__builtin_ctzll(left));
}

static void
put_place(const struct sketch *s, struct pick_walk *w, bool begins, bool ends)
{
	static const size_t turns[] = { 0, 1, 2, 3 };
	/* what the bot did not understand is answered, or is that turn */
	size_t bots = w->role == ROLE_BOT || !w->turn ? w->turn : w->turn - 1;

	put(w, true,
	    PICK_IS_BACK_0 +
		among(w->back, turns, sizeof(turns) / sizeof(*turns)));
	put(w, w->nth == 0, PICK_IS_TURN_FIRST);
	put(w, w->nth == 1, PICK_IS_TURN_SECOND);
	put(w, w->turn == s->first, PICK_IS_REQUEST);
	put(w, begins && ends, PICK_IS_ALONE);
	put(w, begins && !ends, PICK_IS_BEGINS);
	put(w, ends && !begins, PICK_IS_ENDS);
	put(w, s->marks[w->turn] & MARK_ASKED, PICK_IS_PERSON_TURN);
	put(w, s->marks[bots] & MARK_FALLBACK, PICK_IS_FALLBACK);
	put(w, s->marks[bots] & MARK_REPEAT, PICK_IS_REPEAT);
	put(w, w->asked, PICK_IS_ANSWERS);
}

static bool
asks(const struct sketch *s, size_t turn)
{
	const struct gist *g = sketch_gist(s, turn);

	for (size_t i = 0; i < g->n; i++)
		if (g->all[i].question)
			return true;
	return false;
}

/* The speaker's next turn that has a sentence; false where there is none. */
static bool
step(const struct sketch *s, struct pick_walk *w)
{
	for (; w->next <= s->turn; w->next++) {
		if (!sketch_is_said_by(s, w->next, w->role))
			continue;
		w->nth += w->turn != NO_TURN;
		w->back--;
		w->turn = w->next;
		if (!sketch_gist(s, w->turn)->n)
			continue;
		w->asked = w->turn &&
			   !sketch_is_said_by(s, w->turn - 1, w->role) &&
			   asks(s, w->turn - 1);
		w->at = 0;
		w->next++;
		return true;
	}
	return false;
}

void
pick_begin(const struct sketch *s, enum role role, struct pick_walk *w)
{
	*w = (struct pick_walk){ .role = role, .turn = NO_TURN };
	for (size_t i = 0; i <= s->turn; i++)
		w->back += sketch_is_said_by(s, i, role);
}

bool
pick_next(const struct sketch *s, struct pick_walk *w)
{
	const struct gist *g =
	    w->turn == NO_TURN ? NULL : sketch_gist(s, w->turn);
	size_t at;

	if (!g || w->at >= g->n) {
		if (!step(s, w))
			return false;
		g = sketch_gist(s, w->turn);
	}
	at = w->at;
	w->piece = gist_sentence(g, at, &w->at);
	w->n_has = 0;
	put_piece(w);
	put_place(s, w, at == 0, w->at >= g->n);
	return true;
}

double
pick_probability(enum pick_head head, const struct pick_walk *w)
{
	const double *weights = pick_weights[head];
	double sum = weights[PICK_IS_LONG_WORDS] * (w->long_words - 1);

	for (size_t i = 0; i < w->n_has; i++)
		sum += weights[w->has[i]];
	return 1 / (1 + exp(-sum));
}
