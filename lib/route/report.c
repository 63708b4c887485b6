#include "route/report.h"

#include <inttypes.h>

#include "base/die.h"
#include "group/group.h"
#include "route/callback.h"

void
tally_merge(struct tally *into, const struct tally *from, struct arena *a)
{
	into->contacts += from->contacts;
	into->served += from->served;
	into->served_in += from->served_in;
	into->done += from->done;
	into->quit += from->quit;
	into->quit_in += from->quit_in;
	into->quit_short += from->quit_short;
	into->unserved += from->unserved;
	into->closed += from->closed;
	into->callbacks += from->callbacks;
	into->callbacks_in += from->callbacks_in;
	into->called += from->called;
	into->called_us += from->called_us;
	histogram_merge(&into->calls, &from->calls, a);
	into->tried += from->tried;
	into->dialled += from->dialled;
	into->appointments += from->appointments;
	into->kept += from->kept;
	into->met += from->met;
	histogram_merge(&into->late, &from->late, a);
	into->overtaken += from->overtaken;
	into->starved += from->starved;
	histogram_merge(&into->waits, &from->waits, a);
	histogram_merge(&into->quits, &from->quits, a);
	into->served_us += from->served_us;
	into->queued_us += from->queued_us;
	into->handle_us += from->handle_us;
}

void
effort_merge(struct effort *into, const struct effort *from)
{
	into->present_us += from->present_us;
	into->busy_us += from->busy_us;
	into->room_us += from->room_us;
	into->hands_us += from->hands_us;
}

struct report *
report_new(const struct sim *s, const struct report_opts *o, struct arena *run)
{
	struct report *r = arena_zalloc(run, sizeof(*r));

	r->o = o;
	r->sim = s;
	r->run = run;
	r->zone = zone_need(o->time_zone, run);
	r->queues = arena_zalloc(run, s->n_queues * sizeof(*r->queues));
	r->agents = arena_zalloc(run, s->roster->n_agents * sizeof(*r->agents));
	r->traits[TRAITS].other = true;
	r->offset_of = INT64_MIN;
	return r;
}

void
report_free(struct report *r)
{
	for (size_t i = 0; r && i < r->sim->n_queues; i++) {
		stairs_free(&r->queues[i].served);
		stairs_free(&r->queues[i].ignored);
	}
}

uint32_t
report_trait(struct report *r, struct str channel, struct str language)
{
	size_t i = 0;

	while (i < r->n_traits && !(str_eq(r->traits[i].channel, channel) &&
				      str_eq(r->traits[i].language, language)))
		i++;
	if (i == r->n_traits && i < TRAITS) {
		r->traits[i].channel = arena_copy(r->run, name_cut(channel));
		r->traits[i].language = arena_copy(r->run, name_cut(language));
		r->n_traits++;
	}
	return (uint32_t)i;
}

/*
 * Half hours of the day on the wall.
 */

/* How far the wall is ahead of UTC; zones change at most each half hour. */
static int64_t
offset_us(struct report *r, int64_t us)
{
	int64_t half = us - (us % HALF_HOUR_US + HALF_HOUR_US) % HALF_HOUR_US;
	struct civil c;

	if (half != r->offset_of) {
		r->offset_of = half;
		r->offset_us = zone_local(r->zone, half / 1000000, &c)
				   ? (int64_t)c.offset_s * 1000000
				   : 0;
	}
	return r->offset_us;
}

/* Microseconds since some midnight of the wall's clock. */
static int64_t
wall_us(struct report *r, int64_t us)
{
	const int64_t day = HALVES * HALF_HOUR_US;

	return ((us + offset_us(r, us)) % day + day) % day;
}

static struct tally *
half_of(struct report *r, int64_t us)
{
	return &r->halves[wall_us(r, us) / HALF_HOUR_US];
}

static bool
is_there(const struct seat *seat)
{
	return (seat->shifts && !seat->away) || seat->in_hand;
}

static struct effort
effort_of(const struct seat *seat, uint32_t slots, uint64_t us)
{
	bool present = is_there(seat);

	return (struct effort){ .present_us = present ? us : 0,
		.busy_us = seat->in_hand ? us : 0,
		.room_us = present ? (unsigned __int128)us * slots : 0,
		.hands_us = (unsigned __int128)us * seat->in_hand };
}

