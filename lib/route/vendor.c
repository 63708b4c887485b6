#include "route/vendor.h"

#include <stdlib.h>

#include "base/die.h"
#include "route/route.h"

const char *const route_vendors[] = { "twilio-workflow", "connect-criteria",
	NULL };

void
vendor_fail(const struct vendor *v, uint32_t at, const char *what)
{
	size_t line = 1, end = v->j->values[at].start;

	for (size_t i = 0; i < end; i++)
		line += v->j->text.p[i] == '\n';
	die("%s:%zu: %s", v->file, line, what);
}

uint32_t
vendor_member(const struct vendor *v, uint32_t object, const char *name,
    enum json_kind kind)
{
	uint32_t at = json_get(v->j, object, str_of(name));
	enum json_kind is;

	if (!at)
		return 0;
	is = json_kind_of(v->j, at);
	if (is == JSON_NULL)
		return 0;
	if (is != kind)
		vendor_fail(v, at,
		    arena_cstr(
			v->a, arena_printf(v->a,
				  "%s is not of the kind it should be", name)));
	return at;
}

void
vendor_put_skill(struct buf *b, struct str name, struct str value)
{
	struct buf skill = { 0 };

	buf_str(&skill, name);
	buf_char(&skill, '/');
	buf_str(&skill, value);
	json_put_string(b, buf_view(&skill));
	buf_free(&skill);
}

void
route_import(const char *vendor, struct str text, const char *file,
    struct arena *a, struct buf *out)
{
	char *p = arena_zalloc(a, text.n + JSON_PADDING);
	struct vendor v = { .file = file, .a = a, .out = out };
	struct json j;
	struct fault f;

	memcpy(p, text.p, text.n);
	json_init(&j);
	v.j = &j;
	if (!json_index(&j, (struct str){ p, text.n }, &f))
		die("%s: %s", file, f.detail);
	if (json_kind_of(&j, 0) != JSON_OBJECT)
		die("%s: it is no JSON object", file);
	if (str_eq(str_of(vendor), STR("connect-criteria")))
		connect_criteria(&v);
	else
		twilio_workflow(&v);
	json_free(&j);
}
