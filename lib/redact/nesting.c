#include "redact/nesting.h"

#include <string.h>

#include "redact/recogniser.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
begins_json(struct str text, size_t at)
{
	while (at < text.n && is_blank(text.p[at]))
		at++;
	return at < text.n && nesting_opens(text.p[at]);
}

struct nesting
nesting_of(struct str text)
{
	size_t end = text.n;

	while (end > 0 && is_blank(text.p[end - 1]))
		end--;
	return (struct nesting){ .text = text,
		.is_json = {
		    begins_json(text, 0) && strchr("]}", text.p[end - 1]) } };
}

/* Read on up to byte `to`.  The quotes of a string in n others have 2^n - 1
 * backslashes, behind those of a backslash that ends it: 2^(n + 1) for each. */
static void
read_nesting(struct nesting *w, size_t to)
{
	const char *p;

	while (w->at < to && (p = memchr(w->text.p + w->at, '"', to - w->at))) {
		size_t quote = (size_t)(p - w->text.p), start = quote;
		unsigned depth;

		w->at = quote + 1;
		while (start > 0 && w->text.p[start - 1] == '\\')
			start--;
		depth = (unsigned)__builtin_ctzll(quote - start + 1);
		if (depth < w->depth) {
			w->depth = depth;
		} else if (depth == w->depth && depth < NESTING_DEEPEST) {
			w->depth++;
			w->is_json[w->depth] = begins_json(w->text, w->at);
		}
	}
	w->at = to;
}

/* Whether a number stands there by itself: a value of a member,
 * {"ssn":451285660}, or an element, [451285660, 5]. */
static bool
is_json_number(struct str text, const struct span *s)
{
	size_t start = s->start, end = s->end;

	for (size_t i = start; i < end; i++)
		if (!is_digit(text.p[i]) && !strchr("+-.", text.p[i]))
			return false;
	while (end < text.n && is_blank(text.p[end]))
		end++;
	while (start > 0 && is_blank(text.p[start - 1]))
		start--;
	return start > 0 && strchr("[,:", text.p[start - 1]) && end < text.n &&
	       strchr(",]}", text.p[end]);
}

int
nesting_missing_quote(struct nesting *w, const struct span *s)
{
	if (!w->is_json[0])
		return -1;
	read_nesting(w, s->start);
	if (!w->is_json[w->depth] || !is_json_number(w->text, s))
		return -1;
	return (1 << w->depth) - 1;
}
