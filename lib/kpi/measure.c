#include "kpi/measure.h"

#include <math.h>
#include <string.h>

const struct section_info sections[N_SECTIONS] = {
	[S_ENDINGS] = { "outcomes", "How conversations ended", "log", { N_ALL },
	    "no conversation in the input" },
	[S_LOG] = { "log", "What the log shows", "log", { N_ALL },
	    "no conversation in the input" },
	[S_JUDGED] = { "judged", "What the rules say", "hoff.score",
	    { N_JUDGED }, "no hoff.score in the input" },
	[S_LABELS] = { "labels", "The rules against the labels",
	    "hoff.score, labels.escalate", { N_LABELLED },
	    "no labels.escalate beside hoff.score in the input" },
	[S_ROUTE] = { "route", "What the routing simulation says", "hoff.route",
	    { N_ROUTED }, "no routed hoff.route in the input" },
	[S_SAFETY] = { "privacy", "Redaction and packets",
	    "hoff.redact, hoff.packet", { N_REDACT_SEEN, N_PACKET_SEEN },
	    "no hoff.redact or hoff.packet in the input" },
};

bool
section_seen(enum section s, const struct tally *t)
{
	const enum count *base = sections[s].base;

	return t->counts[base[0]] || t->counts[base[1]];
}

#define ENDING(i, l, c, d) \
	{ \
		.id = i, .label = l, .definition = d, .section = S_ENDINGS, \
		.numerator = { c }, .denominator = { N_ALL }, \
		.of = "all conversations", \
		.nothing = "no conversation in the input" \
	}

static const char nobody[] = "no conversation with a customer turn";

