#include "score/person.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

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
	BEHIND_GAP = 2, /* verb, "Sie mich", "nicht" */
	BARE_WORDS = 7, /* a turn that says little but the noun */
	WINDOW = 40,	/* tokens: the longest term and the widest gap */
};

#define SURE	  0.95f /* weight of a noun that is hardly anything else */
#define BARE_FADE 0.7	/* a bare "someone" is less than a bare "agent" */
#define AWAY	  0.95
#define MISSPELT  0.8
#define QUOTED	  0.3

/* The hits of one list, in order. */
struct spans {
	const struct term_hit **hit;
	size_t n, room;
};

enum part {
	REQUEST,
	CONTACT,
	DESIRE,
	NOUN,
	AFTER,
	PUSH_AWAY,
	ROBOT,
	REFUSAL,
	BOUNDARY,
	N_PARTS
};

struct people {
	const struct reading *r;
	struct spans part[N_PARTS];
	struct request best;
};

struct people *
people_new(void)
{
	struct people *v = calloc(1, sizeof(*v));

	if (!v)
		die_of_memory();
	return v;
}

void
people_free(struct people *v)
{
	for (size_t i = 0; i < N_PARTS; i++)
		free(v->part[i].hit);
	free(v);
}

static void
add(struct spans *s, const struct term_hit *h)
{
	if (s->n == s->room) {
		s->room = s->room ? s->room * 2 : 64;
		s->hit = realloc(s->hit, s->room * sizeof(*s->hit));
		if (!s->hit)
			die_of_memory();
	}
	s->hit[s->n++] = h;
}

static void
sort_hits(struct people *v)
{
	static const uint8_t part_of[N_LISTS] = {
		[LIST_human_request] = REQUEST + 1,
		[LIST_human_contact] = CONTACT + 1,
		[LIST_human_desire] = DESIRE + 1,
		[LIST_human_noun] = NOUN + 1,
		[LIST_human_after] = AFTER + 1,
		[LIST_human_away] = PUSH_AWAY + 1,
		[LIST_human_bot] = ROBOT + 1,
		[LIST_human_not] = REFUSAL + 1,
		[LIST_human_boundary] = BOUNDARY + 1,
	};

	for (size_t i = 0; i < N_PARTS; i++)
		v->part[i].n = 0;
	for (size_t i = 0; i < v->r->n_hits; i++) {
		const struct term_hit *h = &v->r->hits[i];

		if (h->list < N_LISTS && part_of[h->list])
			add(&v->part[part_of[h->list] - 1], h);
	}
}

/* The first span that begins at `token` or behind it. */
static size_t
from(const struct spans *s, uint32_t token)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (s->hit[middle]->first < token)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Where to begin to look for what ends before `token`. */
static uint32_t
window(uint32_t token)
{
	return token > WINDOW ? token - WINDOW : 0;
}

/* A boundary of at least this weight between two tokens, both excluded. */
static bool
is_parted(const struct people *v, uint32_t a, uint32_t b, float weight)
{
	const struct spans *s = &v->part[BOUNDARY];

	if (reading_breaks(v->r, a, b))
		return true;
	for (size_t i = from(s, a + 1); i < s->n && s->hit[i]->first < b; i++)
		if (s->hit[i]->last < b && s->hit[i]->weight >= weight)
			return true;
	return false;
}

static bool
says_little(const struct people *v, uint32_t a, uint32_t b)
{
	for (uint32_t i = a + 1; i < b; i++) {
		const struct token *k = &v->r->text.tokens[i];

		if (k->class == TEXT_WORD && !lists_stop(v->r->lists, k->hash))
			return false;
	}
	return true;
}

/* An own wish or verb of contact between a refusal and what it might refuse
 * starts anew: "don't know, I want a person". */
static bool
starts_anew(const struct spans *s, uint32_t a, uint32_t b)
{
	for (size_t i = from(s, a + 1); i < s->n && s->hit[i]->first < b; i++)
		if (s->hit[i]->last < b)
			return true;
	return false;
}

