#include <math.h>

#include "kpi/gather.h"
#include "kpi/targets.h"

static void
add(struct entry_of *e, enum extent x, uint64_t value)
{
	histogram_add(&e->tally->spreads[x].values, value, 1, e->arena);
}

/* The time between two moments, where the log knows both. */
static void
add_time(struct entry_of *e, enum extent x, int64_t from, int64_t to)
{
	if (from == CONV_NO_TIME || to == CONV_NO_TIME) {
		e->tally->spreads[x].unknown++;
	} else if (to < from) {
		e->tally->spreads[x].unknown++;
		e->disorder = true;
	} else {
		add(e, x, (uint64_t)(to - from));
	}
}

static int64_t
time_of(const struct turn *t)
{
	return t ? t->at_ms : CONV_NO_TIME;
}

static size_t
customer_turns(const struct conv *c, size_t end)
{
	size_t n = 0;

	for (size_t i = 0; i < end && i < c->n_turns; i++)
		n += c->turns[i].role == ROLE_CUSTOMER && !c->turns[i].private;
	return n;
}

/* The turn that a moment falls behind; n_turns when a turn before it has no
 * time to compare with. */
static bool
turns_until(const struct conv *c, int64_t ms, size_t *n)
{
	*n = 0;
	if (ms == CONV_NO_TIME)
		return false;
	for (size_t i = 0; i < c->n_turns; i++) {
		const struct turn *t = &c->turns[i];

		if (t->role != ROLE_CUSTOMER || t->private)
			continue;
		if (t->at_ms == CONV_NO_TIME)
			return false;
		*n += t->at_ms <= ms;
	}
	return true;
}

/* A whole number of the outcome from low to high; NAN: none. */
static double
answer_of(const struct json *j, uint32_t at, double low, double high)
{
	double x;

	if (!at || json_kind_of(j, at) != JSON_NUMBER)
		return NAN;
	x = json_number(j, at);
	return x >= low && x <= high && x == floor(x) ? x : NAN;
}

static bool
is_strange(const struct json *j, uint32_t at, double answer)
{
	return at && json_kind_of(j, at) != JSON_NULL && isnan(answer);
}

static void
add_surveys(struct entry_of *e)
{
	enum { NPS, CES, N };
	static const struct str names[N] = { { "nps", 3 }, { "ces", 3 } };
	const struct conv *c = e->conv;
	uint64_t *n = e->tally->counts;
	uint32_t m[N];
	double nps, ces;

	if (!c->outcome) {
		e->tally->spreads[CES_POINTS].never++;
		return;
	}
	json_pick(c->json, c->outcome, names, N, m);
	nps = answer_of(c->json, m[NPS], 0, 10);
	ces = answer_of(c->json, m[CES], 1, 7);
	n[N_NPS_STRANGE] += is_strange(c->json, m[NPS], nps);
	n[N_CES_STRANGE] += is_strange(c->json, m[CES], ces);
	n[N_NPS] += !isnan(nps);
	n[N_PROMOTERS] += nps >= 9;
	n[N_DETRACTORS] += nps <= 6;
	n[N_CES] += !isnan(ces);
	n[N_CES_EASY] += ces >= 5;
	if (isnan(ces))
		e->tally->spreads[CES_POINTS].never++;
	else
		add(e, CES_POINTS, (uint64_t)ces * 1000);
}

static void
add_outcome(struct entry_of *e)
{
	double csat = e->conv->csat;

	if (csat >= 1 && csat <= 5) {
		add(e, CSAT_POINTS, (uint64_t)(csat * 1000 + 0.5));
	} else {
		e->tally->counts[N_CSAT_STRANGE] += !isnan(csat);
		e->tally->spreads[CSAT_POINTS].never++;
	}
}

/* It did not happen for as long as the conversation was followed. */
static void
censor(struct entry_of *e, enum extent time, enum extent turns)
{
	const struct facts *f = e->facts;
	int64_t from = time_of(f->first_customer), to = time_of(f->last);
	struct spread *s = e->tally->spreads;

	s[time].never++;
	s[turns].never++;
	if (from != CONV_NO_TIME && to != CONV_NO_TIME && to >= from)
		histogram_add(
		    &s[time].censored, (uint64_t)(to - from), 1, e->arena);
	histogram_add(&s[turns].censored, f->customer_turns, 1, e->arena);
}

/* From the first word of the customer to the handoff and to the human. */
static void
add_escalation(struct entry_of *e)
{
	const struct facts *f = e->facts;
	const struct conv *c = e->conv;
	struct spread *s = e->tally->spreads;
	int64_t start = time_of(f->first_customer);
	size_t turns;

	if (!f->attempted) {
		censor(e, HANDOFF_TIME, HANDOFF_TURNS);
	} else {
		add_time(e, HANDOFF_TIME, start, f->handoff_ms);
		if (turns_until(c, f->handoff_ms, &turns))
			add(e, HANDOFF_TURNS, turns);
		else
			s[HANDOFF_TURNS].unknown++;
	}
	if (!f->delivered) {
		censor(e, HUMAN_TIME, HUMAN_TURNS);
		return;
	}
	add_time(e, HUMAN_TIME, start, time_of(f->first_agent));
	if (f->first_agent)
		add(e, HUMAN_TURNS,
		    customer_turns(c, (size_t)(f->first_agent - c->turns)));
	else
		s[HUMAN_TURNS].unknown++;
}

