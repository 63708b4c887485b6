#include "kpi/numbers.h"

void
numbers_put(struct buf *out, __int128 n)
{
	char digits[64];
	size_t at = sizeof(digits);
	bool negative = n < 0;
	unsigned __int128 x =
	    negative ? -(unsigned __int128)n : (unsigned __int128)n;
	bool wide = x > (UINT64_C(1) << 53);

	do
		digits[--at] = (char)('0' + (int)(x % 10));
	while (x /= 10);
	if (negative)
		digits[--at] = '-';
	if (wide)
		buf_char(out, '"');
	buf_put(out, digits + at, sizeof(digits) - at);
	if (wide)
		buf_char(out, '"');
}

bool
numbers_read(const struct json *j, uint32_t at, __int128 *n)
{
	struct str s;
	bool negative;
	size_t i;

	if (!at || (json_kind_of(j, at) != JSON_NUMBER &&
		       json_kind_of(j, at) != JSON_STRING))
		return false;
	s = json_raw(j, at);
	if (s.n && s.p[0] == '"')
		s = (struct str){ s.p + 1, s.n - 2 };
	negative = s.n && s.p[0] == '-';
	*n = 0;
	for (i = negative; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' ||
		    __builtin_mul_overflow(*n, 10, n) ||
		    __builtin_add_overflow(*n, s.p[i] - '0', n))
			return false;
	}
	if (negative)
		*n = -*n;
	return i > (size_t)negative;
}

bool
numbers_read_count(const struct json *j, uint32_t at, uint64_t *n)
{
	__int128 wide;

	if (!numbers_read(j, at, &wide) || wide < 0 || wide > UINT64_MAX)
		return false;
	*n = (uint64_t)wide;
	return true;
}

void
numbers_next(struct buf *out, __int128 n)
{
	json_next(out);
	numbers_put(out, n);
}

struct numbers
numbers_open(const struct json *j, uint32_t at)
{
	struct numbers r = { .j = j, .list = at };

	r.wrong = !at || json_kind_of(j, at) != JSON_ARRAY;
	if (!r.wrong)
		r.at = json_first(j, at);
	return r;
}

uint32_t
numbers_at(struct numbers *r)
{
	uint32_t at = r->at;

	if (at)
		r->at = json_after(r->j, r->list, at);
	else
		r->wrong = true;
	return at;
}

__int128
numbers_wide(struct numbers *r)
{
	__int128 n = 0;
	uint32_t at = numbers_at(r);

	if (!at || !numbers_read(r->j, at, &n))
		r->wrong = true;
	return n;
}

uint64_t
numbers_count(struct numbers *r)
{
	uint64_t n = 0;
	uint32_t at = numbers_at(r);

	if (!at || !numbers_read_count(r->j, at, &n))
		r->wrong = true;
	return n;
}

bool
numbers_done(const struct numbers *r)
{
	return !r->wrong && !r->at;
}