const struct measure measures[] = {
	ENDING("not_engaged", "not engaged", ENDED_NOT_ENGAGED,
	    "no customer turn"),
	ENDING("escalated_delivered", "escalated, delivered", ENDED_DELIVERED,
	    "a human turn, or a handoff_accepted or agent_joined event"),
	ENDING("escalated_failed", "escalated, failed", ENDED_FAILED,
	    "handoff_failed came before any human and before the customer "
	    "left"),
	ENDING("escalated_unconfirmed", "escalated, unconfirmed",
	    ENDED_UNCONFIRMED,
	    "a handoff was requested; the log shows neither a human nor a "
	    "failure"),
	ENDING("abandoned_queue", "abandoned in the queue", ENDED_LEFT_QUEUE,
	    "the customer left (abandoned, or closed by the customer) while "
	    "waiting for a human"),
	ENDING("abandoned_bot", "abandoned with the bot", ENDED_LEFT_BOT,
	    "abandoned with no handoff open, and not said to be resolved"),
	ENDING("abandoned_silent", "abandoned in silence", ENDED_LEFT_SILENT,
	    "no resolution known, and the last word is a question of the bot"),
	ENDING("contained_resolved", "contained, resolved", ENDED_RESOLVED,
	    "no human; resolved, and nothing says that only a bot, a timer or "
	    "an agent closed it"),
	ENDING("contained_assumed", "contained, assumed resolved",
	    ENDED_ASSUMED,
	    "no human; resolved, but not closed by the customer"),
	ENDING("contained_unresolved", "contained, unresolved",
	    ENDED_UNRESOLVED, "no human; said to be not resolved"),
	ENDING("contained_unknown", "contained, unknown", ENDED_UNKNOWN,
	    "no human, no question open, and nothing says how it ended"),

	{ "escalation_attempted", "escalation, attempted",
	    "a handoff_requested, _accepted or _failed or an agent_joined "
	    "event, or a human turn",
	    S_LOG, { N_ATTEMPTED }, { N_ENGAGED },
	    "conversations with a customer turn", nobody, false },
	{ "escalation_delivered", "escalation, delivered",
	    "a human turn, or a handoff_accepted or agent_joined event", S_LOG,
	    { ENDED_DELIVERED }, { N_ENGAGED },
	    "conversations with a customer turn", nobody, false },
	{ "handoff_delivery", "handoffs that reach a human",
	    "delivered, of those attempted", S_LOG, { ENDED_DELIVERED },
	    { N_ATTEMPTED }, "attempted escalations",
	    "no handoff was attempted", false },
	{ "handoff_returned", "handoffs given back",
	    "returned_to_bot after a handoff, of those attempted", S_LOG,
	    { N_RETURNED }, { N_ATTEMPTED }, "attempted escalations",
	    "no handoff was attempted", false },
	{ "handoff_unanswered", "human writes, customer is gone",
	    "no customer turn after the first human turn", S_LOG, { N_GHOST },
	    { N_ANSWERED }, "conversations with a human turn", "no human turn",
	    false },
	{ "containment_loose", "containment, loose",
	    "no handoff attempted; counts those who gave up: an upper bound",
	    S_LOG, { N_NOT_ATTEMPTED }, { N_ENGAGED },
	    "conversations with a customer turn", nobody, false },
	{ "containment_resolved", "containment, resolved",
	    "outcome contained_resolved: no human, and the problem solved",
	    S_LOG, { ENDED_RESOLVED }, { N_ENGAGED },
	    "conversations with a customer turn", nobody, false },
	{ "containment_assumed", "containment, also assumed",
	    "outcomes contained_resolved and contained_assumed", S_LOG,
	    { ENDED_RESOLVED, ENDED_ASSUMED }, { N_ENGAGED },
	    "conversations with a customer turn", nobody, false },
	{ "abandonment", "abandonment",
	    "outcomes abandoned_bot, abandoned_silent and abandoned_queue",
	    S_LOG, { ENDED_LEFT_BOT, ENDED_LEFT_SILENT, ENDED_LEFT_QUEUE },
	    { N_ENGAGED }, "conversations with a customer turn", nobody,
	    false },
	{ "abandonment_queue", "abandonment in the queue",
	    "outcome abandoned_queue, of the escalations attempted", S_LOG,
	    { ENDED_LEFT_QUEUE }, { N_ATTEMPTED }, "attempted escalations",
	    "no handoff was attempted", false },
	{ "automation", "automation", "no human turn, engaged or not", S_LOG,
	    { N_NO_HUMAN }, { N_ALL }, "all conversations",
	    "no conversation in the input", false },
	{ "outcome_unknown", "outcome unknown",
	    "outcomes contained_unknown and escalated_unconfirmed: what the "
	    "log does not say",
	    S_LOG, { ENDED_UNKNOWN, ENDED_UNCONFIRMED }, { N_ENGAGED },
	    "conversations with a customer turn", nobody, false },
	{ "resolution_said", "resolution recorded",
	    "outcome.resolved is there, true or false", S_LOG,
	    { N_OUTCOME_SAID }, { N_ENGAGED },
	    "conversations with a customer turn", nobody, false },
	{ "resolution", "resolution",
	    "outcome.resolved is true, of those where it is recorded", S_LOG,
	    { N_OUTCOME_GOOD }, { N_OUTCOME_SAID },
	    "conversations with outcome.resolved",
	    "no outcome.resolved in the input", false },
	{ "resolution_human", "resolution after a human",
	    "the same, of the escalations delivered", S_LOG, { N_HUMAN_GOOD },
	    { N_HUMAN_SAID }, "delivered escalations with outcome.resolved",
	    "no delivered escalation has outcome.resolved", false },
	{ "csat_response", "CSAT response",
	    "outcome.csat is 1 to 5; non-response is not random", S_LOG,
	    { N_CSAT }, { N_ENGAGED }, "conversations with a customer turn",
	    nobody, false },
	{ "csat_top2", "CSAT, top two boxes",
	    "outcome.csat is 4 or more, of those who answered", S_LOG,
	    { N_CSAT_TOP }, { N_CSAT }, "answers",
	    "no outcome.csat from 1 to 5 in the input", false },

	{ "judged_escalate", "judged escalate",
	    "hoff.score.decision is escalate", S_JUDGED, { N_ESCALATE },
	    { N_JUDGED }, "judged conversations", "no hoff.score in the input",
	    false },
	{ "judged_watch", "judged watch", "hoff.score.decision is watch",
	    S_JUDGED, { N_WATCH }, { N_JUDGED }, "judged conversations",
	    "no hoff.score in the input", false },
	{ "judged_contain", "judged contain", "hoff.score.decision is contain",
	    S_JUDGED, { N_CONTAIN }, { N_JUDGED }, "judged conversations",
	    "no hoff.score in the input", false },
	{ "judged_no_human", "needed a human, got none",
	    "judged escalate, and no human in the log", S_JUDGED,
	    { N_ESCALATE_NO_HUMAN }, { N_ESCALATE },
	    "conversations judged escalate",
	    "no conversation was judged escalate", false },
	{ "judged_avoidable", "handed over, could have stayed",
	    "judged contain, of the escalations attempted in the log", S_JUDGED,
	    { N_CONTAIN_ATTEMPTED }, { N_JUDGED_ATTEMPTED },
	    "judged conversations with a handoff",
	    "no judged conversation has a handoff", false },

	{ "label_precision", "precision",
	    "TP / (TP + FP): labelled escalate, of those judged escalate",
	    S_LABELS, { N_TRUE_ESCALATE },
	    { N_TRUE_ESCALATE, N_FALSE_ESCALATE },
	    "labelled conversations judged escalate",
	    "no labelled conversation was judged escalate", false },
	{ "label_recall", "recall",
	    "TP / (TP + FN): judged escalate, of those labelled escalate",
	    S_LABELS, { N_TRUE_ESCALATE }, { N_TRUE_ESCALATE, N_MISSED },
	    "conversations labelled escalate",
	    "no judged conversation is labelled escalate", false },
	{ "label_f1", "F1", "2 TP / (2 TP + FP + FN); no share, so no interval",
	    S_LABELS, { N_TRUE_ESCALATE, N_TRUE_ESCALATE },
	    { N_TRUE_ESCALATE, N_TRUE_ESCALATE, N_FALSE_ESCALATE, N_MISSED },
	    "2 TP + FP + FN", "neither a label nor a judgement says escalate",
	    true },
	{ "label_false_of_judged", "false, of the escalations",
	    "FP / (TP + FP), the false discovery rate: 1 - precision", S_LABELS,
	    { N_FALSE_ESCALATE }, { N_TRUE_ESCALATE, N_FALSE_ESCALATE },
	    "labelled conversations judged escalate",
	    "no labelled conversation was judged escalate", false },
	{ "label_false_of_contain", "false, of those to be contained",
	    "FP / (FP + TN), the false positive rate", S_LABELS,
	    { N_FALSE_ESCALATE }, { N_FALSE_ESCALATE, N_TRUE_CONTAIN },
	    "conversations labelled not to escalate",
	    "no judged conversation is labelled not to escalate", false },
	{ "label_missed", "missed escalations", "FN / (TP + FN): 1 - recall",
	    S_LABELS, { N_MISSED }, { N_TRUE_ESCALATE, N_MISSED },
	    "conversations labelled escalate",
	    "no judged conversation is labelled escalate", false },
	{ "label_agreement", "agreement",
	    "(TP + TN) / all that are labelled and judged", S_LABELS,
	    { N_TRUE_ESCALATE, N_TRUE_CONTAIN }, { N_LABELLED },
	    "labelled and judged conversations",
	    "no labels.escalate beside hoff.score in the input", false },

	{ "route_assigned", "assigned to an agent",
	    "hoff.route.outcome is assigned", S_ROUTE, { N_ASSIGNED },
	    { N_ROUTED }, "routed escalations",
	    "no routed hoff.route in the input", false },
	{ "route_abandoned", "gave up waiting",
	    "hoff.route.outcome is abandoned", S_ROUTE, { N_GAVE_UP },
	    { N_ROUTED }, "routed escalations",
	    "no routed hoff.route in the input", false },
	{ "route_unserved", "never served", "hoff.route.outcome is unserved",
	    S_ROUTE, { N_UNSERVED }, { N_ROUTED }, "routed escalations",
	    "no routed hoff.route in the input", false },
	{ "service_level", "service level",
	    "assigned within the queue's target, of all offered (abandoned and "
	    "unserved count as not met)",
	    S_ROUTE, { N_TARGET_MET }, { N_ROUTED }, "routed escalations",
	    "no routed hoff.route in the input", false },

	{ "redacted", "redacted", "hoff.redact.status is done", S_SAFETY,
	    { N_REDACTED }, { N_ALL }, "all conversations",
	    "no conversation in the input", false },
	{ "packet_ready", "packets ready",
	    "hoff.packet.status is ready, of those that needed one", S_SAFETY,
	    { N_PACKET_READY }, { N_PACKET_SEEN },
	    "conversations that need a packet",
	    "no hoff.packet that is needed in the input", false },
	{ 0 },
};

