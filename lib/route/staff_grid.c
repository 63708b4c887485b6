#include <math.h>

#include "route/staff.h"
#include "route/staff_facts.h"

static struct str
say_share(struct staffing *x, double share)
{
	return isnan(share) ? STR("-")
			    : arena_printf(&x->arena, "%.2f%%", share * 100);
}

static struct str
say_level(struct staffing *x, const struct count *c)
{
	return say_share(x, count_level(c, x->s->level));
}

static struct str
say_asa(struct staffing *x, const struct count *c)
{
	double s = count_asa_s(c);

	return isnan(s) ? STR("-") : arena_printf(&x->arena, "%.1f s", s);
}

static struct str
say_callbacks(struct staffing *x, const struct count *c)
{
	return say_share(x, (double)c->callbacks / (double)c->contacts);
}

static struct str
say_size(struct staffing *x, size_t n)
{
	return arena_printf(&x->arena, "%zu", n);
}

static struct str
say_number(struct staffing *x, double n)
{
	return arena_printf(&x->arena, "%.2f", n);
}

/* Service level and ASA with one less, as it is, with one more. */
static void
put_effects(struct staffing *x, struct row *row, size_t at,
    const struct count *fewer, const struct count *now,
    const struct count *more)
{
	const struct count *counts[] = { fewer, now, more };

	for (size_t i = 0; i < 3; i++) {
		row->cells[at + i] = say_level(x, counts[i]);
		row->cells[at + 3 + i] = say_asa(x, counts[i]);
	}
}

static void
effect_columns(struct grid *g)
{
	grid_column(g, "one less", true, false);
	grid_column(g, "in time", true, false);
	grid_column(g, "one more", true, false);
	grid_column(g, "ASA, one less", true, false);
	grid_column(g, "ASA", true, false);
	grid_column(g, "ASA, one more", true, false);
}

static void
cost_columns(const struct staffing *x, struct grid *g)
{
	if (!staff_knows_wages(x->s))
		return;
	grid_column(g, "costs", true, false);
	grid_column(g, "one costs", true, false);
	grid_column(g, "saved each", true, false);
	grid_column(g, "bought each", true, false);
}

static struct str
say_money(struct staffing *x, double money)
{
	return isnan(money) ? STR("-") : say_number(x, money);
}

static void
put_cost(struct staffing *x, struct row *row, size_t at, const struct cost *c)
{
	if (!staff_knows_wages(x->s))
		return;
	row->cells[at] = say_money(x, c->these);
	row->cells[at + 1] = say_money(x, c->one);
	row->cells[at + 2] = say_money(x, c->each_of_one);
	row->cells[at + 3] = say_money(x, c->each_of_more);
}

static struct str
say_range(struct staffing *x, const struct half_hour *h)
{
	if (!h->agents.low)
		return STR("-");
	if (!h->agents.high)
		return arena_printf(&x->arena, "%zu-", h->agents.low);
	if (h->agents.low == h->agents.high)
		return say_size(x, h->agents.low);
	return arena_printf(
	    &x->arena, "%zu-%zu", h->agents.low, h->agents.high);
}

static struct str
say_rostered(struct staffing *x, size_t there)
{
	return say_number(x, staff_rostered(x->s, (double)there));
}

