#include "base/die.h"
#include "kpi/fold.h"

static void
step(struct path *p, struct str name)
{
	if (!name.n)
		die("--by: an empty name in '%.*s'", STR_ARG(p->text));
	if (p->n == STEPS)
		die("--by: more than %d names in '%.*s'", STEPS,
		    STR_ARG(p->text));
	p->steps[p->n++] = name;
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

static void
path_parse(struct path *p, struct str text)
{
	struct str rest;

	if (text.n && text.p[0] == '.')
		text = (struct str){ text.p + 1, text.n - 1 };
	*p = (struct path){ .text = text };
	if (text.n && text.p[text.n - 1] == '.')
		step(p, STR(""));
	for (rest = text; rest.n || !p->n;)
		step(p, until(&rest, '.'));
	if (str_eq(p->steps[0], STR("turns")))
		die("--by: what was said cannot be a group: '%.*s'",
		    STR_ARG(text));
}

void
paths_parse(struct kpi *k)
{
	struct str rest = str_of(k->o.by ? k->o.by : "");
	bool more = k->o.by != NULL;

	while (more) {
		struct str text = until(&rest, ',');

		more = text.p + text.n < rest.p;
		if (k->n_paths == PATHS)
			die("--by: more than %d paths", PATHS);
		path_parse(&k->paths[k->n_paths++], text);
	}
}

struct str
name_cut(struct str name)
{
	if (name.n <= NAME_BYTES)
		return name;
	name.n = NAME_BYTES;
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
put_part(struct buf *key, const struct conv *c, uint32_t at)
{
	switch (at ? json_kind_of(c->json, at) : JSON_NULL) {
	case JSON_NULL:
		buf_cstr(key, MISSING);
		break;
	case JSON_STRING:
		put_text(key, json_string(c->json, at, c->record));
		break;
	case JSON_ARRAY:
		buf_cstr(key, "(array)");
		break;
	case JSON_OBJECT:
		buf_cstr(key, "(object)");
		break;
	default:
		put_text(key, json_raw(c->json, at));
	}
}

void
key_read(struct kpi *k, const struct conv *c)
{
	buf_clear(&k->key);
	for (size_t i = 0; i < k->n_paths; i++) {
		const struct path *p = &k->paths[i];
		uint32_t at = json_get(c->json, 0, p->steps[0]);

		for (size_t j = 1; at && j < p->n; j++)
			at = json_get(c->json, at, p->steps[j]);
		if (i)
			buf_char(&k->key, '\0');
		put_part(&k->key, c, at);
	}
}

bool
key_part(struct str key, size_t i, struct str *part)
{
	do
		*part = until(&key, '\0');
	while (i--);
	return !str_eq(*part, STR(MISSING));
}
