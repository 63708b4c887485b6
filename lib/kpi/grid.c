#include <math.h>

#include "kpi/report.h"
#include "kpi/targets.h"
#include "kpi/works.h"

static struct str
say_interval(struct report *r, const struct figure *f)
{
	if (isnan(f->low))
		return STR("");
	return arena_printf(
	    &r->arena, "%.2f-%.2f", f->low * 100, f->high * 100);
}

static struct str
say_bounds(struct report *r, const struct measure *m, const struct figure *f)
{
	if (m->kind == SHARE || isnan(f->low))
		return say_interval(r, f);
	return arena_printf(&r->arena, "%.4f-%.4f", f->low, f->high);
}

static const char *
interval_title(struct report *r)
{
	return arena_printf(&r->arena, "%g%% interval", r->o->confidence * 100)
	    .p;
}

/* F1 and its like are no percentages. */
static struct str
say_value(struct report *r, const struct measure *m, const struct figure *f)
{
	if (m->kind != SHARE && !isnan(f->value))
		return arena_printf(&r->arena, "%.4f", f->value);
	return say_share(r, f->value);
}

static void
measure_row(struct report *r, const struct measure *m, struct row *row)
{
	struct figure f = measure_figure(m, &r->all, r->o->confidence);

	row->cells[0] = str_of(m->label);
	row->cells[1] = say_value(r, m, &f);
	row->cells[2] = say_bounds(r, m, &f);
	row->cells[3] = grid_count(f.numerator, &r->arena);
	row->cells[4] = grid_count(f.denominator, &r->arena);
	row->cells[5] = f.reason ? arena_printf(&r->arena, "(%s)", f.reason)
				 : str_of(m->definition);
	row->silent = f.reason != NULL;
	row->share = f.value;
	row->low = f.low;
	row->high = f.high;
}

/* What "in time" is, without which no service level says anything. */
static const char *
say_targets(struct report *r)
{
	const struct targets *t = r->o->targets;
	struct str s = STR("");

	for (size_t i = 0; i < t->n; i++)
		s = arena_printf(&r->arena, "%.*s%s%.*s%s%.*s", STR_ARG(s),
		    i ? ", " : "", STR_ARG(t->at[i].channel), i ? " " : "",
		    STR_ARG(say_extent(r, (uint64_t)t->at[i].ms, SECONDS)));
	return arena_printf(&r->arena,
	    "in time (--target) is within %.*s; a short abandon is one within "
	    "%.*s",
	    STR_ARG(s),
	    STR_ARG(say_extent(r, (uint64_t)r->o->short_abandon_ms, SECONDS)))
	    .p;
}

void
grid_section(struct report *r, enum section s, struct grid *g)
{
	const struct section_info *info = &sections[s];
	size_t n = 0;

	*g = (struct grid){ .title = info->title, .bars = s == S_ENDINGS };
	if (!section_seen(s, r->total))
		g->absent = info->absent;
	else if (s == S_QUEUE)
		g->note = say_targets(r);
	for (const struct measure *m = r->measures; m->id; m++)
		n += m->section == s;
	grid_column(g, s == S_ENDINGS ? "outcome" : "KPI", false, false);
	grid_column(g, "share", true, false);
	grid_column(g, interval_title(r), true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "of", true, false);
	grid_column(g, "definition", false, true);
	grid_rows(g, &r->arena, n);
	for (const struct measure *m = r->measures; m->id; m++)
		if (m->section == s)
			measure_row(r, m, grid_row(g));
}

/* Half of all, in words: empty where it is not asked. */
static struct str
say_half(struct report *r, enum extent x)
{
	enum unit u = extents[x].unit;
	struct survival s;
	struct str low, high;

	if (!extents[x].lasting)
		return STR("");
	s = median_of(r, r->total, x, MEDIAN_OF_ALL);
	if (isnan(s.at))
		return STR("not reached");
	low = isnan(s.low) ? STR("?") : say_extent(r, (uint64_t)s.low, u);
	high = isnan(s.high) ? STR("?") : say_extent(r, (uint64_t)s.high, u);
	return arena_printf(&r->arena, "%.*s (%.*s to %.*s)",
	    STR_ARG(say_extent(r, (uint64_t)s.at, u)), STR_ARG(low),
	    STR_ARG(high));
}

