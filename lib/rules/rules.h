#ifndef RULES_RULES_H
#define RULES_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdnoreturn.h>

#include "base/arena.h"
#include "base/str.h"
#include "expr/expr.h"
#include "json/json.h"
#include "zone/zone.h"

/*
 * A rules file: a jq program that evaluates, once, to one object.  This room
 * reads it and checks its members; what the rules mean is up to the room that
 * obeys them (score), as are queues (route).
 *
 * A `uint32_t` called `at` or ..._at is a value of rules.json, what the file
 * evaluated to; 0 where the file is silent.  expr_place() tells where in the
 * text it is written.
 */

/* Thresholds of readiness where a file is silent. */
#define RULES_ESCALATE_AT 0.7
#define RULES_WATCH_AT	  0.45

enum rule_action {
	RULE_ESCALATE,
	RULE_WATCH,
	RULE_HOLD,
	RULE_CLARIFY, /* the bot asks first; when it fires again, a human */
	RULE_SUPPRESS,
};

struct rule {
	struct str id;
	struct str when_text;
	const struct expr *when; /* NULL before rules_compile() */
	enum rule_action then;
	double priority; /* default 50; the higher goes first */
	bool hard;	 /* beats every hold and threshold */

	/* RULE_HOLD: for so many customer turns from the one it fires on, 0
	 * where it has an `until`; RULE_CLARIFY: it escalates when it fires
	 * again within so many customer turns after the one it asked at. */
	uint32_t turns;
	struct str until_text;	  /* RULE_HOLD: until this is true; empty */
	const struct expr *until; /* NULL where it is empty */
	struct str question;	  /* RULE_CLARIFY: what to ask; empty */
	struct str suppress;	  /* RULE_SUPPRESS: the id of another rule; or
				     empty */

	uint32_t cooldown; /* quiet for so many customer turns after
			      the one it fired at */
	struct str queue;  /* empty: the default queue */
	struct str reason; /* for people; empty: the id */

	size_t index; /* in the file, from 0 */
	uint32_t at, when_at, until_at;
};

/* From a minute of the day up to another one, which is out of it. */
struct rule_span {
	uint16_t from, to; /* 0 .. 24 x 60 */
};

struct rule_day {
	struct rule_span *spans;
	size_t n;
};

/* When somebody is there. */
struct rule_hours {
	const struct zone *zone; /* where the file is silent: UTC, or NULL of
				    a queue of which nothing is said */
	bool given;		 /* false: nothing is said of it */
	struct rule_day days[7]; /* Monday first */
	uint32_t *holidays;	 /* 20261225, ascending */
	size_t n_holidays;
};

/* How long something takes, in seconds, when it is not one number. */
enum rule_law_kind {
	LAW_NONE, /* nothing is said */
	LAW_CONSTANT,
	LAW_UNIFORM,	 /* between a and b */
	LAW_EXPONENTIAL, /* of mean a */
	LAW_LOGNORMAL,	 /* of mean a, its deviation b times as much */
	LAW_VALUES,	 /* each as likely */
};

struct rule_law {
	enum rule_law_kind kind;
	double a, b;
	double *values;
	size_t n_values;
};

/* Who may take a contact until it is so old. */
struct rule_step {
	struct str *skills; /* on top of the queue's */
	size_t n_skills;
	const struct expr *expression; /* over an agent; NULL: all fit */
	double until_age_s;	       /* INFINITY: for good */
	double priority;	       /* NAN: as it was */
	bool skip_unstaffed; /* passed over while none of them works */
};

enum rule_closed {
	CLOSED_WAIT,	 /* until it opens */
	CLOSED_REFUSE,	 /* nobody is let in */
	CLOSED_OVERFLOW, /* to the other queue */
};

/* What may go to another queue. */
struct rule_overflow {
	struct str to;	     /* empty: nothing ever */
	double waiting;	     /* on arrival when so many wait; INFINITY */
	double after_age_s;  /* when it is so old; INFINITY */
	bool when_unstaffed; /* on arrival, when nobody who could works */
	uint32_t at;
};

/* Agents who let a contact ring. */
struct rule_no_answer {
	double share;	/* of the offers, 0..1 */
	double after_s; /* then it goes back to its place */
	double rest_s;	/* and the agent gets nothing for so long */
};

/* Contacts that one agent passes on. */
struct rule_transfer {
	double share;
	struct str to;
	double spent; /* this share of the work is done before */
	uint32_t at;
};