/* Seconds of the log as milliseconds; false for what cannot be a duration. */
static bool
to_ms(double seconds, uint64_t *ms)
{
	if (!(seconds >= 0 && seconds < 1e9))
		return false;
	*ms = (uint64_t)(seconds * 1000 + 0.5);
	return true;
}

static void
add_seconds(struct entry_of *e, enum extent x, double seconds)
{
	uint64_t ms;

	if (to_ms(seconds, &ms))
		add(e, x, ms);
	else
		e->tally->spreads[x].unknown++;
}

/* Talk is what is left of handling without hold and wrap-up. */
static void
add_talk(struct entry_of *e, int64_t ms)
{
	uint64_t hold;

	if (ms == CONV_NO_TIME || !to_ms(e->conv->hold_s, &hold) ||
	    hold > (uint64_t)ms)
		e->tally->spreads[TALK_TIME].unknown++;
	else
		add(e, TALK_TIME, (uint64_t)ms - hold);
}

/* What a platform says of a chat that is one of several; NAN: nothing. */
static double
active_of(const struct conv *c)
{
	uint32_t at =
	    c->outcome ? json_get(c->json, c->outcome, STR("active_s")) : 0;

	return at && json_kind_of(c->json, at) == JSON_NUMBER
		   ? json_number(c->json, at)
		   : NAN;
}

/* Hold lies inside the spells of humans. */
static void
add_handling(struct entry_of *e)
{
	const struct conv *c = e->conv;
	bool backwards;
	int64_t ms = course_handled(&e->facts->course, &backwards);

	add_talk(e, ms);
	to_ms(c->wrap_up_s, &e->wrap_up_ms);
	e->disorder |= backwards;
	if (ms == CONV_NO_TIME) {
		e->tally->spreads[HANDLE_TIME].unknown++;
	} else {
		e->handled_ms = (uint64_t)ms + e->wrap_up_ms;
		add(e, HANDLE_TIME, e->handled_ms);
	}
	add_seconds(e, HOLD_TIME, c->hold_s);
	add_seconds(e, WRAP_UP_TIME, c->wrap_up_s);
	add_seconds(e, ACTIVE_TIME, active_of(c));
}

/* How long a handoff waited, where the log knows it. */
static bool
waited(const struct handoff *h, int64_t *ms)
{
	if (h->from_ms == CONV_NO_TIME || h->to_ms == CONV_NO_TIME ||
	    h->to_ms < h->from_ms)
		return false;
	*ms = h->to_ms - h->from_ms;
	return true;
}

/* Who was not served for it was out of hours, and of whom the log does not say
 * what became, was not offered to anybody. */
static void
add_wait(struct entry_of *e, const struct handoff *h, int64_t target_ms)
{
	uint64_t *n = e->tally->counts;
	bool served = h->end == HANDOFF_SERVED;
	int64_t ms;

	if (served)
		add_time(e, QUEUE_TIME, h->from_ms, h->to_ms);
	else
		e->tally->spreads[QUEUE_TIME].never++;
	if (!waited(h, &ms))
		return;
	switch (h->end) {
	case HANDOFF_SERVED:
		n[N_SERVED]++;
		n[N_SERVED_IN] += ms <= target_ms;
		return;
	case HANDOFF_LEFT:
		n[N_QUIT]++;
		n[N_QUIT_IN] += ms <= target_ms;
		n[N_QUIT_LONG] += ms > e->o->short_abandon_ms;
		add(e, QUIT_TIME, (uint64_t)ms);
		return;
	case HANDOFF_FAILED:
	case HANDOFF_GIVEN_BACK:
		n[N_REFUSED]++;
		return;
	case HANDOFF_TIMED_OUT:
		n[N_TIMED_OUT]++;
		return;
	default:
		return;
	}
}

static void
add_handoffs(struct entry_of *e)
{
	const struct course *k = &e->facts->course;
	const struct targets *t = e->o->targets;
	int64_t target_ms = t->at[targets_find(t, e->conv->channel)].ms;

	for (size_t i = 0; i < k->n_handoffs; i++)
		add_wait(e, &k->handoffs[i], target_ms);
	if (e->facts->delivered) {
		e->tally->counts[N_DELIVERED]++;
		add_handling(e);
	}
}

/* Who did not leave was followed for all of their turns. */
static void
add_leaving(struct entry_of *e)
{
	struct spread *s = &e->tally->spreads[LEFT_TURNS];
	size_t turns = e->facts->customer_turns;

	if (facts_has_left(e->facts)) {
		histogram_add(&s->values, turns, 1, e->arena);
	} else {
		histogram_add(&s->censored, turns, 1, e->arena);
		s->never++;
	}
}