/* Does a German clause end behind this token, or go on with whom or how? */
static bool
ends_verb(const struct people *v, uint32_t token)
{
	static const char *const on[] = { "mit", "zu", "zum", "zur", "an",
		"weiter", "durch", "mehr" };
	const struct text *x = &v->r->text;

	if (token + 1 == x->n_tokens || reading_breaks(v->r, token, token + 2))
		return true;
	for (size_t i = 0; i < sizeof(on) / sizeof(*on); i++)
		if (str_eq(text_token(x, &x->tokens[token + 1]), str_of(on[i])))
			return true;
	return false;
}

/* "Verbinden Sie mich nicht." */
static bool
is_refused_behind(
    const struct people *v, const struct term_hit *no, uint32_t last)
{
	const struct text *x = &v->r->text;

	return no->first > last && no->first - last - 1 <= BEHIND_GAP &&
	       str_eq(text_token(x, &x->tokens[no->first]), STR("nicht")) &&
	       says_little(v, last, no->first) &&
	       !is_parted(v, last, no->first, 1) && ends_verb(v, no->last);
}

static bool
refuses(const struct people *v, const struct term_hit *no, uint32_t first,
    uint32_t last)
{
	if (no->first >= first)
		return no->last < last || is_refused_behind(v, no, last);
	if (no->last >= first)
		return true;
	return first - no->last - 1 <= REFUSAL_GAP &&
	       !is_parted(v, no->last, first, 1) &&
	       says_little(v, no->last, first) &&
	       !starts_anew(&v->part[DESIRE], no->last, first) &&
	       !starts_anew(&v->part[CONTACT], no->last, first);
}