static void
grid_people(struct staffing *x, struct grid *g)
{
	*g = (struct grid){ .title = "All agents of each half hour of the day",
		.note = "contacts: a day, of all queues, mean of the days of "
			"the log times --volume; 95%: an interval for that "
			"mean, and the agents that its ends need (-: none "
			"that were tried are enough); rostered: of whom, with "
			"--shrinkage, so many are there; on shift: of the "
			"roster, mean of the days; in time: the service level "
			"with these agents; hang up, where a queue calls "
			"back: who does, and so is not in time" };
	if (!x->n_halves)
		g->absent = "no contact that an agent could serve";
	grid_column(g, "from", false, false);
	grid_column(g, "contacts", true, false);
	grid_column(g, "95%", true, false);
	grid_column(g, "erlangs", true, false);
	grid_column(g, "agents", true, false);
	grid_column(g, "95%", true, false);
	grid_column(g, "rostered", true, false);
	grid_column(g, "on shift", true, false);
	grid_column(g, "in time", true, false);
	grid_column(g, "ASA", true, false);
	if (staff_calls_back(x->s))
		grid_column(g, "hang up", true, false);
	grid_rows(g, &x->arena, x->n_halves);
	for (size_t i = 0; i < x->n_halves; i++) {
		const struct half_hour *h = &x->halves[i];
		size_t n = staff_all_agents(x, h);
		struct row *row = grid_row(g);

		row->cells[0] = staff_half_hour_name(x, h);
		row->cells[1] = say_number(x, h->contacts);
		row->cells[2] = arena_printf(
		    &x->arena, "%.2f-%.2f", h->rate.low, h->rate.high);
		row->cells[3] = say_number(x, h->load);
		row->cells[4] =
		    arena_printf(&x->arena, "%zu%s", n, h->met ? "" : "+");
		row->cells[5] = say_range(x, h);
		row->cells[6] = say_rostered(x, n);
		row->cells[7] = say_number(x, staff_all_on_shift(x, h));
		row->cells[8] = say_level(x, &h->count);
		row->cells[9] = say_asa(x, &h->count);
		if (staff_calls_back(x->s))
			row->cells[10] = say_callbacks(x, &h->count);
	}
}

static void
grid_half_hours(struct staffing *x, struct grid *g)
{
	*g = (struct grid){ .title = "Agents for each half hour of the day",
		.note = "alone: agents by "
			"Erlang's formulas, were each queue to have its own; "
			"agents: the fewest of a simulation in which they "
			"share (+: not enough, even so); occupancy: of these; "
			"on shift: of the "
			"roster, mean of the days; in time: the service level "
			"with these agents, and with one of this kind less or "
			"more; costs: of these agents, and of one, for the "
			"half hour; saved, bought each: by contact that one "
			"less no longer, one more also serves in time" };
	if (!x->n_halves)
		g->absent = "no contact that an agent could serve";
	grid_column(g, "from", false, false);
	grid_column(g, "agents with", false, false);
	grid_column(g, "alone", true, false);
	grid_column(g, "agents", true, false);
	grid_column(g, "occupancy", true, false);
	grid_column(g, "on shift", true, false);
	effect_columns(g);
	cost_columns(x, g);
	grid_rows(g, &x->arena, x->n_halves * PROFILES);
	for (size_t i = 0; i < x->n_halves; i++)
		for (size_t p = 0; p < x->s->n_profiles; p++) {
			const struct half_hour *h = &x->halves[i];
			const struct need *n = &h->needs[p];
			struct cost cost;
			struct row *row;

			if (!staff_is_needed(n))
				continue;
			cost = staff_cost_half_hour(x->s, h, p);
			row = grid_row(g);
			row->cells[0] = staff_half_hour_name(x, h);
			row->cells[1] = staff_profile_name(x, p);
			row->cells[2] = say_size(x, n->erlang);
			row->cells[3] = arena_printf(
			    &x->arena, "%zu%s", n->agents, h->met ? "" : "+");
			row->cells[4] = say_share(x, n->occupancy);
			row->cells[5] = say_number(x, n->on_shift);
			put_effects(x, row, 6, &n->fewer, &h->count, &n->more);
			put_cost(x, row, 12, &cost);
		}
}

