#include "packet/excerpt.h"

#include <ctype.h>

#include "packet/sentence.h"
#include "text/text.h"

static bool
is_longer(struct str text, size_t most)
{
	return text.n > most && text_codepoints(text) > most;
}

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

/* Without a first sentence of a word or two, where there is another:
 * "Exactly!", "Hello there." */
static struct str
without_start(struct str text)
{
	enum { GREETING = 2 };
	size_t at = 0, blanks = 0;
	struct str first = sentence_next(text, &at), next;

	for (size_t i = 0; i < first.n; i++)
		blanks += first.p[i] == ' ';
	next = sentence_next(text, &at);
	if (!next.n || blanks >= GREETING || memchr(first.p, '?', first.n))
		return text;
	return (struct str){ next.p, (size_t)(text.p + text.n - next.p) };
}

/* A sentence may end with its line, without a mark. */
static bool
ends_marked(const struct buf *b)
{
	return b->n && ispunct((unsigned char)b->p[b->n - 1]);
}

/* Sentences from..to of what was said, in their order, as far as there is room:
 * whole ones, where those fill most of it. */
static struct str
joined(const struct sketch *s, const struct gist *g, size_t from, size_t to,
    size_t most)
{
	struct buf all = { 0 };
	size_t whole = 0;
	struct str text;

	for (size_t i = from; i < to && whole == all.n; i++) {
		if (i > from)
			buf_cstr(&all, ends_marked(&all) ? " " : "; ");
		buf_str(&all, g->all[i].text);
		if (!is_longer(buf_view(&all), most))
			whole = all.n;
	}
	text = arena_copy(s->scratch, buf_view(&all));
	buf_free(&all);
	if (whole == text.n)
		return text;
	if (is_longer((struct str){ text.p, whole }, most * 3 / 4))
		return arena_printf(
		    s->scratch, "%.*s\xe2\x80\xa6", (int)whole, text.p);
	return sketch_clip(s, text, most);
}

/* Whether the first n sentences have room. */
static bool
has_room(const struct gist *g, size_t n, size_t most)
{
	size_t codepoints = n - 1;

	for (size_t i = 0; i < n && codepoints <= most; i++)
		codepoints += text_codepoints(g->all[i].text);
	return codepoints <= most;
}

/* The last sentence that asks for something; g->n: none. */
static size_t
last_wish(const struct gist *g)
{
	for (size_t i = g->n; i-- > 0;)
		if (g->all[i].asks)
			return i;
	return g->n;
}

/* From byte `at` of a sentence on, behind "..." (U+2026). */
static struct str
from_byte(const struct sketch *s, struct str sentence, size_t at, size_t most)
{
	struct str rest;

	while (at < sentence.n && sentence.p[at] == ' ')
		at++;
	rest = (struct str){ sentence.p + at, sentence.n - at };
	rest = sketch_clip(s, rest, most);
	return arena_printf(s->scratch, "\xe2\x80\xa6%.*s", STR_ARG(rest));
}

/* What a sentence asks for, and what stands behind it as far as there is room:
 * not from its start, where that has no room. */
static struct str
wish(const struct sketch *s, const struct gist *g, size_t i, size_t most)
{
	enum { TOLD = 24 /* code points of a wish that say something */ };
	const struct gist_sentence *w = &g->all[i];
	struct str before = { w->text.p, w->wish };

	if (!is_longer(w->text, most) || !is_longer(before, most - TOLD))
		return joined(s, g, i, g->n, most);
	return from_byte(s, w->text, w->wish, most);
}

/* What is the matter, and half of the room for the wish behind it. */
static struct str
matter_and_wish(const struct sketch *s, const struct gist *g, size_t most)
{
	size_t last = last_wish(g);
	struct str matter, end;

	if (last == 0 || last == g->n || has_room(g, last + 1, most))
		return joined(s, g, 0, g->n, most);
	end = wish(s, g, last, most / 2);
	matter = joined(s, g, 0, last, most - text_codepoints(end));
	return arena_printf(
	    s->scratch, "%.*s %.*s", STR_ARG(matter), STR_ARG(end));
}

/* The byte at which the word before that at byte `at` begins. */
static size_t
word_before(struct str text, size_t at)
{
	while (at && text.p[at - 1] == ' ')
		at--;
	while (at && text.p[at - 1] != ' ')
		at--;
	return at;
}

/* A number and what it counts, at the end of a sentence, are what was
 * promised: where they have no room, the middle goes. */
static struct str
with_number(const struct sketch *s, struct str text, size_t most)
{
	struct str begin, end;
	size_t at = text.n;

	while (at && !isdigit((unsigned char)text.p[at - 1]))
		at--;
	at = word_before(text, word_before(text, at));
	begin = (struct str){ text.p, at };
	end = (struct str){ text.p + at, text.n - at };
	if (!is_longer(text, most) || !at || is_longer(end, most * 2 / 3) ||
	    !is_longer(begin, most / 3))
		return sketch_clip(s, text, most);
	begin = sketch_clip(s, begin, most - text_codepoints(end));
	return arena_printf(
	    s->scratch, "%.*s %.*s", STR_ARG(begin), STR_ARG(end));
}

/* What the bot asked, where that tells what for; else what it said.  That it
 * asked nicely tells less than what for. */
static struct str
answer(const struct sketch *s, const struct gist *g, size_t most)
{
	enum { TELLING = 5 /* words of a question */ };

	for (size_t i = g->n; i-- > 0;) {
		const struct gist_sentence *q = &g->all[i];

		if (!q->question || ease_words(q->text) < TELLING)
			continue;
		if (is_longer(q->text, most) && q->what)
			return from_byte(s, q->text, q->what, most);
		return sketch_clip(s, q->text, most);
	}
	return with_number(s, joined(s, g, 0, g->n, SIZE_MAX), most);
}

struct str
excerpt_text(const struct sketch *s, struct excerpt *x, size_t most)
{
	const struct gist *g = &x->gist;
	size_t last;

	if (x->kind == EXCERPT_LIST)
		return sketch_clip(s, x->said, most);
	if (!is_longer(x->said, most))
		return x->kind == EXCERPT_WORDS
			   ? without_start(without_choice(x->said))
			   : without_start(x->said);
	if (!x->gist.all)
		x->gist =
		    gist_find(s->gist, x->said, s->c->language, s->scratch);
	if (x->promise.n)
		return with_number(s, x->promise, most);
	if (!g->n)
		return sketch_clip(s, x->said, most);
	if (has_room(g, g->n, most))
		return joined(s, g, 0, g->n, most);
	if (x->kind == EXCERPT_REQUEST)
		return matter_and_wish(s, g, most);
	if (x->kind == EXCERPT_ANSWER)
		return answer(s, g, most);
	last = last_wish(g);
	return wish(s, g, last < g->n ? last : 0, most);
}
