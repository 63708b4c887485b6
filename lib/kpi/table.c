#include <assert.h>

#include "kpi/measure.h"
#include "kpi/panel.h"
#include "kpi/works.h"

/* What is not derived from facts by definitions: the rows that users read. */

static const char engaged[] = "conversations with a customer turn";
static const char nobody[] = "no conversation with a customer turn";
static const char no_score[] = "no hoff.score in the input";
static const char judged[] = "judged conversations";
static const char labelled_escalate[] = "conversations labelled escalate";
static const char no_label_yes[] =
    "no judged conversation is labelled escalate";
static const char judged_escalate[] = "labelled conversations judged escalate";
static const char no_judged_yes[] =
    "no labelled conversation was judged escalate";
static const char routed[] = "routed escalations";
static const char routed_in_hours[] =
    "routed escalations but those out of hours and those called back";
static const char no_route[] = "no routed hoff.route in the input";
static const char handoffs[] = "handoffs";
static const char turns[] = "turns";
static const char offered[] =
    "handoffs with a known wait: served, abandoned in the queue, or "
    "unanswered";
static const char offered_long[] =
    "handoffs served, unanswered, or abandoned later than --short-abandon";
static const char no_offered[] =
    "no handoff was served, abandoned or refused at a known time";
static const char gold_turns[] =
    "judged conversations whose turn to escalate is labelled, or that are "
    "labelled not to";
static const char no_gold[] = "no labels.turn beside hoff.score";

