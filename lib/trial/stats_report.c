#include "trial/stats.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/die.h"
#include "grid/grid.h"
#include "json/json.h"

enum { MOST_PAIRS = 20, LINE = 64 }; /* of the table; bytes of a cell */

/* A grid in the making, with the memory of its cells. */
struct sheet {
	struct grid grid;
	struct arena arena;
	size_t room;
};

static void
sheet_begin(struct sheet *s, const char *title, size_t most_rows)
{
	*s = (struct sheet){ .grid.title = title, .room = most_rows };
	arena_init(&s->arena, SIZE_MAX / 2);
	grid_rows(&s->grid, &s->arena, most_rows);
}

static void
sheet_end(struct sheet *s, const char *absent, bool colour, struct buf *out)
{
	if (s->grid.n_rows == 0)
		s->grid.absent = absent;
	grid_text(&s->grid, colour, out);
	arena_free(&s->arena);
}

static struct str cell(struct sheet *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static struct str
cell(struct sheet *s, const char *fmt, ...)
{
	char text[LINE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return arena_copy(&s->arena, str_of(text));
}

static struct str
count_cell(struct sheet *s, uint64_t n)
{
	return cell(s, "%" PRIu64, n);
}

static struct str
number_cell(struct sheet *s, double x)
{
	return isnan(x) ? STR("-") : cell(s, "%.4f", x);
}

static struct str
interval_cell(struct sheet *s, struct share x)
{
	return isnan(x.low) ? STR("-") : cell(s, "%.4f-%.4f", x.low, x.high);
}

/* An interval that may reach below 0. */
static struct str
signed_interval_cell(struct sheet *s, struct share x)
{
	return isnan(x.low) ? STR("-") : cell(s, "%.4f to %.4f", x.low, x.high);
}

static void
put_firing(const struct rule_stats *s, bool colour, struct buf *out)
{
	struct sheet t;

	sheet_begin(&t, "Rules that fired", s->rules->n_rules);
	grid_column(&t.grid, "rule", false, false);
	grid_column(&t.grid, "then", false, false);
	grid_column(&t.grid, "conversations", true, false);
	grid_column(&t.grid, "share", true, false);
	grid_column(&t.grid, "turns", true, false);
	grid_column(&t.grid, "decides", true, false);
	grid_column(&t.grid, "alone", true, false);
	grid_column(&t.grid, "shadowed", true, false);
	for (size_t i = 0; i < s->rules->n_rules; i++) {
		const struct rule *rule = &s->rules->rules[i];
		const struct rule_count *n = &s->rules_seen[i];
		struct row *r;

		if (n->conversations == 0)
			continue;
		r = grid_row(&t.grid);
		r->cells[0] = rule->id;
		r->cells[1] = str_of(stats_action(rule));
		r->cells[2] = count_cell(&t, n->conversations);
		r->cells[3] = number_cell(
		    &t, stats_share(n->conversations, s->conversations).value);
		r->cells[4] = count_cell(&t, n->turns);
		r->cells[5] = r->cells[7] = STR("-");
		r->cells[6] = count_cell(&t, n->alone);
		if (!stats_decides(rule))
			continue;
		r->cells[5] = count_cell(&t, n->decides);
		r->cells[7] = number_cell(&t,
		    stats_share(n->conversations - n->decides, n->conversations)
			.value);
	}
	sheet_end(&t, "No rule fired.", colour, out);
}

static void
put_dead(const struct rule_stats *s, bool colour, struct buf *out)
{
	struct sheet t;

	sheet_begin(&t, "Rules that never fired", s->rules->n_rules);
	grid_column(&t.grid, "rule", false, false);
	grid_column(&t.grid, "then", false, false);
	grid_column(&t.grid, "at most (95 %)", true, false);
	for (size_t i = 0; i < s->rules->n_rules; i++) {
		struct row *r;

		if (s->rules_seen[i].conversations)
			continue;
		r = grid_row(&t.grid);
		r->cells[0] = s->rules->rules[i].id;
		r->cells[1] = str_of(stats_action(&s->rules->rules[i]));
		r->cells[2] = number_cell(&t, stats_at_most(s->conversations));
	}
	sheet_end(&t, "Every rule fired.", colour, out);
}

struct pair {
	size_t a, b;
	uint64_t n;
};

/* The most frequent first; of equals, by the rules' order. */
static int
compare_pairs(const void *x, const void *y)
{
	const struct pair *a = x, *b = y;

	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return a->b < b->b ? -1 : a->b > b->b;
}

static size_t
count_pairs(const struct rule_stats *s)
{
	size_t n = 0, n_rules = s->rules->n_rules;

	for (size_t a = 0; a < n_rules; a++)
		for (size_t b = a + 1; b < n_rules; b++)
			n += stats_together(s, a, b) != 0;
	return n;
}

static struct pair *
find_pairs(const struct rule_stats *s, size_t *n)
{
	size_t n_rules = s->rules->n_rules;
	struct pair *pairs = calloc(count_pairs(s) + 1, sizeof(*pairs));

	if (!pairs)
		die_of_memory();
	*n = 0;
	for (size_t a = 0; a < n_rules; a++)
		for (size_t b = a + 1; b < n_rules; b++)
			if (stats_together(s, a, b))
				pairs[(*n)++] = (struct pair){ a, b,
					stats_together(s, a, b) };
	qsort(pairs, *n, sizeof(*pairs), compare_pairs);
	return pairs;
}

static void
put_pairs(const struct rule_stats *s, bool colour, struct buf *out)
{
	struct sheet t;
	size_t n;
	struct pair *pairs = find_pairs(s, &n);

	sheet_begin(&t, "Rules that fire in the same conversations", n);
	grid_column(&t.grid, "rule", false, false);
	grid_column(&t.grid, "and", false, false);
	grid_column(&t.grid, "both", true, false);
	grid_column(&t.grid, "of the first", true, false);
	grid_column(&t.grid, "of the second", true, false);
	for (size_t i = 0; i < n && i < MOST_PAIRS; i++) {
		const struct pair *p = &pairs[i];
		struct row *r = grid_row(&t.grid);

		r->cells[0] = s->rules->rules[p->a].id;
		r->cells[1] = s->rules->rules[p->b].id;
		r->cells[2] = count_cell(&t, p->n);
		r->cells[3] = number_cell(&t,
		    stats_share(p->n, s->rules_seen[p->a].conversations).value);
		r->cells[4] = number_cell(&t,
		    stats_share(p->n, s->rules_seen[p->b].conversations).value);
	}
	if (n > MOST_PAIRS)
		t.grid.note = "The 20 most frequent pairs; --format json has "
			      "all of them.";
	sheet_end(&t, "No two rules did.", colour, out);
	free(pairs);
}

static void
put_labels(const struct rule_stats *s, bool colour, struct buf *out)
{
	struct sheet t;

	sheet_begin(&t, "Rules and labels", s->rules->n_rules);
	grid_column(&t.grid, "rule", false, false);
	grid_column(&t.grid, "labelled", true, false);
	grid_column(&t.grid, "escalate", true, false);
	grid_column(&t.grid, "precision", true, false);
	grid_column(&t.grid, "95 %", false, false);
	grid_column(&t.grid, "lift", true, false);
	grid_column(&t.grid, "95 %", false, false);
	for (size_t i = 0; i < s->rules->n_rules; i++) {
		const struct rule_count *n = &s->rules_seen[i];
		uint64_t labelled = n->labelled[0] + n->labelled[1];
		struct share lift = stats_lift(s, n);
		struct row *r;

		if (labelled == 0)
			continue;
		r = grid_row(&t.grid);
		r->cells[0] = s->rules->rules[i].id;
		r->cells[1] = count_cell(&t, labelled);
		r->cells[2] = count_cell(&t, n->labelled[LABEL_YES]);
		r->cells[3] = number_cell(&t, stats_precision(n).value);
		r->cells[4] = interval_cell(&t, stats_precision(n));
		r->cells[5] = number_cell(&t, lift.value);
		r->cells[6] = interval_cell(&t, lift);
	}
	sheet_end(
	    &t, "No labelled conversation made a rule fire.", colour, out);
}

static void
put_without(const struct rule_stats *s, bool colour, struct buf *out)
{
	struct sheet t;

	sheet_begin(&t, "What changes when a rule goes", s->rules->n_rules);
	grid_column(&t.grid, "rule", false, false);
	grid_column(&t.grid, "decisions", true, false);
	grid_column(&t.grid, "escalations lost", true, false);
	grid_column(&t.grid, "gained", true, false);
	grid_column(&t.grid, "turn", true, false);
	grid_column(&t.grid, "rule", true, false);
	grid_column(&t.grid, "queue", true, false);
	grid_column(&t.grid, "priority", true, false);
	grid_column(&t.grid, "tier", true, false);
	grid_column(&t.grid, "recall lost", true, false);
	grid_column(&t.grid, "95 %", false, false);
	for (size_t i = 0; i < s->rules->n_rules; i++) {
		const struct rule_count *n = &s->rules_seen[i];
		struct share lost = stats_recall_lost(s, n);
		struct row *r;

		if (n->touched == 0)
			continue;
		r = grid_row(&t.grid);
		r->cells[0] = s->rules->rules[i].id;
		r->cells[1] = count_cell(&t, n->changed);
		r->cells[2] = count_cell(&t, n->lost);
		r->cells[3] = count_cell(&t, n->gained);
		for (size_t a = 0; a < N_ASPECTS; a++)
			r->cells[4 + a] = count_cell(&t, n->alike_but[a]);
		r->cells[4 + N_ASPECTS] = number_cell(&t, lost.value);
		r->cells[5 + N_ASPECTS] = signed_interval_cell(&t, lost);
	}
	if (t.grid.n_rows)
		t.grid.note =
		    "decisions: conversations decided otherwise; turn to "
		    "tier: those decided alike, but at another turn, by "
		    "another rule, for another queue, priority or tier.";
	sheet_end(&t, "Nothing hangs on one rule alone.", colour, out);
}

void
rule_stats_table(const struct rule_stats *s, bool colour, struct buf *out)
{
	uint64_t labelled = s->labelled[0] + s->labelled[1];

	buf_printf(out,
	    "%" PRIu64 " conversations, %" PRIu64 " customer turns: %" PRIu64
	    " escalated, %" PRIu64 " watched, %" PRIu64 " contained;\n%" PRIu64
	    " decided by readiness alone, %" PRIu64 " labelled",
	    s->conversations, s->turns, s->decisions[DECISION_ESCALATE],
	    s->decisions[DECISION_WATCH], s->decisions[DECISION_CONTAIN],
	    s->by_readiness, labelled);
	if (s->labelled[LABEL_YES])
		buf_printf(out, ", recall %.4f", stats_recall(s).value);
	buf_cstr(out, ".\n");
	put_firing(s, colour, out);
	put_dead(s, colour, out);
	put_pairs(s, colour, out);
	if (labelled)
		put_labels(s, colour, out);
	put_without(s, colour, out);
}

static void
share_member(struct buf *b, const char *name, struct share x)
{
	json_member(b, name);
	buf_char(b, '{');
	json_member_number(b, "value", x.value);
	json_member_number(b, "low", x.low);
	json_member_number(b, "high", x.high);
	buf_char(b, '}');
}

static const char *const aspects[N_ASPECTS] = {
	[ASPECT_TURN] = "other_turn",
	[ASPECT_RULE] = "other_rule",
	[ASPECT_QUEUE] = "other_queue",
	[ASPECT_PRIORITY] = "other_priority",
	[ASPECT_TIER] = "other_tier",
};

static void
put_rule(const struct rule_stats *s, size_t i, struct buf *b)
{
	const struct rule *rule = &s->rules->rules[i];
	const struct rule_count *n = &s->rules_seen[i];
	bool decides = stats_decides(rule);

	buf_cstr(b, "{\"rule\":");
	json_put_string(b, rule->id);
	buf_printf(b, ",\"then\":\"%s\"", stats_action(rule));
	json_member_count(b, "conversations", n->conversations);
	share_member(
	    b, "coverage", stats_share(n->conversations, s->conversations));
	json_member_count(b, "turns", n->turns);
	json_member_count(b, "decides", n->decides);
	json_member_count(b, "alone", n->alone);
	json_member_number(b, "shadowed",
	    decides
		? stats_share(n->conversations - n->decides, n->conversations)
		      .value
		: NAN);
	json_member_number(b, "at_most",
	    n->conversations ? NAN : stats_at_most(s->conversations));
	json_member_count(
	    b, "labelled", n->labelled[LABEL_NO] + n->labelled[LABEL_YES]);
	json_member_count(b, "labelled_escalate", n->labelled[LABEL_YES]);
	share_member(b, "precision", stats_precision(n));
	share_member(b, "lift", stats_lift(s, n));
	buf_printf(b, ",\"without\":{\"changed\":%" PRIu64, n->changed);
	json_member_count(b, "lost", n->lost);
	json_member_count(b, "gained", n->gained);
	for (size_t a = 0; a < N_ASPECTS; a++)
		json_member_count(b, aspects[a], n->alike_but[a]);
	json_member_count(b, "any", n->touched);
	share_member(b, "recall_lost", stats_recall_lost(s, n));
	buf_cstr(b, "}}");
}

void
rule_stats_json(const struct rule_stats *s, struct buf *out)
{
	size_t n;
	struct pair *pairs = find_pairs(s, &n);

	buf_printf(out, "{\"conversations\":%" PRIu64, s->conversations);
	json_member_count(out, "turns", s->turns);
	json_member_count(out, "escalate", s->decisions[DECISION_ESCALATE]);
	json_member_count(out, "watch", s->decisions[DECISION_WATCH]);
	json_member_count(out, "contain", s->decisions[DECISION_CONTAIN]);
	json_member_count(out, "by_readiness", s->by_readiness);
	json_member_count(
	    out, "labelled", s->labelled[LABEL_NO] + s->labelled[LABEL_YES]);
	json_member_count(out, "labelled_escalate", s->labelled[LABEL_YES]);
	share_member(out, "recall", stats_recall(s));
	buf_cstr(out, ",\"rules\":[");
	for (size_t i = 0; i < s->rules->n_rules; i++) {
		buf_cstr(out, i ? "," : "");
		put_rule(s, i, out);
	}
	buf_cstr(out, "],\"overlap\":[");
	for (size_t i = 0; i < n; i++) {
		buf_cstr(out, i ? ",{\"rules\":[" : "{\"rules\":[");
		json_put_string(out, s->rules->rules[pairs[i].a].id);
		buf_char(out, ',');
		json_put_string(out, s->rules->rules[pairs[i].b].id);
		buf_printf(out, "],\"conversations\":%" PRIu64 "}", pairs[i].n);
	}
	buf_cstr(out, "]}\n");
	free(pairs);
}
