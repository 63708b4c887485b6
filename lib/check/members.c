#include <math.h>
#include <stdio.h>

#include "base/near.h"
#include "check/members.h"

/*
 * The members of a rules file: which there are, of what types and ranges.
 */
/* "a string or an array" */
static void
put_kinds(unsigned kinds, char text[96])
{
	size_t n = 0;

	text[0] = '\0';
	for (enum json_kind k = JSON_NULL; k <= JSON_OBJECT; k++) {
		if (!(kinds & 1u << k))
			continue;
		n += (size_t)snprintf(text + n, 96 - n, "%s%s", n ? " or " : "",
		    json_kind_name(k));
	}
}

bool
is_allowed(struct reading *r, uint32_t at, const struct rule_member *m)
{
	enum json_kind k = json_kind_of(&r->j, at);
	char kinds[96];
	double x;

	if (!(m->kinds & 1u << k)) {
		put_kinds(m->kinds, kinds);
		report(r, at, BAD_MEMBER, "%s is %s, not %s%s", m->name,
		    json_kind_name(k), kinds, rules_shape(m->name));
		return false;
	}
	if (k != JSON_NUMBER || m->low >= m->high)
		return true;
	x = json_number(&r->j, at);
	if (!(x >= m->low && x <= m->high)) {
		report(r, at, BAD_MEMBER, "%s is outside %g to %g", m->name,
		    m->low, m->high);
		return false;
	}
	if (m->whole && x != floor(x)) {
		report(r, at, BAD_MEMBER, "%s is not a whole number", m->name);
		return false;
	}
	return true;
}

static const struct rule_member *
find_member(const struct rule_member *of, struct str name)
{
	for (; of->name; of++)
		if (str_eq(name, str_of(of->name)))
			return of;
	return NULL;
}

void
check_object(struct reading *r, uint32_t object, const struct rule_member *of)
{
	const struct rule_member *m;
	struct str name;
	struct rule_names names = rules_member_names(of, r->run);
	char hint[NEAR_HINT];

	for (uint32_t i = json_first(&r->j, object); i;
	     i = json_after(&r->j, object, i)) {
		name = json_string(&r->j, i, r->run);
		m = find_member(of, name);
		if (m && json_kind_of(&r->j, i + 1) != JSON_NULL) {
			is_allowed(r, i + 1, m);
		} else if (!m) {
			near_hint(name, names.items, names.n, hint);
			report(r, i, UNKNOWN_MEMBER,
			    "unknown member \"%.*s\"%s", STR_ARG(name), hint);
		}
	}
}

uint32_t
member_of(const struct reading *r, uint32_t object, const char *name,
    enum json_kind kind)
{
	return json_get_as(&r->j, object, name, kind);
}

struct str
text_of(const struct reading *r, uint32_t at)
{
	return at ? json_string(&r->j, at, r->run) : STR("");
}

double
number_of(
    const struct reading *r, uint32_t object, const char *name, double fallback)
{
	uint32_t at = member_of(r, object, name, JSON_NUMBER);

	return at ? json_number(&r->j, at) : fallback;
}

size_t
count_objects(struct reading *r, uint32_t list, const char *what)
{
	const struct rule_member m = { what, IS_OBJECT, 0, 0, false };
	size_t n = 0;

	for (uint32_t i = json_first(&r->j, list); i;
	     i = json_after(&r->j, list, i))
		n += is_allowed(r, i, &m);
	return n;
}

void
report_nearest(struct reading *r, uint32_t at, enum code code, const char *what,
    const struct str *known, size_t n)
{
	struct str name = text_of(r, at);
	char hint[NEAR_HINT];

	report(r, at, code, "there is no %s \"%.*s\"%s", what, STR_ARG(name),
	    near_hint(name, known, n, hint));
}

static struct threshold *
find_threshold(struct reading *r, struct str name)
{
	for (size_t i = 0; i < r->n_thresholds; i++)
		if (str_eq(r->thresholds[i].name, name))
			return &r->thresholds[i];
	return NULL;
}

