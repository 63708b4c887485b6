#include "kpi/partial.h"

#include <stdlib.h>

static const char form[] = "hoff.kpi.partial/2";
static const char *const naming_ids[N_NAMINGS] = { [RULES] = "rules",
	[FRICTION] = "friction",
	[REDACTIONS] = "redactions",
	[INTENTS] = "intents",
	[LANGUAGES] = "languages" };

static const size_t memory_ceiling = (size_t)8 << 30;

/* What must be the same of two folds that are added. */
static void
put_options(const struct kpi_plan *p, struct buf *out)
{
	buf_char(out, '{');
	json_member_string(out, "definitions", p->definitions->name);
	json_member_string(out, "definitions_sha256", p->definitions->sha256);
	json_member_string(out, "by", p->o.by);
	json_member_string(out, "every", p->o.every);
	json_member_string(
	    out, "time_zone", p->o.every ? p->o.time_zone : NULL);
	json_member_string(out, "unit", p->o.by_customer ? p->o.unit : NULL);
	json_member_string(out, "pre_period", p->o.pre_period);
	json_member_string(out, "mix", p->o.per_agent ? p->o.mix : NULL);
	json_member(out, "sweep");
	buf_cstr(out, p->o.sweep ? "true" : "false");
	json_member(out, "history");
	buf_cstr(out, p->o.history ? "true" : "false");
	json_member_int(out, "max_groups", p->o.max_groups);
	json_member_int(out, "target_ms", (uint64_t)p->o.target_ms);
	json_member_int(
	    out, "short_abandon_ms", (uint64_t)p->o.short_abandon_ms);
	json_member_number(out, "lambda", p->o.lambda);
	json_member_int(out, "fixed_turn", p->o.fixed_turn);
	buf_char(out, '}');
}

static void
put_key(struct buf *out, const char *what, struct str key)
{
	struct str part;

	json_member(out, what);
	buf_char(out, '[');
	for (size_t i = 0;; i++) {
		bool known = key_part(key, i, &part);

		json_next(out);
		if (known)
			json_put_string(out, part);
		else
			buf_cstr(out, "null");
		if (part.p + part.n == key.p + key.n)
			break;
	}
	buf_char(out, ']');
}

static int
by_name(const void *a, const void *b)
{
	const struct entry *x = *(const struct entry *const *)a;
	const struct entry *y = *(const struct entry *const *)b;

	return str_cmp(x->name, y->name);
}

static const struct entry **
sorted(const struct ledger *l, struct arena *a)
{
	const struct entry **all =
	    arena_array(a, l->n, sizeof(const struct entry *));

	for (size_t i = 0; i < l->n; i++)
		all[i] = &l->entries[i];
	if (l->n)
		qsort(all, l->n, sizeof(*all), by_name);
	return all;
}

static void
copy(struct ledger *to, const struct ledger *from)
{
	ledger_init(to, from->size, from->ceiling, from->merge);
	ledger_merge(to, from);
}

/* Where the log ends, as far as it has been seen. */
static int64_t
end_of(const struct ledger *groups)
{
	int64_t end = INT64_MIN;

	for (size_t i = 0; i <= groups->n; i++) {
		const struct tally *t =
		    i < groups->n ? groups->entries[i].account : groups->other;

		if (t && t->n_starts && t->last_ms > end)
			end = t->last_ms;
	}
	return end;
}

static size_t
put_groups(const struct kpi *k, struct buf *out, struct arena *a)
{
	struct ledger groups;
	const struct entry **all;
	size_t lines;
	int64_t end;

	copy(&groups, &k->groups);
	history_resolve(&k->history, &groups);
	ledger_settle(&groups);
	end = end_of(&groups);
	all = sorted(&groups, a);
	for (size_t i = 0; i < groups.n; i++) {
		buf_char(out, '{');
		put_key(out, "group", all[i]->name);
		partial_put_tally(out, all[i]->account, end, a);
		buf_cstr(out, "}\n");
	}
	if (groups.other) {
		buf_cstr(out, "{\"group\":null");
		partial_put_tally(out, groups.other, end, a);
		buf_cstr(out, "}\n");
	}
	lines = groups.n + (groups.other != NULL);
	ledger_free(&groups);
	return lines;
}

static void
put_mentions(struct buf *out, enum naming which, const struct str *name,
    const struct mentions *m)
{
	buf_char(out, '{');
	json_member_string(out, "names", naming_ids[which]);
	json_member(out, "name");
	if (name)
		json_put_string(out, *name);
	else
		buf_cstr(out, "null");
	json_member(out, "conversations");
	partial_put_wide(out, (__int128)m->conversations);
	json_member(out, "times");
	partial_put_wide(out, (__int128)m->times);
	if (which == RULES) {
		json_member(out, "alone");
		partial_put_wide(out, (__int128)m->alone);
		json_member(out, "labelled");
		partial_put_wide(out, (__int128)m->labelled);
		json_member(out, "right");
		partial_put_wide(out, (__int128)m->right);
	}
	buf_cstr(out, "}\n");
}

