/* Private keys as text (RFC 7468), whole or cut off. */

#include <string.h>

#include "redact/recogniser.h"

static bool
holds(struct str text, struct str what)
{
	return memmem(text.p, text.n, what.p, what.n) != NULL;
}

/* Behind "-----END RSA PRIVATE KEY-----", the next such line from `at` on;
 * `at`: it is another, or none. */
static size_t
last_line_end(struct str text, size_t at)
{
	enum { LONGEST = 64, DASHES = 5 };
	static const struct str dashes = { "-----", DASHES };
	const char *line = memmem(text.p + at, text.n - at, dashes.p, dashes.n);
	const char *end;
	size_t left;

	if (!line)
		return at;
	line += DASHES;
	left = text.n - (size_t)(line - text.p);
	end = memmem(line, left < LONGEST ? left : LONGEST, dashes.p, dashes.n);
	if (!end || memcmp(line, "END ", 4) != 0 ||
	    !holds(
		(struct str){ line, (size_t)(end - line) }, STR("PRIVATE KEY")))
		return at;
	return (size_t)(end - text.p) + DASHES;
}

static bool
is_base64(char c)
{
	return is_alnum(c) || c == '+' || c == '/' || c == '=';
}

/* Behind the lines of base64 from `at` on; `at`: there are none.  The ends of
 * lines may be those of a string in JSON. */
static size_t
lines_end(struct str text, size_t at)
{
	enum { SHORTEST = 16 };
	size_t end = at, i = at, from;

	for (;;) {
		while (i < text.n &&
		       (strchr(" \r\n\t\\", text.p[i]) ||
			   (text.p[i] == 'n' && text.p[i - 1] == '\\')))
			i++;
		for (from = i; is_base64(byte_at(text, i)); i++)
			;
		if (i - from < SHORTEST)
			return end;
		end = i;
	}
}

bool
private_key_valid(struct candidate *c)
{
	size_t first_line = c->end;

	c->end = last_line_end(c->text, first_line);
	if (c->end == first_line)
		c->end = lines_end(c->text, first_line);
	return c->end > first_line;
}
