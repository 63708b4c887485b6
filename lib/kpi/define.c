#include "kpi/define.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/embed.h"
#include "base/near.h"
#include "crypto/crypto.h"
#include "expr/expr.h"
#include "json/json.h"
#include "stream/stream.h"

EMBED(embed_kpi_hoff_jq);
EMBED(embed_kpi_google_jq);
EMBED(embed_kpi_microsoft_jq);
EMBED(embed_kpi_zendesk_jq);
EMBED(embed_kpi_intercom_jq);
EMBED(embed_kpi_ibm_jq);
EMBED(embed_kpi_connect_jq);
EMBED(embed_kpi_genesys_jq);

static const struct {
	struct str name;
	const char *begin, *end;
} built_in[] = {
	{ { "hoff", 4 }, embed_kpi_hoff_jq, embed_kpi_hoff_jq_end },
	{ { "google", 6 }, embed_kpi_google_jq, embed_kpi_google_jq_end },
	{ { "microsoft", 9 }, embed_kpi_microsoft_jq,
	    embed_kpi_microsoft_jq_end },
	{ { "zendesk", 7 }, embed_kpi_zendesk_jq, embed_kpi_zendesk_jq_end },
	{ { "intercom", 8 }, embed_kpi_intercom_jq, embed_kpi_intercom_jq_end },
	{ { "ibm", 3 }, embed_kpi_ibm_jq, embed_kpi_ibm_jq_end },
	{ { "connect", 7 }, embed_kpi_connect_jq, embed_kpi_connect_jq_end },
	{ { "genesys", 7 }, embed_kpi_genesys_jq, embed_kpi_genesys_jq_end },
};

enum { BUILT_IN = sizeof(built_in) / sizeof(*built_in) };

const char *const family_names[N_FAMILIES] = {
	[FAMILY_NOT_ENGAGED] = "not_engaged",
	[FAMILY_CONTAINED_RESOLVED] = "contained_resolved",
	[FAMILY_CONTAINED_UNRESOLVED] = "contained_unresolved",
	[FAMILY_ABANDONED] = "abandoned",
	[FAMILY_ESCALATED] = "escalated",
	[FAMILY_OUT_OF_HOURS] = "out_of_hours",
	[FAMILY_UNKNOWN] = "unknown",
};

/* A condition sees the facts and, in a rate, what the outcome was. */
enum { OUTCOME = N_FACTS, N_SEEN };

static const struct str *
names_seen(struct arena *run)
{
	struct str *names = arena_array(run, N_SEEN, sizeof(*names));

	for (size_t i = 0; i < N_FACTS; i++)
		names[i] = str_of(fact_info[i].name);
	names[OUTCOME] = STR("outcome");
	return names;
}

/* A definition file being read. */
struct reading {
	const char *file;
	struct json json;
	struct arena *run;
	const struct expr_shape *shape;
	char place[160]; /* "rates[3] (containment)" */
};

static noreturn void
refuse(const struct reading *r, const char *member, const char *what)
{
	die("%s: %s%s%s: %s", r->file, r->place, *r->place ? "." : "", member,
	    what);
}

static void
demand_known(const struct reading *r, uint32_t at, const struct str *known,
    size_t n_known)
{
	const struct json *j = &r->json;

	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		struct str name = json_string(j, i, r->run);
		size_t k = 0;

		while (k < n_known && !str_eq(name, known[k]))
			k++;
		if (k == n_known)
			die("%s: %s%sunknown member %.*s (did you mean %.*s?)",
			    r->file, r->place, *r->place ? ": " : "",
			    STR_ARG(name),
			    STR_ARG(near_best(name, known, n_known)));
	}
}

static uint32_t
find(
    const struct reading *r, uint32_t at, const char *name, enum json_kind kind)
{
	uint32_t v = json_get(&r->json, at, str_of(name));

	if (v && json_kind_of(&r->json, v) != kind)
		refuse(r, name, "has the wrong type");
	return v;
}

static const char *
text(const struct reading *r, uint32_t at, const char *name)
{
	uint32_t v = find(r, at, name, JSON_STRING);
	struct str s;

	if (!v)
		refuse(r, name, "missing");
	s = json_string(&r->json, v, r->run);
	if (!s.n || memchr(s.p, '\0', s.n))
		refuse(r, name, "must be some text");
	return arena_cstr(r->run, s);
}

