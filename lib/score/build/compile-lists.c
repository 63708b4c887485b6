/*
 * compile-lists customer|bot|stopwords - the built-in lists, ready for use
 *
 * Run by the Makefile; what it writes is embedded.  It reads the lists as it
 * would those of a user, so a mistake in one ends the build.
 */

#include <stdio.h>

#include "base/die.h"
#include "base/embed.h"
#include "csv/csv.h"
#include "score/lists.h"
#include "text/text.h"

#define LIST_EMBED(name, help) EMBED(embed_score_##name##_csv);
SCORE_LISTS(LIST_EMBED)
EMBED(embed_score_stopwords_csv);

static const struct list_file {
	const char *name, *file, *begin, *end;
} files[] = {
#define LIST_FILE(name, help) \
	{ #name, #name ".csv", embed_score_##name##_csv, \
		embed_score_##name##_csv_end },
	SCORE_LISTS(LIST_FILE)
#undef LIST_FILE
};

static void
compile_lists(size_t from, size_t to, struct arena *run, struct buf *out)
{
	struct terms *t = terms_new(run);

	for (size_t i = from; i < to; i++)
		terms_add(t, files[i].name, files[i].file,
		    embed_str(files[i].begin, files[i].end));
	terms_build(t);
	terms_freeze(t, out);
}

/* Where the word is in its bucket, or is to be; NULL: the bucket is full. */
static uint32_t *
find_stop(struct stops *s, uint64_t hash)
{
	uint32_t *of = s->words[stop_bucket(s->shift, hash)];

	for (size_t i = 0; i < STOP_WAYS; i++)
		if (!of[i] || (of[i] ^ stop_word(hash)) < STOP_KINDS)
			return &of[i];
	return NULL;
}

/* A stop word: its hash, and whether it is of questions. */
struct stop_row {
	uint64_t hash;
	bool asks;
};

/* False: a bucket overflows. */
static bool
place_stops(
    struct stops *s, uint32_t shift, const struct stop_row *rows, size_t n)
{
	*s = (struct stops){ .shift = shift };
	for (size_t i = 0; i < n; i++) {
		uint32_t *at = find_stop(s, rows[i].hash);

		if (!at)
			return false;
		if (*at % STOP_KINDS != STOP_QUESTION)
			*at = stop_word(rows[i].hash) +
			      (rows[i].asks ? STOP_QUESTION : STOP_YES);
	}
	return true;
}

/* Some bits of the hash spread the words so that every bucket holds its own. */
static void
compile_stops(struct arena *run, struct buf *out)
{
	enum { LAST_SHIFT = 63 };
	struct stops s;
	const char *file = "stopwords.csv";
	struct stop_row *rows;
	uint32_t shift = 0;
	struct text x;
	struct csv c;
	size_t term, weight;

	text_init(&x);
	csv_read(&c, file, EMBEDDED(embed_score_stopwords_csv), run);
	term = csv_need(&c, file, "term");
	weight = csv_need(&c, file, "weight");
	rows = arena_array(run, c.n_rows + 1, sizeof(*rows));
	for (size_t i = 0; i < c.n_rows; i++) {
		text_read(&x, c.rows[i][term]);
		rows[i] = (struct stop_row){ x.tokens[0].hash,
			str_eq(c.rows[i][weight], STR("2")) };
	}
	text_free(&x);
	while (!place_stops(&s, shift, rows, c.n_rows))
		if (shift++ == LAST_SHIFT)
			die("%s: a bucket of stop words overflows", file);
	buf_put(out, &s, sizeof(s));
}

int
main(int argc, char **argv)
{
	struct str what = str_of(argc == 2 ? argv[1] : "");
	struct buf out = { 0 };
	struct arena run;

	program = "compile-lists";
	arena_init(&run, 1 << 30);
	if (str_eq(what, STR("customer")))
		compile_lists(0, LISTS_OF_CUSTOMER, &run, &out);
	else if (str_eq(what, STR("bot")))
		compile_lists(LISTS_OF_CUSTOMER, N_LISTS, &run, &out);
	else if (str_eq(what, STR("stopwords")))
		compile_stops(&run, &out);
	else
		die("usage: compile-lists customer|bot|stopwords");
	if (fwrite(out.p, 1, out.n, stdout) != out.n || fflush(stdout))
		die("standard output: cannot write");
	buf_free(&out);
	arena_free(&run);
	return 0;
}
