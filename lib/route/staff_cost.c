#include <math.h>

#include "route/staff.h"

double
staff_wage(const struct staff *s, size_t profile)
{
	int64_t wage = s->profiles[profile].model->wage;

	if (wage >= 0)
		return (double)wage / MONEY;
	return s->o->wage > 0 ? s->o->wage : NAN;
}

double
staff_rostered(const struct staff *s, double there)
{
	return there / (1 - s->o->shrinkage);
}

/* On shift, mean of the week. */
static double
hours_a_day(const struct agent *a)
{
	double minutes = 0;

	for (size_t i = 0; i < a->week->n_spans; i++)
		minutes += a->week->spans[i].length;
	return minutes / 60 / 7;
}

/* Contacts in time that a change brings, at so many contacts. */
static double
gain(const struct count *from, const struct count *to, double contacts)
{
	return ((double)to->served_in / (double)to->contacts -
		   (double)from->served_in / (double)from->contacts) *
	       contacts;
}

/* What each of them costs; NAN: the change brings none. */
static double
each(double money, double contacts)
{
	return contacts > 0 ? stats_round4(money / contacts) : NAN;
}

struct cost
staff_cost_half_hour(
    const struct staff *s, const struct half_hour *h, size_t profile)
{
	const struct need *n = &h->needs[profile];
	double one = staff_rostered(s, staff_wage(s, profile) / 2);

	if (!n->agents)
		return (struct cost){ 0, stats_round4(one), NAN, NAN };
	return (struct cost){ stats_round4((double)n->agents * one),
		stats_round4(one),
		each(one, gain(&n->fewer, &h->count, h->contacts)),
		each(one, gain(&h->count, &n->more, h->contacts)) };
}

struct cost
staff_cost_roster(const struct staffing *x, size_t profile)
{
	const struct staff *s = x->s;
	double wage = staff_wage(s, profile), these = 0, one = 0;
	double contacts = (double)x->roster.contacts / (double)x->days;

	for (size_t i = 0; i < s->roster->n_agents; i++)
		if (s->profile_of[i] == profile) {
			one = wage * hours_a_day(&s->roster->agents[i]);
			these += one;
		}
	return (struct cost){ stats_round4(these), stats_round4(one),
		each(
		    one, gain(&x->change[profile].fewer, &x->roster, contacts)),
		each(one,
		    gain(&x->roster, &x->change[profile].more, contacts)) };
}

bool
staff_knows_wages(const struct staff *s)
{
	for (size_t i = 0; i < s->n_profiles; i++)
		if (!isnan(staff_wage(s, i)))
			return true;
	return false;
}
