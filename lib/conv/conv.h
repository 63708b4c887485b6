#ifndef CONV_CONV_H
#define CONV_CONV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"
#include "expr/expr.h"
#include "json/json.h"
#include "stream/stream.h"

/*
 * The noun: one conversation, its turns, what happened and how it ended.  The
 * record is described by record.schema.json in this room.  Strings point into
 * the record in hand; an absent member is an empty string, NAN, or
 * CONV_NO_TIME, and its value index (uint32_t, into c->json) is 0.
 */
#define CONV_NO_TIME INT64_MIN /* milliseconds since 1970 UTC */

enum role { ROLE_CUSTOMER, ROLE_BOT, ROLE_AGENT, ROLE_SYSTEM };

enum event_type {
	EVENT_HANDOFF_OFFERED,
	EVENT_HANDOFF_REQUESTED,
	EVENT_HANDOFF_ACCEPTED,
	EVENT_HANDOFF_FAILED,
	EVENT_AGENT_JOINED,
	EVENT_RETURNED_TO_BOT,
	EVENT_CHANNEL_CHANGED,
	EVENT_ABANDONED,
	EVENT_CLOSED,
	EVENT_OTHER, /* a type that is not ours: kept, not read */
};

/* Yes, no, or not said. */
enum answer { ANSWER_NONE, ANSWER_NO, ANSWER_YES };

/* What the bot took a turn for; of a turn of which the log says nothing, no
 * name. */
struct intent {
	struct str name;
	double confidence; /* 0..1, or NAN */
	double margin;	   /* to the best alternative: -1..1, below 0 where
			      another was surer; NAN where there is none */
};

/* Kept small: there may be a turn for fifteen bytes of a record. */
struct turn {
	int64_t at_ms;
	uint32_t value;	   /* the turn's object */
	uint32_t text;	   /* its string; see conv_text() */
	uint32_t agent_id; /* its string or number */
	enum role role : 8;
	bool private;	    /* a note: never shown to a customer */
	bool voiced;	    /* it has members that conv_voice() reads */
	uint8_t role_after; /* its role, so many values behind `value`; 0: too
			       many for a byte */
	const struct intent *intent; /* never NULL */
};

/* Kept small, too: three bytes are one. */
struct event {
	int64_t at_ms;
	uint32_t by;	     /* its string, see conv_event_by() */
	uint32_t value : 24; /* the event's object */
	uint32_t type : 8;   /* enum event_type */
};

struct conv {
	const struct json *json;
	struct arena *record; /* what is decoded lives here */
	struct str id, channel, language;
	int64_t started_ms, ended_ms;
	struct turn *turns;
	size_t n_turns;
	uint32_t turn_list; /* their array */
	bool role_aliases;  /* some turn's role is written as an alias */
	struct event *events;
	size_t n_events;

	struct str customer_id, customer_tier;
	struct str bot_name, bot_version;

	enum answer resolved;
	double csat, wrap_up_s, hold_s;
	struct str closed_by;

	enum answer label_escalate;
	double label_turn;
	struct str label_category;

	struct str experiment, arm;

	/* objects, for expressions and --by */
	uint32_t customer, bot, outcome, labels;
	uint32_t hoff; /* annotations of the filters */
};

/* What a worker reuses from record to record. */
struct conv_reader {
	struct worker *worker;
	const struct expr *select; /* NULL: every record */
	struct json json;
	bool imports;	      /* nobody is to be sent to hoff-import */
	struct arena scratch; /* private */
};

/* It borrows the worker and, unless that is NULL, the expression. */
void conv_open(
    struct conv_reader *r, struct worker *w, const struct expr *select);
void conv_shut(struct conv_reader *r);

/*
 * Step to the next conversation: bad records are rejected and those --select
 * does not take are skipped on the way.  False at the end of the input.  What
 * *c says lives until the next step.
 */
bool conv_next(struct conv_reader *r, struct conv *c);

/*
 * Read an indexed record.  False and *f when it is no conversation; a member
 * that is there with the wrong type is a fault, a null is as good as absent.
 * A number that no double holds is a fault where it is read.
 */
