#include "gate/gate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/near.h"

static const char blanks[] = " \t";

static const struct {
	const char *sign;
	enum gate_order order;
} orders[] = {
	{ "<=", GATE_AT_MOST },
	{ ">=", GATE_AT_LEAST },
	{ "<", GATE_LESS },
	{ ">", GATE_MORE },
};

enum { N_ORDERS = sizeof(orders) / sizeof(*orders) };

static const char *
parse_order(struct gate *g, const char *p)
{
	for (size_t i = 0; i < N_ORDERS; i++) {
		size_t n = strlen(orders[i].sign);

		if (!strncmp(p, orders[i].sign, n)) {
			g->order = orders[i].order;
			return p + n;
		}
	}
	die("--gate: '%s': one of < <= > >= must follow the metric", g->text.p);
}

/* [+-] digits [. digits]: no exponent, no nan, no blanks inside. */
static size_t
number_length(const char *p)
{
	size_t sign = *p == '+' || *p == '-';
	size_t whole = strspn(p + sign, "0123456789"), n = sign + whole;
	size_t after = 0;

	if (p[n] == '.')
		after = strspn(p + n + 1, "0123456789");
	if (!whole && !after)
		return 0;
	return n + (p[n] == '.') + after;
}

/* 95.1% must be the very double that 0.951 is: it is compared with rounded
 * numbers. */
static void
parse_bound(struct gate *g, const char *p)
{
	size_t n = number_length(p);
	char number[64];

	if (!n || n > sizeof(number) - sizeof("e-2"))
		die("--gate: '%s': not a number such as 0.95 or 95%%",
		    g->text.p);
	memcpy(number, p, n);
	p += n;
	strcpy(number + n, *p == '%' ? "e-2" : "");
	g->bound = strtod(number, NULL);
	p += *p == '%';
	if (p[strspn(p, blanks)])
		die("--gate: '%s': something stands behind the number",
		    g->text.p);
}

static void
check_metric(const struct gate *g, const struct str *known, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(g->metric, known[i]))
			return;
	die("--gate: unknown metric %.*s (did you mean %.*s?)",
	    STR_ARG(g->metric), STR_ARG(near_best(g->metric, known, n)));
}

void
gate_parse(struct gate *g, const char *text, const struct str *known, size_t n)
{
	const char *p = text + strspn(text, blanks);

	*g = (struct gate){ .text = str_of(text) };
	g->metric = (struct str){ p, strcspn(p, " \t<>=") };
	if (!g->metric.n)
		die("--gate: '%s': no metric before the comparison", text);
	check_metric(g, known, n);
	p += g->metric.n;
	p = parse_order(g, p + strspn(p, blanks));
	parse_bound(g, p + strspn(p, blanks));
}

static bool
keeps(const struct gate *g, double x)
{
	switch (g->order) {
	case GATE_LESS:
		return x < g->bound;
	case GATE_AT_MOST:
		return x <= g->bound;
	case GATE_MORE:
		return x > g->bound;
	case GATE_AT_LEAST:
		return x >= g->bound;
	}
	return false;
}

enum gate_answer
gate_decide(const struct gate *g, const struct gate_value *v)
{
	bool low = keeps(g, v->low), high = keeps(g, v->high);

	if (isnan(v->estimate))
		return GATE_INCONCLUSIVE;
	if (v->unchanged && keeps(g, v->estimate))
		return GATE_PASS;
	if (isnan(v->low) || isnan(v->high) || low != high)
		return GATE_INCONCLUSIVE;
	return low ? GATE_PASS : GATE_FAIL;
}

const char *
gate_answer_name(enum gate_answer a)
{
	static const char *const names[] = { "PASS", "FAIL", "INCONCLUSIVE" };

	return names[a];
}
