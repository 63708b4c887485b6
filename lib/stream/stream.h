#ifndef STREAM_STREAM_H
#define STREAM_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "base/fault.h"
#include "base/str.h"

/*
 * A filter's traffic: operands in, records through worker threads, standard
 * output or -o out, in the order of the input.  The operands are read as one
 * stream of lines, plain or gzipped (told by content); none, or "-", is
 * standard input.  This is the one place that knows threads, zlib, rejects,
 * signals and the exit status.
 *
 *	s = stream_open(&opts, operands);
 *	stream_work(s, work, &job);		calls work() in threads
 *	stream_print(s, report);		what comes after the last record
 *	return stream_close(s);
 *
 * and in work():
 *
 *	while (stream_next(w))
 *		if (good)
 *			append to w->out, then stream_done(w);
 *		else
 *			stream_bad(w, &fault);
 *
 * Each record ends in exactly one of stream_done, stream_bad, stream_leave,
 * stream_skip and stream_undecided: stream_close() holds in = out + rejected +
 * filtered.
 */
enum { STREAM_PADDING = 64 }; /* readable bytes behind a line */

struct stream_opts {
	const char *output;	 /* NULL: standard output */
	const char *reject;	 /* NULL: rejects are only counted */
	const char *stats;	 /* NULL: none */
	const char *max_rejects; /* NULL: no limit; "N" or "P%" */
	size_t max_record;	 /* bytes */
	size_t threads;		 /* 0: one for each online CPU */
	bool strict, reject_raw, summary, progress, no_progress;
};

/* A file that an option names: "-o", "--stats". */
struct stream_file {
	const char *option, *name;
	bool written; /* else it is read */
};

/*
 * Die, before anything is opened, where a file would be written that is also
 * read, or written by two; but -o may be an operand.  `files` are those of all
 * options given: cli_parse() knows them from the option table, and calls this.
 */
void stream_check(const struct stream_file *files, size_t n, char **operands);

/* Die where -o is an operand, too: for operands that are no records, which
 * what is written out does not replace (rules that are tested). */
void stream_keep(const struct stream_opts *o, char **operands);

/*
 * What a record is, for a command that reads other things than lines.  A file
 * of BY_VALUE holds JSON: a record a line, or values one after the other, laid
 * out in any way; of an array its elements are the records, and of an object
 * that has one of the members `inside`, those of that array.  Nothing but one
 * record is ever held, whatever the size of the whole.  Lines in front of the
 * first that can be JSON are records, too.
 */
enum stream_cut {
	BY_LINE,
	BY_VALUE,
	BY_ROW,	  /* of CSV; the first of each file, but an empty one or
		     "sep=;", is worker's `header`: or the first that begins()
		     says is one, and what is in front are rows without one */
	BY_ENTRY, /* a line that begins() one, with those behind that do not */
};

/* What a member says of the records that it stands beside. */
enum stream_page { PAGE_SAYS_NOTHING, PAGE_GOES_ON, PAGE_ENDS };

struct stream_framing {
	enum stream_cut kind;
	const struct str *inside;
	size_t n_inside;
	/* BY_VALUE, or NULL: asked of each member beside those that is there
	 * and not null, false, 0 or empty, as "meta.has_more"; if it is a text,
	 * of "link.rel=next", too */
	enum stream_page (*page)(struct str member);
	char delimiter; /* BY_ROW: what stands between fields */
	bool (*begins)(void *arg, struct str line); /* or its first 64 KiB */
	void *arg;
};

struct stream; /* the whole run */

struct worker {		     /* one thread's view of it */
	struct str line;     /* without its newline, STREAM_PADDING
				readable bytes behind; dies at the
				next stream_next() */
	struct str header;   /* of its file, BY_ROW only */
	const char *file;    /* where `line` came from */
	uint64_t number;     /* its line number, from 1, ... */
	uint64_t nth;	     /* ... and of the records there, from 0 */
	struct arena record; /* emptied by stream_next() */
	struct buf *out;     /* append here, also after the last
				stream_next(): that comes last */
	size_t index;	     /* 0 .. stream_threads() - 1 */
	unsigned side;	     /* of stream_abreast(): 0 or 1; else 0 */
	struct port *port;   /* private */
};

/* Opens the outputs; on trouble (an operand that cannot be read) it dies. */
struct stream *stream_open(const struct stream_opts *o, char **operands);

/* How many workers there may be; a fold keeps one state for each. */
size_t stream_threads(const struct stream *s);

/* For commands whose records depend on each other: one worker only. */
void stream_in_sequence(struct stream *s);

/*
 * Read two operands side by side instead of one after the other: neither is
 * ever more than STREAM_LEAD lines ahead of the other, until one ends.  There
 * must be exactly two, and at most one may be "-".
 */
enum { STREAM_LEAD = 4096 };

void stream_abreast(struct stream *s);

/* Read records of another kind than lines; `how` stays until the end. */
void stream_frame(struct stream *s, const struct stream_framing *how);

/*
 * At least `want` bytes from the beginning of the first file that is not empty,
 * unpacked, or all of it; they are not used up by that.  They stay where they
 * are until the next call.
 *
 * For a command that has to find out what it reads.  So files that begin with
 * the mark of UTF-16, as Windows writes them, are read as the UTF-8 they mean
 * from then on (half a character as bytes that are not UTF-8).
 */
struct str stream_peek(struct stream *s, size_t want);

/* The file that was looked at last. */
const char *stream_peeked(const struct stream *s);

enum { STREAM_MEMBER = 98 }; /* bytes of "a.b=c", at most, and its end */

/* Objects around records, and how many of them said that there are more; the
 * first of those.  After stream_work(). */
