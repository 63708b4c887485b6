#include "kpi/fold.h"

#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "kpi/agents.h"
#include "kpi/costs.h"
#include "kpi/gates.h"
#include "kpi/gather.h"
#include "kpi/quality.h"
#include "kpi/sweep.h"
#include "kpi/targets.h"

static int64_t
to_ms(const char *option, double seconds)
{
	if (!(seconds >= 0 && seconds <= 1e9))
		die("%s must be 0 to 1e9 seconds", option);
	return llround(seconds * 1000);
}

/* The text becomes the one that others are compared with. */
static void
read_targets(struct kpi_opts *o, struct arena *run)
{
	struct targets *t = arena_alloc(run, sizeof(*t));

	if (!targets_read(t, o->target, run))
		die("--target: '%s' is not seconds from 0 to 1e9, and others "
		    "for up to 31 channels, as in 20,email=14400",
		    o->target);
	o->target = t->text;
	o->targets = t;
}

const char *const kpi_units[] = { "conversation", "customer", NULL };

static void
demand_one(const char *option, const char *path, const char *such_as)
{
	if (strchr(path, ','))
		die("%s: one path, as in %s", option, such_as);
}

/* What customers are compared for, and by. */
static void
read_unit(struct kpi_opts *o)
{
	o->by_customer = o->unit && !strcmp(o->unit, "customer");
	o->experiment_ms = CONV_NO_TIME;
	if (o->pre_period &&
	    !conv_parse_time(str_of(o->pre_period), &o->experiment_ms))
		die("--pre-period: '%s' is no time such as "
		    "2026-03-01T00:00:00Z",
		    o->pre_period);
	if (o->pre_period && !o->by_customer)
		die("--pre-period goes with --unit customer: what customers "
		    "did before is compared");
	if (o->covariate && !o->by_customer)
		die("--covariate goes with --unit customer: it is what was "
		    "known of customers before");
	if (o->covariate && o->pre_period)
		die("--covariate and --pre-period: one of them");
	if (o->covariate)
		demand_one("--covariate", o->covariate, "customer.prior_csat");
	if (o->ab || o->fair_by)
		o->panel = o->ab ? o->ab : o->fair_by;
	if (o->whole_tags && !o->fair_by)
		die("--whole-tags is about --fair-by");
	if (o->primary_metric && !o->ab && !o->has_baseline)
		die("--primary is about what --ab or --baseline compare");
	if (o->ab && o->peek < 1)
		die("--peek: must be 1 or more");
}

/* Arms, and groups to be fair to, are groups; the latter inside of others. */
static const char *
groups_of(const struct kpi_opts *o, struct arena *run)
{
	if (o->ab) {
		demand_one("--ab", o->ab, "experiment.arm");
		if (o->by || o->every || o->top || o->fair_by)
			die("--ab: these are the groups, so it goes without "
			    "--by, --every, --top and --fair-by");
		return o->ab;
	}
	if (o->fair_by) {
		demand_one("--fair-by", o->fair_by, "language");
		if (o->every || o->top)
			die("--fair-by: these are the groups, so it goes "
			    "without --every and --top");
		return o->by ? arena_printf(run, "%s,%s", o->by, o->fair_by).p
			     : o->fair_by;
	}
	return o->by;
}

/* Whether the groups to be fair to are languages, by their own member. */
static bool
is_by_language(const struct by *by)
{
	const struct path *last = &by->paths[by->n - 1];

	return str_eq(last->steps[last->n - 1], STR("language"));
}

/* "experiment.name" for arms by "experiment.arm": two names are two
 * experiments, and their arms are not the same. */
static struct path
experiment_beside(const struct by *by)
{
	struct path p = by->paths[0];

	if (by->n != 1 || p.n < 2 || !str_eq(p.steps[p.n - 1], STR("arm")))
		return (struct path){ .n = 0 };
	p.steps[p.n - 1] = STR("name");
	return p;
}

/* The file is read once: whoever takes the options over has its digest. */
static void
read_matters(struct kpi_plan *p, struct arena *run)
{
	struct kpi_opts *o = &p->o;

	if (!o->history)
		return;
	matter_source_read(&p->matters, o->matter, o->no_matter, run);
	if (!o->no_matter_sha256)
		o->no_matter_sha256 = p->matters.sha256;
}

