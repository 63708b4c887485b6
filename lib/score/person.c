#include "score/person.h"

#include <string.h>

/*
 * A request is a noun for a person in reach of a verb of contact ("talk to",
 * any words but a new thought between), of a wish ("want", close by), or of a
 * verb behind it ("someone to call me"); a turn that says little but the noun;
 * a complete wording; or a way out of talking to a bot ("no more robots").  A
 * refusal before it cancels it, quotation marks around it weaken it.
 */
enum {
	CONTACT_GAP = 4, /* tokens between verb and noun */
	DESIRE_GAP = 3,
	AFTER_GAP = 5,
	AWAY_GAP = 5,
	REFUSAL_GAP = 5,
	BARE_WORDS = 7, /* a turn that says little but the noun */
	MAX_SPANS = 48,
};

#define SURE	  0.95f /* weight of a noun that is hardly anything else */
#define BARE_FADE 0.7	/* a bare "someone" is less than a bare "agent" */
#define AWAY	  0.95
#define MISSPELT  0.8
#define QUOTED	  0.3

struct spans {
	const struct term_hit *hit[MAX_SPANS];
	size_t n;
};

struct view {
	const struct reading *r;
	struct spans request, contact, desire, noun, after, away, bot, refusal,
	    boundary;
	struct request best;
};

static void
add(struct spans *s, const struct term_hit *h)
{
	if (s->n < MAX_SPANS)
		s->hit[s->n++] = h;
}

static void
sort_hits(struct view *v)
{
	struct spans *const spans[N_LISTS] = {
		[LIST_human_request] = &v->request,
		[LIST_human_contact] = &v->contact,
		[LIST_human_desire] = &v->desire,
		[LIST_human_noun] = &v->noun,
		[LIST_human_after] = &v->after,
		[LIST_human_away] = &v->away,
		[LIST_human_bot] = &v->bot,
		[LIST_human_not] = &v->refusal,
		[LIST_human_boundary] = &v->boundary,
	};

	for (size_t i = 0; i < v->r->n_hits; i++) {
		const struct term_hit *h = &v->r->hits[i];

		if (h->list < N_LISTS && spans[h->list])
			add(spans[h->list], h);
	}
}

/* A boundary of at least this weight between two tokens, both excluded. */
static bool
is_parted(const struct view *v, uint32_t from, uint32_t to, float weight)
{
	if (reading_breaks(v->r, from, to))
		return true;
	for (size_t i = 0; i < v->boundary.n; i++) {
		const struct term_hit *b = v->boundary.hit[i];

		if (b->first > from && b->last < to && b->weight >= weight)
			return true;
	}
	return false;
}

static bool
says_little(const struct view *v, uint32_t from, uint32_t to)
{
	for (uint32_t i = from + 1; i < to; i++) {
		const struct token *k = &v->r->text.tokens[i];

		if (k->class == TEXT_WORD && !lists_stop(v->r->lists, k->hash))
			return false;
	}
	return true;
}

/* An own wish or verb of contact between a refusal and what it might refuse
 * starts anew: "don't know, I want a person". */
static bool
starts_anew(const struct spans *s, uint32_t from, uint32_t to)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->hit[i]->first > from && s->hit[i]->last < to)
			return true;
	return false;
}

static bool
refuses(const struct view *v, const struct term_hit *no, uint32_t first,
    uint32_t last)
{
	if (no->first >= first)
		return no->last < last;
	if (no->last >= first)
		return true;
	return first - no->last - 1 <= REFUSAL_GAP &&
	       !is_parted(v, no->last, first, 1) &&
	       says_little(v, no->last, first) &&
	       !starts_anew(&v->desire, no->last, first) &&
	       !starts_anew(&v->contact, no->last, first);
}

static bool
is_refused(const struct view *v, uint32_t first, uint32_t last)
{
	for (size_t i = 0; i < v->refusal.n; i++)
		if (refuses(v, v->refusal.hit[i], first, last))
			return true;
	return false;
}

static bool
is_quote(const struct text *x, size_t i)
{
	return str_eq(text_token(x, &x->tokens[i]), STR("\""));
}

/* Inside double quotes that are not around the whole turn. */
static bool
is_quoted(const struct view *v, uint32_t first)
{
	const struct text *x = &v->r->text;
	size_t before = 0, after = 0;

	if (is_quote(x, 0) && is_quote(x, x->n_tokens - 1))
		return false;
	for (size_t i = 0; i < x->n_tokens; i++) {
		if (!is_quote(x, i))
			continue;
		if (i < first)
			before++;
		else
			after++;
	}
	return before % 2 == 1 && after > 0;
}

