#include "packet/asks.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"
#include "stats/stats.h"
#include "terms/terms.h"
#include "words/words.h"

enum { HITS = 256 /* of one turn; more of it are not looked at */ };

#define ASK_NAME(symbol, name)	{ name, sizeof(name) - 1 },
#define SAID_NAME(symbol, name) { "said." name, sizeof("said." name) - 1 },
static const struct str lists[] = { AUDIT_TOPICS(ASK_NAME)
	    AUDIT_TOPICS(SAID_NAME) ASK_MARKS(ASK_NAME) };

enum { FIRST_SAID = N_ASK_TOPICS, FIRST_MARK = 2 * N_ASK_TOPICS };

struct ask_terms {
	const struct terms *terms, *stopwords;
};

struct ask_reader {
	const struct ask_terms *t;
	struct text text, name;
	struct terms_known known, stop;
	struct term_hit hits[HITS];
	struct buf plain;
};

const char *
ask_topic_name(enum ask_topic t)
{
	return lists[t].p;
}

const struct ask_terms *
ask_terms(
    struct packet_file asks, struct packet_file stopwords, struct arena *run)
{
	struct ask_terms *a = arena_alloc(run, sizeof(*a));
	struct terms *stop = terms_new(run);

	a->terms = vocabulary_read(
	    asks.name, asks.text, lists, sizeof(lists) / sizeof(*lists), run);
	terms_add(stop, "stopwords", stopwords.name, stopwords.text);
	terms_build(stop);
	a->stopwords = stop;
	return a;
}

struct ask_reader *
ask_reader_new(const struct ask_terms *t)
{
	struct ask_reader *r = calloc(1, sizeof(*r));

	if (!r)
		die_of_memory();
	r->t = t;
	text_init(&r->text);
	text_init(&r->name);
	return r;
}

void
ask_reader_free(struct ask_reader *r)
{
	if (!r)
		return;
	terms_forget(&r->known);
	terms_forget(&r->stop);
	text_free(&r->text);
	text_free(&r->name);
	buf_free(&r->plain);
	free(r);
}

static int
by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
sort_once(struct ask_words *w)
{
	size_t n = 0;

	if (!w->n)
		return;
	qsort(w->all, w->n, sizeof(*w->all), by_hash);
	for (size_t i = 0; i < w->n; i++)
		if (!i || w->all[i] != w->all[i - 1])
			w->all[n++] = w->all[i];
	w->n = n;
}

double
ask_likeness(const struct ask_words *a, const struct ask_words *b)
{
	size_t i = 0, k = 0, both = 0;

	while (i < a->n && k < b->n) {
		both += a->all[i] == b->all[k];
		if (a->all[i] < b->all[k])
			i++;
		else if (a->all[i] > b->all[k])
			k++;
		else
			i++, k++;
	}
	return a->n + b->n
		   ? stats_round4(2 * (double)both / (double)(a->n + b->n))
		   : 0;
}

static bool
ends_sentence(const struct text *x, size_t i)
{
	const struct token *k = &x->tokens[i];
	char c = x->folded.p[k->at];

	return k->class == TEXT_PUNCT && k->n == 1 &&
	       (c == '.' || c == '!' || c == '?');
}

static void
cut(const struct text *x, struct arena *a, struct ask_turn *t)
{
	struct ask_sentence *s = NULL;
	bool open = false;

	t->all = arena_array(a, x->n_tokens + 1, sizeof(*t->all));
	t->n = 0;
	for (uint32_t i = 0; i < x->n_tokens; i++) {
		if (!open) {
			s = &t->all[t->n++];
			*s = (struct ask_sentence){ .first = i,
				.start = x->tokens[i].start };
		}
		open = !ends_sentence(x, i);
		s->end = i + 1;
		s->stop = x->tokens[i].end;
		s->question |= !open && x->folded.p[x->tokens[i].at] == '?';
	}
}

/* The sentence a token is in. */
static struct ask_sentence *
sentence_of(struct ask_turn *t, uint32_t token)
{
	size_t low = 0, high = t->n;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (t->all[middle].first <= token)
			low = middle;
		else
			high = middle;
	}
	return &t->all[low];
}

static void
note(const struct text *x, const struct term_hit *h, struct ask_sentence *s)
{
	uint32_t list = h->list;

	if (h->list >= FIRST_MARK) {
		s->says |= 1U << (h->list - FIRST_MARK);
	} else if (h->list >= FIRST_SAID) {
		list = h->list - FIRST_SAID;
		s->told |= UINT64_C(1) << list;
		s->told_at[list].start = x->tokens[h->first].start;
		s->told_at[list].stop = x->tokens[h->last].end;
	} else if (!(s->topics >> list & 1)) {
		s->topics |= UINT64_C(1) << list;
		s->at[list].start = x->tokens[h->first].start;
		s->at[list].stop = x->tokens[h->last].end;
	}
}

