#include "score/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "score/ahead.h"
#include "score/annotation.h"
#include "score/breakdown.h"
#include "score/clock.h"
#include "score/confirm.h"
#include "score/flow.h"
#include "score/intent.h"
#include "score/judge.h"
#include "score/outlook.h"
#include "score/person.h"
#include "score/roles.h"
#include "score/talk.h"
#include "score/tiers.h"

/* Constants that the manual names. */
#define ACCEPTED    0.9 /* "yes" to the bot's offer of a person */
#define INTENT_SAYS 0.9 /* a human-request intent without confidence */
enum { PICK_TOKENS = 4 /* a longer answer is no choice: "option 2 please" */ };

struct score {
	const struct score_plan *plan;
	bool tells_turns, texts;
	struct worker *worker; /* or NULL: nothing spills */
	struct arena arena;    /* lives as long as this */
	struct reading *reading;
	struct intent_names *intents;
	struct bot_lines *bot_lines;
	struct people *people;
	struct confirm confirm;
	struct judge judge;

	bool ahead; /* the replay that only gathers facts */

	/* the conversation in hand */
	const struct conv *conv;
	struct flow flow;
	struct talk talk;
	struct breakdown breakdown;
	struct outlook outlook;
	struct spoken named;	     /* by the log, or not */
	struct spoken customer, bot; /* what each spoke last */
	uint32_t questions;	     /* turns up to the bot's last one that asks
					something, since the customer's; or 0 */
	struct hitches hitches;
	struct signals now;
	struct verdict verdict;
	struct trajectory trajectory;
	struct roles roles;
	struct expr_value *history;
	size_t history_room;
	struct expr_list past; /* of .history: no notes */
	size_t passed;	       /* turns, notes included */
	struct clock clock;
	struct tiers tiers;

	struct score_watcher *watcher; /* or NULL */
};

struct score *
score_new(const struct score_plan *plan, bool trajectory)
{
	struct score *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->plan = plan;
	s->tells_turns = trajectory;
	arena_init(&s->arena, 1 << 24);
	s->reading = arena_alloc(&s->arena, sizeof(*s->reading));
	reading_init(s->reading, &plan->lists);
	s->reading->heads = heads_new(&plan->models);
	s->intents = intent_names_new();
	s->bot_lines = bot_lines_new();
	s->people = people_new();
	confirm_init(&s->confirm, &plan->lists);
	judge_init(&s->judge, plan, &s->arena);
	tiers_init(&s->tiers, &plan->rules, &s->arena);
	trajectory_init(&s->trajectory, plan, &s->arena);
	return s;
}

void
score_free(struct score *s)
{
	judge_free(&s->judge);
	intent_names_free(s->intents);
	bot_lines_free(s->bot_lines);
	people_free(s->people);
	confirm_free(&s->confirm);
	heads_free(s->reading->heads);
	reading_free(s->reading);
	free(s->hitches.items);
	free(s->history);
	roles_free(&s->roles);
	trajectory_free(&s->trajectory);
	buf_free(&s->verdict.reasons);
	arena_free(&s->arena);
	free(s);
}

/* Why a rule could not be asked, as counters and people name it. */
static const struct {
	const char *counter, *words;
} causes[N_EXPR_ANSWERS] = {
	[EXPR_FAILED] = { "rule_failed", "cannot be evaluated" },
	[EXPR_CRASHED] = { "rule_crash", "brings libjq down" },
	[EXPR_TIMED_OUT] = { "rule_timeout", "takes too long" },
	[EXPR_NO_MEMORY] = { "rule_memory", "needs too much memory" },
	[EXPR_OFF] = { "rule_off", "has used up its time in this run" },
};

bool
score_failures(const struct score *s, size_t i, const char **counter,
    struct str *rule, uint64_t *n)
{
	enum { EACH = N_EXPR_ANSWERS - EXPR_FAILED };
	size_t cause = EXPR_FAILED + i % EACH;

	i /= EACH;
	if (i >= s->plan->rules.n_rules)
		return false;
	*counter = causes[cause].counter;
	*rule = s->plan->rules.rules[i].id;
	if (cause == EXPR_FAILED)
		*n = s->judge.failed[i];
	else
		*n = ends_count(&s->judge.ends, i, (enum expr_answer)cause);
	return true;
}

bool
score_trouble(struct score *s, struct str *rule, const char **words)
{
	enum expr_answer cause;
	size_t i;

	if (!ends_trouble(&s->judge.ends, &i, &cause))
		return false;
	*rule = s->plan->rules.rules[i].id;
	*words = causes[cause].words;
	return true;
}

bool
score_failure(struct score *s, size_t *rule, const char **why)
{
	return failures_next(&s->judge.failures, rule, why);
}

uint64_t
score_failed(const struct score *s, size_t rule)
{
	return s->judge.failed[rule];
}

