#include "base/utf8.h"
#include "json/scan.h"

static ALWAYS_INLINE bool
is_hex(unsigned char c)
{
	/* without a branch: digits and letters come in no order */
	return ((unsigned)c - '0' < 10) | (((unsigned)c | 0x20) - 'a' < 6);
}

/* Behind the escape there and any that follow; 0 when one is refused. */
static size_t
escapes(const struct json *j, size_t at, struct fault *f)
{
	static const bool simple[256] = {
		['"'] = true,
		['\\'] = true,
		['/'] = true,
		['b'] = true,
		['f'] = true,
		['n'] = true,
		['r'] = true,
		['t'] = true,
	};

	do {
		unsigned char c = byte_at(j, ++at);

		at++;
		if (simple[c])
			continue;
		if (c != 'u') {
			json_refuse(j, f, at - 1, "no such escape in a string");
			return 0;
		}
		for (int i = 0; i < 4; i++, at++)
			if (!is_hex(byte_at(j, at))) {
				json_refuse(j, f, at,
				    "not four hexadecimal digits behind \\u");
				return 0;
			}
	} while (byte_at(j, at) == '\\');
	return at;
}

/* Behind the character there, which is not ASCII, and any that follow; 0 when
 * one is refused. */
static size_t
characters(const struct json *j, size_t at, struct fault *f)
{
	do {
		size_t len;

		if (utf8_decode((const unsigned char *)j->text.p + at,
			j->text.n - at, &len) < 0) {
			json_fault(f, BAD_UTF8, at, "bytes are not UTF-8");
			return 0;
		}
		at += len;
	} while (byte_at(j, at) >= 0x80);
	return at;
}

/* Where, from `at` on, the next odd byte is; the end of the text or more when
 * there is none.  One look serves all in its block. */
static ALWAYS_INLINE size_t
next_odd(enum kernel kernel, struct look *look, const unsigned char *text,
    size_t end, size_t at)
{
	uint64_t odd = 0;

	if (at - look->begin < BLOCK)
		odd = look->odd >> (at - look->begin);
	while (!odd) {
		look->begin = at;
		look->odd = odd = odd_bytes(kernel, text + at);
		if (odd)
			break;
		at += BLOCK;
		if (at >= end)
			return at;
	}
	return at + (size_t)__builtin_ctzll(odd);
}

static ALWAYS_INLINE struct string_end
find_end(enum kernel kernel, const struct json *j, size_t at, struct fault *f)
{
	const unsigned char *text = (const unsigned char *)j->text.p;
	struct look look = { 0 };
	bool escaped = false;
	unsigned char c;

	while ((c = byte_at(j, at)) != '"') {
		if (c < 0x20) {
			json_refuse(
			    j, f, at, "a control character in a string");
			at = 0;
		} else if (c < 0x80) {
			escaped = true;
			at = escapes(j, at, f);
		} else {
			at = characters(j, at, f);
		}
		if (!at)
			return (struct string_end){ 0 };
		at = next_odd(kernel, &look, text, j->text.n, at);
	}
	return (struct string_end){ at + 1, escaped };
}

struct string_end
string_end_portable(const struct json *j, size_t at, struct fault *f)
{
	return find_end(KERNEL_PORTABLE, j, at, f);
}

#ifdef __SSE2__
struct string_end
string_end_sse2(const struct json *j, size_t at, struct fault *f)
{
	return find_end(KERNEL_SSE2, j, at, f);
}

WIDE struct string_end
string_end_wide(const struct json *j, size_t at, struct fault *f)
{
	return find_end(KERNEL_WIDE, j, at, f);
}
#endif
