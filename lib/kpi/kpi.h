#ifndef KPI_KPI_H
#define KPI_KPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "conv/conv.h"
#include "kpi/manual.h"

enum { KPI_MOST_GROUPS = 1000000 };

/*
 * A stream of conversations folded into rates, times and reasons.  What is
 * kept are whole numbers that add, so any number of folds over any split of
 * the input, merged in any order, report the same bytes.
 */
struct kpi_opts {
	const char *by;		/* "PATH[,PATH]"; NULL: no groups */
	const char *ab;		/* a path: arms; NULL: no experiment */
	const char *control;	/* an arm; NULL: the first by name */
	const char *unit;	/* of the arms: one of kpi_units */
	const char *pre_period; /* its end, a time; or NULL */
	const char *covariate;	/* a path: known of customers before; or NULL */
	size_t peek;		/* any-time intervals are narrowest there */
	bool sweep;		/* thresholds of the readiness */
	double capacity;	/* share of conversations; 1: no bound */
	bool per_agent;
	const char *mix;     /* "PATH[,PATH]": kinds of escalation */
	const char *fair_by; /* a path: groups to be fair to; or NULL; with
				`by` inside each of its groups */
	bool whole_tags;     /* of languages, for fair_by */
	size_t min_n;	     /* fewer cases say nothing of a group */
	bool has_baseline;   /* kpi_baseline() will come */
	bool drift_only;     /* it will, but only the drift is asked for */
	bool signals;	     /* count their values: for drift, and partials */
	const char *compare; /* "ID,ID": what is compared; NULL: all */
	const char *primary_metric; /* an ID: what it is made for; or NULL */
	const char *split;	    /* "W,W,..." expected; NULL: even */
	const char *every;	    /* "1h", "1d", "1w"; NULL: no periods */
	const char *time_zone;	    /* of days and weeks; not NULL */
	size_t top;		    /* 0: all groups, by key */
	size_t max_groups;	    /* 1 to KPI_MOST_GROUPS */
	double confidence;	    /* of every interval, in (0,1) */
	const char *format;	    /* one of kpi_formats */
	const char *html;	    /* a file; NULL: none */
	const char *definitions;    /* built-in or a file; NULL: ours */
	const char *cost;	    /* a file of prices; NULL: no costs */
	const char *const *gates;   /* "containment_strict >= 30%" */
	size_t n_gates;
	bool allow_inconclusive;
	bool history;		/* keep every customer's contacts */
	const char *matter;	/* a path: what it is about; NULL: intents */
	const char *no_matter;	/* a file of those about none; NULL: ours */
	const char *target;	/* of the service levels: seconds; by channel */
	double short_abandon_s; /* of the same */
	double lambda;		/* of GT-T, in (-1,1) */
	size_t fixed_turn;	/* a baseline's; from 1 */
	const struct targets *targets; /* private: kpi_plan() */
	int64_t short_abandon_ms;      /* private */
	const char *no_matter_sha256;  /* private: of that file */
	bool by_customer;	       /* private */
	bool primary;		       /* private: the last part of a key
					  is a language without region */
	const char *panel;	       /* private: whose customers are
					  compared; NULL: all of them */
	int64_t experiment_ms;	       /* private; CONV_NO_TIME: always */
};

extern const char *const kpi_periods[]; /* NULL-terminated */
extern const char *const kpi_units[];	/* NULL-terminated */
extern const char *const kpi_formats[]; /* NULL-terminated */

/* What all folds of a run share. */
struct kpi_plan;

/* Dies on options that cannot be used; before any thread is started. */
const struct kpi_plan *kpi_plan(const struct kpi_opts *o, struct arena *run);

/* The same without groups, for a baseline: whatever groups that has. */
const struct kpi_plan *kpi_plan_plain(
    const struct kpi_plan *p, struct arena *run);

struct kpi; /* one fold: of a worker, or of all */

struct kpi *kpi_new(const struct kpi_plan *p);
void kpi_free(struct kpi *k);

/* Take one conversation in; nothing of it is referred to afterwards. */
void kpi_add(struct kpi *k, const struct conv *c);

/* How many conversation_ids came more than once, of those that this fold has
 * seen itself; *exact is false where that is a guess. */
uint64_t kpi_repeated(const struct kpi *k, bool *exact);

/* Add what `from` has seen; it stays as it was. */
void kpi_merge(struct kpi *into, const struct kpi *from);

/*
 * The fold as lines that another one can take in: a head that says by which
 * options it was made, a line for each group and each name, in byte order, and
 * a line that says how many those are, which is left out where the fold is not
 * `whole`, so that no other takes it in.  Whole numbers only; those above 2^53
 * are strings.  One partial behind another is a partial of both.
 */
void kpi_partial(const struct kpi *k, bool whole, struct buf *out);

/*
 * Partials made into one fold.  Of the options those about the report are
 * taken, and by, every and definitions where they are given; the rest comes
 * from the first partial, and all must agree.
 */
struct kpi_merger *kpi_merger_new(const struct kpi_plan *p, struct arena *run);

/* Take one line in; NULL, or why it cannot be.  The name of the file must
 * outlive the merger. */
const char *kpi_merger_line(struct kpi_merger *m, const char *file,
    uint64_t line, const struct json *j, struct arena *scratch);

/* Conversations that are in more than one partial, and count each time. */
struct kpi_overlap {
	uint64_t conversations;
	bool exact; /* else it is a guess from samples of them */
	/* Where the partial begins that has most of them, and how many others
	 * have some of those. */
	const char *file;
	uint64_t line;
	size_t others;
};

struct kpi_overlap kpi_merger_overlap(struct kpi_merger *m);

/* The fold; NULL and *why when it is not whole.  The merger is no more. */
struct kpi *kpi_merger_end(struct kpi_merger *m, const char **why);

/* The fold of the text of a file that is partials, and what they share.  NULL,
 * *why, and the *line that is wrong (0: it is not whole). */
struct kpi *kpi_of_partial(const struct kpi_plan *p, const char *file,
    struct str text, struct arena *run, struct kpi_overlap *shared,
    size_t *line, const char **why);

/* Whether there is a path of --by, --ab or --fair-by that no record has (most
 * are misspelt); the first such. */
bool kpi_unseen(const struct kpi *k, struct str *path);

/* Whether --target names a channel that no conversation of these has; of
 * partials it is not known. */
bool kpi_unseen_channel(const struct kpi *k, struct str *channel);

/* An earlier run to compare with; dies (--baseline) when it was counted in
 * another way.  It must outlive the reports. */
void kpi_baseline(struct kpi *k, const struct kpi *earlier);

/* How many of these conversations are in the earlier run, too, by id and start;
 * *exact is false where that is a guess from samples of them. */
uint64_t kpi_shared(const struct kpi *k, bool *exact);

/* The report in o->format; colour, and the columns to fit into (0: as many as
 * it takes), are for terminals and for tables only.  False when a gate did not
 * pass. */
bool kpi_report(
    const struct kpi *k, bool colour, size_t width, struct buf *out);

/* The report as one self-contained page. */
void kpi_page(const struct kpi *k, struct buf *out);

#endif