/* Whole days come to each half hour, what is left where it lies. */
static void
spread_effort(struct report *r, const struct seat *seat, uint32_t slots,
    int64_t from, int64_t to)
{
	const int64_t day = HALVES * HALF_HOUR_US;
	struct effort e = effort_of(
	    seat, slots, (uint64_t)((to - from) / day) * HALF_HOUR_US);

	for (size_t i = 0; e.present_us && i < HALVES; i++)
		effort_merge(&r->half_efforts[i], &e);
	to -= (to - from) / day * day;
	while (from < to) {
		int64_t at = wall_us(r, from);
		int64_t end = from + HALF_HOUR_US - at % HALF_HOUR_US;

		end = end < to ? end : to;
		e = effort_of(seat, slots, (uint64_t)(end - from));
		effort_merge(&r->half_efforts[at / HALF_HOUR_US], &e);
		from = end;
	}
}

/*
 * Time.
 */

static void
count_seat(struct report *r, uint32_t agent, int64_t us)
{
	struct report_agent *a = &r->agents[agent];
	const struct seat *seat = &r->sim->seats[agent];
	uint32_t slots = r->sim->roster->agents[agent].slots;
	int64_t from = a->since;
	struct effort e;

	a->since = us;
	if (!is_there(seat))
		return;
	a->all_hands_us += seat->in_hand * (uint64_t)(us - from);
	if (!r->active)
		return;
	if (from < r->begin_us)
		from = r->begin_us;
	if (from >= us)
		return;
	e = effort_of(seat, slots, (uint64_t)(us - from));
	effort_merge(&a->effort, &e);
	spread_effort(r, seat, slots, from, us);
}

void
report_seat(struct report *r, uint32_t agent, int64_t us)
{
	if (r)
		count_seat(r, agent, us);
}

static void
all_seats(struct report *r, int64_t us)
{
	for (uint32_t i = 0; i < r->sim->roster->n_agents; i++)
		count_seat(r, i, us);
}

void
report_pause(struct report *r, int64_t us)
{
	if (!r || !r->active)
		return;
	all_seats(r, us);
	r->active = false;
	r->last_us = us;
	r->observed_us += (uint64_t)(us - r->begin_us);
}

void
report_resume(struct report *r, int64_t us)
{
	if (!r)
		return;
	all_seats(r, us);
	if (!r->joined)
		r->first_us = us;
	r->active = true;
	r->begin_us = r->waiting_since = us;
}

static void
count_waiting(struct report *r, int64_t us)
{
	r->waiting_us +=
	    r->n_waiting * (unsigned __int128)(us - r->waiting_since);
	r->waiting_since = us;
}

/*
 * Contacts.
 */

static void
step_in(struct report *r, const struct contact *c)
{
	count_waiting(r, c->lined_us);
	r->queues[c->asked].n_waiting++;
	if (++r->n_waiting > r->most_waiting)
		r->most_waiting = r->n_waiting;
}

void
report_stepped_in(struct report *r, const struct contact *c)
{
	if (r)
		step_in(r, c);
}

void
report_joined(struct report *r, const struct contact *c)
{
	if (!r)
		return;
	step_in(r, c);
	r->joined++;
	r->passed_on += c->before != NOBODY;
}

static void
forget_served(struct report_queue *q)
{
	stairs_clear(&q->served);
	stairs_clear(&q->ignored);
}

static void
step_out(struct report *r, const struct contact *c, int64_t us)
{
	struct report_queue *q = &r->queues[c->asked];

	if (c->lined_us == OUT_OF_LINE)
		return;
	count_waiting(r, us);
	r->n_waiting--;
	q->n_waiting--;
	r->queues[c->demand->queue].tally.queued_us +=
	    (uint64_t)(us - c->lined_us);
}

void
report_stepped_out(struct report *r, const struct contact *c, int64_t us)
{
	if (!r)
		return;
	step_out(r, c, us);
	if (!r->queues[c->asked].n_waiting)
		forget_served(&r->queues[c->asked]);
}

