#include "rules/rules.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/near.h"
#include "crypto/crypto.h"
#include "json/json.h"

/*
 * What is read, and where in it we are.  `place` names that for a person:
 * "rules[3] (asked-for-a-person)".
 */
struct reader {
	const char *file;
	struct arena *run;
	struct rules *r;
	struct json j;
	char place[160];
};

static noreturn void wrong(const struct reader *rd, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static noreturn void
wrong(const struct reader *rd, const char *fmt, ...)
{
	char what[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (rd->place[0])
		die("%s: %s: %s", rd->file, rd->place, what);
	die("%s: %s", rd->file, what);
}

static void
be_at(struct reader *rd, const char *list, size_t i, struct str name)
{
	snprintf(rd->place, sizeof(rd->place),
	    name.n ? "%s[%zu] (%.*s)" : "%s[%zu]%.*s", list, i, STR_ARG(name));
}

/* Evaluate the file, and index what it evaluates to. */
static void
evaluate(struct reader *rd, struct str text)
{
	struct expr_error err;
	struct buf out = { 0 };
	struct fault f;
	char *p;

	if (!expr_program(text, &out, &err))
		die("%s:%zu:%zu: %s", rd->file, err.line, err.column,
		    err.detail);
	p = arena_alloc(rd->run, out.n + JSON_PADDING);
	memcpy(p, out.p, out.n);
	memset(p + out.n, 0, JSON_PADDING);
	json_init(&rd->j);
	if (!json_index(&rd->j, (struct str){ p, out.n }, &f))
		wrong(rd, "what it evaluates to cannot be read: %s", f.detail);
	buf_free(&out);
	if (json_kind_of(&rd->j, 0) != JSON_OBJECT)
		wrong(rd, "it does not evaluate to an object");
}

static const char *
kind_name(enum json_kind k)
{
	static const char *const names[] = { "null", "false", "true",
		"a number", "a string", "an array", "an object" };

	return names[k];
}

static void
demand(const struct reader *rd, uint32_t at, enum json_kind kind,
    const char *member)
{
	enum json_kind is = json_kind_of(&rd->j, at);

	if (is != kind)
		wrong(rd, "%s is %s, not %s", member, kind_name(is),
		    kind_name(kind));
}

/* Members that are not among the known ones have a meaning somewhere else. */
static void
demand_known(const struct reader *rd, uint32_t object, const char *const *known)
{
	struct str names[16], nearest;
	size_t n = 0;

	for (; known[n]; n++)
		names[n] = str_of(known[n]);
	for (uint32_t i = json_first(&rd->j, object); i;
	     i = json_after(&rd->j, object, i)) {
		struct str name = json_string(&rd->j, i, rd->run);
		bool found = false;

		for (size_t k = 0; k < n; k++)
			found |= str_eq(name, names[k]);
		if (found)
			continue;
		nearest = near_best(name, names, n);
		wrong(rd,
		    "unknown member \"%.*s\"; the nearest known is "
		    "\"%.*s\"",
		    STR_ARG(name), STR_ARG(nearest));
	}
}

static uint32_t
member(const struct reader *rd, uint32_t object, const char *name)
{
	uint32_t at = json_get(&rd->j, object, str_of(name));

	return at && json_kind_of(&rd->j, at) == JSON_NULL ? 0 : at;
}

/* A string member, empty where it is absent. */
static struct str
read_string(const struct reader *rd, uint32_t object, const char *name)
{
	uint32_t at = member(rd, object, name);

	if (!at)
		return STR("");
	demand(rd, at, JSON_STRING, name);
	return json_string(&rd->j, at, rd->run);
}

static double
read_number(const struct reader *rd, uint32_t object, const char *name,
    double least, double most, double fallback)
{
	uint32_t at = member(rd, object, name);
	double x;

	if (!at)
		return fallback;
	demand(rd, at, JSON_NUMBER, name);
	x = json_number(&rd->j, at);
	if (!(x >= least && x <= most))
		wrong(rd, "%s is outside %g to %g", name, least, most);
	return x;
}

static bool
read_bool(const struct reader *rd, uint32_t object, const char *name)
{
	uint32_t at = member(rd, object, name);

	if (at && json_kind_of(&rd->j, at) != JSON_TRUE &&
	    json_kind_of(&rd->j, at) != JSON_FALSE)
		wrong(rd, "%s is %s, not true or false", name,
		    kind_name(json_kind_of(&rd->j, at)));
	return at && json_kind_of(&rd->j, at) == JSON_TRUE;
}

/* An array or object member; 0 where it is absent. */
static uint32_t
read_group(const struct reader *rd, uint32_t object, const char *name,
    enum json_kind kind)
{
	uint32_t at = member(rd, object, name);

	if (at)
		demand(rd, at, kind, name);
	return at;
}

static size_t
length(const struct reader *rd, uint32_t at)
{
	return at ? rd->j.values[at].n : 0;
}

static void
read_thresholds(struct reader *rd)
{
	static const char *const known[] = { "escalate", "watch", NULL };
	uint32_t at = read_group(rd, 0, "thresholds", JSON_OBJECT);
	struct rules *r = rd->r;

	r->escalate = r->watch = NAN;
	if (!at)
		return;
	snprintf(rd->place, sizeof(rd->place), "thresholds");
	demand_known(rd, at, known);
	r->escalate = read_number(rd, at, "escalate", 0, 1, NAN);
	r->watch = read_number(rd, at, "watch", 0, 1, NAN);
	if (r->watch > r->escalate)
		wrong(rd, "watch (%g) is above escalate (%g)", r->watch,
		    r->escalate);
	rd->place[0] = '\0';
}

static void
read_weights(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "weights", JSON_OBJECT);
	struct rules *r = rd->r;

	if (!at)
		return;
	snprintf(rd->place, sizeof(rd->place), "weights");
	r->weights = arena_array(rd->run, length(rd, at), sizeof(*r->weights));
	for (uint32_t i = json_first(&rd->j, at); i;
	     i = json_after(&rd->j, at, i)) {
		struct rule_weight *w = &r->weights[r->n_weights++];
		char name[80];

		w->signal = json_string(&rd->j, i, rd->run);
		snprintf(name, sizeof(name), "%.*s", STR_ARG(w->signal));
		demand(rd, i + 1, JSON_NUMBER, name);
		w->weight = json_number(&rd->j, i + 1);
	}
	rd->place[0] = '\0';
}

static void
read_terms(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "terms", JSON_OBJECT);
	struct rules *r = rd->r;

	if (!at)
		return;
	snprintf(rd->place, sizeof(rd->place), "terms");
	r->terms = arena_array(rd->run, length(rd, at), sizeof(*r->terms));
	for (uint32_t i = json_first(&rd->j, at); i;
	     i = json_after(&rd->j, at, i)) {
		struct rule_terms *t = &r->terms[r->n_terms++];
		char name[80];

		t->name = json_string(&rd->j, i, rd->run);
		snprintf(name, sizeof(name), "%.*s", STR_ARG(t->name));
		demand(rd, i + 1, JSON_STRING, name);
		t->file = json_string(&rd->j, i + 1, rd->run);
		if (t->file.n == 0 || memchr(t->file.p, '\0', t->file.n))
			wrong(rd, "%s names no file", name);
	}
	rd->place[0] = '\0';
}