static size_t
put_names(
    const struct kpi *k, enum naming which, struct buf *out, struct arena *a)
{
	struct ledger names;
	const struct entry **all;
	size_t lines;

	copy(&names, &k->names[which]);
	ledger_settle(&names);
	all = sorted(&names, a);
	for (size_t i = 0; i < names.n; i++)
		put_mentions(out, which, &all[i]->name, all[i]->account);
	if (names.other) {
		struct mentions all_others =
		    *(const struct mentions *)names.other;

		if (which < N_LISTED)
			mentions_blur(&all_others);
		put_mentions(out, which, NULL, &all_others);
	}
	lines = names.n + (names.other != NULL);
	ledger_free(&names);
	return lines;
}

static size_t
put_agents(const struct kpi *k, struct buf *out, struct arena *a)
{
	struct ledger agents;
	const struct entry **all;
	size_t lines;

	copy(&agents, &k->agents);
	ledger_settle(&agents);
	all = sorted(&agents, a);
	for (size_t i = 0; i < agents.n; i++) {
		buf_char(out, '{');
		put_key(out, "agent", all[i]->name);
		partial_put_work(out, all[i]->account);
		buf_cstr(out, "}\n");
	}
	if (agents.other) {
		buf_cstr(out, "{\"agent\":null");
		partial_put_work(out, agents.other);
		buf_cstr(out, "}\n");
	}
	lines = agents.n + (agents.other != NULL);
	ledger_free(&agents);
	return lines;
}

static void
put_arm(struct buf *out, const struct str *name, const struct panel_arm *p,
    struct arena *a)
{
	buf_char(out, '{');
	if (name)
		put_key(out, "arm", *name);
	else
		buf_cstr(out, "\"arm\":null");
	partial_put_arm(out, p, a);
	buf_cstr(out, "}\n");
}

/* The customers of an experiment. */
static size_t
put_panel(const struct kpi *k, struct buf *out, struct arena *a)
{
	const struct entry **all;
	struct panel p;
	size_t lines;

	panel_resolve(
	    &k->panel, k->plan->definitions, end_of(&k->groups), false, &p);
	all = sorted(&p.arms, a);
	for (size_t i = 0; i < p.arms.n; i++)
		put_arm(out, &all[i]->name, all[i]->account, a);
	if (p.arms.other)
		put_arm(out, NULL, p.arms.other, a);
	buf_cstr(out, "{\"torn\":");
	partial_put_wide(out, (__int128)p.torn);
	buf_cstr(out, "}\n");
	lines = p.arms.n + (p.arms.other != NULL) + 1;
	panel_free(&p);
	return lines;
}

void
kpi_partial(const struct kpi *k, struct buf *out)
{
	struct arena a;
	size_t lines;

	arena_init(&a, memory_ceiling);
	buf_char(out, '{');
	json_member_string(out, "schema", form);
	json_member_string(out, "version", VERSION);
	json_member(out, "options");
	put_options(k->plan, out);
	buf_cstr(out, "}\n");
	lines = put_groups(k, out, &a);
	for (size_t i = 0; i < N_NAMINGS; i++)
		lines += put_names(k, (enum naming)i, out, &a);
	lines += put_agents(k, out, &a);
	if (k->plan->o.by_customer)
		lines += put_panel(k, out, &a);
	if (k->sweep) {
		buf_char(out, '{');
		partial_put_sweep(out, k->sweep);
		buf_cstr(out, "}\n");
		lines++;
	}
	buf_printf(out, "{\"lines\":%zu}\n", lines);
	arena_free(&a);
}

static bool
read_key(const struct json *j, uint32_t list, struct arena *a, struct buf *key)
{
	if (json_kind_of(j, list) != JSON_ARRAY)
		return false;
	buf_clear(key);
	for (uint32_t i = json_first(j, list), n = 0; i;
	     i = json_after(j, list, i), n++) {
		if (n)
			buf_char(key, '\0');
		if (json_kind_of(j, i) == JSON_NULL)
			buf_cstr(key, GROUP_MISSING);
		else if (json_kind_of(j, i) == JSON_STRING)
			buf_str(key, json_string(j, i, a));
		else
			return false;
	}
	return true;
}

static bool
read_group(struct kpi *k, const struct json *j, uint32_t group, struct arena *a)
{
	struct tally *t = arena_zalloc(a, sizeof(*t));
	void *account;

	if (!partial_tally(t, j, 0, a))
		return false;
	if (json_kind_of(j, group) == JSON_NULL)
		account = ledger_other(&k->groups);
	else if (read_key(j, group, a, &k->key))
		account = ledger_account(&k->groups, buf_view(&k->key));
	else
		return false;
	tally_merge(account, t, &k->groups.arena);
	return true;
}

