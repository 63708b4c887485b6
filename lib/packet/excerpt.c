#include "packet/excerpt.h"

#include <ctype.h>

#include "packet/sentence.h"
#include "text/text.h"

enum {
	TELLING = 4, /* words of the bot's that say something */
	CLEAR = 4,   /* words of a wish that tell for what */
};

/* Without the number of what was chosen from a menu: "1, and it was not me". */
static struct str
without_choice(struct str text)
{
	size_t n = 0;

	while (n < text.n && n < 2 && isdigit((unsigned char)text.p[n]))
		n++;
	if (!n || n + 2 >= text.n || !strchr(",.)", text.p[n]) ||
	    text.p[n + 1] != ' ')
		return text;
	return (struct str){ text.p + n + 2, text.n - n - 2 };
}

/* Without a short first sentence that says nothing, where there is another:
 * "Hello there." */
static struct str
without_greeting(const struct sketch *s, struct str text)
{
	enum { LONG = 24 /* bytes */ };
	size_t at = 0;
	struct str first = sentence_next(text, &at), next;

	if (first.n > LONG)
		return text;
	next = sentence_next(text, &at);
	if (!next.n || gist_sense(s->gist, first, s->c->language).says)
		return text;
	return (struct str){ next.p, (size_t)(text.p + text.n - next.p) };
}

struct str
excerpt_whole(const struct sketch *s, const struct excerpt *x)
{
	struct buf all = { 0 };
	struct str text;

	if (x->kind == EXCERPT_WORDS)
		return without_greeting(s, without_choice(x->said));
	if (x->kind != EXCERPT_LIST)
		return without_greeting(s, x->said);
	for (size_t i = 0; i < x->n; i++) {
		buf_cstr(&all, i ? "; " : "");
		buf_str(&all, x->pieces[i].of.text);
	}
	text = arena_copy(s->scratch, buf_view(&all));
	buf_free(&all);
	return text;
}

/* What decides behind a wish, in one sentence, is a part of the wish; what a
 * bot asks is none, if it is no more than "Is that right?" */
static enum excerpt_weight
weight_of(const struct excerpt *x, size_t i)
{
	const struct gist_piece *p = &x->pieces[i].of;
	const struct excerpt_piece *before = i ? &x->pieces[i - 1] : NULL;
	bool goes_on = before && before->weight == WEIGHT_ASKS &&
		       before->of.sentence == p->sentence;

	if (x->kind == EXCERPT_ANSWER && p->question && p->words < TELLING)
		return WEIGHT_PLAIN;
	if (p->asks || (goes_on && (p->decides || before->of.asks)))
		return WEIGHT_ASKS;
	return p->decides ? WEIGHT_DECIDES : WEIGHT_PLAIN;
}

static bool
is_inside(struct str part, struct str whole)
{
	return part.p >= whole.p && part.p < whole.p + whole.n;
}

/* The last piece of so many words that asks for something; x->n: none. */
static size_t
last_asking(const struct excerpt *x, size_t words)
{
	for (size_t i = x->n; i-- > 0;)
		if (x->pieces[i].of.asks && x->pieces[i].of.words >= words)
			return i;
	return x->n;
}

/* The same from where its sentence begins to ask. */
static size_t
last_wish(const struct excerpt *x, size_t words)
{
	size_t i = last_asking(x, words);

	while (i > 0 && i < x->n && x->pieces[i].of.question &&
	       x->pieces[i - 1].of.sentence == x->pieces[i].of.sentence)
		i--;
	return i;
}

/* The first piece of so many words, and of a weight or more; x->n: none. */
static size_t
first_long(const struct excerpt *x, size_t words, enum excerpt_weight weight)
{
	size_t i = 0;

	while (i < x->n &&
	       (x->pieces[i].of.words < words || x->pieces[i].weight < weight))
		i++;
	return i;
}

/* The last piece of what the bot promised, best one with a number in it; x->n:
 * none. */
static size_t
promised_in(const struct excerpt *x)
{
	size_t found = x->n;

	for (size_t i = x->n; x->promise.n && i-- > 0;)
		if (is_inside(x->pieces[i].of.text, x->promise) &&
		    (found == x->n || x->pieces[i].of.number ||
			!x->pieces[found].of.number))
			found = i;
	return found;
}

static size_t
start_of_sentence(const struct excerpt *x, size_t i)
{
	while (
	    i > 0 && x->pieces[i - 1].of.sentence == x->pieces[i].of.sentence)
		i--;
	return i;
}

/* Of the bot's words what it promised, the first that has a number in it, what
 * it asked, or the first that tells anything; of "Would that be acceptable?"
 * the sentence before it. */