/* The words between belong to verbs of contact or say little. */
static bool
is_clear(const struct view *v, uint32_t from, uint32_t to)
{
	for (uint32_t i = from + 1; i < to; i++) {
		bool known = says_little(v, i - 1, i + 1);

		for (size_t k = 0; k < v->contact.n && !known; k++)
			known = v->contact.hit[k]->first <= i &&
				v->contact.hit[k]->last >= i;
		if (!known)
			return false;
	}
	return true;
}

/* "call me Tom" names; "call me" and "call me on 555" ask. */
static bool
is_naming(const struct view *v, const struct term_hit *h)
{
	const struct text *x = &v->r->text;
	const struct token *k = &x->tokens[h->last + 1];
	struct str end = text_token(x, k - 1);

	return h->last + 1 < x->n_tokens && k->class == TEXT_WORD &&
	       (str_eq(end, STR("me")) || str_eq(end, STR("us"))) &&
	       (text_token(x, k).p[0] < '0' || text_token(x, k).p[0] > '9') &&
	       !lists_stop(v->r->lists, k->hash);
}

static void
offer(struct view *v, double score, uint32_t first, uint32_t last)
{
	if (score <= v->best.score || is_refused(v, first, last))
		return;
	if (is_quoted(v, first))
		score *= QUOTED;
	if (score > v->best.score)
		v->best = (struct request){ score, first, last };
}

static void
try_before(struct view *v, const struct spans *verbs,
    const struct term_hit *noun, uint32_t gap, float boundary)
{
	for (size_t i = 0; i < verbs->n; i++) {
		const struct term_hit *verb = verbs->hit[i];

		if (verb->last < noun->first &&
		    noun->first - verb->last - 1 <= gap &&
		    !is_parted(v, verb->last, noun->first, boundary) &&
		    (noun->weight >= SURE ||
			is_clear(v, verb->last, noun->first)))
			offer(v, verb->weight * noun->weight, verb->first,
			    noun->last);
	}
}

/* "need someone to call", "need someone", but not "need someone skilled". */
static bool
is_loose(const struct view *v, const struct term_hit *noun)
{
	const struct token *next = &v->r->text.tokens[noun->last + 1];

	if (noun->weight >= SURE || noun->last + 1 == v->r->text.n_tokens ||
	    next->class != TEXT_WORD)
		return false;
	for (size_t i = 0; i < v->after.n; i++)
		if (v->after.hit[i]->first == noun->last + 1)
			return false;
	return !lists_stop(v->r->lists, next->hash);
}

/* "want a competent agent", but not "is there a reason people". */
static void
try_desire(struct view *v, const struct term_hit *noun)
{
	struct spans near = { .n = 0 };

	if (is_loose(v, noun))
		return;
	for (size_t i = 0; i < v->desire.n; i++)
		if (v->desire.hit[i]->last < noun->first &&
		    (noun->weight >= SURE ||
			says_little(v, v->desire.hit[i]->last, noun->first)))
			add(&near, v->desire.hit[i]);
	try_before(v, &near, noun, DESIRE_GAP, 0.5f);
}

static void
try_after(struct view *v, const struct term_hit *noun)
{
	for (size_t i = 0; i < v->after.n; i++) {
		const struct term_hit *verb = v->after.hit[i];

		if (verb->first > noun->last &&
		    verb->first - noun->last - 1 <= AFTER_GAP &&
		    !is_parted(v, noun->last, verb->first, 1))
			offer(v, verb->weight * noun->weight, noun->first,
			    verb->last);
	}
}

static void
try_bare(struct view *v, const struct term_hit *noun)
{
	const struct text *x = &v->r->text;
	size_t words = 0;

	if (v->request.n)
		return;
	for (uint32_t i = 0; i < x->n_tokens; i++) {
		const struct token *k = &x->tokens[i];

		if (k->class != TEXT_WORD ||
		    (i >= noun->first && i <= noun->last))
			continue;
		if (lists_stop(v->r->lists, k->hash) != STOP_YES ||
		    ++words > BARE_WORDS)
			return;
	}
	offer(v, noun->weight * (noun->weight < SURE ? BARE_FADE : 1),
	    noun->first, noun->last);
}

