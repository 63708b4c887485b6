#include "kpi/facts.h"

#include "kpi/who.h"

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
	[F_MATTER] = { "matter", FACT_FLAG, { NULL } },
	[F_MATTER_AGAIN_DAYS] = { "matter_again_days", FACT_NUMBER,
	    { NULL, "1", "3", "7", "30" } },
	[F_MATTER_BEFORE_DAYS] = { "matter_before_days", FACT_NUMBER,
	    { NULL, "1", "3", "7", "30" } },
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

/* Who asked for a handoff: a place in fact_info[F_ASKED_BY].values. */
static unsigned
asker(struct str by)
{
	enum who who = who_is(by);

	return who == WHO_CUSTOMER ? 1 : who == WHO_BOT ? 2 : 3;
}

static void
read_event(struct facts *f, const struct conv *c, const struct event *e,
    unsigned *asked_by)
{
	struct str by = conv_event_by(c, e);

	switch (e->type) {
	case EVENT_HANDOFF_REQUESTED:
		if (!*asked_by)
			*asked_by = asker(by);
		if (who_is(by) == WHO_CUSTOMER) {
			f->asked_ms = facts_earlier(f->asked_ms, e->at_ms);
			f->asked = true;
		}
		break;
	case EVENT_HANDOFF_ACCEPTED:
	case EVENT_AGENT_JOINED:
		f->delivered = true;
		break;
	case EVENT_HANDOFF_FAILED:
		break;
	case EVENT_RETURNED_TO_BOT:
		f->returned |= f->attempted;
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
bool
facts_is_fallback(struct str intent)
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
		n += c->turns[i].intent->name.n && !c->turns[i].private &&
		     facts_is_fallback(c->turns[i].intent->name);
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
encode(struct facts *f, const struct conv *c, unsigned asked_by)
{
	const struct course *k = &f->course;
	const unsigned values[N_FACTS] = {
		[F_CUSTOMER_TURNS] = at_most(f->customer_turns),
		[F_ATTEMPTED] = f->attempted,
		[F_DELIVERED] = f->delivered,
		[F_HUMAN] = f->first_agent != NULL,
		[F_ANSWERED_HUMAN] =
		    f->first_agent && f->last_customer > f->first_agent,
		[F_RETURNED] = f->returned,
		[F_HANDOFF] = k->standing,
		[F_FAILURE] = k->failure,
		[F_ASKED_BY] = asked_by,
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
	unsigned asked_by = 0;

	*f = (struct facts){ .handoff_ms = CONV_NO_TIME,
		.asked_ms = CONV_NO_TIME };
	read_turns(f, c);
	course_read(&f->course, c);
	for (size_t i = 0; i < c->n_events; i++)
		read_event(f, c, course_event(&f->course, c, i), &asked_by);
	encode(f, c, asked_by);
}

bool
facts_has_left(const struct facts *f)
{
	unsigned handoff = fact_get(f->code, F_HANDOFF);
	bool closed = fact_get(f->code, F_CLOSED_BY) == WHO_CUSTOMER;

	if (handoff == STANDS_LEFT || (handoff == STANDS_WAITING && closed))
		return true;
	if (handoff != STANDS_NOT || f->delivered)
		return false;
	if (fact_get(f->code, F_LEFT))
		return fact_get(f->code, F_RESOLVED) != ANSWER_YES;
	return fact_get(f->code, F_RESOLVED) == ANSWER_NONE && !closed &&
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
	bool ends_first =
	    c->started_ms != CONV_NO_TIME && c->ended_ms < c->started_ms;

	if ((c->ended_ms != CONV_NO_TIME && !ends_first) || !f->last)
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
