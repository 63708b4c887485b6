#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "tagger/train/fillers.h"
#include "tagger/train/training.h"

void
lessons_init(struct lessons *l, const struct tagger *t, struct fillers *fillers)
{
	*l = (struct lessons){ .tagger = t, .fillers = fillers };
	text_init(&l->text);
}

static void *
grow(void *p, size_t n, size_t *room, size_t size)
{
	if (n <= *room)
		return p;
	*room = n * 2;
	p = realloc(p, *room * size);
	if (!p)
		die_of_memory();
	return p;
}

static void
add_word(struct lessons *l, const struct scene *s, size_t i, uint8_t tag)
{
	l->rows = grow(
	    l->rows, l->n_rows + MAX_FEATURES, &l->rows_room, sizeof(*l->rows));
	l->tags =
	    grow(l->tags, l->n_words + 1, &l->tags_room, sizeof(*l->tags));
	l->places = grow(
	    l->places, l->n_words + 2, &l->places_room, sizeof(*l->places));
	l->tags[l->n_words] = tag;
	l->places[l->n_words] = (uint32_t)l->n_rows;
	l->n_rows += scene_features(s, i, l->rows + l->n_rows);
	l->places[++l->n_words] = (uint32_t)l->n_rows;
}

/* A name whose first token was left out begins with the next. */
static uint8_t
tag_at(const struct lessons *l, const struct text *x, size_t i)
{
	uint8_t tag = l->by_codepoint[x->tokens[i].start];
	uint8_t before = i ? l->by_codepoint[x->tokens[i - 1].start] : 0;
	bool on = tag && tag % 2 == 0;

	return on && before != tag && before != tag - 1 ? tag - 1 : tag;
}

/* Of names and places every third is one that no list has, and so are some of
 * the words in capitals that name nothing. */
static void
forget(struct lessons *l, const struct text *x)
{
	for (size_t i = 0; i < x->n_tokens; i++)
		if (draw(&l->random) % 3 == 0 &&
		    (tag_at(l, x, i) != TAG_OTHER ||
			(l->made_up && x->tokens[i].upper == 1)))
			l->tagging.is[i] = 0;
}

/* The tokens of `x` have a tag where their first code point is marked. */
static void
add_sentence(struct lessons *l, const struct text *x, enum asked asked)
{
	struct scene s;

	if (x->n_tokens == 0)
		return;
	tagging_look_up(&l->tagging, l->tagger, x);
	if (l->forgets)
		forget(l, x);
	scene_open(&s, l->tagger, l->tagging.sights, x, asked);
	scene_see(&s, x, l->tagging.is, 0, s.n);
	l->sentences = grow(l->sentences, l->n_sentences + 1,
	    &l->sentences_room, sizeof(*l->sentences));
	l->sentences[l->n_sentences++] =
	    (struct sentence){ l->n_words, x->n_tokens };
	for (size_t i = 0; i < x->n_tokens; i++)
		add_word(l, &s, i, tag_at(l, x, i));
}

/* The tokens again, written otherwise. */
static struct text
rewrite(struct lessons *l, unsigned writing)
{
	struct text x = l->text;
	size_t n = 0;

	l->kept = grow(l->kept, x.n_tokens, &l->kept_room, sizeof(*l->kept));
	for (size_t i = 0; i < x.n_tokens; i++) {
		struct token k = x.tokens[i];

		if (writing == WRITE_SMALL && k.class == TEXT_PUNCT)
			continue;
		if (k.class == TEXT_WORD)
			k.upper = writing == WRITE_SMALL ? 0 : k.n > 1 ? 2 : 1;
		l->kept[n++] = k;
	}
	x.tokens = l->kept;
	x.n_tokens = n;
	return x;
}

void
lessons_add(struct lessons *l, struct str text, const struct mark *marks,
    size_t n, enum asked asked, unsigned writings)
{
	struct text x;

	text_read(&l->text, text);
	l->by_codepoint = grow(
	    l->by_codepoint, l->text.n_codepoints + 1, &l->codepoints_room, 1);
	memset(l->by_codepoint, TAG_OTHER, l->text.n_codepoints + 1);
	for (size_t i = 0; i < n; i++)
		for (size_t c = marks[i].start;
		     c < marks[i].end && c < l->text.n_codepoints; c++)
			l->by_codepoint[c] =
			    (uint8_t)(marks[i].tag + (c > marks[i].start));
	if (writings & WRITE_AS_IS)
		add_sentence(l, &l->text, asked);
	for (unsigned w = WRITE_SMALL; w <= WRITE_CAPITALS; w *= 2) {
		if (!(writings & w))
			continue;
		x = rewrite(l, w);
		add_sentence(l, &x, asked);
	}
}

void
lessons_free(struct lessons *l)
{
	free(l->sentences);
	free(l->tags);
	free(l->places);
	free(l->rows);
	free(l->by_codepoint);
	free(l->kept);
	text_free(&l->text);
	tagging_free(&l->tagging);
}