static void
read_skills(struct reader *rd, uint32_t queue, struct rule_queue *q)
{
	uint32_t at = read_group(rd, queue, "skills", JSON_ARRAY);

	if (!at)
		return;
	q->skills = arena_array(rd->run, length(rd, at), sizeof(*q->skills));
	for (uint32_t i = json_first(&rd->j, at); i;
	     i = json_after(&rd->j, at, i)) {
		demand(rd, i, JSON_STRING, "a skill");
		q->skills[q->n_skills++] = json_string(&rd->j, i, rd->run);
	}
}

static void
read_queue(struct reader *rd, uint32_t at, size_t i)
{
	static const char *const known[] = { "name", "priority", "sla_s",
		"skills", "handle_s", "patience_s", NULL };
	struct rule_queue *q = &rd->r->queues[i];

	be_at(rd, "queues", i, STR(""));
	demand(rd, at, JSON_OBJECT, "it");
	q->name = read_string(rd, at, "name");
	be_at(rd, "queues", i, q->name);
	demand_known(rd, at, known);
	if (q->name.n == 0)
		wrong(rd, "it has no name");
	for (size_t k = 0; k < i; k++)
		if (str_eq(rd->r->queues[k].name, q->name))
			wrong(rd, "queues[%zu] has this name too", k);
	q->priority = read_number(rd, at, "priority", -1e9, 1e9, 50);
	q->sla_s = read_number(rd, at, "sla_s", 0, 1e9, 60);
	q->handle_s = read_number(rd, at, "handle_s", 0, 1e9, 300);
	q->patience_s = read_number(rd, at, "patience_s", 0, 1e9, 0);
	read_skills(rd, at, q);
}

