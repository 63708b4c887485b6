#include "score/danger.h"

#include <string.h>

#include "score/word_lists.h"

enum order {
	FORWARD,
	VERB_LAST, /* forward, but not in English: "euch alle abstechen" */
	ANYHOW,	   /* anywhere in the turn, in any order */
	PASSIVE,   /* forward, and the deed was done to the part before */
};

#define NO_GAMES true /* what happens in games, films and jokes is less */

/* Weights of parts multiply; gaps are tokens between two parts. */
static const struct frame {
	enum list means;
	enum list parts[3];
	size_t n;
	uint32_t gaps[2];
	float weight;
	enum order order;
	bool no_games;
} frames[] = {
	/* "don't see any reason to | wake up" */
	{ LIST_self_harm, { LIST_danger_no, LIST_danger_life }, 2, { 3 }, 1,
	    FORWARD, false },
	/* "wish i | was dead" */
	{ LIST_self_harm, { LIST_danger_wish, LIST_danger_death }, 2, { 3 }, 1,
	    FORWARD, false },
	{ LIST_self_harm, { LIST_danger_death, LIST_danger_wish }, 2, { 1 }, 1,
	    VERB_LAST, false },
	/* "hurting | myself" */
	{ LIST_self_harm, { LIST_danger_harm, LIST_danger_self }, 2, { 2 }, 1,
	    FORWARD, NO_GAMES },
	/* "swallowed | a whole box of | sleeping tablets" */
	{ LIST_self_harm,
	    { LIST_danger_ingest, LIST_danger_much, LIST_danger_drug }, 3,
	    { 3, 4 }, 0.9f, FORWARD, NO_GAMES },
	{ LIST_self_harm,
	    { LIST_danger_much, LIST_danger_drug, LIST_danger_ingest }, 3,
	    { 3, 3 }, 0.9f, VERB_LAST, NO_GAMES },
	/* "they will be happier | without me" */
	{ LIST_self_harm, { LIST_danger_better, LIST_danger_gone }, 2, { 5 }, 1,
	    FORWARD, false },
	{ LIST_self_harm, { LIST_danger_gone, LIST_danger_better }, 2, { 5 }, 1,
	    FORWARD, false },
	/* "i will | stab | that technician" */
	{ LIST_violence,
	    { LIST_danger_will, LIST_danger_harm, LIST_danger_you }, 3,
	    { 3, 2 }, 0.9f, FORWARD, NO_GAMES },
	{ LIST_violence,
	    { LIST_danger_will, LIST_danger_you, LIST_danger_harm }, 3,
	    { 3, 3 }, 0.9f, VERB_LAST, NO_GAMES },
	/* "burn down | your store" */
	{ LIST_violence, { LIST_danger_wreck, LIST_danger_place }, 2, { 2 },
	    0.9f, FORWARD, NO_GAMES },
	{ LIST_violence, { LIST_danger_place, LIST_danger_wreck }, 2, { 3 },
	    0.9f, VERB_LAST, NO_GAMES },
	/* "my husband | choked | me" */
	{ LIST_violence, { LIST_danger_who, LIST_danger_harm, LIST_danger_me },
	    3, { 4, 2 }, 0.9f, FORWARD, NO_GAMES },
	{ LIST_violence, { LIST_danger_who, LIST_danger_me, LIST_danger_harm },
	    3, { 4, 3 }, 0.9f, VERB_LAST, NO_GAMES },
	/* "my grandmother is | not responding" */
	{ LIST_medical, { LIST_danger_who, LIST_danger_state }, 2, { 5 }, 0.9f,
	    FORWARD, NO_GAMES },
	{ LIST_medical, { LIST_danger_body, LIST_danger_state }, 2, { 3 }, 0.9f,
	    FORWARD, NO_GAMES },
	/* "drank | bleach" */
	{ LIST_medical, { LIST_danger_ingest, LIST_danger_poison }, 2, { 4 },
	    0.9f, FORWARD, NO_GAMES },
	{ LIST_medical, { LIST_danger_poison, LIST_danger_ingest }, 2, { 2 },
	    0.9f, VERB_LAST, NO_GAMES },
	/* "took | by mistake | the insulin" */
	{ LIST_medical,
	    { LIST_danger_ingest, LIST_danger_mistake, LIST_danger_drug }, 3,
	    { 0 }, 1, ANYHOW, NO_GAMES },
	/* "she | beats | her little girl" */
	{ LIST_child, { LIST_danger_who, LIST_danger_harm, LIST_danger_child },
	    3, { 4, 2 }, 0.9f, FORWARD, NO_GAMES },
	{ LIST_child, { LIST_danger_who, LIST_danger_child, LIST_danger_harm },
	    3, { 3, 3 }, 0.9f, VERB_LAST, NO_GAMES },
	{ LIST_child, { LIST_danger_child, LIST_danger_harm }, 2, { 3 }, 0.9f,
	    PASSIVE, NO_GAMES },
	/* "i'm 11 | scared" */
	{ LIST_child, { LIST_danger_age, LIST_danger_fear }, 2, { 0 }, 1,
	    ANYHOW, NO_GAMES },
};

enum { N_FRAMES = sizeof(frames) / sizeof(*frames) };

#define IN_A_GAME 0.4f

/* Hits of SET_DANGER, the deeds and all, in order. */
struct parts {
	const struct reading *r;
	const struct term_hit *hits;
	size_t n;
	uint64_t lists; /* a bit for each that has one */
	bool games;
	bool english;
};