/* A time to be called at, instead of when it is his turn: a slot begins then,
 * by the clock of the queue and in its hours, with somebody on shift. */
struct rule_appointment {
	double share;	       /* of who takes a callback */
	struct rule_law delay; /* the first slot so long after he hangs up */
	double slot_s;
	double places;	 /* of each slot; INFINITY */
	double priority; /* when it is due; NAN: as it was */
};

/* Who calls may hang up, keep the place and be called when it is his turn. */
struct rule_callback {
	bool offered;
	double after_s;	 /* to who has waited so long */
	double share;	 /* of them, who take it */
	double answered; /* of the calls, so many are picked up */
	double dial_s;	 /* so long the others ring */
	double attempts; /* so many calls at most */
	double retry_s;	 /* at least so long after one in vain */
	struct rule_appointment appointment;
};

/* In which order agents are asked. */
enum agent_key {
	AGENT_FEWEST,	      /* contacts in hand */
	AGENT_SPARE,	      /* most room */
	AGENT_LEAST_OCCUPIED, /* least of what he can hold */
	AGENT_IDLE,	      /* longest so */
	AGENT_ROUND,	      /* longest since a contact was given to him */
	AGENT_BEST,	      /* highest levels of the skills asked for */
	AGENT_LEAST_SKILLED,  /* lowest ones: saves the best */
	AGENT_PREFERRED,      /* the contact's */
	AGENT_ID,
	N_AGENT_KEYS
};

struct rule_agent_order {
	enum agent_key keys[N_AGENT_KEYS];
	size_t n; /* 0: nothing is said */
};

struct rule_queue {
	struct str name;
	const char *file;   /* that says last whom it asks for */
	bool added;	    /* by a policy; the rules do not know it */
	double priority;    /* default 50; the higher goes first */
	double sla_s;	    /* wait that meets the target; 60 */
	struct str *skills; /* an agent needs all of them */
	size_t n_skills;
	double handle_s;   /* service time where the log is
			      silent; 300 */
	double patience_s; /* gives up waiting; 0: never */

	struct rule_law handle, patience; /* instead of those */
	double wrap_up_s;	 /* work behind a contact whose handling is
				    not in the log */
	bool crisis;		 /* before all others, at any hour, and only to
				    who has its skills: nothing leads out */
	struct rule_step *steps; /* none: the skills alone, for good */
	size_t n_steps;
	bool drops_skills; /* the steps are rings, which give them up */
	struct rule_hours hours;
	enum rule_closed closed;
	double max_waiting; /* who would be one more is refused */
	struct rule_overflow overflow;
	struct rule_no_answer no_answer;
	struct rule_transfer transfer;
	struct rule_callback callback;
	double preferred_s; /* waits so long for its preferred agent */
	double reserve;	    /* free agents who are kept for it */
	struct rule_agent_order agent_order;
};

struct rule_weight {
	struct str signal;
	double weight;
	uint32_t at;
};

struct rule_terms {
	struct str name; /* becomes .signals.terms.NAME */
	struct str file; /* beside the rules file */
	uint32_t at;
};

/* The thresholds that every file has, and that come first. */
enum { THRESHOLD_ESCALATE, THRESHOLD_WATCH, N_THRESHOLDS };

struct rule_threshold {
	struct str name; /* becomes .thresholds.NAME */
	double value;
	uint32_t at;
};

/* Several texts, of which one has to fit; none: anything does. */
struct rule_names {
	struct str *items;
	size_t n;
};

/* Where all of its names fit, its thresholds replace those of the file. */
struct rule_override {
	struct rule_names channels, languages, tiers;
	size_t *which; /* n indices into rules.thresholds */
	double *values;
	size_t n;
	uint32_t at;
};

/* How much is at stake, from the decision: contain, watch, escalate, and
 * escalate by a hard rule. */
enum risk { RISK_LOW, RISK_MEDIUM, RISK_HIGH, RISK_CRITICAL, N_RISKS };

/* How much of a case a bot can do. */
enum tier {
	TIER_SELF_SERVE,
	TIER_ASSISTED,
	TIER_HUMAN_FIRST,
	TIER_HUMAN_ONLY,
	N_TIERS
};