static void
add_engaged(struct entry_of *e)
{
	const struct facts *f = e->facts;

	e->tally->counts[N_ENGAGED]++;
	add_outcome(e);
	add_surveys(e);
	add_leaving(e);
	add_escalation(e);
	if (f->attempted)
		add_handoffs(e);
	gather_handover(e);
}

void
gather_log(struct entry_of *e)
{
	const struct facts *f = e->facts;
	int64_t start = facts_start(f, e->conv);

	e->tally->counts[N_ALL]++;
	if (start != CONV_NO_TIME)
		tally_start(e->tally, start);
	if (f->customer_turns)
		add_engaged(e);
	products_add(
	    &e->tally->work, (int64_t)f->bot_turns, (int64_t)e->handled_ms);
}

static void
add_labels(uint64_t *n, enum answer label, bool escalate)
{
	if (label == ANSWER_NONE)
		return;
	n[N_LABELLED]++;
	if (label == ANSWER_YES)
		n[escalate ? N_TRUE_ESCALATE : N_MISSED]++;
	else
		n[escalate ? N_FALSE_ESCALATE : N_TRUE_CONTAIN]++;
}

static void
add_judgement(struct entry_of *e)
{
	const struct annotations *a = e->annotations;
	const struct facts *f = e->facts;
	uint64_t *n = e->tally->counts;
	struct spread *s = e->tally->spreads;
	bool escalate = a->decision == N_ESCALATE;

	if (!a->decision)
		return;
	n[N_JUDGED]++;
	n[a->decision]++;
	n[N_FRUSTRATED] += a->frustrated;
	add_labels(n, e->conv->label_escalate, escalate);
	gather_policies(e);
	if (!f->customer_turns)
		return;
	n[N_ESCALATE_NO_HUMAN] += escalate && !f->delivered;
	n[N_JUDGED_ATTEMPTED] += f->attempted;
	n[N_CONTAIN_ATTEMPTED] += f->attempted && a->decision == N_CONTAIN;
	if (!escalate) {
		censor(e, JUDGED_TIME, JUDGED_TURNS);
		return;
	}
	add_time(e, JUDGED_TIME, time_of(f->first_customer), a->at_ms);
	if (a->turn < e->conv->n_turns)
		add(e, JUDGED_TURNS, customer_turns(e->conv, a->turn + 1));
	else
		s[JUDGED_TURNS].unknown++;
}

/* Whether nobody came whom the customer asked for at that time, or at the last
 * time that they asked. */
static bool
is_in_vain(const struct course *k, int64_t asked)
{
	const struct handoff *h;
	const struct spell *s;

	if (!k->n_spells)
		return true;
	h = &k->handoffs[k->n_handoffs - 1];
	s = &k->spells[k->n_spells - 1];
	if (h->by_customer && h->end != HANDOFF_SERVED)
		return true;
	return asked != CONV_NO_TIME && s->to_ms != CONV_NO_TIME &&
	       s->to_ms < asked;
}

/* How long a customer who asks for a person goes on without one: from the
 * handoff event or the turn that asked, whichever the log knows first. */
static void
add_asking(struct entry_of *e)
{
	const struct annotations *a = e->annotations;
	const struct facts *f = e->facts;
	int64_t asked = f->asked_ms;
	bool in_vain;

	if (!f->customer_turns || (!f->asked && a->asked >= e->conv->n_turns))
		return;
	if (a->asked < e->conv->n_turns)
		asked = facts_earlier(asked, e->conv->turns[a->asked].at_ms);
	in_vain = is_in_vain(&f->course, asked);
	e->tally->counts[N_ASKED]++;
	e->tally->counts[N_ASKED_IN_VAIN] += in_vain;
	if (in_vain)
		e->tally->spreads[ASKED_TIME].never++;
	else
		add_time(e, ASKED_TIME, asked,
		    course_human_after(&f->course, asked));
}

void
gather_judgement(struct entry_of *e)
{
	add_judgement(e);
	add_asking(e);
}

void
gather_route(struct entry_of *e)
{
	const struct annotations *a = e->annotations;
	uint64_t *n = e->tally->counts;

	if (a->routed) {
		n[N_ROUTED]++;
		n[a->routed]++;
		n[N_ROUTE_OFFERED] += !a->route_closed && !a->route_callback;
		n[N_TARGET_MET] += a->routed == N_ASSIGNED && a->target_met &&
				   !a->route_callback;
		if (a->route_callback)
			n[N_ROUTE_CALLBACK]++;
		else if (a->routed == N_ASSIGNED)
			add_seconds(e, ROUTE_WAIT, a->wait_s);
		else if (a->routed == N_GAVE_UP)
			add_seconds(e, ROUTE_PATIENCE, a->wait_s);
	}
	n[N_REDACT_SEEN] += a->redact_seen;
	n[N_REDACTED] += a->redacted;
	n[N_PACKET_SEEN] += a->packet_seen;
	n[N_PACKET_READY] += a->packet_ready;
}
