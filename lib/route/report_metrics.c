#include <math.h>

#include "route/reading.h"

static const char nobody_came[] = "no contact came";
static const char nobody_in_hours[] =
    "no contact came while its queue was open";
static const char nobody_served[] = "nobody was served";
static const char nobody_called[] = "nobody was called back";
static const char no_appointment[] = "nobody was called at an appointment";
static const char all_served[] = "nobody was never served";
static const char nobody_passed_on[] = "nobody was passed on";
static const char nobody_quit[] = "nobody gave up";
static const char nobody_there[] = "no agent was on shift";
static const char nobody_changed[] = "nobody changed the channel";
static const char no_time[] = "all came in one instant";

/* clang-format off: one line for each where there is room. */
#define SHARE(name, n, of, nothing) \
	static struct figure name(const struct scope *s, struct arena *a) \
	{ \
		const struct tally *t = s->tally; \
		(void)a; \
		return figure_share(n, of, nothing); \
	}

SHARE(served, t->served, t->contacts, nobody_came)
SHARE(quit, t->quit, t->contacts - t->closed, nobody_in_hours)
SHARE(quit_long, t->quit - t->quit_short,
    t->contacts - t->closed - t->quit_short, "nobody came who waited longer")
SHARE(unserved, t->unserved, t->contacts, nobody_came)
SHARE(out_of_hours, t->closed, t->contacts, nobody_came)
SHARE(level_offered, t->served_in, t->contacts - t->closed - t->callbacks,
    nobody_in_hours)
SHARE(level_served, t->served_in, t->served - t->called, nobody_served)
SHARE(level_less_short, t->served_in,
    t->contacts - t->closed - t->callbacks - t->quit_short,
    "nobody came who waited longer")
SHARE(level_met_or_left, t->served_in + t->quit_in + t->callbacks_in,
    t->contacts - t->closed, nobody_in_hours)
SHARE(callbacks, t->callbacks, t->contacts - t->closed, nobody_in_hours)
SHARE(reached, t->called, t->callbacks, "nobody took a callback")
SHARE(appointments, t->appointments, t->callbacks, "nobody took a callback")
SHARE(kept, t->kept, t->appointments, "nobody had an appointment")
SHARE(overtaken, t->overtaken, t->contacts, nobody_came)
SHARE(starved, t->starved, t->contacts, nobody_came)
/* clang-format on */

/* clang-format off */
#define REFUSAL(name, which) \
	static struct figure name(const struct scope *s, struct arena *a) \
	{ \
		(void)a; \
		return figure_share( \
		    s->run->refusals[which], s->tally->unserved, all_served); \
	}

REFUSAL(refused_closed, REFUSED_CLOSED)
REFUSAL(refused_full, REFUSED_FULL)
REFUSAL(refused_max_wait, REFUSED_MAX_WAIT)
REFUSAL(refused_no_skill, REFUSED_NO_SKILL)
REFUSAL(refused_no_agent, REFUSED_NO_AGENT)
REFUSAL(refused_no_language, REFUSED_NO_LANGUAGE)
REFUSAL(refused_no_channel, REFUSED_NO_CHANNEL)
REFUSAL(refused_no_time, REFUSED_NO_TIME)
REFUSAL(refused_no_queue, REFUSED_NO_QUEUE)
REFUSAL(refused_not_reached, REFUSED_NOT_REACHED)
REFUSAL(refused_backlog, REFUSED_BACKLOG)
/* clang-format on */

/* clang-format off */
#define QUANTILE(name, of, q, nothing) \
	static struct figure name(const struct scope *s, struct arena *a) \
	{ \
		return figure_quantile(&s->tally->of, q, nothing, a); \
	}

QUANTILE(callback_p50, calls, 0.5, nobody_called)
QUANTILE(callback_p90, calls, 0.9, nobody_called)
QUANTILE(late_p50, late, 0.5, no_appointment)
QUANTILE(late_p90, late, 0.9, no_appointment)
QUANTILE(p50, waits, 0.5, nobody_served)
QUANTILE(p90, waits, 0.9, nobody_served)
QUANTILE(p99, waits, 0.99, nobody_served)
QUANTILE(longest, waits, 1, nobody_served)
QUANTILE(quit_p50, quits, 0.5, nobody_quit)
/* clang-format on */

static struct figure
contacts(const struct scope *s, struct arena *a)
{
	(void)a;
	return (struct figure){ (double)s->tally->contacts, s->tally->contacts,
		s->tally->contacts, NULL };
}

