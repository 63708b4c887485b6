#include "route/staff_facts.h"

#include <math.h>

static void
put_words(
    struct buf *b, const struct words *words, const uint32_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_cstr(b, i ? ";" : ", ");
		buf_str(b, words->items[numbers[i] - 1]);
	}
}

struct str
staff_profile_name(struct staffing *x, size_t profile)
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

struct str
staff_slot_name(struct staffing *x, size_t slot)
{
	return arena_printf(
	    &x->arena, "%02zu:%02d", slot / 2, slot % 2 ? 30 : 0);
}

struct str
staff_half_hour_name(struct staffing *x, const struct half_hour *h)
{
	struct str slot = staff_slot_name(x, h->slot);

	return h->weekday ? arena_printf(&x->arena, "%s %.*s",
				dates_weekday_name(h->weekday), STR_ARG(slot))
			  : slot;
}

bool
staff_calls_back(const struct staff *s)
{
	for (size_t i = 0; i < s->rules->n_queues; i++)
		if (s->rules->queues[i].callback.offered)
			return true;
	return false;
}

bool
staff_is_needed(const struct need *n)
{
	return n->agents || n->erlang;
}

size_t
staff_all_agents(const struct staffing *x, const struct half_hour *h)
{
	size_t n = 0;

	for (size_t i = 0; i < x->s->n_profiles; i++)
		n += h->needs[i].agents;
	return n;
}

double
staff_all_on_shift(const struct staffing *x, const struct half_hour *h)
{
	double n = 0;

	for (size_t i = 0; i < x->s->n_profiles; i++)
		n += h->needs[i].on_shift;
	return n;
}

size_t
staff_covered(const struct staffing *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n_shifts; i++)
		n += x->shifts[i].agents;
	return n * (size_t)(x->s->o->shift_hours * 2);
}

struct half_hour
staff_half_hour_at(const struct staffing *x, size_t slot)
{
	struct half_hour h = { .slot = slot % SLOTS };

	if (x->s->o->by_weekday)
		h.weekday = (int)(slot / SLOTS) % WEEKDAYS + 1;
	return h;
}

double
staff_per_day(const struct staffing *x)
{
	return x->days ? (double)x->contacts / (double)x->days : NAN;
}

double
staff_capacity_share(const struct staffing *x)
{
	double share =
	    (double)x->contacts * x->factor / (double)x->conversations;

	return share < 1 || isnan(share) ? floor(share * 1e4) / 1e4 : 1;
}

const char *
staff_capacity_reason(const struct staffing *x)
{
	if (!x->n_halves)
		return "no contact that an agent could serve";
	if (isnan(x->factor))
		return "not even a hundredth of the contacts";
	return NULL;
}
