#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>

#include "base/die.h"
#include "base/near.h"
#include "expr/expr.h"
#include "redact/policy.h"

enum { LOWEST_LIMIT = 1, HIGHEST_LIMIT = 10000000, MESSAGE = 512 };

/* A policy file being read, evaluated to JSON. */
struct reader {
	struct json json;
	struct str text;
	const char *file;
	struct redact_policy *policy;
};

/* Say what is wrong with value `at`, where it is written, and end. */
static noreturn void wrong(const struct reader *r, uint32_t at, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));

static noreturn void
wrong(const struct reader *r, uint32_t at, const char *fmt, ...)
{
	const struct expr_source *source = expr_source(r->text, r->policy->run);
	struct expr_place place = expr_place(source, &r->json, at);
	char what[MESSAGE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	die("%s:%zu:%zu: %s", r->file, place.line, place.column, what);
}

static struct str
read_string(const struct reader *r, uint32_t at, const char *member)
{
	if (json_kind_of(&r->json, at) != JSON_STRING)
		wrong(r, at, "%s: not a string", member);
	return arena_copy(
	    r->policy->run, json_string(&r->json, at, r->policy->run));
}

static double
read_number(const struct reader *r, uint32_t at, const char *member)
{
	if (json_kind_of(&r->json, at) != JSON_NUMBER)
		wrong(r, at, "%s: not a number", member);
	return json_number(&r->json, at);
}

static void
demand(const struct reader *r, uint32_t at, enum json_kind kind,
    const char *member, const char *what)
{
	if (json_kind_of(&r->json, at) != kind)
		wrong(r, at, "%s: not %s", member, what);
}

static void
read_name(struct reader *r, uint32_t at)
{
	r->policy->name = read_string(r, at, "name");
}

static void
read_version(struct reader *r, uint32_t at)
{
	r->policy->version = read_number(r, at, "version");
}

static void
read_domain(struct reader *r, uint32_t at)
{
	r->policy->domain = read_string(r, at, "domain");
}

static void
read_scope(struct reader *r, uint32_t at)
{
	struct str scope = read_string(r, at, "scope");

	r->policy->corpus = str_eq(scope, STR("corpus"));
	if (!r->policy->corpus && !str_eq(scope, STR("conversation")))
		wrong(r, at, "scope: neither conversation nor corpus");
}

static void
read_match_limit(struct reader *r, uint32_t at)
{
	double limit = read_number(r, at, "match_limit");

	if (!(limit >= LOWEST_LIMIT && limit <= HIGHEST_LIMIT))
		wrong(r, at, "match_limit: not between %d and %d", LOWEST_LIMIT,
		    HIGHEST_LIMIT);
	r->policy->match_limit = (size_t)limit;
}

static enum kind
read_kind(const struct reader *r, uint32_t at, const char *member)
{
	struct str name = read_string(r, at, member), nearest;
	enum kind k;

	if (kind_named(name, &k))
		return k;
	nearest = kind_nearest(name);
	wrong(r, at, "%s: '%.*s' is no kind; the nearest is %.*s", member,
	    STR_ARG(name), STR_ARG(nearest));
}

static void
read_kinds(struct reader *r, uint32_t at)
{
	const struct json *j = &r->json;

	demand(r, at, JSON_ARRAY, "kinds", "an array");
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		r->policy->kinds[read_kind(r, i, "kinds")] = true;
}

/* The operators that a kind may have, for the message. */
static const char *
fitting(enum kind k, char text[MESSAGE])
{
	size_t n = 0;

	for (int op = 0; op < N_OPERATORS; op++)
		if (operator_fits((enum operator)op, k))
			n += (size_t)snprintf(text + n, MESSAGE / 2 - n, "%s%s",
			    n ? ", " : "", operator_name((enum operator)op).p);
	return text;
}

static void
read_operators(struct reader *r, uint32_t at)
{
	const struct json *j = &r->json;
	char text[MESSAGE];

	demand(r, at, JSON_OBJECT, "operators", "an object");
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		enum kind k = read_kind(r, i, "operators");
		struct str name = read_string(r, i + 1, "operators");
		struct str nearest = operator_nearest(name);
		enum operator op;

		if (!operator_named(name, &op))
			wrong(r, i + 1,
			    "operators: '%.*s' is no operator; the nearest is "
			    "%.*s",
			    STR_ARG(name), STR_ARG(nearest));
		if (!operator_fits(op, k))
			wrong(r, i + 1,
			    "operators: %s cannot be written by %s; there are "
			    "%s",
			    kind_name(k).p, operator_name(op).p,
			    fitting(k, text));
		r->policy->operators[k] = op;
	}
}

static void
read_paths(struct reader *r, uint32_t at, const char *member, unsigned here)
{
	const struct json *j = &r->json;
	size_t n = 0;

	demand(r, at, JSON_ARRAY, member, "an array");
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i), n++)
		if (json_kind_of(j, i) != JSON_STRING ||
		    !policy_add_path(
			r->policy, read_string(r, i, member), here))
			wrong(r, i, "%s[%zu]: not a path such as .turns[].at",
			    member, n);
}

static void
read_keep(struct reader *r, uint32_t at)
{
	read_paths(r, at, "keep", PATH_KEEP);
}

static void
read_only_in(struct reader *r, uint32_t at)
{
	read_paths(r, at, "only_in", PATH_ONLY);
}

static const struct {
	struct str name;
	void (*read)(struct reader *, uint32_t);
} members[] = {
	{ { "name", 4 }, read_name },
	{ { "version", 7 }, read_version },
	{ { "kinds", 5 }, read_kinds },
	{ { "operators", 9 }, read_operators },
	{ { "scope", 5 }, read_scope },
	{ { "domain", 6 }, read_domain },
	{ { "keep", 4 }, read_keep },
	{ { "only_in", 7 }, read_only_in },
	{ { "match_limit", 11 }, read_match_limit },
};

enum { N_MEMBERS = sizeof(members) / sizeof(*members) };

static noreturn void
unknown_member(const struct reader *r, uint32_t at)
{
	struct str name = read_string(r, at, ""), known[N_MEMBERS], nearest;

	for (size_t m = 0; m < N_MEMBERS; m++)
		known[m] = members[m].name;
	nearest = near_best(name, known, N_MEMBERS);
	wrong(r, at, "'%.*s' is no member of a policy; the nearest is %.*s",
	    STR_ARG(name), STR_ARG(nearest));
}

static void
read_members(struct reader *r)
{
	const struct json *j = &r->json;

	if (json_kind_of(j, 0) != JSON_OBJECT)
		wrong(r, 0, "not an object");
	for (uint32_t i = json_first(j, 0); i; i = json_after(j, 0, i)) {
		size_t m = 0;

		while (m < N_MEMBERS && !json_is(j, i, members[m].name))
			m++;
		if (m == N_MEMBERS)
			unknown_member(r, i);
		members[m].read(r, i + 1);
	}
	if (r->policy->name.n == 0)
		wrong(r, 0, "no name");
}

void
policy_read(struct redact_policy *p, struct str source, const char *file)
{
	struct reader r = { .file = file, .text = source, .policy = p };
	struct expr_error where;
	struct buf text = { 0 };
	struct fault f;

	if (!expr_program(source, &text, &where))
		die("%s:%zu:%zu: %s", file, where.line, where.column,
		    where.detail);
	memset(buf_reserve(&text, JSON_PADDING), 0, JSON_PADDING);
	json_init(&r.json);
	if (!json_index(&r.json, buf_view(&text), &f))
		die("%s: %s", file, f.detail);
	read_members(&r);
	json_free(&r.json);
	buf_free(&text);
}
