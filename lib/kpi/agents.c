#include "kpi/agents.h"

#include <math.h>
#include <stdlib.h>

#include "kpi/parts.h"

static const double rare = 0.998;

const struct agent_metric_info agent_metric_info[N_AGENT_METRICS] = {
	[AGENT_RESOLUTION] = { "resolution", "resolution",
	    "outcome.resolved is true, of those that the agent ended and where "
	    "it is recorded" },
	[AGENT_CSAT] = { "csat_top2", "CSAT, top two boxes",
	    "outcome.csat is 4 or more, of those from 1 to 5 that the agent "
	    "ended" },
	[AGENT_TRANSFER] = { "transfer", "transferred",
	    "given on to another human, of those that the agent had a part "
	    "in" },
	[AGENT_HANDLING] = { "handle_s", "handling, mean seconds",
	    "of the agent's own part, until another agent's first turn; "
	    "outcome.wrap_up_s, where it is there, is of who ended it" },
};

void
agents_merge(void *into, const void *from, struct arena *a)
{
	struct agent_work *w = into;
	const struct agent_work *f = from;

	(void)a;
	w->n += f->n;
	w->said += f->said;
	w->resolved += f->resolved;
	w->rated += f->rated;
	w->content += f->content;
	w->transferred += f->transferred;
	moments_merge(&w->handling, &f->handling);
}

/* A name with a NUL in it would be two parts of a key. */
static void
put_name(struct buf *key, struct str name)
{
	name = name_cut(name);
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i])
			buf_char(key, name.p[i]);
		else
			buf_cstr(key, "\xef\xbf\xbd");
}

static struct agent_work *
work_of(struct kpi *k, const struct conv *c, const struct part *p)
{
	buf_clear(&k->key);
	put_name(&k->key, json_kind_of(c->json, p->agent_id) == JSON_STRING
			      ? json_string(c->json, p->agent_id, c->record)
			      : p->name);
	if (k->plan->mix.n) {
		buf_char(&k->key, '\0');
		by_key(&k->plan->mix, c->json, c->record, &k->paths);
		buf_str(&k->key, buf_view(&k->paths));
	}
	return ledger_account(&k->agents, buf_view(&k->key));
}

/* How it ended is the work of who ended it. */
static void
add_ending(struct agent_work *w, const struct conv *c)
{
	w->said += c->resolved != ANSWER_NONE;
	w->resolved += c->resolved == ANSWER_YES;
	w->rated += c->csat >= 1 && c->csat <= 5;
	w->content += c->csat >= 4 && c->csat <= 5;
}

void
agents_add(struct kpi *k, const struct entry_of *e)
{
	struct parts parts;

	parts_read(&parts, &e->facts->course, e->conv);
	for (size_t i = 0; i < parts.n; i++) {
		const struct part *p = &parts.at[i];
		struct agent_work *w = work_of(k, e->conv, p);
		int64_t ms = p->ms;

		w->n++;
		w->transferred += p->passed_on;
		if (p == parts.last) {
			add_ending(w, e->conv);
			ms += (int64_t)e->wrap_up_ms;
		}
		if (p->known)
			moments_add(&w->handling, ms);
	}
}

/* Cases of a metric: how many, their sum, and that of their squares. */
static struct moments
cases_of(const struct agent_work *w, enum agent_metric which)
{
	switch (which) {
	case AGENT_RESOLUTION:
		return (struct moments){ w->said, w->resolved, w->resolved };
	case AGENT_CSAT:
		return (struct moments){ w->rated, w->content, w->content };
	case AGENT_TRANSFER:
		return (struct moments){ w->n, w->transferred, w->transferred };
	default:
		return w->handling;
	}
}

static struct str
agent_part(struct str key)
{
	const char *end = memchr(key.p, '\0', key.n);

	return (struct str){ key.p, end ? (size_t)(end - key.p) : key.n };
}

static struct str
mix_part(struct str key)
{
	size_t n = agent_part(key).n;

	return n == key.n ? STR("")
			  : (struct str){ key.p + n + 1, key.n - n - 1 };
}

/* What is expected of cases of these kinds with everybody, and how much the
 * sum of as many varies. */
