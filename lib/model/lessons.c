#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/utf8.h"
#include "model/lessons.h"

enum { MOST_INTENTS = 1024, MOST_WARNINGS = 10 };

/* The file in hand, and where its lines are being read. */
struct tsv {
	const char *file;
	struct str rest;
	size_t line;
	size_t n_columns, text, intent;
	size_t skipped;
};

static struct str
cut(struct str *rest, char end)
{
	const char *at = rest->n ? memchr(rest->p, end, rest->n) : NULL;
	struct str s = { rest->p, at ? (size_t)(at - rest->p) : rest->n };
	size_t n = s.n + (at != NULL);

	*rest = (struct str){ rest->p + n, rest->n - n };
	return s;
}

static struct str
trim(struct str s)
{
	while (s.n && memchr(" \r", s.p[s.n - 1], 2))
		s.n--;
	for (; s.n && *s.p == ' '; s.n--)
		s.p++;
	return s;
}

static struct str
next_line(struct tsv *t)
{
	struct str line = cut(&t->rest, '\n');

	t->line++;
	if (!utf8_is_valid(line))
		die("%s:%zu: not UTF-8", t->file, t->line);
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

static void
read_header(struct tsv *t)
{
	static const struct str mark = { "\xef\xbb\xbf", 3 };
	struct str line, name;
	size_t i = 0;

	if (t->rest.n >= mark.n && memcmp(t->rest.p, mark.p, mark.n) == 0)
		t->rest =
		    (struct str){ t->rest.p + mark.n, t->rest.n - mark.n };
	line = next_line(t);
	t->text = t->intent = SIZE_MAX;
	do {
		name = trim(cut(&line, '\t'));
		if (str_eq(name, STR("text")))
			t->text = i;
		if (str_eq(name, STR("intent")))
			t->intent = i;
		i++;
	} while (line.n);
	t->n_columns = i;
	if (t->text == SIZE_MAX || t->intent == SIZE_MAX)
		die("%s:1: no column '%s': the first line names the columns, "
		    "which are parted by tabs",
		    t->file, t->text == SIZE_MAX ? "text" : "intent");
}

/* False: there is nothing to learn in it. */
static bool
read_row(struct tsv *t, struct str *text, struct str *intent)
{
	struct str line = next_line(t), whole = line;
	size_t n = 1;

	if (trim(line).n == 0)
		return false;
	for (size_t i = 0; i < line.n; i++)
		n += line.p[i] == '\t';
	if (n != t->n_columns)
		die("%s:%zu: %zu columns, not %zu", t->file, t->line, n,
		    t->n_columns);
	for (size_t i = 0; i < n; i++) {
		struct str cell = trim(cut(&whole, '\t'));

		if (i == t->text)
			*text = cell;
		if (i == t->intent)
			*intent = cell;
	}
	if (text->n && intent->n)
		return true;
	if (++t->skipped <= MOST_WARNINGS)
		warning("%s:%zu: a row without %s is left out", t->file,
		    t->line, text->n ? "an intent" : "a text");
	return false;
}

static bool
is_outside(struct str intent)
{
	return str_eq(intent, STR("oos")) ||
	       str_eq(intent, STR("out_of_scope"));
}

/* A row while intents still have names only. */
struct named {
	struct str text, intent;
	uint64_t hash;
};

/* By intent, then in an order that hangs on nothing but the text. */
static int
by_intent(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = str_cmp(x->intent, y->intent);

	if (c == 0 && x->hash != y->hash)
		c = x->hash > y->hash ? 1 : -1;
	return c ? c : str_cmp(x->text, y->text);
}

static void
number(struct lessons *l, const struct named *rows, struct arena *run)
{
	uint32_t rank = 0;

	l->rows = arena_array(run, l->n + 1, sizeof(*l->rows));
	l->intents = arena_array(run, l->n + 1, sizeof(*l->intents));
	for (size_t i = 0; i < l->n; i++) {
		bool outside = is_outside(rows[i].intent);

		rank = i && str_eq(rows[i].intent, rows[i - 1].intent)
			   ? rank + 1
			   : 0;
		if (rank == 0 && !outside)
			l->intents[l->n_intents++] = rows[i].intent;
		l->n_outside += outside;
		l->rows[i] = (struct lesson){ rows[i].text,
			outside ? UINT32_MAX : (uint32_t)l->n_intents - 1,
			rank };
	}
	for (size_t i = 0; i < l->n; i++)
		if (l->rows[i].intent == UINT32_MAX)
			l->rows[i].intent = (uint32_t)l->n_intents;
}

static void
demand(const struct lessons *l, const char *file)
{
	size_t two = 0;

	for (size_t i = 0; i < l->n; i++)
		two += l->rows[i].rank == 1 && l->rows[i].intent < l->n_intents;
	if (two < 2)
		die("%s: two intents with two texts each are the least there "
		    "is to learn; this has %zu",
		    file, two);
	if (l->n_intents > MOST_INTENTS)
		die("%s: more than %d intents", file, MOST_INTENTS);
	for (size_t i = 0; i < l->n; i++)
		if (l->rows[i].rank == 0 && l->rows[i].intent < l->n_intents &&
		    (i + 1 == l->n || l->rows[i + 1].rank == 0))
			warning("%s: intent '%.*s' has one text only", file,
			    STR_ARG(l->intents[l->rows[i].intent]));
}

void
lessons_read(
    struct lessons *l, struct str tsv, const char *file, struct arena *run)
{
	struct tsv t = { .file = file, .rest = tsv };
	struct named *rows;
	size_t lines = 1;

	for (size_t i = 0; i < tsv.n; i++)
		lines += tsv.p[i] == '\n';
	*l = (struct lessons){ .n = 0 };
	rows = arena_array(run, lines, sizeof(*rows));
	read_header(&t);
	while (t.rest.n) {
		struct named *r = &rows[l->n];

		if (!read_row(&t, &r->text, &r->intent))
			continue;
		r->hash = text_hash(r->text);
		l->n++;
	}
	if (t.skipped > MOST_WARNINGS)
		warning(
		    "%s: %zu more such rows", file, t.skipped - MOST_WARNINGS);
	qsort(rows, l->n, sizeof(*rows), by_intent);
	number(l, rows, run);
	demand(l, file);
}
