#include "route/route.h"

#include "base/die.h"
#include "base/near.h"
#include "route/admit.h"
#include "route/annotate.h"
#include "route/compare.h"
#include "route/contact.h"
#include "route/join.h"
#include "route/reading.h"
#include "route/shelf.h"
#include "route/silo.h"
#include "route/staff.h"
#include "route/sim.h"
#include "route/stray.h"

enum { NO_CONTACT = UINT32_MAX };

struct route {
	struct arena *run;
	struct staff *staff;	 /* with route_keep() */
	struct compare *compare; /* with route_rivals() */
	const struct rules *rules;
	const struct policy *policy;
	size_t window, hold;
	int64_t max_pause_us;
	struct sim sim;
	struct silo *silo;  /* with a report, of joined contacts; or NULL */
	struct shelf shelf; /* records whose outcome is not certain */
	uint64_t n_taken;
	size_t newest_cost;
	uint64_t window_begin; /* the first record in the window */
	size_t window_cost;    /* of what it holds and is still here */
	int64_t watermark;     /* arrivals from before it are too late */
	struct buf scratch;    /* a part of an annotation */
	struct strays strays;
	bool *came; /* for each queue: a contact asked for it */
	struct route_totals totals;
};

struct route *
route_new(const struct roster *agents, const struct rules *rules,
    const struct policy *policy, const struct route_opts *o, struct arena *run)
{
	struct route *r = arena_zalloc(run, sizeof(*r));
	const struct sim_opts sim = { .roster = agents,
		.rules = rules,
		.policy = policy,
		.max_wait_us = route_us(o->max_wait_s),
		.explain = o->explain };

	r->run = run;
	r->rules = rules;
	r->policy = policy;
	r->window = o->window;
	r->hold = o->window ? o->hold : 0;
	r->max_pause_us = route_us(o->max_pause_s);
	r->watermark = INT64_MIN;
	r->came = arena_zalloc(run, rules->n_queues * sizeof(*r->came));
	sim_init(&r->sim, &sim, run);
	return r;
}

void
route_free(struct route *r)
{
	report_free(r->sim.report);
	silo_free(r->silo);
	staff_free(r->staff);
	compare_free(r->compare);
	sim_free(&r->sim);
	shelf_free(&r->shelf);
	buf_free(&r->scratch);
}

const struct route_totals *
route_totals(const struct route *r)
{
	return &r->totals;
}

static bool
has_expression(const struct rule_queue *q)
{
	for (size_t i = 0; i < q->n_steps; i++)
		if (q->steps[i].expression)
			return true;
	return false;
}

/* A skill that somebody has and that differs from a missing one by a slip of
 * the finger, or in large and small letters; empty: none. */
static struct str
alike(const struct roster *r, struct str missing)
{
	struct skill wanted;

	roster_read_skill(missing, &wanted);
	for (size_t i = 0; i < r->n_agents; i++)
		for (size_t k = 0; k < r->agents[i].n_skills; k++) {
			struct str name = r->agents[i].skills[k].name;

			if (!str_eq(name, wanted.name) &&
			    near_edits(name, wanted.name) <= 1)
				return name;
		}
	return STR("");
}

static void
warn_no_skill(
    const struct route *r, const char *file, struct str queue, struct str skill)
{
	struct str other = alike(r->sim.roster, skill);

	warning("%s: queue '%.*s' can be served by nobody: no agent has the "
		"skill '%.*s'%s%.*s%s",
	    file, STR_ARG(queue), STR_ARG(skill), other.n ? " (one has '" : "",
	    STR_ARG(other), other.n ? "')" : "");
}

void
route_warn_unserved(struct route *r, const char *rules_file)
{
	for (uint32_t i = 0; i < r->sim.n_queues; i++) {
		const struct demand *d =
		    sim_demand(&r->sim, i, WORD_ANY, WORD_ANY);
		const struct rule_queue *q = &r->rules->queues[i];
		struct str name = q->name;
		const char *file = q->file ? q->file : rules_file;

		if (r->sim.queues[i].overflows_to != NOBODY)
			continue;
		if (d->lack == LACK_SKILL)
			warn_no_skill(r, file, name, d->missing);
		else if (d->lack != LACK_NOTHING)
			warning("%s: queue '%.*s' can be served by nobody: no "
				"agent %s",
			    file, STR_ARG(name),
			    has_expression(q) ? "fits any of its steps"
					      : "has all of its skills");
	}
}

static bool
is_led_to(const struct rules *rules, const struct policy *p, struct str name)
{
	for (size_t i = 0; i < rules->n_queues; i++)
		if (str_eq(rules->queues[i].overflow.to, name) ||
		    str_eq(rules->queues[i].transfer.to, name))
			return true;
	for (size_t i = 0; i < p->n_routes; i++)
		if (str_eq(p->routes[i].queue, name))
			return true;
	return false;
}

