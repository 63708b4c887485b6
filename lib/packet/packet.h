#ifndef PACKET_PACKET_H
#define PACKET_PACKET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"
#include "conv/conv.h"
#include "kb/kb.h"
#include "packet/manual.h"
#include "stats/stats.h"

/*
 * What an agent needs to take a conversation over, from what hoff-score,
 * hoff-route and hoff-redact wrote: extractive and deterministic, each line
 * naming the turns it comes from, and nothing that was said after the turn of
 * the decision.  Also the messages the customer reads meanwhile.
 */
struct packet_opts {
	const char *target;
	const char *fields;	       /* NULL: the target's */
	struct packet_set {	       /* what the user sets in the target */
		const char *const *at; /* "InstanceId=..." */
		size_t n;
	} settings;
	size_t limit;		    /* 0: the target's */
	size_t last;		    /* turns of the transcript's end; 0: all */
	size_t text;		    /* most code points of one text */
	size_t brief_lines;	    /* most of them */
	size_t brief_s;		    /* most seconds of reading; 0: any */
	const char *brief_language; /* "customer": the conversation's */
	size_t whisper_s;	    /* most seconds of it; 0: none */
	const char *link;	    /* to a conversation, with {id}; or NULL */
	const struct kb *kb;	    /* where articles are looked for; or NULL */
	bool messages;		    /* all of them, not only the first */
	bool audit;		    /* of transfers */
	bool unredacted;	    /* take records hoff-redact has not seen */
};

/* A file as it was read, and how to name it. */
struct packet_file {
	const char *name;
	struct str text;
	struct str built; /* of one of ours, what was made of it when we were
			     built, and the text is ""; or "" */
};

/* What a run is to do: read-only once made, for all threads. */
struct packet_plan;

struct packet_files {
	struct packet_file templates; /* a jq program that gives one object:
					 see the built-in one */
	struct packet_file asks;      /* what people ask each other for */
	struct packet_file stopwords; /* a term list: words that say nothing */
	struct packet_file promises;  /* a term list: what a bot says when it
					 promises */
	struct packet_file gist;      /* what is polite, and what is wished */
	struct packet_file matters;   /* what customers are here for */
	struct packet_file model;     /* the same, as it was learned */
	struct packet_file rules;     /* for what is a crisis; its name is NULL
					 where there are none */
	struct packet_file numbers;   /* that help in a crisis; its name is
					 NULL where there are none */
};

/* Dies, naming file and place, on what cannot be used. */
const struct packet_plan *packet_plan(const struct packet_opts *o,
    const struct packet_files *files, struct arena *run);

/*
 * Who hears dangers in a conversation that hoff-score has not judged: listens
 * to it up to turn `last`, and says how high a signal ("safety.self_harm") was
 * at most, and at which turn; false: it was not heard of.
 */
struct packet_ear {
	void (*listen)(
	    struct packet_ear *self, const struct conv *c, size_t last);
	bool (*heard)(struct packet_ear *self, struct str signal, double *value,
	    size_t *turn);
};

/* What one thread works with.  `ear` may be NULL, where no packet is made. */
struct packet_desk *packet_desk_new(
    const struct packet_plan *p, struct packet_ear *ear);
void packet_desk_free(struct packet_desk *d);

/*
 * What a packet can tell, by name: users allow it, targets call it their way.
 * The most important first: where not all of it fits, the last goes first.
 */
#define PACKET_FIELDS(X) \
	X(CONVERSATION_ID, "conversation_id", "Conversation") \
	X(REASON, "reason", "Reason") \
	X(SUMMARY, "summary", "Summary") \
	X(TRANSCRIPT, "transcript", "Transcript") \
	X(QUEUE, "queue", "Queue") \
	X(RISKS, "risks", "Risks") \
	X(WHY, "why", "Why now") \
	X(SKILLS, "skills", "Skills") \
	X(PRIORITY, "priority", "Priority") \
	X(REQUEST, "request", "First request") \
	X(CURRENT, "current", "Current request") \
	X(INTENT, "intent", "Intent") \
	X(KNOWN, "known", "Known") \
	X(NEXT_STEP, "next_step", "Next step") \
	X(LANGUAGE, "language", "Language") \
	X(CHANNEL, "channel", "Channel") \
	X(CUSTOMER_ID, "customer_id", "Customer") \
	X(NAME, "name", "Name") \
	X(TIER, "tier", "Tier") \
	X(PROMISES, "promises", "Promised") \
	X(QUESTIONS, "questions", "Open questions") \
	X(CONFIDENCE, "confidence", "Confidence") \
	X(SENTIMENT, "sentiment", "Sentiment") \
	X(MOOD, "mood", "Mood") \
	X(FALLBACKS, "fallbacks", "Not understood") \
	X(READINESS, "readiness", "Readiness") \
	X(TRIED, "tried", "Tried") \
	X(ARTICLES, "articles", "Articles") \
	X(KNOWLEDGE, "knowledge", "Knowledge base") \
	X(WAIT, "wait_s", "Wait") \
	X(AGENT, "agent", "Agent") \
	X(MESSAGE, "message", "The customer reads") \
	X(RULES, "rules", "Decided by")