static size_t
core_of_answer(const struct excerpt *x)
{
	size_t promised = promised_in(x), asked = last_wish(x, TELLING);
	size_t telling = first_long(x, TELLING, WEIGHT_PLAIN);

	if (promised < x->n)
		return promised;
	for (size_t i = 0; i < x->n; i++)
		if (x->pieces[i].of.number && x->pieces[i].of.words >= TELLING)
			return i;
	if (asked > 0 && asked < x->n && x->pieces[asked].of.points)
		return start_of_sentence(x, asked - 1);
	if (asked < x->n)
		return asked;
	return telling < x->n ? telling : 0;
}

/* Of the customer's what is asked for last, where that tells for what; the
 * first that tells anything; or what is asked for. */
static size_t
core_of_words(const struct excerpt *x)
{
	size_t asked = last_wish(x, CLEAR);

	if (asked == x->n)
		asked = first_long(x, CLEAR, WEIGHT_DECIDES);
	if (asked == x->n)
		asked = first_long(x, CLEAR, WEIGHT_PLAIN);
	if (asked == x->n)
		asked = last_wish(x, 1);
	return asked < x->n ? asked : 0;
}

/* Of a request the first that is not only which order it is about, or a cry:
 * "Now!" */
static size_t
core_of_request(const struct excerpt *x)
{
	size_t i = 0;

	while (i < x->n && x->pieces[i].of.label &&
	       (!i || !x->pieces[i].of.heading || x->pieces[i].of.words < 2))
		i++;
	return i < x->n ? i : 0;
}

static size_t
core_of(const struct excerpt *x)
{
	switch (x->kind) {
	case EXCERPT_ANSWER:
		return core_of_answer(x);
	case EXCERPT_WORDS:
		return core_of_words(x);
	case EXCERPT_REQUEST:
		return core_of_request(x);
	default:
		return 0;
	}
}

void
excerpt_cut(const struct sketch *s, struct excerpt *x)
{
	struct gist g;

	if (x->kind == EXCERPT_LIST)
		return;
	g = gist_find(s->gist,
	    x->kind == EXCERPT_WORDS ? without_choice(x->said) : x->said,
	    s->c->language, s->scratch);
	x->pieces = arena_array(s->scratch, g.n, sizeof(*x->pieces));
	x->n = g.n;
	for (size_t i = 0; i < g.n; i++)
		x->pieces[i] = (struct excerpt_piece){ .of = g.all[i] };
	for (size_t i = 0; i < g.n; i++)
		x->pieces[i].weight = weight_of(x, i);
	x->core = core_of(x);
}

/* A sentence may end with its line, without a mark. */
static bool
ends_marked(const struct buf *b)
{
	return b->n && ispunct((unsigned char)b->p[b->n - 1]);
}

/* The first n words of a text. */
static struct str
first_words(struct str text, size_t n)
{
	size_t at = 0;

	while (at < text.n) {
		size_t end = at;

		while (end < text.n && (unsigned char)text.p[end] <= ' ')
			end++;
		while (end < text.n && (unsigned char)text.p[end] > ' ')
			end++;
		if (ease_words((struct str){ text.p, end }) > n)
			break;
		at = end;
	}
	return (struct str){ text.p, at };
}

/* A comma in front of a gap parts nothing. */
static void
put_gap(struct buf *out)
{
	while (out->n && strchr(" ,;:-", out->p[out->n - 1]))
		out->n--;
	if (out->n && strchr(".!?", out->p[out->n - 1]))
		buf_char(out, ' ');
	buf_cstr(out, "\xe2\x80\xa6");
}

/* What stands between a piece and the one told before it. */
static void
put_between(const struct excerpt *x, size_t i, bool gap, struct buf *out)
{
	const struct gist_piece *p = &x->pieces[i].of;
	bool begun = out->n > 0;

	if (gap)
		put_gap(out);
	if (!begun)
		return;
	if (x->kind == EXCERPT_LIST ||
	    (!gap && !ends_marked(out) && i &&
		x->pieces[i - 1].of.sentence != p->sentence))
		buf_cstr(out, ";");
	buf_char(out, ' ');
}

struct str
excerpt_text(const struct excerpt *x, struct arena *scratch)
{
	struct buf all = { 0 };
	struct str text;
	bool gap = false;

	for (size_t i = 0; i < x->n; i++) {
		const struct excerpt_piece *p = &x->pieces[i];

		if (p->words) {
			put_between(x, i, gap, &all);
			buf_str(&all, p->words == p->of.words
					  ? p->of.text
					  : first_words(p->of.text, p->words));
		}
		gap = x->kind != EXCERPT_LIST && p->words < p->of.words;
	}
	if (gap)
		put_gap(&all);
	text = arena_copy(scratch, buf_view(&all));
	buf_free(&all);
	return text;
}