static struct figure
asa(const struct scope *s, struct arena *a)
{
	(void)a;
	return figure_mean((double)s->tally->served_us,
	    s->tally->served - s->tally->called, nobody_served);
}

static struct figure
callback_asa(const struct scope *s, struct arena *a)
{
	(void)a;
	return figure_mean(
	    (double)s->tally->called_us, s->tally->calls.n, nobody_called);
}

static struct figure
callback_calls(const struct scope *s, struct arena *a)
{
	const struct tally *t = s->tally;

	(void)a;
	if (!t->tried)
		return figure_none(nobody_called);
	return (
	    struct figure){ stats_round4((double)t->dialled / (double)t->tried),
		t->dialled, t->tried, NULL };
}

static struct figure
aht(const struct scope *s, struct arena *a)
{
	(void)a;
	return figure_mean(
	    (double)s->tally->handle_us, s->tally->served, nobody_served);
}

static struct figure
occupancy(const struct scope *s, struct arena *a)
{
	(void)a;
	return figure_of_time(
	    s->effort->busy_us, s->effort->present_us, nobody_there);
}

static struct figure
slot_use(const struct scope *s, struct arena *a)
{
	(void)a;
	return figure_of_time(
	    s->effort->hands_us, s->effort->room_us, nobody_there);
}

/* Jain, Chiu and Hawe 1984: 1 when all are alike, 1/n when one has it all. */
static struct figure
jain(const struct scope *s, struct arena *a)
{
	const struct report *r = s->run;
	double sum = 0, squares = 0;
	uint64_t n = 0;

	(void)a;
	for (size_t i = 0; i < r->sim->roster->n_agents; i++) {
		const struct effort *e = &r->agents[i].effort;
		double load;

		if (!e->present_us)
			continue;
		load = (double)e->busy_us / (double)e->present_us;
		sum += load;
		squares += load * load;
		n++;
	}
	if (!n)
		return figure_none(nobody_there);
	if (squares == 0)
		return (struct figure){ NAN, n, n, "no agent had work" };
	return figure_number(sum * sum / ((double)n * squares), n);
}

static struct figure
least_or_most(const struct scope *s, bool most)
{
	const struct report *r = s->run;
	struct figure best = figure_none(nobody_there);

	for (size_t i = 0; i < r->sim->roster->n_agents; i++) {
		const struct effort *e = &r->agents[i].effort;
		struct figure f =
		    figure_of_time(e->busy_us, e->present_us, nobody_there);

		if (!isnan(f.value) &&
		    (isnan(best.value) ||
			(most ? f.value > best.value : f.value < best.value)))
			best = f;
	}
	return best;
}

static struct figure
least_loaded(const struct scope *s, struct arena *a)
{
	(void)a;
	return least_or_most(s, false);
}

static struct figure
most_loaded(const struct scope *s, struct arena *a)
{
	(void)a;
	return least_or_most(s, true);
}

static struct figure
per_hour(const struct scope *s, struct arena *a)
{
	double hours = (double)s->run->observed_us / 3.6e9;

	(void)a;
	if (hours == 0)
		return figure_none(no_time);
	return figure_number((double)s->run->joined / hours, s->run->joined);
}

static struct figure
waiting(const struct scope *s, struct arena *a)
{
	const struct report *r = s->run;

	(void)a;
	if (!r->observed_us)
		return figure_none(no_time);
	return figure_number(
	    (double)r->waiting_us / (double)r->observed_us, r->joined);
}

static struct figure
most_waiting(const struct scope *s, struct arena *a)
{
	(void)a;
	return figure_number((double)s->run->most_waiting, s->run->joined);
}

static struct figure
wait_all(const struct scope *s, struct arena *a)
{
	(void)a;
	return figure_mean(
	    (double)s->run->waiting_us, s->run->joined, nobody_came);
}

static struct figure
passed_on(const struct scope *s, struct arena *a)
{
	(void)a;
	return figure_share(s->run->legs.n, s->tally->served, nobody_served);
}

static struct figure
passed_on_wait(const struct scope *s, struct arena *a)
{
	(void)a;
	return figure_mean((double)s->run->legs.served_us, s->run->legs.served,
	    nobody_passed_on);
}

static struct figure
passed_on_lost(const struct scope *s, struct arena *a)
{
	uint64_t n = s->run->legs.n;

	(void)a;
	return figure_share(n - s->run->legs.served, n, nobody_passed_on);
}

