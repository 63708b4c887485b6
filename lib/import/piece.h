#ifndef IMPORT_PIECE_H
#define IMPORT_PIECE_H

#include "conv/conv.h"
#include "import/import.h"
#include "import/phrase.h"
#include "import/when.h"
#include "json/json.h"

/*
 * What a record comes apart into: bytes that a conversation is put together
 * from later, perhaps after a sort.  Private to the room.
 *
 * A piece is the key (of its conversation), a head, an id (to drop what comes
 * twice), an author (whose role is not known yet) and a body, ended by a
 * newline.  A whole log may be held as pieces: numbers take the fewest bytes,
 * and who knows the key holds pieces without it.
 */
enum piece_kind {
	PIECE_HEAD,   /* members of the conversation */
	PIECE_TURN,   /* members, without "at" and "role" */
	PIECE_EVENT,  /* members, without "at" */
	PIECE_NOTE,   /* members: dropped, derived, warnings */
	PIECE_LEFT,   /* one thing was left out; the id says of what kind */
	PIECE_TOLD,   /* of turns: that of its id is private; those of its
			 author have its role */
	PIECE_DROP,   /* the conversation is not wanted; why */
	PIECE_SOURCE, /* the record it came from */
	N_PIECE_KINDS,
};

enum { NO_ROLE = 0xf };

enum piece_flag {
	HAS_INTENT = 1,
	HAS_CONFIDENCE = 2,
	HAS_AGENT_ID = 4,
	KEY_DERIVED = 8,
	HAS_END = 16,	/* a head: when the conversation ended */
	STANDS_IN = 16, /* a turn, an event: for those of its role, of its
			   type, as long as there are none */
	BOT_BY_NAME = 32,
	REPLACES = 64, /* a turn: what has its id and came before */
	AMENDS = 128,  /* a turn: members of the one that has its id */
};

struct piece_head {
	int64_t at_ms; /* or CONV_NO_TIME */
	uint8_t kind;
	uint8_t role; /* or NO_ROLE; of an event its standing, likewise */
	uint8_t flags;
};

struct piece {
	struct piece_head head;
	struct str key, id, author, body;
	struct str keyless; /* all of it but the key */
};

/* Append a piece; its keyless is not looked at. */
void piece_put(struct buf *out, const struct piece *p);

/* Append one that was held without its key, with none. */
void piece_put_keyless(struct buf *out, struct str keyless);

/* Take the first of `pieces`, and move them on; false: there is none. */
bool piece_take(struct str *pieces, struct piece *p);

/* What is left out, as the annotation calls it; split_end() tells how often. */
enum lost {
	LOST_TIME,
	LOST_CONFIDENCE,
	LOST_TEXT,
	LOST_PRIVATE,
	LOST_RESOLVED,
	LOST_CSAT,
	N_LOST
};

/* What the end of a conversation's output has to tell. */
enum seen {
	SEEN_LOST = 1,	  /* some of the above, and times ... */
	SEEN_ASSUMED = 2, /* ... without a zone */
	SEEN_SERIAL = 4,  /* ... of a spreadsheet */
	SEEN_TWICE = 8,
	SEEN_NEVER = 16,
};

/* What splitting needs to know of the run. */
struct split {
	const struct zone *zone;
	const char *date_order; /* or NULL */
	bool zone_given;
	const char *const *roles; /* "NAME=ROLE" */
	uint64_t roles_met;	  /* bit by bit, who of them was there */

	struct json json;
	struct buf body, notes;
	struct arena scratch;
	struct str key;
	uint8_t key_flags;
	struct buf *out;
	uint64_t lost[N_LOST], either_order; /* the latter of times */
	/* what no record holds so, or NULL; the lists of turns, intents
	   and outcomes */
	const struct conv_member *misfit, *of_turn, *of_intent, *of_outcome;
	struct phrases *phrases;
	/* Of a user's own mapping: its text, and the members of its output in
	 * it that no record has. */
	struct str source, unknown[MOST_UNKNOWN];
	size_t n_unknown;
	unsigned seen; /* since split_start(), of enum seen */
};

/*
 * Append the pieces of a mapping's output, which has JSON_PADDING readable
 * bytes behind it.  `fallback` is the key where it names none.
 */
