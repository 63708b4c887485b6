#include <stdlib.h>

#include "kpi/numbers.h"
#include "kpi/overlap.h"
#include "kpi/partial.h"
#include "kpi/targets.h"

bool
partial_key(
    const struct json *j, uint32_t list, struct arena *a, struct buf *key)
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
	else if (partial_key(j, group, a, &k->key))
		account = ledger_account(&k->groups, kpi_key(k));
	else
		return false;
	tally_merge(account, t, &k->groups.arena);
	return true;
}

static bool
read_count(const struct json *j, struct str name, uint64_t *count)
{
	return numbers_read_count(j, json_get(j, 0, name), count);
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
	else if (partial_key(j, agent, a, &k->key))
		account = ledger_account(&k->agents, buf_view(&k->key));
	else
		return false;
	agents_merge(account, &w, &k->agents.arena);
	return true;
}

/* Partials on their way into one fold. */
struct kpi_merger {
	const struct kpi_plan *given;
	struct arena *run;
	struct buf options; /* of the first head, as written */
	struct kpi *k;	    /* NULL before that */
	bool open;	    /* behind a head, before its end */
	uint64_t lines;
	struct overlap overlap;
};

static bool
read_sample(struct kpi_merger *m, const struct json *j, uint32_t sample)
{
	struct numbers r = numbers_open(j, sample);
	uint64_t level = numbers_count(&r);

	if (r.wrong || level >= REPEATS_BITS)
		return false;
	repeats_restore(&m->k->sample, (unsigned)level);
	while (!r.wrong && r.at) {
		uint64_t hash = numbers_count(&r);

		if (r.wrong || hash >> (REPEATS_BITS - level) ||
		    !repeats_restore_hash(&m->k->sample, hash))
			return false;
		overlap_add(&m->overlap, hash, (unsigned)level);
	}
	return numbers_done(&r);
}

/* A line that is no head and no end; false when it is not one. */
static bool
read_line(struct kpi_merger *m, const struct json *j, struct arena *scratch)
{
	struct kpi *k = m->k;
	uint32_t sample = json_get(j, 0, STR("sample"));
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
		return k->plan->o.by_customer &&
		       partial_arm(k, j, arm, scratch);
	if (torn)
		return k->plan->o.by_customer && partial_torn(k, j, torn);
	if (sample)
		return read_sample(m, j, sample);
	if (json_get(j, 0, STR("sweep")))
		return k->sweep && partial_sweep(k->sweep, j);
	return names && read_mentions(k, j, names, scratch);
}

struct kpi_merger *
kpi_merger_new(const struct kpi_plan *p, struct arena *run)
{
	struct kpi_merger *m = arena_zalloc(run, sizeof(*m));

	m->given = p;
	m->run = run;
	return m;
}

static bool
is_text(const struct json *j, uint32_t at)
{
	return at && json_kind_of(j, at) == JSON_STRING;
}

static const char *
text_of(struct kpi_merger *m, const struct json *j, uint32_t at)
{
	return is_text(j, at) ? arena_cstr(m->run, json_string(j, at, m->run))
			      : NULL;
}

static double
number_of(const struct json *j, uint32_t at)
{
	return at && json_kind_of(j, at) == JSON_NUMBER ? json_number(j, at)
							: 0;
}

static const uint64_t most_ms = 1000000000000; /* as many as --target */

static const char without_options[] = "it does not say how it was made";

/* What the options of a command line are held to, too. */
static bool
read_sizes(
    const struct json *j, uint32_t groups, uint32_t turn, struct kpi_opts *o)
{
	uint64_t g, t;

	if (!numbers_read_count(j, groups, &g) || g < 1 ||
	    g > KPI_MOST_GROUPS || !numbers_read_count(j, turn, &t) || t < 1)
		return false;
	o->max_groups = g;
	o->fixed_turn = t;
	return true;
}

static bool
read_seconds(const struct json *j, uint32_t at, double *seconds)
{
	uint64_t ms;

	if (!numbers_read_count(j, at, &ms) || ms > most_ms)
		return false;
	*seconds = (double)ms / 1000;
	return true;
}

/* The options that a partial was made with, by their names. */
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
	PANEL,
	COVARIATE,
	MATTER,
	NO_MATTER,
	N_MADE_WITH
};

static const char *const flags[N_MADE_WITH] = { "--definitions", "--by",
	"--every", "--time-zone", "--history", "--max-groups", "--target",
	"--short-abandon", "--lambda", "--fixed-turn", "--per-agent or --mix",
	"--sweep", "--unit", "--pre-period", "--ab or --fair-by", "--covariate",
	"--matter", "--no-matter" };

static const struct str made_with[N_MADE_WITH] = { { "definitions", 11 },
	{ "by", 2 }, { "every", 5 }, { "time_zone", 9 }, { "history", 7 },
	{ "max_groups", 10 }, { "target", 6 }, { "short_abandon_ms", 16 },
	{ "lambda", 6 }, { "fixed_turn", 10 }, { "mix", 3 }, { "sweep", 5 },
	{ "unit", 4 }, { "pre_period", 10 }, { "panel", 5 }, { "covariate", 9 },
	{ "matter", 6 }, { "no_matter_sha256", 16 } };

