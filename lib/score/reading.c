#include "score/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "score/danger.h"
#include "score/history.h"

/*
 * Sentiment is the rule of VADER (Hutto and Gilbert 2014) over our own list:
 * valences are moved by intensifiers, turned by negators, raised by capitals
 * and exclamation marks, weighed around "but", summed and squashed.
 */
#define BOOST	    0.293   /* an intensifier right before the word */
#define BOOST_FADE  0.05    /* less for each word between, two at most */
#define NEGATED	    (-0.74) /* a negator up to three words before */
#define CAPITALS    0.733   /* the word in capitals, the turn not all */
#define EXCLAMATION 0.292   /* each, four at most */
#define BEFORE_BUT  0.5
#define AFTER_BUT   1.5
#define ALPHA	    15.0 /* sum / sqrt(sum^2 + ALPHA) */
#define NOTHING	    1e-6 /* what rounding leaves of valences that cancel */

/* A negator reaches over so many words. */
enum { REACH = 3 };

void
reading_init(struct reading *r, const struct lists *l)
{
	*r = (struct reading){ .lists = l };
	text_init(&r->text);
	r->covered = malloc(l->n * sizeof(*r->covered));
	if (!r->covered)
		die_of_memory();
}

void
reading_free(struct reading *r)
{
	text_free(&r->text);
	lists_forget(&r->known);
	free(r->covered);
	free(r->hits);
	free(r->turned);
}

static bool
is_break(const struct reading *r, uint32_t i)
{
	const struct token *k = &r->text.tokens[i];

	if (k->class != TEXT_PUNCT)
		return k->class == TEXT_EMOJI;
	return memchr(".,;:!?()", r->text.folded.p[k->at], 8) != NULL;
}

bool
reading_breaks(const struct reading *r, uint32_t from, uint32_t to)
{
	for (uint32_t i = from + 1; i < to; i++)
		if (is_break(r, i))
			return true;
	return false;
}

uint64_t
reading_hash(const struct reading *r, uint32_t *n)
{
	const struct text *x = &r->text;
	uint64_t h = 0;

	*n = 0;
	for (size_t i = 0; i < x->n_tokens; i++) {
		if (x->tokens[i].class == TEXT_PUNCT)
			continue;
		++*n;
		h = (h ^ x->tokens[i].hash) * 0x9e3779b97f4a7c15u;
		h ^= h >> 29;
	}
	return h;
}

uint32_t
reading_line(const struct reading *r, uint32_t words[static LINE_WORDS])
{
	const struct tally *c = &r->tally;
	uint32_t n = c->n_content < LINE_WORDS ? c->n_content : LINE_WORDS;

	for (uint32_t i = 0; i < n; i++)
		words[i] = (uint32_t)(r->text.tokens[c->content[i]].hash >> 32);
	return n;
}

/* What a token adds, in halves of a number: few counts stay in registers where
 * many would not. */
struct counts {
	uint64_t words; /* and, in the upper half, with ideograms */
	uint64_t many;	/* long ones, and in the upper half in capitals */
	uint64_t marks; /* "!", and in the upper half "?" */
};

#define LOWER 1
#define UPPER (UINT64_C(1) << 32)

static const uint64_t adds_words[] = {
	[TEXT_WORD] = LOWER + UPPER,
	[TEXT_IDEOGRAM] = UPPER,
	[TEXT_EMOJI] = 0,
	[TEXT_PUNCT] = 0,
};

/* By class and token.upper, of a token that is long. */
static const uint64_t adds_many[][4] = {
	[TEXT_WORD] = { LOWER, LOWER, LOWER + UPPER },
	[TEXT_PUNCT] = { 0 },
};

/* Nothing but a mark begins with one. */
static inline void
count_token(struct counts *c, const struct text *x, size_t i)
{
	const struct token *k = &x->tokens[i];
	uint64_t many = adds_many[k->class][k->upper];
	char first = x->folded.p[k->at];

	c->words += adds_words[k->class];
	c->many += k->end - k->start > 1 ? many : 0;
	c->marks += (first == '!') * LOWER + (first == '?') * UPPER;
}

static inline bool
is_content(const struct reading *r, size_t i)
{
	return !((r->text.tokens[i].class == TEXT_PUNCT) |
		 (lists_stop(&r->known, i) != STOP_NO));
}

