#include <math.h>
#include <stdio.h>

#include "check/room.h"

/*
 * Conditions one by one: do they read, and what is certain of their answers.
 */
static bool
is_outside(const struct expr_error *err)
{
	static const char begins[] = "outside the native core";

	return strncmp(err->detail, begins, sizeof(begins) - 1) == 0;
}

static void
note_jailed(struct reading *r, struct entry *e, uint32_t at,
    const struct expr_error *why)
{
	const char *colon = strchr(why->detail, ':');
	const char *what = is_outside(why) && colon ? colon + 2 : why->detail;

	if (e->jailed.n == 0)
		e->jailed = arena_copy(r->run, str_of(what));
	report_inside(r, at, (struct expr_place){ why->line, why->column },
	    JAILED_RULE, "it runs in libjq, which is slower: %s", what);
}

static const struct expr_view *
read_condition(struct reading *r, struct entry *e, uint32_t at)
{
	struct str path, nearest;
	struct expr_place place;
	struct expr_error err;
	const struct expr_view *v;
	size_t n;

	if (!at)
		return NULL;
	v = expr_view(json_string(&r->j, at, r->run), r->facts, r->run, &err);
	if (!v && is_outside(&err)) {
		r->sees_all = true;
		note_jailed(r, e, at, &err);
	} else if (!v) {
		report_inside(r, at,
		    (struct expr_place){ err.line, err.column }, SYNTAX, "%s",
		    err.detail);
	}
	if (!v)
		return NULL;
	if (expr_view_assigns(v, &err)) {
		report_inside(r, at,
		    (struct expr_place){ err.line, err.column }, ASSIGNMENT,
		    "%s", err.detail);
		return NULL;
	}
	if (expr_view_outside(v))
		note_jailed(r, e, at, expr_view_outside(v));
	n = expr_view_unknown(v, SIZE_MAX, &path, &nearest, &place);
	for (size_t i = 0; i < n; i++) {
		expr_view_unknown(v, i, &path, &nearest, &place);
		report_inside(r, at, place, UNKNOWN_SIGNAL, "%s",
		    rules_unknown(path, nearest, r->facts, r->run));
	}
	return n ? NULL : v;
}

void
read_conditions(struct reading *r)
{
	for (size_t i = 0; i < r->n_rules; i++) {
		struct entry *e = &r->rules[i];

		e->when = read_condition(r, e, e->when_at);
		e->until = read_condition(r, e, e->until_at);
	}
}

/* What only libjq can run is wrong in ways that only libjq can tell. */
void
compile_jailed(struct reading *r)
{
	const struct expr_jail_opts opts = { .slots = 1 };
	size_t n = 2 * r->n_rules, wrong;
	const struct expr **all = arena_zalloc(r->run, (n + 1) * sizeof(*all));
	struct expr_jail *jail;
	struct expr_error err;

	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &r->rules[i / 2];
		uint32_t at = i % 2 ? e->until_at : e->when_at;

		if (at && e->jailed.n)
			all[i] = expr_compile(json_string(&r->j, at, r->run),
			    r->facts, r->run, &err);
	}
	while (!expr_jail_open(&jail, all, n, &opts, &wrong, &err)) {
		const struct entry *e = &r->rules[wrong / 2];

		report_inside(r, wrong % 2 ? e->until_at : e->when_at,
		    (struct expr_place){ err.line, err.column }, SYNTAX, "%s",
		    err.detail);
		all[wrong] = NULL;
	}
	expr_jail_close(jail);
}

enum { VALUES = 96 }; /* bytes of what a path's values are */

/* Where a remark is about: a string of the file. */
struct judging {
	struct reading *r;
	uint32_t at;
};

static void
put_numbers(const struct expr_known *k, char text[64])
{
	if (isinf(k->low))
		snprintf(text, 64, "a number");
	else if (isinf(k->high))
		snprintf(text, 64, "%g and up", k->low);
	else if (k->low == k->high)
		snprintf(text, 64, "%g", k->low);
	else
		snprintf(text, 64, "%g to %g", k->low, k->high);
}