const struct extent_info extents[N_EXTENTS] = {
	[HANDOFF_TIME] = { "handoff_s", "time to handoff",
	    "from the first customer turn to the first handoff event", SECONDS,
	    S_LOG, "no handoff event with a time" },
	[HANDOFF_TURNS] = { "handoff_turns", "turns to handoff",
	    "customer turns up to the first handoff event", CUSTOMER_TURNS,
	    S_LOG, "no handoff event with a time" },
	[HUMAN_TIME] = { "human_s", "time to human",
	    "from the first customer turn to the first human turn", SECONDS,
	    S_LOG, "no human turn with a time" },
	[HUMAN_TURNS] = { "human_turns", "turns to human",
	    "customer turns before the first human turn", CUSTOMER_TURNS, S_LOG,
	    "no human turn" },
	[QUEUE_TIME] = { "handoff_wait_s", "wait from handoff to human",
	    "from the first handoff event to the first human turn, "
	    "handoff_accepted or agent_joined",
	    SECONDS, S_LOG, "no handoff that reached a human has both times" },
	[ASKED_TIME] = { "asked_s", "wait from asking to human",
	    "from the customer's first request (event by the customer, or "
	    "evidence of human_request in hoff.score) to the human",
	    SECONDS, S_LOG, "no request for a human that was met has a time" },
	[HANDLE_TIME] = { "handle_s", "handling (AHT)",
	    "from the human's first sign to the last turn, hold inside, plus "
	    "outcome.wrap_up_s; concurrent chats overlap",
	    SECONDS, S_LOG, "no human with a time" },
	[HOLD_TIME] = { "hold_s", "hold", "outcome.hold_s of those delivered",
	    SECONDS, S_LOG, "no outcome.hold_s after a human" },
	[WRAP_UP_TIME] = { "wrap_up_s", "wrap-up",
	    "outcome.wrap_up_s of those delivered", SECONDS, S_LOG,
	    "no outcome.wrap_up_s after a human" },
	[CSAT_POINTS] = { "csat", "CSAT", "outcome.csat, 1 to 5", POINTS, S_LOG,
	    "no outcome.csat from 1 to 5 in the input" },
	[JUDGED_TIME] = { "judged_s", "time to judged escalate",
	    "from the first customer turn to hoff.score.at", SECONDS, S_JUDGED,
	    "no hoff.score with an escalation and a time" },
	[JUDGED_TURNS] = { "judged_turns", "turns to judged escalate",
	    "customer turns up to hoff.score.turn, which counts",
	    CUSTOMER_TURNS, S_JUDGED, "no hoff.score with an escalation" },
	[ROUTE_WAIT] = { "route_wait_s", "wait until assigned",
	    "hoff.route.wait_s of those assigned", SECONDS, S_ROUTE,
	    "no assigned hoff.route in the input" },
	[ROUTE_PATIENCE] = { "route_given_up_s", "wait until given up",
	    "hoff.route.wait_s of those who gave up", SECONDS, S_ROUTE,
	    "no abandoned hoff.route in the input" },
};

