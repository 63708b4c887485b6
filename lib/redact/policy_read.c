#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>

#include "base/die.h"
#include "base/near.h"
#include "expr/expr.h"
#include "pattern/pattern.h"
#include "redact/lists.h"
#include "redact/own.h"
#include "redact/policy.h"
#include "stream/stream.h"

enum {
	LOWEST_LIMIT = 1,
	HIGHEST_LIMIT = 10000000,
	MESSAGE = 512,
	LIST_BYTES = 16 << 20
};

/* A policy file being read, evaluated to JSON. */
struct reader {
	struct json json;
	struct str text;
	const char *file;
	struct redact_policy *policy;
	struct lists *lists;	 /* NULL: none yet */
	struct lexicon *lexicon; /* the same */
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
		if (operator_fits((enum operation)op, k))
			n += (size_t)snprintf(text + n, MESSAGE / 2 - n, "%s%s",
			    n ? ", " : "", operator_name((enum operation)op).p);
	return text;
}

static enum operation
read_operator(const struct reader *r, uint32_t at, enum kind k)
{
	struct str name = read_string(r, at, "operators");
	struct str nearest = operator_nearest(name);
	char text[MESSAGE];
	enum operation op;

	if (!operator_named(name, &op))
		wrong(r, at,
		    "operators: '%.*s' is no operator; the nearest is %.*s",
		    STR_ARG(name), STR_ARG(nearest));
	if (!operator_fits(op, k))
		wrong(r, at,
		    "operators: %s cannot be written by %s; there are %s",
		    kind_name(k).p, operator_name(op).p, fitting(k, text));
	return op;
}

static void
read_operators(struct reader *r, uint32_t at)
{
	const struct json *j = &r->json;

	demand(r, at, JSON_OBJECT, "operators", "an object");
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		enum kind k = read_kind(r, i, "operators");

		r->policy->operators[k] = read_operator(r, i + 1, k);
	}
}

/* One for what is not looked for would be void without a word. */
static void
demand_their_kinds(const struct reader *r)
{
	const struct json *j = &r->json;
	uint32_t at = json_get(j, 0, STR("operators"));

	for (uint32_t i = at ? json_first(j, at) : 0; i;
	     i = json_after(j, at, i)) {
		enum kind k = read_kind(r, i, "operators");

		if (!r->policy->kinds[k] && k != KIND_CVV &&
		    r->policy->operators[k] != OP_KEEP)
			wrong(r, i, "operators: %s is not among the kinds",
			    kind_name(k).p);
	}
}

static void
read_paths(struct reader *r, uint32_t at, const char *member, unsigned here)
{
	const struct json *j = &r->json;
	char why[PATH_WHY] = "not a path such as .turns[].text";
	size_t n = 0;

	demand(r, at, JSON_ARRAY, member, "an array");
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i), n++)
		if (json_kind_of(j, i) != JSON_STRING ||
		    !policy_add_path(
			r->policy, read_string(r, i, member), here, why))
			wrong(r, i, "%s[%zu]: %s", member, n, why);
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

/* Words of capitals, or of small letters, digits and hyphens. */
static bool
is_word(struct str s, bool capitals, size_t longest)
{
	for (size_t i = 0; i < s.n; i++)
		if (capitals ? s.p[i] < 'A' || s.p[i] > 'Z'
			     : !is_digit(s.p[i]) && s.p[i] != '-' &&
				   (s.p[i] < 'a' || s.p[i] > 'z'))
			return false;
	return s.n > 1 && s.n <= longest;
}

/* A kind by its name, one more where there is none yet. */
static enum kind
read_own_kind(const struct reader *r, uint32_t at, const char *member)
{
	struct str name = json_kind_of(&r->json, at) == JSON_STRING
			      ? read_string(r, at, member)
			      : STR("");
	enum kind k;

	if (kind_named(name, &k))
		return k;
	if (!is_word(name, true, 24))
		wrong(r, at, "%s: a kind is 2 to 24 capitals", member);
	k = kind_add(arena_cstr(r->policy->run, name));
	if (k == N_KINDS)
		wrong(r, at, "%s: more than %d kinds of its own", member,
		    MOST_OWN_KINDS);
	return k;
}

/* Its own lexicon, once it has words of its own. */
static bool
add_own_word(struct reader *r, struct str word, uint64_t recogniser)
{
	struct redact_policy *p = r->policy;

	if (!r->lexicon)
		p->lexicon = r->lexicon = lexicon_copy(p->lexicon, p->run);
	return lexicon_add(r->lexicon, word, recogniser);
}

static void
read_own_context(struct reader *r, uint32_t at, struct recogniser *row)
{
	const struct json *j = &r->json;
	struct redact_policy *p = r->policy;
	uint64_t bit = UINT64_C(1) << p->n_recognisers;

	demand(r, at, JSON_ARRAY, "context", "an array of words");
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		struct str word = read_string(r, i, "context");

		for (size_t k = 0; k < word.n; k++)
			if (!is_alpha(word.p[k]))
				wrong(r, i,
				    "context: not a word of letters "
				    "without accents");
		if (!add_own_word(r, word, bit))
			wrong(r, i, "context: too many words");
	}
	row->context = bit;
}

static void
read_own_check(struct reader *r, uint32_t at, struct recogniser *row)
{
	struct str name = read_string(r, at, "check"), known[N_OWN_CHECKS];

	for (size_t i = 0; i < N_OWN_CHECKS; i++) {
		known[i] = own_checks[i].name;
		if (str_eq(known[i], name))
			row->check = own_checks[i].check;
	}
	if (!row->check) {
		name = near_best(name, known, N_OWN_CHECKS);
		wrong(r, at, "check: none of ours; the nearest is %.*s",
		    STR_ARG(name));
	}
}