void
score_watch(struct score *s, struct score_watcher *w)
{
	s->watcher = w;
}

void
score_suppose(struct score *s, const struct score_change *c)
{
	s->judge.change = c;
}

double
score_threshold(const struct score *s, size_t i)
{
	return s->judge.thresholds.now[i];
}

struct score_outcome
score_outcome(const struct score *s)
{
	const struct verdict *v = &s->verdict;
	bool contained = v->decision == DECISION_CONTAIN;

	return (struct score_outcome){
		.decision = v->decision,
		.seen = v->seen,
		.turn = v->turn,
		.rule = v->rule,
		.queue = contained ? STR("") : v->queue,
		.tier = tiers_name(&s->tiers, v),
		.priority = contained ? NAN : v->priority,
	};
}

bool
score_hitch(const struct score *s, size_t i, struct score_hitch *out)
{
	if (i >= s->hitches.n)
		return false;
	*out = (struct score_hitch){ HITCH_OTHER, s->hitches.items[i].turn };
	switch (s->hitches.items[i].kind) {
	case FRICTION_FALLBACK:
		out->kind = HITCH_FALLBACK;
		break;
	case FRICTION_BOT_REPEAT:
	case FRICTION_LOOP:
	case FRICTION_SLOT_REPEAT:
		out->kind = HITCH_LOOP;
		break;
	default:
		break;
	}
	return true;
}

void
score_show_text(struct score *s)
{
	s->texts = true;
}

static struct expr_value
json_or_null(const struct conv *c, uint32_t at)
{
	return at ? expr_json(c->json, at) : expr_null();
}

static struct expr_value
str_or_null(struct str s)
{
	return s.n ? expr_str(s) : expr_null();
}

static void
set_history(struct score *s, const struct conv *c)
{
	if (!s->plan->looks_back)
		return;
	if (s->history_room < c->n_turns) {
		s->history_room = c->n_turns * 2;
		s->history =
		    realloc(s->history, s->history_room * sizeof(*s->history));
		if (!s->history)
			die_of_memory();
	}
	s->past = (struct expr_list){ s->history, 0 };
	s->passed = 0;
	facts_set(s->judge.facts, FACT_HISTORY, expr_array(&s->past));
}

static void
start(struct score *s, const struct conv *c)
{
	struct facts *f = s->judge.facts;

	s->conv = c;
	flow_start(&s->flow, c->started_ms);
	talk_start(&s->talk);
	breakdown_start(&s->breakdown);
	outlook_start(&s->outlook);
	judge_start(&s->judge, c);
	s->named = s->customer = s->bot = spoken_as(c->language);
	s->questions = 0;
	s->hitches.n = 0;
	trajectory_start(&s->trajectory);
	s->verdict.decision = DECISION_CONTAIN;
	s->verdict.seen = s->verdict.hard = false;
	buf_clear(&s->verdict.reasons);
	tiers_start(&s->tiers);
	facts_set(f, FACT_CUSTOMER, json_or_null(c, c->customer));
	facts_set(f, FACT_BOT, json_or_null(c, c->bot));
	facts_set(f, FACT_CHANNEL, str_or_null(c->channel));
	facts_set(f, FACT_LANGUAGE, str_or_null(c->language));
	set_history(s, c);
}

/* "2", "option 2 please": the customer names what the bot told to answer. */
static bool
picks(const struct text *x, uint64_t option)
{
	if (x->n_tokens > PICK_TOKENS)
		return false;
	for (size_t i = 0; i < x->n_tokens; i++)
		if (x->tokens[i].hash == option)
			return true;
	return false;
}

/* From the words, from the model where these name nobody, from a yes to the
 * bot's offer, from the log's intent, from the keys of a telephone. */
static struct request
find_request(struct score *s, const struct turn *t, bool intent_human,
    const struct voice *voice)
{
	const struct reading *r = s->reading;
	uint32_t n = (uint32_t)r->text.n_tokens;
	struct request q =
	    n ? person_request(s->reading, s->people) : (struct request){ 0 };
	struct request whole = { heads_request(r->heads), 0, n ? n - 1 : 0 };

	if (s->flow.offered && confirm_agrees(s->reading))
		whole.score = fmax(whole.score, ACCEPTED);
	if (s->flow.option && picks(&r->text, s->flow.option))
		whole.score = fmax(whole.score, ACCEPTED);
	if (intent_human) {
		double says = t->intent->confidence;

		if (isnan(says))
			says = INTENT_SAYS;
		if (says > whole.score)
			whole.score = says;
	}
	if (n == 0)
		whole.score = fmax(whole.score, talk_keys(voice));
	if (whole.score > q.score)
		q = whole;
	q.score = quantise(q.score);
	return q;
}