static const char *
period_of(const struct json *j, uint32_t at)
{
	for (const char *const *p = kpi_periods; at && *p; p++)
		if (json_is(j, at, str_of(*p)))
			return *p;
	return NULL;
}

/* Where there are periods, of which days. */
static bool
adopt_periods(struct kpi_merger *m, const struct json *j, const uint32_t *v,
    struct kpi_opts *o)
{
	if (!is_text(j, v[EVERY]))
		return true;
	o->every = period_of(j, v[EVERY]);
	o->time_zone = text_of(m, j, v[ZONE]);
	return o->every && o->time_zone && zone_find(o->time_zone, m->run);
}

/* What ours may say otherwise: the same partials make several reports. */
static const char *
adopt_report(struct kpi_merger *m, const struct json *j, const uint32_t *v,
    struct kpi_opts *o)
{
	if (!o->definitions)
		o->definitions = text_of(m, j, v[DEFINITIONS]);
	if (!o->by && !o->ab && !o->fair_by)
		o->by = text_of(m, j, v[BY]);
	if (!o->every && !adopt_periods(m, j, v, o))
		return without_options;
	return m->given->o.definitions ||
		       (o->definitions && define_is_built_in(o->definitions))
		   ? NULL
		   : "it was made with definitions of its own: give them "
		     "with --definitions";
}

/* What was kept of each customer, for --ab and the like. */
static void
adopt_customers(struct kpi_merger *m, const struct json *j, const uint32_t *v,
    struct kpi_opts *o)
{
	o->unit = text_of(m, j, v[UNIT]);
	o->panel = text_of(m, j, v[PANEL]); /* where --ab does not say */
	o->pre_period = text_of(m, j, v[PAST]);
	o->covariate = text_of(m, j, v[COVARIATE]);
}

static bool
is_true(const struct json *j, uint32_t at)
{
	return at && json_kind_of(j, at) == JSON_TRUE;
}

/* Which further tables were filled. */
static void
adopt_tables(struct kpi_merger *m, const struct json *j, const uint32_t *v,
    struct kpi_opts *o)
{
	o->per_agent = is_text(j, v[MIX]);
	o->mix = o->per_agent ? text_of(m, j, v[MIX]) : "";
	o->sweep = is_true(j, v[SWEEP]);
	o->history = is_true(j, v[HISTORY]);
	o->matter = text_of(m, j, v[MATTER]);
	o->no_matter_sha256 = text_of(m, j, v[NO_MATTER]);
}

static bool
adopt_numbers(struct kpi_merger *m, const struct json *j, const uint32_t *v,
    struct kpi_opts *o)
{
	struct targets t;

	o->lambda = number_of(j, v[LAMBDA]);
	o->target = text_of(m, j, v[TARGET]);
	return o->lambda > -1 && o->lambda < 1 && o->target &&
	       targets_read(&t, o->target, m->run) &&
	       read_sizes(j, v[GROUPS], v[FIXED], o) &&
	       read_seconds(j, v[SHORT], &o->short_abandon_s);
}

static bool
is_one_path(const char *text)
{
	return !text || !strchr(text, ',');
}

/* What a command line with these options is held to, too. */
static bool
can_be(const struct kpi_opts *o)
{
	const char *const paths[] = { o->by, *o->mix ? o->mix : NULL,
		o->covariate, o->matter };
	bool customers = o->unit && !strcmp(o->unit, kpi_units[1]);
	int64_t ms;

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		struct by by;
		struct str at;

		if (by_read(&by, paths[i], &at))
			return false;
	}
	return is_one_path(o->covariate) && is_one_path(o->matter) &&
	       (!o->pre_period ||
		   conv_parse_time(str_of(o->pre_period), &ms)) &&
	       (customers || (!o->pre_period && !o->covariate)) &&
	       !(o->pre_period && o->covariate);
}

/* The options that the partial was made with, and of ours those that are about
 * the report. */
static const char *
adopt(struct kpi_merger *m, const struct json *j, uint32_t at)
{
	const struct kpi_plan *given = m->given;
	struct kpi_opts o = given->o;
	uint32_t v[N_MADE_WITH];
	const char *why;

	json_pick(j, at, made_with, N_MADE_WITH, v);
	why = adopt_report(m, j, v, &o);
	if (why)
		return why;
	if (o.by_customer && !is_text(j, v[UNIT]))
		return "it was made without --unit customer, and holds no "
		       "customers";
	adopt_customers(m, j, v, &o);
	adopt_tables(m, j, v, &o);
	if (!o.fair_by)
		o.primary = is_true(j, json_get(j, 0, STR("primary")));
	if (!adopt_numbers(m, j, v, &o) || !can_be(&o))
		return without_options;
	m->k = kpi_new(kpi_plan_with(&o,
	    given->o.definitions ? given->definitions
				 : define_load(o.definitions, m->run),
	    m->run));
	partial_put_options(m->k->plan, &m->options);
	return NULL;
}

