/* The terms room: of thousands of terms and many lists each is found as if it
 * were alone. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "terms/terms.h"
#include "terms_find.h"

static int failures;

static uint32_t
dice(uint32_t sides)
{
	static uint64_t state = 2;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % sides;
}

/* One of few words, so that phrases often begin alike and overlap. */
static void
put_words(struct buf *b, size_t n)
{
	static const char *const some[] = { "a", "b", "ab", "abc", "abcabcabc",
		"abcabcabcd" };

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(b, ' ');
		buf_cstr(b, some[dice(sizeof(some) / sizeof(*some))]);
	}
}

/* Does the term's row match the tokens from k on?  The last of them, or 0. */
static size_t
matches(struct str term, bool stem, const struct text *x, size_t k)
{
	while (k < x->n_tokens) {
		const char *blank = memchr(term.p, ' ', term.n);
		size_t n = blank ? (size_t)(blank - term.p) : term.n;
		struct str token = text_token(x, &x->tokens[k]);

		if (!blank && stem)
			return token.n >= n && memcmp(token.p, term.p, n) == 0
				   ? k + 1
				   : 0;
		if (!str_eq(token, (struct str){ term.p, n }))
			return 0;
		if (!blank)
			return k + 1;
		k++;
		term.p += n + 1;
		term.n -= n + 1;
	}
	return 0;
}

/* Random lists of thousands of terms against the plainest of searches. */
static void
check_plain_search(struct text *x)
{
	struct buf list = { 0 }, text = { 0 };
	struct arena run;
	struct terms *t;
	struct str terms[400];
	bool stems[400];
	size_t n = 0, at[400], found = 0;

	arena_init(&run, 1 << 24);
	buf_cstr(&list, "term,kind\n");
	while (n < 400) {
		size_t start = list.n;
		bool twin = false;

		put_words(&list, 1 + dice(4));
		at[n] = start;
		terms[n].n = list.n - start;
		stems[n] = dice(3) == 0 &&
			   (terms[n].n < 2 || list.p[list.n - 2] != ' ') &&
			   terms[n].n > 1;
		for (size_t i = 0; i < n; i++)
			twin |= stems[i] == stems[n] &&
				terms[i].n == terms[n].n &&
				memcmp(list.p + at[i], list.p + start,
				    terms[n].n) == 0;
		if (twin) {
			list.n = start;
			continue;
		}
		buf_cstr(&list, stems[n] ? ",stem\n" : ",\n");
		n++;
	}
	for (size_t i = 0; i < n; i++)
		terms[i].p = list.p + at[i];
	t = terms_new(&run);
	terms_add(t, "random", "random.csv", buf_view(&list));
	terms_build(t);
	for (int round = 0; round < 250; round++) {
		struct term_hit hits[ROOM];
		size_t n_hits, h = 0;

		buf_clear(&text);
		put_words(&text, 1 + dice(60));
		text_read(x, buf_view(&text));
		n_hits = find(t, x, STR(""), TERMS_ALL_LISTS, hits, ROOM);
		for (size_t k = 0; k < x->n_tokens; k++) {
			size_t longest = 0;

			for (size_t i = 0; i < n; i++) {
				size_t end = matches(terms[i], stems[i], x, k);

				if (end > longest)
					longest = end;
			}
			if (longest == 0)
				continue;
			if (h == n_hits || hits[h].first != k ||
			    hits[h].last + 1 != longest) {
				failures++;
				printf("plain search: \"%.*s\" at %zu\n",
				    STR_ARG(buf_view(&text)), k);
				break;
			}
			h++;
		}
		found += h;
		if (h != n_hits) {
			failures++;
			printf("plain search: \"%.*s\" has %zu hits\n",
			    STR_ARG(buf_view(&text)), h);
		}
	}
	if (found < 1000) {
		failures++;
		printf("plain search: only %zu hits\n", found);
	}
	buf_free(&list);
	buf_free(&text);
	arena_free(&run);
}

/* Tables grow; each of many words, phrases and stems is found, once. */
static void
check_many(struct text *x)
{
	enum { MANY = 5000 };
	struct buf list = { 0 }, text = { 0 };
	struct arena run;
	struct terms *t;

	arena_init(&run, 1 << 26);
	buf_cstr(&list, "term,kind\n");
	for (int i = 0; i < MANY; i++)
		buf_printf(&list, "w%d,\np%d q%d,\ns%dz,stem\n", i, i, i, i);
	t = terms_new(&run);
	terms_add(t, "many", "many.csv", buf_view(&list));
	terms_build(t);
	for (int i = 0; i < MANY; i++) {
		struct term_hit hits[ROOM];
		size_t n;

		buf_clear(&text);
		buf_printf(
		    &text, "w%d p%d q%d s%dzes q%d x%d", i, i, i, i, i, i);
		text_read(x, buf_view(&text));
		n = find(t, x, STR(""), TERMS_ALL_LISTS, hits, ROOM);
		if (n != 3 || hits[0].term != (uint32_t)i * 3 ||
		    hits[1].term != (uint32_t)i * 3 + 1 ||
		    hits[2].term != (uint32_t)i * 3 + 2) {
			failures++;
			printf("many: \"%.*s\"\n", STR_ARG(buf_view(&text)));
		}
	}
	buf_free(&list);
	buf_free(&text);
	arena_free(&run);
}

/* Lists that are not looked for find nothing, however many there are; those
 * whose numbers are 64 apart are looked for together. */
static void
check_wanted_lists(struct text *x)
{
	enum { LISTS = 70 };
	struct buf text = { 0 };
	struct arena run;
	struct terms *t;

	arena_init(&run, 1 << 24);
	t = terms_new(&run);
	for (int i = 0; i < LISTS; i++) {
		struct buf list = { 0 };

		buf_printf(&list, "term\nall\none%d\none%d more\n", i, i);
		terms_add(t, "one", "one.csv", buf_view(&list));
		buf_free(&list);
	}
	terms_build(t);
	for (uint32_t i = 0; i < LISTS; i++) {
		size_t wanted = i % 64 < LISTS - 64 ? 4 : 3, n;
		struct term_hit hits[ROOM];

		buf_clear(&text);
		buf_printf(&text, "all, one%u, one%u more", i, i);
		text_read(x, buf_view(&text));
		n = find(t, x, STR(""), (uint64_t)1 << i % 64, hits, ROOM);
		for (size_t h = 0; h < n; h++)
			if (hits[h].list % 64 != i % 64)
				wanted = 0;
		if (n != wanted || hits[n - 1].last + 1 != x->n_tokens) {
			failures++;
			printf("list %u: %zu hits\n", i, n);
		}
	}
	buf_free(&text);
	arena_free(&run);
}

int
main(void)
{
	struct text x;

	text_init(&x);
	check_plain_search(&x);
	check_many(&x);
	check_wanted_lists(&x);
	text_free(&x);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