/* Room is made for by read_all_thresholds(). */
static void
read_thresholds(struct reading *r, uint32_t at, bool base)
{
	const struct rule_member any = { "a threshold", IS_NUMBER, 0, 0,
		false };
	const struct rule_member own = { "a threshold of readiness", IS_NUMBER,
		0, 1, false };

	for (uint32_t i = json_first(&r->j, at); i;
	     i = json_after(&r->j, at, i)) {
		struct str name = json_string(&r->j, i, r->run);
		struct threshold *t = find_threshold(r, name);
		bool is_own =
		    str_eq(name, STR("escalate")) || str_eq(name, STR("watch"));
		double x;

		if (!is_allowed(r, i + 1, is_own ? &own : &any))
			continue;
		x = json_number(&r->j, i + 1);
		if (!t) {
			t = &r->thresholds[r->n_thresholds++];
			*t = (struct threshold){ name, i, x, x, !base };
		}
		t->low = fmin(t->low, x);
		t->high = fmax(t->high, x);
	}
}

/* `watch` of this object, else of the file, else as built in. */
static void
compare_thresholds(struct reading *r, uint32_t at, uint32_t base)
{
	double escalate = number_of(r, at, "escalate",
	    number_of(r, base, "escalate", RULES_ESCALATE_AT));
	double watch = number_of(
	    r, at, "watch", number_of(r, base, "watch", RULES_WATCH_AT));
	uint32_t place = member_of(r, at, "watch", JSON_NUMBER);

	if (!place)
		place = member_of(r, at, "escalate", JSON_NUMBER);
	if (place && watch > escalate)
		report(r, place, WATCH_ABOVE_ESCALATE,
		    "watch (%g) is above escalate (%g)", watch, escalate);
}

static void
read_all_thresholds(struct reading *r)
{
	uint32_t base = member_of(r, 0, "thresholds", JSON_OBJECT);
	uint32_t overrides = member_of(r, 0, "overrides", JSON_ARRAY);
	size_t n = base ? r->j.values[base].n : 0;

	EACH_OBJECT(r, i, overrides)
	{
		uint32_t at = member_of(r, i, "thresholds", JSON_OBJECT);

		n += at ? r->j.values[at].n : 0;
	}
	r->thresholds = arena_array(r->run, n + 3, sizeof(*r->thresholds));
	if (base) {
		read_thresholds(r, base, true);
		compare_thresholds(r, base, base);
	}
	if (overrides)
		count_objects(r, overrides, "an override");
	EACH_OBJECT(r, i, overrides)
	{
		uint32_t at = member_of(r, i, "thresholds", JSON_OBJECT);

		check_object(r, i, members_of_override);
		if (!json_get(&r->j, i, STR("channel")) &&
		    !json_get(&r->j, i, STR("language")) &&
		    !json_get(&r->j, i, STR("tier")))
			report(r, i, BAD_MEMBER,
			    "it does not say for which channel, language or "
			    "tier");
		if (!at)
			continue;
		read_thresholds(r, at, false);
		compare_thresholds(r, at, base);
	}
}

static void
read_queues(struct reading *r)
{
	uint32_t queues = member_of(r, 0, "queues", JSON_ARRAY);
	size_t n = queues ? count_objects(r, queues, "a queue") : 0;

	r->queues = arena_array(r->run, n + 1, sizeof(*r->queues));
	EACH_OBJECT(r, i, queues)
	{
		uint32_t at = member_of(r, i, "name", JSON_STRING);
		struct str name = text_of(r, at);

		check_object(r, i, members_of_queue);
		if (name.n == 0) {
			report(r, i, BAD_MEMBER, "it has no name");
			continue;
		}
		for (size_t k = 0; k < r->n_queues; k++)
			if (str_eq(r->queues[k], name))
				report(r, at, DUPLICATE_ID,
				    "another queue is called \"%.*s\"",
				    STR_ARG(name));
		r->queues[r->n_queues++] = name;
	}
	if (r->n_queues == 0)
		r->queues[r->n_queues++] = STR("general");
}