static void
fill_intent(struct signals *g, const struct intent *intent,
    const struct intent_sense *sense)
{
	g->intent = intent->name.n ? intent->name : (struct str){ NULL, 0 };
	g->value[SLOT_CONFIDENCE] =
	    isnan(intent->confidence) ? NAN : quantise(intent->confidence);
	g->value[SLOT_MARGIN] =
	    isnan(intent->margin) ? NAN : quantise(intent->margin);
	g->value[SLOT_OUT_OF_SCOPE] = intent->name.n ? sense->fallback : NAN;
}

/* Facts that are worth their time only where a rule asks for them. */
static void
set_past(struct score *s, const struct turn *t, uint32_t turn)
{
	const struct score_plan *p = s->plan;

	for (; p->looks_back && s->passed < turn; s->passed++) {
		const struct turn *old = &s->conv->turns[s->passed];

		if (!old->private)
			expr_set_json(&s->history[s->past.n++], s->roles.json,
			    roles_at(&s->roles, old));
	}
	if (p->looks_at_clock)
		facts_set(s->judge.facts, FACT_LOCAL_TIME,
		    clock_read(&s->clock, &p->rules, t->at_ms));
}

static void
show_turn(struct score *s, uint32_t turn)
{
	const struct score_turn t = {
		.turn = turn,
		.signals = s->now.value,
		.answers = s->judge.answer,
		.fired = s->judge.fired,
		.held = s->judge.course.held,
		.held_by = s->judge.course.held_by,
		.facts = judge_facts(&s->judge, &s->now),
	};

	s->watcher->see(s->watcher, &t);
}

/* Nothing but friction can still change, and nobody looks at the rest. */
static bool
is_settled(const struct score *s)
{
	return s->verdict.decision == DECISION_ESCALATE && !s->tells_turns &&
	       !s->watcher;
}

static void
judge_turn(struct score *s, const struct turn *t, uint32_t turn,
    struct request request, const struct confirm *yes)
{
	struct scene scene = {
		.reading = s->reading,
		.hitches = &s->hitches,
		.shown = s->texts ? s->conv : NULL,
		.request = request,
		.yes = yes,
		.turn = turn,
		.at_ms = t->at_ms,
	};
	bool decided = s->verdict.decision == DECISION_ESCALATE;

	change_signals(s->judge.change, turn, &s->now);
	slots_dropoff(&s->now);
	slots_readiness(&s->plan->slots, &s->now);
	facts_set_json(
	    s->judge.facts, FACT_TURN, s->roles.json, roles_at(&s->roles, t));
	set_past(s, t, turn);
	if (s->ahead) {
		judge_note(&s->judge, &s->now);
		return;
	}
	judge_fire(&s->judge, &s->now);
	if (!decided) {
		outlook_note(&s->outlook, &s->now, turn);
		tiers_note(&s->tiers, s->now.intent);
		judge_decide(&s->judge, &scene, &s->now, &s->verdict);
	}
	if (s->tells_turns)
		trajectory_add(&s->trajectory, turn, &s->now, s->judge.fired);
	if (s->watcher)
		show_turn(s, turn);
}

/* What was spoken before a customer's turn: by the customer, or else by the
 * bot.  Only what is sure is remembered. */
static const struct spoken *
spoken_before(const struct score *s)
{
	return s->customer.tongue.code ? &s->customer : &s->bot;
}

static void
spoken_on(struct spoken *s, struct tongue now)
{
	if (now.sure)
		s->tongue = now;
}

/* A yes to a danger that the bot asks about; NULL: it is none. */
static const struct confirm *
hear_yes(struct score *s, uint32_t questions)
{
	uint32_t turn = questions - 1;

	if (questions == 0 || !confirm_is_yes(s->reading))
		return NULL;
	return confirm_take(&s->confirm,
		   conv_text(s->conv, &s->conv->turns[turn]), turn, &s->bot,
		   &s->now)
		   ? &s->confirm
		   : NULL;
}

static void
hear_customer(struct score *s, const struct turn *t, uint32_t turn)
{
	struct intent_sense sense =
	    intent_sense(s->intents, s->reading, t->intent->name);
	struct voice voice = conv_voice(s->conv, t);
	bool settled = is_settled(s);
	uint32_t questions = s->questions;
	struct request request;
	struct heard h;

	reading_take(s->reading, settled ? SET_FRICTION : SET_CUSTOMER,
	    conv_text(s->conv, t), spoken_before(s));
	spoken_on(&s->customer, s->reading->spoken.tongue);
	reading_signals(s->reading, &s->now);
	heads_add(s->reading->heads, s->reading, !settled, &s->now);
	request = find_request(s, t, sense.human, &voice);
	h = (struct heard){
		.reading = s->reading,
		.voice = &voice,
		.turn = turn,
		.at_ms = t->at_ms,
		.fallback_intent = sense.fallback,
		.human_request = request.score,
		.negative_feedback = s->now.value[SLOT_NEGATIVE_FEEDBACK],
	};
	talk_customer(&s->talk, &s->flow, &h, &s->hitches);
	flow_customer(&s->flow, &h, &s->hitches);
	breakdown_customer(&s->breakdown, flow_said(&s->flow));
	s->questions = 0;
	if (settled)
		return;
	if (t->intent->name.n ||
	    !heads_intent(s->reading->heads, s->reading, &s->now))
		fill_intent(&s->now, t->intent, &sense);
	s->now.value[SLOT_HUMAN_REQUEST] = request.score;
	talk_signals(&s->talk, &h, &s->now);
	flow_signals(&s->flow, &s->now);
	breakdown_signals(&s->breakdown, &s->now);
	judge_turn(s, t, turn, request, hear_yes(s, questions));
}