static bool
is_refused(const struct people *v, uint32_t first, uint32_t last)
{
	const struct spans *s = &v->part[REFUSAL];

	for (size_t i = from(s, window(first));
	     i < s->n && s->hit[i]->first <= last + 1 + BEHIND_GAP; i++)
		if (refuses(v, s->hit[i], first, last))
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
is_quoted(const struct people *v, uint32_t first)
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

/* A token inside a verb of contact. */
static bool
is_contact(const struct people *v, uint32_t token)
{
	const struct spans *s = &v->part[CONTACT];

	for (size_t i = from(s, window(token));
	     i < s->n && s->hit[i]->first <= token; i++)
		if (s->hit[i]->last >= token)
			return true;
	return false;
}

/* The words between belong to verbs of contact or say little. */
static bool
is_clear(const struct people *v, uint32_t a, uint32_t b)
{
	for (uint32_t i = a + 1; i < b; i++)
		if (!says_little(v, i - 1, i + 1) && !is_contact(v, i))
			return false;
	return true;
}

/* "call me Tom" names; "call me" and "call me on 555" ask. */
static bool
is_naming(const struct people *v, const struct term_hit *h)
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
offer(struct people *v, double score, uint32_t first, uint32_t last)
{
	if (score <= v->best.score || is_refused(v, first, last))
		return;
	if (is_quoted(v, first))
		score *= QUOTED;
	if (score > v->best.score)
		v->best = (struct request){ score, first, last };
}

static bool
is_sure(const struct term_hit *noun)
{
	return noun->weight >= SURE;
}

static void
try_contact(struct people *v, const struct term_hit *noun)
{
	const struct spans *s = &v->part[CONTACT];

	for (size_t i = from(s, window(noun->first));
	     i < s->n && s->hit[i]->last < noun->first; i++) {
		const struct term_hit *verb = s->hit[i];

		if (noun->first - verb->last - 1 <= CONTACT_GAP &&
		    !is_parted(v, verb->last, noun->first, 1) &&
		    (is_sure(noun) || is_clear(v, verb->last, noun->first)))
			offer(v, verb->weight * noun->weight, verb->first,
			    noun->last);
	}
}

/* "need someone to call", "need someone", but not "need someone skilled". */
static bool
is_loose(const struct people *v, const struct term_hit *noun)
{
	const struct text *x = &v->r->text;
	const struct spans *s = &v->part[AFTER];
	uint32_t next = noun->last + 1;
	size_t i = from(s, next);

	if (is_sure(noun) || next == x->n_tokens ||
	    x->tokens[next].class != TEXT_WORD ||
	    (i < s->n && s->hit[i]->first == next))
		return false;
	return !lists_stop(v->r->lists, x->tokens[next].hash);
}

/* "want a competent agent", but not "is there a reason people". */
static void
try_desire(struct people *v, const struct term_hit *noun)
{
	const struct spans *s = &v->part[DESIRE];

	if (is_loose(v, noun))
		return;
	for (size_t i = from(s, window(noun->first));
	     i < s->n && s->hit[i]->last < noun->first; i++) {
		const struct term_hit *wish = s->hit[i];

		if (noun->first - wish->last - 1 <= DESIRE_GAP &&
		    !is_parted(v, wish->last, noun->first, 0.5f) &&
		    (is_sure(noun) || says_little(v, wish->last, noun->first)))
			offer(v, wish->weight * noun->weight, wish->first,
			    noun->last);
	}
}

static void
try_after(struct people *v, const struct term_hit *noun)
{
	const struct spans *s = &v->part[AFTER];
	uint32_t end = noun->last + 1 + AFTER_GAP;

	for (size_t i = from(s, noun->last + 1);
	     i < s->n && s->hit[i]->first <= end; i++)
		if (!is_parted(v, noun->last, s->hit[i]->first, 1))
			offer(v, s->hit[i]->weight * noun->weight, noun->first,
			    s->hit[i]->last);
}

static void
try_bare(struct people *v, const struct term_hit *noun)
{
	const struct text *x = &v->r->text;
	size_t words = 0;

	if (v->part[REQUEST].n)
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
try_away(struct people *v, const struct term_hit *away)
{
	const struct spans *s = &v->part[ROBOT];
	uint32_t end = away->last + 1 + AWAY_GAP;

	for (size_t i = from(s, away->last + 1);
	     i < s->n && s->hit[i]->first <= end; i++) {
		const struct term_hit *bot = s->hit[i];
		double score = AWAY * away->weight * bot->weight;

		if (score > v->best.score &&
		    !reading_breaks(v->r, away->last, bot->first) &&
		    is_clear(v, away->last, bot->first) &&
		    !is_quoted(v, away->first))
			v->best =
			    (struct request){ score, away->first, bot->last };
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
try_misspelt_noun(struct people *v, const struct term_hit *verb)
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
try_misspelt_verb(struct people *v, const struct term_hit *noun)
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

static void
try_nouns(struct people *v)
{
	const struct spans *s = &v->part[NOUN];

	for (size_t i = 0; i < s->n; i++) {
		try_contact(v, s->hit[i]);
		try_desire(v, s->hit[i]);
		try_after(v, s->hit[i]);
		try_bare(v, s->hit[i]);
	}
	for (size_t i = 0; i < s->n && v->best.score == 0; i++)
		try_misspelt_verb(v, s->hit[i]);
}

struct request
person_request(struct reading *r, struct people *v)
{
	const struct spans *p = v->part;

	/* The greater part of all turns has no such word. */
	if (r->strength[LIST_human_noun] == 0 &&
	    r->strength[LIST_human_request] == 0 &&
	    r->strength[LIST_human_contact] == 0 &&
	    r->strength[LIST_human_bot] == 0)
		return (struct request){ 0 };
	reading_search(r, SET_REQUEST);
	v->r = r;
	v->best = (struct request){ 0 };
	sort_hits(v);
	for (size_t i = 0; i < p[REQUEST].n; i++) {
		const struct term_hit *h = p[REQUEST].hit[i];

		if (!is_naming(v, h))
			offer(v, h->weight, h->first, h->last);
	}
	try_nouns(v);
	for (size_t i = 0; i < p[CONTACT].n && p[NOUN].n == 0; i++)
		try_misspelt_noun(v, p[CONTACT].hit[i]);
	for (size_t i = 0; i < p[PUSH_AWAY].n; i++)
		try_away(v, p[PUSH_AWAY].hit[i]);
	return v->best;
}
