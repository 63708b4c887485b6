#include "json/json.h"

#include <string.h>

#include "base/load.h"
#include "base/utf8.h"

/* The four digits at p, which json_index() has seen. */
static int32_t
hex4(const char *p)
{
	int32_t c = 0;

	for (int i = 0; i < 4; i++)
		c = c << 4 | ((p[i] & 0xf) + (p[i] > '9' ? 9 : 0));
	return c;
}

/* Decode \uXXXX at s->p, or two of them, and step behind. */
static int32_t
unicode_escape(struct str *s)
{
	int32_t c = hex4(s->p + 2), low;

	s->p += 6;
	s->n -= 6;
	if ((c & 0xf800) != 0xd800)
		return c;
	if (c >= 0xdc00 || s->n < 6 || s->p[0] != '\\' || s->p[1] != 'u')
		return 0xfffd;
	low = hex4(s->p + 2);
	if ((low & 0xfc00) != 0xdc00)
		return 0xfffd;
	s->p += 6;
	s->n -= 6;
	return 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
}

/* Decode the escape at s->p to at most four bytes, and step behind it. */
static size_t
unescape(struct str *s, char *out)
{
	static const char simple[256] = {
		['"'] = '"',
		['\\'] = '\\',
		['/'] = '/',
		['b'] = '\b',
		['f'] = '\f',
		['n'] = '\n',
		['r'] = '\r',
		['t'] = '\t',
	};

	if (s->p[1] == 'u')
		return utf8_encode(out, unicode_escape(s));
	*out = simple[(unsigned char)s->p[1]];
	s->p += 2;
	s->n -= 2;
	return 1;
}

struct str
json_decoded(const struct json *j, uint32_t at, struct arena *a)
{
	struct str s = json_content(j, at);
	char *out = arena_alloc(a, s.n), *p = out;

	while (s.n) {
		const char *slash = memchr(s.p, '\\', s.n);
		size_t plain = slash ? (size_t)(slash - s.p) : s.n;

		memcpy(p, s.p, plain);
		p += plain;
		s.p += plain;
		s.n -= plain;
		if (slash)
			p += unescape(&s, p);
	}
	return (struct str){ out, (size_t)(p - out) };
}

/* Is a string with escapes, decoded, these bytes?  Nothing is copied. */
static bool
decodes_to(struct str written, struct str s)
{
	while (written.n) {
		char out[4];
		size_t n = 1;

		if (*written.p == '\\') {
			n = unescape(&written, out);
		} else {
			*out = *written.p++;
			written.n--;
		}
		if (s.n < n || memcmp(s.p, out, n) != 0)
			return false;
		s.p += n;
		s.n -= n;
	}
	return s.n == 0;
}

bool
json_is(const struct json *j, uint32_t at, struct str s)
{
	if (j->values[at].kind != JSON_STRING)
		return false;
	if (j->values[at].escaped)
		return decodes_to(json_content(j, at), s);
	return str_eq(json_content(j, at), s);
}

/* As str_eq(), without a call: keys are short, and most are the one asked
 * for.  Two reads that overlap cover what one cannot. */
static inline bool
is_key(struct str a, struct str b)
{
	size_t n = a.n;

	if (n != b.n)
		return false;
	if (n > 16)
		return !memcmp(a.p, b.p, n);
	if (n >= 8)
		return load_64(a.p) == load_64(b.p) &&
		       load_64(a.p + n - 8) == load_64(b.p + n - 8);
	if (n >= 4)
		return load_32(a.p) == load_32(b.p) &&
		       load_32(a.p + n - 4) == load_32(b.p + n - 4);
	return !n || (a.p[0] == b.p[0] && a.p[n / 2] == b.p[n / 2] &&
			 a.p[n - 1] == b.p[n - 1]);
}

uint32_t
json_get(const struct json *j, uint32_t at, struct str key)
{
	const struct json_value *v = &j->values[at];
	uint32_t found = 0;

	if (v->kind != JSON_OBJECT)
		return 0;
	for (uint32_t i = at + 1; i < v->next; i = j->values[i + 1].next) {
		struct str name = json_content(j, i);

		if (j->values[i].escaped ? decodes_to(name, key)
					 : is_key(name, key))
			found = i + 1;
	}
	return found;
}

uint32_t
json_find(const struct json *j, uint32_t at, struct str path)
{
	while (path.n) {
		const char *dot = memchr(path.p, '.', path.n);
		size_t n = dot ? (size_t)(dot - path.p) : path.n;

		at = json_get(j, at, (struct str){ path.p, n });
		if (!at)
			return 0;
		n += dot != NULL;
		path.p += n;
		path.n -= n;
	}
	return at;
}

uint32_t
json_get_as(
    const struct json *j, uint32_t at, const char *key, enum json_kind kind)
{
	uint32_t v = json_get(j, at, str_of(key));

	return v && json_kind_of(j, v) == kind ? v : 0;
}

/* A bit that keys which are equal share: most that are asked for nowhere have
 * one that no key asked for has. */
static inline uint64_t
key_bit(struct str key)
{
	unsigned first = key.n ? (unsigned char)key.p[0] : 0;

	return (uint64_t)1 << ((first + 5 * key.n) & 63);
}

/* The number of the key, looked for from `k` on and around; n_keys: none. */
static inline size_t
find_key(struct str key, bool escaped, const struct str *keys, size_t n_keys,
    size_t k)
{
	for (size_t left = n_keys; left; left--, k++) {
		if (k == n_keys)
			k = 0;
		if (escaped ? decodes_to(key, keys[k]) : is_key(key, keys[k]))
			return k;
	}
	return n_keys;
}

static uint64_t
key_bits(const struct str *keys, size_t n_keys)
{
	uint64_t bits = 0;

	for (size_t k = 0; k < n_keys; k++)
		bits |= key_bit(keys[k]);
	return bits;
}

void
json_pick(const struct json *j, uint32_t at, const struct str *keys,
    size_t n_keys, uint32_t *out)
{
	const struct json_value *v = &j->values[at];
	size_t next = 0; /* members often come in the order of the keys */
	uint64_t asked = 0;

	memset(out, 0, n_keys * sizeof(*out));
	if (v->kind != JSON_OBJECT)
		return;
	for (uint32_t i = at + 1; i < v->next; i = j->values[i + 1].next) {
		struct str key = json_content(j, i);
		bool escaped = j->values[i].escaped;
		size_t k = next;

		if (escaped || k == n_keys || !is_key(key, keys[k])) {
			if (!asked)
				asked = key_bits(keys, n_keys);
			if (!escaped && !(asked & key_bit(key)))
				continue;
			k = find_key(key, escaped, keys, n_keys, next);
			if (k == n_keys)
				continue;
		}
		out[k] = i + 1;
		next = k + 1;
	}
}

int32_t
json_codepoint(const char *p, size_t n, size_t *i)
{
	size_t len = 1;
	int32_t c = utf8_decode((const unsigned char *)p + *i, n - *i, &len);

	*i += c < 0 ? 1 : len;
	return c;
}

const char *
json_kind_name(enum json_kind k)
{
	static const char *const names[] = { "null", "false", "true",
		"a number", "a string", "an array", "an object" };

	return names[k];
}