static void
read_own_pattern(struct reader *r, uint32_t at)
{
	struct redact_policy *p = r->policy;
	struct pattern_error err;

	p->patterns[p->n_recognisers] =
	    pattern_new(read_string(r, at, "pattern"), &err);
	if (!p->patterns[p->n_recognisers])
		wrong(r, at, "pattern: byte %zu: %s", err.at, err.detail);
}

static void
read_own_member(
    struct reader *r, uint32_t at, struct recogniser *row, bool *has_kind)
{
	static const struct str known[] = { { "rule", 4 }, { "kind", 4 },
		{ "pattern", 7 }, { "context", 7 }, { "check", 5 },
		{ "operator", 8 } };
	struct str name = read_string(r, at, ""), nearest;
	uint32_t value = at + 1;

	if (str_eq(name, known[0])) {
		struct str rule = read_string(r, value, "rule");

		if (!is_word(rule, false, 40))
			wrong(r, value,
			    "rule: not a word of small letters, "
			    "digits and hyphens");
		row->rule = arena_cstr(r->policy->run, rule);
	} else if (str_eq(name, known[1])) {
		row->kind = read_own_kind(r, value, "kind");
		*has_kind = true;
	} else if (str_eq(name, known[2])) {
		read_own_pattern(r, value);
	} else if (str_eq(name, known[3])) {
		read_own_context(r, value, row);
	} else if (str_eq(name, known[4])) {
		read_own_check(r, value, row);
	} else if (!str_eq(name, known[5])) {
		nearest = near_best(name, known, 6);
		wrong(r, at,
		    "'%.*s' is no member of a recogniser; the nearest is %.*s",
		    STR_ARG(name), STR_ARG(nearest));
	}
}

static void
read_recogniser(struct reader *r, uint32_t at)
{
	const struct json *j = &r->json;
	struct redact_policy *p = r->policy;
	struct recogniser row = { .valid = own_valid };
	uint32_t op;
	bool has_kind = false;

	demand(r, at, JSON_OBJECT, "recognisers", "an array of objects");
	if (p->n_recognisers == MOST_RECOGNISERS)
		wrong(r, at, "recognisers: more than %d",
		    MOST_RECOGNISERS - N_RECOGNISERS);
	p->patterns[p->n_recognisers] = NULL;
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		read_own_member(r, i, &row, &has_kind);
	if (!row.rule || !has_kind || !p->patterns[p->n_recognisers])
		wrong(r, at, "recognisers: one needs rule, kind and pattern");
	op = json_get(j, at, STR("operator"));
	if (op)
		p->operators[row.kind] = read_operator(r, op, row.kind);
	p->kinds[row.kind] = true;
	p->is_loud = true;
	p->recognisers[p->n_recognisers++] = row;
}

static void
read_recognisers(struct reader *r, uint32_t at)
{
	const struct json *j = &r->json;

	demand(r, at, JSON_ARRAY, "recognisers", "an array");
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		read_recogniser(r, i);
}

/* The file of a list, beside the policy. */
static void
read_list(struct reader *r, uint32_t at, const char *member, enum kind k)
{
	struct str name = read_string(r, at, member);
	const char *slash = strrchr(r->file, '/'), *path;
	size_t folder = slash && name.n && name.p[0] != '/'
			    ? (size_t)(slash - r->file) + 1
			    : 0;

	path = arena_printf(r->policy->run, "%.*s%.*s%c", (int)folder, r->file,
	    STR_ARG(name), '\0')
		   .p;
	if (!r->lists)
		r->lists = lists_new(r->policy->run);
	lists_add(
	    r->lists, path, stream_slurp(path, LIST_BYTES, r->policy->run), k);
	r->policy->lists = r->lists;
}

static void
read_allow(struct reader *r, uint32_t at)
{
	read_list(r, at, "allow", N_KINDS);
}

static void
read_deny(struct reader *r, uint32_t at)
{
	const struct json *j = &r->json;

	demand(r, at, JSON_OBJECT, "deny", "an object of kinds and files");
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		enum kind k = read_own_kind(r, i, "deny");

		read_list(r, i + 1, "deny", k);
		r->policy->kinds[k] = true;
	}
}

/* Those that may name kinds of their own are read first. */
static const struct {
	struct str name;
	void (*read)(struct reader *, uint32_t);
	bool first;
} members[] = {
	{ { "recognisers", 11 }, read_recognisers, true },
	{ { "allow", 5 }, read_allow, true },
	{ { "deny", 4 }, read_deny, true },
	{ { "name", 4 }, read_name, false },
	{ { "version", 7 }, read_version, false },
	{ { "kinds", 5 }, read_kinds, false },
	{ { "operators", 9 }, read_operators, false },
	{ { "scope", 5 }, read_scope, false },
	{ { "domain", 6 }, read_domain, false },
	{ { "keep", 4 }, read_keep, false },
	{ { "only_in", 7 }, read_only_in, false },
	{ { "match_limit", 11 }, read_match_limit, false },
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
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t i = json_first(j, 0); i;
		     i = json_after(j, 0, i)) {
			size_t m = 0;

			while (m < N_MEMBERS && !json_is(j, i, members[m].name))
				m++;
			if (m == N_MEMBERS)
				unknown_member(r, i);
			if (members[m].first == (pass == 0))
				members[m].read(r, i + 1);
		}
	}
	if (r->lists)
		lists_build(r->lists);
	if (r->policy->name.n == 0)
		wrong(r, 0, "no name");
	demand_their_kinds(r);
}

void
policy_read(struct redact_policy *p, struct str source, const char *file)
{
	struct reader r = { .file = file, .text = source, .policy = p };

	expr_load(source, file, &r.json, p->run);
	read_members(&r);
	json_free(&r.json);
}
