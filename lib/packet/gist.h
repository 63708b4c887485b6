#ifndef PACKET_GIST_H
#define PACKET_GIST_H

#include "base/arena.h"
#include "packet/packet.h"

/*
 * What a text comes to, in its own words: its sentences, which of them are only
 * polite, the pieces they are of, and what they speak of, by the phrases of a
 * table (gist.csv).
 */
struct gist_terms;

/* What may be asked for, to go on. */
#define GIST_THINGS(X) \
	X(NUMBER, "thing.number", "reference number") \
	X(PHOTO, "thing.photo", "photo") \
	X(CODE, "thing.code", "code") \
	X(BIRTH, "thing.birth", "date of birth") \
	X(EMAIL, "thing.email", "e-mail") \
	X(PHONE, "thing.phone", "phone number") \
	X(NAME, "thing.name", "name") \
	X(ADDRESS, "thing.address", "address") \
	X(RECEIPT, "thing.receipt", "document") \
	X(DETAILS, "thing.details", "details")

/* How it may end. */
#define GIST_WANTS(X) \
	X(REFUND, "want.refund", "refund") \
	X(REPLACEMENT, "want.replacement", "replacement") \
	X(REPAIR, "want.repair", "repair") \
	X(VOUCHER, "want.voucher", "voucher") \
	X(DISCOUNT, "want.discount", "discount") \
	X(COMPENSATION, "want.compensation", "compensation") \
	X(CANCEL, "want.cancel", "cancellation") \
	X(CALLBACK, "want.callback", "call back") \
	X(RESEND, "want.resend", "sending it again") \
	X(VISIT, "want.visit", "visit or pick-up") \
	X(CHANGE, "want.change", "change") \
	X(BOOKING, "want.booking", "booking") \
	X(UNBLOCK, "want.unblock", "access again") \
	X(DOCUMENT, "want.document", "document") \
	X(CORRECTION, "want.correction", "charge taken off") \
	X(TIME, "want.time", "more time or a plan") \
	X(FIX, "want.fix", "record put right") \
	X(STOP, "want.stop", "stop it") \
	X(PAUSE, "want.pause", "pause") \
	X(DELIVERY, "want.delivery", "delivery") \
	X(SERVICE, "want.service", "working again") \
	X(ANSWER, "want.answer", "answer")

/*
 * What a sentence has in it: a greeting or a call for help, and not much more;
 * what closes a mail, and the same; a courtesy at its start; the question
 * whether there is anything else; a wish; a cry that only looks like a
 * question, and not much more; what is said before one knows what to say; what
 * joins two parts of a sentence; what changes its meaning: a no, or a day; that
 * a person takes over; that one writes, and of which order; what means nothing
 * without what was said before it; what goes wrong; how a bot asks for a thing,
 * offers a way, tells what it did, what it found, and what it may not; and how
 * a customer has not what was asked for, gives it, does not want it, has tried
 * it, takes it, asks for a person, tells when and how they are reached; a time
 * by which; that it is over; what a number is of; what people told or promised
 * before; that the bot did it wrong; that a way is none; that a payment was
 * refused; that money is to come back, or to be taken off; who is near the
 * customer; what an amount is of; and that there is another matter, too.
 */
#define GIST_MARKS(X) \
	X(GREETING, "greeting", "") \
	X(CLOSING, "closing", "") \
	X(COURTESY, "courtesy", "") \
	X(MORE, "more", "") \
	X(WISH, "wish", "") \
	X(OUTCRY, "outcry", "") \
	X(FILLER, "filler", "") \
	X(JOINT, "joint", "") \
	X(DECISIVE, "decisive", "") \
	X(HANDOVER, "handover", "") \
	X(OPENING, "opening", "") \
	X(POINTING, "pointing", "") \
	X(TROUBLE, "trouble", "") \
	X(ASK, "ask", "") \
	X(OFFER, "offer", "") \
	X(DONE, "done", "") \
	X(FOUND, "found", "") \
	X(POLICY, "policy", "") \
	X(LACKS, "lacks", "") \
	X(GIVES, "gives", "") \
	X(REFUSES, "refuses", "") \
	X(TRIED, "tried", "") \
	X(ACCEPTS, "accepts", "") \
	X(PERSON, "person", "") \
	X(REACH, "reach", "") \
	X(DUE, "due", "") \
	X(PAST, "past", "") \
	X(LABEL, "label", "") \
	X(TOLD, "told", "") \
	X(PROTEST, "protest", "") \
	X(SCORN, "scorn", "") \
	X(DECLINED, "declined", "") \
	X(BACK, "back", "") \
	X(OFF, "off", "") \
	X(KIN, "kin", "") \
	X(MONEY, "money", "") \
	X(SEVERAL, "several", "")

