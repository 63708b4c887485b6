#include "group/group.h"

#include "base/die.h"

_Static_assert(BY_STEPS == 8 && BY_PATHS == 8, "messages say so");

static const char *
step(struct path *p, struct str name)
{
	if (!name.n)
		return "an empty name in";
	if (p->n == BY_STEPS)
		return "more than 8 names in";
	p->steps[p->n++] = name;
	return NULL;
}

static struct str
until(struct str *rest, char stop)
{
	const char *end = rest->n ? memchr(rest->p, stop, rest->n) : NULL;
	size_t n = end ? (size_t)(end - rest->p) : rest->n;
	struct str head = { rest->p, n };

	n += end ? 1 : 0;
	*rest = (struct str){ rest->p + n, rest->n - n };
	return head;
}

static const char *
path_parse(struct path *p, struct str text)
{
	const char *why = NULL;
	struct str rest;

	if (text.n && text.p[0] == '.')
		text = (struct str){ text.p + 1, text.n - 1 };
	*p = (struct path){ .text = text };
	if (text.n && text.p[text.n - 1] == '.')
		why = step(p, STR(""));
	for (rest = text; !why && (rest.n || !p->n);)
		why = step(p, until(&rest, '.'));
	if (!why && str_eq(p->steps[0], STR("turns")))
		why = "what was said cannot be a group:";
	return why;
}

const char *
by_read(struct by *by, const char *list, struct str *at)
{
	struct str rest = str_of(list ? list : "");
	const char *why = NULL;
	bool more = list != NULL;

	by->n = 0;
	while (more && !why) {
		struct str text = until(&rest, ',');

		more = text.p + text.n < rest.p;
		*at = str_of(list);
		if (by->n == BY_PATHS)
			return "more than 8 paths in";
		why = path_parse(&by->paths[by->n], text);
		*at = by->paths[by->n++].text;
	}
	return why;
}

void
by_parse(struct by *by, const char *option, const char *list)
{
	struct str at;
	const char *why = by_read(by, list, &at);

	if (why)
		die("%s: %s '%.*s'", option, why, STR_ARG(at));
}

struct str
name_cut(struct str name)
{
	if (name.n <= GROUP_NAME_BYTES)
		return name;
	name.n = GROUP_NAME_BYTES;
	while (name.n && (name.p[name.n] & 0xc0) == 0x80)
		name.n--;
	return name;
}

static void
put_text(struct buf *key, struct str text)
{
	text = name_cut(text);
	if (text.n && memchr(text.p, '\0', text.n)) {
		for (size_t i = 0; i < text.n; i++)
			if (text.p[i])
				buf_char(key, text.p[i]);
			else
				buf_cstr(key, "\xef\xbf\xbd");
	} else {
		buf_str(key, text);
	}
}

static void
put_part(
    struct buf *key, const struct json *j, struct arena *record, uint32_t at)
{
	switch (at ? json_kind_of(j, at) : JSON_NULL) {
	case JSON_NULL:
		buf_cstr(key, GROUP_MISSING);
		break;
	case JSON_STRING:
		put_text(key, json_string(j, at, record));
		break;
	case JSON_ARRAY:
		buf_cstr(key, "(array)");
		break;
	case JSON_OBJECT:
		buf_cstr(key, "(object)");
		break;
	default:
		put_text(key, json_raw(j, at));
	}
}

uint32_t
path_value(const struct path *p, const struct json *j)
{
	uint32_t at = json_get(j, 0, p->steps[0]);

	for (size_t step = 1; at && step < p->n; step++)
		at = json_get(j, at, p->steps[step]);
	return at;
}

void
by_key(const struct by *by, const struct json *j, struct arena *record,
    struct buf *key)
{
	buf_clear(key);
	for (size_t i = 0; i < by->n; i++) {
		if (i)
			buf_char(key, '\0');
		put_part(key, j, record, path_value(&by->paths[i], j));
	}
}

bool
key_part(struct str key, size_t i, struct str *part)
{
	do
		*part = until(&key, '\0');
	while (i--);
	return !str_eq(*part, STR(GROUP_MISSING));
}

size_t
key_parts(struct str key)
{
	size_t n = 1;

	for (size_t i = 0; i < key.n; i++)
		n += key.p[i] == '\0';
	return n;
}

void
key_put(struct str key, size_t n, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		struct str part;

		json_next(out);
		if (key_part(key, i, &part))
			json_put_string(out, part);
		else
			buf_cstr(out, "null");
	}
	buf_char(out, ']');
}
