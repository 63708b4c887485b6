#include "base/near.h"
#include "rules/reader.h"

enum { CLARIFY_TURNS = 3 };

static enum rule_action
read_action(const struct reader *rd, uint32_t rule)
{
	static const struct str actions[] = {
		[RULE_ESCALATE] = { "escalate", 8 },
		[RULE_WATCH] = { "watch", 5 },
		[RULE_HOLD] = { "hold", 4 },
		[RULE_CLARIFY] = { "clarify", 7 },
		[RULE_SUPPRESS] = { "suppress", 8 },
	};

	if (read_string(rd, rule, "then").n == 0)
		wrong(rd, rule, "it does not say what to do (then)");
	return (enum rule_action)read_choice(rd, member(rd, rule, "then"),
	    "unknown action", actions, sizeof(actions) / sizeof(*actions));
}

/* A member that would have no effect on a rule of another action. */
static void
demand_action(const struct reader *rd, uint32_t at, const char *name, bool fits,
    const char *whose)
{
	uint32_t value = member(rd, at, name);

	if (value && !fits)
		wrong(rd, value, "%s is for rules that %s", name, whose);
}

static void
read_hold(struct reader *rd, uint32_t at, struct rule *rule)
{
	rule->until_at = member(rd, at, "until");
	rule->until_text = read_string(rd, at, "until");
	if (rule->until_at && rule->until_text.n == 0)
		wrong(rd, rule->until_at, "until is empty");
	if (rule->until_at && member(rd, at, "turns"))
		wrong(rd, rule->until_at,
		    "it holds for its turns or until something, not both");
	rule->turns = rule->until_at ? 0 : read_count(rd, at, "turns", 1);
}

/* Members that belong to one action only. */
static void
read_action_members(struct reader *rd, uint32_t at, struct rule *rule)
{
	bool hold = rule->then == RULE_HOLD, ask = rule->then == RULE_CLARIFY;
	bool suppress = rule->then == RULE_SUPPRESS;

	demand_action(rd, at, "turns", hold || ask, "hold or clarify");
	demand_action(rd, at, "until", hold, "hold");
	demand_action(rd, at, "question", ask, "clarify");
	demand_action(rd, at, "suppress", suppress, "suppress");
	demand_action(rd, at, "queue",
	    rule->then == RULE_ESCALATE || ask || rule->then == RULE_WATCH,
	    "escalate, watch or clarify");
	if (hold)
		read_hold(rd, at, rule);
	if (ask)
		rule->turns = read_count(rd, at, "turns", CLARIFY_TURNS);
	if (ask && rule->cooldown >= rule->turns)
		wrong(rd, member(rd, at, "cooldown"),
		    "its cooldown is as long as its turns: it would ask for "
		    "ever");
	rule->question = read_string(rd, at, "question");
	rule->suppress = read_string(rd, at, "suppress");
	if (suppress && rule->suppress.n == 0)
		wrong(rd, at,
		    "it does not say which rule to suppress (suppress)");
}

static void
check_queue(const struct reader *rd, uint32_t at, struct str name)
{
	const struct rules *r = rd->r;
	struct str *known = arena_array(rd->run, r->n_queues, sizeof(*known));

	for (size_t i = 0; i < r->n_queues; i++)
		known[i] = r->queues[i].name;
	if (!rules_queue(r, name))
		wrong_name(rd, member(rd, at, "queue"), "there is no queue",
		    name, known, r->n_queues);
}

static void
read_rule(struct reader *rd, uint32_t at, size_t i)
{
	struct rule *rule = &rd->r->rules[i];

	be_at(rd, "rules", i, STR(""));
	demand(rd, at, JSON_OBJECT, "it");
	rule->index = i;
	rule->at = at;
	rule->id = read_string(rd, at, "id");
	be_at(rd, "rules", i, rule->id);
	demand_known(rd, at, members_of_rule);
	if (rule->id.n == 0)
		wrong(rd, at, "it has no id");
	if (str_eq(rule->id, STR("readiness")))
		wrong(rd, member(rd, at, "id"),
		    "readiness is the name of what its thresholds decide");
	for (size_t k = 0; k < i; k++)
		if (str_eq(rd->r->rules[k].id, rule->id))
			wrong(rd, member(rd, at, "id"),
			    "rules[%zu] has this id too", k);
	rule->then = read_action(rd, at);
	rule->priority = read_number(rd, at, "priority", -1e9, 1e9, 50);
	rule->hard = read_bool(rd, at, "hard");
	rule->cooldown = read_count(rd, at, "cooldown", 0);
	rule->reason = read_string(rd, at, "reason");
	rule->queue = read_string(rd, at, "queue");
	read_action_members(rd, at, rule);
	check_queue(rd, at, rule->queue);
	rule->when_at = member(rd, at, "when");
	rule->when_text = read_string(rd, at, "when");
	if (rule->when_text.n == 0)
		wrong(rd, at, "it has no condition (when)");
}