static const char other_version[] =
    "it was made by another version of hoff-kpi: make it again from its log";

/* The first option that a partial was made with otherwise. */
static const char *
differs(struct kpi_merger *m, const struct json *j, uint32_t options)
{
	uint32_t theirs[N_MADE_WITH], ours[N_MADE_WITH];
	const char *option = flags[DEFINITIONS]; /* their sha256 */
	struct json first;
	struct fault f;

	json_init(&first);
	buf_reserve(&m->options, JSON_PADDING);
	if (json_index(&first, buf_view(&m->options), &f)) {
		json_pick(j, options, made_with, N_MADE_WITH, theirs);
		json_pick(&first, 0, made_with, N_MADE_WITH, ours);
		for (size_t i = N_MADE_WITH; i-- > 0;)
			if (!theirs[i] || !str_eq(json_raw(j, theirs[i]),
					      json_raw(&first, ours[i])))
				option = flags[i];
	}
	json_free(&first);
	return arena_printf(m->run,
	    "it differs in %s from what is given, or from the first one",
	    option)
	    .p;
}

/* Regions can still be cut off, but of customers: who is in several groups is
 * in none, and that was seen to. */
static bool
fits_languages(const struct kpi_merger *m, bool primary)
{
	const struct kpi_opts *o = &m->k->plan->o;

	return o->primary == primary ||
	       (o->fair_by && o->primary && !o->by_customer);
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
		return other_version;
	if (!options || json_kind_of(j, options) != JSON_OBJECT)
		return without_options;
	why = m->k ? NULL : adopt(m, j, options);
	if (why)
		return why;
	if (!str_eq(json_raw(j, options), buf_view(&m->options)))
		return differs(m, j, options);
	if (!fits_languages(m, is_true(j, json_get(j, 0, STR("primary")))))
		return "its languages are with their regions, or without, "
		       "unlike the others (--whole-tags)";
	m->open = true;
	m->lines = 0;
	return NULL;
}

static const char *
read_end(struct kpi_merger *m, const struct json *j, uint32_t lines)
{
	__int128 n;

	if (!numbers_read(j, lines, &n) || n != (__int128)m->lines)
		return "lines are missing before this one";
	m->open = false;
	return NULL;
}

/* Whether a head is one of a partial, in this or another form. */
static bool
is_head(const struct json *j, uint32_t schema)
{
	static const struct str begins = { "\"hoff.kpi.partial/", 18 };
	struct str form = json_raw(j, schema);

	return form.n >= begins.n && !memcmp(form.p, begins.p, begins.n);
}

const char *
kpi_merger_line(struct kpi_merger *m, const char *file, uint64_t line,
    const struct json *j, struct arena *scratch)
{
	uint32_t schema = json_get(j, 0, STR("schema"));
	uint32_t lines = json_get(j, 0, STR("lines"));

	if (schema && json_is(j, schema, str_of(partial_form))) {
		overlap_part(&m->overlap, file, line);
		return read_head(m, j);
	}
	if (schema && is_head(j, schema))
		return other_version;
	if (!m->open)
		return "it is not a partial of hoff-kpi";
	if (lines)
		return read_end(m, j, lines);
	m->lines++;
	return read_line(m, j, scratch) ? NULL
					: "it is not a line of a partial";
}

struct kpi_overlap
kpi_merger_overlap(struct kpi_merger *m)
{
	return overlap_read(&m->overlap);
}

struct kpi *
kpi_merger_end(struct kpi_merger *m, const char **why)
{
	*why = !m->k	 ? "no partial in the input"
	       : m->open ? "the last partial is cut short"
			 : NULL;
	buf_free(&m->options);
	overlap_free(&m->overlap);
	return *why ? NULL : m->k;
}

/* A line, without its end; what is left of the text behind it. */
static struct str
take_line(struct str *text)
{
	const char *end = memchr(text->p, '\n', text->n);
	struct str line = { text->p, end ? (size_t)(end - text->p) : text->n };
	size_t used = line.n + (end != NULL);

	*text = (struct str){ text->p + used, text->n - used };
	return line;
}

struct kpi *
kpi_of_partial(const struct kpi_plan *p, const char *file, struct str text,
    struct arena *run, struct kpi_overlap *shared, size_t *line,
    const char **why)
{
	struct kpi_merger *m = kpi_merger_new(p, run);
	struct arena scratch;
	struct json j;
	struct fault f;

	arena_init(&scratch, (size_t)1 << 30);
	json_init(&j);
	*why = NULL;
	for (*line = 0; text.n && !*why; ++*line) {
		*why = json_index(&j, take_line(&text), &f)
			   ? kpi_merger_line(m, file, *line + 1, &j, &scratch)
			   : "it is not JSON";
		arena_reset(&scratch);
	}
	json_free(&j);
	arena_free(&scratch);
	if (*why)
		return NULL;
	*line = 0;
	*shared = kpi_merger_overlap(m);
	return kpi_merger_end(m, why);
}