static void
try_away(struct view *v)
{
	for (size_t i = 0; i < v->away.n; i++)
		for (size_t j = 0; j < v->bot.n; j++) {
			const struct term_hit *a = v->away.hit[i];
			const struct term_hit *b = v->bot.hit[j];
			double score = AWAY * a->weight * b->weight;

			if (a->last < b->first &&
			    b->first - a->last - 1 <= AWAY_GAP &&
			    !reading_breaks(v->r, a->last, b->first) &&
			    is_clear(v, a->last, b->first) &&
			    score > v->best.score && !is_quoted(v, a->first))
				v->best = (struct request){ score, a->first,
					b->last };
		}
}

/* One letter too many, too few, wrong, or two swapped. */
static bool
is_slip(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	while (
	    j < a.n - i && j < b.n - i && a.p[a.n - 1 - j] == b.p[b.n - 1 - j])
		j++;
	if (a.n == b.n && a.n - i - j == 2)
		return a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i];
	return a.n - i - j <= 1 && b.n - i - j <= 1;
}

/* One of the words, or of at least so many letters and a slip away from it;
 * the first letter is hardly ever wrong. */
static bool
is_nearly(struct str word, const char *const *words, size_t least)
{
	for (; *words; words++) {
		struct str right = str_of(*words);

		if (str_eq(word, right) ||
		    (word.n >= least && word.p[0] == right.p[0] &&
			is_slip(word, right)))
			return true;
	}
	return false;
}

/* "talk to an oeprator": only looked for behind a verb of contact. */
static void
try_misspelt_noun(struct view *v, const struct term_hit *verb)
{
	static const char *const nouns[] = { "human", "agent", "person",
		"people", "operator", "someone", "somebody", "representative",
		"supervisor", "manager", "assistant", "mitarbeiter", "menschen",
		"jemandem", "persona", "agente", "asesor", "alguien",
		"representante", NULL };
	const struct text *x = &v->r->text;

	for (uint32_t i = verb->last + 1;
	     i < x->n_tokens && i <= verb->last + CONTACT_GAP; i++) {
		if (is_parted(v, verb->last, i, 1))
			return;
		if (x->tokens[i].class == TEXT_WORD &&
		    is_nearly(text_token(x, &x->tokens[i]), nouns, 5))
			offer(v, MISSPELT * verb->weight, verb->first, i);
	}
}

/* "talkign wiht an agent": only looked for before a noun. */
static void
try_misspelt_verb(struct view *v, const struct term_hit *noun)
{
	static const char *const verbs[] = { "talk", "talking", "speak",
		"speaking", "chat", "chatting", NULL };
	static const char *const links[] = { "with", "to", NULL };
	const struct text *x = &v->r->text;
	uint32_t back = noun->first < CONTACT_GAP ? noun->first : CONTACT_GAP;

	for (uint32_t i = noun->first - back; i + 1 < noun->first; i++) {
		struct str verb = text_token(x, &x->tokens[i]);
		struct str link = text_token(x, &x->tokens[i + 1]);

		if (is_nearly(verb, verbs, 4) && is_nearly(link, links, 3) &&
		    !is_parted(v, i, noun->first, 1))
			offer(v, MISSPELT * noun->weight, i, noun->last);
	}
}

struct request
person_request(const struct reading *r)
{
	struct view v;

	/* The greater part of all turns has no such word. */
	if (r->strength[LIST_human_noun] == 0 &&
	    r->strength[LIST_human_request] == 0 &&
	    r->strength[LIST_human_contact] == 0 &&
	    r->strength[LIST_human_bot] == 0)
		return (struct request){ 0 };
	memset(&v, 0, sizeof(v));
	v.r = r;
	sort_hits(&v);
	for (size_t i = 0; i < v.request.n; i++)
		if (!is_naming(&v, v.request.hit[i]))
			offer(&v, v.request.hit[i]->weight,
			    v.request.hit[i]->first, v.request.hit[i]->last);
	for (size_t i = 0; i < v.noun.n; i++) {
		try_before(&v, &v.contact, v.noun.hit[i], CONTACT_GAP, 1);
		try_desire(&v, v.noun.hit[i]);
		try_after(&v, v.noun.hit[i]);
		try_bare(&v, v.noun.hit[i]);
	}
	if (v.best.score == 0)
		for (size_t i = 0; i < v.noun.n; i++)
			try_misspelt_verb(&v, v.noun.hit[i]);
	if (v.noun.n == 0)
		for (size_t i = 0; i < v.contact.n; i++)
			try_misspelt_noun(&v, v.contact.hit[i]);
	try_away(&v);
	return v.best;
}