/* A suppress that names no rule does nothing, which nobody means. */
static void
check_suppressed(struct reader *rd)
{
	const struct rules *r = rd->r;
	struct str *ids = arena_array(rd->run, r->n_rules, sizeof(*ids));

	for (size_t i = 0; i < r->n_rules; i++)
		ids[i] = r->rules[i].id;
	for (size_t i = 0; i < r->n_rules; i++) {
		const struct rule *rule = &r->rules[i];
		size_t k = rules_find(r, rule->suppress);
		uint32_t at = member(rd, rule->at, "suppress");

		if (rule->suppress.n == 0)
			continue;
		be_at(rd, "rules", i, ids[i]);
		if (k == i)
			wrong(rd, at, "it suppresses itself");
		if (k == r->n_rules)
			wrong_name(rd, at, "there is no rule", rule->suppress,
			    ids, r->n_rules);
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

void
read_rules(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "rules", JSON_ARRAY);
	struct rules *r = rd->r;

	if (length(rd, at) > RULES_MOST)
		wrong(rd, at, "more than %d rules", RULES_MOST);
	r->rules =
	    arena_zalloc(rd->run, (length(rd, at) + 1) * sizeof(*r->rules));
	if (!at)
		return;
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i), r->n_rules++)
		read_rule(rd, i, r->n_rules);
	check_suppressed(rd);
	be_nowhere(rd);
	sort_rules(r);
}

size_t
rules_find(const struct rules *r, struct str id)
{
	size_t i = 0;

	while (i < r->n_rules && !str_eq(r->rules[i].id, id))
		i++;
	return i;
}

/* Where a condition first names what there is not. */
static struct expr_place
place_of_unknown(
    const struct reader *rd, struct str text, const struct expr_shape *facts)
{
	struct expr_place place = { 1, 1 };
	struct str path, nearest;
	struct expr_error err;
	const struct expr_view *v = expr_view(text, facts, rd->run, &err);

	if (v)
		expr_view_unknown(v, 0, &path, &nearest, &place);
	return place;
}

/* The shape that the last step of a path is looked for in. */
static const struct expr_shape *
shape_around(struct str path, const struct expr_shape *s)
{
	const char *dot;

	while (s && (dot = memchr(path.p + 1, '.', path.n - 1))) {
		struct str step = { path.p + 1, (size_t)(dot - path.p) - 1 };
		const struct expr_shape *inner = NULL;

		for (size_t i = 0; i < s->n && s->inner; i++)
			if (str_eq(s->names[i], step))
				inner = s->inner[i];
		path.n -= (size_t)(dot - path.p);
		path.p = dot;
		s = inner;
	}
	return s;
}

static struct str
last_step(struct str path)
{
	const char *dot = memrchr(path.p, '.', path.n);

	return dot ? (struct str){ dot + 1,
		path.n - (size_t)(dot + 1 - path.p) }
		   : path;
}

const char *
rules_unknown(struct str path, struct str nearest,
    const struct expr_shape *facts, struct arena *run)
{
	enum { LISTED = 12 };
	const struct expr_shape *s = shape_around(path, facts);
	struct str name = last_step(path), other = last_step(nearest);
	size_t around = path.n - name.n;
	bool beside =
	    nearest.n > around && memcmp(nearest.p, path.p, around) == 0;
	struct buf b = { 0 };
	const char *text;

	buf_printf(&b, "unknown %.*s; ", STR_ARG(path));
	if (!s || s->n > LISTED || str_eq(name, other) ||
	    (beside && near_is_slip(name, other))) {
		buf_printf(&b, "the nearest known is %.*s", STR_ARG(nearest));
	} else {
		buf_cstr(&b, s->n ? "there are" : "there is none");
		for (size_t i = 0; i < s->n; i++)
			buf_printf(&b, "%s %.*s%.*s", i ? "," : "", (int)around,
			    path.p, STR_ARG(s->names[i]));
	}
	text = arena_cstr(run, buf_view(&b));
	buf_free(&b);
	return text;
}

static const struct expr *
compile(const struct reader *rd, const char *member, uint32_t at,
    struct str text, const struct expr_shape *facts)
{
	struct str path, nearest;
	struct expr_error err;
	const struct expr *e = expr_compile(text, facts, rd->run, &err);

	if (!e)
		wrong_inside(rd, at,
		    (struct expr_place){ err.line, err.column }, "%s: %s",
		    member, err.detail);
	if (expr_unknown_paths(e, 0, &path, &nearest) > 0)
		wrong_inside(rd, at, place_of_unknown(rd, text, facts),
		    "%s: %s", member,
		    rules_unknown(path, nearest, facts, rd->run));
	if (expr_assigns(e, &err))
		wrong_inside(rd, at,
		    (struct expr_place){ err.line, err.column }, "%s: %s",
		    member, err.detail);
	if (expr_never_boolean(e))
		wrong(rd, at, "%s: it is never true or false", member);
	return e;
}

void
rules_refuse(struct rules *r, size_t i, bool until,
    const struct expr_error *err, struct arena *run)
{
	struct reader rd = { .run = run, .r = r, .j = &r->json };
	const struct rule *rule = &r->rules[i];

	be_at(&rd, "rules", rule->index, rule->id);
	wrong_inside(&rd, until ? rule->until_at : rule->when_at,
	    (struct expr_place){ err->line, err->column }, "%s: %s",
	    until ? "until" : "when", err->detail);
}

void
rules_compile(
    struct rules *r, const struct expr_shape *facts, struct arena *run)
{
	struct reader rd = { .run = run, .r = r, .j = &r->json };

	for (size_t i = 0; i < r->n_rules; i++) {
		struct rule *rule = &r->rules[i];

		be_at(&rd, "rules", rule->index, rule->id);
		rule->when =
		    compile(&rd, "when", rule->when_at, rule->when_text, facts);
		if (rule->until_at)
			rule->until = compile(&rd, "until", rule->until_at,
			    rule->until_text, facts);
	}
}
