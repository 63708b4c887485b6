#include "kpi/fold.h"

#include <stdlib.h>

#include "base/die.h"
#include "kpi/annotations.h"
#include "kpi/ending.h"

struct kpi *
kpi_new(const struct kpi_opts *o)
{
	struct kpi *k = calloc(1, sizeof(*k));

	if (!k)
		die_of_memory();
	k->o = *o;
	if (!(o->confidence > 0 && o->confidence < 1))
		die("--confidence must lie between 0 and 1");
	if (o->max_groups < 1 || o->max_groups > 1000000)
		die("--max-groups must be 1 to 1000000");
	by_parse(&k->by, k->o.by);
	ledger_init(
	    &k->groups, sizeof(struct tally), o->max_groups, tally_merge);
	for (size_t i = 0; i < N_NAMINGS; i++)
		ledger_init(&k->names[i], sizeof(struct mentions), NAMES,
		    mentions_merge);
	return k;
}

void
kpi_free(struct kpi *k)
{
	ledger_free(&k->groups);
	for (size_t i = 0; i < N_NAMINGS; i++)
		ledger_free(&k->names[i]);
	buf_free(&k->key);
	free(k);
}

void
kpi_merge(struct kpi *into, const struct kpi *from)
{
	ledger_merge(&into->groups, &from->groups);
	for (size_t i = 0; i < N_NAMINGS; i++)
		ledger_merge(&into->names[i], &from->names[i]);
}

/* One conversation on its way into one tally. */
struct entry_of {
	struct tally *tally;
	struct arena *arena;
	const struct conv *conv;
	const struct facts *facts;
	bool disorder;
};

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

static void
add_outcome(struct entry_of *e)
{
	const struct conv *c = e->conv;
	uint64_t *n = e->tally->counts;
	bool human = e->facts->delivered;

	n[N_OUTCOME_SAID] += c->resolved != ANSWER_NONE;
	n[N_OUTCOME_GOOD] += c->resolved == ANSWER_YES;
	n[N_HUMAN_SAID] += human && c->resolved != ANSWER_NONE;
	n[N_HUMAN_GOOD] += human && c->resolved == ANSWER_YES;
	if (c->csat >= 1 && c->csat <= 5) {
		n[N_CSAT]++;
		n[N_CSAT_TOP] += c->csat >= 4;
		add(e, CSAT_POINTS, (uint64_t)(c->csat * 1000 + 0.5));
	} else {
		n[N_CSAT_STRANGE] += !isnan(c->csat);
		e->tally->spreads[CSAT_POINTS].never++;
	}
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
		s[HANDOFF_TIME].never++;
		s[HANDOFF_TURNS].never++;
	} else {
		add_time(e, HANDOFF_TIME, start, f->handoff_ms);
		if (turns_until(c, f->handoff_ms, &turns))
			add(e, HANDOFF_TURNS, turns);
		else
			s[HANDOFF_TURNS].unknown++;
	}
	if (!f->delivered) {
		s[HUMAN_TIME].never++;
		s[HUMAN_TURNS].never++;
	} else {
		add_time(e, HUMAN_TIME, start, time_of(f->first_agent));
		if (f->first_agent)
			add(e, HUMAN_TURNS,
			    customer_turns(
				c, (size_t)(f->first_agent - c->turns)));
		else
			s[HUMAN_TURNS].unknown++;
	}
}