#define PACKET_FIELD_WORD(symbol, name, title) " " name

/* " conversation_id reason ..." */
#define PACKET_FIELD_LIST PACKET_FIELDS(PACKET_FIELD_WORD)

/* Every target's name; NULL ends.  The first is the default. */
extern const char *const packet_targets[];

/*
 * Append hoff.packet for one conversation.  False and *f when the record must
 * not get out: NOT_REDACTED, CANNOT_FIT, MISSING_FIELD.
 */
bool packet_conv(struct packet_desk *d, const struct conv *c, struct buf *out,
    struct fault *f);

/* Of the packet in hand: what the target gets, as a file would hold it; empty
 * for the native packet, which is the annotation itself, and for what needs no
 * packet. */
bool packet_is_ready(const struct packet_desk *d);
struct str packet_payload(const struct packet_desk *d);
const char *packet_extension(const struct packet_plan *p);

/*
 * How well the knowledge base answers, against outcome.article_id (a text, or
 * several of which one has to be found) of records that have one: what would
 * have been shown at the decision, or, where there is none, at the end of the
 * bot's part.  Zero-initialised is empty.
 */
enum { RETRIEVAL_DEPTH = 10 };

struct retrieval {
	uint64_t records, labelled;
	uint64_t unknown;		 /* whose article the base has not */
	uint64_t found[RETRIEVAL_DEPTH]; /* on the first, the second ... */
	struct moments reciprocal;	 /* ranks, in millionths */
};

void packet_retrieve(
    struct packet_desk *d, const struct conv *c, struct retrieval *r);
void retrieval_merge(struct retrieval *into, const struct retrieval *from);

/* Recall at 1, 3 and 10 with Wilson's intervals, and MRR at 10 with that of a
 * share; as text, and as JSON. */
void retrieval_put_text(const struct retrieval *r, struct buf *out);
void retrieval_put_json(const struct retrieval *r, struct buf *out);

/*
 * The audit of a transfer, where the log has what a human said after taking
 * over: what was asked for again although a packet made at that turn has it,
 * what the customer said again, and which field of the packet would have told.
 */
#define AUDIT_TOPICS(X) \
	X(ORDER, "order") \
	X(BOOKING, "booking") \
	X(TICKET, "ticket") \
	X(TRACKING, "tracking") \
	X(CUSTOMER, "customer") \
	X(ACCOUNT, "account") \
	X(CARD, "card") \
	X(POLICY, "policy") \
	X(INVOICE, "invoice") \
	X(REFERENCE, "reference") /* any of the above */ \
	X(EMAIL, "email") \
	X(PHONE, "phone") \
	X(NAME, "name") \
	X(ADDRESS, "address") \
	X(POSTCODE, "postcode") \
	X(BIRTH, "birth") \
	X(PROBLEM, "problem") \
	X(TRIED, "tried")	/* what was */ \
	X(SLOT, "slot")		/* any other that has a name */ \
	X(QUESTION, "question") /* of the bot, which was answered */

enum { AUDIT_KINDS = 20, AUDIT_FIELDS = 6 };

/* Of a log; zero-initialised is empty. */
struct audit {
	uint64_t records, transfers; /* of which a human took over */
	uint64_t asked, repeated;    /* transfers with one or more; and ... */
	uint64_t either;	     /* ... with one or the other */
	uint64_t asks, repeats;	     /* in all */
	uint64_t confirms, checks;   /* not counted as asked again */
	uint64_t knew[AUDIT_KINDS], again[AUDIT_KINDS]; /* transfers */
	struct audit_field {
		uint64_t transfers, asks, repeats;
	} fields[AUDIT_FIELDS];
	uint64_t gave, gave_again; /* as hoff-kpi's reask: an identifier */
};

/* Of one record, which `out` is told of as JSON; NULL: it is only counted. */
void packet_audit(struct packet_desk *d, const struct conv *c, struct audit *a,
    struct buf *out);
void audit_merge(struct audit *into, const struct audit *from);

/* As tables of so many columns (0: as many as they take); and as JSON. */
void audit_put_text(const struct audit *a, size_t width, struct buf *out);
void audit_put_json(const struct audit *a, struct buf *out);

/* What was left out of a field. */
struct packet_cut {
	const char *field;
	size_t before, after;		  /* bytes */
	size_t turns_before, turns_after; /* 0, but for the transcript */
	bool by_limit;			  /* of the target; else by an option */
};

/* Of the packet in hand. */
const struct packet_cut *packet_cuts(const struct packet_desk *d, size_t *n);

#endif