static bool
read_count(const struct json *j, struct str name, uint64_t *count)
{
	__int128 n;

	if (!partial_wide(j, json_get(j, 0, name), &n) || n < 0)
		return false;
	*count = (uint64_t)n;
	return true;
}

static bool
read_mentions(
    struct kpi *k, const struct json *j, uint32_t which, struct arena *a)
{
	uint32_t name = json_get(j, 0, STR("name"));
	struct mentions m = { 0 };
	struct ledger *l = NULL;
	void *account;

	for (size_t i = 0; i < N_NAMINGS; i++)
		if (json_is(j, which, str_of(naming_ids[i])))
			l = &k->names[i];
	if (!l || !name ||
	    !read_count(j, STR("conversations"), &m.conversations) ||
	    !read_count(j, STR("times"), &m.times))
		return false;
	if (l == &k->names[RULES] &&
	    (!read_count(j, STR("alone"), &m.alone) ||
		!read_count(j, STR("labelled"), &m.labelled) ||
		!read_count(j, STR("right"), &m.right) || m.right > m.labelled))
		return false;
	if (json_kind_of(j, name) == JSON_STRING)
		account = ledger_account(l, json_string(j, name, a));
	else if (json_kind_of(j, name) == JSON_NULL)
		account = ledger_other(l);
	else
		return false;
	mentions_merge(account, &m, &l->arena);
	return true;
}

static bool
read_agent(struct kpi *k, const struct json *j, uint32_t agent, struct arena *a)
{
	struct agent_work w;
	void *account;

	if (!partial_work(&w, j))
		return false;
	if (json_kind_of(j, agent) == JSON_NULL)
		account = ledger_other(&k->agents);
	else if (read_key(j, agent, a, &k->key))
		account = ledger_account(&k->agents, buf_view(&k->key));
	else
		return false;
	agents_merge(account, &w, &k->agents.arena);
	return true;
}

static bool
read_arm(struct kpi *k, const struct json *j, uint32_t arm, struct arena *a)
{
	struct panel_arm *p = arena_zalloc(a, sizeof(*p));
	struct ledger *arms = &k->panel.arms;
	void *account;

	if (!partial_arm(p, j, a))
		return false;
	if (json_kind_of(j, arm) == JSON_NULL)
		account = ledger_other(arms);
	else if (read_key(j, arm, a, &k->key))
		account = ledger_account(arms, buf_view(&k->key));
	else
		return false;
	panel_arm_merge(account, p, &arms->arena);
	return true;
}

static bool
read_torn(struct kpi *k, const struct json *j, uint32_t torn)
{
	__int128 n;

	if (!partial_wide(j, torn, &n) || n < 0 || n > UINT32_MAX)
		return false;
	k->panel.torn += (uint64_t)n;
	return true;
}

/* A line that is no head and no end; false when it is not one. */
static bool
read_line(struct kpi *k, const struct json *j, struct arena *scratch)
{
	uint32_t agent = json_get(j, 0, STR("agent"));
	uint32_t group = json_get(j, 0, STR("group"));
	uint32_t names = json_get(j, 0, STR("names"));
	uint32_t arm = json_get(j, 0, STR("arm"));
	uint32_t torn = json_get(j, 0, STR("torn"));

	if (group)
		return read_group(k, j, group, scratch);
	if (agent)
		return read_agent(k, j, agent, scratch);
	if (arm)
		return k->plan->o.by_customer && read_arm(k, j, arm, scratch);
	if (torn)
		return k->plan->o.by_customer && read_torn(k, j, torn);
	if (json_get(j, 0, STR("sweep")))
		return k->sweep && partial_sweep(k->sweep, j);
	return names && read_mentions(k, j, names, scratch);
}

/* Partials on their way into one fold. */
struct kpi_merger {
	const struct kpi_plan *given;
	struct arena *run;
	struct buf options; /* of the first head, as written */
	struct kpi *k;	    /* NULL before that */
	bool open;	    /* behind a head, before its end */
	uint64_t lines;
};

struct kpi_merger *
kpi_merger_new(const struct kpi_plan *p, struct arena *run)
{
	struct kpi_merger *m = arena_zalloc(run, sizeof(*m));

	m->given = p;
	m->run = run;
	return m;
}

static const char *
text_of(struct kpi_merger *m, const struct json *j, uint32_t at)
{
	return at && json_kind_of(j, at) == JSON_STRING
		   ? arena_cstr(m->run, json_string(j, at, m->run))
		   : NULL;
}

static double
number_of(const struct json *j, uint32_t at)
{
	return at && json_kind_of(j, at) == JSON_NUMBER ? json_number(j, at)
							: 0;
}

