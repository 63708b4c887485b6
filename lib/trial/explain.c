#include "trial/explain.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "grid/grid.h"
#include "stats/stats.h"
#include "trial/judged.h"

enum {
	WIDTH = 100, /* columns */
	MARGIN = 12, /* of what stands under a turn */
	WAYS = 3,    /* shown of each kind */
	NAME = 60,   /* bytes of a rule's id or a signal's name */
	REASON = 400,
};

/* Rules that are no further from firing than this part of a signal's span. */
#define NEAR 0.25

struct page {
	struct buf *out;
	bool colour;
	bool with_words; /* of the conversation */
	size_t column;
};

/* What can be shown of a text in at most `most` bytes, and then dots. */
static const char *
cut(struct str s, char *text, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		int32_t c = json_codepoint(s.p, s.n, &i);

		if (n + (i - from) > most) {
			memcpy(text + n, "...", 3);
			n += 3;
			break;
		}
		if (c < 0 || is_unsafe(c)) {
			text[n++] = '?';
		} else {
			memcpy(text + n, s.p + from, i - from);
			n += i - from;
		}
	}
	text[n] = '\0';
	return text;
}

static const char *
shown(struct str name, char text[NAME + 4])
{
	return cut(name, text, NAME);
}

static const char *
number(double x, char text[32])
{
	struct buf b = { 0 };

	json_put_number(&b, x);
	snprintf(text, 32, "%.*s", STR_ARG(buf_view(&b)));
	buf_free(&b);
	return text;
}

/* A label in the margin; what follows are its words. */
static void
label(struct page *p, const char *name)
{
	size_t before = p->out->n;

	buf_printf(p->out, "    %s", name);
	while (p->out->n - before < MARGIN)
		buf_char(p->out, ' ');
	p->column = p->out->n - before;
}

