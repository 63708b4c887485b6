#include "kpi/facts.h"

#include <stdlib.h>

const int window_days[N_WINDOWS] = { 1, 3, 7, 30 };

/* hoff.jq tells users what they mean. */
const struct fact_info fact_info[N_FACTS] = {
	[F_CUSTOMER_TURNS] = { "customer_turns", FACT_NUMBER,
	    { "0", "1", "2", "3", "4", "5", "6", "7" } },
	[F_ATTEMPTED] = { "attempted", FACT_FLAG, { NULL } },
	[F_DELIVERED] = { "delivered", FACT_FLAG, { NULL } },
	[F_HUMAN] = { "human", FACT_FLAG, { NULL } },
	[F_ANSWERED_HUMAN] = { "answered_human", FACT_FLAG, { NULL } },
	[F_RETURNED] = { "returned", FACT_FLAG, { NULL } },
	[F_HANDOFF] = { "handoff", FACT_WORD,
	    { NULL, "waiting", "failed", "left" } },
	[F_FAILURE] = { "failure", FACT_WORD,
	    { NULL, "out_of_hours", "no_agent", "other" } },
	[F_ASKED_BY] = { "asked_by", FACT_WORD,
	    { NULL, "customer", "bot", "other" } },
	[F_LEFT] = { "left", FACT_FLAG, { NULL } },
	[F_CLOSED_BY] = { "closed_by", FACT_WORD,
	    { NULL, "customer", "bot", "agent", "timeout", "other" } },
	[F_RESOLVED] = { "resolved", FACT_ANSWER, { NULL, "false", "true" } },
	[F_LAST] = { "last", FACT_WORD,
	    { NULL, "customer", "bot", "bot_question", "agent" } },
	[F_SATISFACTION] = { "satisfaction", FACT_WORD,
	    { NULL, "low", "middle", "high" } },
	[F_BOT_FALLBACKS] = { "fallbacks", FACT_NUMBER,
	    { "0", "1", "2", "3", "4", "5", "6", "7" } },
	[F_AGAIN_DAYS] = { "again_days", FACT_NUMBER,
	    { NULL, "1", "3", "7", "30" } },
	[F_OBSERVED_DAYS] = { "observed_days", FACT_NUMBER,
	    { NULL, "0", "1", "3", "7", "30" } },
};

unsigned
fact_get(uint64_t code, enum fact f)
{
	return (unsigned)(code >> FACT_BITS * f) & FACT_MOST;
}

uint64_t
fact_set(uint64_t code, enum fact f, unsigned value)
{
	code &= ~((uint64_t)FACT_MOST << FACT_BITS * f);
	return code | (uint64_t)value << FACT_BITS * f;
}

static bool
is_value(enum fact f, unsigned v)
{
	if (fact_info[f].kind == FACT_FLAG)
		return v < 2;
	return !v || fact_info[f].values[v];
}

bool
fact_is_code(uint64_t code)
{
	for (size_t i = 0; i < N_FACTS; i++)
		if (!is_value((enum fact)i, fact_get(code, (enum fact)i)))
			return false;
	return !(code >> FACT_BITS * N_FACTS);
}

/*
 * Where a handoff stands while the events are read in order.  What came first
 * decides: a customer who leaves the queue and then makes the handoff fail
 * left; one who leaves because it failed was failed.
 */
enum handoff { NOT_TRIED, WAITING, REFUSED, LEFT_QUEUE };

struct course {
	enum handoff handoff;
	bool served;   /* a human is there; the handoff is none to wait for */
	bool left_bot; /* abandoned while no handoff was open, nor a human */
	unsigned failure, asked_by;
	struct str closed_by;
};

struct placed {
	const struct event *event;
	int64_t at_ms; /* its own, or of the one before it */
	size_t index;
};

