#ifndef WORDS_WORDS_H
#define WORDS_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "terms/terms.h"

/* Moments of a handoff at which the customer reads something. */
#define MOMENTS(X) \
	X(OFFERED, "offered") \
	X(STARTED, "started") \
	X(QUEUED, "queued") \
	X(WAITING, "waiting") \
	X(JOINED, "joined") \
	X(NOBODY, "nobody") \
	X(FAILED, "failed") \
	X(RETURNED, "returned") \
	X(CRISIS, "crisis") \
	X(CLOSED, "closed")

#define MOMENT_ENUM(symbol, name) MOMENT_##symbol,
enum moment { MOMENTS(MOMENT_ENUM) N_MOMENTS };

/* What a customer may be here for. */
#define MATTERS(X) \
	X(GAS, "gas") \
	X(LEAK, "leak") \
	X(SUPPLY, "supply") \
	X(TOPUP, "topup") \
	X(HOME_REPAIR, "home_repair") \
	X(NUISANCE, "nuisance") \
	X(COLLECTION_MISSED, "collection_missed") \
	X(PERMIT, "permit") \
	X(TENANCY_END, "tenancy_end") \
	X(MEDICINE, "medicine") \
	X(SYMPTOM, "symptom") \
	X(HARASSED, "harassed") \
	X(TALK, "talk") \
	X(CARD_LOST, "card_lost") \
	X(CARD_BLOCKED, "card_blocked") \
	X(CARD_KEPT, "card_kept") \
	X(CARD_NEW, "card_new") \
	X(ACCOUNT_BLOCKED, "account_blocked") \
	X(ACCOUNT_TAKEN, "account_taken") \
	X(SCAM, "scam") \
	X(DISPUTE, "dispute") \
	X(WRONG_TRANSFER, "wrong_transfer") \
	X(PAYMENT_FAILED, "payment_failed") \
	X(PAID, "paid") \
	X(CANNOT_PAY, "cannot_pay") \
	X(DIRECT_DEBIT, "direct_debit") \
	X(CHARGE, "charge") \
	X(NOT_MINE, "not_mine") \
	X(LIMIT, "limit") \
	X(LOAN, "loan") \
	X(FINE, "fine") \
	X(PRICE_UP, "price_up") \
	X(PRICE_PROMISED, "price_promised") \
	X(DEPOSIT, "deposit") \
	X(POINTS, "points") \
	X(GIFT_CARD, "gift_card") \
	X(REFUND, "refund") \
	X(PAYOUT, "payout") \
	X(DONATION, "donation") \
	X(PARCEL_MISSING, "parcel_missing") \
	X(DELIVERY_LATE, "delivery_late") \
	X(ADDRESS, "address") \
	X(CUSTOMS, "customs") \
	X(CLICK_COLLECT, "click_collect") \
	X(ITEM_WRONG, "item_wrong") \
	X(ITEM_DAMAGED, "item_damaged") \
	X(ITEM_MISSING, "item_missing") \
	X(FOOD, "food") \
	X(RETURN_ITEM, "return_item") \
	X(EXCHANGE, "exchange") \
	X(ORDER_CANCELLED, "order_cancelled") \
	X(CANCEL_ORDER, "cancel_order") \
	X(ORDER_CHANGE, "order_change") \
	X(WARRANTY, "warranty") \
	X(REPAIR_STATUS, "repair_status") \
	X(SELLER, "seller") \
	X(CANCEL_CONTRACT, "cancel_contract") \
	X(RENEWAL, "renewal") \
	X(MIS_SOLD, "mis_sold") \
	X(PAUSE, "pause") \
	X(PLAN_CHANGE, "plan_change") \
	X(NUMBER_PORT, "number_port") \
	X(SIM, "sim") \
	X(MOVE_HOME, "move_home") \
	X(CLOSE_ACCOUNT, "close_account") \
	X(OPEN_ACCOUNT, "open_account") \
	X(OWNER_CHANGE, "owner_change") \
	X(DETAILS, "details") \
	X(ON_BEHALF, "on_behalf") \
	X(DEATH, "death") \
	X(LOGIN, "login") \
	X(CODE, "code") \
	X(VERIFY, "verify") \
	X(ERASE, "erase") \
	X(DATA_LEAK, "data_leak") \
	X(DATA_LOST, "data_lost") \
	X(RECORD, "record") \
	X(DOCUMENT, "document") \
	X(APPLICATION, "application") \
	X(CONNECTION, "connection") \
	X(FAULT, "fault") \
	X(METER, "meter") \
	X(APPOINTMENT, "appointment") \
	X(VISIT, "visit") \
	X(PRESCRIPTION, "prescription") \
	X(RESULTS, "results") \
	X(REFERRAL, "referral") \
	X(BOOKING, "booking") \
	X(STAY, "stay") \
	X(NAME_WRONG, "name_wrong") \
	X(TICKET, "ticket") \
	X(FLIGHT, "flight") \
	X(CHECK_IN, "check_in") \
	X(ASSISTANCE, "assistance") \
	X(BAGGAGE, "baggage") \
	X(HIRE_CAR, "hire_car") \
	X(ROADSIDE, "roadside") \
	X(LEFT_BEHIND, "left_behind") \
	X(CLAIM, "claim") \
	X(CLAIM_REFUSED, "claim_refused") \
	X(POLICY_CHANGE, "policy_change") \
	X(PRICE, "price") \
	X(OFFER, "offer") \
	X(STAFF, "staff") \
	X(COMPLAINT, "complaint")