struct stream_pages {
	uint64_t n, n_going_on;
	const char *file;
	uint64_t number; /* of the line it ends in */
	char member[STREAM_MEMBER];
};

const struct stream_pages *stream_pages(const struct stream *s);

/*
 * What workers append for a record goes to take() and not to the output: in
 * the order of the input, several records at once, one call at a time.
 */
void stream_collect(
    struct stream *s, void (*take)(void *arg, struct str text), void *arg);

/* Run work() in workers until the input is used up: always in the first, of
 * index 0, and in others if the input is long enough for them. */
void stream_work(
    struct stream *s, void (*work)(struct worker *, void *), void *job);

/* Step to the next record; false at the end.  Blank lines are no records. */
bool stream_next(struct worker *w);

/* A look at a record that stream_next() will step to, from the one behind that
 * in hand (*at is 0) to the last that has been read, one a call; false: there
 * are no more.  Only after stream_frame(). */
bool stream_ahead(const struct worker *w, size_t *at, struct str *line);

/* The record is finished: what was appended to w->out since stream_next() is
 * its output, and gets its newline if it lacks one. */
void stream_done(struct worker *w);

/*
 * The record's end comes later, when records after it have been read; its
 * stream_done() is still owed.  Only after stream_in_sequence().  Where the
 * input ends early (a read error, a signal, the record that --strict stops at)
 * stream_next() says so as at any end, and what is held can be finished.
 */
void stream_hold(struct worker *w);

/* No more records are needed: stream_next() says the end has come, and what is
 * left of the input is not read.  Only after stream_in_sequence(). */
void stream_enough(struct worker *w);

/*
 * What stands in w->out may leave, all but its last byte, and is written when
 * the record's turn comes, which is waited for: so that what is told of a giant
 * is never held whole.  To be called between the pieces of a record that only
 * stream_done() can end from then on; where they are few yet, or are collected,
 * or there is no worker (NULL), nothing happens.
 */
void stream_spill(struct worker *w);

/* The record is unusable: its output is dropped, it is named and counted. */
void stream_bad(struct worker *w, const struct fault *f);

/* Right after stream_bad(): what may help, a fixed phrase, which is told behind
 * the record's fault, once in a run. */
void stream_advise(struct worker *w, const char *advice);

/* The record is left out: dropped and counted. */
void stream_leave(struct worker *w);

/* The same of one that was not asked for (--select); where that is said of all,
 * it is told at the end. */
void stream_skip(struct worker *w);

/* Nor is one on which --select fails; the first, and how many they were, are
 * told at the end.  `why` is a fixed phrase. */
void stream_undecided(struct worker *w, const char *why);

/*
 * Add n to a counter of the summary and the statistics, for what a command
 * has to say beyond the records ("rule_failed.crisis").  Lines are sorted by
 * name; `name` is copied.
 */
void stream_count(struct worker *w, struct str name, uint64_t n);

/* Append to the output, after stream_work(). */
void stream_print(struct stream *s, struct str text);

/*
 * A second file, written as the run goes on, that appears when and only when
 * the output does; gzipped when its name ends in ".gz".  To be opened before
 * stream_work(), written from take() or after it.
 */
void stream_aside(struct stream *s, const char *name);
void stream_write_aside(struct stream *s, struct str text);

/* A whole file beside the output (a report), which appears when and only when
 * the output does.  After stream_work(); not gzipped. */
void stream_beside(struct stream *s, const char *name, struct str content);

/* After stream_work(): the run has failed, and no file of it will appear. */
bool stream_failed(const struct stream *s);

/* Whether standard output (no -o) is a terminal. */
bool stream_is_terminal(const struct stream *s);

/* A negative answer: the exit status becomes 1, also where records were
 * rejected, unless the run failed. */
void stream_negative(struct stream *s);

/*
 * Flush, check and publish the output, write summary and statistics; the
 * result is the exit status.  A run that was stopped by a signal dies of it.
 */
int stream_close(struct stream *s);

/* A run that reads no records: the text is all its output.  Returns the exit
 * status. */
int stream_report(const struct stream_opts *o, struct str text, bool negative);

/*
 * Read a whole small file (rules, terms, a roster), gzipped or not, into `a`,
 * with STREAM_PADDING bytes behind it.  "-" is standard input.  Dies, naming
 * the file, when it cannot be read, holds more than `ceiling` bytes or is no
 * text.
 */
struct str stream_slurp(const char *name, size_t ceiling, struct arena *a);

/* The same of a file that is none: an index. */
struct str stream_slurp_bytes(
    const char *name, size_t ceiling, struct arena *a);

/* Write a whole file, atomically, whatever becomes of a run; dies on error. */
void stream_publish(const char *name, struct str content);

/*
 * A folder that gets a file for each record.  A file appears whole or not at
 * all, and none is ever replaced.
 */
struct stream_folder;

/* Made where it is missing, not its parents.  Dies when it cannot be had. */
struct stream_folder *stream_folder(const char *name);
void stream_folder_close(struct stream_folder *f);

/*
 * Write the file of `id`, whose name is `id` with all but letters, digits, "-",
 * "_" and "." (but not as the first) written as %XX; so no two ids meet in one
 * file, and none leaves the folder.  A name of more than 200 bytes is cut and
 * ends in "~" and a hash.  False when there is such a file already; dies when
 * it cannot be written.
 */
bool stream_folder_put(struct stream_folder *f, struct str id,
    const char *extension, struct str content);

/* What messages, and a worker's `file`, call an operand. */
const char *stream_name(const char *operand);

/* "zlib 1.2.13", for --version. */
const char *stream_library(void);

#endif