const struct kpi_plan *
kpi_plan_with(
    const struct kpi_opts *o, const struct definitions *d, struct arena *run)
{
	struct kpi_plan *p = arena_zalloc(run, sizeof(*p));

	p->o = *o;
	if (!(o->confidence > 0 && o->confidence < 1))
		die("--confidence: must be above 0 and below 1");
	if (o->max_groups < 1 || o->max_groups > KPI_MOST_GROUPS)
		die("--max-groups: must be 1 to 1000000");
	if (!(o->lambda > -1 && o->lambda < 1))
		die("--lambda: must be above -1 and below 1");
	if (!(o->capacity >= 0 && o->capacity <= 1))
		die("--capacity: must be 0 to 1");
	if (o->fixed_turn < 1)
		die("--fixed-turn: must be 1 or more");
	read_targets(&p->o, run);
	p->o.short_abandon_ms = to_ms("--short-abandon", o->short_abandon_s);
	read_unit(&p->o);
	p->groups = groups_of(&p->o, run);
	by_parse(&p->by,
	    o->ab	 ? "--ab"
	    : o->by	 ? "--by"
	    : o->fair_by ? "--fair-by"
			 : "--by",
	    p->groups);
	if (!o->every)
		p->experiment = experiment_beside(&p->by);
	if (o->fair_by)
		p->o.primary = !o->whole_tags && is_by_language(&p->by);
	by_parse(&p->covariate, "--covariate", p->o.covariate);
	read_matters(p, run);
	by_parse(&p->mix, "--mix", o->per_agent && *o->mix ? o->mix : NULL);
	period_parse(&p->period, o->every, o->time_zone, run);
	if (o->top && o->every && !o->by)
		die("--top picks groups: it needs --by");
	p->definitions = d;
	if (o->cost)
		p->prices = prices_load(o->cost, d, run);
	p->gates = gates_parse(o, d, run);
	return p;
}

const struct kpi_plan *
kpi_plan(const struct kpi_opts *o, struct arena *run)
{
	if ((o->matter || o->no_matter) && !o->history)
		die("%s is about who comes back: it needs --history",
		    o->matter ? "--matter" : "--no-matter");
	if (o->matter)
		demand_one("--matter", o->matter, "outcome.disposition");
	if ((o->pre_period || o->covariate) && !o->ab)
		die("%s is about the arms of --ab",
		    o->pre_period ? "--pre-period" : "--covariate");
	return kpi_plan_with(o, define_load(o->definitions, run), run);
}

const struct kpi_plan *
kpi_plan_plain(const struct kpi_plan *p, struct arena *run)
{
	struct kpi_opts o = p->o;

	if (o.ab || o.fair_by)
		o.unit = kpi_units[0];
	o.by = o.ab = o.fair_by = o.every = o.cost = NULL;
	o.pre_period = o.covariate = o.panel = o.primary_metric = NULL;
	o.whole_tags = o.primary = false;
	o.n_gates = 0;
	o.top = 0;
	return kpi_plan_with(&o, p->definitions, run);
}

struct kpi *
kpi_new(const struct kpi_plan *p)
{
	struct kpi *k = calloc(1, sizeof(*k));

	if (!k)
		die_of_memory();
	k->plan = p;
	if (p->o.sweep && !(k->sweep = calloc(1, sizeof(*k->sweep))))
		die_of_memory();
	ledger_init(
	    &k->groups, sizeof(struct tally), p->o.max_groups, tally_merge);
	for (size_t i = 0; i < N_NAMINGS; i++)
		ledger_init(&k->names[i], sizeof(struct mentions),
		    i == SIGNALS ? SIGNAL_VALUES : NAMES, mentions_merge);
	ledger_init(&k->agents, sizeof(struct agent_work), p->o.max_groups,
	    agents_merge);
	history_init(&k->history);
	repeats_init(&k->repeats, IDS);
	repeats_init(&k->sample, SAMPLE);
	panel_init(&k->panel, 2 * p->o.max_groups,
	    p->o.panel && p->by.n ? p->by.n - 1 : 0);
	return k;
}

void
kpi_free(struct kpi *k)
{
	ledger_free(&k->groups);
	for (size_t i = 0; i < N_NAMINGS; i++)
		ledger_free(&k->names[i]);
	ledger_free(&k->agents);
	free(k->sweep);
	history_free(&k->history);
	panel_free(&k->panel);
	repeats_free(&k->repeats);
	repeats_free(&k->sample);
	buf_free(&k->key);
	buf_free(&k->paths);
	free(k);
}

bool
kpi_unseen(const struct kpi *k, struct str *path)
{
	const struct kpi_plan *p = k->plan;

	for (size_t i = 0; i < p->by.n; i++)
		if (ledger_unseen(&k->groups, i + (p->period.unit != 0))) {
			*path = p->by.paths[i].text;
			return true;
		}
	return false;
}

