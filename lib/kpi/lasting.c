#include "kpi/lasting.h"

#include <math.h>

static struct followed
followed_of(const struct tally *t, enum extent x)
{
	return (
	    struct followed){ &t->spreads[x].values, &t->spreads[x].censored };
}

static uint64_t
count_of(const struct followed *f)
{
	return f->events->n + f->censored->n;
}

/* False where it happened to nobody, or nobody was followed. */
static bool
compare(struct report *r, const struct tally *control, const struct tally *arm,
    enum extent x, struct lasting *l)
{
	struct followed was = followed_of(control, x), is = followed_of(arm, x);
	double unit = unit_scale(extents[x].unit);
	struct restricted *m = &l->means;
	double *const scaled[] = { &m->until, &m->means[0], &m->means[1],
		&m->difference.estimate, &m->difference.low,
		&m->difference.high };

	arena_reset(&r->scratch);
	*l = (struct lasting){ .extent = x,
		.n = { count_of(&was), count_of(&is) },
		.events = { was.events->n, is.events->n },
		.p_log_rank = stats_log_rank(&was, &is, &r->scratch) };
	if (!l->n[0] || !l->n[1] || isnan(l->p_log_rank))
		return false;
	*m = stats_restricted_means(&was, &is, r->o->confidence, &r->scratch);
	for (size_t i = 0; i < sizeof(scaled) / sizeof(*scaled); i++)
		*scaled[i] = stats_round4(*scaled[i] / unit);
	m->difference.p = stats_round4(m->difference.p);
	return true;
}

static void
adjust(struct report *r, struct experiment *e)
{
	double *p = arena_array(&r->arena, e->n_times, sizeof(*p));
	double *holm = arena_array(&r->arena, e->n_times, sizeof(*holm));

	for (size_t i = 0; i < e->n_times; i++)
		p[i] = e->times[i].p_log_rank;
	stats_holm(p, holm, e->n_times, &r->arena);
	for (size_t i = 0; i < e->n_times; i++) {
		e->times[i].p_log_rank = stats_round4(p[i]);
		e->times[i].p_holm = stats_round4(holm[i]);
	}
}

void
lasting_read(struct report *r, struct experiment *e)
{
	if (e->reason || r->panel)
		return;
	e->times =
	    arena_array(&r->arena, e->n_arms * N_EXTENTS, sizeof(*e->times));
	for (size_t i = 1; i < e->n_arms; i++)
		for (size_t x = 0; x < N_EXTENTS; x++) {
			struct lasting *l = &e->times[e->n_times];

			if (!extents[x].lasting ||
			    !contrast_is_asked(r, extents[x].id) ||
			    !compare(r, arm_scope(&e->arms[0]).tally,
				arm_scope(&e->arms[i]).tally, (enum extent)x,
				l))
				continue;
			l->arm = e->arms[i].name;
			e->n_times++;
		}
	adjust(r, e);
}

static struct str
say_cases(struct report *r, const struct lasting *l, size_t which)
{
	return arena_printf(&r->arena, "%.2f (%llu of %llu)",
	    l->means.means[which], (unsigned long long)l->events[which],
	    (unsigned long long)l->n[which]);
}

void
grid_lasting(struct report *r, const struct experiment *e, struct grid *g)
{
	static const char *const titles[] = { "until", "control", "arm",
		"difference", "interval", "p", "log-rank p", "Holm" };

	*g = (struct grid){ .title = "How soon, of all conversations",
		.note = "the mean until it happened, at most \"until\", which "
			"is as far as both arms were followed: the area under "
			"Kaplan and Meier's curve (restricted mean), which "
			"takes who ended without it for somebody whom it would "
			"have happened to as to the others; in brackets to how "
			"many it happened. Log-rank: whether those who are "
			"still without it meet it as often in both arms, at "
			"all times together; Holm: over this column. Read the "
			"means of the table above beside this: they are of "
			"those it happened to alone",
		.absent = r->panel     ? "by conversation only: those of one "
					 "customer are not apart"
			  : e->n_times ? NULL
				       : "nothing has happened in an arm" };
	grid_column(g, "arm", false, false);
	grid_column(g, "time", false, false);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		grid_column(g, titles[i], true, false);
	grid_rows(g, &r->arena, e->n_times);
	for (size_t i = 0; i < e->n_times; i++) {
		const struct lasting *l = &e->times[i];
		const struct difference *d = &l->means.difference;
		struct str *cells = grid_row(g)->cells;

		cells[0] = l->arm;
		cells[1] =
		    arena_printf(&r->arena, "%s, %s", extents[l->extent].label,
			unit_name(extents[l->extent].unit));
		cells[2] = arena_printf(&r->arena, "%.2f", l->means.until);
		cells[3] = say_cases(r, l, 0);
		cells[4] = say_cases(r, l, 1);
		cells[5] = arena_printf(&r->arena, "%+.2f", d->estimate);
		cells[6] = isnan(d->low) ? STR("-")
					 : arena_printf(&r->arena,
					       "%.2f to %.2f", d->low, d->high);
		cells[7] = say_p(r, d->p);
		cells[8] = say_p(r, l->p_log_rank);
		cells[9] = say_p(r, l->p_holm);
	}
}

void
lasting_json(const struct experiment *e, struct buf *out)
{
	json_member(out, "times");
	buf_char(out, '[');
	for (size_t i = 0; i < e->n_times; i++) {
		const struct lasting *l = &e->times[i];
		const struct restricted *m = &l->means;

		json_next(out);
		buf_cstr(out, "{\"arm\":");
		json_put_string(out, l->arm);
		json_member_string(out, "id", extents[l->extent].id);
		json_member_string(
		    out, "unit", unit_name(extents[l->extent].unit));
		json_member_count(out, "n_control", l->n[0]);
		json_member_count(out, "n_treated", l->n[1]);
		json_member_count(out, "events_control", l->events[0]);
		json_member_count(out, "events_treated", l->events[1]);
		json_member_number(out, "until", m->until);
		json_member_number(out, "control", m->means[0]);
		json_member_number(out, "treated", m->means[1]);
		json_member_number(out, "difference", m->difference.estimate);
		json_member_number(out, "low", m->difference.low);
		json_member_number(out, "high", m->difference.high);
		json_member_number(out, "p", m->difference.p);
		json_member_number(out, "p_log_rank", l->p_log_rank);
		json_member_number(out, "p_holm", l->p_holm);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}
