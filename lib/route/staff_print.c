#include <math.h>

#include "csv/csv.h"
#include "json/json.h"
#include "route/print.h"
#include "route/staff.h"

static void
put_words(
    struct buf *b, const struct words *words, const uint32_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_cstr(b, i ? ";" : ", ");
		buf_str(b, words->items[numbers[i] - 1]);
	}
}

/* The skills of a profile as the roster writes them, with what else makes it
 * different. */
static struct str
profile_name(struct staffing *x, size_t profile)
{
	const struct roster *r = x->s->roster;
	const struct agent *a = x->s->profiles[profile].model;
	struct buf b = { 0 };
	struct str name;

	for (size_t i = 0; i < a->n_skills; i++) {
		if (i)
			buf_char(&b, ';');
		buf_str(&b, a->skills[i].name);
		if (a->skills[i].level > 1)
			buf_printf(&b, ":%u", a->skills[i].level);
	}
	put_words(&b, &r->languages, a->languages, a->n_languages);
	put_words(&b, &r->channels, a->channels, a->n_channels);
	if (a->slots > 1)
		buf_printf(&b, ", %u slots", a->slots);
	if (a->wage >= 0)
		buf_printf(&b, ", %g an hour", (double)a->wage / MONEY);
	name = arena_copy(&x->arena, buf_view(&b));
	buf_free(&b);
	return name;
}

static struct str
slot_name(struct staffing *x, size_t slot)
{
	return arena_printf(
	    &x->arena, "%02zu:%02d", slot / 2, slot % 2 ? 30 : 0);
}

/* "Mon 09:30", or "09:30" of all days. */
static struct str
half_hour_name(struct staffing *x, const struct half_hour *h)
{
	struct str slot = slot_name(x, h->slot);

	return h->weekday ? arena_printf(&x->arena, "%s %.*s",
				dates_weekday_name(h->weekday), STR_ARG(slot))
			  : slot;
}

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
say_size(struct staffing *x, size_t n)
{
	return arena_printf(&x->arena, "%zu", n);
}

static struct str
say_number(struct staffing *x, double n)
{
	return arena_printf(&x->arena, "%.2f", n);
}

/* The profile has something to do with the half hour. */
static bool
is_needed(const struct need *n)
{
	return n->agents || n->erlang;
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

/* Of all kinds together. */
static size_t
all_agents(const struct staffing *x, const struct half_hour *h)
{
	size_t n = 0;

	for (size_t i = 0; i < x->s->n_profiles; i++)
		n += h->needs[i].agents;
	return n;
}

static double
all_on_shift(const struct staffing *x, const struct half_hour *h)
{
	double n = 0;

	for (size_t i = 0; i < x->s->n_profiles; i++)
		n += h->needs[i].on_shift;
	return n;
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
			"with these agents" };
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
	grid_rows(g, &x->arena, x->n_halves);
	for (size_t i = 0; i < x->n_halves; i++) {
		const struct half_hour *h = &x->halves[i];
		size_t n = all_agents(x, h);
		struct row *row = grid_row(g);

		row->cells[0] = half_hour_name(x, h);
		row->cells[1] = say_number(x, h->contacts);
		row->cells[2] = arena_printf(
		    &x->arena, "%.2f-%.2f", h->rate.low, h->rate.high);
		row->cells[3] = say_number(x, h->load);
		row->cells[4] =
		    arena_printf(&x->arena, "%zu%s", n, h->met ? "" : "+");
		row->cells[5] = say_range(x, h);
		row->cells[6] = say_rostered(x, n);
		row->cells[7] = say_number(x, all_on_shift(x, h));
		row->cells[8] = say_level(x, &h->count);
		row->cells[9] = say_asa(x, &h->count);
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

			if (!is_needed(n))
				continue;
			cost = staff_cost_half_hour(x->s, h, p);
			row = grid_row(g);
			row->cells[0] = half_hour_name(x, h);
			row->cells[1] = profile_name(x, p);
			row->cells[2] = say_size(x, n->erlang);
			row->cells[3] = arena_printf(
			    &x->arena, "%zu%s", n->agents, h->met ? "" : "+");
			row->cells[4] = say_share(x, n->occupancy);
			row->cells[5] = say_number(x, n->on_shift);
			put_effects(x, row, 6, &n->fewer, &h->count, &n->more);
			put_cost(x, row, 12, &cost);
		}
}

/* In half hours, how long all shifts are. */
static size_t
covered(const struct staffing *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n_shifts; i++)
		n += x->shifts[i].agents;
	return n * (size_t)(x->s->o->shift_hours * 2);
}