/* Ids are what scripts ask for and gates name. */
static const char *
identifier(struct reading *r, uint32_t at, const char *list, size_t i)
{
	const char *id;

	snprintf(r->place, sizeof(r->place), "%s[%zu]", list, i);
	id = text(r, at, "id");
	if (id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_")] ||
	    strlen(id) > 64)
		refuse(r, "id",
		    "must be up to 64 lower-case letters, digits and _");
	snprintf(r->place, sizeof(r->place), "%s[%zu] (%s)", list, i, id);
	return id;
}

/* Whether a fact that is counted in a few steps can be told from the number:
 * one between two of them would be read as the one below. */
static bool
is_step(enum fact f, double literal)
{
	const char *const *values = fact_info[f].values;
	size_t first = values[0] ? 0 : 1;

	if (literal < atoi(values[first]))
		return true;
	for (size_t i = first; i < FACT_VALUES && values[i]; i++)
		if (literal == atoi(values[i]))
			return true;
	return false;
}

/* ".again_days <= 5", where days are known as 1, 3, 7 and 30 only. */
static void
refuse_between(const struct reading *r, const char *name,
    const struct expr_comparison *c, enum fact f)
{
	struct buf steps = { 0 };
	const char *const *values = fact_info[f].values;

	if (!str_eq((struct str){ c->left.p + 1, c->left.n - 1 },
		str_of(fact_info[f].name)) ||
	    is_step(f, c->literal))
		return;
	for (size_t i = values[0] ? 0 : 1; i < FACT_VALUES && values[i]; i++)
		buf_printf(&steps, "%s%s", steps.n ? ", " : "", values[i]);
	die("%s: %s.%s: .%s is known in steps (%.*s), and %g is none of them",
	    r->file, r->place, name, fact_info[f].name,
	    STR_ARG(buf_view(&steps)), c->literal);
}

static void
look_at_numbers(const struct reading *r, const struct expr *e, const char *name)
{
	enum { MOST = 64 };
	struct expr_comparison all[MOST];
	struct expr_value seen[N_SEEN];
	struct expr_record record = { r->shape, seen };
	size_t n;

	for (size_t i = 0; i < N_SEEN; i++)
		seen[i] = i < N_FACTS && fact_info[i].kind == FACT_NUMBER
			      ? expr_num(1)
			      : expr_null();
	n = expr_comparisons(e, expr_object(&record), r->run, all, MOST);
	for (size_t i = 0; i < n; i++)
		for (size_t f = 0; f < N_FACTS; f++)
			if (fact_info[f].kind == FACT_NUMBER && all[i].left.n)
				refuse_between(r, name, &all[i], (enum fact)f);
}

/* Compiled once here and asked of every code when the report is made. */
static const struct expr *
condition(const struct reading *r, uint32_t at, const char *name)
{
	struct str when = str_of(text(r, at, name)), path, nearest;
	struct expr_error err;
	const struct expr *e = expr_compile(when, r->shape, r->run, &err);

	if (!e)
		die("%s: %s.%s:%zu:%zu: %s", r->file, r->place, name, err.line,
		    err.column, err.detail);
	if (expr_jailed(e))
		die("%s: %s.%s: %s is not in the core of jq that definitions "
		    "may use",
		    r->file, r->place, name, expr_jailed(e));
	if (expr_unknown_paths(e, 0, &path, &nearest))
		die("%s: %s.%s: there is no fact %.*s (did you mean %.*s?)",
		    r->file, r->place, name, STR_ARG(path), STR_ARG(nearest));
	look_at_numbers(r, e, name);
	return e;
}

static enum family
family(const struct reading *r, uint32_t at)
{
	const char *name = text(r, at, "family");

	for (size_t i = 0; i < N_FAMILIES; i++)
		if (!strcmp(name, family_names[i]))
			return (enum family)i;
	refuse(r, "family",
	    "must be not_engaged, contained_resolved, contained_unresolved, "
	    "abandoned, escalated, out_of_hours or unknown");
}