const char *
unit_name(enum unit u)
{
	static const char *const names[] = { "seconds", "customer turns",
		"points" };

	return names[u];
}

unsigned
unit_scale(enum unit u)
{
	return u == CUSTOMER_TURNS ? 1 : 1000;
}

const struct measure *
measure_find(const char *id)
{
	const struct measure *m = measures;

	while (m->id && strcmp(m->id, id) != 0)
		m++;
	return m;
}

static uint64_t
sum(const unsigned char *list, size_t n, const struct tally *t)
{
	uint64_t total = 0;

	for (size_t i = 0; i < n && list[i] != NOTHING; i++)
		total += t->counts[list[i]];
	return total;
}

struct figure
figure_of(uint64_t numerator, uint64_t denominator, double confidence)
{
	struct figure f = { numerator, denominator, NAN, NAN, NAN, NULL };
	struct interval w = stats_wilson(numerator, denominator, confidence);

	if (denominator) {
		f.value = stats_round4((double)numerator / (double)denominator);
		f.low = stats_round4(w.low);
		f.high = stats_round4(w.high);
	}
	return f;
}

struct figure
measure_figure(
    const struct measure *m, const struct tally *t, double confidence)
{
	struct figure f = figure_of(sum(m->numerator, sizeof(m->numerator), t),
	    sum(m->denominator, sizeof(m->denominator), t), confidence);

	if (m->no_interval)
		f.low = f.high = NAN;
	if (isnan(f.value))
		f.reason = section_seen(m->section, t)
			       ? m->nothing
			       : sections[m->section].absent;
	return f;
}