/* Nothing can be said of customers where contacts are not joined. */
static struct figure
of_returns(const struct report *r, uint64_t n, uint64_t of, const char *nothing)
{
	if (!r->sim->customers)
		return (struct figure){ NAN, 0, 0,
			"the policy does not join contacts" };
	return figure_share(n, of, nothing);
}

static uint64_t
n_came(const struct report *r)
{
	return r->joined + r->set_aside - r->passed_on;
}

static struct figure
came_again(const struct scope *s, struct arena *a)
{
	const struct report *r = s->run;

	(void)a;
	return of_returns(r, r->returns.all, n_came(r), nobody_came);
}

static struct figure
changed(const struct scope *s, struct arena *a)
{
	const struct report *r = s->run;

	(void)a;
	return of_returns(r, r->returns.changed, n_came(r), nobody_came);
}

static struct figure
restarted(const struct scope *s, struct arena *a)
{
	const struct report *r = s->run;

	(void)a;
	return of_returns(
	    r, r->returns.restarted, r->returns.changed, nobody_changed);
}

static struct figure
lost_wait(const struct scope *s, struct arena *a)
{
	const struct report *r = s->run;

	(void)a;
	return figure_mean((double)r->returns.lost_us, r->returns.restarted,
	    "no wait began anew");
}

static struct figure
strange(const struct scope *s, struct arena *a)
{
	const struct report *r = s->run;

	(void)a;
	return of_returns(r, r->returns.strange, r->returns.had,
	    "nobody changed the channel whom an agent had had");
}

static struct figure
present(const struct scope *s, struct arena *a)
{
	const struct report *r = s->run;

	(void)a;
	if (!r->observed_us)
		return figure_none(no_time);
	return figure_number(
	    (double)s->effort->present_us / (double)r->observed_us,
	    r->sim->roster->n_agents);
}

static struct figure
at_work(const struct scope *s, struct arena *a)
{
	const struct report *r = s->run;

	(void)a;
	if (!r->observed_us)
		return figure_none(no_time);
	return figure_number(
	    (double)s->effort->hands_us / (double)r->observed_us,
	    r->sim->roster->n_agents);
}