static void
read_outcomes(struct reading *r, struct definitions *d, uint32_t list)
{
	static const struct str known[] = { { "id", 2 }, { "label", 5 },
		{ "definition", 10 }, { "family", 6 }, { "when", 4 } };
	const struct json *j = &r->json;

	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		struct ending *o = &d->outcomes[d->n_outcomes];

		if (d->n_outcomes == MAX_OUTCOMES)
			die("%s: more than %d outcomes", r->file, MAX_OUTCOMES);
		o->id = identifier(r, i, "outcomes", d->n_outcomes);
		for (size_t k = 0; k < d->n_outcomes; k++)
			if (!strcmp(d->outcomes[k].id, o->id))
				refuse(r, "id", "is there twice");
		demand_known(r, i, known, sizeof(known) / sizeof(*known));
		o->label = text(r, i, "label");
		o->definition = text(r, i, "definition");
		o->family = family(r, i);
		o->when = condition(r, i, "when");
		d->n_outcomes++;
	}
}

static void
read_rates(struct reading *r, struct definitions *d, uint32_t list)
{
	static const struct str known[] = { { "id", 2 }, { "label", 5 },
		{ "definition", 10 }, { "numerator", 9 }, { "denominator", 11 },
		{ "of", 2 }, { "nothing", 7 }, { "history", 7 } };
	const struct json *j = &r->json;

	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		struct rate *rate = &d->rates[d->n_rates];
		uint32_t history;

		if (d->n_rates == MAX_RATES)
			die("%s: more than %d rates", r->file, MAX_RATES);
		rate->id = identifier(r, i, "rates", d->n_rates);
		for (size_t k = 0; k < d->n_rates; k++)
			if (!strcmp(d->rates[k].id, rate->id))
				refuse(r, "id", "is there twice");
		demand_known(r, i, known, sizeof(known) / sizeof(*known));
		rate->label = text(r, i, "label");
		rate->definition = text(r, i, "definition");
		rate->of = text(r, i, "of");
		rate->nothing = text(r, i, "nothing");
		rate->numerator = condition(r, i, "numerator");
		rate->denominator = condition(r, i, "denominator");
		history = json_get(j, i, STR("history"));
		rate->needs_history =
		    history && json_kind_of(j, history) == JSON_TRUE;
		d->n_rates++;
	}
}

bool
define_is_built_in(const char *name)
{
	for (size_t i = 0; i < BUILT_IN; i++)
		if (str_eq(str_of(name), built_in[i].name))
			return true;
	return false;
}

static struct str
source_of(const char **name, struct arena *run)
{
	struct str want = str_of(*name ? *name : "hoff");

	for (size_t i = 0; i < BUILT_IN; i++)
		if (str_eq(want, built_in[i].name)) {
			*name = built_in[i].name.p;
			return embed_str(built_in[i].begin, built_in[i].end);
		}
	return stream_slurp(*name, (size_t)1 << 20, run);
}

/* Of a file without outcomes, those of the default. */
static void
read_definitions(struct definitions *d, const char *name, bool rates,
    struct arena *run, const struct expr_shape *shape)
{
	static const struct str known[] = { { "name", 4 }, { "version", 7 },
		{ "source", 6 }, { "outcomes", 8 }, { "rates", 5 } };
	struct reading r = { .run = run, .shape = shape };
	struct str source = source_of(&name, run);
	uint32_t version, outcomes;

	r.file = name ? name : "hoff";
	expr_load(source, r.file, &r.json, run);
	if (json_kind_of(&r.json, 0) != JSON_OBJECT)
		die("%s: is not an object", r.file);
	demand_known(&r, 0, known, sizeof(known) / sizeof(*known));
	outcomes = find(&r, 0, "outcomes", JSON_ARRAY);
	if (rates) {
		d->name = text(&r, 0, "name");
		d->source = text(&r, 0, "source");
		version = find(&r, 0, "version", JSON_NUMBER);
		d->version = version ? json_number(&r.json, version) : 0;
		crypto_sha256_hex(source, d->sha256);
	}
	if (outcomes)
		read_outcomes(&r, d, outcomes);
	else
		read_definitions(d, NULL, false, run, shape);
	r.place[0] = '\0';
	if (rates) {
		uint32_t list = find(&r, 0, "rates", JSON_ARRAY);

		if (!list)
			refuse(&r, "rates", "missing");
		read_rates(&r, d, list);
	}
	json_free(&r.json);
}

const struct definitions *
define_load(const char *name, struct arena *run)
{
	struct definitions *d = arena_zalloc(run, sizeof(*d));
	struct expr_shape *shape = arena_zalloc(run, sizeof(*shape));

	*shape = (struct expr_shape){ .names = names_seen(run), .n = N_SEEN };
	d->shape = shape;
	read_definitions(d, name, true, run, shape);
	return d;
}
