#include "packet/keyed.h"

#include <stdlib.h>

#include "base/ascii.h"

enum { FOUND_KEYS = 4 /* fewer may stand in another turn by chance */ };

static int
by_digits(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void
keyed_note(
    struct keyed *k, const struct sketch *s, size_t turn, struct str digits)
{
	if (!digits.n)
		return;
	if (!k->of_turn)
		k->of_turn = arena_zalloc(
		    s->scratch, (s->turn + 1) * sizeof(*k->of_turn));
	k->of_turn[turn] = digits;
}

struct str
keyed_at(const struct keyed *k, size_t turn)
{
	return k->of_turn ? k->of_turn[turn] : STR("");
}

void
keyed_sort(struct keyed *k, const struct sketch *s)
{
	size_t n = 0;

	if (!k->of_turn)
		return;
	k->digits = arena_array(s->scratch, s->turn + 1, sizeof(*k->digits));
	for (size_t i = 0; i <= s->turn; i++) {
		struct str keys = k->of_turn[i];

		if (keys.n >= FOUND_KEYS && keys.n <= KEYED_MOST)
			k->digits[n++] = keys;
	}
	qsort(k->digits, n, sizeof(*k->digits), by_digits);
	for (size_t i = 0; i < n; i++)
		if (!i || !str_eq(k->digits[i], k->digits[k->n - 1]))
			k->digits[k->n++] = k->digits[i];
}

static bool
is_digit_at(struct str text, size_t at)
{
	return at < text.n && is_digit(text.p[at]);
}

static bool
is_keyed(const struct keyed *k, struct str digits)
{
	return bsearch(&digits, k->digits, k->n, sizeof(*k->digits), by_digits);
}

/* Behind the longest of them that begins at a digit, as people write numbers:
 * in groups, or in one; `at` where there is none. */
static size_t
end_of_keys(const struct keyed *k, struct str text, size_t at)
{
	char digits[KEYED_MOST];
	size_t n = 0, end = at;

	for (size_t i = at; i < text.n && n < KEYED_MOST; i++) {
		if (!is_digit_at(text, i)) {
			if (text.p[i] != ' ' && text.p[i] != '-' &&
			    text.p[i] != '.')
				break;
			continue;
		}
		digits[n++] = text.p[i];
		if (!is_digit_at(text, i + 1) &&
		    is_keyed(k, (struct str){ digits, n }))
			end = i + 1;
	}
	return end;
}

struct str
keyed_hide(const struct keyed *k, const struct sketch *s, struct str text)
{
	struct buf b = { 0 };
	size_t from = 0, end;

	for (size_t i = 0; k->n && i < text.n; i++) {
		if (!is_digit_at(text, i) || (i && is_digit_at(text, i - 1)))
			continue;
		end = end_of_keys(k, text, i);
		if (end == i)
			continue;
		buf_put(&b, text.p + from, i - from);
		buf_cstr(&b, KEYED);
		from = end;
		i = end - 1;
	}
	if (from) {
		buf_put(&b, text.p + from, text.n - from);
		text = arena_copy(s->scratch, buf_view(&b));
	}
	buf_free(&b);
	return text;
}
