/* Marked once for all, runs are what a loop over the bytes of a text counts. */

#include <stdlib.h>
#include <string.h>

#include "redact/runs.h"

#include "chance.h"
#include "check.h"

enum { TEXTS = 400, LONGEST = 300 };

static bool
is_of(enum run of, char c)
{
	bool digit = c >= '0' && c <= '9';
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

	switch (of) {
	case RUN_DIGITS:
		return digit;
	case RUN_LETTERS:
		return letter;
	case RUN_TOKEN:
		return digit || letter || c == '-' || c == '_';
	default:
		return c && strchr("()*+,-./ \t\n\r_|", c);
	}
}

/* Up to RUN_BLOCK from `at` on, or right before it. */
static size_t
count(struct str text, enum run of, size_t at)
{
	size_t n = 0;

	while (n < RUN_BLOCK && at + n < text.n && is_of(of, text.p[at + n]))
		n++;
	return n;
}

static size_t
count_before(struct str text, enum run of, size_t at)
{
	size_t n = 0;

	while (n < RUN_BLOCK && n < at && is_of(of, text.p[at - 1 - n]))
		n++;
	return n;
}

static uint64_t
bits(struct str text, enum run of, size_t at)
{
	uint64_t all = 0;

	for (size_t i = 0; i < RUN_BLOCK && at + i < text.n; i++)
		all |= (uint64_t)is_of(of, text.p[at + i]) << i;
	return all;
}

static void
check_text(struct runs *r, struct str text)
{
	runs_mark(r, text);
	for (size_t at = 0; at <= text.n; at++)
		for (enum run of = 0; of < N_RUNS; of++) {
			CHECK(runs_bits(r, of, at) == bits(text, of, at));
			CHECK(runs_length(r, of, at) == count(text, of, at));
			CHECK(runs_length_before(r, of, at) ==
			      count_before(text, of, at));
		}
}

/* Runs of one sort, some longer than a block, and any byte between. */
static size_t
make_text(char *text)
{
	static const char *const sorts[] = { "0123456789", "abzAZ", "a0-_",
		" \t\n\r()*+,-./_|", "@`[{/:;~" };
	size_t size = random_below(LONGEST + 1), n = 0;

	while (n < size) {
		const char *sort = sorts[random_below(5)];
		size_t end = n + 1 + random_below(random_below(2) ? 6 : 150);

		for (; n < size && n < end; n++)
			text[n] = sort[random_below(strlen(sort))];
		if (n < size)
			text[n++] = (char)random_below(256);
	}
	return n;
}

int
main(void)
{
	struct runs r = { 0 };

	/* The text ends where its memory does: nothing is read behind it. */
	for (int i = 0; i < TEXTS; i++) {
		char room[LONGEST];
		size_t n = make_text(room);
		char *text = malloc(n ? n : 1);

		if (!text)
			die_of_memory();
		memcpy(text, room, n);
		check_text(&r, (struct str){ text, n });
		free(text);
	}
	runs_free(&r);
	return checked();
}
