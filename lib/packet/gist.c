#include "packet/gist_room.h"

#include <stdlib.h>

#include "base/die.h"
#include "packet/sentence.h"
#include "packet/word_lists.h"
#include "words/words.h"

_Static_assert(N_LISTS <= 64 + GIST_LABEL, "lists share the bits of a search");
_Static_assert(N_MARKS <= 64, "a piece has one bit for each mark");
_Static_assert(N_WANTS <= 32, "and one for each want");

static const struct str lists[N_LISTS] = { GIST_LISTS };

enum {
	REST = 1,	    /* words of a greeting beside it: a name */
	START = 1,	    /* tokens a courtesy may stand behind: "and" */
	ASKING = 3,	    /* words of a question that asks for something */
	LONGEST = 32 << 10, /* bytes that are read: more is a paste */
};

struct gist_terms {
	const struct terms *terms;
};

#define TITLE(symbol, name, title) { title, sizeof(title) - 1 },

struct str
gist_thing(enum gist_thing thing)
{
	static const struct str titles[] = { GIST_THINGS(TITLE) };

	return titles[thing];
}

struct str
gist_want(enum gist_want want)
{
	static const struct str titles[] = { GIST_WANTS(TITLE) };

	return titles[want];
}

const struct gist_terms *
gist_terms(struct packet_file from, struct arena *run)
{
	struct gist_terms *t = arena_alloc(run, sizeof(*t));

	t->terms = from.built.n ? terms_thaw(from.built, run)
				: vocabulary_read(from.name, from.text, lists,
				      N_LISTS, run);
	return t;
}

struct gist_seeker *
gist_seeker_new(const struct gist_terms *t)
{
	struct gist_seeker *g = calloc(1, sizeof(*g));

	if (!g)
		die_of_memory();
	g->terms = t->terms;
	text_init(&g->text);
	return g;
}

void
gist_seeker_free(struct gist_seeker *g)
{
	terms_forget(&g->known);
	text_free(&g->text);
	free(g->found);
	free(g);
}

size_t
gist_count_words(const struct text *x, size_t from, size_t to)
{
	size_t n = 0;

	for (; from < to; from++)
		n += is_word(x, from);
	return n;
}

/* Whether it is of phrases of a list, and not much more. */
static bool
is_only(const struct text *x, const struct term_hit *hits, size_t n,
    enum gist_mark list)
{
	size_t rest = 0, at = 0;
	bool begins = false;

	for (size_t i = 0; i < n; i++) {
		if (hits[i].list != list || hits[i].first < at)
			continue;
		begins |= hits[i].first == 0;
		rest += gist_count_words(x, at, hits[i].first);
		at = hits[i].last + 1;
	}
	return begins && rest + gist_count_words(x, at, x->n_tokens) <= REST;
}

/* "Really?", and "really?!" */
static bool
is_question(struct str sentence)
{
	size_t n = sentence.n;

	while (n && sentence.p[n - 1] == '!')
		n--;
	return n && sentence.p[n - 1] == '?';
}

static bool
is_any(const struct text *x, size_t i, enum packet_words list)
{
	return wordlist_has(packet_words(list), text_token(x, &x->tokens[i]));
}

/* Not "they put it on my line", nor "or can you, is it tonight": what others do
 * is no wish, and what breaks off is none. */
bool
gist_is_own_wish(const struct text *x, const struct term_hit *h)
{
	size_t next = h->last + 1;

	if (h->first && is_any(x, h->first, PACKET_WORDS_order_verb) &&
	    x->tokens[h->first - 1].class != TEXT_PUNCT &&
	    !is_any(x, h->first - 1, PACKET_WORDS_order_before))
		return false;
	return !(next == x->n_tokens || is_comma(x, next)) ||
	       !is_any(x, h->last, PACKET_WORDS_wish_open);
}

static void
read_sentence(struct gist_seeker *g, struct str sentence, struct str language,
    struct gist_reading *r)
{
	bool polite = false, more = false;

	r->n = terms_search(g->terms, sentence, &g->text, &g->known, language,
	    TERMS_ALL_LISTS, r->hits, HITS);
	r->asks = false;
	for (size_t i = 0; i < r->n; i++) {
		const struct term_hit *h = &r->hits[i];

		more |= h->list == GIST_MORE || h->list == GIST_HANDOVER;
		polite |= h->list == GIST_COURTESY && h->first <= START;
		r->asks |=
		    h->list == GIST_WISH && gist_is_own_wish(&g->text, h);
	}
	r->words = gist_count_words(&g->text, 0, g->text.n_tokens);
	r->question = is_question(sentence);
	r->asks |= r->question && r->words >= ASKING;
	r->closes = is_only(&g->text, r->hits, r->n, GIST_CLOSING);
	r->says = !more && !r->closes &&
		  !is_only(&g->text, r->hits, r->n, GIST_GREETING) &&
		  !is_only(&g->text, r->hits, r->n, GIST_OUTCRY) && r->words &&
		  (!polite || r->question);
}

static struct str
beginning(struct str text)
{
	return text.n > LONGEST
		   ? (struct str){ text.p, text_whole(text, LONGEST) }
		   : text;
}

struct gist
gist_read(struct gist_seeker *g, struct str text, struct str language,
    struct arena *a)
{
	struct gist found = { .known = true };
	struct gist_reading r;
	struct str next;
	size_t number = 0;

	g->n = 0;
	text = beginning(text);
	for (size_t at = 0; (next = sentence_next(text, &at)).n; number++) {
		read_sentence(g, next, language, &r);
		if (r.closes && g->n)
			break;
		found.says |= r.says;
		found.asks |= r.says && r.asks;
		if (g->text.n_tokens)
			gist_cut(g, &r, next, number);
	}
	found.n = g->n;
	found.all = arena_array(a, g->n, sizeof(*found.all));
	if (g->n)
		memcpy(found.all, g->found, g->n * sizeof(*found.all));
	return found;
}

struct gist_piece
gist_sentence(const struct gist *g, size_t from, size_t *end)
{
	struct gist_piece whole = g->all[from];
	size_t i = from + 1;

	for (; i < g->n && g->all[i].sentence == whole.sentence; i++) {
		const struct gist_piece *p = &g->all[i];

		whole.text.n = (size_t)(p->text.p + p->text.n - whole.text.p);
		whole.words += p->words;
		whole.asks |= p->asks;
		whole.question |= p->question;
		whole.decides |= p->decides;
		whole.points |= p->points;
		whole.number |= p->number;
		whole.label &= p->label;
		whole.marks |= p->marks;
		whole.things |= p->things;
		whole.wants |= p->wants;
		whole.unwanted |= p->unwanted;
	}
	*end = i;
	return whole;
}

bool
gist_declines(struct str text)
{
	struct wordlist declines = packet_words(PACKET_WORDS_declines);

	for (size_t i = 0; i < declines.n; i++)
		if (sentence_has(text, wordlist_at(declines, i)))
			return true;
	return false;
}

bool
gist_forbids(struct str text)
{
	return packet_begins_with(PACKET_WORDS_forbids, text) ||
	       wordlist_begins_nocase(
		   packet_words(PACKET_WORDS_forbids_whatever), text);
}