void
route_warn_unused(const struct route *r)
{
	const struct rules *rules = r->rules;
	struct str *known =
	    arena_array(r->run, rules->n_queues + 1, sizeof(*known));
	size_t n = 0;

	for (size_t i = 0; i < rules->n_queues; i++)
		if (!rules->queues[i].added)
			known[n++] = rules->queues[i].name;
	for (size_t i = 0; i < rules->n_queues; i++) {
		const struct rule_queue *q = &rules->queues[i];
		struct str near = near_best(q->name, known, n);

		if (!q->added || r->came[i] ||
		    is_led_to(rules, r->policy, q->name))
			continue;
		warning("%s: queue '%.*s' is in no rules, and no contact went "
			"to it; the nearest of the rules is '%.*s'",
		    r->policy->file, STR_ARG(q->name), STR_ARG(near));
	}
}

void
route_warn_strays(const struct route *r, const char *file)
{
	strays_warn(&r->strays, file, r->rules->queues[0].name);
}

static bool
take_contact(struct route *r, const struct conv *c, const struct wish *w,
    struct fault *f)
{
	struct contact fresh = admit(&r->sim, w, r->n_taken);
	const struct rule_queue *queue = rules_queue(r->rules, w->queue);
	bool is_stray = !queue;
	struct place *place;

	if (fresh.fate == FATE_OPEN && fresh.arrival_us < r->watermark) {
		*f = (struct fault){ OUT_OF_ORDER,
			c->json->values[conv_annotation(c, "score")].start,
			"the contact arrives before what is already "
			"decided (see --window and --hold)" };
		return false;
	}
	buf_clear(&r->scratch);
	annotate_rest(&r->scratch, &r->sim, &fresh, c->channel,
	    is_stray ? w->queue : STR(""));
	place = shelf_put(&r->shelf, c, buf_view(&r->scratch), f);
	if (!place)
		return false;
	if (r->sim.report)
		fresh.trait = report_trait(
		    r->sim.report, c->channel, str_language(c->language));
	if (r->staff)
		staff_keep(r->staff, w);
	if (r->compare)
		compare_keep(r->compare, c, r->max_pause_us);
	join_name(&r->sim, &fresh, w->id);
	place->contact = sim_add(&r->sim, &fresh);
	place->arrival_us =
	    fresh.fate == FATE_OPEN ? fresh.arrival_us : INT64_MIN;
	silo_add(r->silo, w, r->n_taken, fresh.trait, r->hold);
	r->totals.unknown_queue += is_stray;
	if (queue)
		r->came[queue - r->rules->queues] = true;
	if (is_stray)
		strays_add(
		    &r->strays, w->queue, fresh.fate == FATE_NO_QUEUE, r->run);
	return true;
}

static bool
take_other(struct route *r, const struct conv *c, struct fault *f)
{
	struct place *place =
	    shelf_put(&r->shelf, c, STR("{\"outcome\":\"not_routed\"}"), f);

	if (!place)
		return false;
	place->contact = NO_CONTACT;
	place->arrival_us = INT64_MIN;
	return true;
}

/* Nothing from before `us` may come any more. */
static void
move_watermark(struct route *r, int64_t us)
{
	if (us <= r->watermark)
		return;
	r->watermark = us;
	sim_run(&r->sim, us);
	silo_run(r->silo, us);
}

/* The first record of the window leaves it: nothing from before its arrival,
 * if it was played at all, may come any more. */
static void
shrink_window(struct route *r)
{
	const struct place *place = shelf_at(&r->shelf, r->window_begin++);

	r->window_cost -= shelf_cost(place);
	move_watermark(r, place->arrival_us);
}

/* Make room in the window for one more record. */
static void
move_window(struct route *r)
{
	while (r->window && r->n_taken - r->window_begin >= r->window)
		shrink_window(r);
}

static void
enter_window(struct route *r)
{
	r->newest_cost = shelf_cost(shelf_at(&r->shelf, r->n_taken));
	r->window_cost += r->newest_cost;
	r->n_taken++;
}

bool
route_take(struct route *r, const struct conv *c, struct fault *f)
{
	struct wish wish;

	if (!contact_read(c, r->rules, r->policy, r->max_pause_us, &wish, f))
		return false;
	move_window(r);
	if (!(wish.escalated ? take_contact(r, c, &wish, f)
			     : take_other(r, c, f)))
		return false;
	if (r->staff)
		staff_see(r->staff, c);
	r->totals.not_scored += !wish.scored;
	enter_window(r);
	return true;
}

void
route_end(struct route *r)
{
	sim_finish(&r->sim);
	silo_finish(r->silo);
}

