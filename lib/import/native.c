#include "import/native.h"

#include <string.h>

bool
native_is_short(struct str s)
{
	size_t i = s.n && s.p[0] == '0', n_digits = 0;
	bool point = false;

	if (i == 0 || s.n > 16)
		return s.n == 1;
	for (; i < s.n; i++) {
		if (s.p[i] == '.' && !point)
			point = true;
		else if (is_digit(s.p[i]))
			n_digits++;
		else
			return false;
	}
	return s.n == 1 || (n_digits && s.p[s.n - 1] != '0' &&
			       (s.n < 5 || memcmp(s.p, "0.000", 5) != 0));
}

static void
put_number(const struct json *j, uint32_t at, struct buf *out)
{
	if (native_is_short(json_raw(j, at)))
		buf_str(out, json_raw(j, at));
	else
		json_put_number(out, json_number(j, at));
}

bool
native_value(
    const struct json *j, uint32_t at, struct arena *a, struct buf *out)
{
	if (!at)
		return false;
	if (json_kind_of(j, at) == JSON_NUMBER)
		put_number(j, at, out);
	else if (j->values[at].escaped)
		json_put_string(out, json_string(j, at, a));
	else
		return put_clean(j, at, out);
	return true;
}

bool
native_member(const struct json *j, const char *name, uint32_t at,
    struct arena *a, struct buf *out)
{
	size_t before = out->n;

	if (!at)
		return false;
	json_member(out, name);
	if (native_value(j, at, a, out))
		return true;
	out->n = before;
	return false;
}

bool
native_confidence(struct split *s, const struct json *j, uint32_t at)
{
	double x;

	if (!split_confidence(s, j, at, &x))
		return false;
	json_member(&s->body, "confidence");
	if (json_kind_of(j, at) == JSON_NUMBER)
		put_number(j, at, &s->body);
	else
		json_put_number(&s->body, x);
	return true;
}

struct str
native_name(const struct json *j, uint32_t at, struct arena *a)
{
	struct buf b = { 0 };
	struct str name;

	if (!at)
		return STR("");
	if (json_kind_of(j, at) == JSON_STRING)
		return json_string(j, at, a);
	if (json_kind_of(j, at) != JSON_NUMBER)
		return STR("");
	put_number(j, at, &b);
	name = arena_copy(a, buf_view(&b));
	buf_free(&b);
	return name;
}

bool
native_is_string(const struct json *j, uint32_t at)
{
	return at && json_kind_of(j, at) == JSON_STRING;
}

bool
native_holds(struct str s, const char *word)
{
	size_t n = strlen(word), k;

	for (size_t i = 0; i + n <= s.n; i++) {
		for (k = 0; k < n && to_lower(s.p[i + k]) == word[k]; k++)
			;
		if (k == n)
			return true;
	}
	return false;
}
