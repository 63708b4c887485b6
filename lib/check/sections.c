#include "check/members.h"
#include "zone/zone.h"

/* When it is open, where, and what overrides replace. */
static void
check_day(struct reading *r, uint32_t day)
{
	const struct rule_member m = { "a time", IS_STRING, 0, 0, false };
	struct rule_span span, before = { 0, 0 };
	const char *why;
	struct str s;

	EACH_VALUE(r, i, day)
	{
		if (!is_allowed(r, i, &m))
			continue;
		s = text_of(r, i);
		if (!rules_span(s, &span, &why)) {
			report(
			    r, i, BAD_MEMBER, "\"%.*s\" %s", STR_ARG(s), why);
			continue;
		}
		if (span.from < before.to)
			report(r, i, OVERLAPPING_HOURS,
			    "\"%.*s\" begins before the time in front of it "
			    "ends",
			    STR_ARG(s));
		before = span;
	}
}

static void
check_hours(struct reading *r)
{
	uint32_t hours = member_of(r, 0, "hours", JSON_OBJECT);

	if (!hours)
		return;
	check_object(r, hours, members_of_hours);
	for (const struct rule_member *m = members_of_hours; m->name; m++)
		check_day(r, member_of(r, hours, m->name, JSON_ARRAY));
}

static void
check_holidays(struct reading *r)
{
	const struct rule_member m = { "a holiday", IS_STRING, 0, 0, false };
	uint32_t at = member_of(r, 0, "holidays", JSON_ARRAY), date;

	if (at && !member_of(r, 0, "hours", JSON_OBJECT))
		report(
		    r, at, BAD_MEMBER, "holidays close nothing without hours");
	EACH_VALUE(r, i, at)
	{
		if (is_allowed(r, i, &m) && !rules_date(text_of(r, i), &date))
			report(r, i, BAD_MEMBER,
			    "\"%.*s\" is no date like \"2026-12-25\"",
			    STR_ARG(text_of(r, i)));
	}
}

static void
check_zone(struct reading *r)
{
	uint32_t at = member_of(r, 0, "time_zone", JSON_STRING);
	struct str name = text_of(r, at), advice;

	if (!at || (!memchr(name.p, '\0', name.n) &&
		       zone_find(arena_cstr(r->run, name), r->run)))
		return;
	advice = zone_advice(name, r->run);
	report(r, at, BAD_MEMBER, "there is no time zone \"%.*s\" (%.*s)",
	    STR_ARG(name), STR_ARG(advice));
}

/* An override names who it is for, by texts, and thresholds that are there. */
static void
check_override(struct reading *r, uint32_t at)
{
	static const char *const who[] = { "channel", "language", "tier" };
	const struct rule_member m = { "a name", IS_STRING, 0, 0, false };
	uint32_t thresholds = member_of(r, at, "thresholds", JSON_OBJECT);
	struct str *known =
	    arena_array(r->run, r->n_thresholds + 2, sizeof(*known));
	size_t n = 0;

	known[n++] = STR("escalate");
	known[n++] = STR("watch");
	for (size_t i = 0; i < r->n_thresholds; i++)
		if (!r->thresholds[i].null)
			known[n++] = r->thresholds[i].name;
	for (size_t i = 0; i < 3; i++) {
		uint32_t names = member_of(r, at, who[i], JSON_ARRAY);

		if (names && !json_first(&r->j, names))
			report(
			    r, names, BAD_MEMBER, "%s has no elements", who[i]);
		EACH_VALUE(r, k, names)
		is_allowed(r, k, &m);
	}
	if (!thresholds || !json_first(&r->j, thresholds))
		report(r, at, BAD_MEMBER, "it changes nothing (thresholds)");
	EACH_VALUE(r, i, thresholds)
	{
		bool found = false;

		for (size_t k = 0; k < n; k++)
			found |= json_is(&r->j, i, known[k]);
		if (!found)
			report_nearest(
			    r, i, UNKNOWN_THRESHOLD, "threshold", known, n);
	}
}

/* What a row of the tiers asks for. */
struct row {
	uint32_t at, intent; /* 0: any */
	double risk, readiness;
};

static struct row
read_row(struct reading *r, uint32_t at)
{
	const struct rule_member m = { "an intent", IS_STRING, 0, 0, false };
	uint32_t tier = member_of(r, at, "tier", JSON_STRING);
	uint32_t risk = member_of(r, at, "risk", JSON_STRING);
	uint32_t many = member_of(r, at, "intent", JSON_ARRAY);
	struct row row = { .at = at };

	check_object(r, at, members_of_tier);
	if (!tier)
		report(r, at, BAD_MEMBER, "it does not say which tier (tier)");
	which_name(r, tier, BAD_MEMBER, "tier", rules_tiers(), N_TIERS);
	if (risk)
		row.risk = (double)which_name(
		    r, risk, BAD_MEMBER, "risk", rules_risks(), N_RISKS);
	row.readiness = number_of(r, at, "risk", 0);
	if (many && !json_first(&r->j, many))
		report(r, many, BAD_MEMBER, "intent has no elements");
	EACH_VALUE(r, i, many)
	is_allowed(r, i, &m);
	row.intent = many ? many : member_of(r, at, "intent", JSON_STRING);
	return row;
}

/* Whether the earlier row fits wherever the later one does, as far as that
 * can be told: it asks for no intent, or for the same. */
static bool
shadows(const struct reading *r, const struct row *early, const struct row *row)
{
	return early->risk <= row->risk && early->readiness <= row->readiness &&
	       (!early->intent ||
		   (row->intent && str_eq(json_raw(&r->j, early->intent),
				       json_raw(&r->j, row->intent))));
}

static void
check_tiers(struct reading *r)
{
	uint32_t tiers = member_of(r, 0, "tiers", JSON_ARRAY);
	size_t n = tiers ? count_objects(r, tiers, "a row of tiers") : 0;
	struct row *rows = arena_array(r->run, n + 1, sizeof(*rows));

	n = 0;
	EACH_OBJECT(r, i, tiers)
	{
		rows[n] = read_row(r, i);
		for (size_t k = 0; k < n; k++)
			if (shadows(r, &rows[k], &rows[n])) {
				report(r, i, SHADOWED_TIER,
				    "tiers[%zu] fits whenever this row does",
				    k);
				break;
			}
		n++;
	}
}

void
check_sections(struct reading *r)
{
	uint32_t overrides = member_of(r, 0, "overrides", JSON_ARRAY);

	check_hours(r);
	check_holidays(r);
	check_zone(r);
	check_tiers(r);
	EACH_OBJECT(r, i, overrides)
	check_override(r, i);
}