/* The next hit of a list from i on that begins between two tokens. */
static size_t
next(
    const struct parts *p, size_t i, enum list list, uint32_t from, uint32_t to)
{
	for (; i < p->n && p->hits[i].first <= to; i++)
		if (p->hits[i].list == (uint32_t)list &&
		    p->hits[i].first >= from)
			return i;
	return p->n;
}

static bool
is_passive(const struct parts *p, const struct term_hit *deed)
{
	const struct text *x = &p->r->text;

	return deed->first > 0 &&
	       wordlist_has(score_words(SCORE_WORDS_passive),
		   text_token(x, &x->tokens[deed->first - 1]));
}

/* The heaviest way from a part on to the last one; weight 0: there is none. */
static struct term_hit
follow(const struct parts *p, const struct frame *f, size_t part, size_t at)
{
	const struct term_hit *h = &p->hits[at];
	struct term_hit best = { .weight = 0 };
	uint32_t from = h->last + 1, to;

	if (part + 1 == f->n) {
		if (f->order != PASSIVE || is_passive(p, h))
			best = *h;
		return best;
	}
	to = from + f->gaps[part];
	for (size_t i = next(p, at + 1, f->parts[part + 1], from, to); i < p->n;
	     i = next(p, i + 1, f->parts[part + 1], from, to)) {
		struct term_hit rest;

		if (reading_breaks(p->r, h->last, p->hits[i].first))
			break;
		rest = follow(p, f, part + 1, i);
		if (rest.weight * h->weight > best.weight)
			best = (struct term_hit){ .first = h->first,
				.last = rest.last,
				.weight = rest.weight * h->weight };
	}
	return best;
}

static struct term_hit
find_forward(const struct parts *p, const struct frame *f)
{
	struct term_hit best = { .weight = 0 };

	for (size_t i = 0; i < p->n; i++) {
		struct term_hit h;

		if (p->hits[i].list != (uint32_t)f->parts[0])
			continue;
		h = follow(p, f, 0, i);
		if (h.weight > best.weight)
			best = h;
	}
	return best;
}

static struct term_hit
find_anyhow(const struct parts *p, const struct frame *f)
{
	struct term_hit all = { .first = UINT32_MAX, .weight = 1 };

	for (size_t part = 0; part < f->n; part++) {
		const struct term_hit *best = NULL;

		for (size_t i = 0; i < p->n; i++)
			if (p->hits[i].list == (uint32_t)f->parts[part] &&
			    (!best || p->hits[i].weight > best->weight))
				best = &p->hits[i];
		if (!best)
			return (struct term_hit){ .weight = 0 };
		all.weight *= best->weight;
		if (best->first < all.first)
			all.first = best->first;
		if (best->last > all.last)
			all.last = best->last;
	}
	return all;
}

static bool
has_parts(const struct parts *p, const struct frame *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (!(p->lists >> f->parts[i] & 1))
			return false;
	return f->order != VERB_LAST || !p->english;
}

static size_t
find_all(const struct parts *p, struct term_hit found[N_FRAMES])
{
	size_t n = 0;

	for (size_t i = 0; i < N_FRAMES; i++) {
		const struct frame *f = &frames[i];
		struct term_hit h;

		if (!has_parts(p, f))
			continue;
		h = f->order == ANYHOW ? find_anyhow(p, f) : find_forward(p, f);
		if (h.weight == 0)
			continue;
		h.list = f->means;
		h.weight *= f->weight;
		if (p->games && f->no_games)
			h.weight *= IN_A_GAME;
		found[n++] = h;
	}
	return n;
}

/* Of a list the outermost hits stay, without those that counter-terms hold. */
static void
look_at_parts(struct parts *p, struct term_hit *hits, size_t n)
{
	uint32_t covered[N_LISTS] = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct term_hit h = hits[i];

		if (h.last < covered[h.list])
			continue;
		covered[h.list] = h.last + 1;
		if (h.weight == 0)
			continue;
		p->lists |= (uint64_t)1 << h.list;
		hits[kept++] = h;
	}
	p->hits = hits;
	p->n = kept;
	p->games = p->lists >> LIST_danger_play & 1;
}

static bool
has_deed(const struct term_hit *hits, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++)
		any |= lists_is_deed(hits[i].list);
	return any;
}

static size_t
drop_deeds(struct term_hit *hits, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (!lists_is_deed(hits[i].list))
			hits[kept++] = hits[i];
	return kept;
}

/* A list has these words, and for more: "gonna | kill myself" is no less than
 * "kill myself". */
static bool
is_outdone(const struct term_hit *hits, size_t n, const struct term_hit *h)
{
	for (size_t i = 0; i < n; i++)
		if (hits[i].list == h->list && hits[i].first >= h->first &&
		    hits[i].last <= h->last && hits[i].weight > h->weight)
			return true;
	return false;
}

/* Not inlined: the turns without a deed, nearly all, make no room for it. */
static __attribute__((noinline)) size_t
compose(struct reading *r, struct term_hit *hits, size_t n, size_t room)
{
	struct parts p = { .r = r };
	struct term_hit found[N_FRAMES];
	size_t n_found, n_parts;

	n = drop_deeds(hits, n);
	n_parts = lists_find(r->lists, SET_DANGER, &r->text, &r->known,
	    &r->spoken, hits + n, room - n);
	p.english = spoken_english(&r->spoken);
	look_at_parts(&p, hits + n, n_parts);
	n_found = find_all(&p, found);
	for (size_t i = 0; i < n_found && n < room; i++)
		if (!is_outdone(hits, n, &found[i]))
			lists_put_in(hits, n++, found[i]);
	return n;
}

size_t
danger_compose(struct reading *r, struct term_hit *hits, size_t n, size_t room)
{
	return has_deed(hits, n) ? compose(r, hits, n, room) : n;
}
