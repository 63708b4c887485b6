#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"
#include "import/manual.h"
#include "stream/stream.h"

/*
 * Other systems' logs as conversations.  A preset is a mapping: a jq program
 * that makes, of one record of a log, any number of conversations or parts of
 * them, and says in its comments how records are cut and recognised.  What
 * every mapping would have to do (times, roles, HTML, what is null) is done
 * here, behind it.
 *
 * A record becomes pieces: bytes that belong to the conversation of their key.
 * The pieces of one conversation, in whatever order its turns came, become a
 * line of the record that lib/conv reads.
 */
struct import_preset;

/* By name; dies, with the nearest, when there is none. */
const struct import_preset *import_named(const char *name);

/* What the user says of a log. */
struct import_choice {
	const char *from;    /* a preset's name, or "auto" */
	const char *mapping; /* a file of his own, or NULL */
	const char *map;     /* of import_opts, or NULL */
	char delimiter;	     /* of tables; 0: as it seems */
	bool windows;	     /* its bytes are Windows-1252 */
	bool validate;	     /* our own records, to be checked */
};

/*
 * What to read a log as, whose beginning it leaves in *begin.  Dies on what the
 * user got wrong; what is concluded, or seems to be wrong, is said on standard
 * error.
 */
const struct import_preset *import_choose(struct stream *s,
    const struct import_choice *c, struct str *begin, struct arena *run);

/* Windows-1252 as UTF-8, into `out`, with JSON_PADDING bytes behind it. */
struct str import_decode(struct str text, struct buf *out);

/* Dies of a log that begins as UTF-16 without its mark does. */
void import_refuse(struct str begin);

struct str import_name(const struct import_preset *p);
bool import_is_canonical(const struct import_preset *p);

/* Its conversations stand in several records. */
bool import_is_grouped(const struct import_preset *p);

void import_list(struct buf *out);
void import_describe(const struct import_preset *p, struct buf *out);

struct import_opts {
	const char *const *roles; /* "NAME=ROLE", NULL-terminated */
	const char *map;	  /* "role=sender,text=message", or NULL */
	const char *zone;	  /* of times without one; NULL: UTC */
	const char *date_order;	  /* of dates that do not tell theirs: "dmy",
				     "mdy", "ymd"; NULL: as it seems */
	char delimiter;		  /* of tables; 0: as it seems */
	bool windows;		  /* its bytes are Windows-1252 */
	bool keep_source;
	bool by_mapping; /* never by the native path */
	char **files;	 /* NULL-terminated */
	size_t threads;
};

/* Everything a run needs, shared by its workers; dies on what the user got
 * wrong.  Before any thread is started.  `begin` is how the log begins. */
struct import;

struct import *import_open(const struct import_preset *p,
    const struct import_opts *o, struct str begin, struct arena *run);
void import_close(struct import *i);

/* How its files are cut into records. */
const struct stream_framing *import_framing(const struct import *i);

/* One worker's way of converting. */
struct import_hand;

struct import_hand *import_hand_new(const struct import *i);
void import_hand_free(struct import_hand *h);

/* Append the pieces of the record in hand to `out`; they end in a newline.
 * False: it is no record of this log. */
bool import_record(struct import_hand *h, const struct worker *w,
    struct buf *out, struct fault *f);

/* Pages of an API, how many of them said that there are more, and the first of
 * those by its place. */
struct import_pages {
	uint64_t n, n_going_on;
	const char *file;
	uint64_t number;
	struct str member;
};

/* What came out, for the summary. */
enum { MOST_UNKNOWN = 8, MOST_ROLES = 64 };

