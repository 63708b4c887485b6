#ifndef WORDS_WORDS_H
#define WORDS_WORDS_H

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

/* What a customer may be here for; of several in one text the first counts. */
#define MATTERS(X) \
	X(GAS, "gas") \
	X(LEAK, "leak") \
	X(MEDICINE, "medicine") \
	X(SUPPLY, "supply") \
	X(HARASSED, "harassed") \
	X(CARD_LOST, "card_lost") \
	X(CARD_BLOCKED, "card_blocked") \
	X(CARD_NEW, "card_new") \
	X(ACCOUNT_BLOCKED, "account_blocked") \
	X(SIM, "sim") \
	X(WRONG_TRANSFER, "wrong_transfer") \
	X(METER, "meter") \
	X(NOT_MINE, "not_mine") \
	X(FINE, "fine") \
	X(PRICE_UP, "price_up") \
	X(DEPOSIT, "deposit") \
	X(POINTS, "points") \
	X(GIFT_CARD, "gift_card") \
	X(CHARGE, "charge") \
	X(CANNOT_PAY, "cannot_pay") \
	X(PAYMENT_FAILED, "payment_failed") \
	X(REFUND, "refund") \
	X(FLIGHT, "flight") \
	X(BAGGAGE, "baggage") \
	X(PARCEL_MISSING, "parcel_missing") \
	X(ITEM_WRONG, "item_wrong") \
	X(DELIVERY_LATE, "delivery_late") \
	X(ADDRESS, "address") \
	X(RETURN_ITEM, "return_item") \
	X(ORDER_CANCELLED, "order_cancelled") \
	X(CANCEL_ORDER, "cancel_order") \
	X(CANCEL_CONTRACT, "cancel_contract") \
	X(PAUSE, "pause") \
	X(DATA_LEAK, "data_leak") \
	X(ERASE, "erase") \
	X(CLOSE_ACCOUNT, "close_account") \
	X(OPEN_ACCOUNT, "open_account") \
	X(DETAILS, "details") \
	X(DEATH, "death") \
	X(ON_BEHALF, "on_behalf") \
	X(APPOINTMENT, "appointment") \
	X(PRESCRIPTION, "prescription") \
	X(RESULTS, "results") \
	X(VERIFY, "verify") \
	X(CLAIM, "claim") \
	X(CODE, "code") \
	X(VISIT, "visit") \
	X(LOGIN, "login") \
	X(CONNECTION, "connection") \
	X(FAULT, "fault") \
	/* what names these may mean something else: it counts less */ \
	X(WARRANTY, "warranty") \
	X(APPLICATION, "application") \
	X(LEFT_BEHIND, "left_behind") \
	X(PAID, "paid") \
	X(RECORD, "record") \
	X(BOOKING, "booking") \
	X(SYMPTOM, "symptom") \
	X(ORDER_CHANGE, "order_change") \
	X(PRICE, "price") \
	X(DOCUMENT, "document") \
	X(OFFER, "offer") \
	X(TALK, "talk") \
	X(COMPLAINT, "complaint")

#define MATTER_ENUM(symbol, name) MATTER_##symbol,
enum matter { MATTERS(MATTER_ENUM) N_MATTERS };

enum { FIRST_WEAK_MATTER = MATTER_WARRANTY };

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
	struct str *spoken; /* English texts and what they are in
			       this language, one by one */
	size_t n_spoken;    /* of both */
};

struct words_step {
	struct str signal; /* dotted, as in hoff.score.signals */
	double at_least;
	double beside; /* instead, where the decision does not rest on it */
	uint64_t matters, unless; /* bits: only where one of them was told (0:
				     anyway), and not where one was; of
				     N_MATTERS: where none is known */
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
	struct str also_step;		 /* behind one of those: has
					    words_request in it; or "" */
	struct str wanted_step, chosen_step; /* instead of what is done in most
						matters: has words_outcome in
						it; or "" */
	struct str without_step;	     /* has words_thing in it; or "" */
	struct str keep_step, undo_step, wish_step; /* or "" */
	struct str arrange_step;  /* has words_outcome in it; or "" */
	struct str second_step;	  /* has words_matter in it; or "" */
	struct str several_step;  /* has words_turns in it; or "" */
	struct str declined_step; /* of a payment that cost nothing; or "" */
};

/* "{request}" of answer_step, what is to be answered; "{known}" of known_step,
 * what is not to be asked for; "{matter}" of next_steps, what to do in the
 * matter, and "{ask}", the question; "{outcome}" of wanted_step, how it is to
 * end; "{thing}" of without_step, what the customer has not; "{turns}" of
 * tried_step, wish_step and default_step, where to read what it is about. */
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

/* Whether a text begins with a part of a calendar's date, such as {day}. */
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

/* Whether there are none to choose from, or this is one of them. */
bool choices_take(const struct choices *c, struct str item);

#endif