static void
grid_shifts(struct staffing *x, struct grid *g)
{
	struct str note = arena_printf(&x->arena,
	    "as few as are found that cover the agents of each half hour "
	    "above, those of %s; %.1f hours of agents are needed, %.1f are "
	    "covered; rostered: as above",
	    x->s->o->by_weekday ? "a week" : "a day", (double)x->needed / 2,
	    (double)staff_covered(x) / 2);

	*g = (struct grid){ .title = "Shifts that cover the half hours",
		.note = arena_cstr(&x->arena, note) };
	if (!x->n_shifts)
		g->absent = "no contact that an agent could serve";
	grid_column(g, "from", false, false);
	grid_column(g, "to", false, false);
	grid_column(g, "agents with", false, false);
	grid_column(g, "agents", true, false);
	grid_column(g, "rostered", true, false);
	grid_rows(g, &x->arena, x->n_shifts);
	for (size_t i = 0; i < x->n_shifts; i++) {
		const struct cover *c = &x->shifts[i];
		struct half_hour from = staff_half_hour_at(x, c->slot);
		struct half_hour to = staff_half_hour_at(
		    x, c->slot + (size_t)(x->s->o->shift_hours * 2));
		struct row *row = grid_row(g);

		row->cells[0] = staff_half_hour_name(x, &from);
		row->cells[1] = staff_half_hour_name(x, &to);
		row->cells[2] = staff_profile_name(x, c->profile);
		row->cells[3] = say_size(x, c->agents);
		row->cells[4] = say_rostered(x, c->agents);
	}
}

static void
grid_roster(struct staffing *x, struct grid *g)
{
	*g = (struct grid){ .title = "The roster, with one agent less or more",
		.note = "the log once more, with the shifts of the roster; "
			"one more or less has the shift of the last of his "
			"kind; costs: a day, as above" };
	if (!x->n_halves)
		g->absent = "no contact that an agent could serve";
	grid_column(g, "agents with", false, false);
	grid_column(g, "agents", true, false);
	effect_columns(g);
	cost_columns(x, g);
	grid_rows(g, &x->arena, x->s->n_profiles);
	for (size_t i = 0; x->n_halves && i < x->s->n_profiles; i++) {
		struct cost cost = staff_cost_roster(x, i);
		struct row *row = grid_row(g);

		row->cells[0] = staff_profile_name(x, i);
		row->cells[1] = say_size(x, x->s->profiles[i].n);
		put_effects(x, row, 2, &x->change[i].fewer, &x->roster,
		    &x->change[i].more);
		put_cost(x, row, 8, &cost);
	}
}

static void
put_pairs_row(struct staffing *x, struct grid *g, struct str change,
    const struct pairs *p)
{
	const uint64_t counts[] = { p->contacts, p->sooner, p->gained, p->later,
		p->lost };
	struct row *row = grid_row(g);

	row->cells[0] = change;
	for (size_t i = 0; i < 5; i++)
		row->cells[1 + i] = say_size(x, counts[i]);
	row->cells[6] =
	    arena_printf(&x->arena, "%.1f s", (double)p->most_us / 1e6);
}

/* Whom more does not help. */
static void
grid_pairs(struct staffing *x, struct grid *g)
{
	*g = (struct grid){ .title = "Who is served later though there is more",
		.note = "the log as above, each contact beside itself with the "
			"roster as it is; " PAIRS_NOTE };
	if (!x->n_halves)
		g->absent = "no contact that an agent could serve";
	grid_column(g, "change", false, false);
	grid_column(g, "contacts", true, false);
	grid_column(g, "sooner", true, false);
	grid_column(g, "newly served", true, false);
	grid_column(g, "later", true, false);
	grid_column(g, "no longer served", true, false);
	grid_column(g, "most later", true, false);
	grid_rows(g, &x->arena, x->s->n_profiles + 1);
	for (size_t i = 0; x->n_halves && i < x->s->n_profiles; i++)
		put_pairs_row(x, g,
		    arena_printf(&x->arena, "one more with %.*s",
			STR_ARG(staff_profile_name(x, i))),
		    &x->change[i].with_more);
	if (x->n_halves)
		put_pairs_row(
		    x, g, STR("all work a tenth shorter"), &x->with_shorter);
}

/* Of what the means are made: where a weekday is far off them, it needs half
 * hours of its own. */