static int64_t
sooner(int64_t a, int64_t b)
{
	if (a == CONV_NO_TIME || b == CONV_NO_TIME)
		return a == CONV_NO_TIME ? b : a;
	return a < b ? a : b;
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

/* Hold lies inside the span from the human's first sign to the last word. */
static void
add_handling(struct entry_of *e)
{
	const struct facts *f = e->facts;
	const struct conv *c = e->conv;
	int64_t from = sooner(time_of(f->first_agent), f->joined_ms);
	int64_t to = time_of(f->last);
	uint64_t wrap_up = 0;

	to_ms(c->wrap_up_s, &wrap_up);
	if (from != CONV_NO_TIME && to != CONV_NO_TIME && to >= from)
		to += (int64_t)wrap_up;
	add_time(e, HANDLE_TIME, from, to);
	add_seconds(e, HOLD_TIME, c->hold_s);
	add_seconds(e, WRAP_UP_TIME, c->wrap_up_s);
}

static void
add_handoff(struct entry_of *e)
{
	const struct facts *f = e->facts;
	uint64_t *n = e->tally->counts;
	int64_t human = sooner(time_of(f->first_agent), f->joined_ms);

	n[N_RETURNED] += f->returned;
	if (!f->delivered) {
		e->tally->spreads[QUEUE_TIME].never++;
		return;
	}
	add_time(e, QUEUE_TIME, f->handoff_ms, human);
	add_handling(e);
	if (f->first_agent) {
		n[N_ANSWERED]++;
		n[N_GHOST] += f->last_customer < f->first_agent;
	}
}

static void
add_log(struct entry_of *e)
{
	const struct facts *f = e->facts;
	uint64_t *n = e->tally->counts;
	int64_t start = e->conv->started_ms;

	n[f->ending]++;
	n[N_ALL]++;
	n[N_NO_HUMAN] += !f->first_agent;
	if (start == CONV_NO_TIME)
		start = time_of(f->first_customer);
	if (start != CONV_NO_TIME)
		tally_start(e->tally, start);
	if (!f->customer_turns)
		return;
	n[N_ENGAGED]++;
	n[f->attempted ? N_ATTEMPTED : N_NOT_ATTEMPTED]++;
	add_outcome(e);
	add_escalation(e);
	if (f->attempted)
		add_handoff(e);
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
add_judgement(struct entry_of *e, const struct annotations *a)
{
	const struct facts *f = e->facts;
	uint64_t *n = e->tally->counts;
	struct spread *s = e->tally->spreads;
	bool escalate = a->decision == N_ESCALATE;

	if (!a->decision)
		return;
	n[N_JUDGED]++;
	n[a->decision]++;
	add_labels(n, e->conv->label_escalate, escalate);
	if (!f->customer_turns)
		return;
	n[N_ESCALATE_NO_HUMAN] += escalate && !f->delivered;
	n[N_JUDGED_ATTEMPTED] += f->attempted;
	n[N_CONTAIN_ATTEMPTED] += f->attempted && a->decision == N_CONTAIN;
	if (!escalate) {
		s[JUDGED_TIME].never++;
		s[JUDGED_TURNS].never++;
		return;
	}
	add_time(e, JUDGED_TIME, time_of(f->first_customer), a->at_ms);
	if (a->turn < e->conv->n_turns)
		add(e, JUDGED_TURNS, customer_turns(e->conv, a->turn + 1));
	else
		s[JUDGED_TURNS].unknown++;
}

/* How long a customer who asks for a person goes on without one: from the
 * handoff event or the turn that asked, whichever the log knows first. */
static void
add_asking(struct entry_of *e, const struct annotations *a)
{
	const struct facts *f = e->facts;
	int64_t asked = f->asked_ms;

	if (!f->customer_turns || (!f->asked && a->asked >= e->conv->n_turns))
		return;
	if (a->asked < e->conv->n_turns)
		asked = sooner(asked, e->conv->turns[a->asked].at_ms);
	if (!f->delivered)
		e->tally->spreads[ASKED_TIME].never++;
	else
		add_time(e, ASKED_TIME, asked,
		    sooner(time_of(f->first_agent), f->joined_ms));
}

static void
add_route(struct entry_of *e, const struct annotations *a)
{
	uint64_t *n = e->tally->counts;

	if (a->routed) {
		n[N_ROUTED]++;
		n[a->routed]++;
		n[N_TARGET_MET] += a->routed == N_ASSIGNED && a->target_met;
		if (a->routed == N_ASSIGNED)
			add_seconds(e, ROUTE_WAIT, a->wait_s);
		else if (a->routed == N_GAVE_UP)
			add_seconds(e, ROUTE_PATIENCE, a->wait_s);
	}
	n[N_REDACT_SEEN] += a->redact_seen;
	n[N_REDACTED] += a->redacted;
	n[N_PACKET_SEEN] += a->packet_seen;
	n[N_PACKET_READY] += a->packet_ready;
}

void
kpi_add(struct kpi *k, const struct conv *c)
{
	struct facts f;
	struct annotations a;
	struct entry_of e = { .conv = c, .facts = &f };

	k->seen++;
	facts_read(&f, c);
	annotations_read(&a, k, c);
	by_key(&k->by, c->json, c->record, &k->key);
	e.tally = ledger_account(&k->groups, buf_view(&k->key));
	e.arena = &k->groups.arena;
	add_log(&e);
	add_judgement(&e, &a);
	add_asking(&e, &a);
	add_route(&e, &a);
	e.tally->counts[N_DISORDER] += e.disorder;
}
