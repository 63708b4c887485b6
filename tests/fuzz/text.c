/*
 * Any text (libFuzzer): bytes that are not UTF-8 are left out first, as
 * text_read() may rely on it.  Tokens lie in order, inside what was read, with
 * the hash of their bytes; between them is nothing but blanks.
 */
#include <stdlib.h>

#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
demand(bool ok)
{
	if (!ok)
		abort();
}

/* Bytes of the UTF-8 character at p, 0 for none. */
static size_t
character(const uint8_t *p, size_t n)
{
	uint32_t c;
	size_t length = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	if (length == 1)
		return 1;
	if (p[0] < 0xc0 || p[0] > 0xf7 || n < length)
		return 0;
	c = p[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < least[length] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	return length;
}

/* What is UTF-8 of the data, to p unless that is NULL; how many bytes. */
static size_t
repair(const uint8_t *data, size_t n, char *p)
{
	size_t to = 0, length;

	for (size_t i = 0; i < n; i += length ? length : 1) {
		length = character(data + i, n - i);
		if (p)
			memcpy(p + to, data + i, length);
		to += length;
	}
	return to;
}

static void
demand_blank(struct str folded, size_t from, size_t to)
{
	for (; from < to; from++)
		demand(folded.p[from] == ' ');
}

static void
demand_utf8(struct str s)
{
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		n = character((const uint8_t *)s.p + i, s.n - i);
		demand(n > 0);
		demand(s.p[i] < 'A' || s.p[i] > 'Z');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct text t;
	size_t size = repair(data, n, NULL);
	char *p = calloc(1, size + !size); /* not a byte too many */
	struct str utf8 = { p, size };
	struct token last = { 0 };

	demand(p);
	repair(data, n, p);
	if (!t.memory)
		text_init(&t);
	text_read(&t, utf8);
	demand(t.n_codepoints <= text_codepoints(utf8));
	demand(
	    utf8.n > TEXT_CEILING || t.n_codepoints == text_codepoints(utf8));
	demand_utf8(t.folded);
	for (size_t i = 0; i < t.n_tokens; i++) {
		struct token k = t.tokens[i];

		demand(k.n > 0 && k.start < k.end && k.class <= TEXT_PUNCT);
		demand(k.start >= last.start && k.end >= last.end);
		demand(k.end <= t.n_codepoints && k.upper <= 2);
		demand(k.at >= last.at + last.n && k.at + k.n <= t.folded.n);
		demand(k.hash == text_hash(text_token(&t, &k)));
		demand_blank(t.folded, last.at + last.n, k.at);
		last = k;
	}
	demand_blank(t.folded, last.at + last.n, t.folded.n);
	free(p);
	return 0;
}
