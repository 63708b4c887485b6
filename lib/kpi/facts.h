#ifndef KPI_FACTS_H
#define KPI_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conv/conv.h"
#include "kpi/course.h"

/*
 * What definitions may ask of a conversation (define.h).  Each fact has a few
 * values, so that all of them fit one number, the code: conversations of the
 * same code are only counted, and what the code means is decided when the
 * report is made.
 */
enum fact {
	F_CUSTOMER_TURNS,
	F_ATTEMPTED,
	F_DELIVERED,
	F_HUMAN,
	F_ANSWERED_HUMAN,
	F_RETURNED,
	F_HANDOFF,
	F_FAILURE,
	F_ASKED_BY,
	F_LEFT,
	F_CLOSED_BY,
	F_RESOLVED,
	F_LAST,
	F_SATISFACTION,
	F_BOT_FALLBACKS,
	F_AGAIN_DAYS,
	F_OBSERVED_DAYS,
	F_MATTER,
	F_MATTER_AGAIN_DAYS,
	F_MATTER_BEFORE_DAYS,
	N_FACTS
};

enum { FACT_BITS = 3, FACT_VALUES = 1 << FACT_BITS };

/* Two places among the values: of a number, for more; of F_LAST. */
enum { FACT_MOST = FACT_VALUES - 1, LAST_BOT_QUESTION = 3 };

enum fact_kind { FACT_FLAG, FACT_ANSWER, FACT_NUMBER, FACT_WORD };

struct fact_info {
	const char *name;
	enum fact_kind kind;

	/* But of a flag, in the order of the code; NULL is null where it comes
	 * first, and the end of the list elsewhere. */
	const char *values[FACT_VALUES + 1];
};

extern const struct fact_info fact_info[N_FACTS];

/* The windows of a customer's next contact, in days, ascending. */
enum { N_WINDOWS = 4 };
extern const int window_days[N_WINDOWS];

unsigned fact_get(uint64_t code, enum fact f);
uint64_t fact_set(uint64_t code, enum fact f, unsigned value);

/* Whether each of its values is one that a fact can have. */
bool fact_is_code(uint64_t code);

/*
 * What the log itself tells about one conversation.  Private turns (notes) are
 * not part of it: neither side ever saw them.  NULL and CONV_NO_TIME where a
 * thing did not happen or has no time.
 */
struct facts {
	uint64_t code;
	size_t customer_turns, bot_turns;
	const struct turn *first_customer;
	const struct turn *first_agent;
	const struct turn *last; /* the last word */
	const struct turn *last_customer;
	bool attempted, delivered, returned;
	int64_t handoff_ms; /* first handoff event but the offer */
	int64_t asked_ms;   /* the customer asked, by event */
	bool asked;
	struct course course;
};

void facts_read(struct facts *f, const struct conv *c);

/* The name of an intent that says that none was found. */
bool facts_is_fallback(struct str intent);

/* The customer left, the bot or the queue: what the default definitions call
 * abandoned, in any of three ways. */
bool facts_has_left(const struct facts *f);

/* When it began and when it ended: what the record says, else (or where it
 * would end before it began) its turns. */
int64_t facts_start(const struct facts *f, const struct conv *c);
int64_t facts_end(const struct facts *f, const struct conv *c);

/* Of two times, one that is not known being none. */
int64_t facts_earlier(int64_t a, int64_t b);

#endif