/* When a shift begins, or ends. */
static struct half_hour
half_hour_at(const struct staffing *x, size_t slot)
{
	struct half_hour h = { .slot = slot % SLOTS };

	if (x->s->o->by_weekday)
		h.weekday = (int)(slot / SLOTS) % WEEKDAYS + 1;
	return h;
}

static void
grid_shifts(struct staffing *x, struct grid *g)
{
	struct str note = arena_printf(&x->arena,
	    "as few as are found that cover the agents of each half hour "
	    "above, those of %s; %.1f hours of agents are needed, %.1f are "
	    "covered; rostered: as above",
	    x->s->o->by_weekday ? "a week" : "a day", (double)x->needed / 2,
	    (double)covered(x) / 2);

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
		struct half_hour from = half_hour_at(x, c->slot);
		struct half_hour to = half_hour_at(
		    x, c->slot + (size_t)(x->s->o->shift_hours * 2));
		struct row *row = grid_row(g);

		row->cells[0] = half_hour_name(x, &from);
		row->cells[1] = half_hour_name(x, &to);
		row->cells[2] = profile_name(x, c->profile);
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

		row->cells[0] = profile_name(x, i);
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
			STR_ARG(profile_name(x, i))),
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

static double
per_day(const struct staffing *x)
{
	return x->days ? (double)x->contacts / (double)x->days : NAN;
}

/* What the roster can take, of all conversations of the log, down to four
 * decimals: no more than that is promised. */
static double
capacity_share(const struct staffing *x)
{
	double share =
	    (double)x->contacts * x->factor / (double)x->conversations;

	return share < 1 || isnan(share) ? floor(share * 1e4) / 1e4 : 1;
}

