#include "rules/reader.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/near.h"

enum { MESSAGE = 512 };

static noreturn void
say(const struct reader *rd, struct expr_place at, const char *what)
{
	die("%s:%zu:%zu: %s%s%s", rd->r->file, at.line, at.column, rd->place,
	    rd->place[0] ? ": " : "", what);
}

/* The text is read for its places only when one is needed. */
void
wrong(const struct reader *rd, uint32_t at, const char *fmt, ...)
{
	const struct expr_source *source = expr_source(rd->r->text, rd->run);
	char what[MESSAGE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	say(rd, expr_place(source, rd->j, at), what);
}

void
wrong_inside(const struct reader *rd, uint32_t at, struct expr_place inside,
    const char *fmt, ...)
{
	const struct expr_source *source = expr_source(rd->r->text, rd->run);
	char what[MESSAGE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	say(rd, expr_place_inside(source, rd->j, at, inside), what);
}

void
rules_wrong(
    struct rules *r, uint32_t at, struct arena *run, const char *fmt, ...)
{
	const struct reader rd = { .run = run, .r = r, .j = &r->json };
	char what[MESSAGE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	wrong(&rd, at, "%s", what);
}

void
wrong_name(const struct reader *rd, uint32_t at, const char *what,
    struct str name, const struct str *known, size_t n)
{
	char hint[NEAR_HINT];

	wrong(rd, at, "%s \"%.*s\"%s", what, STR_ARG(name),
	    near_hint(name, known, n, hint));
}

void
be_at(struct reader *rd, const char *list, size_t i, struct str name)
{
	snprintf(rd->place, sizeof(rd->place),
	    name.n ? "%s[%zu] (%.*s)" : "%s[%zu]%.*s", list, i, STR_ARG(name));
}

void
be_in(struct reader *rd, const char *member)
{
	snprintf(rd->place, sizeof(rd->place), "%s", member);
}

void
be_nowhere(struct reader *rd)
{
	rd->place[0] = '\0';
}

/* The index is moved to where all else of the rules lies. */
static void
keep_index(struct reader *rd)
{
	struct json *j = &rd->r->json;
	size_t size = j->n_values * sizeof(*j->values);
	struct json_value *values = arena_alloc(rd->run, size);

	memcpy(values, j->values, size);
	free(j->values);
	j->values = values;
}

void
reader_open(struct reader *rd, struct str text, const char *file,
    struct arena *run, struct rules *r)
{
	*r = (struct rules){ .file = file, .text = text };
	*rd = (struct reader){ .run = run, .r = r, .j = &r->json };
	expr_load(text, file, &r->json, run);
	keep_index(rd);
}

void
demand(
    const struct reader *rd, uint32_t at, enum json_kind kind, const char *what)
{
	enum json_kind is = json_kind_of(rd->j, at);

	if (is != kind)
		wrong(rd, at, "%s is %s, not %s%s", what, json_kind_name(is),
		    json_kind_name(kind), rules_shape(what));
}

/* Members that are not among the known ones have a meaning somewhere else. */
void
demand_known(
    const struct reader *rd, uint32_t object, const struct rule_member *known)
{
	struct rule_names names = rules_member_names(known, rd->run);

	for (uint32_t i = json_first(rd->j, object); i;
	     i = json_after(rd->j, object, i)) {
		struct str name = json_string(rd->j, i, rd->run);
		bool found = false;

		for (size_t k = 0; k < names.n; k++)
			found |= str_eq(name, names.items[k]);
		if (!found)
			wrong_name(rd, i, "unknown member", name, names.items,
			    names.n);
	}
}

uint32_t
member(const struct reader *rd, uint32_t object, const char *name)
{
	uint32_t at = json_get(rd->j, object, str_of(name));

	return at && json_kind_of(rd->j, at) == JSON_NULL ? 0 : at;
}

uint32_t
read_group(const struct reader *rd, uint32_t object, const char *name,
    enum json_kind kind)
{
	uint32_t at = member(rd, object, name);

	if (at)
		demand(rd, at, kind, name);
	return at;
}

size_t
length(const struct reader *rd, uint32_t at)
{
	return at ? rd->j->values[at].n : 0;
}

struct str
read_string(const struct reader *rd, uint32_t object, const char *name)
{
	uint32_t at = read_group(rd, object, name, JSON_STRING);

	return at ? json_string(rd->j, at, rd->run) : STR("");
}

double
read_number(const struct reader *rd, uint32_t object, const char *name,
    double least, double most, double fallback)
{
	uint32_t at = read_group(rd, object, name, JSON_NUMBER);
	double x;

	if (!at)
		return fallback;
	x = json_number(rd->j, at);
	if (!(x >= least && x <= most))
		wrong(
		    rd, at, "%s is outside %.10g to %.10g", name, least, most);
	return x;
}

uint32_t
read_count(const struct reader *rd, uint32_t object, const char *name,
    uint32_t fallback)
{
	double x = read_number(rd, object, name, 1, 1000000, fallback);

	if (x != floor(x))
		wrong(rd, member(rd, object, name), "%s is not a whole number",
		    name);
	return (uint32_t)x;
}

bool
read_bool(const struct reader *rd, uint32_t object, const char *name)
{
	uint32_t at = member(rd, object, name);
	enum json_kind is = at ? json_kind_of(rd->j, at) : JSON_FALSE;

	if (is != JSON_TRUE && is != JSON_FALSE)
		wrong(rd, at, "%s is %s, not true or false", name,
		    json_kind_name(is));
	return is == JSON_TRUE;
}

struct rule_names
read_names(const struct reader *rd, uint32_t object, const char *name)
{
	uint32_t at = member(rd, object, name);
	struct rule_names names = { 0 };

	if (!at)
		return names;
	if (json_kind_of(rd->j, at) == JSON_STRING) {
		names.items = arena_array(rd->run, 1, sizeof(*names.items));
		names.items[names.n++] = json_string(rd->j, at, rd->run);
		return names;
	}
	if (json_kind_of(rd->j, at) != JSON_ARRAY)
		wrong(rd, at, "%s is %s, not a string or an array of strings",
		    name, json_kind_name(json_kind_of(rd->j, at)));
	if (length(rd, at) == 0)
		wrong(rd, at, "%s has no elements", name);
	names.items =
	    arena_array(rd->run, length(rd, at), sizeof(*names.items));
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		demand(rd, i, JSON_STRING, name);
		names.items[names.n++] = json_string(rd->j, i, rd->run);
	}
	return names;
}

size_t
read_choice(const struct reader *rd, uint32_t at, const char *what,
    const struct str *known, size_t n)
{
	struct str name;

	demand(rd, at, JSON_STRING, what);
	name = json_string(rd->j, at, rd->run);
	for (size_t i = 0; i < n; i++)
		if (str_eq(name, known[i]))
			return i;
	wrong_name(rd, at, what, name, known, n);
}
