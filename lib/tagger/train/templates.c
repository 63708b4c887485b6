/* Made-up chat lines: templates, filled from the word list. */

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "tagger/train/fillers.h"
#include "tagger/train/training.h"

enum { MARKS = 8 };

/* Of "(this|that|)", at its first byte, one; behind it *i is. */
static struct str
take_one(struct str line, size_t *i, uint64_t *random)
{
	struct str all, one = { 0 };
	const char *end = memchr(line.p + *i, ')', line.n - *i);
	size_t n = 1;

	if (!end)
		die("templates: no end of (");
	all = (struct str){ line.p + *i + 1, (size_t)(end - line.p) - *i - 1 };
	*i = (size_t)(end - line.p) + 1;
	for (size_t k = 0; k < all.n; k++)
		n += all.p[k] == '|';
	for (size_t k = draw(random) % n + 1; k > 0; k--)
		one = next_field(&all, '|');
	return one;
}

/* The template with one of each choice taken. */
static void
take_choices(struct str line, uint64_t *random, struct buf *b)
{
	buf_clear(b);
	for (size_t i = 0; i < line.n;) {
		if (line.p[i] == '(') {
			struct str one = take_one(line, &i, random);

			buf_put(b, one.p, one.n);
		} else {
			buf_put(b, line.p + i++, 1);
		}
	}
}

/* The list has small letters: names and places have capitals. */
static void
put_word(struct buf *b, struct str word, bool capital)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		if (capital && (i == 0 || word.p[i - 1] == ' '))
			c = to_upper(c);
		buf_put(b, &c, 1);
	}
}

static size_t
fill(struct str line, struct fillers *fillers, uint64_t *random, struct buf *b,
    struct mark *marks)
{
	size_t n = 0;

	buf_clear(b);
	for (size_t i = 0; i < line.n; i++) {
		struct mark m = { .start = b->n };
		char slot;

		if (line.p[i] != '{' || i + 2 >= line.n) {
			buf_put(b, line.p + i, 1);
			continue;
		}
		slot = line.p[i + 1];
		i += 2;
		put_word(b, fillers_choose(fillers, slot, random),
		    slot != 'K' && slot != 'C');
		m.end = b->n;
		m.tag = fillers_tag(slot);
		if (m.tag == TAG_OTHER)
			continue;
		if (n && m.tag == TAG_PERSON && marks[n - 1].tag == m.tag &&
		    marks[n - 1].end + 1 == m.start)
			marks[n - 1].end = m.end;
		else if (n < MARKS)
			marks[n++] = m;
	}
	return n;
}

/* Now and then a line begins with a capital. */
static void
begin_large(struct buf *b, uint64_t *random)
{
	struct str line = buf_view(b);

	if (line.n && is_lower(line.p[0]) && draw(random) % 3 == 0)
		b->p[0] = to_upper(line.p[0]);
}

void
templates_read(struct lessons *l, struct str templates, struct fillers *fillers)
{
	uint64_t random = 1;
	long times = 0;
	struct mark marks[MARKS];
	struct buf b = { 0 }, taken = { 0 };
	struct str line;

	l->made_up = true;
	while (next_line(&templates, &line)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (line.p[0] == '*') {
			times = strtol(line.p + 1, NULL, 10);
			continue;
		}
		for (long i = 0; i < times; i++) {
			size_t n;

			take_choices(line, &random, &taken);
			n = fill(buf_view(&taken), fillers, &random, &b, marks);
			begin_large(&b, &random);
			lessons_add(l, buf_view(&b), marks, n, ASKED_NOTHING,
			    i % 3 == 0	  ? WRITE_SMALL
			    : i % 12 == 1 ? WRITE_CAPITALS
					  : WRITE_AS_IS);
		}
	}
	l->made_up = false;
	buf_free(&b);
	buf_free(&taken);
}