bool
kpi_unseen_channel(const struct kpi *k, struct str *channel)
{
	const struct targets *t = k->plan->o.targets;

	for (size_t i = 1; k->targets_seen && i < t->n; i++)
		if (!(k->targets_seen >> i & 1)) {
			*channel = t->at[i].channel;
			return true;
		}
	return false;
}

uint64_t
kpi_repeated(const struct kpi *k, bool *exact)
{
	return repeats_count(&k->repeats, exact);
}

void
kpi_merge(struct kpi *into, const struct kpi *from)
{
	ledger_merge(&into->groups, &from->groups);
	for (size_t i = 0; i < N_NAMINGS; i++)
		ledger_merge(&into->names[i], &from->names[i]);
	ledger_merge(&into->agents, &from->agents);
	if (into->sweep && from->sweep)
		sweep_merge(into->sweep, from->sweep);
	history_merge(&into->history, &from->history);
	panel_merge(&into->panel, &from->panel);
	repeats_merge(&into->repeats, &from->repeats);
	repeats_merge(&into->sample, &from->sample);
	into->targets_seen |= from->targets_seen;
}

/* Both NULL, or the same. */
static bool
same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* What an earlier run may not have had otherwise; NULL: it has not. */
static const char *
differs(const struct kpi_plan *a, const struct kpi_plan *b)
{
	bool no_customers = a->o.by_customer && !a->o.panel &&
			    (!b->o.by_customer || b->o.panel);
	const struct {
		bool differs;
		const char *option;
	} options[] = {
		{ strcmp(a->definitions->sha256, b->definitions->sha256) != 0,
		    "--definitions" },
		{ a->o.history != b->o.history, "--history" },
		{ !same_text(a->o.matter, b->o.matter), "--matter" },
		{ !same_text(a->o.no_matter_sha256, b->o.no_matter_sha256),
		    "--no-matter" },
		{ strcmp(a->o.target, b->o.target) != 0, "--target" },
		{ a->o.short_abandon_ms != b->o.short_abandon_ms,
		    "--short-abandon" },
		{ a->o.lambda != b->o.lambda, "--lambda" },
		{ a->o.fixed_turn != b->o.fixed_turn, "--fixed-turn" },
		{ no_customers, "--unit, or in --ab or --fair-by" },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (options[i].differs)
			return options[i].option;
	return NULL;
}

void
kpi_baseline(struct kpi *k, const struct kpi *earlier)
{
	const char *option = differs(k->plan, earlier->plan);

	if (option)
		die("%s: it differs from this run in %s",
		    k->plan->o.drift_only ? "--against" : "--baseline", option);
	k->baseline = earlier;
	k->shared = repeats_shared(
	    &k->sample, &earlier->sample, &k->shared_exactly, &k->groups.arena);
}

uint64_t
kpi_shared(const struct kpi *k, bool *exact)
{
	*exact = k->shared_exactly;
	return k->shared;
}

struct str
kpi_key(struct kpi *k)
{
	struct buf *key = &k->key;
	size_t at = key->n;
	struct str tag;

	while (k->plan->o.primary && at && key->p[at - 1])
		at--;
	tag = (struct str){ key->p + at, key->n - at };
	if (str_language_code(tag))
		for (key->n = at + str_language(tag).n; at < key->n; at++)
			key->p[at] |= 0x20;
	return buf_view(key);
}

struct mentions *
kpi_mention(struct kpi *k, enum naming which, struct str name, uint64_t times)
{
	struct mentions *m = ledger_account(&k->names[which], name_cut(name));

	m->times += times;
	if (m->last == k->seen)
		return NULL;
	m->last = k->seen;
	m->conversations++;
	return m;
}

/* What the customer was about, and in which language. */
static void
mention_subject(struct kpi *k, const struct conv *c, const struct facts *f)
{
	const struct turn *t = f->last_customer;

	while (t && t > f->first_customer &&
	       (!t->intent->name.n || t->private || t->role != ROLE_CUSTOMER))
		t--;
	if (t && t->intent->name.n)
		kpi_mention(k, INTENTS, t->intent->name, facts_has_left(f));
	if (c->language.n)
		kpi_mention(k, LANGUAGES, c->language, 1);
}

/* Which experiment the arm in `key` is one of. */
static void
mention_experiment(struct kpi *k, const struct conv *c)
{
	const struct path *p = &k->plan->experiment;
	struct str arm;
	uint32_t at;

	if (!p->n || !key_part(buf_view(&k->key), 0, &arm))
		return;
	at = path_value(p, c->json);
	if (at && json_kind_of(c->json, at) == JSON_STRING)
		kpi_mention(
		    k, EXPERIMENTS, json_string(c->json, at, c->record), 1);
}

/* Before the experiment began there were no arms. */
static bool
is_before(const struct kpi *k, const struct conv *c, const struct facts *f)
{
	return facts_start(f, c) < k->plan->o.experiment_ms &&
	       facts_start(f, c) != CONV_NO_TIME;
}

/* The period, if any, is the first part of a key. */
static void
key_of(struct kpi *k, const struct conv *c, const struct facts *f)
{
	const struct kpi_plan *p = k->plan;

	if (is_before(k, c, f)) {
		buf_clear(&k->key);
		buf_cstr(&k->key, GROUP_MISSING);
		return;
	}
	if (!p->period.unit) {
		by_key(&p->by, c->json, c->record, &k->key);
		kpi_key(k);
		return;
	}
	buf_clear(&k->key);
	period_put(&p->period, facts_start(f, c), &k->key);
	if (p->by.n) {
		buf_char(&k->key, '\0');
		by_key(&p->by, c->json, c->record, &k->paths);
		buf_str(&k->key, buf_view(&k->paths));
	}
}

static void
gather_all(struct entry_of *e)
{
	gather_log(e);
	gather_judgement(e);
	gather_route(e);
	e->tally->counts[N_DISORDER] += e->disorder;
}

/* A number that the record has of the customer; NAN: none. */
static double
covariate_of(const struct kpi_plan *p, const struct conv *c)
{
	uint32_t at =
	    p->covariate.n ? path_value(&p->covariate.paths[0], c->json) : 0;

	return at && json_kind_of(c->json, at) == JSON_NUMBER
		   ? json_number(c->json, at)
		   : NAN;
}

/* The same by way of a tally of this conversation alone. */
static void
gather_customer(struct kpi *k, const struct entry_of *e, struct matters matters)
{
	struct tally one = { .n_starts = 0 };
	struct entry_of alone = *e;

	alone.tally = &one;
	alone.arena = e->conv->record;
	gather_all(&alone);
	panel_add(&k->panel,
	    &(struct seen_of_customer){
		.arm = k->plan->o.panel ? buf_view(&k->key) : STR(""),
		.conv = e->conv,
		.facts = e->facts,
		.tally = &one,
		.history = k->plan->o.history,
		.matters = matters,
		.before = is_before(k, e->conv, e->facts),
		.covariate = covariate_of(k->plan, e->conv) });
	tally_merge(e->tally, &one, e->arena);
}

void
kpi_add(struct kpi *k, const struct conv *c)
{
	struct facts f;
	struct annotations a;
	struct entry_of e = {
		.o = &k->plan->o, .conv = c, .facts = &f, .annotations = &a
	};
	struct matters matters = { NULL, 0 };

	k->seen++;
	if (k->plan->o.targets->n > 1)
		k->targets_seen |=
		    UINT32_C(1) << targets_find(k->plan->o.targets, c->channel);
	repeats_add(&k->repeats, c->id, 0);
	facts_read(&f, c);
	repeats_add(&k->sample, c->id, facts_start(&f, c));
	annotations_read(&a, k, c);
	if (a.fallbacks > fact_get(f.code, F_BOT_FALLBACKS))
		f.code = fact_set(f.code, F_BOT_FALLBACKS,
		    a.fallbacks < FACT_MOST ? a.fallbacks : FACT_MOST);
	if (k->plan->o.history)
		matters = matters_of(&k->plan->matters, c, c->record);
	f.code = fact_set(f.code, F_MATTER, matters.n != 0);
	mention_subject(k, c, &f);
	quality_look(k, c, &f);
	key_of(k, c, &f);
	mention_experiment(k, c);
	e.tally = ledger_account(&k->groups, buf_view(&k->key));
	e.arena = &k->groups.arena;
	if (!k->plan->o.history ||
	    !history_add(&k->history, buf_view(&k->key), c, &f, matters))
		census_add(&e.tally->census, f.code, 0, 1, e.arena);
	if (k->plan->o.by_customer)
		gather_customer(k, &e, matters);
	else
		gather_all(&e);
	if (k->sweep)
		sweep_add(k->sweep, c, &a);
	if (k->plan->o.per_agent && f.customer_turns)
		agents_add(k, &e);
}
