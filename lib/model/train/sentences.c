/* The card's table on sentences of our own that nothing was trained on. */

#include <string.h>

#include "model/train/table.h"
#include "model/train/training.h"

static const char *const files[] = { "unseen-requests.tsv",
	"unseen-requests-2.tsv", "unseen-dangers.tsv", "unseen-dangers-2.tsv",
	"unseen-dangers-3.tsv", "unseen-mixed.tsv", "unseen-mixed-2.tsv",
	"unseen-wide.tsv" };

enum { N_FILES = sizeof(files) / sizeof(*files) };

void
sentences_reserve(struct examples *e, const char *folder)
{
	for (size_t i = 0; i < N_FILES; i++) {
		struct table t;
		size_t text;

		table_read(&t, folder, files[i], e->arena);
		text = table_column(&t, "text");
		for (size_t k = 0; k < t.n_rows; k++)
			examples_reserve(e, table_cell(&t, k, text));
	}
}

/* "medical+child" is of both kinds. */
static bool
is_kind(struct str kinds, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i + n <= kinds.n; i++)
		if (memcmp(kinds.p + i, name, n) == 0 &&
		    (i == 0 || kinds.p[i - 1] == '+') &&
		    (i + n == kinds.n || kinds.p[i + n] == '+'))
			return true;
	return false;
}

/* At 0.5: found of what is of the kind, and alarms on what is of none. */
struct tally {
	size_t yes, none, found[2], alarms[2];
};

static void
count(struct tally *t, bool yes, bool none, double terms, double both)
{
	const double says[] = { terms, both };

	t->yes += yes;
	t->none += none;
	for (size_t k = 0; k < 2; k++) {
		t->found[k] += yes && says[k] >= 0.5;
		t->alarms[k] += none && says[k] >= 0.5;
	}
}

static void
put_file(struct adviser *a, const struct table *t, const char *name,
    struct arena *run, struct buf *out)
{
	struct tally tallies[N_HEADS] = { { 0 } };
	size_t kind = table_column(t, "kind"), text = table_column(t, "text"),
	       language = table_column(t, "language");

	for (size_t i = 0; i < t->n_rows; i++) {
		struct str kinds = table_cell(t, i, kind);
		struct opinion o;

		adviser_read(a, table_cell(t, i, text),
		    arena_cstr(run, table_cell(t, i, language)), &o);
		for (size_t h = 0; h < N_HEADS; h++)
			count(&tallies[h], is_kind(kinds, head_names[h]),
			    str_eq(kinds, STR("none")), o.terms[h], o.both[h]);
	}
	for (size_t h = 0; h < N_HEADS; h++) {
		const struct tally *n = &tallies[h];

		if (n->yes)
			buf_printf(out,
			    "| %s | %s | %zu | %zu | %zu | %zu | %zu | %zu |\n",
			    name, head_names[h], n->yes, n->found[0],
			    n->found[1], n->none, n->alarms[0], n->alarms[1]);
	}
}

void
card_sentences(const struct training *t, struct buf *out)
{
	struct arena run;
	struct adviser *a;

	arena_init(&run, 1 << 26);
	a = adviser_new(t, &run);
	buf_cstr(out,
	    "\n### Sentences of our own\n\nWritten to be hard, with traps, in "
	    "three languages, wide in nine (testdata/hoff-score); neither "
	    "lists nor model were made with them. At 0.5.\n\n"
	    "| file | head | of it | terms find | both find | of none | terms "
	    "alarm | both alarm |\n|---|---|--:|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < N_FILES; i++) {
		struct table table;

		table_read(&table, t->tests, files[i], &run);
		put_file(a, &table, files[i], &run, out);
	}
	adviser_free(a);
	arena_free(&run);
}