bool conv_parse(const struct json *j, struct arena *record, struct conv *c,
    struct fault *f);

/* A turn's text, decoded; empty when it has none. */
struct str conv_text(const struct conv *c, const struct turn *t);

/* Who an event is said to be by, likewise. */
struct str conv_event_by(const struct conv *c, const struct event *e);

/*
 * What a voice platform logs of a turn, and which slot a form asks for, where
 * it does.  A member of another type than ours is somebody else's: not read.
 */
struct voice {
	double asr_confidence; /* 0..1, or NAN */
	double silence_s;      /* before the turn, or NAN */
	bool pressed;	       /* keys of the telephone ... */
	struct str keys;       /* ... and which; may be empty */
	bool barge_in;	       /* the customer spoke over the bot */
	struct str slot;
};

struct voice conv_read_voice(const struct conv *c, const struct turn *t);

/* The same without a call: few turns are `voiced`. */
static inline struct voice
conv_voice(const struct conv *c, const struct turn *t)
{
	return t->voiced
		   ? conv_read_voice(c, t)
		   : (struct voice){ .asr_confidence = NAN, .silence_s = NAN };
}

/*
 * The end of a record in every filter: write it with `annotation` as its
 * hoff.NAME and finish it; rejected when "hoff" is not an object.
 */
void conv_annotate(struct conv_reader *r, const struct conv *c,
    const char *name, struct str annotation);

/* The same as json_splice_edited() writes it.  The note is not asked for where
 * the record is rejected, and may spill (stream_spill()). */
void conv_annotate_edited(struct conv_reader *r, const struct conv *c,
    struct json_edits edits, const char *name, struct json_note note);

/* The sub-object another filter wrote, hoff.NAME, or 0. */
uint32_t conv_annotation(const struct conv *c, const char *name);

/* Compile --select, before any thread is started; dies on a bad expression.
 * NULL stays NULL. */
const struct expr *conv_select(const char *text, struct arena *run);

/*
 * The members that record.schema.json speaks of, for who names a place in a
 * record; others are allowed everywhere.  A list ends where a name has no
 * bytes.
 */
enum conv_holds {
	CONV_VALUE,    /* a string, a number, a boolean */
	CONV_ANYTHING, /* whose inside is not ours */
	CONV_OBJECT,   /* of `members` */
	CONV_OBJECTS,  /* an array of those */
};

struct conv_member {
	struct str name;
	enum conv_holds holds;
	unsigned kinds; /* a bit for each json_kind that it may have beside
			   null; 0: any */
	const struct conv_member *members;
};

extern const struct conv_member conv_members[]; /* of the record */

/* The member of a list, or NULL. */
const struct conv_member *conv_member(
    const struct conv_member *members, struct str name);

/* The one of a list that is meant by a name with a slip of the finger in it;
 * no bytes: none. */
struct str conv_meant_member(
    const struct conv_member *members, struct str name);

/* What an object holds, at any depth, with a kind that a record does not have,
 * or NULL; members whose names are among `skip` are not looked at. */
const struct conv_member *conv_misfit(const struct json *j, uint32_t at,
    const struct conv_member *members, const struct str *skip, size_t n_skip);

/* RFC 3339 with a zone; false when it is not, or not in the years 0 to 9999 of
 * UTC, which conv_put_time() writes. */
bool conv_parse_time(struct str s, int64_t *ms);

/* Whether a time is one that conv_put_time() may be given. */
bool conv_has_year(int64_t ms);

/* "2026-03-01T09:00:00Z", with milliseconds only where they are not 0. */
void conv_put_time(struct buf *b, int64_t ms);

/* Whether what stands for a name, as of an intent, is one: four words at most,
 * without an address or a long number.  Some logs have there what was said. */
bool conv_is_name(struct str s);

const char *conv_role_name(enum role r);

/* The role of a name, also of an alias; false when it is not a known one. */
bool conv_find_role(struct str name, enum role *out);
const char *conv_event_name(enum event_type t);

#endif