/* `"00:00" to "23:59"`, `"mon", "tue", "wed"` */
static void
put_strings(const struct expr_known *k, char text[64])
{
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < k->n_words && n < 64; i++)
		n += (size_t)snprintf(text + n, 64 - n, "%s\"%.*s\"",
		    !i		 ? ""
		    : k->stretch ? " to "
				 : ", ",
		    STR_ARG(k->words[i]));
	if (!k->words || n >= 64)
		snprintf(text, 64, "a string");
}

/* "0 to 1", "0 and up", "null or a string" */
static void
put_values(const struct expr_known *k, char text[VALUES])
{
	char numbers[64], strings[64];
	const struct {
		bool has;
		const char *name;
	} kinds[] = { { k->null, "null" }, { k->boolean, "true or false" },
		{ k->number, numbers }, { k->string, strings },
		{ k->array, "an array" }, { k->object, "an object" } };
	size_t n = 0;

	put_numbers(k, numbers);
	put_strings(k, strings);
	text[0] = '\0';
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && n < VALUES;
	     i++)
		if (kinds[i].has)
			n += (size_t)snprintf(text + n, VALUES - n, "%s%s",
			    n ? " or " : "", kinds[i].name);
}

/* What follows from it. */
static const char *
verdict_words(const struct expr_remark *m)
{
	if (m->verdict == EXPR_ALWAYS)
		return "it is always true";
	if (m->verdict == EXPR_NEVER)
		return "it is never true";
	if (m->cause == EXPR_BY_KIND)
		return "it says only whether there is one";
	if (m->cause == EXPR_BY_TRUTH)
		return "it is true of any; compare it, or ask for != null";
	return "not only that decides it";
}

static enum code
code_of(const struct expr_remark *m)
{
	static const enum code of_cause[] = {
		[EXPR_BY_RANGE] = CONSTANT_CONDITION,
		[EXPR_BY_KIND] = TYPE_NEVER_TRUE,
		[EXPR_BY_LOGIC] = CONSTANT_CONDITION,
		[EXPR_BY_TRUTH] = NOT_BOOLEAN,
		[EXPR_OUTSIDE] = THRESHOLD_OUT_OF_RANGE,
	};

	if (m->cause == EXPR_BY_TRUTH && m->verdict != EXPR_DEPENDS)
		return CONSTANT_CONDITION;
	return of_cause[m->cause];
}

static void
report_regex(const struct judging *g, const struct expr_remark *m)
{
	const char *why = regex_runs_away(m->regex);

	if (why)
		report_inside(g->r, g->at, m->place, UNBOUNDED_REGEX,
		    "this regular expression can take for ever: %s", why);
}

static void
report_remark(void *arg, const struct expr_remark *m)
{
	const struct judging *g = arg;
	char values[VALUES];

	if (m->cause == EXPR_BY_REGEX) {
		report_regex(g, m);
	} else if (m->cause == EXPR_BY_FAILURE) {
		report_inside(g->r, g->at, m->place, ALWAYS_FAILS,
		    "%s: the rule fails wherever it asks this", m->why);
	} else if (m->known) {
		put_values(m->known, values);
		report_inside(g->r, g->at, m->place, code_of(m),
		    "%.*s is %s: %s", STR_ARG(m->known->path), values,
		    verdict_words(m));
	} else {
		report_inside(g->r, g->at, m->place, code_of(m),
		    "whatever the facts are, %s", verdict_words(m));
	}
}

void
judge_conditions(struct reading *r)
{
	for (size_t i = 0; i < r->n_rules; i++) {
		const struct entry *e = &r->rules[i];
		struct judging when = { r, e->when_at };
		struct judging until = { r, e->until_at };

		if (e->when)
			expr_view_remarks(
			    e->when, &r->knowledge, report_remark, &when);
		if (e->until)
			expr_view_remarks(
			    e->until, &r->knowledge, report_remark, &until);
	}
}
