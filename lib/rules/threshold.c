#include "base/near.h"
#include "rules/reader.h"

static const double defaults[N_THRESHOLDS] = {
	[THRESHOLD_ESCALATE] = RULES_ESCALATE_AT,
	[THRESHOLD_WATCH] = RULES_WATCH_AT,
};

static size_t
find_threshold(const struct rules *r, struct str name)
{
	size_t i = 0;

	while (i < r->n_thresholds && !str_eq(r->thresholds[i].name, name))
		i++;
	return i;
}

static double
read_value(const struct reader *rd, uint32_t at, size_t which, struct str name)
{
	char what[80];
	double x;

	snprintf(what, sizeof(what), "%.*s", STR_ARG(name));
	demand(rd, at, JSON_NUMBER, what);
	x = json_number(rd->j, at);
	if (which < N_THRESHOLDS && !(x >= 0 && x <= 1))
		wrong(rd, at, "%s is outside 0 to 1", what);
	if (!(x >= -1e15 && x <= 1e15))
		wrong(rd, at, "%s is outside -1e15 to 1e15", what);
	return x;
}

/* Names are free, but "escalte" is a slip that would leave escalate alone. */
static void
refuse_slips(const struct reader *rd, uint32_t at, struct str name)
{
	enum { SLIP = 2 }; /* edits */
	const struct rule_threshold *t = rd->r->thresholds;
	struct str known[N_THRESHOLDS];

	for (size_t i = 0; i < N_THRESHOLDS; i++)
		known[i] = t[i].name;
	for (size_t i = 0; i < N_THRESHOLDS; i++)
		if (name.n && name.p[0] == known[i].p[0] &&
		    near_edits(name, known[i]) <= SLIP)
			wrong_name(rd, at, "unknown member", name, known,
			    N_THRESHOLDS);
}

/* At value `at`, which set one of them or both. */
static void
check_order(const struct reader *rd, uint32_t at, double escalate, double watch)
{
	if (watch > escalate)
		wrong(rd, at, "watch (%g) is above escalate (%g)", watch,
		    escalate);
}

void
read_thresholds(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "thresholds", JSON_OBJECT);
	struct rules *r = rd->r;
	struct rule_threshold *t =
	    arena_zalloc(rd->run, (N_THRESHOLDS + length(rd, at)) * sizeof(*t));

	t[THRESHOLD_ESCALATE].name = STR("escalate");
	t[THRESHOLD_WATCH].name = STR("watch");
	for (size_t i = 0; i < N_THRESHOLDS; i++)
		t[i].value = defaults[i];
	r->thresholds = t;
	r->n_thresholds = N_THRESHOLDS;
	if (!at)
		return;
	be_in(rd, "thresholds");
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		struct str name = json_string(rd->j, i, rd->run);
		size_t which = find_threshold(r, name);

		if (which == r->n_thresholds) {
			refuse_slips(rd, i, name);
			r->n_thresholds++;
		}
		t[which] = (struct rule_threshold){ name,
			read_value(rd, i + 1, which, name), i };
	}
	check_order(
	    rd, at, t[THRESHOLD_ESCALATE].value, t[THRESHOLD_WATCH].value);
	be_nowhere(rd);
}

static void
read_replacements(struct reader *rd, uint32_t at, struct rule_override *o)
{
	const struct rules *r = rd->r;
	size_t n = r->n_thresholds;
	struct str *known = arena_array(rd->run, n, sizeof(*known));
	double both[N_THRESHOLDS];

	for (size_t i = 0; i < n; i++)
		known[i] = r->thresholds[i].name;
	for (size_t i = 0; i < N_THRESHOLDS; i++)
		both[i] = r->thresholds[i].value;
	o->which = arena_array(rd->run, length(rd, at), sizeof(*o->which));
	o->values = arena_array(rd->run, length(rd, at), sizeof(*o->values));
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i), o->n++) {
		struct str name = json_string(rd->j, i, rd->run);
		size_t which = find_threshold(r, name);

		if (which == n)
			wrong_name(
			    rd, i, "there is no threshold", name, known, n);
		o->which[o->n] = which;
		o->values[o->n] = read_value(rd, i + 1, which, name);
		if (which < N_THRESHOLDS)
			both[which] = o->values[o->n];
	}
	check_order(rd, at, both[THRESHOLD_ESCALATE], both[THRESHOLD_WATCH]);
}

static void
read_override(struct reader *rd, uint32_t at, struct rule_override *o)
{
	uint32_t thresholds;

	demand(rd, at, JSON_OBJECT, "it");
	demand_known(rd, at, members_of_override);
	o->at = at;
	o->channels = read_names(rd, at, "channel");
	o->languages = read_names(rd, at, "language");
	o->tiers = read_names(rd, at, "tier");
	if (o->channels.n + o->languages.n + o->tiers.n == 0)
		wrong(rd, at,
		    "it does not say for whom (channel, language, tier)");
	thresholds = read_group(rd, at, "thresholds", JSON_OBJECT);
	if (length(rd, thresholds) == 0)
		wrong(rd, at, "it changes nothing (thresholds)");
	read_replacements(rd, thresholds, o);
}

void
read_overrides(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "overrides", JSON_ARRAY);
	struct rules *r = rd->r;

	if (!at)
		return;
	r->overrides =
	    arena_zalloc(rd->run, length(rd, at) * sizeof(*r->overrides) + 1);
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		be_at(rd, "overrides", r->n_overrides, STR(""));
		read_override(rd, i, &r->overrides[r->n_overrides++]);
	}
	be_nowhere(rd);
}