static const char *
capacity_reason(const struct staffing *x)
{
	if (!x->n_halves)
		return "no contact that an agent could serve";
	if (isnan(x->factor))
		return "not even a hundredth of the contacts";
	return NULL;
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
	const char *why = capacity_reason(x);
	size_t span = dates_span(&x->s->dates);

	*g = (struct grid){ .title = "What the roster can take" };
	grid_column(g, "capacity", false, false);
	grid_column(g, "value", true, false);
	grid_column(g, "definition", false, true);
	grid_rows(g, &x->arena, 10);
	add_line(x, g, "escalations a day", per_day(x),
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
	    round(per_day(x) * x->factor * 100) / 100,
	    "with them the service level is at the goal: rules that escalate "
	    "more need more agents");
	add_line(x, g, "of all conversations, in %", capacity_share(x) * 100,
	    "escalated, of all of the log: hoff-kpi --sweep --capacity finds "
	    "the threshold for it");
	add_line(x, g, "differ from day to day", x->dispersion,
	    isnan(x->dispersion)
		? "no half hour was on two days"
		: "the contacts of a half hour, by what chance makes of them "
		  "(Pearson's dispersion): where it is much more than 1, days "
		  "are of several kinds (--by-weekday)");
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

/*
 * For programs.
 */

static void
put_count(struct staffing *x, const char *name, const struct count *c,
    struct buf *out)
{
	json_member(out, name);
	buf_char(out, '{');
	json_member_int(out, "contacts", c->contacts);
	json_member_int(out, "served", c->served);
	json_member_int(out, "served_in_time", c->served_in);
	json_member_int(out, "abandoned", c->quit);
	json_member_number(out, "service_level", count_level(c, x->s->level));
	json_member_number(out, "asa_s", count_asa_s(c));
	buf_char(out, '}');
}

static void
put_pairs(const char *name, const struct pairs *p, struct buf *out)
{
	json_member(out, name);
	buf_char(out, '{');
	pairs_json(p, out);
	buf_char(out, '}');
}

static void
put_costs(const struct cost *c, struct buf *out)
{
	json_member(out, "cost");
	if (isnan(c->one)) {
		buf_cstr(out, "null");
		return;
	}
	buf_char(out, '{');
	json_member_number(out, "these", c->these);
	json_member_number(out, "one", c->one);
	json_member_number(out, "one_less_saves_each", c->each_of_one);
	json_member_number(out, "one_more_costs_each", c->each_of_more);
	buf_char(out, '}');
}

static void
put_profiles(struct staffing *x, struct buf *out)
{
	json_member(out, "profiles");
	buf_char(out, '[');
	for (size_t i = 0; i < x->s->n_profiles; i++) {
		struct cost cost;

		json_next(out);
		buf_char(out, '{');
		json_member(out, "agents_with");
		json_put_string(out, profile_name(x, i));
		json_member_int(out, "agents", x->s->profiles[i].n);
		if (x->n_halves) {
			put_count(x, "one_less", &x->change[i].fewer, out);
			put_count(x, "one_more", &x->change[i].more, out);
			put_pairs(
			    "with_one_more", &x->change[i].with_more, out);
			cost = staff_cost_roster(x, i);
			put_costs(&cost, out);
		}
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_weekdays(const struct staffing *x, struct buf *out)
{
	json_member(out, "weekdays");
	buf_char(out, '[');
	for (int i = 0; i < WEEKDAYS; i++) {
		if (!x->weekdays[i].days)
			continue;
		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "weekday", dates_weekday_name(i + 1));
		json_member_int(out, "days", x->weekdays[i].days);
		json_member_int(out, "contacts", x->weekdays[i].contacts);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

/* None that were tried are enough: null. */
static void
put_end(const char *name, size_t agents, struct buf *out)
{
	json_member_number(out, name, agents ? (double)agents : NAN);
}

static void
put_all_agents(
    const struct staffing *x, const struct half_hour *h, struct buf *out)
{
	size_t n = all_agents(x, h);

	buf_char(out, '{');
	json_member_int(out, "agents", n);
	put_end("low", h->agents.low, out);
	put_end("high", h->agents.high, out);
	json_member_number(
	    out, "rostered", stats_round4(staff_rostered(x->s, (double)n)));
	json_member_number(out, "on_shift", stats_round4(all_on_shift(x, h)));
	buf_char(out, '}');
}

static void
put_half_hour(struct staffing *x, const struct half_hour *h, struct buf *out)
{
	json_next(out);
	buf_char(out, '{');
	json_member_string(
	    out, "weekday", h->weekday ? dates_weekday_name(h->weekday) : NULL);
	json_member(out, "from");
	json_put_string(out, slot_name(x, h->slot));
	json_member_int(out, "days", h->days);
	json_member_number(out, "contacts", stats_round4(h->contacts));
	json_member_number(out, "erlangs", stats_round4(h->load));
	json_member(out, "enough");
	buf_cstr(out, h->met ? "true" : "false");
	put_count(x, "with_these", &h->count, out);
	json_member_number(out, "contacts_low", stats_round4(h->rate.low));
	json_member_number(out, "contacts_high", stats_round4(h->rate.high));
	json_member(out, "all_agents");
	put_all_agents(x, h, out);
	json_member(out, "agents");
	buf_char(out, '[');
	for (size_t i = 0; i < x->s->n_profiles; i++) {
		const struct need *n = &h->needs[i];
		struct cost cost;

		if (!is_needed(n))
			continue;
		json_next(out);
		buf_char(out, '{');
		json_member(out, "agents_with");
		json_put_string(out, profile_name(x, i));
		json_member_int(out, "erlang", n->erlang);
		json_member_int(out, "agents", n->agents);
		json_member_number(out, "rostered",
		    stats_round4(staff_rostered(x->s, (double)n->agents)));
		json_member_number(
		    out, "occupancy", stats_round4(n->occupancy));
		json_member_number(out, "on_shift", stats_round4(n->on_shift));
		if (n->agents) {
			put_count(x, "one_less", &n->fewer, out);
			put_count(x, "one_more", &n->more, out);
			cost = staff_cost_half_hour(x->s, h, i);
			put_costs(&cost, out);
		}
		buf_char(out, '}');
	}
	buf_cstr(out, "]}");
}

static void
put_moment(struct staffing *x, const char *name, size_t slot, struct buf *out)
{
	struct half_hour h = half_hour_at(x, slot);

	json_member(out, name);
	json_put_string(out, slot_name(x, h.slot));
}

static void
put_shifts(struct staffing *x, struct buf *out)
{
	size_t length = (size_t)(x->s->o->shift_hours * 2);

	json_member_number(out, "hours_needed", (double)x->needed / 2);
	json_member_number(out, "hours_covered", (double)covered(x) / 2);
	json_member(out, "shifts");
	buf_char(out, '[');
	for (size_t i = 0; i < x->n_shifts; i++) {
		const struct cover *c = &x->shifts[i];
		int weekday = half_hour_at(x, c->slot).weekday;

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "weekday",
		    weekday ? dates_weekday_name(weekday) : NULL);
		put_moment(x, "from", c->slot, out);
		put_moment(x, "to", c->slot + length, out);
		json_member(out, "agents_with");
		json_put_string(out, profile_name(x, c->profile));
		json_member_int(out, "agents", c->agents);
		json_member_number(out, "rostered",
		    stats_round4(staff_rostered(x->s, (double)c->agents)));
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

void
staffing_json(struct staffing *x, struct buf *out)
{
	const struct staff_opts *o = x->s->o;

	buf_char(out, '{');
	json_member_string(out, "schema", "hoff.route.staff/1");
	json_member_string(out, "time_zone", o->time_zone);
	json_member_string(out, "level", o->level);
	json_member_number(out, "goal", o->goal);
	json_member_number(out, "short_abandon_s", o->short_abandon_s);
	json_member_number(out, "volume", o->volume);
	json_member_number(out, "aht", o->aht);
	json_member_number(out, "shrinkage", o->shrinkage);
	json_member_number(out, "max_occupancy", o->max_occupancy);
	json_member_number(out, "shift_hours", o->shift_hours);
	json_member_int(out, "days", x->days);
	json_member_int(out, "calendar_days", dates_span(&x->s->dates));
	json_member_number(out, "dispersion", stats_round4(x->dispersion));
	put_weekdays(x, out);
	json_member_int(out, "unservable", x->hopeless);
	json_member_int(out, "closed", x->closed);
	json_member_int(out, "without_time", x->no_time);
	json_member_int(
	    out, "profiles_left_out", x->s->n_all_profiles - x->s->n_profiles);
	put_count(x, "roster", &x->roster, out);
	put_profiles(x, out);
	if (x->n_halves)
		put_pairs("with_work_a_tenth_shorter", &x->with_shorter, out);
	json_member(out, "half_hours");
	buf_char(out, '[');
	for (size_t i = 0; i < x->n_halves; i++)
		put_half_hour(x, &x->halves[i], out);
	buf_char(out, ']');
	if (o->shift_hours > 0)
		put_shifts(x, out);
	json_member(out, "capacity");
	buf_char(out, '{');
	json_member_number(out, "factor", x->factor);
	json_member_number(
	    out, "contacts_a_day", round(per_day(x) * x->factor * 100) / 100);
	json_member_number(out, "share_of_conversations", capacity_share(x));
	json_member(out, "at_least");
	buf_cstr(out, x->more_than_tried ? "true" : "false");
	json_member_string(out, "reason", capacity_reason(x));
	buf_cstr(out, "}}\n");
}

static void
put_row(struct staffing *x, struct str from, size_t profile,
    const double *numbers, const struct count *const *counts,
    const struct cost *c, double occupancy, double rostered, struct buf *out)
{
	const double costs[] = { c->these, c->one, c->each_of_one,
		c->each_of_more };

	csv_put(out, from, true);
	csv_put(out, profile_name(x, profile), false);
	for (size_t i = 0; i < 4; i++)
		print_csv_number(out, numbers[i]);
	for (size_t i = 0; i < 3; i++)
		print_csv_number(out, count_level(counts[i], x->s->level));
	for (size_t i = 0; i < 3; i++)
		print_csv_number(out, count_asa_s(counts[i]));
	for (size_t i = 0; i < 4; i++)
		print_csv_number(out, costs[i]);
	print_csv_number(out, occupancy);
	print_csv_number(out, rostered);
	buf_char(out, '\n');
}

/* A row for each kind of agents in each half hour, and for the roster. */
void
staffing_csv(struct staffing *x, struct buf *out)
{
	static const char *const titles[] = { "from", "agents_with",
		"contacts_a_day", "erlang", "agents", "on_shift",
		"level_one_less", "level", "level_one_more", "asa_s_one_less",
		"asa_s", "asa_s_one_more", "cost", "cost_of_one",
		"one_less_saves_each", "one_more_costs_each", "occupancy",
		"rostered" };

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		csv_put(out, str_of(titles[i]), i == 0);
	buf_char(out, '\n');
	for (size_t i = 0; i < x->n_halves; i++)
		for (size_t p = 0; p < x->s->n_profiles; p++) {
			const struct half_hour *h = &x->halves[i];
			const struct need *n = &h->needs[p];
			struct cost cost = staff_cost_half_hour(x->s, h, p);

			if (is_needed(n))
				put_row(x, half_hour_name(x, h), p,
				    (double[]){ stats_round4(h->contacts),
					(double)n->erlang, (double)n->agents,
					stats_round4(n->on_shift) },
				    (const struct count *[]){
					&n->fewer, &h->count, &n->more },
				    &cost, stats_round4(n->occupancy),
				    stats_round4(staff_rostered(
					x->s, (double)n->agents)),
				    out);
		}
	for (size_t p = 0; x->n_halves && p < x->s->n_profiles; p++) {
		struct cost cost = staff_cost_roster(x, p);

		put_row(x, STR("roster"), p,
		    (double[]){ stats_round4(per_day(x)), NAN,
			(double)x->s->profiles[p].n, NAN },
		    (const struct count *[]){
			&x->change[p].fewer, &x->roster, &x->change[p].more },
		    &cost, NAN, NAN, out);
	}
}