static void
extent_row(struct report *r, enum extent x, struct row *row)
{
	const struct extent_info *info = &extents[x];
	struct quantiles q = quantiles_of(r, r->total, x);

	row->cells[0] = str_of(info->label);
	row->cells[1] = q.n ? say_extent(r, q.p50, info->unit) : STR("-");
	row->cells[2] = q.n ? say_extent(r, q.p90, info->unit) : STR("-");
	row->cells[3] = q.n ? say_mean(r, q.mean_milli, info->unit) : STR("-");
	row->cells[4] = grid_count(q.n, &r->arena);
	row->cells[5] = grid_count(q.never, &r->arena);
	row->cells[6] = grid_count(q.unknown, &r->arena);
	row->cells[7] = say_half(r, x);
	row->cells[8] = q.n ? str_of(info->definition)
			    : arena_printf(&r->arena, "(%s)", info->nothing);
	row->silent = !q.n;
}

/* Is there anything the extent could have been measured in? */
static bool
extent_applies(const struct report *r, enum extent x)
{
	const struct spread *v = &r->total->spreads[x];

	return section_seen(extents[x].section, r->total) &&
	       (v->values.n || v->never || v->unknown);
}

void
grid_extents(struct report *r, struct grid *g)
{
	*g = (struct grid){ .title = "Times and other amounts",
		.note = "quantiles (nearest rank) and mean are of the n "
			"observed; \"never\" did not happen, "
			"\"no time\" did, but the log cannot say when or how "
			"much; \"half of all\" is when half had met it of "
			"those observed and those who never did (cumulative "
			"incidence: a conversation that ends without it never "
			"has it)" };
	grid_column(g, "amount", false, false);
	grid_column(g, "p50", true, false);
	grid_column(g, "p90", true, false);
	grid_column(g, "mean", true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "never", true, false);
	grid_column(g, "no time", true, false);
	grid_column(g, "half of all", true, false);
	grid_column(g, "definition", false, true);
	grid_rows(g, &r->arena, N_EXTENTS);
	for (size_t x = 0; x < N_EXTENTS; x++)
		if (extent_applies(r, (enum extent)x))
			extent_row(r, (enum extent)x, grid_row(g));
	if (!g->n_rows)
		g->absent = "no conversation with a customer turn";
}

static const struct {
	const char *title, *column, *note, *absent;
	bool rate; /* times for each 100 of the base */
} naming[N_LISTED] = {
	[RULES] = { "Reasons", "rule",
	    "conversations whose hoff.score.reasons name the rule; one may "
	    "have several",
	    "no reason in hoff.score", false },
	[FRICTION] = { "Friction", "kind",
	    "entries of hoff.score.friction, and the conversations that have "
	    "any",
	    "no friction in hoff.score", true },
	[REDACTIONS] = { "Redactions", "kind",
	    "from hoff.redact.counts, and the conversations that have any",
	    "no redaction in the input", true },
};

void
grid_names(struct report *r, enum naming which, struct grid *g)
{
	uint64_t base = naming_base(r, which);

	*g = (struct grid){ .title = naming[which].title,
		.note = naming[which].note,
		.bars = true };
	if (!r->n_names[which])
		g->absent = naming[which].absent;
	grid_column(g, naming[which].column, false, false);
	grid_column(g, "share", true, false);
	grid_column(g, interval_title(r), true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "of", true, false);
	if (naming[which].rate) {
		grid_column(g, "times", true, false);
		grid_column(g, "per 100", true, false);
	}
	grid_rows(g, &r->arena, r->n_names[which]);
	for (size_t i = 0; i < r->n_names[which]; i++) {
		const struct name *n = &r->names[which][i];
		const struct mentions *m = &n->mentions;
		struct row *row = grid_row(g);
		struct figure f = name_figure(r, which, n);

		row->cells[0] = n->name;
		row->cells[1] = say_share(r, f.value);
		row->cells[2] = say_interval(r, &f);
		row->cells[3] = grid_count(m->conversations, &r->arena);
		row->cells[4] = grid_count(base, &r->arena);
		row->cells[5] = grid_count(m->times, &r->arena);
		row->cells[6] = base
				    ? arena_printf(&r->arena, "%.2f",
					  (double)m->times * 100 / (double)base)
				    : STR("-");
		row->share = f.value;
		row->low = f.low;
		row->high = f.high;
	}
}

