#include "wordlist/wordlist.h"

#include "base/buf.h"
#include "base/die.h"
#include "base/near.h"

void
wordlist_check(const struct csv *c, const char *file, int column,
    const struct str *names, size_t n)
{
	for (size_t i = 0; i < c->n_rows; i++) {
		struct str name = csv_cell(c, i, column), near;
		size_t k = 0;

		while (k < n && !str_eq(name, names[k]))
			k++;
		if (k < n)
			continue;
		near = near_best(name, names, n);
		die("%s:%zu: no list is called '%.*s'; the nearest is '%.*s'",
		    file, c->row_numbers[i], STR_ARG(name), STR_ARG(near));
	}
}

static void
put_number(struct buf *b, size_t n)
{
	uint32_t number = (uint32_t)n;

	buf_put(b, &number, sizeof(number));
}

/* The words of one list; how long the longest is. */
static size_t
put_words(const struct csv *c, int list, struct str name, struct buf *words,
    struct buf *chars)
{
	int column = csv_column(c, "word");
	size_t longest = 0;

	for (size_t i = 0; i < c->n_rows; i++) {
		struct str word = csv_cell(c, i, column);

		if (!str_eq(csv_cell(c, i, list), name))
			continue;
		put_number(words, chars->n);
		buf_str(chars, word);
		longest = word.n > longest ? word.n : longest;
	}
	return longest;
}

struct str
wordlist_make(const char *file, struct str text, const struct str *names,
    size_t n, struct arena *run)
{
	static const char *const columns[] = { "list", "word", "language",
		NULL };
	struct buf lists = { 0 }, words = { 0 }, chars = { 0 };
	struct str image;
	struct csv c;
	int list;

	csv_read(&c, file, text, run);
	csv_only(&c, file, columns);
	csv_need(&c, file, "word");
	list = (int)csv_need(&c, file, "list");
	wordlist_check(&c, file, list, names, n);
	put_number(&lists, n);
	for (size_t i = 0; i < n; i++) {
		size_t longest;

		put_number(&lists, words.n / sizeof(uint32_t));
		longest = put_words(&c, list, names[i], &words, &chars);
		if (!longest)
			die("%s: no word of '%.*s'", file, STR_ARG(names[i]));
		put_number(&lists, longest);
	}
	put_number(&lists, words.n / sizeof(uint32_t));
	put_number(&words, chars.n);
	image = ARENA_JOIN(
	    run, buf_view(&lists), buf_view(&words), buf_view(&chars));
	buf_free(&lists);
	buf_free(&words);
	buf_free(&chars);
	return image;
}

void
wordlist_print(const char *file, struct str text, const struct str *names,
    size_t n, struct arena *run)
{
	struct buf out = { 0 };

	buf_str(&out, wordlist_make(file, text, names, n, run));
	buf_print(&out);
	buf_free(&out);
}