#define MATTER_ENUM(symbol, name) MATTER_##symbol,
enum matter { MATTERS(MATTER_ENUM) N_MATTERS };

/* A set of them; N_MATTERS in it stands for none that is known. */
struct matter_set {
	uint64_t bits[N_MATTERS / 64 + 1];
};

static inline void
matters_add(struct matter_set *set, enum matter m)
{
	set->bits[m / 64] |= UINT64_C(1) << m % 64;
}

static inline bool
matters_are_none(const struct matter_set *set)
{
	uint64_t any = 0;

	for (size_t i = 0; i <= N_MATTERS / 64; i++)
		any |= set->bits[i];
	return !any;
}

static inline bool
matters_meet(const struct matter_set *a, const struct matter_set *b)
{
	uint64_t both = 0;

	for (size_t i = 0; i <= N_MATTERS / 64; i++)
		both |= a->bits[i] & b->bits[i];
	return both != 0;
}

static inline bool
matters_have(const struct matter_set *set, enum matter m)
{
	return set->bits[m / 64] >> m % 64 & 1;
}

/* "refund"; and N_MATTERS where none is called so. */
const char *matter_name(enum matter m);
enum matter matter_by_name(struct str name);

/* What a message may leave open, as {minutes}. */
enum blank {
	BLANK_BOT,	/* the persona's name */
	BLANK_MINUTES,	/* of the wait, rounded up */
	BLANK_POSITION, /* in the queue on arrival */
	BLANK_QUEUE,
	BLANK_AGENT,  /* who takes over */
	BLANK_NUMBER, /* that helps in a crisis */
	BLANK_OPENS,  /* when somebody is there again */
	N_BLANKS
};

enum empathy { EMPATHY_ANGRY, EMPATHY_UNHAPPY, EMPATHY_ANXIOUS, N_EMPATHY };

/* Texts of which one has to fit; none: anything does. */
struct choices {
	struct str *items;
	size_t n;
};

/* One wording of a message, and when it is used. */
struct variant {
	struct choices channels, tones, reasons;
	struct choices after; /* what happened while it waited */
	struct str text;
	struct choices buttons; /* for channels that show them */
	unsigned blanks;	/* bits of those it has */
	bool link;		/* nothing to read out */
};

/* How a language writes a date; without one it is 2026-03-09 08:00. */
struct words_calendar {
	struct str days[7], months[12]; /* Monday first */
	struct str date;		/* of {weekday}, {day}, {month} and
					   {time}; or "" */
};

/* What an English text is in another language. */
struct words_phrase {
	struct str english, spoken;
};

struct words_messages {
	struct str language; /* primary subtag, lower case */
	struct {
		struct variant *all; /* the first that fits is used; the last
					always does */
		size_t n;
	} moments[N_MOMENTS];
	struct str empathy[N_EMPATHY]; /* or "" */
	struct str in_public;	       /* for all to read; or "" */
	struct str call_back;	       /* offers it; or "" */
	struct words_calendar calendar;
	struct words_phrase *spoken; /* by their English texts */
	size_t n_spoken;
	uint64_t lengths; /* of those, a bit for each; the highest for all of
			     63 bytes and more */
};

struct words_step {
	struct str signal; /* dotted, as in hoff.score.signals */
	double at_least;
	double beside; /* instead, where the decision does not rest on it */
	struct matter_set matters, unless; /* only where one of them was told
					      (empty: anyway), and not where
					      one was */
	struct str text; /* may have words_matter in it, or words_ask */
	struct str ask;	 /* the customer, in the customer's language;
			    or "" */
};

struct words {
	struct str bot, tone; /* of the persona; "" */
	bool empathy;	      /* it says that it sees what is wrong */
	bool call_back;	      /* the company calls back */