struct expectation {
	double n, sum, expected, variance;
};

static void
expect(struct expectation *x, const struct moments *mine,
    const struct moments *all)
{
	double n = (double)mine->n, mean, variance;

	if (!mine->n)
		return;
	mean = moments_mean(all);
	variance = (double)all->squares / (double)all->n - mean * mean;
	x->n += n;
	x->sum += (double)mine->sum;
	x->expected += n * mean;
	x->variance += n * fmax(variance, 0);
}

static struct interval
limits(const struct expectation *x, double level, double scale, double most)
{
	double half = stats_normal(level) * sqrt(x->variance);

	return (struct interval){ stats_round4(fmax(
				      (x->expected - half) / x->n / scale, 0)),
		stats_round4(fmin((x->expected + half) / x->n / scale, most)) };
}

/* The normal curve takes what is rare for rarer than it is, and agents must not
 * pay for that: a share must be as unlikely by the binomial distribution, too,
 * which varies at least as much as cases of a mix do. */
static bool
is_outside(double value, struct interval w, double tail, double level)
{
	return (value < w.low || value > w.high) && tail <= (1 - level) / 2;
}

static struct agent_figure
figure(struct report *r, const struct expectation *x, enum agent_metric which)
{
	double scale = which == AGENT_HANDLING ? 1000 : 1;
	double most = which == AGENT_HANDLING ? INFINITY : 1, tail = 0;
	struct agent_figure f = { .n = (uint64_t)x->n,
		.value = NAN,
		.expected = NAN,
		.usual = { NAN, NAN },
		.rare = { NAN, NAN } };

	if (x->n < (double)r->o->min_n || !(x->n > 0)) {
		f.reason = "fewer cases than --min-n";
		return f;
	}
	f.value = stats_round4(x->sum / x->n / scale);
	f.expected = stats_round4(x->expected / x->n / scale);
	if (!(x->variance > 0))
		return f; /* nothing varies in this mix */
	if (which != AGENT_HANDLING)
		tail = stats_binomial_tail(
		    (uint64_t)x->sum, f.n, x->expected / x->n);
	f.usual = limits(x, r->o->confidence, scale, most);
	f.rare = limits(x, rare, scale, most);
	f.verdict = is_outside(f.value, f.rare, tail, rare) ? "beyond 99.8%"
		    : is_outside(f.value, f.usual, tail, r->o->confidence)
			? "outside"
			: "within";
	return f;
}

/* The sums of everybody, by mix. */
static void
sum_mixes(struct ledger *mixes, const struct ledger *agents)
{
	ledger_init(mixes, agents->size, agents->ceiling, agents_merge);
	for (size_t i = 0; i < agents->n; i++)
		agents_merge(
		    ledger_account(mixes, mix_part(agents->entries[i].name)),
		    agents->entries[i].account, &mixes->arena);
}

/* The entries of one agent, which are neighbours; returns how many. */
static size_t
read_agent(struct report *r, const struct entry *const *all, size_t n,
    struct ledger *mixes, struct agent *a)
{
	struct expectation x[N_AGENT_METRICS] = { 0 };
	struct str name = agent_part(all[0]->name);
	size_t used = 0;

	for (; used < n && str_eq(agent_part(all[used]->name), name); used++) {
		const struct agent_work *mine = all[used]->account;
		const struct agent_work *every =
		    ledger_account(mixes, mix_part(all[used]->name));

		for (size_t m = 0; m < N_AGENT_METRICS; m++) {
			struct moments a_mix =
			    cases_of(mine, (enum agent_metric)m);
			struct moments of_all =
			    cases_of(every, (enum agent_metric)m);

			expect(&x[m], &a_mix, &of_all);
		}
	}
	a->name = arena_copy(&r->arena, name);
	for (size_t m = 0; m < N_AGENT_METRICS; m++)
		a->at[m] = figure(r, &x[m], (enum agent_metric)m);
	return used;
}