static void
count(struct route *r, const struct contact *c)
{
	switch (c->fate) {
	case FATE_ASSIGNED:
		r->totals.assigned++;
		r->totals.target_met +=
		    c->left_us - c->since_us <= c->demand->target_us;
		break;
	case FATE_ABANDONED:
		r->totals.abandoned++;
		break;
	default:
		r->totals.unserved++;
		r->totals.backlog += c->fate == FATE_BACKLOG;
		if (c->fate == FATE_HOPELESS) {
			r->totals.no_language +=
			    c->demand->lack == LACK_LANGUAGE;
			r->totals.no_channel += c->demand->lack == LACK_CHANNEL;
		}
		break;
	}
}

/*
 * The oldest record waits, and so does every one behind it.  When they take too
 * much memory the window gives way first, down to half of it; then the contact
 * in the oldest record, which is out of the window, though the instant at which
 * it arrives may be still to come.
 */
static bool
make_room(struct route *r, uint32_t which)
{
	const struct contact *c = sim_contact(&r->sim, which);

	if (!r->hold || r->shelf.cost - r->newest_cost <= r->hold)
		return false;
	while (c->fate == FATE_OPEN &&
	       r->window_cost - r->newest_cost > r->hold / 2)
		shrink_window(r);
	if (c->fate == FATE_OPEN)
		move_watermark(r, c->arrival_us + 1);
	if (c->fate == FATE_OPEN)
		sim_drop(&r->sim, which);
	return true;
}

/* Write the oldest record; it leaves the window as well. */
static void
take_oldest(struct route *r, struct str beginning, struct buf *out)
{
	if (r->window_begin == r->shelf.n_taken) {
		r->window_cost -= shelf_cost(shelf_oldest(&r->shelf));
		r->window_begin++;
	}
	shelf_take(&r->shelf, beginning, out);
}

bool
route_next(struct route *r, struct buf *out)
{
	const struct place *oldest = shelf_oldest(&r->shelf);
	const struct contact *c;
	uint32_t which;

	if (!oldest)
		return false;
	which = oldest->contact;
	if (which == NO_CONTACT) {
		r->totals.not_routed++;
		take_oldest(r, STR(""), out);
		return true;
	}
	c = sim_contact(&r->sim, which);
	if (c->fate == FATE_OPEN && !make_room(r, which))
		return false;
	count(r, c);
	buf_clear(&r->scratch);
	annotate_fate(&r->scratch, &r->sim, which);
	take_oldest(r, buf_view(&r->scratch), out);
	sim_forget(&r->sim, which);
	return true;
}

/*
 * Reports.
 */

const char *const route_formats[] = { "table", "json", "csv", "markdown",
	NULL };

void
route_count(struct route *r, const struct report_opts *o)
{
	r->sim.report = report_new(&r->sim, o, r->run);
	r->silo = silo_new(&r->sim, o, r->run);
}

static void
read_report(const struct route *r, struct reading *x)
{
	struct report *apart = silo_report(r->silo);

	report_prove(r->sim.report);
	if (apart)
		report_prove(apart);
	reading_open(x, r->sim.report, apart);
}

void
route_report(const struct route *r, bool colour, size_t width, struct buf *out)
{
	const char *format = r->sim.report->o->format;
	struct reading x;

	read_report(r, &x);
	if (!strcmp(format, "json"))
		reading_json(&x, out);
	else if (!strcmp(format, "csv"))
		reading_csv(&x, out);
	else if (!strcmp(format, "markdown"))
		reading_markdown(&x, out);
	else
		reading_text(&x, colour, width, out);
	reading_shut(&x);
}

void
route_page(const struct route *r, struct buf *out)
{
	struct reading x;

	read_report(r, &x);
	reading_page(&x, out);
	reading_shut(&x);
}

/*
 * Staffing.
 */

/* In the order of enum level. */
const char *const route_levels[] = { "offered", "served", "less-short",
	"met-or-left", NULL };

void
route_keep(struct route *r, const struct staff_opts *o)
{
	r->staff = staff_new(&r->sim, o, r->run);
}

void
route_staff(struct route *r, bool colour, size_t width, struct buf *out)
{
	const char *format = r->staff->o->format;
	struct staffing x;
	struct grid g;

	staffing_open(&x, r->staff, r->n_taken);
	if (!strcmp(format, "json"))
		staffing_json(&x, out);
	else if (!strcmp(format, "csv"))
		staffing_csv(&x, out);
	for (size_t i = 0; staffing_grid(&x, i, &g); i++) {
		if (!strcmp(format, "markdown"))
			grid_markdown(&g, 2, out);
		else if (!strcmp(format, "table"))
			grid_text_within(&g, colour, width, out);
	}
	staffing_shut(&x);
}

void
route_rivals(struct route *r, const struct rival *all, size_t n,
    const struct compare_opts *o)
{
	r->compare = compare_new(&r->sim, all, n, o, r->run);
}

void
route_compare(struct route *r, bool colour, size_t width, struct buf *out)
{
	compare_play(r->compare);
	compare_print(r->compare, colour, width, out);
}