static void
read_queues(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "queues", JSON_ARRAY);
	struct rules *r = rd->r;

	r->n_queues = length(rd, at);
	r->queues =
	    arena_zalloc(rd->run, (r->n_queues + 1) * sizeof(*r->queues));
	if (r->n_queues == 0) {
		r->n_queues = 1;
		r->queues[0] = (struct rule_queue){ .name = STR("general"),
			.priority = 50,
			.sla_s = 60,
			.handle_s = 300 };
		return;
	}
	for (uint32_t i = json_first(&rd->j, at), n = 0; i;
	     i = json_after(&rd->j, at, i))
		read_queue(rd, i, n++);
	rd->place[0] = '\0';
}

const struct rule_queue *
rules_queue(const struct rules *r, struct str name)
{
	if (name.n == 0)
		return &r->queues[0];
	for (size_t i = 0; i < r->n_queues; i++)
		if (str_eq(r->queues[i].name, name))
			return &r->queues[i];
	return NULL;
}

static enum rule_action
read_action(const struct reader *rd, uint32_t at)
{
	static const struct {
		const char *name;
		enum rule_action action;
	} known[] = { { "escalate", RULE_ESCALATE }, { "watch", RULE_WATCH },
		{ "hold", RULE_HOLD }, { "suppress", RULE_SUPPRESS } };
	struct str then = read_string(rd, at, "then"), names[4], nearest;

	if (then.n == 0)
		wrong(rd, "it does not say what to do (then)");
	for (size_t i = 0; i < 4; i++) {
		if (str_eq(then, str_of(known[i].name)))
			return known[i].action;
		names[i] = str_of(known[i].name);
	}
	nearest = near_best(then, names, 4);
	wrong(rd, "unknown action \"%.*s\"; the nearest known is \"%.*s\"",
	    STR_ARG(then), STR_ARG(nearest));
}

static void
compile_when(
    const struct reader *rd, struct rule *rule, const struct expr_shape *facts)
{
	struct str path, nearest;
	struct expr_error err;

	rule->when = expr_compile(rule->when_text, facts, rd->run, &err);
	if (!rule->when &&
	    strncmp(err.detail, "outside the native core", 23) == 0)
		wrong(rd,
		    "when:%zu:%zu: %s (only the other engine, libjq, "
		    "could run it)",
		    err.line, err.column, err.detail);
	if (!rule->when)
		wrong(rd, "when:%zu:%zu: %s", err.line, err.column, err.detail);
	if (expr_unknown_paths(rule->when, 0, &path, &nearest) > 0)
		wrong(rd, "when: unknown %.*s; the nearest known is %.*s",
		    STR_ARG(path), STR_ARG(nearest));
}

/* Members that belong to one action only. */
static void
read_action_members(struct reader *rd, uint32_t at, struct rule *rule)
{
	double turns = read_number(rd, at, "turns", 1, 1e6, 1);

	if (member(rd, at, "turns") && rule->then != RULE_HOLD)
		wrong(rd, "turns is for rules that hold");
	if (turns != floor(turns))
		wrong(rd, "turns is not a whole number");
	rule->turns = rule->then == RULE_HOLD ? (uint32_t)turns : 0;
	rule->suppress = read_string(rd, at, "suppress");
	if (rule->suppress.n && rule->then != RULE_SUPPRESS)
		wrong(rd, "suppress is for rules that suppress");
	if (!rule->suppress.n && rule->then == RULE_SUPPRESS)
		wrong(rd, "it does not say which rule to suppress (suppress)");
}

static void
read_rule(
    struct reader *rd, uint32_t at, size_t i, const struct expr_shape *facts)
{
	static const char *const known[] = { "id", "when", "then", "priority",
		"hard", "turns", "suppress", "queue", "reason", NULL };
	struct rule *rule = &rd->r->rules[i];

	be_at(rd, "rules", i, STR(""));
	demand(rd, at, JSON_OBJECT, "it");
	rule->id = read_string(rd, at, "id");
	be_at(rd, "rules", i, rule->id);
	demand_known(rd, at, known);
	if (rule->id.n == 0)
		wrong(rd, "it has no id");
	for (size_t k = 0; k < i; k++)
		if (str_eq(rd->r->rules[k].id, rule->id))
			wrong(rd, "rules[%zu] has this id too", k);
	rule->then = read_action(rd, at);
	rule->priority = read_number(rd, at, "priority", -1e9, 1e9, 50);
	rule->hard = read_bool(rd, at, "hard");
	rule->reason = read_string(rd, at, "reason");
	rule->queue = read_string(rd, at, "queue");
	read_action_members(rd, at, rule);
	if (rule->queue.n && !rules_queue(rd->r, rule->queue))
		wrong(rd, "there is no queue \"%.*s\"", STR_ARG(rule->queue));
	rule->when_text = read_string(rd, at, "when");
	if (rule->when_text.n == 0)
		wrong(rd, "it has no condition (when)");
	compile_when(rd, rule, facts);
}