static void
read_lists(struct reading *r)
{
	const struct rule_member m = { "a term list", IS_STRING, 0, 0, false };
	uint32_t terms = member_of(r, 0, "terms", JSON_OBJECT);

	if (!terms)
		return;
	r->lists =
	    arena_array(r->run, r->j.values[terms].n + 1, sizeof(*r->lists));
	for (uint32_t i = json_first(&r->j, terms); i;
	     i = json_after(&r->j, terms, i)) {
		if (!is_allowed(r, i + 1, &m))
			continue;
		r->lists[r->n_lists++] =
		    (struct list){ json_string(&r->j, i, r->run),
			    text_of(r, i + 1), i + 1 };
	}
}

static void
check_weights(struct reading *r)
{
	const struct rule_member m = { "a weight", IS_NUMBER, 0, 0, false };
	uint32_t weights = member_of(r, 0, "weights", JSON_OBJECT);

	if (!weights)
		return;
	for (uint32_t i = json_first(&r->j, weights); i;
	     i = json_after(&r->j, weights, i))
		is_allowed(r, i + 1, &m);
}

static const char *const actions[] = { "escalate", "watch", "hold", "clarify",
	"suppress" };
enum { N_ACTIONS = 5 };

static void
check_action(struct reading *r, uint32_t rule, const struct entry *e)
{
	uint32_t at = member_of(r, rule, "then", JSON_STRING);
	struct str names[N_ACTIONS];
	char hint[NEAR_HINT];

	for (size_t i = 0; i < N_ACTIONS; i++) {
		names[i] = str_of(actions[i]);
		if (str_eq(e->then, names[i]))
			return;
	}
	if (!at) {
		if (!json_get(&r->j, rule, STR("then")))
			report(r, rule, BAD_MEMBER,
			    "it does not say what to do (then)");
		return;
	}
	report(r, at, BAD_MEMBER, "unknown action \"%.*s\"%s", STR_ARG(e->then),
	    near_hint(e->then, names, N_ACTIONS, hint));
}

/* A member that belongs to some actions stands in a rule of another. */
static void
check_belongs(struct reading *r, uint32_t rule, const struct entry *e)
{
	static const struct {
		const char *member, *of, *other;
	} belong[] = { { "turns", "hold", "clarify" }, { "until", "hold", "" },
		{ "question", "clarify", "" }, { "suppress", "suppress", "" } };
	uint32_t at;

	for (size_t i = 0; i < sizeof(belong) / sizeof(*belong); i++) {
		at = json_get(&r->j, rule, str_of(belong[i].member));
		if (!at || e->then.n == 0 ||
		    json_kind_of(&r->j, at) == JSON_NULL ||
		    str_eq(e->then, str_of(belong[i].of)) ||
		    str_eq(e->then, str_of(belong[i].other)))
			continue;
		report(r, at, BAD_MEMBER, "%s is for rules that %s%s%s",
		    belong[i].member, belong[i].of,
		    belong[i].other[0] ? " or " : "", belong[i].other);
	}
	if (str_eq(e->then, STR("suppress")) && e->suppress.n == 0)
		report(r, rule, BAD_MEMBER,
		    "it does not say which rule to suppress (suppress)");
}

size_t
which_name(struct reading *r, uint32_t at, enum code code, const char *what,
    const struct str *known, size_t n)
{
	for (size_t i = 0; at && i < n; i++)
		if (json_is(&r->j, at, known[i]))
			return i;
	if (at)
		report_nearest(r, at, code, what, known, n);
	return n;
}

static bool
is_queue(const struct reading *r, struct str name)
{
	for (size_t i = 0; i < r->n_queues; i++)
		if (str_eq(r->queues[i], name))
			return true;
	return false;
}