static bool
is_word(const struct token *k)
{
	return k->class == TEXT_WORD || k->class == TEXT_IDEOGRAM;
}

/* Words that are neither stopwords nor empty. */
static void
read_words(struct ask_reader *r, struct str language, bool *dull,
    struct arena *a, struct ask_turn *t)
{
	const struct text *x = &r->text;
	size_t n;

	terms_know(r->t->stopwords, x, &r->stop);
	n = terms_find(r->t->stopwords, x, &r->stop,
	    str_language_code(language), TERMS_ALL_LISTS, r->hits, HITS);
	for (size_t i = 0; i < n; i++)
		dull[r->hits[i].first] = true;
	t->words.all = arena_array(a, x->n_tokens, sizeof(*t->words.all));
	t->words.n = 0;
	for (size_t i = 0; i < t->n; i++) {
		struct ask_sentence *s = &t->all[i];
		size_t from = t->words.n;

		for (uint32_t k = s->first; k < s->end; k++)
			if (!dull[k] && is_word(&x->tokens[k])) {
				t->words.all[t->words.n++] = x->tokens[k].hash;
				s->behind += x->tokens[k].start >=
					     s->at[ASK_PROBLEM].stop;
			}
		s->words.n = t->words.n - from;
		s->words.all = arena_array(a, s->words.n, sizeof(uint64_t));
		for (size_t k = 0; k < s->words.n; k++)
			s->words.all[k] = t->words.all[from + k];
		sort_once(&s->words);
	}
	sort_once(&t->words);
}

void
ask_read(struct ask_reader *r, struct str text, struct str language,
    struct arena *a, struct ask_turn *t)
{
	const struct text *x = &r->text;
	bool *dull;
	size_t n;

	*t = (struct ask_turn){ 0 };
	text_read(&r->text, text);
	if (!x->n_tokens)
		return;
	cut(x, a, t);
	dull = arena_zalloc(a, x->n_tokens);
	terms_know(r->t->terms, x, &r->known);
	n = terms_find(r->t->terms, x, &r->known, str_language_code(language),
	    TERMS_ALL_LISTS, r->hits, HITS);
	for (size_t i = 0; i < n; i++) {
		const struct term_hit *h = &r->hits[i];

		note(x, h, sentence_of(t, h->first));
		for (uint32_t k = h->first; k <= h->last; k++)
			dull[k] |= h->list == FIRST_MARK + SAYS_EMPTY;
	}
	for (size_t i = 0; i < t->n; i++) {
		t->says |= t->all[i].says;
		t->told |= t->all[i].told;
	}
	read_words(r, language, dull, a, t);
}

/* A slot's name as words: "order_id", "orderId" and "order.id" are two. */
static struct str
plain_name(struct ask_reader *r, struct str name)
{
	buf_clear(&r->plain);
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool upper = is_upper(c);
		bool lower_before = i && is_lower(name.p[i - 1]);

		if (upper && lower_before)
			buf_char(&r->plain, ' ');
		buf_char(&r->plain, c == '_' || c == '-' || c == '.' ? ' ' : c);
	}
	return buf_view(&r->plain);
}

uint64_t
ask_topics_of(struct ask_reader *r, struct str name)
{
	uint64_t topics = 0;
	size_t n;

	n = terms_search(r->t->terms, plain_name(r, name), &r->name, &r->known,
	    STR(""), TERMS_ALL_LISTS, r->hits, HITS);
	for (size_t i = 0; i < n; i++)
		if (r->hits[i].list < FIRST_MARK)
			topics |= UINT64_C(1) << r->hits[i].list % N_ASK_TOPICS;
	return topics;
}

static bool
has_word(const struct text *x, const struct ask_sentence *s, struct str word)
{
	for (uint32_t i = s->first; i < s->end; i++)
		if (str_eq(text_token(x, &x->tokens[i]), word))
			return true;
	return false;
}

bool
ask_names(struct ask_reader *r, const struct ask_sentence *s, struct str name)
{
	size_t words = 0;

	text_read(&r->name, plain_name(r, name));
	for (size_t i = 0; i < r->name.n_tokens; i++) {
		if (r->name.tokens[i].class != TEXT_WORD ||
		    r->name.tokens[i].n < 3)
			continue;
		if (!has_word(
			&r->text, s, text_token(&r->name, &r->name.tokens[i])))
			return false;
		words++;
	}
	return words > 0;
}