	struct words_messages *languages;
	size_t n_languages;
	const struct words_messages *fallback;
	struct words_step *steps; /* most urgent first */
	size_t n_steps;
	struct str default_step;
	struct str answer_step;		 /* has words_request in it; or "" */
	struct str known_step;		 /* has words_known in it; or "" */
	struct str ask_step, tried_step; /* or "" */
	struct str matters[N_MATTERS];	 /* what to do in each; or "" */
	struct str wanted[N_MATTERS];	 /* and what is wanted in it, where
					    nobody says so; or "" */
	struct str also_step;		 /* behind one of those: has
					    words_request in it; or "" */
	struct str wanted_step, chosen_step; /* instead of what is done in most
						matters: has words_outcome in
						it; or "" */
	struct str without_step;	     /* has words_thing in it; or "" */
	struct str keep_step;		     /* has words_turns in it; or "" */
	struct str undo_step, wish_step;     /* or "" */
	struct str arrange_step;  /* has words_outcome in it; or "" */
	struct str several_step;  /* has words_turns in it; or "" */
	struct str declined_step; /* of a payment that cost nothing; or "" */
};

/* "{request}" of answer_step, what is to be answered; "{known}" of known_step,
 * what is not to be asked for; "{matter}" of next_steps, what to do in the
 * matter, and "{ask}", the question; "{outcome}" of wanted_step, chosen_step
 * and arrange_step, how it is to end; "{thing}" of without_step, what the
 * customer has not; "{turns}" of keep_step, several_step, tried_step, wish_step
 * and default_step, where to read what it is about. */
extern const struct str words_request, words_known, words_matter, words_ask,
    words_outcome, words_thing, words_turns;

/* A text up to a blank of these, and behind it; false where it has none. */
bool words_split(
    struct str text, struct str blank, struct str *before, struct str *behind);

const char *moment_name(enum moment m);
struct str blank_name(enum blank b); /* "{minutes}" */

/* Whether what fills a blank may be known at a moment, and always is. */
bool moment_may_know(enum moment m, enum blank b);
bool moment_knows(enum moment m, enum blank b);

/* Whether a wording of `waiting` may be for what hoff-route calls so:
 * "overflow", "step" or "no_answer". */
bool moment_may_follow(struct str kind);

/* UTF-16 units that a message may take: what SMS and WhatsApp do; and what one
 * blank may come to. */
enum { WORDS_LONGEST = 1600, WORDS_FILLED = 40 };

/* Dies, naming file and place, on a templates file that cannot be used. */
const struct words *words_read(
    const char *file, struct str text, struct arena *run);

/* The messages of a conversation's language, or the fallback's. */
const struct words_messages *words_for(
    const struct words *w, struct str language);

/* An English text of ours in the language of the messages, as an agent hears
 * it; where there is no other, the text itself. */
struct str words_spoken(const struct words_messages *m, struct str text);

/*
 * An instant that hoff-route wrote, as the language writes it, by the clock
 * that it was written by: with_zone names that.  "" when it is none.
 */
struct str words_time(const struct words_messages *m, struct str rfc3339,
    bool with_zone, struct arena *a);

/* Whether a text begins with a part of a calendar's date, such as {day}; then
 * *length is that of the part. */
bool words_date_part(struct str text, size_t *length);

/*
 * How easily texts are read: LIX (Bjornsson 1968), words a sentence plus the
 * per cent of words over six letters, and the school grade that RIX, such
 * words a sentence, stands for (Anderson 1983, Journal of Reading 26:490-496).
 * Of all such measures they are those that are not of one language.
 */
struct ease {
	size_t words, long_words, sentences;
	size_t longest; /* words of the longest sentence */
};

/* Add one text; its end ends a sentence. */
void ease_count(struct str text, struct ease *e);

/* The words of one text. */
size_t ease_words(struct str text);

/* Of one word at least; grade 13 is what comes after school. */
double ease_lix(const struct ease *e);
unsigned ease_grade(const struct ease *e);

/*
 * A table of phrases, CSV with the columns list, term, language and kind, as
 * one term list for each of the n names, in their order.  Dies on a row of
 * another list, and as terms_add() does.
 */
const struct terms *vocabulary_read(const char *file, struct str csv,
    const struct str *names, size_t n, struct arena *run);

/* The same of one term list, whose rows are a "promise" each. */
const struct terms *phrases_read(
    const char *row, const char *file, struct str csv, struct arena *run);

/* Whether there are none to choose from, or this is one of them. */
bool choices_take(const struct choices *c, struct str item);

#endif