static void
read_rule(struct reading *r, uint32_t at, struct entry *e)
{
	uint32_t queue = member_of(r, at, "queue", JSON_STRING);
	uint32_t hard = json_get(&r->j, at, STR("hard"));

	e->at = at;
	e->id_at = member_of(r, at, "id", JSON_STRING);
	e->when_at = member_of(r, at, "when", JSON_STRING);
	e->until_at = member_of(r, at, "until", JSON_STRING);
	e->id = text_of(r, e->id_at);
	e->then = text_of(r, member_of(r, at, "then", JSON_STRING));
	e->queue = text_of(r, queue);
	e->suppress = text_of(r, member_of(r, at, "suppress", JSON_STRING));
	e->reason = text_of(r, member_of(r, at, "reason", JSON_STRING));
	e->priority = number_of(r, at, "priority", 50);
	e->turns = number_of(r, at, "turns", 0);
	e->hard = hard && json_kind_of(&r->j, hard) == JSON_TRUE;
	e->cooldown = member_of(r, at, "cooldown", JSON_NUMBER);
	check_object(r, at, members_of_rule);
	check_action(r, at, e);
	check_belongs(r, at, e);
	if (e->id.n == 0 && !json_get(&r->j, at, STR("id")))
		report(r, at, BAD_MEMBER, "it has no id");
	if (!json_get(&r->j, at, STR("when")))
		report(r, at, BAD_MEMBER, "it has no condition (when)");
	if (e->queue.n && !is_queue(r, e->queue))
		report_nearest(
		    r, queue, UNKNOWN_QUEUE, "queue", r->queues, r->n_queues);
	if (e->reason.n == 0 && (str_eq(e->then, STR("escalate")) ||
				    str_eq(e->then, STR("watch")) ||
				    str_eq(e->then, STR("clarify"))))
		report(r, e->id_at ? e->id_at : at, NO_REASON,
		    "it gives people no reason: they will read \"%.*s\"",
		    STR_ARG(e->id));
}

static void
check_ids(struct reading *r, const struct entry *e)
{
	for (const struct entry *k = r->rules; k < e; k++)
		if (e->id.n && str_eq(k->id, e->id)) {
			report(r, e->id_at, DUPLICATE_ID,
			    "rules[%zu] is called \"%.*s\" too", k->number,
			    STR_ARG(e->id));
			return;
		}
}

static void
check_suppressed(struct reading *r)
{
	struct str *ids = arena_array(r->run, r->n_rules + 1, sizeof(*ids));

	for (size_t i = 0; i < r->n_rules; i++)
		ids[i] = r->rules[i].id;
	for (size_t i = 0; i < r->n_rules; i++) {
		const struct entry *e = &r->rules[i];
		bool found = e->suppress.n == 0;
		struct str nearest;

		for (size_t k = 0; k < r->n_rules && !found; k++)
			found = k != i && str_eq(ids[k], e->suppress);
		if (found)
			continue;
		nearest = near_best(e->suppress, ids, r->n_rules);
		report(r, json_get(&r->j, e->at, STR("suppress")), UNKNOWN_RULE,
		    "there is no other rule \"%.*s\"; the nearest known is "
		    "\"%.*s\"",
		    STR_ARG(e->suppress), STR_ARG(nearest));
	}
}

/* The order of evaluation: by priority, then as in the file. */
static void
sort_rules(struct reading *r)
{
	for (size_t i = 1; i < r->n_rules; i++) {
		struct entry e = r->rules[i];
		size_t k = i;

		for (; k && r->rules[k - 1].priority < e.priority; k--)
			r->rules[k] = r->rules[k - 1];
		r->rules[k] = e;
	}
}

static void
read_rules(struct reading *r)
{
	uint32_t rules = member_of(r, 0, "rules", JSON_ARRAY);
	size_t n = rules ? count_objects(r, rules, "a rule") : 0, number = 0;

	r->rules = arena_zalloc(r->run, (n + 1) * sizeof(*r->rules));
	if (n > RULES_MOST) {
		report(r, rules, BAD_MEMBER, "more than %d rules", RULES_MOST);
		r->sees_all = true; /* nothing is known to be unused */
		return;
	}
	for (uint32_t i = rules ? json_first(&r->j, rules) : 0; i;
	     i = json_after(&r->j, rules, i), number++) {
		struct entry *e = &r->rules[r->n_rules];

		if (json_kind_of(&r->j, i) != JSON_OBJECT)
			continue;
		e->number = number;
		read_rule(r, i, e);
		check_ids(r, e);
		r->n_rules++;
	}
	check_suppressed(r);
	sort_rules(r);
}

void
read_members(struct reading *r)
{
	check_object(r, 0, members_of_file);
	read_all_thresholds(r);
	read_lists(r);
	check_weights(r);
	read_queues(r);
	read_rules(r);
}
