#include "base/die.h"
#include "csv/csv.h"
#include "wordlist/wordlist.h"
#include "words/words.h"

enum { TABLE_CEILING = 64 << 20 /* bytes of a table that was read */ };

/* The rows of one list as a term list of its own; rows of others are blank
 * lines, so that the numbers of lines stay. */
static void
cut(const struct csv *c, int list, struct str name, struct buf *out)
{
	static const char *const columns[] = { "term", "language", "kind" };
	size_t line = 1;

	buf_clear(out);
	buf_cstr(out, "term,language,kind\n");
	for (size_t i = 0; i < c->n_rows; i++) {
		if (!str_eq(csv_cell(c, i, list), name))
			continue;
		while (++line < c->row_numbers[i])
			buf_char(out, '\n');
		for (size_t k = 0; k < 3; k++)
			csv_put(out, csv_cell(c, i, csv_column(c, columns[k])),
			    k == 0);
		buf_char(out, '\n');
	}
}

static void
check_phrases(const struct terms *t, const char *file, const char *row)
{
	const struct terms_regex *regexes;

	if (terms_regexes(t, &regexes))
		die("%s:%zu: a %s is a phrase, not a regular expression", file,
		    regexes[0].line, row);
}

const struct terms *
phrases_read(
    const char *row, const char *file, struct str csv, struct arena *run)
{
	struct terms *t = terms_new(run);

	terms_add(t, row, file, csv);
	terms_build(t);
	check_phrases(t, file, row);
	return t;
}

const struct terms *
vocabulary_read(const char *file, struct str text, const struct str *names,
    size_t n, struct arena *run)
{
	static const char *const columns[] = { "list", "term", "language",
		"kind", NULL };
	struct terms *t = terms_new(run);
	struct arena table;
	struct buf part = { 0 };
	struct csv c;
	int list;

	arena_init(&table, TABLE_CEILING);
	csv_read(&c, file, text, &table);
	csv_only(&c, file, columns);
	csv_need(&c, file, "term");
	list = (int)csv_need(&c, file, "list");
	wordlist_check(&c, file, list, names, n);
	for (size_t i = 0; i < n; i++) {
		cut(&c, list, names[i], &part);
		/* no list keeps its text */
		terms_add(t, arena_cstr(run, names[i]), file, buf_view(&part));
	}
	buf_free(&part);
	arena_free(&table);
	terms_build(t);
	check_phrases(t, file, "row");
	return t;
}
