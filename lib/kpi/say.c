/* What a report says in words, the same in every format. */
#include <math.h>
#include <string.h>

#include "kpi/quality.h"

struct str
say_share(struct report *r, double share)
{
	return isnan(share) ? STR("-")
			    : arena_printf(&r->arena, "%.2f%%", share * 100);
}

struct str
say_number(struct report *r, double x)
{
	return isnan(x) ? STR("-") : arena_printf(&r->arena, "%.4f", x);
}

static struct str
say_duration(struct report *r, uint64_t ms)
{
	uint64_t tenths = (ms + 50) / 100, s = (ms + 500) / 1000;

	if (!ms)
		return STR("0 s");
	if (ms < 1000)
		return arena_printf(&r->arena, "%d ms", (int)ms);
	if (tenths < 600)
		return arena_printf(
		    &r->arena, "%d.%d s", (int)tenths / 10, (int)tenths % 10);
	if (s < 3600)
		return arena_printf(
		    &r->arena, "%d m %02d s", (int)s / 60, (int)s % 60);
	s = (s + 30) / 60;
	if (s < 24 * 60)
		return arena_printf(
		    &r->arena, "%d h %02d m", (int)s / 60, (int)s % 60);
	s = (s + 30) / 60;
	return arena_printf(&r->arena, "%d d %02d h", (int)s / 24, (int)s % 24);
}

struct str
say_extent(struct report *r, uint64_t value, enum unit u)
{
	switch (u) {
	case SECONDS:
		return say_duration(r, value);
	case POINTS:
		value = (value + 5) / 10;
		return arena_printf(&r->arena, "%llu.%02d",
		    (unsigned long long)value / 100, (int)(value % 100));
	default:
		return arena_printf(
		    &r->arena, "%llu", (unsigned long long)value);
	}
}

struct str
say_mean(struct report *r, uint64_t milli, enum unit u)
{
	/* as points are: thousandths, shown to two places */
	return say_extent(r, milli, u == SECONDS ? SECONDS : POINTS);
}

struct str
say_period(struct report *r)
{
	struct buf b = { 0 };
	struct str s;

	if (!r->total->n_starts)
		return STR("without times");
	conv_put_time(&b, r->total->first_ms);
	buf_cstr(&b, " to ");
	conv_put_time(&b, r->total->last_ms);
	s = arena_copy(&r->arena, buf_view(&b));
	buf_free(&b);
	return s;
}

struct str
say_by(struct report *r)
{
	struct str s = STR("");

	for (size_t i = 0; i < r->n_parts; i++)
		s = arena_printf(&r->arena, "%.*s%s%.*s", STR_ARG(s),
		    i ? ", " : "", STR_ARG(r->parts[i]));
	return s;
}

struct str
say_definitions(struct report *r)
{
	const struct definitions *d = r->definitions;

	if (!strcmp(d->name, "hoff"))
		return STR("");
	return arena_printf(
	    &r->arena, "defined as by %s: %s", d->name, d->source);
}

/* Answers outside of their scale; where these are the most, so is the rest. */
static struct str
say_strange(struct report *r)
{
	const uint64_t *n = r->total->counts;
	const struct {
		uint64_t strange, counted;
		const char *what;
	} answers[] = {
		{ n[N_CSAT_STRANGE], r->total->spreads[CSAT_POINTS].values.n,
		    "outcome.csat outside 1 to 5" },
		{ n[N_NPS_STRANGE], n[N_NPS],
		    "outcome.nps outside 0 to 10, or no whole number" },
		{ n[N_CES_STRANGE], n[N_CES],
		    "outcome.ces outside 1 to 7, or no whole number" },
	};
	struct str s = STR("");

	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++)
		if (answers[i].strange)
			s = arena_printf(&r->arena,
			    "%.*snot counted: %llu %s%s. ", STR_ARG(s),
			    (unsigned long long)answers[i].strange,
			    answers[i].what,
			    answers[i].counted &&
				    answers[i].strange > answers[i].counted
				? ": the most, so they are on another scale, "
				  "and those counted say nothing"
				: "");
	return s;
}

struct str
say_set_aside(struct report *r)
{
	unsigned long long times = r->total->counts[N_DISORDER];
	unsigned long long turnless =
	    section_seen(S_TURNS, r->total) ? r->total->counts[N_TURNLESS] : 0;
	struct str s = say_strange(r), doubtful = say_quality(r);

	if (times)
		s = arena_printf(&r->arena,
		    "%.*sconversations in which time runs backwards: %llu "
		    "(those spans count as \"no time\").",
		    STR_ARG(s), times);
	if (turnless)
		s = arena_printf(&r->arena,
		    "%.*s%snot compared turn by turn: %llu labelled escalate "
		    "without labels.turn.",
		    STR_ARG(s), times ? " " : "", turnless);
	if (doubtful.n)
		s = arena_printf(&r->arena, "%.*s%s%.*s", STR_ARG(s),
		    times || turnless ? " " : "", STR_ARG(doubtful));
	return s;
}