/* Text that goes on in the next line where it must; words are kept whole. */
static void words(struct page *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
words(struct page *p, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (const char *at = text; *at;) {
		size_t n = strcspn(at, " "), width = 0;

		for (size_t i = 0; i < n; i++)
			width += ((unsigned char)at[i] & 0xc0) != 0x80;
		if (p->column + width + 1 > WIDTH && p->column > MARGIN) {
			buf_printf(p->out, "\n%*s", MARGIN, "");
			p->column = MARGIN;
		} else if (p->column > MARGIN) {
			buf_char(p->out, ' ');
			p->column++;
		}
		buf_put(p->out, at, n);
		p->column += width;
		at += n + strspn(at + n, " ");
	}
}

static void
end_line(struct page *p)
{
	buf_char(p->out, '\n');
	p->column = 0;
}

static void heading(struct page *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
heading(struct page *p, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	grid_strong(str_of(text), p->colour, p->out);
	end_line(p);
}

static const char *const verbs[] = { "contained", "watched", "escalated" };

static void
put_headline(struct page *p, const struct case_file *f, const struct judged *g)
{
	const struct score_outcome *o = &f->outcome;
	uint32_t at = json_get(&g->json, 0, STR("at"));
	char name[NAME + 4];

	if (o->decision == DECISION_CONTAIN) {
		heading(p, "Conversation %s: contained, the bot could go on.",
		    shown(f->conv->id, name));
		return;
	}
	heading(p, "Conversation %s: %s at turn %u.", shown(f->conv->id, name),
	    verbs[o->decision], (unsigned)o->turn);
	if (json_kind_of(&g->json, at) == JSON_STRING) {
		label(p, "at");
		words(
		    p, "%s", shown(json_string(&g->json, at, g->arena), name));
		end_line(p);
	}
	label(p, "queue");
	words(p, "%s", shown(g->queue, name));
	end_line(p);
	label(p, "tier");
	words(p, "%s", shown(g->tier, name));
	end_line(p);
}

static struct str
member(const struct judged *g, uint32_t at, const char *name)
{
	at = json_get(&g->json, at, str_of(name));
	return at && json_kind_of(&g->json, at) == JSON_STRING
		   ? json_string(&g->json, at, g->arena)
		   : STR("");
}

static unsigned
count(const struct judged *g, uint32_t at, const char *name)
{
	return (unsigned)json_number(
	    &g->json, json_get(&g->json, at, str_of(name)));
}

/* What was said there, where that was asked for. */
static void
put_text(struct page *p, struct str text)
{
	char shown_text[REASON + 4];

	if (text.n)
		words(p, "\"%s\"", cut(text, shown_text, REASON));
}

/* Why, in the author's words, and where in which turn. */
static void
put_reasons(struct page *p, const struct judged *g)
{
	const struct json *j = &g->json;
	bool first = true;

	for (uint32_t i = json_first(j, g->reasons); i;
	     i = json_after(j, g->reasons, i), first = false) {
		uint32_t evidence = json_get(j, i, STR("evidence"));
		char name[NAME + 4], reason[REASON + 4];

		label(p, first ? "rule" : "also");
		words(p, "%s: %s", shown(member(g, i, "rule"), name),
		    cut(member(g, i, "reason"), reason, REASON));
		end_line(p);
		for (uint32_t e = json_first(j, evidence); e && first;
		     e = json_after(j, evidence, e)) {
			label(p, "");
			words(p, "turn %u, characters %u to %u: %s",
			    count(g, e, "turn"), count(g, e, "start"),
			    count(g, e, "end"),
			    shown(member(g, e, "signal"), name));
			put_text(p, member(g, e, "text"));
			end_line(p);
		}
	}
}

/* A signal's value, as it is written; an intent may be what was said. */
static const char *
shown_value(const struct page *p, struct str value, char text[NAME + 4])
{
	if (value.n && value.p[0] == '"' && !p->with_words &&
	    !conv_is_name((struct str){ value.p + 1, value.n - 2 }))
		return "a text";
	return shown(value, text);
}

static void
put_moves(struct page *p, const struct judged *g, const struct step *before,
    const struct step *now)
{
	struct move *moves;
	size_t n = judged_moves(g, before, now, &moves);

	label(p, "moved");
	if (n == 0)
		words(p, "nothing");
	for (size_t i = 0; i < n; i++) {
		char name[NAME + 4], was[NAME + 4], is[NAME + 4];

		words(p, "%s %s -> %s%s", shown(moves[i].signal, name),
		    shown_value(p, moves[i].before, was),
		    shown_value(p, moves[i].now, is), i + 1 < n ? "," : "");
	}
	end_line(p);
}

static void
put_fired(struct page *p, const struct case_file *f, const struct seen_turn *t)
{
	size_t n = 0, back = 0;
	char name[NAME + 4];

	for (size_t i = 0; i < f->rules->n_rules; i++) {
		if (!t->fired[i])
			continue;
		if (!n++)
			label(p, "fired");
		words(p, "%s", shown(f->rules->rules[i].id, name));
	}
	if (n)
		end_line(p);
	for (size_t i = 0; i < f->rules->n_rules; i++) {
		if (t->fired[i] || t->answers[i] != EXPR_YES)
			continue;
		if (!back++)
			label(p, "kept back");
		words(p, "%s", shown(f->rules->rules[i].id, name));
	}
	if (back)
		end_line(p);
}

/* What a hold keeps from escalating. */
static bool
fires_in_vain(const struct case_file *f, const struct seen_turn *t, size_t i)
{
	const struct rule *r = &f->rules->rules[i];

	return t->fired[i] && !r->hard &&
	       (r->then == RULE_ESCALATE || r->then == RULE_CLARIFY);
}

static void
put_held(struct page *p, const struct case_file *f, const struct seen_turn *t)
{
	char name[NAME + 4];
	size_t n = 0;

	if (!t->held)
		return;
	label(p, "held");
	words(p, "by %s", shown(f->rules->rules[t->held_by].id, name));
	for (size_t i = 0; i < f->rules->n_rules; i++)
		if (fires_in_vain(f, t, i))
			words(p, "%s%s", n++ ? "" : "(in vain: ",
			    shown(f->rules->rules[i].id, name));
	if (n)
		buf_char(p->out, ')');
	end_line(p);
}

static void
put_failed(struct page *p, const struct case_file *f, const struct seen_turn *t)
{
	char name[NAME + 4];

	for (size_t i = 0; i < f->rules->n_rules; i++) {
		if (!t->why[i])
			continue;
		label(p, "failed");
		words(
		    p, "%s: %s", shown(f->rules->rules[i].id, name), t->why[i]);
		end_line(p);
	}
}

static double
distance(const struct look *l)
{
	return fabs(l->needed - l->c.literal) / l->span;
}

/* Of each rule the comparison that is nearest to making it fire. */
static void
put_near(struct page *p, const struct case_file *f, const struct seen_turn *t)
{
	for (size_t i = 0; i < t->n_looks; i++) {
		const struct look *l = &t->looks[i];
		char name[NAME + 4], left[NAME + 4], right[NAME + 4], value[32],
		    literal[32], more[32];
		bool best = l->enough && distance(l) <= NEAR;

		for (size_t k = 0; k < t->n_looks && best; k++)
			best = k == i || !t->looks[k].enough ||
			       t->looks[k].rule != l->rule ||
			       distance(&t->looks[k]) > distance(l) ||
			       (distance(&t->looks[k]) == distance(l) && k > i);
		if (!best)
			continue;
		label(p, "nearly");
		words(p, "%s: %s is %s, the rule asks for %s %s%s%s (%s away)",
		    shown(f->rules->rules[l->rule].id, name),
		    shown(l->c.left, left),
		    number(stats_round4(l->c.value), value), l->c.sign,
		    number(l->c.literal, literal), l->c.right.n ? ", " : "",
		    shown(l->c.right, right),
		    number(
			stats_round4(fabs(l->c.literal - l->c.value)), more));
		end_line(p);
	}
}

/* Nothing is known of how far a rule for libjq was from firing. */
static void
put_untold(struct page *p, const struct case_file *f, const struct seen_turn *t)
{
	char name[NAME + 4];
	size_t n = 0;

	for (size_t i = 0; i < f->rules->n_rules; i++) {
		const struct rule *r = &f->rules->rules[i];

		if (t->answers[i] == EXPR_YES || t->why[i] ||
		    !expr_jailed(r->when))
			continue;
		label(p, n++ ? "" : "nearly?");
		words(p, "%s: runs in libjq, no distance is computed",
		    shown(r->id, name));
		end_line(p);
	}
}

static void
put_turns(struct page *p, const struct case_file *f, const struct judged *g)
{
	struct step s, before;
	size_t i = 0;

	for (bool more = judged_first(g, &s); more && i < f->n_turns;
	     more = judged_next(g, &s), i++) {
		const struct seen_turn *t = &f->turns[i];
		bool decided = f->outcome.decision != DECISION_CONTAIN &&
			       t->turn == f->outcome.turn;

		end_line(p);
		heading(p, "Turn %u (customer): readiness %.*s%s",
		    (unsigned)t->turn, STR_ARG(s.readiness),
		    decided ? ", decided here" : "");
		put_moves(p, g, i ? &before : NULL, &s);
		put_fired(p, f, t);
		put_held(p, f, t);
		put_failed(p, f, t);
		put_near(p, f, t);
		put_untold(p, f, t);
		before = s;
	}
}

static void
put_contributions(
    struct page *p, const struct case_file *f, const struct judged *g)
{
	const struct json *j = &g->json;
	uint32_t list = json_get(j, 0, STR("contributions"));

	end_line(p);
	heading(p, "Readiness %.4f at turn %u is 1 / (1 + e^-x), x the sum of:",
	    g->readiness, (unsigned)f->outcome.turn);
	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		char name[NAME + 4];

		buf_printf(p->out, "    %-28s %10.4f  = %.*s times %.*s\n",
		    shown(member(g, i, "signal"), name),
		    json_number(j, json_get(j, i, STR("contribution"))),
		    STR_ARG(json_raw(j, json_get(j, i, STR("weight")))),
		    STR_ARG(json_raw(j, json_get(j, i, STR("value")))));
	}
}

static void
put_outcome(struct page *p, const struct score_outcome *o)
{
	if (o->decision == DECISION_CONTAIN)
		words(p, "contained");
	else
		words(
		    p, "%s at turn %u", verbs[o->decision], (unsigned)o->turn);
	end_line(p);
}

static void
put_signal_ways(struct page *p, struct case_file *f)
{
	struct way_out ways[WAYS];
	size_t n = find_signals(f, ways, WAYS);
	struct score_scale s;
	char name[NAME + 4], from[32], to[32], share[32];

	label(p, "signals");
	if (n == 0) {
		words(p, "no change of one signal at one turn");
		end_line(p);
	}
	for (size_t i = 0; i < n; i++) {
		score_scale(f->plan, ways[i].change.signal, &s);
		if (i)
			label(p, "");
		words(p,
		    "%s at turn %u: %s instead of %s (%s of its range): it "
		    "would be",
		    shown(s.path, name), (unsigned)ways[i].change.turn,
		    number(ways[i].to, to), number(ways[i].from, from),
		    number(stats_round4(ways[i].distance), share));
		put_outcome(p, &ways[i].outcome);
	}
}

static void
put_threshold_ways(struct page *p, struct case_file *f)
{
	struct way_out ways[WAYS];
	size_t n = find_thresholds(f, ways, WAYS);
	char name[NAME + 4], left[NAME + 4], from[32], to[32];

	label(p, "rules");
	if (n == 0) {
		words(p, "no change of one number");
		end_line(p);
	}
	for (size_t i = 0; i < n; i++) {
		const struct look *l = ways[i].look;

		if (i)
			label(p, "");
		if (l)
			words(p, "%s: %s %s %s instead of %s: it would be",
			    shown(f->rules->rules[l->rule].id, name),
			    shown(l->c.left, left), l->c.sign,
			    number(ways[i].to, to), number(ways[i].from, from));
		else
			words(p, "thresholds.%s: %s instead of %s: it would be",
			    shown(f->rules->thresholds[ways[i].change.threshold]
				      .name,
				name),
			    number(ways[i].to, to), number(ways[i].from, from));
		put_outcome(p, &ways[i].outcome);
	}
}

/* The jail holds what the file says, no variations of it. */
static void
put_untried(struct page *p, const struct case_file *f)
{
	char name[NAME + 4];

	for (size_t i = 0; i < f->rules->n_rules; i++) {
		const struct rule *r = &f->rules->rules[i];

		if (!expr_jailed(r->when))
			continue;
		label(p, "");
		words(p,
		    "(%s runs in libjq: no change of its numbers is "
		    "tried)",
		    shown(r->id, name));
		end_line(p);
	}
}

static void
put_ways(struct page *p, struct case_file *f)
{
	end_line(p);
	heading(p, "%s",
	    f->outcome.decision == DECISION_ESCALATE
		? "What would have kept it from escalating then:"
		: "What would have made it escalate:");
	put_signal_ways(p, f);
	put_threshold_ways(p, f);
	put_untried(p, f);
	if (f->outcome.decision != DECISION_ESCALATE &&
	    f->n_turns > TRIED_TURNS) {
		label(p, "");
		words(p, "(tried: the %d turns with the highest readiness)",
		    TRIED_TURNS);
		end_line(p);
	}
}

void
trial_explain(const struct score_plan *plan, const struct conv *c,
    bool with_words, bool colour, struct buf *out)
{
	struct page p = {
		.out = out, .colour = colour, .with_words = with_words
	};
	struct case_file f;
	struct judged g;

	case_open(&f, plan, c, with_words);
	judged_init(&g, buf_view(&f.annotation), &f.arena);
	put_headline(&p, &f, &g);
	if (!f.outcome.seen) {
		buf_cstr(out, "    No customer turn was judged.\n");
	} else {
		put_reasons(&p, &g);
		put_turns(&p, &f, &g);
		put_contributions(&p, &f, &g);
		put_ways(&p, &f);
	}
	judged_free(&g);
	case_close(&f);
}