/* A row of the table of tiers: the first that fits tells the tier. */
struct rule_tier {
	struct rule_names intents; /* one of them came up; "card_*" is every
				      name that begins so; none: any, or no
				      intent at all */
	enum risk risk;		   /* at least */
	double readiness;	   /* at least; 0 where risk is a name */
	enum tier tier;
};

/* When somebody may be in danger, and all that is told of them: names of
 * signals ("safety.self_harm") and of fields of a packet. */
struct rule_crisis {
	struct rule_names signals;
	double at_least; /* what one of the signals has to reach; NAN: 0.5, of
			    self-harm 0.3 */
	struct rule_names fields;
};

/* What rules can say otherwise where the decision is the same. */
enum aspect {
	ASPECT_TURN,
	ASPECT_RULE,
	ASPECT_QUEUE,
	ASPECT_PRIORITY,
	ASPECT_TIER,
	N_ASPECTS
};

enum { RULES_MOST = 10000 };

struct rules {
	const char *file; /* its name, for messages */
	struct str text;  /* the program */
	struct json json; /* what it evaluated to; lives in `run` */

	struct str name;
	double version;
	char sha256[65];    /* of the file's bytes, hex */
	struct rule *rules; /* by priority, then file order */
	size_t n_rules;
	struct rule_queue *queues; /* in file order; never empty */
	size_t n_queues;
	struct rule_weight *weights;
	size_t n_weights;
	struct rule_terms *terms;
	size_t n_terms;
	struct rule_threshold *thresholds; /* escalate, watch, the others in
					      file order */
	size_t n_thresholds;
	struct rule_override *overrides; /* in file order: the last wins */
	size_t n_overrides;
	struct rule_tier *tiers; /* in file order */
	size_t n_tiers;

	struct rule_crisis crisis;

	struct rule_hours open;
};

/*
 * Read a whole rules file, all but its conditions.  Dies with
 * "FILE:LINE:COLUMN: rules[3] (id): ..." on anything that would make it mean
 * something else than its author meant: an unknown member (naming the
 * nearest), a wrong type, a duplicate id.  `text` and `file` must outlive *r.
 */
void rules_read(
    struct str text, const char *file, struct arena *run, struct rules *r);

/*
 * Compile the conditions against the shape of the facts, which has a member
 * for each term list and threshold.  Dies as rules_read() does.
 */
void rules_compile(
    struct rules *r, const struct expr_shape *facts, struct arena *run);

/* What to say of a path that is none of the facts, the nearest of which is
 * `nearest`: that one where it may be meant, or else what there is. */
const char *rules_unknown(struct str path, struct str nearest,
    const struct expr_shape *facts, struct arena *run);

/* Say what is wrong with value `at`, or with that member's name: die with
 * "FILE:LINE:COLUMN: ...". */