/* A suppress that names no rule does nothing, which nobody means. */
static void
check_suppressed(struct reader *rd)
{
	const struct rules *r = rd->r;
	struct str *ids = arena_array(rd->run, r->n_rules, sizeof(*ids));
	struct str nearest;

	for (size_t i = 0; i < r->n_rules; i++)
		ids[i] = r->rules[i].id;
	for (size_t i = 0; i < r->n_rules; i++) {
		struct str name = r->rules[i].suppress;
		bool found = name.n == 0;

		for (size_t k = 0; k < r->n_rules && !found; k++)
			found = k != i && str_eq(ids[k], name);
		if (found)
			continue;
		be_at(rd, "rules", i, ids[i]);
		nearest = near_best(name, ids, r->n_rules);
		wrong(rd,
		    "there is no other rule \"%.*s\"; the nearest known "
		    "is \"%.*s\"",
		    STR_ARG(name), STR_ARG(nearest));
	}
}

/* By priority; the file's order breaks ties, so a stable insertion it is. */
static void
sort_rules(struct rules *r)
{
	for (size_t i = 1; i < r->n_rules; i++) {
		struct rule rule = r->rules[i];
		size_t k = i;

		for (; k > 0 && r->rules[k - 1].priority < rule.priority; k--)
			r->rules[k] = r->rules[k - 1];
		r->rules[k] = rule;
	}
}

static void
read_rules(struct reader *rd, const struct expr_shape *facts)
{
	uint32_t at = read_group(rd, 0, "rules", JSON_ARRAY);
	struct rules *r = rd->r;

	r->n_rules = length(rd, at);
	r->rules = arena_zalloc(rd->run, (r->n_rules + 1) * sizeof(*r->rules));
	if (!at)
		return;
	for (uint32_t i = json_first(&rd->j, at), n = 0; i;
	     i = json_after(&rd->j, at, i))
		read_rule(rd, i, n++, facts);
	check_suppressed(rd);
	rd->place[0] = '\0';
	sort_rules(r);
}

/* The tests in the file are for another day; they must be tests, though. */
static void
check_tests(struct reader *rd)
{
	static const char *const known[] = { "name", "conversation", "turns",
		"expect", NULL };
	uint32_t at = read_group(rd, 0, "tests", JSON_ARRAY);

	if (!at)
		return;
	for (uint32_t i = json_first(&rd->j, at), n = 0; i;
	     i = json_after(&rd->j, at, i)) {
		be_at(rd, "tests", n++, STR(""));
		demand(rd, i, JSON_OBJECT, "it");
		demand_known(rd, i, known);
		if (read_string(rd, i, "name").n == 0)
			wrong(rd, "it has no name");
		if (!read_group(rd, i, "turns", JSON_ARRAY) ==
		    !read_group(rd, i, "conversation", JSON_OBJECT))
			wrong(rd, "it needs turns or a conversation");
		if (!read_group(rd, i, "expect", JSON_OBJECT))
			wrong(rd, "it expects nothing (expect)");
	}
	rd->place[0] = '\0';
}

static const char *const sections[] = { "name", "version", "thresholds",
	"weights", "terms", "queues", "rules", "tests", NULL };

void
rules_peek_terms(
    struct str text, const char *file, struct arena *run, struct rules *r)
{
	struct reader rd = { .file = file, .run = run, .r = r };

	*r = (struct rules){ 0 };
	evaluate(&rd, text);
	read_terms(&rd);
	json_free(&rd.j);
}

void
rules_read_queues(
    struct str text, const char *file, struct arena *run, struct rules *r)
{
	struct reader rd = { .file = file, .run = run, .r = r };

	*r = (struct rules){ 0 };
	evaluate(&rd, text);
	demand_known(&rd, 0, sections);
	read_queues(&rd);
	json_free(&rd.j);
}

void
rules_read(struct str text, const char *file, const struct expr_shape *facts,
    struct arena *run, struct rules *r)
{
	struct reader rd = { .file = file, .run = run, .r = r };

	*r = (struct rules){ 0 };
	evaluate(&rd, text);
	demand_known(&rd, 0, sections);
	r->name = read_string(&rd, 0, "name");
	r->version = read_number(&rd, 0, "version", 0, 1e15, 0);
	crypto_sha256_hex(text, r->sha256);
	read_thresholds(&rd);
	read_weights(&rd);
	read_terms(&rd);
	read_queues(&rd);
	read_rules(&rd, facts);
	check_tests(&rd);
	json_free(&rd.j);
}
