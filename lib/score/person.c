#include "score/person.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "score/people.h"
#include "score/spelling.h"
#include "score/word_lists.h"

/*
 * A request is a noun for a person in reach of a verb of contact ("talk to",
 * any words but a new thought between), of a wish ("want", close by), or of a
 * verb behind it ("someone to call me"); a turn or a sentence that says little
 * but the noun; a thought that is only the noun and a please ("an agent please
 * or I leave"); a complete wording; or a way out of talking to a bot ("no more
 * robots").  A refusal before it cancels it, unless a question is made of it
 * ("Können Sie mich nicht verbinden?"); quotation marks around it weaken it.
 */
enum {
	CONTACT_GAP = 4, /* tokens between verb and noun */
	DESIRE_GAP = 3,
	AFTER_GAP = 5,
	NEAR_GAP = 2, /* of a verb that is weak by itself */
	AWAY_GAP = 5,
	OPENING_GAP = 2, /* "can", "one of", "your agents check" */
	PLEASE_GAP = 1,	 /* "agent, please" */
	BARE_WORDS = 7,	 /* a turn that says little but the noun */
	SHORT = 3,	 /* a sentence of so many other words that does */
	ODD_TOKENS = 24, /* a turn that may be an odd spelling of one word */
};

#define SURE	   0.95f /* weight of a noun that is hardly anything else */
#define BARE_FADE  0.7	 /* a bare "someone" is less than a bare "agent" */
#define AWAY	   0.95
#define MISSPELT   0.8
#define SPELLED	   0.9 /* "h u m a n" */
#define VERB_ALONE 0.9 /* "connect me" */
#define QUOTED	   0.3

/* The weight of a verb behind the noun from which on it is a request by itself;
 * a lighter one is only in a question: "can someone check". */
#define LOOSE 0.85f

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
		[LIST_human_asking] = ASKING + 1,
		[LIST_human_please] = PLEASE + 1,
	};

	for (size_t i = 0; i < N_PARTS; i++)
		v->part[i].n = 0;
	for (size_t i = 0; i < v->r->n_hits; i++) {
		const struct term_hit *h = &v->r->hits[i];

		if (h->list < N_LISTS && part_of[h->list])
			add(&v->part[part_of[h->list] - 1], h);
	}
}