struct import_tally {
	uint64_t conversations, turns, with_time, with_intent, with_confidence;
	uint64_t duplicates, dropped;
	uint64_t guessed;      /* turns whose role nobody tells */
	uint64_t roles_met;    /* bit by bit, who of --role was there; of the
				  first MOST_ROLES */
	uint64_t lost_times;   /* that could not be read, ... */
	uint64_t either_order; /* ... these for dates of either order */
	uint64_t lost_texts;   /* that are objects or arrays */
	uint64_t lost_confidences;
	uint64_t lost_marks; /* of privacy; the turns stay private */
	uint64_t lost_outcomes;
	uint64_t silent; /* records that are none of a conversation's */
	struct str unknown[MOST_UNKNOWN]; /* members that a mapping makes and
					     no record has, as it writes them */
	size_t n_unknown;
	uint64_t annotated; /* came with other filters' annotations */
	uint64_t apart;	    /* are the rest of one that had been let go */
	struct import_pages pages;
};

/* What a hand has seen beside conversations. */
void import_hand_tally(const struct import_hand *h, struct import_tally *t);

void import_tally_add(struct import_tally *all, const struct import_tally *t);

/* Pages that were around records. */
void import_tally_pages(
    struct import_tally *all, const struct stream_pages *around);

/* Say what a user should not have to look for, `roles` being those of the
 * options; and count it all. */
void import_tally_tell(const struct import_tally *all,
    const struct import_preset *p, const char *const *roles);
void import_tally_count(const struct import_tally *all, struct worker *w);

/* Pieces of one record, which are all there is of their conversations, as
 * lines.  Nothing is appended when all were dropped. */
void import_lines(struct import_hand *h, struct str pieces, struct buf *out,
    struct import_tally *t);

/*
 * Of whole conversations, a line each, those that a condition (NULL: none)
 * takes.
 */
struct import_sieve;
struct expr;

struct import_sieve *import_sieve_new(const struct expr *select);
void import_sieve_free(struct import_sieve *s);

/* Append them; false: there are none. */
bool import_sieve_take(
    struct import_sieve *s, struct str lines, struct buf *out);

/*
 * Pieces of many conversations, gathered by their key.
 */
struct import_group;

struct import_group_opts {
	size_t memory; /* bytes held; more goes to `folder` */
	const char *folder;
	double session_gap_s;	    /* 0: a key is one conversation */
	double stitch_s;	    /* 0: not; else how far apart */
	const char *ids, *ids_name; /* CSV of customer ids, or NULL */
	size_t ids_size;
	size_t window; /* records a conversation stays open; 0: all */
};

struct import_group *import_group_new(const struct import *i,
    const struct import_group_opts *o, void (*emit)(void *arg, struct str line),
    void *arg);

/* What import_record() appended, in the order of the input. */
void import_group_add(struct import_group *g, struct str pieces);

/* A whole conversation, a line. */
void import_group_line(struct import_group *g, struct str line);

void import_group_end(struct import_group *g, struct import_tally *t);
void import_group_free(struct import_group *g);

/*
 * Our own record, which may come from anywhere.  What filters wrote into it
 * before is kept, and told in its annotation; or, fresh, it is as if no filter
 * but this one had seen it.
 */
struct conv;

/* The annotations of other filters; returns how many, and `names` (of so many,
 * or NULL) if asked. */
size_t import_foreign(const struct conv *c, struct arena *a, struct str *names);
void import_own_annotation(
    const struct conv *c, struct arena *a, struct buf *out);

/* The record, with "hoff" as it is or should be; it has such a member. */
void import_fresh(const struct conv *c, struct arena *a, struct buf *out);

/*
 * What is wrong with a conversation beyond its form, to be given to
 * import_verdicts_take() in the order of the input: it appends a line of JSON
 * for each problem.
 */
void import_validate(
    const struct conv *c, const char *file, uint64_t line, struct buf *out);

struct import_verdicts;

struct import_verdicts *import_verdicts_new(size_t memory);
void import_verdicts_take(
    struct import_verdicts *s, struct str verdicts, struct buf *out);

/* False: there was no memory left to find ids that come again. */
bool import_verdicts_free(struct import_verdicts *s);

#endif
