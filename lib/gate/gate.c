#include "gate/gate.h"

#include <math.h>
#include <stdio.h>
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
	g->percent = *p == '%';
	strcpy(number + n, g->percent ? "e-2" : "");
	g->bound = strtod(number, NULL);
	p += g->percent;
	if (p[strspn(p, blanks)])
		die("--gate: '%s': something stands behind the number",
		    g->text.p);
}

static const struct gate_metric *
find_metric(const struct gate *g, const struct gate_metric *known, size_t n)
{
	struct str *names;

	for (size_t i = 0; i < n; i++) {
		if (!str_eq(g->metric, known[i].name))
			continue;
		if (known[i].needs)
			die("--gate: %.*s is known with %s only",
			    STR_ARG(g->metric), known[i].needs);
		return &known[i];
	}
	names = calloc(n, sizeof(*names));
	if (!names)
		die_of_memory();
	for (size_t i = 0; i < n; i++)
		names[i] = known[i].name;
	die("--gate: unknown metric %.*s (did you mean %.*s?)",
	    STR_ARG(g->metric), STR_ARG(near_best(g->metric, names, n)));
}

/* " (did you mean -2%?)" where a share was given as a number of percent. */
static const char *
propose(const struct gate *g, const struct gate_metric *m, char text[64])
{
	double x = g->bound / 100;

	text[0] = '\0';
	if (m->percent && !g->percent && x >= m->low && x <= m->high)
		snprintf(text, 64, " (did you mean %g%%?)", g->bound);
	return text;
}

/* Who writes 'recall >= 95' has a gate that never opens.  A bound at the very
 * end of what can be is a gate left open on purpose. */
static void
check_bound(const struct gate *g, const struct gate_metric *m)
{
	char better[64];

	if (g->percent && !m->percent)
		die("--gate: '%s': %.*s is no share: write it without %%",
		    g->text.p, STR_ARG(m->name));
	if (g->bound >= m->low && g->bound <= m->high &&
	    !(g->order == GATE_LESS && g->bound == m->low) &&
	    !(g->order == GATE_MORE && g->bound == m->high))
		return;
	propose(g, m, better);
	if (isinf(m->high))
		die("--gate: '%s': %.*s is never below %g", g->text.p,
		    STR_ARG(m->name), m->low);
	die("--gate: '%s': %.*s is always from %g to %g%s", g->text.p,
	    STR_ARG(m->name), m->low, m->high, better);
}

void
gate_parse(
    struct gate *g, const char *text, const struct gate_metric *known, size_t n)
{
	const char *p = text + strspn(text, blanks);
	const struct gate_metric *m;

	*g = (struct gate){ .text = str_of(text) };
	g->metric = (struct str){ p, strcspn(p, " \t<>=") };
	if (!g->metric.n)
		die("--gate: '%s': no metric before the comparison", text);
	m = find_metric(g, known, n);
	p += g->metric.n;
	p = parse_order(g, p + strspn(p, blanks));
	parse_bound(g, p + strspn(p, blanks));
	check_bound(g, m);
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

bool
gate_is_failure(const struct gate_verdict *v, bool allow_inconclusive)
{
	return v->answer == GATE_FAIL ||
	       (v->answer == GATE_INCONCLUSIVE && !allow_inconclusive);
}

bool
gates_all_pass(
    const struct gate_verdict *verdicts, size_t n, bool allow_inconclusive)
{
	bool pass = true;

	for (size_t i = 0; i < n; i++) {
		const struct gate_verdict *v = &verdicts[i];

		if (!gate_is_failure(v, allow_inconclusive))
			continue;
		warning("gate %s: %.*s: %.*s", gate_answer_name(v->answer),
		    STR_ARG(v->gate->text), STR_ARG(v->said));
		pass = false;
	}
	return pass;
}