void
grid_rules(struct report *r, struct grid *g)
{
	*g = (struct grid){ .title = "Each rule against the labels",
		.note = "where the rule is a reason: precision, those that "
			"labels.escalate says were to be escalated, of the "
			"labelled; alone, those with no other rule for a "
			"reason, of all (at 0% others could stand in for it)",
		.absent = r->n_names[RULES] ? NULL : "no reason in hoff.score",
		.bars = true };
	grid_column(g, "rule", false, false);
	grid_column(g, "precision", true, false);
	grid_column(g, interval_title(r), true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "of", true, false);
	grid_column(g, "alone", true, false);
	grid_rows(g, &r->arena, r->n_names[RULES]);
	for (size_t i = 0; i < r->n_names[RULES]; i++) {
		const struct name *n = &r->names[RULES][i];
		struct figure f = rule_precision(r, n);
		struct row *row = grid_row(g);

		row->cells[0] = n->name;
		row->cells[1] = say_share(r, f.value);
		row->cells[2] = say_interval(r, &f);
		row->cells[3] = grid_count(f.numerator, &r->arena);
		row->cells[4] = grid_count(f.denominator, &r->arena);
		row->cells[5] = say_share(r,
		    n->other ? NAN
			     : stats_round4((double)n->mentions.alone /
					    (double)n->mentions.conversations));
		row->silent = f.reason != NULL;
		row->share = f.value;
		row->low = f.low;
		row->high = f.high;
	}
}

static void
policy_row(struct report *r, enum policy which, struct row *row)
{
	row->cells[0] = str_of(policy_info[which].label);
	for (size_t i = 0; i < N_TURN_RATINGS; i++) {
		struct figure f = policy_figure(
		    r->total, which, (enum turn_rating)i, r->o->confidence);

		row->cells[i + 1] =
		    isnan(f.value) ? STR("-")
				   : arena_printf(&r->arena, "%.4f %.4f-%.4f",
					 f.value, f.low, f.high);
	}
}

void
grid_policies(struct report *r, struct grid *g)
{
	*g = (struct grid){ .title = "The rules beside what knows nothing",
		.note =
		    "a number that \"never\", \"at every customer turn\" or "
		    "a fixed turn reaches as well says nothing for the "
		    "rules" };
	if (!section_seen(S_TURNS, r->total))
		g->absent = sections[S_TURNS].absent;
	grid_column(g, "escalates", false, false);
	for (size_t i = 0; i < N_TURN_RATINGS; i++)
		grid_column(g,
		    measure_find(r->measures, turn_rating_ids[i])->label, true,
		    false);
	grid_rows(g, &r->arena, N_POLICIES);
	for (size_t i = 0; i < N_POLICIES; i++)
		policy_row(r, (enum policy)i, grid_row(g));
}

/* What a group is compared by: the ids of measures. */
static const char *const compared[] = { "escalation_attempted",
	"escalation_delivered", "containment_resolved", "abandonment",
	"judged_escalate", "service_level_offered", "service_level",
	"csat_top2" };

static void
group_row(struct report *r, const struct cohort *cohort,
    const struct measure *const *shown, size_t n_shown, struct row *row)
{
	struct scope scope = cohort_scope(cohort);
	size_t at = 0;

	for (size_t i = 0; i < r->n_parts; i++)
		row->cells[at++] = group_part(&cohort->group, i);
	row->cells[at++] = grid_count(scope.tally->counts[N_ALL], &r->arena);
	for (size_t i = 0; i < n_shown; i++) {
		struct figure f =
		    measure_figure(shown[i], &scope, r->o->confidence);

		row->whiskers[at] =
		    (struct whisker){ f.value, f.low, f.high, f.reason };
		row->cells[at++] =
		    isnan(f.value)
			? STR("-")
			: arena_printf(&r->arena, "%.2f%% %.2f-%.2f",
			      f.value * 100, f.low * 100, f.high * 100);
	}
}

void
grid_groups(struct report *r, struct grid *g)
{
	const struct measure *shown[GRID_COLUMNS];
	size_t n = 0;

	*g = (struct grid){
		.title =
		    arena_printf(&r->arena, "By %.*s", STR_ARG(say_by(r))).p
	};
	for (size_t i = 0; i < r->n_parts; i++)
		grid_column(
		    g, arena_cstr(&r->arena, r->parts[i]), false, false);
	grid_column(g, "n", true, false);
	for (size_t i = 0; i < sizeof(compared) / sizeof(*compared); i++) {
		const struct measure *m =
		    measure_find(r->measures, compared[i]);

		if (!m || g->n_columns == GRID_COLUMNS ||
		    isnan(measure_figure(m, &r->all, r->o->confidence).value))
			continue;
		shown[n++] = m;
		grid_column(g, m->label, true, false);
	}
	grid_rows(g, &r->arena, r->n_groups);
	for (size_t i = 0; i < r->n_groups; i++)
		group_row(r, &r->groups[i], shown, n, grid_row(g));
}