/* The names of the lists of gist.csv, in their order. */
#define GIST_LIST(symbol, name, title) { name, sizeof(name) - 1 },
#define GIST_LISTS \
	GIST_MARKS(GIST_LIST) GIST_THINGS(GIST_LIST) GIST_WANTS(GIST_LIST)

#define GIST_ENUM(symbol, name, title)	     GIST_##symbol,
#define GIST_WANT_ENUM(symbol, name, title)  WANT_##symbol,
#define GIST_THING_ENUM(symbol, name, title) THING_##symbol,
enum gist_want { GIST_WANTS(GIST_WANT_ENUM) N_WANTS };
enum gist_thing { GIST_THINGS(GIST_THING_ENUM) N_THINGS };
enum gist_mark { GIST_MARKS(GIST_ENUM) N_MARKS };

/* Of `wants`, `things` and the first of `marks` below. */
#define GIST_BIT(n) (UINT32_C(1) << (n))

/* "date of birth", "refund". */
struct str gist_thing(enum gist_thing thing);
struct str gist_want(enum gist_want want);

/* Dies on a table that cannot be used. */
const struct gist_terms *gist_terms(struct packet_file from, struct arena *run);

/* One thread's search. */
struct gist_seeker;

struct gist_seeker *gist_seeker_new(const struct gist_terms *t);
void gist_seeker_free(struct gist_seeker *g);

/* A part of a sentence: up to a mark or a word that joins it to the next, or to
 * what is wished for. */
struct gist_piece {
	struct str text;
	size_t words;
	size_t sentence; /* which; the lower stands before */
	bool says;	 /* its sentence is more than polite */
	bool asks;	 /* for something, or it is of a question */
	bool question;	 /* it is of one that says what is asked */
	bool decides;	 /* it has a number, a day, or a no in it */
	bool points;	 /* back at what was said before it */
	bool number;	 /* what decides is a number */
	bool label;	 /* a number and hardly more: which one it is about, not
			    what is wrong with it */
	uint64_t marks;	 /* bits: what it has phrases of */
	uint32_t things, wants;
	uint32_t unwanted; /* of `wants`, those with a no before them */
};

/* A whole text, and all that its sentences come to, but the polite ones. */
struct gist {
	struct gist_piece *all;
	size_t n;
	bool known; /* it was read */
	bool says;  /* it is more than polite */
	bool asks;  /* for something */
};

/* What is found lives in `a`. */
struct gist gist_read(struct gist_seeker *g, struct str text,
    struct str language, struct arena *a);

/* What the number behind a text is of, by its last words: "order", of "my order
 * no."; "". */
struct str gist_label(
    struct gist_seeker *g, struct str text, struct str language);

/* What an amount at bytes from..to of a text is of, by the words around it:
 * "fee", of "a fee of 65" and "the 65 fee"; "". */
struct str gist_money(struct gist_seeker *g, struct str text, size_t from,
    size_t to, struct str language);

/* Who a text speaks of, as it says: "my mother"; "". */
struct str gist_kin(
    struct gist_seeker *g, struct str text, struct str language);

/* The pieces of a sentence as one, from piece `from` on; *end is behind it. */
struct gist_piece gist_sentence(const struct gist *g, size_t from, size_t *end);

/* Whether it says that something is not wanted: "I do not want a refund". */
bool gist_declines(struct str text);

/* Whether it begins with a no: "No no, not the return!", "Do NOT collect." */
bool gist_forbids(struct str text);

#endif