struct ending {
	const struct contact *contact;
	bool waited, served, in_time, hung_up_in_time, is_short, overtaken,
	    starved;
};

static uint64_t
milli(int64_t us)
{
	return ((uint64_t)us + 500) / 1000;
}

/* Who hung up to be called; who had an appointment is no part of the waits
 * until called. */
static void
count_callback(struct report *r, struct tally *t, const struct ending *o)
{
	const struct contact *c = o->contact;
	int64_t wait = c->left_us - c->since_us;
	int64_t late = c->called_us - c->since_us;

	t->callbacks++;
	t->callbacks_in += o->hung_up_in_time;
	t->called += o->served;
	t->tried += c->calls > 0;
	t->dialled += c->calls;
	if (o->served && !c->has_appointment) {
		t->called_us += (uint64_t)wait;
		histogram_add(&t->calls, milli(wait), 1, r->run);
	}
	if (!c->has_appointment)
		return;
	t->appointments++;
	if (!c->calls)
		return;
	t->met++;
	t->kept +=
	    late < route_us(callback_rule(r->sim, c)->appointment.slot_s);
	histogram_add(&t->late, milli(late), 1, r->run);
}

static void
count_outcome(struct report *r, struct tally *t, const struct ending *o)
{
	const struct contact *c = o->contact;
	int64_t wait = o->waited ? c->left_us - c->since_us : 0;

	t->contacts++;
	t->overtaken += o->overtaken;
	t->starved += o->starved;
	if (c->callback == CALLBACK_TAKEN)
		count_callback(r, t, o);
	if (o->served && c->callback == CALLBACK_TAKEN) {
		t->served++;
	} else if (o->served) {
		t->served++;
		t->served_in += o->in_time;
		t->served_us += (uint64_t)wait;
		histogram_add(&t->waits, milli(wait), 1, r->run);
	} else if (c->fate == FATE_ABANDONED) {
		t->quit++;
		t->quit_in += o->in_time;
		t->quit_short += o->is_short;
		histogram_add(&t->quits, milli(wait), 1, r->run);
	} else {
		t->unserved++;
		t->closed += c->fate == FATE_CLOSED;
	}
}

/* The groups that a contact counts in. */
static size_t
groups_of(struct report *r, const struct contact *c, struct tally *groups[3])
{
	groups[0] = &r->queues[c->demand->queue].tally;
	groups[1] = &r->traits[c->trait].tally;
	if (c->fate == FATE_NO_TIME)
		return 2;
	groups[2] = half_of(r, c->arrival_us);
	return 3;
}

static void
count_everywhere(struct report *r, const struct ending *o)
{
	struct tally *groups[3];
	size_t n = groups_of(r, o->contact, groups);
	enum refusal why = refusal_of(o->contact);

	if (why < N_REFUSALS)
		r->refusals[why]++;
	for (size_t i = 0; i < n; i++)
		count_outcome(r, groups[i], o);
}

static void
count_return(struct report *r, const struct contact *c)
{
	struct returns *n = &r->returns;

	if (!c->follows || c->before != NOBODY)
		return;
	n->all++;
	if (!c->changed)
		return;
	n->changed++;
	n->restarted += c->cut_off;
	n->lost_us += (uint64_t)c->lost_us;
	if (c->stage != STAGE_IN_HAND || c->had == NOBODY)
		return;
	n->had++;
	n->strange += c->agent != c->had;
}

void
report_set_aside(struct report *r, const struct contact *c)
{
	struct ending o = { .contact = c };

	if (!r)
		return;
	if (c->before != NOBODY) {
		r->legs.n++;
		return;
	}
	r->set_aside++;
	count_return(r, c);
	count_everywhere(r, &o);
}

/* An agent takes a contact: who waits where he could serve sees it. */
static void
count_given(struct report *r, const struct contact *c)
{
	stairs_put(&r->queues[c->asked].served, c->priority, c->arrival_us);
	for (size_t q = 0; q < r->sim->n_queues; q++)
		if (r->queues[q].n_waiting &&
		    has_bit(r->sim->queues[q].skilled, c->agent))
			stairs_put(
			    &r->queues[q].ignored, c->priority, c->left_us);
	r->agents[c->agent].contacts++;
}