const struct metric metrics[] = {
	{ "contacts", "contacts", OF_CONTACTS, COUNT_OF, contacts,
	    "escalations that came" },
	{ "served", "served", OF_CONTACTS, SHARE_OF, served,
	    "an agent took it, of all" },
	{ "abandoned", "gave up", OF_CONTACTS, SHARE_OF, quit,
	    "the customer's patience ended first, of all offered (who took a "
	    "callback was, too)" },
	{ "abandoned_less_short", "gave up, less short ones", OF_CONTACTS,
	    SHARE_OF, quit_long,
	    "gave up later than --short-abandon, of all offered but those who "
	    "gave up within it" },
	{ "unserved", "never served", OF_CONTACTS, SHARE_OF, unserved,
	    "nobody can serve it, its queue was closed or full, it waited "
	    "for --max-wait, or made room (--hold), of all" },
	{ "out_of_hours", "out of hours", OF_CONTACTS, SHARE_OF, out_of_hours,
	    "of these, who came when the queue was closed and lets nobody "
	    "wait, of all; not offered to anybody, so not in the service "
	    "levels, nor among those of whom some gave up" },
	{ "service_level_offered", "service level, of the offered", OF_CONTACTS,
	    SHARE_OF, level_offered,
	    "served within sla_s, of all offered: of all but those out of "
	    "hours (Genesys' default)" },
	{ "service_level_served", "service level, of the served", OF_CONTACTS,
	    SHARE_OF, level_served,
	    "served within sla_s, of those served (as Dynamics 365 counts "
	    "speed to answer)" },
	{ "service_level_less_short", "service level, less short abandons",
	    OF_CONTACTS, SHARE_OF, level_less_short,
	    "served within sla_s, of all offered but those who gave up within "
	    "--short-abandon (as in Google CCAIP)" },
	{ "service_level_met_or_left", "service level, abandons in time count",
	    OF_CONTACTS, SHARE_OF, level_met_or_left,
	    "served or gave up within sla_s, of all offered (as Amazon Connect "
	    "counts)" },
	{ "asa_s", "mean wait (ASA)", OF_CONTACTS, SECONDS_OF, asa,
	    "from arrival (where join keeps the place, from that of the "
	    "contact before) to the agent, of those served" },
	{ "wait_p50_s", "wait, half within", OF_CONTACTS, SECONDS_OF, p50,
	    "the wait that half of those served had at most" },
	{ "wait_p90_s", "wait, nine in ten within", OF_CONTACTS, SECONDS_OF,
	    p90, "the wait that nine in ten of those served had at most" },
	{ "wait_p99_s", "wait, 99 in 100 within", OF_CONTACTS, SECONDS_OF, p99,
	    "the same of 99 in 100" },
	{ "wait_max_s", "longest wait", OF_CONTACTS, SECONDS_OF, longest,
	    "of those served" },
	{ "gave_up_p50_s", "wait until given up, half within", OF_CONTACTS,
	    SECONDS_OF, quit_p50, "of those who gave up" },
	{ "aht_s", "handling (AHT)", OF_CONTACTS, SECONDS_OF, aht,
	    "mean time that a contact keeps an agent; one that is passed on "
	    "counts for each" },
	{ "overtaken", "overtaken", OF_CONTACTS, SHARE_OF, overtaken,
	    "who came to the same queue later, with no higher priority, was "
	    "served first, of all" },
	{ "starved", "starved", OF_CONTACTS, SHARE_OF, starved,
	    "when it had waited for --starved times its sla_s, an agent with "
	    "the skills took work of lower priority, of all" },

	{ "callbacks", "took a callback", OF_CALLBACKS, SHARE_OF, callbacks,
	    "hung up to be called when it was their turn, of all offered: "
	    "they count as served when they are reached, but are in no wait "
	    "of those served, and in no service level but Amazon Connect's, "
	    "by when they hung up" },
	{ "callback_reached", "were reached", OF_CALLBACKS, SHARE_OF, reached,
	    "picked up when an agent called, at once or at a later attempt, of "
	    "those who took one" },
	{ "callback_calls", "calls for each", OF_CALLBACKS, NUMBER_OF,
	    callback_calls,
	    "that agents made, picked up or not, for each who was called at "
	    "all (n, of)" },
	{ "callback_asa_s", "mean wait until called", OF_CALLBACKS, SECONDS_OF,
	    callback_asa,
	    "from arrival to the agent who reached him, of those reached who "
	    "kept their place" },
	{ "callback_p50_s", "until called, half within", OF_CALLBACKS,
	    SECONDS_OF, callback_p50, "the same that half had at most" },
	{ "callback_p90_s", "until called, nine in ten within", OF_CALLBACKS,
	    SECONDS_OF, callback_p90, "the same of nine in ten" },
	{ "appointments", "had an appointment", OF_CALLBACKS, SHARE_OF,
	    appointments,
	    "were to be called at a time, of those who took one" },
	{ "appointment_kept", "appointments kept", OF_CALLBACKS, SHARE_OF, kept,
	    "an agent called before the slot was over, to be picked up or not, "
	    "of those" },
	{ "appointment_late_p50_s", "late, half by", OF_CALLBACKS, SECONDS_OF,
	    late_p50,
	    "from the appointment to the first call, of half of those called, "
	    "at most" },
	{ "appointment_late_p90_s", "late, nine in ten by", OF_CALLBACKS,
	    SECONDS_OF, late_p90, "the same of nine in ten" },

	{ "occupancy", "occupancy", OF_EFFORT, SHARE_OF, occupancy,
	    "time with a contact in hand, of the time agents are on shift or "
	    "finish what they have (in seconds)" },
	{ "slot_use", "slots in use", OF_EFFORT, SHARE_OF, slot_use,
	    "contacts in hand over time, of the slots of that time: beside "
	    "occupancy it tells how many chats run at once" },

	{ "agents_present", "agents there", OF_RUN, NUMBER_OF, present,
	    "on average over the time observed" },
	{ "contacts_in_hand", "contacts in hand", OF_RUN, NUMBER_OF, at_work,
	    "on average over the time observed" },
	{ "jain", "evenness of load (Jain)", OF_RUN, NUMBER_OF, jain,
	    "of the agents' occupancies: 1 when all are alike, 1/n when one "
	    "of n does all work" },
	{ "occupancy_least", "least occupied agent", OF_RUN, SHARE_OF,
	    least_loaded, "time with a contact in hand, of his time" },
	{ "occupancy_most", "most occupied agent", OF_RUN, SHARE_OF,
	    most_loaded, "the same" },
	{ "per_hour", "arrivals an hour", OF_RUN, NUMBER_OF, per_hour,
	    "contacts that join a queue, over the time observed" },
	{ "waiting", "contacts waiting", OF_RUN, NUMBER_OF, waiting,
	    "on average over the time observed; by Little's law arrivals "
	    "times the mean wait of all, which every run is held to" },
	{ "waiting_most", "most contacts waiting", OF_RUN, NUMBER_OF,
	    most_waiting, "at any time" },
	{ "wait_all_s", "mean wait of all", OF_RUN, SECONDS_OF, wait_all,
	    "of all who joined a queue, served or not" },

	{ "passed_on", "transferred", OF_RUN, SHARE_OF, passed_on,
	    "passed on to another queue, of those served" },
	{ "passed_on_wait_s", "mean wait when transferred", OF_RUN, SECONDS_OF,
	    passed_on_wait,
	    "for the other agent, of those he took; in no other wait" },
	{ "passed_on_lost", "lost when transferred", OF_RUN, SHARE_OF,
	    passed_on_lost,
	    "gave up or were never served there, of those passed on; they "
	    "count as served, by the first agent" },

	{ "never_closed", "closed", OF_REFUSALS, SHARE_OF, refused_closed,
	    "it came out of the queue's hours, and the queue refuses such" },
	{ "never_full", "queue full", OF_REFUSALS, SHARE_OF, refused_full,
	    "max_waiting of the queue waited already" },
	{ "never_max_wait", "waited too long", OF_REFUSALS, SHARE_OF,
	    refused_max_wait, "it waited for --max-wait" },
	{ "never_no_skill", "nobody has a skill", OF_REFUSALS, SHARE_OF,
	    refused_no_skill,
	    "no agent of the roster holds one of the queue's skills" },
	{ "never_no_agent", "nobody has all it needs", OF_REFUSALS, SHARE_OF,
	    refused_no_agent,
	    "no agent holds all of the skills, or with them both speaks the "
	    "language and takes the channel" },
	{ "never_no_language", "nobody speaks the language", OF_REFUSALS,
	    SHARE_OF, refused_no_language, "of those who have the skills" },
	{ "never_no_channel", "nobody takes the channel", OF_REFUSALS, SHARE_OF,
	    refused_no_channel, "of those who have the skills and speak it" },
	{ "never_no_time", "no time in the record", OF_REFUSALS, SHARE_OF,
	    refused_no_time, "nothing says when it arrives" },
	{ "never_no_queue", "queue of a crisis missing", OF_REFUSALS, SHARE_OF,
	    refused_no_queue,
	    "the customer may be in danger, and the queue is not in the "
	    "rules" },
	{ "never_not_reached", "called, not reached", OF_REFUSALS, SHARE_OF,
	    refused_not_reached, "it took a callback, and did not pick up" },
	{ "never_backlog", "made room", OF_REFUSALS, SHARE_OF, refused_backlog,
	    "it waited when more was to be held than --hold" },

	{ "came_again", "came again", OF_RETURNS, SHARE_OF, came_again,
	    "customers who had been in touch within join.within_s, of all "
	    "contacts that came" },
	{ "channel_changed", "on another channel", OF_RETURNS, SHARE_OF,
	    changed, "the same, by another channel than before" },
	{ "wait_restarted", "their wait began anew", OF_RETURNS, SHARE_OF,
	    restarted,
	    "they had waited and not been served, and it did not count, of "
	    "those who changed the channel" },
	{ "wait_lost_s", "what they had waited", OF_RETURNS, SECONDS_OF,
	    lost_wait, "in vain, on average of those" },
	{ "context_lost", "another agent than before", OF_RETURNS, SHARE_OF,
	    strange,
	    "took it, who does not know the matter, of those who changed the "
	    "channel and whom an agent had had" },
	{ 0 },
};

bool
metric_applies(const struct metric *m, const struct scope *s)
{
	return m->kind == OF_CONTACTS || m->kind == OF_CALLBACKS ||
	       (m->kind == OF_EFFORT && s->effort) || s->run;
}

const struct metric *
metric_find(const char *id)
{
	const struct metric *m = metrics;

	while (m->id && strcmp(m->id, id))
		m++;
	return m;
}

const char *
unit_of(const struct metric *m)
{
	static const char *const units[] = { [COUNT_OF] = "contacts",
		[SHARE_OF] = "share",
		[SECONDS_OF] = "seconds",
		[NUMBER_OF] = "number" };

	return units[m->unit];
}