static void
count(struct reading *r)
{
	const struct text *x = &r->text;
	struct tally *t = &r->tally;
	size_t i = 0, n = 0;
	struct counts c = { 0 };

	for (; i < x->n_tokens && n < CONTENT_WORDS; i++) {
		count_token(&c, x, i);
		t->content[n] = (uint32_t)i;
		n += is_content(r, i);
	}
	for (; i < x->n_tokens; i++)
		count_token(&c, x, i);
	t->n_content = (uint32_t)n;
	t->words = (uint32_t)c.words;
	t->with_ideograms = c.words >> 32;
	t->long_words = (uint32_t)c.many;
	t->capitals = c.many >> 32;
	t->exclamations = (uint32_t)c.marks;
	t->questions = c.marks >> 32;
}

/* Counter-terms that cover what comes, a bit for the list of each. */
struct cover {
	uint64_t counters;
	uint64_t barren; /* of these, those that have hidden nothing yet */
};

/* A hit inside the words of another of its list. */
static inline void
hide(struct reading *r, struct cover *c, const struct term_hit *h)
{
	uint64_t bit = c->counters & list_bit_of(h->list);

	if (h->weight == 0)
		return;
	if (h->weight < READING_WEAK)
		c->barren &= ~bit;
	else
		r->countered |= bit;
}

/* A hit that none covers covers what comes. */
static inline void
cover(struct reading *r, struct cover *c, const struct term_hit *h)
{
	uint64_t bit = list_bit_of(h->list);

	r->covered[h->list] = h->last + 1;
	r->countered |= c->barren & bit;
	c->counters &= ~bit;
	if (h->weight == 0)
		c->counters |= bit;
	c->barren = (c->barren & ~bit) | (c->counters & bit);
}

/* Where a danger's counter-term stands. */
static void
put_aside(struct reading *r, const struct term_hit *h)
{
	if (!(list_bit_of(h->list) & LISTS_OF_DANGER))
		return;
	if (r->n_aside < READING_ASIDE)
		r->aside[r->n_aside] = (struct aside){ h->first, h->last };
	r->n_aside++;
}

static size_t
sift(struct reading *r, size_t from, size_t n)
{
	struct cover c = { 0 };
	size_t kept = from;

	memset(r->covered, 0, r->lists->n * sizeof(*r->covered));
	for (size_t i = from; i < from + n; i++) {
		const struct term_hit *h = &r->hits[i];

		if (h->last < r->covered[h->list]) {
			hide(r, &c, h);
			continue;
		}
		cover(r, &c, h);
		if (h->weight == 0) {
			put_aside(r, h);
			continue;
		}
		r->found |= list_bit_of(h->list);
		r->turned[kept] = 0;
		r->hits[kept++] = *h;
	}
	r->countered |= c.barren;
	return kept;
}

/* What a negator can turn. */
static const uint64_t turnable_lists =
    LIST_BIT(sentiment) | LIST_BIT(anger) | LIST_BIT(anxiety) |
    LIST_BIT(urgency) | LIST_BIT(self_harm) | LIST_BIT(violence) |
    LIST_BIT(medical) | LIST_BIT(child) | LIST_BIT(hazard) | LIST_BIT(fraud) |
    LIST_BIT(legal) | LIST_BIT(complaint) | LIST_BIT(vulnerable) |
    LIST_BIT(payment);

/* The last negator before each hit, in one walk: both are in order.  One that
 * the hit holds, as in "no money", hides those before it. */
static void
find_negations(struct reading *r)
{
	size_t k = r->from[SET_MODIFIERS], end = r->to[SET_MODIFIERS];
	const struct term_hit *negator = NULL;

	for (size_t i = r->from[SET_CUSTOMER]; i < r->to[SET_CUSTOMER]; i++) {
		const struct term_hit *h = &r->hits[i];

		for (; k < end && lists_before(&r->hits[k], h); k++)
			if (r->hits[k].list == LIST_negators)
				negator = &r->hits[k];
		if (negator && negator->last < h->first &&
		    h->first - negator->last - 1 < REACH &&
		    !reading_breaks(r, negator->last, h->first))
			r->turned[i] = negator->weight;
	}
}

/* Dangers of a kind that can be over. */
static const uint64_t passing_lists = LIST_BIT(medical) | LIST_BIT(hazard);

/* What is told of years ago is turned round as what is denied. */
static void
find_history(struct reading *r)
{
	if (!(r->found & passing_lists) || !history_looks_back(r))
		return;
	for (size_t i = r->from[SET_CUSTOMER]; i < r->to[SET_CUSTOMER]; i++)
		if ((list_bit_of(r->hits[i].list) & passing_lists) &&
		    history_is_then(r, &r->hits[i]))
			r->turned[i] = 1;
}