noreturn void rules_wrong(struct rules *r, uint32_t at, struct arena *run,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The condition of r->rules[i] (or its `until`) is wrong after all: die as
 * rules_compile() does. */
noreturn void rules_refuse(struct rules *r, size_t i, bool until,
    const struct expr_error *err, struct arena *run);

/*
 * Which members an object of a rules file may have: one table for who reads
 * them and who checks them.
 */
enum {
	IS_NULL = 1 << JSON_NULL,
	IS_BOOL = 1 << JSON_FALSE | 1 << JSON_TRUE,
	IS_NUMBER = 1 << JSON_NUMBER,
	IS_STRING = 1 << JSON_STRING,
	IS_ARRAY = 1 << JSON_ARRAY,
	IS_OBJECT = 1 << JSON_OBJECT,
	IS_ANY =
	    IS_NULL | IS_BOOL | IS_NUMBER | IS_STRING | IS_ARRAY | IS_OBJECT
};

struct rule_member {
	const char *name;
	unsigned kinds;	  /* one bit for each enum json_kind */
	double low, high; /* of a number; both 0: any */
	bool whole;
};

/* What a member looks like, to follow "not an object" or "not a string":
 * ": { NAME: \"FILE.csv\" }"; or "". */
const char *rules_shape(const char *member);

/* A member without a name ends a table. */
extern const struct rule_member members_of_file[], members_of_override[],
    members_of_tier[], members_of_queue[], members_of_hours[],
    members_of_rule[], members_of_test[], members_of_expect[],
    members_of_crisis[];

/* The names in such a table. */
struct rule_names rules_member_names(
    const struct rule_member *of, struct arena *run);

/* "09:00-17:30"; false and *why (what is wrong with it) when it is none. */
bool rules_span(struct str s, struct rule_span *out, const char **why);

/* "2026-12-25", as 20261225; false when it is no date. */
bool rules_date(struct str s, uint32_t *out);

/* The N_RISKS and N_TIERS names, in the order of their enums. */
const struct str *rules_risks(void);
const struct str *rules_tiers(void);

/* Whether one of the names, or what begins like it, is that intent. */
bool rules_names_intent(const struct rule_names *names, struct str intent);

/* Whether these hours, which are given, hold at a time of their zone. */
bool rules_are_open(const struct rule_hours *h, const struct civil *now);

/* Only the names of the term lists. */
void rules_peek_terms(
    struct str text, const char *file, struct arena *run, struct rules *r);

/* Only the queues, and what a crisis is, for a filter that scores nothing. */
void rules_read_queues(
    struct str text, const char *file, struct arena *run, struct rules *r);

/* What a crisis is where a file is silent; and only that of a file. */
struct rule_crisis rules_usual_crisis(void);
void rules_peek_crisis(
    struct str text, const char *file, struct arena *run, struct rules *r);

/* One of its signals says so; NAN does not. */
bool rule_is_crisis(
    const struct rule_crisis *c, struct str signal, double value);

/* A thing that endangers life, gas or fire, is no crisis: whoever helps has to
 * know at once what was said. */
#define RULE_HAZARD "safety.hazard"
bool rule_is_hazard(double value);

/* One of the signals, hoff.score.signals or 0 (there are none), says that
 * somebody may be in danger: of a crisis or by a thing. */
bool rule_danger_is_met(
    const struct rule_crisis *c, const struct json *j, uint32_t signals);

/* The queue called `name`; the first queue when the name is empty; NULL. */
const struct rule_queue *rules_queue(const struct rules *r, struct str name);

/* The rule with that id, as an index into r->rules; n_rules when there is
 * none. */
size_t rules_find(const struct rules *r, struct str id);

/*
 * A policy: what a routing file says beside the queues, or instead of them.
 */
enum contact_key {
	CONTACT_PRIORITY,
	CONTACT_AGE,
	CONTACT_SCORE,
	CONTACT_DEADLINE,
	N_CONTACT_KEYS
};

struct rule_channel {
	struct str name;
	double weight;	   /* slots that a contact takes */
	bool exclusive;	   /* takes all of an agent */
	bool says_room;	   /* one of these two is said */
	double sla_s;	   /* in place of that of queues; NAN: theirs */
	double patience_s; /* likewise, 0: never gives up */
};

struct rule_intent {
	struct str name;
	struct rule_law handle, patience;
};

/* Where a record goes, whatever queue hoff-score named; the first that fits
 * counts. */
struct rule_route {
	const struct expr *when; /* over the record */
	struct str queue;	 /* empty: as it is */
	double priority;	 /* NAN: as it is */
};

/* Contacts of one customer are one matter when they come so soon after. */
struct rule_join {
	double within_s; /* 0: they are not */
	bool keep_place; /* the wait goes on */
	bool same_agent; /* who had it gets it when he is free */
};

struct policy {
	const char *file;
	struct str text, name;
	struct json json;
	enum contact_key contact_order[N_CONTACT_KEYS];
	size_t n_contact_order;
	double per_minute; /* of waiting, in a score */
	struct rule_agent_order agent_order;
	struct rule_channel *channels;
	size_t n_channels;
	double *speeds; /* of each contact, with 1, 2, ... in hand */
	size_t n_speeds;
	double slow_down; /* without them: k in hand go k^-this fast */
	struct rule_intent *intents;
	size_t n_intents;
	struct rule_route *routes;
	size_t n_routes;
	struct str preferred; /* path of the preferred agent in a record */
	struct rule_join join;
	uint64_t seed;
};

extern const struct rule_member members_of_policy[], members_of_step[],
    members_of_ring[], members_of_overflow[], members_of_no_answer[],
    members_of_transfer[], members_of_callback[], members_of_appointment[],
    members_of_channel[], members_of_intent[], members_of_route[],
    members_of_join[];

/*
 * Read a policy and apply its queues to those of *r: one of a name that is
 * there changes what it says, others are added.  Dies as rules_read() does.
 */
void rules_read_policy(struct str text, const char *file, struct arena *run,
    struct rules *r, struct policy *out);

#endif