void
agents_read(struct report *r, const struct kpi *k, struct agents *a)
{
	const struct entry **all;
	struct ledger agents, mixes;

	ledger_init(&agents, k->agents.size, k->agents.ceiling, agents_merge);
	ledger_merge(&agents, &k->agents);
	ledger_settle(&agents);
	sum_mixes(&mixes, &agents);
	all = ledger_sorted(&agents, &r->arena);
	*a = (struct agents){ arena_array(&r->arena, agents.n, sizeof(*a->at)),
		0 };
	for (size_t i = 0; i < agents.n;)
		i += read_agent(
		    r, all + i, agents.n - i, &mixes, &a->at[a->n++]);
	ledger_free(&mixes);
	ledger_free(&agents);
}

static struct str
say_limits(struct report *r, struct interval w)
{
	return isnan(w.low)
		   ? STR("-")
		   : arena_printf(&r->arena, "%.4f to %.4f", w.low, w.high);
}

void
grid_agents(struct report *r, const struct agents *a, enum agent_metric which,
    struct grid *g)
{
	static const char *const titles[] = { "n", "value", "expected",
		"difference", "usual limits", "99.8% limits", "verdict" };

	*g = (struct grid){
		.title = arena_printf(
		    &r->arena, "Agents: %s", agent_metric_info[which].label)
			     .p,
		.note = arena_printf(&r->arena,
		    "%s. Expected: with such escalations (%s) by everybody; "
		    "the limits are those of a funnel plot around it, at %g%% "
		    "and 99.8%%: one in %.0f who does what all do is outside "
		    "the first; shares must be so by the binomial "
		    "distribution, too. This is no ranking, and no ground to "
		    "judge a person by: what --mix does not name is not "
		    "allowed for",
		    agent_metric_info[which].definition,
		    *r->o->mix ? r->o->mix : "all alike",
		    r->o->confidence * 100, 1 / (1 - r->o->confidence))
			    .p,
		.absent = a->n ? NULL : "no human turn with an agent_id",
	};
	grid_column(g, "agent", false, false);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		grid_column(g, titles[i], true, false);
	grid_rows(g, &r->arena, a->n);
	for (size_t i = 0; i < a->n; i++) {
		const struct agent_figure *f = &a->at[i].at[which];
		struct row *row = grid_row(g);

		row->cells[0] = a->at[i].name;
		row->cells[1] =
		    arena_printf(&r->arena, "%llu", (unsigned long long)f->n);
		for (size_t c = 2; c < 8; c++)
			row->cells[c] = STR("-");
		row->cells[7] = str_of(f->verdict ? f->verdict : "-");
		if (f->reason) {
			row->cells[7] = str_of(f->reason);
			continue;
		}
		row->cells[2] = arena_printf(&r->arena, "%.4f", f->value);
		row->cells[3] = arena_printf(&r->arena, "%.4f", f->expected);
		row->cells[4] =
		    arena_printf(&r->arena, "%+.4f", f->value - f->expected);
		row->cells[5] = say_limits(r, f->usual);
		row->cells[6] = say_limits(r, f->rare);
	}
}

void
agents_json(struct report *r, const struct agents *a, struct buf *out)
{
	json_member(out, "agents");
	buf_char(out, '{');
	json_member_string(out, "mix", r->o->mix);
	json_member_count(out, "min_n", r->o->min_n);
	json_member(out, "figures");
	buf_char(out, '[');
	for (size_t i = 0; i < a->n; i++)
		for (size_t m = 0; m < N_AGENT_METRICS; m++) {
			const struct agent_figure *f = &a->at[i].at[m];

			json_next(out);
			buf_cstr(out, "{\"agent\":");
			json_put_string(out, a->at[i].name);
			json_member_string(out, "id", agent_metric_info[m].id);
			json_member_string(
			    out, "definition", agent_metric_info[m].definition);
			json_member_count(out, "n", f->n);
			json_member_number(out, "value", f->value);
			json_member_number(out, "expected", f->expected);
			json_member_number(out, "low", f->usual.low);
			json_member_number(out, "high", f->usual.high);
			json_member_number(out, "low_998", f->rare.low);
			json_member_number(out, "high_998", f->rare.high);
			json_member_string(out, "verdict", f->verdict);
			json_member_string(out, "reason", f->reason);
			buf_char(out, '}');
		}
	buf_cstr(out, "]}");
}
