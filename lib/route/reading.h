#ifndef ROUTE_READING_H
#define ROUTE_READING_H

#include "grid/grid.h"
#include "route/figure.h"
#include "route/report.h"

/* A report made ready to be printed. */

enum unit { COUNT_OF, SHARE_OF, SECONDS_OF, NUMBER_OF };

/* What is reported on: all, or a group of contacts. */
struct scope {
	struct str name;
	const char *missing; /* instead of a name: "(none)"; or NULL */
	const struct tally *tally;
	const struct effort *effort; /* of its agents; or NULL */
	const struct report *run;    /* the total only; or NULL */

	/* a skill */
	size_t holders;
	bool bottleneck;
	const char *idle;   /* why agents have it for nothing; or NULL */
	uint64_t waited_us; /* that it is the cause of */
};

enum kind {
	OF_CONTACTS,  /* any scope has it */
	OF_CALLBACKS, /* likewise */
	OF_EFFORT,    /* one with agents has it */
	OF_RUN,	      /* the total has it */
	OF_REFUSALS,  /* likewise, why it was never served */
	OF_RETURNS,   /* likewise, of customers who come again */
};

struct metric {
	const char *id, *label;
	enum kind kind;
	enum unit unit;
	struct figure (*read)(const struct scope *s, struct arena *scratch);
	const char *definition;
};

extern const struct metric metrics[]; /* id == NULL ends */

bool metric_applies(const struct metric *m, const struct scope *s);
const struct metric *metric_find(const char *id);
const char *unit_of(const struct metric *m); /* "contacts", "share", ... */

struct scopes {
	const char *id, *title, *column; /* "queues", "By queue", "queue" */
	const char *note, *absent;
	struct scope *at;
	size_t n;
};

enum { BY_QUEUE, BY_CHANNEL, BY_SKILL, BY_LANGUAGE, BY_HALF_HOUR, N_SCOPES };

struct reading {
	struct report *r;
	struct scope total;
	struct reading *apart; /* the same without joining; or NULL */
	struct scopes by[N_SCOPES];
	struct arena arena;
	struct arena scratch; /* for one figure */
};

/* `apart` is of channels that do not know each other, or NULL. */
void reading_open(struct reading *x, struct report *r, struct report *apart);
void reading_shut(struct reading *x);

struct figure metric_read(
    struct reading *x, const struct metric *m, const struct scope *s);

/* By skill: report_skills.c. */
void read_skills(struct reading *x, struct scopes *out);

/* The i-th grid, of those that all skins show; false behind the last. */
enum {
	GRID_SERVICE,
	GRID_REFUSALS,
	GRID_CALLBACKS,
	GRID_RUN,
	GRID_RETURNS,
	GRID_GROUPS,
	GRID_AGENTS = GRID_GROUPS + N_SCOPES,
	GRID_BALANCE,
};
bool reading_grid(struct reading *x, size_t i, struct grid *g);

struct str reading_period(struct reading *x);
struct str say_figure(
    struct reading *x, const struct metric *m, const struct figure *f);

void reading_json(struct reading *x, struct buf *out);
void reading_csv(struct reading *x, struct buf *out);
void reading_text(
    struct reading *x, bool colour, size_t width, struct buf *out);
void reading_markdown(struct reading *x, struct buf *out);
void reading_page(struct reading *x, struct buf *out);

#endif