/* The options that the partial was made with, and of ours those that are about
 * the report. */
static const char *
adopt(struct kpi_merger *m, const struct json *j, uint32_t at)
{
	enum {
		DEFINITIONS,
		BY,
		EVERY,
		ZONE,
		HISTORY,
		GROUPS,
		TARGET,
		SHORT,
		LAMBDA,
		FIXED,
		MIX,
		SWEEP,
		UNIT,
		PAST,
		N
	};
	static const struct str names[N] = { { "definitions", 11 }, { "by", 2 },
		{ "every", 5 }, { "time_zone", 9 }, { "history", 7 },
		{ "max_groups", 10 }, { "target_ms", 9 },
		{ "short_abandon_ms", 16 }, { "lambda", 6 },
		{ "fixed_turn", 10 }, { "mix", 3 }, { "sweep", 5 },
		{ "unit", 4 }, { "pre_period", 10 } };
	struct kpi_opts o = m->given->o;
	uint32_t v[N];

	json_pick(j, at, names, N, v);
	if (!o.definitions) {
		o.definitions = text_of(m, j, v[DEFINITIONS]);
		if (!o.definitions || !define_is_built_in(o.definitions))
			return "it was made with definitions of its own: give "
			       "them with --definitions";
	}
	if (o.ab || o.fair_by)
		o.by = NULL; /* kpi_plan_with() makes it */
	else if (!o.by)
		o.by = text_of(m, j, v[BY]);
	if (!o.every) {
		o.every = text_of(m, j, v[EVERY]);
		if (o.every)
			o.time_zone = text_of(m, j, v[ZONE]);
	}
	if (o.by_customer && json_kind_of(j, v[UNIT]) != JSON_STRING)
		return "it was made without --unit customer, and holds no "
		       "customers";
	o.unit = text_of(m, j, v[UNIT]);
	o.pre_period = text_of(m, j, v[PAST]);
	o.per_agent = v[MIX] && json_kind_of(j, v[MIX]) == JSON_STRING;
	o.mix = o.per_agent ? text_of(m, j, v[MIX]) : "";
	o.sweep = v[SWEEP] && json_kind_of(j, v[SWEEP]) == JSON_TRUE;
	o.history = v[HISTORY] && json_kind_of(j, v[HISTORY]) == JSON_TRUE;
	o.max_groups = (size_t)number_of(j, v[GROUPS]);
	o.target_s = number_of(j, v[TARGET]) / 1000;
	o.short_abandon_s = number_of(j, v[SHORT]) / 1000;
	o.lambda = number_of(j, v[LAMBDA]);
	o.fixed_turn = (size_t)number_of(j, v[FIXED]);
	m->k = kpi_new(kpi_plan_with(&o,
	    m->given->o.definitions ? m->given->definitions
				    : define_load(o.definitions, m->run),
	    m->run));
	put_options(m->k->plan, &m->options);
	return NULL;
}

/* Every number must have been made in the same way. */
static const char *
read_head(struct kpi_merger *m, const struct json *j)
{
	uint32_t version = json_get(j, 0, STR("version"));
	uint32_t options = json_get(j, 0, STR("options"));
	const char *why;

	if (m->open)
		return "the partial before this one is cut short";
	if (!version || !json_is(j, version, STR(VERSION)))
		return "it was made by another version of hoff-kpi";
	if (!options || json_kind_of(j, options) != JSON_OBJECT)
		return "it does not say how it was made";
	why = m->k ? NULL : adopt(m, j, options);
	if (why)
		return why;
	if (!str_eq(json_raw(j, options), buf_view(&m->options)))
		return "it was made with other definitions or options than "
		       "those given, or than the first one";
	m->open = true;
	m->lines = 0;
	return NULL;
}

static const char *
read_end(struct kpi_merger *m, const struct json *j, uint32_t lines)
{
	__int128 n;

	if (!partial_wide(j, lines, &n) || n != (__int128)m->lines)
		return "lines are missing before this one";
	m->open = false;
	return NULL;
}

const char *
kpi_merger_line(
    struct kpi_merger *m, const struct json *j, struct arena *scratch)
{
	uint32_t schema = json_get(j, 0, STR("schema"));
	uint32_t lines = json_get(j, 0, STR("lines"));

	if (schema && json_is(j, schema, str_of(form)))
		return read_head(m, j);
	if (!m->open)
		return "it is not a partial of hoff-kpi";
	if (lines)
		return read_end(m, j, lines);
	m->lines++;
	return read_line(m->k, j, scratch) ? NULL
					   : "it is not a line of a partial";
}

struct kpi *
kpi_merger_end(struct kpi_merger *m, const char **why)
{
	*why = !m->k	 ? "no partial in the input"
	       : m->open ? "the last partial is cut short"
			 : NULL;
	buf_free(&m->options);
	return *why ? NULL : m->k;
}
