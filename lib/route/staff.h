#ifndef ROUTE_STAFF_H
#define ROUTE_STAFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "grid/grid.h"
#include "route/dates.h"
#include "route/pairs.h"
#include "route/replay.h"
#include "route/route.h"
#include "stats/stats.h"
#include "zone/zone.h"

/*
 * How many agents are needed.  The contacts of the log are kept; then they are
 * played with the roster as it is, with one agent more and less of each kind,
 * and thinned or multiplied until the roster can no longer take them.  And for
 * each half hour of the day a stream of contacts like those of the log is
 * played with ever fewer agents.
 */

/* What became of contacts; without agents who could serve one it is neither
 * served nor quit.  Who took a callback is neither, and not in time: a crew
 * that has everybody hang up would keep any promise to those who stay. */
struct count {
	uint64_t contacts, served, served_in, quit, quit_in, quit_short;
	uint64_t callbacks;
	unsigned __int128 served_us; /* waits of those served */
	unsigned __int128 handle_us; /* what those served take */
};

void count_merge(struct count *into, const struct count *from);
double count_level(const struct count *c, enum level which);
double count_asa_s(const struct count *c); /* NAN: nobody was served */

/* Agents who differ in id and shift only; `model` is the first of them. */
struct profile {
	const struct agent *model;
	size_t n;
};

enum { STAFF_MOST_VOLUME = 64, STAFF_MOST_AHT = 1000 };
enum { PROFILES = 12 }; /* more are not told apart: the most numerous stay */

struct staff {
	const struct staff_opts *o;
	const struct roster *roster;
	const struct rules *rules; /* as they are */
	const struct rules *open;  /* without opening hours */
	const struct policy *policy;
	const struct zone *zone;
	int64_t max_wait_us;
	enum level level;
	struct arena *run;
	struct replay log;
	struct dates dates;
	struct profile profiles[PROFILES];
	size_t n_profiles, n_all_profiles;
	size_t *profile_of; /* of each agent; n_profiles: of none */
};

struct staff *staff_new(
    const struct sim *s, const struct staff_opts *o, struct arena *run);
void staff_free(struct staff *s);

/* A conversation of the log, whatever was decided; a contact of it. */
void staff_see(struct staff *s, const struct conv *c);
void staff_keep(struct staff *s, const struct wish *w);

/* A number in 0..1 that is always the same for the same a and b (Steele, Lea
 * and Flood 2014, SplitMix64). */
double staff_draw(uint64_t a, uint64_t b);

/* So many agents of each profile. */
struct crew {
	size_t n[PROFILES];
};

size_t crew_size(const struct crew *crew);

/* What came of contacts by queue, and how long agents of each profile had their
 * hands full: half of that with one of two slots taken. */
struct played {
	struct count *by_queue;
	double busy_us[PROFILES];
};

/* Play contacts with a crew that is always there; all of them but the first
 * `skip` are counted. */
void staff_play_crew(const struct staff *s, const struct replay *contacts,
    const struct crew *crew, size_t skip, struct played *out);

/* The roster otherwise than it is; all 0 is as it is. */
struct change {
	size_t profile;
	int agents;	/* of it, one more (1) or less (-1) */
	double shorter; /* all work, by this share */
};

/* Contacts of one play beside those of another. */
struct beside {
	const int64_t *before; /* their waits in the other play, or NULL */
	int64_t *waits;	       /* room for those in this one */
	struct pairs pairs;    /* of both */
};

/* With the roster and its shifts; `beside` may be NULL. */
struct count staff_play_roster(const struct staff *s,
    const struct replay *contacts, struct change change, struct beside *beside);

/*
 * One half hour of the day.
 */
struct need {
	size_t erlang;		  /* agents, were each queue alone with them */
	size_t agents;		  /* of the crew that was found */
	double occupancy;	  /* of that crew; NAN: nobody of it */
	double on_shift;	  /* of the roster then, mean of the days */
	struct count fewer, more; /* with one agent less, one more */
};

struct half_hour {
	int weekday;	      /* 1 Monday .. 7; 0: all days together */
	size_t slot;	      /* of 48 */
	size_t days;	      /* on which it could be, see dates_count() */
	double contacts;      /* a day, that are planned for */
	struct interval rate; /* 95 % of that, for the days are a sample */
	struct {
		size_t low, high; /* of the crews for the ends of it; 0: no
				     crew that was tried is enough */
	} agents;
	double load;	    /* erlangs */
	struct count count; /* with the crew that was found */
	struct need needs[PROFILES];
	bool met; /* false: no crew that was tried is enough */
};

/* Shifts of a profile that begin in the same half hour of the day or, with
 * --by-weekday, of the week from Monday on. */
struct cover {
	size_t profile, slot, agents;
};

/* By how much work is shorter, to see whom that does not help. */
#define SHORTER 0.1

struct staffing {
	struct staff *s;
	struct arena arena;
	uint64_t conversations;
	uint64_t contacts; /* of the log, but those that are left out */
	size_t days;	   /* of the log, see dates_count() */
	double daily_cv;   /* of the level of days by half hour, beyond what
			      chance makes of it; NAN: one day only */
	struct {
		size_t days;
		uint64_t contacts;
	} weekdays[WEEKDAYS];		    /* from Monday on */
	uint64_t hopeless, closed, no_time; /* contacts that are left out */
	struct half_hour *halves;	    /* those with contacts */
	size_t n_halves;
	struct cover *shifts; /* that cover them, by profile */
	size_t n_shifts;
	size_t needed;	     /* half hours of agents that are to be covered */
	struct count roster; /* the log, with the roster as it is */
	struct {
		struct count fewer, more;
		struct pairs with_more; /* each contact, and with one more */
	} change[PROFILES];
	struct pairs with_shorter; /* and when all work is SHORTER */
	double factor; /* so many times the log's contacts meet the goal with
			  the roster; NAN: not even a hundredth of them */
	bool more_than_tried;
};

/* `conversations` are those of the log, whether they were escalated or not. */
void staffing_open(struct staffing *x, struct staff *s, uint64_t conversations);
void staffing_shut(struct staffing *x);

/* Fill in the half hours: staff_search.c. */
void staffing_search(struct staffing *x);

/* The contacts that somebody can serve, or as many as are planned for, with the
 * roster; and how many it can take: staff_roster.c. */
void staffing_try_roster(struct staffing *x, const struct replay *able);

/* Fill in the shifts: staff_shifts.c. */
void staffing_cover(struct staffing *x);

/*
 * Money, to four decimals; NAN: not known, or nothing to divide by.  `each` is
 * by contact that is served in time and else would not be.
 */
struct cost {
	double these;	     /* agents, of this kind */
	double one;	     /* of them, more or less */
	double each_of_one;  /* of those lost with one less */
	double each_of_more; /* of those gained with one more */
};

/* What an hour of a profile costs. */
double staff_wage(const struct staff *s, size_t profile);
bool staff_knows_wages(const struct staff *s);

/* Of how many so many are there. */
double staff_rostered(const struct staff *s, double there);

/* A half hour, and a day with the shifts of the roster: one less or more has
 * the shift of the last of his kind. */
struct cost staff_cost_half_hour(
    const struct staff *s, const struct half_hour *h, size_t profile);
struct cost staff_cost_roster(const struct staffing *x, size_t profile);

void staffing_json(struct staffing *x, struct buf *out);
void staffing_csv(struct staffing *x, struct buf *out);
bool staffing_grid(struct staffing *x, size_t i, struct grid *g);

#endif