static void
hear_bot(struct score *s, const struct turn *t, uint32_t turn,
    const struct bot_text *said)
{
	struct intent_sense sense =
	    intent_sense(s->intents, s->reading, t->intent->name);
	struct voice voice = conv_voice(s->conv, t);
	struct told told = {
		.line = bot_line(s->bot_lines, s->reading, said, &s->named),
		.voice = &voice,
		.turn = turn,
		.at_ms = t->at_ms,
		.fallback_intent = sense.fallback,
	};
	bool repeats;

	spoken_on(&s->bot, told.line->tongue);
	if (told.line->question)
		s->questions = turn + 1;
	talk_bot(&s->talk, &told, &s->hitches);
	repeats = flow_bot(&s->flow, &told, &s->hitches);
	breakdown_bot(
	    &s->breakdown, &told, repeats, s->talk.questioned, &s->hitches);
}

/* No customer turn was judged: nothing is known, nothing is at risk. */
static void
know_nothing(struct score *s)
{
	struct signals *g = &s->verdict.signals;

	for (size_t i = 0; i < s->plan->slots.n; i++)
		g->value[i] = 0;
	g->value[SLOT_CONFIDENCE] = g->value[SLOT_MARGIN] =
	    g->value[SLOT_OUT_OF_SCOPE] = g->value[SLOT_ASR_CONFIDENCE] =
		g->value[SLOT_ELAPSED_S] = g->value[SLOT_BOT_WAIT_S] =
		    g->value[SLOT_CUSTOMER_GAP_S] = NAN;
	g->intent = (struct str){ NULL, 0 };
	slots_dropoff(g);
	slots_readiness(&s->plan->slots, g);
}

/* What a turn of the bot says; of another turn, nothing. */
static void
await_bot(const struct score *s, const struct conv *c, uint32_t turn,
    struct bot_text *said)
{
	if (turn < c->n_turns && c->turns[turn].role == ROLE_BOT)
		bot_await(s->bot_lines, conv_text(c, &c->turns[turn]),
		    &s->named, said);
}

/* The bot's next line is looked for while a turn is heard. */
static void
replay(struct score *s, const struct conv *c)
{
	struct bot_text said[2]; /* at even turns, at odd ones */

	start(s, c);
	await_bot(s, c, 0, &said[0]);
	for (uint32_t i = 0; i < c->n_turns; i++) {
		const struct turn *t = &c->turns[i];

		await_bot(s, c, i + 1, &said[(i + 1) % 2]);
		if (t->private)
			continue;
		if (t->role == ROLE_AGENT)
			break;
		if (t->role == ROLE_CUSTOMER)
			hear_customer(s, t, i);
		else if (t->role == ROLE_BOT)
			hear_bot(s, t, i, &said[i % 2]);
	}
	flow_end(&s->flow, &s->hitches);
}

void
score_judge(struct score *s, const struct conv *c)
{
	ends_start(&s->judge.ends);
	roles_start(
	    &s->roles, c, s->plan->looks_back || s->plan->looks_at_turn);
	if (s->judge.ahead) {
		s->ahead = true;
		ahead_start(s->judge.ahead);
		replay(s, c);
		judge_ask(&s->judge);
		s->ahead = false;
	}
	replay(s, c);
	if (!s->verdict.seen)
		know_nothing(s);
}

static void
put_annotation(void *of, struct buf *out)
{
	struct score *s = of;
	const struct annotated annotated = {
		.plan = s->plan,
		.verdict = &s->verdict,
		.tiers = &s->tiers,
		.outlook = &s->outlook,
		.hitches = &s->hitches,
		.trajectory = s->tells_turns ? &s->trajectory : NULL,
		.worker = s->worker,
	};

	annotation_put(&annotated, out);
}

struct json_note
score_annotation(struct score *s, struct worker *w)
{
	s->worker = w;
	return (struct json_note){ put_annotation, s };
}

void
score_conv(struct score *s, const struct conv *c, struct buf *out)
{
	score_judge(s, c);
	put_annotation(s, out);
}