const struct measure measure_table[] = {
	{ "transfer", "transfers",
	    "two or more agents by agent_id, or two or more agent_joined "
	    "events, and not given back to the bot in between",
	    S_LOG, { N_TRANSFERRED }, { N_DELIVERED }, "delivered escalations",
	    "no escalation was delivered", .kind = SHARE },
	{ "blocked_exit", "asked for a human, got none",
	    "a handoff_requested by the customer, or evidence of "
	    "human_request in hoff.score, and no human then or later, or none "
	    "after the last such request",
	    S_LOG, { N_ASKED_IN_VAIN }, { N_ASKED },
	    "conversations in which the customer asked for a human",
	    "no customer asked for a human", .kind = SHARE },
	{ "reask", "re-ask after the handoff",
	    "the customer gives an identifier (a word with four digits or an "
	    "@) again after the first human turn, of those who gave one "
	    "before",
	    S_LOG, { N_REASKED }, { N_KNOWN_BEFORE },
	    "conversations with a human turn and an identifier before it",
	    "no identifier before a human turn", .kind = SHARE },
	{ "bot_loop", "bot loops",
	    "the bot said the same three times or more, or the friction of "
	    "hoff.score names a loop",
	    S_LOG, { N_LOOPED }, { N_ENGAGED }, engaged, nobody,
	    .kind = SHARE },
	{ "nps", "NPS",
	    "share of outcome.nps 9 and 10 minus share of 0 to 6, in points "
	    "from -100 to 100",
	    S_LOG, .of = "answers from 0 to 10",
	    .nothing = "no outcome.nps from 0 to 10 in the input",
	    .kind = POINTS_NET,
	    .interval = "normal, from the variance of promoters less "
			"detractors; Wilson's where all answers are alike",
	    .work = work_nps },
	{ "nps_response", "NPS response",
	    "outcome.nps is 0 to 10; non-response is not random", S_LOG,
	    { N_NPS }, { N_ENGAGED }, engaged, nobody, .kind = SHARE },
	{ "ces_easy", "CES, easy",
	    "outcome.ces is 5 or more on 1 (hard) to 7 (easy), of those who "
	    "answered",
	    S_LOG, { N_CES_EASY }, { N_CES }, "answers from 1 to 7",
	    "no outcome.ces from 1 to 7 in the input", .kind = SHARE },
	{ "sentiment_shift", "sentiment shift at the handoff",
	    "mean .signals.sentiment of up to three customer turns after the "
	    "first human turn less that of as many before it, as hoff-score "
	    "--turns writes it; a handoff comes at a low point, so some of it "
	    "is regression to the mean",
	    S_LOG, .of = "conversations with a human turn and both",
	    .nothing = "no hoff.score.trajectory around a human turn",
	    .kind = SCORE, .interval = "Student's t", .work = work_shift },

	{ "service_level_offered", "service level, of the offered",
	    "human within --target of the handoff, of all offered: served, "
	    "abandoned, and unanswered (as Genesys counts with flow-outs)",
	    S_QUEUE, { N_SERVED_IN },
	    { N_SERVED, N_QUIT, N_REFUSED, N_TIMED_OUT }, offered, no_offered,
	    .kind = SHARE, .counted = handoffs },
	{ "service_level_served", "service level, of the served",
	    "human within --target of the handoff, of those served (as "
	    "Dynamics 365 counts speed to answer): nobody whom no human "
	    "reached is in it",
	    S_QUEUE, { N_SERVED_IN }, { N_SERVED }, "handoffs served",
	    "no handoff was served at a known time", .kind = SHARE,
	    .counted = handoffs },
	{ "service_level_less_short", "service level, less short abandons",
	    "human within --target of the handoff, of all offered but those "
	    "abandoned within --short-abandon (as in Google CCAIP)",
	    S_QUEUE, { N_SERVED_IN },
	    { N_SERVED, N_QUIT_LONG, N_REFUSED, N_TIMED_OUT }, offered_long,
	    no_offered, .kind = SHARE, .counted = handoffs },
	{ "service_level_met_or_left", "service level, abandons in time count",
	    "served or abandoned within --target of the handoff, of all "
	    "offered (as Amazon Connect counts)",
	    S_QUEUE, { N_SERVED_IN, N_QUIT_IN },
	    { N_SERVED, N_QUIT, N_REFUSED, N_TIMED_OUT }, offered, no_offered,
	    .kind = SHARE, .counted = handoffs },
	{ "queue_abandonment", "abandonment, of the offered",
	    "left while waiting, of all offered", S_QUEUE, { N_QUIT },
	    { N_SERVED, N_QUIT, N_REFUSED, N_TIMED_OUT }, offered, no_offered,
	    .kind = SHARE, .counted = handoffs },
	{ "queue_abandonment_less_short", "abandonment, less short ones",
	    "left while waiting later than --short-abandon, of all others "
	    "offered",
	    S_QUEUE, { N_QUIT_LONG },
	    { N_SERVED, N_QUIT_LONG, N_REFUSED, N_TIMED_OUT }, offered_long,
	    no_offered, .kind = SHARE, .counted = handoffs },
	{ "queue_unanswered", "unanswered, of the offered",
	    "neither served nor left: the handoff failed (but out of hours) "
	    "or was given back, or a timer closed the conversation meanwhile",
	    S_QUEUE, { N_REFUSED, N_TIMED_OUT },
	    { N_SERVED, N_QUIT, N_REFUSED, N_TIMED_OUT }, offered, no_offered,
	    .kind = SHARE, .counted = handoffs },

	{ "judged_escalate", "judged escalate",
	    "hoff.score.decision is escalate", S_JUDGED, { N_ESCALATE },
	    { N_JUDGED }, judged, no_score, .kind = SHARE },
	{ "judged_watch", "judged watch", "hoff.score.decision is watch",
	    S_JUDGED, { N_WATCH }, { N_JUDGED }, judged, no_score,
	    .kind = SHARE },
	{ "judged_contain", "judged contain", "hoff.score.decision is contain",
	    S_JUDGED, { N_CONTAIN }, { N_JUDGED }, judged, no_score,
	    .kind = SHARE },
	{ "judged_no_human", "judged to need a human, got none",
	    "judged escalate, and no human in the log", S_JUDGED,
	    { N_ESCALATE_NO_HUMAN }, { N_ESCALATE },
	    "conversations judged escalate",
	    "no conversation was judged escalate", .kind = SHARE },
	{ "judged_avoidable", "handed over, judged contain",
	    "judged contain, of the escalations attempted in the log", S_JUDGED,
	    { N_CONTAIN_ATTEMPTED }, { N_JUDGED_ATTEMPTED },
	    "judged conversations with a handoff",
	    "no judged conversation has a handoff", .kind = SHARE },
	{ "frustration", "frustration",
	    "the friction of hoff.score names negative_feedback, "
	    "blocked_exit or loop",
	    S_JUDGED, { N_FRUSTRATED }, { N_JUDGED }, judged, no_score,
	    .kind = SHARE },

	{ "label_precision", "precision",
	    "TP / (TP + FP): labelled escalate, of those judged escalate",
	    S_LABELS, { N_TRUE_ESCALATE },
	    { N_TRUE_ESCALATE, N_FALSE_ESCALATE }, judged_escalate,
	    no_judged_yes, .kind = SHARE },
	{ "label_recall", "recall",
	    "TP / (TP + FN): judged escalate, of those labelled escalate",
	    S_LABELS, { N_TRUE_ESCALATE }, { N_TRUE_ESCALATE, N_MISSED },
	    labelled_escalate, no_label_yes, .kind = SHARE },
	{ "label_f1", "F1", "2 TP / (2 TP + FP + FN)", S_LABELS,
	    .of = "2 TP + FP + FN",
	    .nothing = "neither a label nor a judgement says escalate",
	    .kind = SCORE,
	    .interval = "Wilson for TP / (TP + FP + FN), transformed",
	    .work = work_f1 },
	{ "label_f2", "F2",
	    "5 TP / (5 TP + FP + 4 FN): a miss weighs four times a false "
	    "alarm",
	    S_LABELS, .of = "5 TP + FP + 4 FN",
	    .nothing = "neither a label nor a judgement says escalate",
	    .kind = SCORE,
	    .interval = "Wilson for the effective size (delta method)",
	    .work = work_f2 },
	{ "label_f05", "F0.5",
	    "5 TP / (5 TP + 4 FP + FN): a false alarm weighs four times a miss",
	    S_LABELS, .of = "5 TP + 4 FP + FN",
	    .nothing = "neither a label nor a judgement says escalate",
	    .kind = SCORE,
	    .interval = "Wilson for the effective size (delta method)",
	    .work = work_f05 },
	{ "label_mcc", "MCC",
	    "Matthews' correlation of judgement and label, from -1 to 1",
	    S_LABELS, .of = "labelled and judged conversations",
	    .nothing = "labels or judgements do not vary", .kind = SCORE,
	    .interval = "Fisher's z with the delta method's variance",
	    .work = work_mcc },
	{ "label_false_of_judged", "false, of the escalations",
	    "FP / (TP + FP), the false discovery rate: 1 - precision", S_LABELS,
	    { N_FALSE_ESCALATE }, { N_TRUE_ESCALATE, N_FALSE_ESCALATE },
	    judged_escalate, no_judged_yes, .kind = SHARE },
	{ "label_false_of_contain", "false, of those to be contained",
	    "FP / (FP + TN), the false positive rate", S_LABELS,
	    { N_FALSE_ESCALATE }, { N_FALSE_ESCALATE, N_TRUE_CONTAIN },
	    "conversations labelled not to escalate",
	    "no judged conversation is labelled not to escalate",
	    .kind = SHARE },
	{ "label_missed", "missed escalations", "FN / (TP + FN): 1 - recall",
	    S_LABELS, { N_MISSED }, { N_TRUE_ESCALATE, N_MISSED },
	    labelled_escalate, no_label_yes, .kind = SHARE },
	{ "label_agreement", "agreement",
	    "(TP + TN) / all that are labelled and judged", S_LABELS,
	    { N_TRUE_ESCALATE, N_TRUE_CONTAIN }, { N_LABELLED },
	    "labelled and judged conversations",
	    "no labels.escalate beside hoff.score in the input",
	    .kind = SHARE },

	{ "turn_precision", "turn precision",
	    "turns judged to escalate that are the labelled ones, of those "
	    "judged",
	    S_TURNS, .of = "turns judged to escalate",
	    .nothing = "no turn was judged to escalate", .kind = SCORE,
	    .interval = "Wilson", .counted = turns,
	    .work = work_turn_precision },
	{ "turn_recall", "turn recall",
	    "labelled turns that are judged to escalate, of those labelled",
	    S_TURNS, .of = "turns labelled to escalate",
	    .nothing = "no turn is labelled to escalate", .kind = SCORE,
	    .interval = "Wilson", .counted = turns, .work = work_turn_recall },
	{ "turn_f1", "turn F1", "2 TP / (2 TP + FP + FN), of turns", S_TURNS,
	    .of = "2 TP + FP + FN, of turns",
	    .nothing = "no turn is labelled or judged to escalate",
	    .kind = SCORE,
	    .interval = "Wilson for TP / (TP + FP + FN), transformed",
	    .counted = turns, .work = work_turn_f1 },
	{ "gtt1", "GT-T, 1 turn",
	    "Golden Transfer within 1 turn of the labelled one (Liu et al. "
	    "2021), the mean; nothing of recall is in it, so read F1 beside it",
	    S_TURNS, .of = gold_turns, .nothing = no_gold, .kind = SCORE,
	    .interval = "Wilson with the effective sample size",
	    .work = work_gtt, .index = 0 },
	{ "gtt2", "GT-T, 2 turns", "the same within 2 turns", S_TURNS,
	    .of = gold_turns, .nothing = no_gold, .kind = SCORE,
	    .interval = "Wilson with the effective sample size",
	    .work = work_gtt, .index = 1 },
	{ "gtt3", "GT-T, 3 turns", "the same within 3 turns", S_TURNS,
	    .of = gold_turns, .nothing = no_gold, .kind = SCORE,
	    .interval = "Wilson with the effective sample size",
	    .work = work_gtt, .index = 2 },

	{ "route_assigned", "assigned to an agent, simulated",
	    "hoff.route.outcome is assigned", S_ROUTE, { N_ASSIGNED },
	    { N_ROUTED }, routed, no_route, .kind = SHARE },
	{ "route_abandoned", "gave up waiting, simulated",
	    "hoff.route.outcome is abandoned", S_ROUTE, { N_GAVE_UP },
	    { N_ROUTED }, routed, no_route, .kind = SHARE },
	{ "route_unserved", "never served, simulated",
	    "hoff.route.outcome is unserved", S_ROUTE, { N_UNSERVED },
	    { N_ROUTED }, routed, no_route, .kind = SHARE },
	{ "route_callback", "called back, simulated",
	    "hoff.route.called_back is there: who took a callback, reached or "
	    "not; they are in no wait and in no service level",
	    S_ROUTE, { N_ROUTE_CALLBACK }, { N_ROUTED }, routed, no_route,
	    .kind = SHARE },
	{ "service_level", "service level, simulated",
	    "hoff.route, a simulation on its roster: assigned within the "
	    "queue's target, of all offered (abandoned and unserved count as "
	    "not met; who came when the queue was closed was not offered, "
	    "who took a callback is not counted); "
	    "what the log shows is service_level_offered",
	    S_ROUTE, { N_TARGET_MET }, { N_ROUTE_OFFERED }, routed_in_hours,
	    "no hoff.route of a contact in hours in the input", .kind = SHARE },

	{ "redacted", "redacted", "hoff.redact.status is done", S_SAFETY,
	    { N_REDACTED }, { N_ALL }, "all conversations",
	    "no conversation in the input", .kind = SHARE },
	{ "packet_ready", "packets ready",
	    "hoff.packet.status is ready, of those that needed one", S_SAFETY,
	    { N_PACKET_READY }, { N_PACKET_SEEN },
	    "conversations that need a packet",
	    "no hoff.packet that is needed in the input", .kind = SHARE },
	{ 0 },
};

