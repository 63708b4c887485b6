#include "kpi/measure.h"

#include <math.h>
#include <string.h>

const struct section_info sections[N_SECTIONS] = {
	[S_ENDINGS] = { "outcomes", "How conversations ended", "log", { N_ALL },
	    "no conversation in the input" },
	[S_LOG] = { "log", "What the log shows", "log", { N_ALL },
	    "no conversation in the input" },
	[S_QUEUE] = { "queue", "How long handoffs waited", "log",
	    { N_SERVED, N_QUIT, N_REFUSED },
	    "no handoff was served, abandoned or refused at a known time" },
	[S_JUDGED] = { "judged", "What the rules say", "hoff.score",
	    { N_JUDGED }, "no hoff.score in the input" },
	[S_LABELS] = { "labels", "The rules against the labels",
	    "hoff.score, labels.escalate", { N_LABELLED },
	    "no labels.escalate beside hoff.score in the input" },
	[S_TURNS] = { "turns", "The rules against the labels, turn by turn",
	    "hoff.score, labels.turn", { N_GOLD },
	    "no labels.turn beside hoff.score" },
	[S_ROUTE] = { "route", "What the routing simulation says", "hoff.route",
	    { N_ROUTED }, "no routed hoff.route in the input" },
	[S_SAFETY] = { "privacy", "Redaction and packets",
	    "hoff.redact, hoff.packet", { N_REDACT_SEEN, N_PACKET_SEEN },
	    "no hoff.redact or hoff.packet in the input" },
};

bool
section_seen(enum section s, const struct tally *t)
{
	const enum count *base = sections[s].base;

	/* where labels never name a turn, those that say never are no sample */
	if (s == S_TURNS && t->counts[N_TURNLESS] && !t->counts[N_GOLD_TURN])
		return false;
	return t->counts[base[0]] || t->counts[base[1]] || t->counts[base[2]];
}

const char *
unit_name(enum unit u)
{
	static const char *const names[] = { "seconds", "customer turns",
		"points" };

	return names[u];
}

unsigned
unit_scale(enum unit u)
{
	return u == CUSTOMER_TURNS ? 1 : 1000;
}

static void
outcome_work(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	*f = figure_of(s->derived->outcomes[m->index], s->tally->counts[N_ALL],
	    confidence, m->nothing);
}

static void
rate_work(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	*f = figure_of(s->derived->numerators[m->index],
	    s->derived->denominators[m->index], confidence, m->nothing);
}

struct measure *
measures_new(const struct definitions *d, struct arena *a)
{
	size_t n = d->n_outcomes + d->n_rates + 1;
	struct measure *all, *m;

	for (const struct measure *t = measure_table; t->id; t++)
		n++;
	all = m = arena_zalloc(a, n * sizeof(*all));

	for (size_t i = 0; i < d->n_outcomes; i++) {
		const struct ending *o = &d->outcomes[i];

		*m++ = (struct measure){ o->id, o->label, o->definition,
			S_ENDINGS, .of = "all conversations",
			.nothing = "no conversation in the input",
			.work = outcome_work, .index = i };
	}
	for (size_t i = 0; i < d->n_rates; i++) {
		const struct rate *r = &d->rates[i];

		*m++ = (struct measure){ r->id, r->label, r->definition, S_LOG,
			.of = r->of, .nothing = r->nothing, .work = rate_work,
			.of_facts = true, .index = i,
			.needs_history = r->needs_history };
	}
	for (const struct measure *t = measure_table; t->id; t++)
		*m++ = *t;
	return all;
}

const struct measure *
measure_find(const struct measure *measures, const char *id)
{
	for (const struct measure *m = measures; m->id; m++)
		if (m->section != S_ENDINGS && !strcmp(m->id, id))
			return m;
	return NULL;
}

static uint64_t
sum(const unsigned char *list, size_t n, const struct tally *t)
{
	uint64_t total = 0;

	for (size_t i = 0; i < n && list[i] != NOTHING; i++)
		total += t->counts[list[i]];
	return total;
}

struct figure
figure_of(uint64_t numerator, uint64_t denominator, double confidence,
    const char *nothing)
{
	struct figure f = { numerator, denominator, NAN, NAN, NAN, nothing };
	struct interval w = stats_wilson(numerator, denominator, confidence);

	if (denominator) {
		f.reason = NULL;
		f.value = stats_round4((double)numerator / (double)denominator);
		f.low = stats_round4(w.low);
		f.high = stats_round4(w.high);
	}
	return f;
}

const char *
measure_interval(const struct measure *m)
{
	return m->interval || m->kind != SHARE ? m->interval : "Wilson";
}

/* Why there is no value. */
static const char *
reason_of(const struct measure *m, const struct scope *s)
{
	if (!section_seen(m->section, s->tally))
		return sections[m->section].absent;
	if (m->needs_history && !tally_has_history(s->tally))
		return "needs --history, and customer.id and times in the log";
	return m->nothing;
}

struct figure
measure_figure(
    const struct measure *m, const struct scope *s, double confidence)
{
	struct figure f;

	if (m->section == S_QUEUE && !section_seen(S_QUEUE, s->tally))
		f = figure_of(0, 0, confidence, m->nothing); /* timers alone */
	else if (m->work)
		m->work(m, s, confidence, &f);
	else
		f = figure_of(sum(m->numerator, sizeof(m->numerator), s->tally),
		    sum(m->denominator, sizeof(m->denominator), s->tally),
		    confidence, m->nothing);
	if (!measure_interval(m) || isnan(f.value))
		f.low = f.high = NAN;
	f.reason = isnan(f.value) ? reason_of(m, s) : NULL;
	return f;
}
