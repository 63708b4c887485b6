#include "rules/reader.h"

#include <math.h>

/* Means of a day are far from where a sum of them overflows. */
#define MOST_S 1e9

static double
number_at(const struct reader *rd, uint32_t at, const char *what)
{
	double x;

	demand(rd, at, JSON_NUMBER, what);
	x = json_number(rd->j, at);
	if (!(x >= 0 && x <= MOST_S))
		wrong(rd, at, "%s is outside 0 to %.10g", what, MOST_S);
	return x;
}

static void
read_values(const struct reader *rd, uint32_t at, struct rule_law *law)
{
	demand(rd, at, JSON_ARRAY, "values");
	if (length(rd, at) == 0)
		wrong(rd, at, "values has no elements");
	law->values =
	    arena_array(rd->run, length(rd, at), sizeof(*law->values));
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i))
		law->values[law->n_values++] = number_at(rd, i, "a value");
}

static void
read_pair(const struct reader *rd, uint32_t at, struct rule_law *law)
{
	uint32_t second;

	demand(rd, at, JSON_ARRAY, "uniform");
	if (length(rd, at) != 2)
		wrong(rd, at, "uniform is not [LEAST, MOST]");
	second = json_after(rd->j, at, json_first(rd->j, at));
	law->a = number_at(rd, json_first(rd->j, at), "its least");
	law->b = number_at(rd, second, "its most");
	if (law->b < law->a)
		wrong(rd, at, "uniform ends before it begins");
}

static void
read_lognormal(const struct reader *rd, uint32_t at, struct rule_law *law)
{
	static const struct rule_member known[] = {
		{ "mean", IS_NUMBER, 0, MOST_S, false },
		{ "cv", IS_NUMBER, 0, 100, false },
		{ NULL, 0, 0, 0, false },
	};

	demand(rd, at, JSON_OBJECT, "lognormal");
	demand_known(rd, at, known);
	if (!member(rd, at, "mean"))
		wrong(rd, at, "lognormal has no mean");
	law->a = read_number(rd, at, "mean", 0, MOST_S, 0);
	law->b = read_number(rd, at, "cv", 0, 100, 1);
}

void
read_law(const struct reader *rd, uint32_t object, const char *name,
    struct rule_law *out)
{
	static const struct str kinds[] = { { "constant", 8 }, { "uniform", 7 },
		{ "exponential", 11 }, { "lognormal", 9 }, { "values", 6 } };
	uint32_t at = member(rd, object, name), key;
	size_t which;

	if (!at)
		return;
	*out = (struct rule_law){ .kind = LAW_CONSTANT };
	if (json_kind_of(rd->j, at) == JSON_NUMBER) {
		out->a = number_at(rd, at, name);
		return;
	}
	demand(rd, at, JSON_OBJECT, name);
	if (length(rd, at) != 1)
		wrong(rd, at,
		    "%s is not one of constant, uniform, "
		    "exponential, lognormal and values",
		    name);
	key = json_first(rd->j, at);
	which = read_choice(rd, key, "unknown distribution", kinds,
	    sizeof(kinds) / sizeof(*kinds));
	out->kind = (enum rule_law_kind)(LAW_CONSTANT + which);
	if (out->kind == LAW_VALUES)
		read_values(rd, key + 1, out);
	else if (out->kind == LAW_UNIFORM)
		read_pair(rd, key + 1, out);
	else if (out->kind == LAW_LOGNORMAL)
		read_lognormal(rd, key + 1, out);
	else
		out->a = number_at(rd, key + 1, "its mean");
}