/* An agent has it, or had it, whatever comes of it after that. */
static bool
is_served(const struct contact *c)
{
	return c->fate == FATE_ASSIGNED ||
	       (c->fate == FATE_OPEN && c->stage == STAGE_IN_HAND);
}

/* What was passed on is part of a contact that was counted before. */
static void
count_left(struct report *r, const struct contact *c)
{
	struct report_queue *q = &r->queues[c->asked];
	int64_t target = c->demand->target_us;
	int64_t wait = c->left_us - c->since_us;
	double late = (double)c->since_us + r->o->starved * (double)target;
	struct ending o = { .contact = c,
		.waited = true,
		.served = is_served(c),
		.in_time = wait <= target,
		.hung_up_in_time = c->hung_up_us <= target,
		.is_short = wait <= route_us(r->o->short_abandon_s) };

	step_out(r, c, c->left_us);
	if (!c->due_us) {
		o.overtaken =
		    stairs_latest(&q->served, c->priority) > c->arrival_us;
		o.starved =
		    (double)stairs_latest(&q->ignored, c->priority - 1) > late;
	}
	r->went_on += c->fate == FATE_JOINED;
	count_return(r, c);
	if (c->before != NOBODY) {
		r->legs.n++;
		r->legs.served += o.served;
		r->legs.served_us += o.served ? (uint64_t)wait : 0;
	} else if (c->fate != FATE_JOINED) {
		count_everywhere(r, &o);
	}
	if (o.served)
		count_given(r, c);
	if (!q->n_waiting)
		forget_served(q);
}

void
report_left(struct report *r, const struct contact *c)
{
	if (r)
		count_left(r, c);
}

void
report_rang(struct report *r, const struct contact *c, int64_t us)
{
	double after_s;

	if (!r)
		return;
	/* ended_us is when it would have ended */
	after_s = queue_of(r->sim, c)->rule->no_answer.after_s;
	r->hands_us += (uint64_t)(us - (c->ended_us - route_us(after_s)));
}

void
report_done(struct report *r, const struct contact *c)
{
	struct tally *groups[3];
	size_t n;

	if (!r)
		return;
	r->hands_us += (uint64_t)(c->ended_us - c->left_us);
	if (!is_served(c))
		return;
	n = groups_of(r, c, groups);
	for (size_t i = 0; i < n; i++) {
		groups[i]->done++;
		groups[i]->handle_us += (uint64_t)(c->ended_us - c->left_us);
	}
}

/*
 * Proof.
 */

static noreturn void
fault(const char *what, double a, double b)
{
	die("%s: %.0f is not %.0f; this is a fault of hoff-route, please "
	    "report it",
	    what, a, b);
}

struct balance
report_balance(const struct report *r)
{
	struct balance b = { .came = r->joined + r->set_aside - r->passed_on -
				     r->went_on,
		.waiting_us = r->waiting_us,
		.handled_us = r->hands_us };

	for (size_t i = 0; i < r->sim->n_queues; i++) {
		const struct tally *t = &r->queues[i].tally;

		b.waits_us += t->queued_us;
		b.went += t->served + t->quit + t->unserved;
	}
	for (size_t i = 0; i < r->sim->roster->n_agents; i++)
		b.hands_us += r->agents[i].all_hands_us;
	return b;
}

void
report_prove(const struct report *r)
{
	struct balance b = report_balance(r);
	uint64_t contacts = 0;

	for (size_t i = 0; i < r->sim->n_queues; i++)
		contacts += r->queues[i].tally.contacts;
	if (contacts != b.went || contacts != b.came)
		fault("flow balance: contacts that came and went",
		    (double)b.came, (double)b.went);
	if (r->n_waiting)
		fault("contacts that wait at the end", (double)r->n_waiting, 0);
	if (b.waits_us != b.waiting_us)
		fault("Little's law, of the queue: microseconds waited",
		    (double)b.waiting_us, (double)b.waits_us);
	if (b.hands_us != b.handled_us)
		fault("Little's law, of the agents: microseconds in hand",
		    (double)b.hands_us, (double)b.handled_us);
}