/* What is left of the weight of a hit that a negator turns round. */
static double
remains(uint32_t list, double turned)
{
	switch (list) {
	case LIST_anger:
	case LIST_anxiety:
	case LIST_urgency:
		return 0;
	case LIST_self_harm:
	case LIST_violence:
	case LIST_medical:
	case LIST_child:
	case LIST_hazard:
		/* Safety: a denial is still a reason to look. */
		return turned < 1 ? 1 : 0.45;
	case LIST_fraud:
	case LIST_legal:
	case LIST_complaint:
	case LIST_vulnerable:
	case LIST_payment:
		return turned < 1 ? 1 : 0.25;
	default:
		return 1;
	}
}

double
reading_weight(const struct reading *r, size_t hit)
{
	const struct term_hit *h = &r->hits[hit];
	double w = h->weight;

	return r->turned[hit] == 0 ? w : w * remains(h->list, r->turned[hit]);
}

static void
measure(struct reading *r, enum list_set set)
{
	for (size_t i = r->from[set]; i < r->to[set]; i++) {
		uint32_t list = r->hits[i].list;

		/* 1 - (1 - a)(1 - b), so that a list without hits is 0 */
		if (list < N_LISTS)
			r->strength[list] +=
			    (1 - r->strength[list]) * reading_weight(r, i);
	}
}

/* Room for more hits than a set can have: a long text must not hide what
 * stands at its end. */
static void
make_room(struct reading *r)
{
	enum { A_TOKEN = 8, LEAST = 1024 };
	size_t room = r->n_hits + r->text.n_tokens * A_TOKEN;

	if (r->hits && room <= r->hits_room)
		return;
	r->hits_room = room > LEAST ? room : LEAST;
	r->hits = realloc(r->hits, r->hits_room * sizeof(*r->hits));
	r->turned = realloc(r->turned, r->hits_room * sizeof(*r->turned));
	if (!r->hits || !r->turned)
		die_of_memory();
}

static void
search(struct reading *r, enum list_set set)
{
	size_t n;

	make_room(r);
	n = lists_find(r->lists, set, &r->text, &r->known, &r->spoken,
	    r->hits + r->n_hits, r->hits_room - r->n_hits);
	if (set == SET_CUSTOMER)
		n = danger_compose(
		    r, r->hits + r->n_hits, n, r->hits_room - r->n_hits);
	r->searched[set] = true;
	r->from[set] = r->n_hits;
	r->n_hits = r->to[set] = sift(r, r->n_hits, n);
}

void
reading_search(struct reading *r, enum list_set set)
{
	if (r->searched[set])
		return;
	search(r, set);
	measure(r, set);
}

/* What was found before.  Few lists have a strength. */
static inline __attribute__((always_inline)) void
forget(struct reading *r)
{
	for (size_t i = 0; i < r->n_hits; i++)
		if (r->hits[i].list < N_LISTS)
			r->strength[r->hits[i].list] = 0;
	r->n_hits = 0;
	r->found = 0;
	r->countered = 0;
	r->n_aside = 0;
	memset(r->searched, 0, sizeof(r->searched));
	memset(r->from, 0, sizeof(r->from));
	memset(r->to, 0, sizeof(r->to));
}

void
reading_take(struct reading *r, enum list_set set, struct str utf8,
    const struct spoken *before)
{
	r->text.ahead = lists_ahead(r->lists, set);
	text_read(&r->text, utf8);
	r->spoken = *before;
	if (!before->named)
		r->spoken.tongue =
		    language_guess(language_ask(r->lists->languages, &r->text),
			before->tongue);
	forget(r);
	lists_know(r->lists, set, &r->text, &r->known);
	count(r);
	search(r, set);
	if (r->found & turnable_lists) {
		reading_search(r, SET_MODIFIERS);
		find_negations(r);
		find_history(r);
	}
	measure(r, set);
}

void
reading_again(struct reading *r, enum list_set set, const struct spoken *spoken)
{
	r->spoken = *spoken;
	forget(r);
	reading_search(r, set);
}

static double
boost(const struct reading *r, const struct term_hit *h, double valence)
{
	double sum = 0;

	for (size_t i = r->from[SET_MODIFIERS]; i < r->to[SET_MODIFIERS]; i++) {
		const struct term_hit *b = &r->hits[i];
		uint32_t gap = h->first - b->last - 1;

		if (b->last >= h->first)
			break;
		if (b->list == LIST_intensifiers && gap < REACH &&
		    !reading_breaks(r, b->last, h->first))
			sum += b->weight * (BOOST - gap * BOOST_FADE);
	}
	return valence < 0 ? -sum : sum;
}