static void
grid_days(struct staffing *x, struct grid *g)
{
	*g = (struct grid){ .title = "Days of the log",
		.note = "days: with a conversation, escalated or not, as no "
			"other is known; contacts: that an agent could serve. "
			"The half hours above are the mean of "
			"all of these days: --by-weekday has each weekday for "
			"itself" };
	if (x->s->o->by_weekday)
		g->note = "days: with a conversation, escalated or not, as no "
			  "other is known; contacts: that an agent could serve";
	if (!x->days)
		g->absent = "no conversation says when it was";
	grid_column(g, "weekday", false, false);
	grid_column(g, "days", true, false);
	grid_column(g, "contacts", true, false);
	grid_column(g, "a day", true, false);
	grid_rows(g, &x->arena, WEEKDAYS);
	for (int i = 0; i < WEEKDAYS; i++) {
		size_t days = x->weekdays[i].days;
		struct row *row;

		if (!days)
			continue;
		row = grid_row(g);
		row->cells[0] = str_of(dates_weekday_name(i + 1));
		row->cells[1] = say_size(x, days);
		row->cells[2] = say_size(x, x->weekdays[i].contacts);
		row->cells[3] = say_number(
		    x, (double)x->weekdays[i].contacts / (double)days);
	}
}

static void
add_line(struct staffing *x, struct grid *g, const char *name, double value,
    const char *means)
{
	struct row *row = grid_row(g);

	row->cells[0] = str_of(name);
	row->cells[1] = isnan(value) ? STR("-") : say_number(x, value);
	row->cells[2] = str_of(means);
}

static void
grid_capacity(struct staffing *x, struct grid *g)
{
	const char *why = staff_capacity_reason(x);
	size_t span = dates_span(&x->s->dates);

	*g = (struct grid){ .title = "What the roster can take" };
	grid_column(g, "capacity", false, false);
	grid_column(g, "value", true, false);
	grid_column(g, "definition", false, true);
	grid_rows(g, &x->arena, 10);
	add_line(x, g, "escalations a day", staff_per_day(x),
	    "in the log, of those that an agent could serve");
	add_line(x, g, "can take, times that", x->factor,
	    why ? why
		: (x->more_than_tried
			  ? "at least: no more were tried"
			  : "the most, in hundredths, with which the roster "
			    "meets the goal; fewer are some of the log's "
			    "contacts, more are all and some again within a "
			    "quarter of an hour"));
	add_line(x, g, "escalations a day that it can take",
	    round(staff_per_day(x) * x->factor * 100) / 100,
	    "with them the service level is at the goal: rules that escalate "
	    "more need more agents");
	add_line(x, g, "of all conversations, in %",
	    staff_capacity_share(x) * 100,
	    "escalated, of all of the log: hoff-kpi --sweep --capacity finds "
	    "the threshold for it");
	add_line(x, g, "days differ by, in %", x->daily_cv * 100,
	    isnan(x->daily_cv)
		? "no half hour was on two days"
		: "in level, beyond chance (coefficient of variation of a "
		  "half hour's contacts): where it is large, days are of "
		  "several kinds (--by-weekday)");
	add_line(x, g, "days", (double)x->days,
	    x->days < span ? arena_printf(&x->arena,
				 "of the log that have a conversation, of %zu "
				 "from the first to the last",
				 span)
				 .p
			   : "of the log, all from the first to the last");
	add_line(x, g, "never", (double)x->hopeless,
	    "contacts that nobody on the roster can serve; left out here");
	add_line(x, g, "closed", (double)x->closed,
	    "contacts whose queue let nobody in; left out here");
	add_line(x, g, "without a time", (double)x->no_time,
	    "contacts that do not say when they came; left out here");
}

bool
staffing_grid(struct staffing *x, size_t i, struct grid *g)
{
	switch (i) {
	case 0:
		grid_people(x, g);
		return true;
	case 1:
		grid_half_hours(x, g);
		return true;
	case 2:
		grid_days(x, g);
		return true;
	case 3:
		grid_roster(x, g);
		return true;
	case 4:
		grid_pairs(x, g);
		return true;
	case 5:
		grid_capacity(x, g);
		return true;
	case 6:
		grid_shifts(x, g);
		return x->s->o->shift_hours > 0;
	default:
		return false;
	}
}