static_assert(sizeof(measure_table) / sizeof(*measure_table) <= MAX_COUNTED + 1,
    "a panel has sums for each row");

const struct extent_info extents[N_EXTENTS] = {
	[HANDOFF_TIME] = { "handoff_s", "time to handoff",
	    "from the first customer turn to the first handoff event", SECONDS,
	    S_LOG, "no handoff event with a time", true },
	[HANDOFF_TURNS] = { "handoff_turns", "turns to handoff",
	    "customer turns up to the first handoff event", CUSTOMER_TURNS,
	    S_LOG, "no handoff event with a time", true },
	[HUMAN_TIME] = { "human_s", "time to human",
	    "from the first customer turn to the first human turn", SECONDS,
	    S_LOG, "no human turn with a time", true },
	[HUMAN_TURNS] = { "human_turns", "turns to human",
	    "customer turns before the first human turn", CUSTOMER_TURNS, S_LOG,
	    "no human turn", true },
	[QUEUE_TIME] = { "handoff_wait_s", "wait from handoff to human (ASA)",
	    "of each handoff, from its request to the first human turn, "
	    "handoff_accepted or agent_joined",
	    SECONDS, S_QUEUE, "no handoff that reached a human has both times",
	    false },
	[ASKED_TIME] = { "asked_s", "wait from asking to human",
	    "from the customer's first request (event by the customer, or "
	    "evidence of human_request in hoff.score) to the human",
	    SECONDS, S_LOG, "no request for a human that was met has a time",
	    false },
	[HANDLE_TIME] = { "handle_s", "handling (AHT)",
	    "while a human is there, from the first sign until the handoff is "
	    "given back, else until the last word before the bot's, hold "
	    "inside; plus outcome.wrap_up_s where the log has it (how often "
	    "it has not, stands beside wrap-up); concurrent chats overlap",
	    SECONDS, S_LOG, "no human with a time", false },
	[HOLD_TIME] = { "hold_s", "hold", "outcome.hold_s of those delivered",
	    SECONDS, S_LOG, "no outcome.hold_s after a human", false },
	[WRAP_UP_TIME] = { "wrap_up_s", "wrap-up",
	    "outcome.wrap_up_s of those delivered", SECONDS, S_LOG,
	    "no outcome.wrap_up_s after a human", false },
	[ACTIVE_TIME] = { "active_s", "active",
	    "outcome.active_s of those delivered: how long a chat had the "
	    "human's attention; unlike handling it does not overlap",
	    SECONDS, S_LOG, "no outcome.active_s after a human", false },
	[CSAT_POINTS] = { "csat", "CSAT", "outcome.csat, 1 to 5", POINTS, S_LOG,
	    "no outcome.csat from 1 to 5 in the input", false },
	[TALK_TIME] = { "talk_s", "talk",
	    "handling less wrap-up and outcome.hold_s, where that is there",
	    SECONDS, S_LOG, "no human with a time and outcome.hold_s", false },
	[CES_POINTS] = { "ces", "CES", "outcome.ces, 1 (hard) to 7 (easy)",
	    POINTS, S_LOG, "no outcome.ces from 1 to 7 in the input", false },
	[LEFT_TURNS] = { "left_turns", "turns until the customer left",
	    "customer turns of those who left: the abandoned, as the default "
	    "definitions have them, with the bot, in silence, in the queue",
	    CUSTOMER_TURNS, S_LOG, "nobody left", false },
	[QUIT_TIME] = { "quit_s", "wait until the customer left the queue",
	    "of each handoff, from its request until abandoned, or closed by "
	    "the customer",
	    SECONDS, S_QUEUE, "nobody left the queue at a known time", false },
	[JUDGED_TIME] = { "judged_s", "time to judged escalate",
	    "from the first customer turn to hoff.score.at", SECONDS, S_JUDGED,
	    "no hoff.score with an escalation and a time", true },
	[JUDGED_TURNS] = { "judged_turns", "turns to judged escalate",
	    "customer turns up to hoff.score.turn, which counts",
	    CUSTOMER_TURNS, S_JUDGED, "no hoff.score with an escalation",
	    true },
	[ROUTE_WAIT] = { "route_wait_s", "wait until assigned, simulated",
	    "hoff.route.wait_s of those assigned", SECONDS, S_ROUTE,
	    "no assigned hoff.route in the input", false },
	[ROUTE_PATIENCE] = { "route_given_up_s",
	    "wait until given up, simulated",
	    "hoff.route.wait_s of those who gave up", SECONDS, S_ROUTE,
	    "no abandoned hoff.route in the input", false },
};