/* The token is one of a hit of that part. */
static bool
is_inside(const struct people *v, enum part part, uint32_t token)
{
	const struct spans *s = &v->part[part];

	for (size_t i = people_from(s, people_window(token));
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
		if (!people_say_little(v, i - 1, i + 1) &&
		    !is_inside(v, CONTACT, i))
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
	       wordlist_has(score_words(SCORE_WORDS_me_named), end) &&
	       (text_token(x, k).p[0] < '0' || text_token(x, k).p[0] > '9') &&
	       !lists_stop(&v->r->known, h->last + 1);
}

static void
offer(struct people *v, double score, uint32_t first, uint32_t last)
{
	if (score <= v->best.score || people_refused(v, first, last))
		return;
	if (people_quoted(v, first))
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

	for (size_t i = people_from(s, people_window(noun->first));
	     i < s->n && s->hit[i]->last < noun->first; i++) {
		const struct term_hit *verb = s->hit[i];

		if (noun->first - verb->last - 1 <= CONTACT_GAP &&
		    !people_parted(v, verb->last, noun->first, 1) &&
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
	size_t i = people_from(s, next);

	if (is_sure(noun) || next == x->n_tokens ||
	    x->tokens[next].class != TEXT_WORD ||
	    (i < s->n && s->hit[i]->first == next))
		return false;
	return !lists_stop(&v->r->known, next);
}

/* "want a competent agent", but not "is there a reason people". */
static void
try_desire(struct people *v, const struct term_hit *noun)
{
	const struct spans *s = &v->part[DESIRE];

	if (is_loose(v, noun))
		return;
	for (size_t i = people_from(s, people_window(noun->first));
	     i < s->n && s->hit[i]->last < noun->first; i++) {
		const struct term_hit *wish = s->hit[i];

		if (noun->first - wish->last - 1 <= DESIRE_GAP &&
		    !people_parted(v, wish->last, noun->first, 0.5f) &&
		    (is_sure(noun) ||
			people_say_little(v, wish->last, noun->first)))
			offer(v, wish->weight * noun->weight, wish->first,
			    noun->last);
	}
}

/* "can", "is there", "I need", right before the noun. */
static bool
is_opened(const struct people *v, const struct term_hit *noun)
{
	static const enum part parts[] = { ASKING, DESIRE };

	for (size_t k = 0; k < sizeof(parts) / sizeof(*parts); k++) {
		const struct spans *s = &v->part[parts[k]];

		for (size_t i = people_from(s, people_window(noun->first));
		     i < s->n && s->hit[i]->last < noun->first; i++)
			if (noun->first - s->hit[i]->last - 1 <= OPENING_GAP &&
			    !people_parted(v, s->hit[i]->last, noun->first, 1))
				return true;
	}
	return false;
}

static void
try_after(struct people *v, const struct term_hit *noun)
{
	const struct spans *s = &v->part[AFTER];
	uint32_t end = noun->last + 1 + AFTER_GAP;

	for (size_t i = people_from(s, noun->last + 1);
	     i < s->n && s->hit[i]->first <= end; i++) {
		const struct term_hit *verb = s->hit[i];
		bool near = verb->first - noun->last - 1 <= NEAR_GAP;

		if (!people_parted(v, noun->last, verb->first, 1) &&
		    (verb->weight >= LOOSE || (near && is_opened(v, noun))))
			offer(v, verb->weight * noun->weight, noun->first,
			    verb->last);
	}
}

/* Ends a sentence; a comma ends what only the last part of a turn may be. */
static bool
ends(const struct text *x, uint32_t i, bool comma)
{
	const struct token *k = &x->tokens[i];
	char c = x->folded.p[k->at];

	return k->class == TEXT_PUNCT &&
	       (c == '.' || c == '!' || c == '?' || (comma && c == ','));
}

/* "This is useless. Person please."  "Not a bot, a human." */
static void
try_sentence(struct people *v, const struct term_hit *noun)
{
	const struct text *x = &v->r->text;
	uint32_t first = noun->first, last = noun->last, words = 0;

	if (!is_sure(noun))
		return;
	while (last + 1 < x->n_tokens && !ends(x, last + 1, false))
		last++;
	while (first && !ends(x, first - 1, last + 1 == x->n_tokens))
		first--;
	if (first == 0 && last + 1 == x->n_tokens)
		return;
	for (uint32_t i = first; i <= last; i++) {
		const struct token *k = &x->tokens[i];

		if ((i >= noun->first && i <= noun->last) ||
		    k->class != TEXT_WORD)
			continue;
		if (!lists_fills(&v->r->known, i) || ++words > SHORT)
			return;
	}
	offer(v, noun->weight, noun->first, noun->last);
}

/* A word that may stand before the noun in a thought of nothing else. */
static bool
leads(const struct text *x, uint32_t i)
{
	return x->tokens[i].class == TEXT_WORD &&
	       wordlist_has(score_words(SCORE_WORDS_before_person),
		   text_token(x, &x->tokens[i]));
}

/* A thought ends between a token and the next, or the text with it. */
static bool
ends_thought(const struct people *v, uint32_t last)
{
	const struct text *x = &v->r->text;
	const struct token *k = &x->tokens[last + 1];

	return last + 1 == x->n_tokens || k->class == TEXT_PUNCT ||
	       people_parted(v, last, last + 2, 1) ||
	       wordlist_has(score_words(SCORE_WORDS_or), text_token(x, k));
}

/* Take in a please beside the tokens; false: there is none. */
static bool
take_please(const struct people *v, uint32_t *first, uint32_t *last)
{
	const struct spans *s = &v->part[PLEASE];

	for (size_t i = people_from(s, people_window(*first)); i < s->n; i++) {
		const struct term_hit *h = s->hit[i];

		if (h->last < *first &&
		    *first - h->last - 1 <= PLEASE_GAP + 1 &&
		    people_say_little(v, h->last, *first))
			*first = h->first;
		else if (h->first > *last &&
			 h->first - *last - 1 <= PLEASE_GAP &&
			 people_say_little(v, *last, h->first))
			*last = h->last;
		else
			continue;
		return true;
	}
	return false;
}

/* "Charged on day 15! Real person please or my bank does it."  Whoever is
 * asked to do something is no wish: "agent please check". */
static void
try_please(struct people *v, const struct term_hit *noun)
{
	const struct text *x = &v->r->text;
	uint32_t first = noun->first, last = noun->last;
	bool asked = false;

	if (!is_sure(noun) || v->part[PLEASE].n == 0)
		return;
	while (first && leads(x, first - 1))
		first--;
	while (take_please(v, &first, &last))
		asked = true;
	while (first && leads(x, first - 1))
		first--;
	if (asked && ends_thought(v, last) &&
	    (first == 0 || x->tokens[first - 1].class == TEXT_PUNCT))
		offer(v, noun->weight, first, last);
}

/* "Thanks to your agent": what comes behind thanks is no wish. */
static bool
is_thanked(const struct people *v, const struct term_hit *noun)
{
	const struct reading *r = v->r;

	if (r->strength[LIST_closing] == 0)
		return false;
	for (size_t i = 0; i < r->n_hits; i++)
		if (r->hits[i].list == LIST_closing &&
		    r->hits[i].last < noun->first &&
		    !people_parted(v, r->hits[i].last, noun->first, 1))
			return true;
	return false;
}

static void
try_bare(struct people *v, const struct term_hit *noun)
{
	const struct text *x = &v->r->text;
	size_t words = 0;

	if (v->part[REQUEST].n || is_thanked(v, noun) ||
	    people_refused_before(v, noun->first))
		return;
	for (uint32_t i = 0; i < x->n_tokens; i++) {
		const struct token *k = &x->tokens[i];

		if (k->class != TEXT_WORD || is_inside(v, NOUN, i))
			continue;
		if (!lists_fills(&v->r->known, i) || ++words > BARE_WORDS)
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

	for (size_t i = people_from(s, away->last + 1);
	     i < s->n && s->hit[i]->first <= end; i++) {
		const struct term_hit *bot = s->hit[i];
		double score = AWAY * away->weight * bot->weight;

		if (score > v->best.score &&
		    !reading_breaks(v->r, away->last, bot->first) &&
		    is_clear(v, away->last, bot->first) &&
		    !people_quoted(v, away->first))
			v->best =
			    (struct request){ score, away->first, bot->last };
	}
}

/* "talk to an oeprator": only looked for behind a verb of contact.  What has no
 * slip is somebody else's: "contact the delivery person". */
static void
try_misspelt_noun(struct people *v, const struct term_hit *verb)
{
	const struct text *x = &v->r->text;
	struct wordlist nouns = score_words(SCORE_WORDS_person_near);

	for (uint32_t i = verb->last + 1;
	     i < x->n_tokens && i <= verb->last + CONTACT_GAP; i++) {
		struct str word = text_token(x, &x->tokens[i]);

		if (people_parted(v, verb->last, i, 1))
			return;
		if (x->tokens[i].class == TEXT_WORD &&
		    !wordlist_has(nouns, word) &&
		    spelling_is_near(word, nouns, 5))
			offer(v, MISSPELT * verb->weight, verb->first, i);
	}
}

/* "talkign wiht an agent": only looked for before a noun. */
static void
try_misspelt_verb(struct people *v, const struct term_hit *noun)
{
	const struct text *x = &v->r->text;
	uint32_t back = noun->first < CONTACT_GAP ? noun->first : CONTACT_GAP;

	for (uint32_t i = noun->first - back; i + 1 < noun->first; i++) {
		struct str verb = text_token(x, &x->tokens[i]);
		struct str link = text_token(x, &x->tokens[i + 1]);

		if (spelling_is_near(
			verb, score_words(SCORE_WORDS_talk_near), 4) &&
		    spelling_is_near(
			link, score_words(SCORE_WORDS_with_near), 3) &&
		    !people_parted(v, i, noun->first, 1))
			offer(v, MISSPELT * noun->weight, i, noun->last);
	}
}

/* "88 people" are guests, but what is surely of ours is so in any number. */
static bool
is_counted(const struct people *v, const struct term_hit *noun)
{
	const struct text *x = &v->r->text;
	struct str before;

	if (is_sure(noun) || noun->first == 0)
		return false;
	before = text_token(x, &x->tokens[noun->first - 1]);
	return before.n && is_digit(before.p[0]);
}

static void
try_nouns(struct people *v)
{
	const struct spans *s = &v->part[NOUN];

	for (size_t i = 0; i < s->n; i++) {
		if (is_counted(v, s->hit[i]))
			continue;
		try_contact(v, s->hit[i]);
		try_desire(v, s->hit[i]);
		try_after(v, s->hit[i]);
		try_bare(v, s->hit[i]);
		try_sentence(v, s->hit[i]);
		try_please(v, s->hit[i]);
	}
	for (size_t i = 0; i < s->n && v->best.score == 0; i++)
		try_misspelt_verb(v, s->hit[i]);
}

/* "Connect me", with nothing behind but a please. */
static void
try_verb_alone(struct people *v, const struct term_hit *verb)
{
	const struct text *x = &v->r->text;

	if (!wordlist_has(score_words(SCORE_WORDS_me),
		text_token(x, &x->tokens[verb->last])))
		return;
	for (uint32_t i = 0; i < x->n_tokens; i++) {
		const struct token *k = &x->tokens[i];

		if (k->class != TEXT_WORD ||
		    (i >= verb->first && i <= verb->last))
			continue;
		if (i > verb->last
			? !wordlist_has(score_words(SCORE_WORDS_please_now),
			      text_token(x, k))
			: !lists_fills(&v->r->known, i))
			return;
	}
	offer(v, VERB_ALONE * verb->weight, verb->first, verb->last);
}

/* Are two words too many for a person, spelled as it may be?  So it is of
 * nearly all turns, unless letters stand alone. */
static bool
says_more(const struct reading *r)
{
	const struct tally *c = &r->tally;
	const struct token *k = r->text.tokens;

	return c->n_content > 1 && c->words - c->long_words < SPELLED_LEAST &&
	       k[c->content[0]].class == TEXT_WORD &&
	       k[c->content[1]].class == TEXT_WORD;
}

/*
 * A short turn of which no word is known: one noun with a slip, or spelled
 * out, beside words that say little.
 */
static struct request
odd_spelling(const struct reading *r)
{
	const struct text *x = &r->text;
	struct request q = { 0 };

	if (x->n_tokens > ODD_TOKENS || says_more(r))
		return q;
	for (uint32_t i = 0, last = 0; i < x->n_tokens; i = last + 1) {
		const struct token *k = &x->tokens[i];
		char word[SPELLED_MAX];
		size_t n = spelling_out(x, i, word, &last);

		if (n == 0)
			last = i;
		if (n == 0 &&
		    (k->class != TEXT_WORD || lists_fills(&r->known, i)))
			continue;
		if (q.score > 0)
			return (struct request){ 0 };
		if (n ? wordlist_has(score_words(SCORE_WORDS_person_spelled),
			    (struct str){ word, n })
		      : spelling_is_near(text_token(x, k),
			    score_words(SCORE_WORDS_person_alone), 4) &&
			    !wordlist_has(score_words(SCORE_WORDS_no_person),
				text_token(x, k)))
			q = (struct request){ n ? SPELLED : MISSPELT, i, last };
		else
			return q;
	}
	return q;
}

static void
try_odd_spelling(struct people *v, struct reading *r)
{
	struct request q = odd_spelling(r);

	if (q.score == 0)
		return;
	reading_search(r, SET_REQUEST);
	sort_hits(v);
	offer(v, q.score, q.first, q.last);
}

struct request
person_request(struct reading *r, struct people *v)
{
	const struct spans *p = v->part;

	v->r = r;
	v->best = (struct request){ 0 };
	/* The greater part of all turns has no such word. */
	if (r->strength[LIST_human_noun] == 0 &&
	    r->strength[LIST_human_request] == 0 &&
	    r->strength[LIST_human_contact] == 0 &&
	    r->strength[LIST_human_bot] == 0) {
		try_odd_spelling(v, r);
		return v->best;
	}
	reading_search(r, SET_REQUEST);
	sort_hits(v);
	for (size_t i = 0; i < p[REQUEST].n; i++) {
		const struct term_hit *h = p[REQUEST].hit[i];

		if (!is_naming(v, h))
			offer(v, h->weight, h->first, h->last);
	}
	try_nouns(v);
	for (size_t i = 0; i < p[CONTACT].n && p[NOUN].n == 0; i++) {
		try_misspelt_noun(v, p[CONTACT].hit[i]);
		try_verb_alone(v, p[CONTACT].hit[i]);
	}
	for (size_t i = 0; i < p[PUSH_AWAY].n; i++)
		try_away(v, p[PUSH_AWAY].hit[i]);
	return v->best;
}