static int
by_time(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

/* The events in the order of their times; one without stays behind its
 * predecessor in the log. */
static struct placed *
events_in_order(const struct conv *c)
{
	struct placed *p = arena_array(c->record, c->n_events, sizeof(*p));
	int64_t now = CONV_NO_TIME;
	bool sorted = true;

	for (size_t i = 0; i < c->n_events; i++) {
		const struct event *e = &c->events[i];

		if (e->at_ms != CONV_NO_TIME) {
			sorted &= e->at_ms >= now;
			now = e->at_ms;
		}
		p[i] = (struct placed){ e, now, i };
	}
	if (!sorted)
		qsort(p, c->n_events, sizeof(*p), by_time);
	return p;
}

static bool
is_among(struct str word, const char *const *words)
{
	for (; *words; words++)
		if (str_eq(word, str_of(*words)))
			return true;
	return false;
}

/* Who did something: a place in fact_info[F_CLOSED_BY].values. */
enum who { NOBODY, CUSTOMER, BOT, AGENT, TIMER, SOMEBODY };

static enum who
who_is(struct str name)
{
	static const char *const customer[] = { "customer", "user", "consumer",
		"visitor", "end_user", NULL };
	static const char *const bot[] = { "bot", "assistant", "virtual_agent",
		NULL };
	static const char *const agent[] = { "agent", "human", "operator",
		NULL };
	static const char *const timer[] = { "timeout", "timer", "inactivity",
		"idle", NULL };

	if (!name.n)
		return NOBODY;
	if (is_among(name, customer))
		return CUSTOMER;
	if (is_among(name, bot))
		return BOT;
	if (is_among(name, agent))
		return AGENT;
	return is_among(name, timer) ? TIMER : SOMEBODY;
}

/* Who asked for a handoff: a place in fact_info[F_ASKED_BY].values. */
static unsigned
asker(struct str by)
{
	enum who who = who_is(by);

	return who == CUSTOMER ? 1 : who == BOT ? 2 : 3;
}

/* What a handoff_failed event says: a place in fact_info[F_FAILURE].values. */
static unsigned
failure_of(const struct conv *c, const struct event *e)
{
	static const char *const hours[] = { "out_of_hours", "after_hours",
		"outside_hours", "off_hours", "closed", NULL };
	static const char *const nobody[] = { "no_agent", "no_agents",
		"no_agent_available", "no_agents_available", "agents_busy",
		NULL };
	uint32_t at = json_get(c->json, e->value, STR("reason"));
	struct str reason;

	if (!at || json_kind_of(c->json, at) != JSON_STRING)
		return 3;
	reason = json_string(c->json, at, c->record);
	return is_among(reason, hours) ? 1 : is_among(reason, nobody) ? 2 : 3;
}

/* Whether a human was there at an event: by an earlier one, or by their turn.
 */
static bool
is_served(const struct facts *f, const struct course *k, const struct event *e)
{
	const struct turn *t = f->first_agent;

	return k->served ||
	       (t && t->at_ms != CONV_NO_TIME && e->at_ms != CONV_NO_TIME &&
		   t->at_ms <= e->at_ms);
}

/* The customer goes. */
static void
read_leaving(struct facts *f, struct course *k, const struct event *e)
{
	if (is_served(f, k, e))
		return;
	if (k->handoff == WAITING) {
		k->handoff = LEFT_QUEUE;
		f->left_ms = e->at_ms;
	} else if (k->handoff == NOT_TRIED) {
		k->left_bot = true;
	}
}

static void
read_event(struct facts *f, struct course *k, const struct conv *c,
    const struct event *e)
{
	switch (e->type) {
	case EVENT_HANDOFF_REQUESTED:
		k->handoff = WAITING;
		if (!k->asked_by)
			k->asked_by = asker(e->by);
		if (who_is(e->by) == CUSTOMER) {
			f->asked_ms = facts_earlier(f->asked_ms, e->at_ms);
			f->asked = true;
		}
		break;
	case EVENT_HANDOFF_FAILED:
		k->failure = failure_of(c, e);
		if (k->handoff != LEFT_QUEUE)
			k->handoff = REFUSED;
		break;
	case EVENT_HANDOFF_ACCEPTED:
	case EVENT_AGENT_JOINED:
		f->delivered = k->served = true;
		k->handoff = NOT_TRIED;
		f->joined_ms = facts_earlier(f->joined_ms, e->at_ms);
		break;
	case EVENT_RETURNED_TO_BOT:
		f->returned |= f->attempted;
		k->handoff = NOT_TRIED;
		k->served = false;
		return;
	case EVENT_ABANDONED:
		read_leaving(f, k, e);
		return;
	case EVENT_CLOSED:
		k->closed_by = e->by;
		if (k->handoff == WAITING && who_is(e->by) == CUSTOMER &&
		    !is_served(f, k, e))
			f->left_ms = e->at_ms;
		return;
	default:
		return;
	}
	f->attempted = true;
	f->handoff_ms = facts_earlier(f->handoff_ms, e->at_ms);
}

static void
read_turns(struct facts *f, const struct conv *c)
{
	for (size_t i = 0; i < c->n_turns; i++) {
		const struct turn *t = &c->turns[i];

		if (t->private || t->role == ROLE_SYSTEM)
			continue;
		f->last = t;
		if (t->role == ROLE_CUSTOMER) {
			f->customer_turns++;
			f->last_customer = t;
			if (!f->first_customer)
				f->first_customer = t;
		} else if (t->role == ROLE_BOT) {
			f->bot_turns++;
		} else if (!f->first_agent) {
			f->first_agent = t;
		}
	}
	if (f->first_agent)
		f->attempted = f->delivered = true;
}

/* The text ends with a question mark: ASCII, full width, Arabic or Greek;
 * blanks, quotes, brackets and emphasis behind it do not count. */
static bool
asks(struct str text)
{
	static const char behind[] = " \t\r\n\"')]*_";

	while (text.n && memchr(behind, text.p[text.n - 1], sizeof(behind) - 1))
		text.n--;
	if (text.n && text.p[text.n - 1] == '?')
		return true;
	if (text.n >= 3 && !memcmp(text.p + text.n - 3, "\xef\xbc\x9f", 3))
		return true;
	return text.n >= 2 && (!memcmp(text.p + text.n - 2, "\xd8\x9f", 2) ||
				  !memcmp(text.p + text.n - 2, "\xcd\xbe", 2));
}

/* Whether `word` begins at `at`, going by letters only. */
static bool
spells(struct str text, size_t at, const char *word)
{
	for (; at < text.n && *word; at++) {
		char c = text.p[at] | 0x20;

		if (c < 'a' || c > 'z')
			continue;
		if (c != *word)
			return false;
		word++;
	}
	return !*word;
}

/* "Default Fallback Intent", "no_match": no understanding at all. */
static bool
is_fallback(struct str intent)
{
	for (size_t i = 0; i < intent.n; i++) {
		char c = intent.p[i] | 0x20;

		if ((c == 'f' && spells(intent, i, "fallback")) ||
		    (c == 'o' && spells(intent, i, "outofscope")) ||
		    (c == 'n' && (spells(intent, i, "nomatch") ||
				     spells(intent, i, "noinput") ||
				     spells(intent, i, "notunderstood"))))
			return true;
	}
	return false;
}

static unsigned
fallbacks(const struct conv *c)
{
	unsigned n = 0;

	for (size_t i = 0; i < c->n_turns; i++)
		n += c->turns[i].intent.n && !c->turns[i].private &&
		     is_fallback(c->turns[i].intent);
	return n;
}

/* A place in fact_info[F_LAST].values. */
static unsigned
last_word(const struct facts *f, const struct conv *c)
{
	if (!f->last)
		return 0;
	switch (f->last->role) {
	case ROLE_CUSTOMER:
		return 1;
	case ROLE_BOT:
		return asks(conv_text(c, f->last)) ? LAST_BOT_QUESTION : 2;
	default:
		return 4;
	}
}

/* A place in fact_info[F_SATISFACTION].values. */
static unsigned
satisfaction(double csat)
{
	if (!(csat >= 1 && csat <= 5))
		return 0;
	return csat < 3 ? 1 : csat < 4 ? 2 : 3;
}

static unsigned
at_most(size_t n)
{
	return n < FACT_MOST ? (unsigned)n : FACT_MOST;
}

static void
encode(struct facts *f, const struct conv *c, const struct course *k)
{
	const unsigned values[N_FACTS] = {
		[F_CUSTOMER_TURNS] = at_most(f->customer_turns),
		[F_ATTEMPTED] = f->attempted,
		[F_DELIVERED] = f->delivered,
		[F_HUMAN] = f->first_agent != NULL,
		[F_ANSWERED_HUMAN] =
		    f->first_agent && f->last_customer > f->first_agent,
		[F_RETURNED] = f->returned,
		[F_HANDOFF] = k->handoff,
		[F_FAILURE] = k->failure,
		[F_ASKED_BY] = k->asked_by,
		[F_LEFT] = k->left_bot,
		[F_CLOSED_BY] = who_is(k->closed_by),
		[F_RESOLVED] = c->resolved,
		[F_LAST] = last_word(f, c),
		[F_SATISFACTION] = satisfaction(c->csat),
		[F_BOT_FALLBACKS] = at_most(fallbacks(c)),
	};

	for (size_t i = 0; i < N_FACTS; i++)
		f->code = fact_set(f->code, (enum fact)i, values[i]);
}

void
facts_read(struct facts *f, const struct conv *c)
{
	struct course k = { .handoff = NOT_TRIED };

	*f = (struct facts){ .handoff_ms = CONV_NO_TIME,
		.asked_ms = CONV_NO_TIME,
		.joined_ms = CONV_NO_TIME,
		.left_ms = CONV_NO_TIME };
	read_turns(f, c);
	if (c->n_events) {
		struct placed *p = events_in_order(c);

		for (size_t i = 0; i < c->n_events; i++)
			read_event(f, &k, c, p[i].event);
	}
	if (k.handoff == WAITING && f->first_agent)
		k.handoff = NOT_TRIED; /* who answered need not have joined */
	if (c->closed_by.n)
		k.closed_by = c->closed_by;
	encode(f, c, &k);
}

bool
facts_has_left(const struct facts *f)
{
	return fact_get(f->code, F_LEFT) || f->left_ms != CONV_NO_TIME ||
	       fact_get(f->code, F_LAST) == LAST_BOT_QUESTION;
}

int64_t
facts_start(const struct facts *f, const struct conv *c)
{
	if (c->started_ms != CONV_NO_TIME || !f->first_customer)
		return c->started_ms;
	return f->first_customer->at_ms;
}

int64_t
facts_end(const struct facts *f, const struct conv *c)
{
	if (c->ended_ms != CONV_NO_TIME || !f->last)
		return c->ended_ms;
	return f->last->at_ms;
}

int64_t
facts_earlier(int64_t a, int64_t b)
{
	if (a == CONV_NO_TIME || b == CONV_NO_TIME)
		return a == CONV_NO_TIME ? b : a;
	return a < b ? a : b;
}
