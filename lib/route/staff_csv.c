#include <math.h>

#include "csv/csv.h"
#include "route/print.h"
#include "route/staff.h"
#include "route/staff_facts.h"

static void
put_row(struct staffing *x, struct str from, size_t profile,
    const double *numbers, const struct count *const *counts,
    const struct cost *c, double occupancy, double rostered, struct buf *out)
{
	const double costs[] = { c->these, c->one, c->each_of_one,
		c->each_of_more };

	csv_put(out, from, true);
	csv_put(out, staff_profile_name(x, profile), false);
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

			if (staff_is_needed(n))
				put_row(x, staff_half_hour_name(x, h), p,
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
		    (double[]){ stats_round4(staff_per_day(x)), NAN,
			(double)x->s->profiles[p].n, NAN },
		    (const struct count *[]){
			&x->change[p].fewer, &x->roster, &x->change[p].more },
		    &cost, NAN, NAN, out);
	}
}