bool split_output(struct split *s, struct str output, struct str fallback,
    struct buf *out, struct fault *f);

/*
 * The same without a mapping: between split_start() and split_end() the pieces
 * of one conversation are put, their bodies written to s->body.
 */
void split_start(
    struct split *s, struct str key, struct str fallback, struct buf *out);
void split_end(struct split *s);

/* Hold a value of such a kind, unless it is a string, which all that is held
 * so may be, to the member of a list that it becomes. */
void split_hold(struct split *s, const struct conv_member *members,
    struct str name, enum json_kind kind);

/* False: something is of a kind that no record has there, and every filter
 * would reject it. */
bool split_fits(struct split *s, struct fault *f);

int64_t split_time(struct split *s, struct str text);
int64_t split_time_of(struct split *s, const struct json *j, uint32_t at);

/* A number as text, whose decimal sign may be a comma; false: it is none. */
bool split_number(struct str text, double *x);

/*
 * A confidence: a number from 0 to 1, which some write as text, or as "61 %".
 * False: it is none, which is counted unless there is nothing.
 */
bool split_confidence(
    struct split *s, const struct json *j, uint32_t at, double *x);
bool split_confidence_text(struct split *s, struct str text, double *x);

/* Append a turn's intent, confidences in it as such, to s->body.  Returns what
 * the turn has by it: HAS_INTENT, HAS_CONFIDENCE. */
uint8_t split_intent(struct split *s, uint32_t at);

/*
 * Members of s->body that other systems write as words: what is not understood
 * is left out and counted, but a turn whose mark of privacy is not stays
 * private.
 */
void split_private(struct split *s, struct str word);
void split_resolved(struct split *s, struct str word);
void split_csat(struct split *s, struct str number);

/* The same of a mapping's turn (its mark of privacy) and conversation (its
 * outcome); of another kind than text they are as they are. */
void split_private_of(struct split *s, uint32_t at);
void split_outcome_of(struct split *s, uint32_t at);

/* One of our types of events that is written in another way, as that one. */
struct str split_event_type(struct str type);

/* Count what is left out. */
static inline void
split_lose(struct split *s, enum lost what)
{
	s->lost[what]++;
	s->seen |= SEEN_LOST;
}

void split_drop_one(struct split *s, struct str what);

/* Who speaks, or NO_ROLE; of a bot that only its name tells, *flags say so. */
uint8_t split_role(
    struct split *s, struct str role, struct str author, uint8_t *flags);

/* Append a piece of the conversation of the last output. */
void split_put(
    struct split *s, struct piece_head h, struct str id, struct str author);

/* Append a warning about the conversation of the last output. */
void split_warn(struct split *s, const char *warning);

/* HTML as text. */
void html_to_text(struct str html, struct buf *out);

/* A value without what is null in it; false, and nothing, when that is all. */
bool put_clean(const struct json *j, uint32_t at, struct buf *out);

/*
 * Conversations out of pieces.
 */
struct assembly;

struct assembly *assembly_new(const struct import *i);
void assembly_free(struct assembly *a);

/* All pieces of one key, with it or without, in the order of the input. */
void assembly_conversations(struct assembly *a, struct str key,
    struct str pieces, double session_gap_s,
    void (*emit)(void *arg, struct str line), void *arg,
    struct import_tally *t);

struct import { /* read-only while threads run, but for the last ones */
	const struct import_preset *preset;
	struct import_opts opts;
	const struct expr *mapping;
	struct expr_jail *jail;
	const struct zone *zone;
	struct stream_framing framing;
	const char *date_order;
	bool order_assumed;
	bool whole_names;	 /* of files: others have the same */
	const char **looks_like; /* a phrase for each preset */
	const char *lacking_columns, *lacking_members;
	struct phrases *phrases;
	/* of who reads, to find out which row is the header */
	struct rows *header_rows;
	struct json header_json;
	struct buf header_bytes, header_object;
};

/* Whether records are read without the mapping. */
bool import_is_native(const struct import *i, bool row);

/* How the rows of a table are read, by one reader. */
struct rows *import_rows(const struct import *i);

#endif
