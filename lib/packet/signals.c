#include "packet/sketch.h"

/*
 * What hoff-score heard up to the decision, or, where it has not judged, the
 * ear: signals, which of them are risks, and whether somebody is in danger.
 */

/* They are asked for by name over and over. */
static struct signals
read_signals(const struct sketch *s, uint32_t in)
{
	const struct json *j = s->c->json;
	struct signals read = { NULL, 0 };

	if (!in || json_kind_of(j, in) != JSON_OBJECT)
		return read;
	read.all = arena_array(s->scratch, j->values[in].n, sizeof(*read.all));
	for (uint32_t i = json_first(j, in); i; i = json_after(j, in, i))
		read.all[read.n++] =
		    (struct signal){ json_string(j, i, s->scratch), i + 1,
			    read_signals(s, i + 1) };
	return read;
}

static const struct signal *
find_name(const struct signals *in, struct str name)
{
	for (size_t i = in->n; i-- > 0;)
		if (str_eq(in->all[i].name, name))
			return &in->all[i];
	return NULL;
}

/* NULL: there is none. */
static const struct signal *
find_signal(const struct sketch *s, struct str dotted)
{
	const struct signals *in = &s->signals;
	const struct signal *found;
	const char *dot;

	while ((dot = memchr(dotted.p, '.', dotted.n))) {
		size_t n = (size_t)(dot - dotted.p);

		found = find_name(in, (struct str){ dotted.p, n });
		if (!found)
			return NULL;
		in = &found->inner;
		dotted = (struct str){ dot + 1, dotted.n - n - 1 };
	}
	return find_name(in, dotted);
}

/* NAN: there is none, or it is no number. */
static double
value_of(const struct sketch *s, const struct signal *signal)
{
	if (!signal || json_kind_of(s->c->json, signal->value) != JSON_NUMBER)
		return NAN;
	return json_number(s->c->json, signal->value);
}

static const struct heard *
find_heard(const struct sketch *s, struct str dotted)
{
	for (size_t i = 0; i < s->n_heard; i++)
		if (str_eq(s->heard[i].name, dotted))
			return &s->heard[i];
	return NULL;
}

double
sketch_signal(const struct sketch *s, struct str dotted)
{
	const struct heard *h = find_heard(s, dotted);
	double x = h ? h->value : value_of(s, find_signal(s, dotted));

	return isfinite(x) ? x : NAN;
}

size_t
sketch_danger_turn(const struct sketch *s)
{
	const struct heard *worst = NULL;

	for (size_t i = 0; i < s->n_heard; i++)
		if (!worst || s->heard[i].value > worst->value)
			worst = &s->heard[i];
	return worst ? worst->turn : s->turn;
}

static void
find_risks_in(struct sketch *s, struct str group)
{
	const struct signal *found = find_signal(s, group);
	size_t n = found ? found->inner.n : 0;
	struct sketch_risk *all;

	if (!n)
		return;
	all = arena_array(s->scratch, s->n_risks + n, sizeof(*all));
	if (s->n_risks)
		memcpy(all, s->risks, s->n_risks * sizeof(*all));
	s->risks = all;
	for (size_t i = 0; i < n; i++) {
		const struct signal *at = &found->inner.all[i];
		double value = value_of(s, at);

		if (value >= SKETCH_LEAST_RISK)
			all[s->n_risks++] =
			    (struct sketch_risk){ ARENA_JOIN(s->scratch, group,
						      STR("."), at->name),
				    value, json_raw(s->c->json, at->value) };
	}
}

static void
add_heard_risks(struct sketch *s)
{
	s->risks = arena_array(s->scratch, s->n_heard, sizeof(*s->risks));
	for (size_t i = 0; i < s->n_heard; i++) {
		const struct heard *h = &s->heard[i];

		if (h->value >= SKETCH_LEAST_RISK)
			s->risks[s->n_risks++] = (struct sketch_risk){ h->name,
				h->value,
				arena_printf(s->scratch, "%.4g", h->value) };
	}
}

/* They are asked for over and over, too, and most are smaller. */
static void
find_risks(struct sketch *s)
{
	s->n_risks = 0;
	if (s->n_heard) {
		add_heard_risks(s);
		return;
	}
	find_risks_in(s, STR("safety"));
	find_risks_in(s, STR("compliance"));
}

/* What a crisis is, heard in what nobody has judged. */
static bool
listen_for_crisis(struct sketch *s)
{
	const struct rule_crisis *c = &s->plan->crisis;
	bool is_crisis = false;

	s->heard = arena_array(s->scratch, c->signals.n + 1, sizeof(*s->heard));
	s->ear->listen(s->ear, s->c, s->turn);
	for (size_t i = 0; i < c->signals.n; i++) {
		struct heard *h = &s->heard[s->n_heard];

		h->name = c->signals.items[i];
		if (!s->ear->heard(s->ear, h->name, &h->value, &h->turn))
			continue;
		s->n_heard++;
		is_crisis |= rule_is_crisis(c, h->name, h->value);
	}
	if (!is_crisis)
		s->n_heard = 0;
	return is_crisis;
}

static void
find_crisis(struct sketch *s)
{
	const struct rule_crisis *c = &s->plan->crisis;

	s->is_crisis = !s->score && s->ear && listen_for_crisis(s);
	for (size_t i = 0; i < c->signals.n && !s->is_crisis; i++) {
		struct str name = c->signals.items[i];

		s->is_crisis =
		    rule_is_crisis(c, name, value_of(s, find_signal(s, name)));
	}
	s->in_danger =
	    s->is_crisis || rule_is_hazard(sketch_signal(s, STR(RULE_HAZARD)));
}

bool
sketch_worst(const struct sketch *s, struct sketch_risk *worst)
{
	for (size_t i = 0; i < s->n_risks; i++)
		if (!i || s->risks[i].value > worst->value)
			*worst = s->risks[i];
	return s->n_risks > 0;
}

void
sketch_find_signals(struct sketch *s, uint32_t at)
{
	s->signals = read_signals(s, at);
	find_crisis(s);
	find_risks(s);
}
