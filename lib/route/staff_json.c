#include <math.h>

#include "json/json.h"
#include "route/staff.h"
#include "route/staff_facts.h"

static void
put_count(struct staffing *x, const char *name, const struct count *c,
    struct buf *out)
{
	json_member(out, name);
	buf_char(out, '{');
	json_member_count(out, "contacts", c->contacts);
	json_member_count(out, "served", c->served);
	json_member_count(out, "served_in_time", c->served_in);
	json_member_count(out, "abandoned", c->quit);
	json_member_count(out, "callbacks", c->callbacks);
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
		json_put_string(out, staff_profile_name(x, i));
		json_member_count(out, "agents", x->s->profiles[i].n);
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
		json_member_count(out, "days", x->weekdays[i].days);
		json_member_count(out, "contacts", x->weekdays[i].contacts);
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
	size_t n = staff_all_agents(x, h);

	buf_char(out, '{');
	json_member_count(out, "agents", n);
	put_end("low", h->agents.low, out);
	put_end("high", h->agents.high, out);
	json_member_number(
	    out, "rostered", stats_round4(staff_rostered(x->s, (double)n)));
	json_member_number(
	    out, "on_shift", stats_round4(staff_all_on_shift(x, h)));
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
	json_put_string(out, staff_slot_name(x, h->slot));
	json_member_count(out, "days", h->days);
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

		if (!staff_is_needed(n))
			continue;
		json_next(out);
		buf_char(out, '{');
		json_member(out, "agents_with");
		json_put_string(out, staff_profile_name(x, i));
		json_member_count(out, "erlang", n->erlang);
		json_member_count(out, "agents", n->agents);
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
	struct half_hour h = staff_half_hour_at(x, slot);

	json_member(out, name);
	json_put_string(out, staff_slot_name(x, h.slot));
}

static void
put_shifts(struct staffing *x, struct buf *out)
{
	size_t length = (size_t)(x->s->o->shift_hours * 2);

	json_member_number(out, "hours_needed", (double)x->needed / 2);
	json_member_number(out, "hours_covered", (double)staff_covered(x) / 2);
	json_member(out, "shifts");
	buf_char(out, '[');
	for (size_t i = 0; i < x->n_shifts; i++) {
		const struct cover *c = &x->shifts[i];
		int weekday = staff_half_hour_at(x, c->slot).weekday;

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "weekday",
		    weekday ? dates_weekday_name(weekday) : NULL);
		put_moment(x, "from", c->slot, out);
		put_moment(x, "to", c->slot + length, out);
		json_member(out, "agents_with");
		json_put_string(out, staff_profile_name(x, c->profile));
		json_member_count(out, "agents", c->agents);
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
	json_member_count(out, "days", x->days);
	json_member_count(out, "calendar_days", dates_span(&x->s->dates));
	json_member_number(out, "daily_cv", stats_round4(x->daily_cv));
	put_weekdays(x, out);
	json_member_count(out, "unservable", x->hopeless);
	json_member_count(out, "closed", x->closed);
	json_member_count(out, "without_time", x->no_time);
	json_member_count(
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
	json_member_number(out, "contacts_a_day",
	    round(staff_per_day(x) * x->factor * 100) / 100);
	json_member_number(
	    out, "share_of_conversations", staff_capacity_share(x));
	json_member(out, "at_least");
	buf_cstr(out, x->more_than_tried ? "true" : "false");
	json_member_string(out, "reason", staff_capacity_reason(x));
	buf_cstr(out, "}}\n");
}