/* The token of the last "but", or none: what stands before it counts less. */
static uint32_t
find_but(const struct reading *r)
{
	for (size_t i = r->text.n_tokens; i-- > 0;)
		if (lists_stop(&r->known, i) == STOP_BUT)
			return (uint32_t)i;
	return UINT32_MAX;
}

static double
sentiment(const struct reading *r)
{
	double sum = 0;
	bool mixed = r->tally.capitals < r->tally.long_words;
	uint32_t but;

	if (!(r->found & LIST_BIT(sentiment)))
		return 0;
	but = find_but(r);
	for (size_t i = 0; i < r->n_hits; i++) {
		const struct term_hit *h = &r->hits[i];
		double v = h->weight;

		if (h->list != LIST_sentiment)
			continue;
		if (mixed && r->text.tokens[h->first].upper == 2)
			v += v > 0 ? CAPITALS : -CAPITALS;
		v += boost(r, h, v);
		if (r->turned[i] != 0)
			v *= NEGATED;
		if (but != UINT32_MAX)
			v *= h->first < but ? BEFORE_BUT : AFTER_BUT;
		sum += v;
	}
	if (fabs(sum) > NOTHING) {
		uint32_t n = r->tally.exclamations;
		double marks = (n < 4 ? n : 4) * EXCLAMATION;

		sum += sum > 0 ? marks : -marks;
	}
	return sum / sqrt(sum * sum + ALPHA);
}

/*
 * The share of words in capitals, where there are two or more of them, and a
 * tenth for each exclamation mark beyond the first, three at most.
 */
static double
shouting(const struct tally *c)
{
	double x = 0;

	if (c->capitals >= 2)
		x = (double)c->capitals / c->long_words;
	if (c->exclamations > 1)
		x += 0.1 * (c->exclamations < 4 ? c->exclamations - 1 : 3);
	return x < 1 ? x : 1;
}

static void
user_lists(const struct reading *r, struct signals *g)
{
	size_t n = r->lists->n - N_LISTS;

	for (size_t i = 0; i < n; i++)
		g->value[N_SLOTS + i] = 0;
	if (n == 0)
		return;
	for (size_t i = 0; i < r->n_hits; i++)
		if (r->hits[i].list >= N_LISTS)
			g->value[N_SLOTS + r->hits[i].list - N_LISTS] +=
			    r->hits[i].weight;
	for (size_t i = 0; i < n; i++)
		g->value[N_SLOTS + i] = quantise(g->value[N_SLOTS + i]);
}

/* Lists whose strength is a signal. */
#define SIGNALLED(X) \
	HEADED(X) \
	X(profanity, PROFANITY)

uint32_t
reading_list(size_t slot)
{
	if (slot >= N_SLOTS)
		return (uint32_t)(slot - N_SLOTS + N_LISTS);
	switch (slot) {
#define LIST_CASE(list, slot) \
	case SLOT_##slot: \
		return LIST_##list;
		SIGNALLED(LIST_CASE)
#undef LIST_CASE
	default:
		return UINT32_MAX;
	}
}

_Static_assert(SLOT_HUMAN_REQUEST == 0, "slot 0 is no list's strength");

/* Few lists have hits. */
static void
list_signals(const struct reading *r, struct signals *g)
{
	static const uint8_t signal[N_LISTS] = {
#define LIST_SIGNAL(list, slot) [LIST_##list] = SLOT_##slot,
		SIGNALLED(LIST_SIGNAL)
#undef LIST_SIGNAL
	};

#define NO_HIT(list, slot) g->value[SLOT_##slot] = 0;
	SIGNALLED(NO_HIT)
#undef NO_HIT
	for (size_t i = 0; i < r->n_hits; i++) {
		uint32_t list = r->hits[i].list;

		if (list < N_LISTS && signal[list])
			g->value[signal[list]] = quantise(r->strength[list]);
	}
}

void
reading_signals(const struct reading *r, struct signals *g)
{
	if (!r->searched[SET_CUSTOMER]) {
		g->value[SLOT_NEGATIVE_FEEDBACK] =
		    quantise(r->strength[LIST_negative_feedback]);
		return;
	}
	list_signals(r, g);
	g->value[SLOT_SENTIMENT] = quantise(sentiment(r));
	g->value[SLOT_SHOUTING] = quantise(shouting(&r->tally));
	user_lists(r, g);
}
