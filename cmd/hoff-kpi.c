/* hoff-kpi - fold conversations into rates, times and reasons */

#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "csv/csv.h"
#include "expr/expr.h"
#include "grid/grid.h"
#include "kpi/kpi.h"
#include "stats/stats.h"

EMBED(embed_kpi_hoff_jq);
EMBED(embed_kpi_google_jq);
EMBED(embed_kpi_microsoft_jq);
EMBED(embed_kpi_zendesk_jq);
EMBED(embed_kpi_intercom_jq);
EMBED(embed_kpi_ibm_jq);
EMBED(embed_kpi_connect_jq);
EMBED(embed_kpi_genesys_jq);
EMBED(embed_kpi_kpi_schema_json);

struct opts {
	struct kpi_opts kpi;
	struct list gates;
	const char *baseline, *against;
	bool partial, merge;
};

static const char *const vocabularies[] = { "hoff", "google", "microsoft",
	"zendesk", "intercom", "ibm", "connect", "genesys", NULL };

static const struct opt options[] = {
	TEXT(0, "by", "PATH[,PATH]", struct opts, kpi.by, NULL,
	    "also report for each value of these members, as in "
	    "channel,customer.tier or hoff.score.decision"),
	TEXT(0, "ab", "PATH", struct opts, kpi.ab, NULL,
	    "compare the arms of an experiment, as in experiment.arm"),
	TEXT(0, "control", "ARM", struct opts, kpi.control, NULL,
	    "the arm that others are compared with; default: the first by "
	    "name"),
	TEXT(0, "split", "W,W,...", struct opts, kpi.split, NULL,
	    "the weights that were meant for the arms, in the order of their "
	    "names; default: even"),
	CHOICE(0, "unit", "UNIT", struct opts, kpi.unit, "conversation",
	    kpi_units,
	    "what --ab, --fair-by and --baseline compare, and what varies: "
	    "with customer (customer.id) their conversations count together; "
	    "takes about 300 bytes for each"),
	TEXT(0, "pre-period", "TIME", struct opts, kpi.pre_period, NULL,
	    "the experiment began at TIME: what its customers did before "
	    "sharpens the comparison (CUPED)"),
	TEXT(0, "covariate", "PATH", struct opts, kpi.covariate, NULL,
	    "a number that was known of customers before the experiment, as "
	    "in customer.prior_csat, to sharpen the comparison with (CUPED)"),
	COUNT(0, "peek", "N", struct opts, kpi.peek, "5000",
	    "any-time intervals, for who looks before the end, are narrowest "
	    "at about N conversations or customers of two arms"),
	TEXT(0, "compare", "ID,ID,...", struct opts, kpi.compare, NULL,
	    "compare arms by these KPIs and amounts only, which are then the "
	    "family; default: all that differ"),
	TEXT(0, "primary", "ID", struct opts, kpi.primary_metric, NULL,
	    "the one KPI or amount that arms or releases are compared for: "
	    "its p is a family of its own"),
	FLAG(0, "sweep", struct opts, kpi.sweep,
	    "what other thresholds of the readiness would do, against labels, "
	    "and whether it is a probability"),
	RATIO(0, "capacity", "SHARE", struct opts, kpi.capacity, "1",
	    "the share of conversations that agents can take, for a threshold "
	    "of --sweep that keeps to it"),
	FLAG(0, "per-agent", struct opts, kpi.per_agent,
	    "what came of the escalations that each human had a part in, "
	    "beside what is expected of such"),
	TEXT(0, "mix", "PATH[,PATH]", struct opts, kpi.mix,
	    "channel,hoff.score.queue",
	    "which escalations are alike, for --per-agent; empty: all"),
	TEXT(0, "fair-by", "PATH", struct opts, kpi.fair_by, NULL,
	    "compare what groups get, as in language or "
	    "customer.segment.region, with the largest one or --control; with "
	    "--by also inside each of its groups"),
	FLAG(0, "whole-tags", struct opts, kpi.whole_tags,
	    "with --fair-by language: keep es-MX and es-ES apart; "
	    "default: both are es, as in hoff-route"),
	COUNT(0, "min-n", "N", struct opts, kpi.min_n, "20",
	    "of a group or an agent with fewer than N cases --fair-by and "
	    "--per-agent say nothing"),
	A_FILE(0, "baseline", "FILE", struct opts, baseline, NULL,
	    "compare with an earlier run, which --partial wrote; gates may "
	    "then name ID.delta, as in 'containment_loose.delta >= -1%'"),
	A_FILE(0, "against", "FILE", struct opts, against, NULL,
	    "say what has drifted since an earlier run, which --partial wrote: "
	    "outcomes, decisions, rules, intents, languages, signals and "
	    "times; --baseline says that, too"),
	CHOICE(0, "every", "PERIOD", struct opts, kpi.every, NULL, kpi_periods,
	    "also report for each hour, day or week, by the starts of "
	    "conversations"),
	TEXT(0, "time-zone", "ZONE", struct opts, kpi.time_zone, "UTC",
	    "where days and weeks (from Monday) begin, as in Europe/Berlin"),
	COUNT(0, "top", "N", struct opts, kpi.top, "0",
	    "only the N largest groups, the rest as (other); 0: all, by name"),
	COUNT(0, "max-groups", "N", struct opts, kpi.max_groups, "10000",
	    "keep at most N groups, the first in byte order, the rest as "
	    "(other)"),
	A_FILE_OFFERING(0, "definitions", "NAME|FILE", struct opts,
	    kpi.definitions, NULL, vocabularies,
	    "what contained, escalated, abandoned and so on mean: google, "
	    "microsoft, zendesk, intercom, ibm, connect, genesys, or a file; "
	    "default: hoff"),
	A_FILE(0, "cost", "FILE", struct opts, kpi.cost, NULL,
	    "a price list: cost per contact, net saving, return and occupancy; "
	    "no price has a default"),
	FLAG(0, "history", struct opts, kpi.history,
	    "also see who came back, by customer.id: containment, strict and "
	    "durable, FCR; takes about 120 bytes for each conversation"),
	TEXT(0, "target", "SECONDS[,CHANNEL=SECONDS]...", struct opts,
	    kpi.target, "20",
	    "a handoff is answered in time within SECONDS, in a CHANNEL within "
	    "others, as in 20,email=14400"),
	NUMBER(0, "short-abandon", "SECONDS", struct opts, kpi.short_abandon_s,
	    "5", "who leaves the queue within SECONDS did not really wait"),
	NUMBER(0, "lambda", "X", struct opts, kpi.lambda, "0",
	    "GT-T is harder on late escalations (above 0, up to 1) or on early "
	    "ones (below 0)"),
	COUNT(0, "fixed-turn", "N", struct opts, kpi.fixed_turn, "1",
	    "the baseline that escalates at the Nth customer turn, whatever is "
	    "said"),
	RATIO(0, "confidence", "LEVEL", struct opts, kpi.confidence, "0.95",
	    "confidence level of the intervals"),
	LIST(0, "gate", "GATE", struct opts, gates,
	    "a bound that must be kept, as in 'containment_strict >= 30%' or "
	    "'human_s.p90 <= 120'"),
	FLAG(0, "allow-inconclusive", struct opts, kpi.allow_inconclusive,
	    "do not end with status 1 for a gate that the data cannot answer"),
	FLAG(0, "partial", struct opts, partial,
	    "write what was counted, for --merge, and not the report"),
	FLAG(0, "merge", struct opts, merge,
	    "the operands are partials: report on all of them together"),
	CHOICE(0, "format", "FORMAT", struct opts, kpi.format, "table",
	    kpi_formats, "how to print the report"),
	OUT_FILE(0, "html", "FILE", struct opts, kpi.html, NULL,
	    "also write the report as one self-contained page"),
	END,
};

static const struct example examples[] = {
	{ "a report on logs as they are",
	    "hoff-kpi testdata/hoff-kpi/endings.in.ndjson" },
	{ "what the rules decided in each channel, for a merge request",
	    "hoff-kpi --by channel,hoff.score.decision --format markdown "
	    "testdata/hoff-kpi/story.in.ndjson" },
	{ "the same log in the words of a vendor, with who came back",
	    "hoff-kpi --definitions google --history "
	    "testdata/hoff-kpi/vendors.in.ndjson" },
	{ "two logs counted apart, say on two machines, and one report",
	    "{ hoff-kpi --partial testdata/hoff-kpi/story.in.ndjson; "
	    "hoff-kpi --partial testdata/hoff-kpi/endings.in.ndjson; } | "
	    "hoff-kpi --merge" },
	{ "gauges for Prometheus; -o FILE.prom swaps the collector's file "
	  "whole",
	    "hoff-kpi --by channel --format prometheus "
	    "testdata/hoff-kpi/story.in.ndjson | grep '^hoff_kpi_value'" },
	{ "one number for a script",
	    "hoff-kpi --format json testdata/hoff-kpi/story.in.ndjson | "
	    "jq '.kpis[] | select(.id == \"escalation_attempted\") | .value'" },
	{ NULL, NULL },
};

static const struct default_file defaults[] = {
	{ "hoff.jq", "the definitions", embed_kpi_hoff_jq,
	    embed_kpi_hoff_jq_end },
	{ "google.jq", "definitions in the words of Google",
	    embed_kpi_google_jq, embed_kpi_google_jq_end },
	{ "microsoft.jq", "definitions in the words of Microsoft",
	    embed_kpi_microsoft_jq, embed_kpi_microsoft_jq_end },
	{ "zendesk.jq", "definitions in the words of Zendesk",
	    embed_kpi_zendesk_jq, embed_kpi_zendesk_jq_end },
	{ "intercom.jq", "definitions in the words of Intercom",
	    embed_kpi_intercom_jq, embed_kpi_intercom_jq_end },
	{ "ibm.jq", "definitions in the words of IBM", embed_kpi_ibm_jq,
	    embed_kpi_ibm_jq_end },
	{ "connect.jq", "definitions in the words of Connect",
	    embed_kpi_connect_jq, embed_kpi_connect_jq_end },
	{ "genesys.jq", "definitions in the words of Genesys",
	    embed_kpi_genesys_jq, embed_kpi_genesys_jq_end },
	{ "kpi.schema.json", "JSON Schema of --format json",
	    embed_kpi_kpi_schema_json, embed_kpi_kpi_schema_json_end },
	{ NULL, NULL, NULL, NULL },
};

static const char *(*const libraries[])(
    void) = { stream_library, stats_library, csv_library, expr_library, NULL };

static const struct spec spec = {
	.name = "hoff-kpi",
	.does = "fold conversations into rates, times and reasons",
	.operands = "[FILE]...",
	.about =
	    "Reads conversations, annotated by the other filters or not, and "
	    "prints one report: how they ended, how many were escalated, "
	    "contained and abandoned, how long it took, what the rules say, "
	    "what the routing simulation says. What the input does not hold "
	    "is null, with the reason; it is never 0.\n\n"
	    "Beside every share stand its numerator, its denominator, its "
	    "definition and Wilson's interval. The unit is the conversation. "
	    "Shares and intervals are rounded to four decimals.\n\n"
	    "Each conversation has exactly one outcome, so outcomes add up to "
	    "all. What they mean, and what is a share of what, is said by a "
	    "definition file, a jq program: --show-defaults=hoff.jq prints the "
	    "default one, with the facts that it may ask for. In it, who gave "
	    "up is not resolved, an attempt is not a delivery, and what the "
	    "log does not say is unknown. Of several handoffs in one "
	    "conversation the last one decides how it ended. --definitions "
	    "takes another file, or the words of a vendor; that changes "
	    "definitions only, never what is read.\n\n"
	    "Containment is no resolution. containment_loose (no handoff) and "
	    "containment_strict (nor another contact within 24 hours, which "
	    "is Google's rate) hold those who gave up, and those who are said "
	    "to be not helped. containment_resolved, _assumed, _durable and "
	    "_strict_resolved do not.\n\n"
	    "Two things to know of the default. contained_resolved needs "
	    "outcome.resolved, no abandoned event, and closed_by to be the "
	    "customer or not said; resolved otherwise (a bot, a timer or an "
	    "agent closed it, or the customer had left) is "
	    "contained_assumed, somebody's assumption. abandoned_silent: the "
	    "last word is a question of the bot; \"anything else?\" is a "
	    "question too, so record outcome.resolved.\n\n"
	    "Who came back is known with --history only, by customer.id: "
	    "containment_strict, containment_strict_resolved, "
	    "containment_durable, fcr and what vendors define so. Staying away "
	    "is taken for resolved only where the log does not deny it: fcr "
	    "counts against itself who is said to be not resolved and, where "
	    "nothing is said, who gave up or was refused; a handoff of which "
	    "the log does not say what became is left out. A conversation "
	    "counts for a window of W days only "
	    "when the log goes on for W days after its end, come back or not. "
	    "W is 1 for containment_strict and containment_strict_resolved, 7 "
	    "for containment_durable and fcr; "
	    "definitions may ask for 1, 3, 7 or 30, and for no other. "
	    "The log ends with the start of its last conversation, to the "
	    "minute; of one that ended before 1970 it is not known. All "
	    "conversations of a customer must be in the input: a "
	    "log that is cut into parts is cut by customer.\n\n"
	    "Service levels come in the four conventions that vendors use, by "
	    "name; --target and --short-abandon are theirs. Where a channel "
	    "has time, --target 20,email=14400 gives it (four hours, by the "
	    "conversation's channel) and all others 20 seconds; --by channel "
	    "keeps their waits and handling times apart. They count "
	    "handoffs, of which a conversation may have several: it is another "
	    "one when the last one was given back to the bot or left, or "
	    "failed and the customer wrote since; asked for again before "
	    "that, it is the same. A wait begins with the request and "
	    "ends with the human, or when the customer is gone (abandoned, or "
	    "closed by the customer, at ended_at where no event says when); a "
	    "human who comes unasked was not waited for. "
	    "Offered are also those whom nobody answered: the handoff failed "
	    "or was given back, or a timer closed the conversation meanwhile. "
	    "Not offered are those that failed for it was out of hours, and "
	    "those of which the log does not say what became; a wait whose "
	    "beginning or end has no time is in none of these numbers. Genesys "
	    "leaves the unanswered (its flow-outs) out unless told "
	    "otherwise.\n\n"
	    "Handling (AHT) is the time in which a human was there: from the "
	    "first sign (a turn, handoff_accepted, agent_joined) until "
	    "returned_to_bot, else until the last word before the bot wrote "
	    "again; what the bot says later is not the agent's work. "
	    "outcome.wrap_up_s comes on top where the log has it, and nothing "
	    "where it has not: how many those are stands beside wrap-up.\n\n"
	    "Against labels.turn (one turn) or labels.turns (several), turn "
	    "by turn: precision, recall and F1 of the turn that hoff.score "
	    "escalates at, and Golden Transfer within Tolerance of 1, 2 and 3 "
	    "turns (Liu et al. 2021, with --lambda): 1 where nobody should "
	    "escalate and nobody does, 0 where one of them does alone, else "
	    "the mean over the turns picked of exp(-d^2 / (2 T^2 (1 - lambda "
	    "s))) to the nearest labelled turn, d turns away, s being 1 when "
	    "late and -1 when early. The same numbers of policies that know "
	    "nothing stand beside them: never, at every customer turn, at the "
	    "customer turn --fixed-turn.\n\n"
	    "Amounts (times, turns, CSAT) come with how often they were "
	    "observed (n), how often the thing never happened (never), and "
	    "how often it did without a time in the log. "
	    "Quantiles are of the observed ones: the value of rank "
	    "ceil(q n), exact below 2048 (milliseconds, turns) and within "
	    "1/2048 of itself above. Of the times to a handoff, a human and a "
	    "judged escalation there are two more medians, for rules that "
	    "escalate less look faster by the first, for no other reason than "
	    "whom they escalate. p50_of_all, \"half of all\", is when half of "
	    "all have met it, who never did included: a conversation that "
	    "ends, solved or given up, never has it any more, so its end "
	    "competes with the handoff and is no censoring (cumulative "
	    "incidence, Aalen and Johansen; as each conversation in the log "
	    "is taken to be whole, it is the plain share). It is null where "
	    "fewer than half ever meet it. p50_kaplan_meier (JSON, CSV and "
	    "gates) takes endings for censored: when half would have met it, "
	    "had no conversation ended before (Kaplan and Meier). It compares "
	    "how fast rules are while a conversation lasts, also where few "
	    "are escalated, but is no share of all: 1 less the curve "
	    "overstates how many ever are.\n\n"
	    "A gate is METRIC OP NUMBER[%], OP one of < <= > >=, on the total. "
	    "Metrics are the ids of --format json (seconds are seconds): "
	    "outcomes and KPIs, conversations, and of amounts ID.p50, ID.p90 "
	    "and, where there are these, ID.p50_of_all and "
	    "ID.p50_kaplan_meier; a quantile (but the last one) has the "
	    "interval of the quantiles at the ends of Wilson's interval for "
	    "its share (Woodruff 1952). It says PASS when the whole interval "
	    "keeps the bound, FAIL when none of it does, and INCONCLUSIVE "
	    "otherwise and where there is nothing to go by. FAIL ends in "
	    "status 1, INCONCLUSIVE too unless it is allowed; each such gate "
	    "is "
	    "named on standard error. A bound that no value can reach or break "
	    "(abandonment <= 5, for 5%) is refused. --format junit "
	    "and --format github are about gates only; the latter prints "
	    "annotations of a GitHub workflow (errors, warnings and, of what "
	    "passed, notices, of which GitHub shows ten of each in a "
	    "step).\n\n"
	    "--cost FILE is a jq program, as simple as { currency: \"EUR\", "
	    "agent_hour: 31.5, bot_turn: 0.002, conversation: 0.01, fixed: "
	    "900, human_contact: 6.4, saved: \"containment_strict_resolved\", "
	    "staffed_hours: 320 } (that rate needs --history; without it, "
	    "containment_resolved). fixed and staffed_hours are those of the "
	    "time that the log covers, human_contact is what a contact would "
	    "cost without the bot, and saved names the rate of contacts that "
	    "a human is spared: to take one that counts who gave up, as "
	    "containment_loose and containment_strict do, is to price them as "
	    "served, and the report then says how many those are. Other "
	    "contacts that would never have been, "
	    "and those that the bot causes, no log shows. Gates may name "
	    "cost_per_contact, cost_bot, cost_per_handled, saving_net, roi "
	    "and occupancy.\n\n"
	    "--ab compares the arms of an experiment with a control. First "
	    "comes the split: when it is so uneven that chance would do it "
	    "less than once in a thousand times (chi-square against "
	    "--split), something sorts conversations into arms, and nothing "
	    "is compared; nor are arms of several experiments, by the name "
	    "beside the arm (experiment.name): --select takes one of them. "
	    "Where arms ran rather one after the other than side by side, by "
	    "the starts of their conversations, that is said: it is no "
	    "experiment. "
	    "Shares: the z test with the pooled share, or "
	    "Fisher's exact test where a cell is expected to hold fewer than "
	    "five; Newcombe's interval of the difference. Amounts: Welch's "
	    "test and interval of means, and Mann and Whitney's rank test "
	    "with its correction for ties. p values come as they are, and "
	    "adjusted for the family of all in the table: after Holm (the "
	    "chance of one false alarm) and Benjamini and Hochberg (the share "
	    "of false alarms). One hypothesis counts once: of rows that test "
	    "the same numbers, or a share and what it leaves (precision, and "
	    "what of it is false), the first is in the family, and the others "
	    "show its p. What is simulated (hoff.route) is a family of its "
	    "own. An experiment is looked at once, at the end "
	    "that was planned: these p values do not allow for peeking. "
	    "Those called any-time do, and so do the intervals (the "
	    "asymptotic confidence sequence of Waudby-Smith and others, "
	    "arXiv:2103.06476): they hold for all looks together, and are "
	    "wider for it. They are no part of the family. The last table is "
	    "for planning: how likely an experiment of this size finds an "
	    "effect, and how many units it would take.\n\n"
	    "An experiment is made for one number: --primary names it, and "
	    "its p is adjusted for the other arms alone. What must not get "
	    "worse is a guardrail. Gates on ID.delta say both, of each arm "
	    "against the control (of several the worst answers): --primary "
	    "containment_resolved --gate 'containment_resolved.delta > 0' "
	    "--gate 'abandonment.delta <= 1%' --gate 'csat.delta >= -0.1' "
	    "passes when more are helped, and neither do more give up nor is "
	    "CSAT lower by more than those margins (non-inferiority). Margins "
	    "are chosen before the numbers are seen. A gate looks at its own "
	    "two-sided interval, which is not adjusted: that all of them must "
	    "pass needs no adjustment, that any one does would. Where the "
	    "split is not the one that was meant nothing passes.\n\n"
	    "A * marks numbers that are not about the same share of the units "
	    "of both arms (p_base, in JSON: by the same tests, below 1 - "
	    "--confidence): AHT, CSAT and resolution of the escalated, say, "
	    "where one arm escalates less. Then the arm had a say in who is "
	    "counted, those it kept are the easy or the hard ones, and the "
	    "difference is no effect on anybody. Decide by a number of all.\n\n"
	    "Where customers were assigned to the arms, and some have several "
	    "conversations, these resemble each other, and intervals that "
	    "take them for independent are too narrow. --unit customer counts "
	    "the customers: a share or a mean is a ratio of sums over them, "
	    "with the variance of the delta method and Welch's degrees of "
	    "freedom; the split is that of customers; who is in several arms "
	    "is in none, and who has no customer.id is left out. "
	    "--pre-period TIME takes off what the arms differed by before it, "
	    "as far as that tells of the time after (CUPED, Deng and others "
	    "2013): conversations that began before TIME belong to no arm, "
	    "but to the past of their customer. --covariate PATH does so with "
	    "a number that the record holds (of several, their mean); it must "
	    "be from before the experiment, or it takes off what the "
	    "experiment did. All conversations of a customer must be in one "
	    "part where a log is cut. --fair-by and --baseline count customers "
	    "in the same way, with --by once in each of its groups that they "
	    "are in (\"at equal mix\" is not said of them: the groups then "
	    "are not apart); a baseline is made with --unit customer, too.\n\n"
	    "--baseline compares with another log, by the same tests and "
	    "intervals. A gate on ID.delta is a margin: 'fcr.delta >= -1%' "
	    "passes when all of the interval is above it, so that fcr is not "
	    "worse by more than a point (non-inferiority). Drift stands beside "
	    "it: how groups (of the same --by), outcomes, decisions, rules, "
	    "friction and each signal at the decision are made up now and "
	    "then, by the population stability index with the threshold that "
	    "goes with the sizes, by Jensen and Shannon's distance and by "
	    "chi-square, and how times are spread, by Kolmogorov and Smirnov's "
	    "test where they are continuous. --against shows the drift "
	    "alone.\n\n"
	    "--fair-by looks at the rules and at what came of them: how often "
	    "each group is judged escalate, who of those that should be is "
	    "(recall), who of those that should not be (false), what "
	    "escalation of the judged was right (precision), whom the bot "
	    "took itself to understand (coverage), who reached a human and "
	    "how long that took, who asked for one and got none, who gave up "
	    "(abandonment), was helped (resolution), came back within 24 "
	    "hours (repeat contact, with --history) and was content. "
	    "Escalation is a "
	    "benefit to who needs a human and a cost to who does not, so the "
	    "first number alone says little. Groups often are a guess, and "
	    "differ in what they ask and where: with --by channel,intent or "
	    "what else may explain it they are also compared inside each of "
	    "those groups, and \"at equal mix\" is the difference that is "
	    "left then (Mantel and Haenszel's weights, Sato's variance). By "
	    "language, es-MX and es-ES are one group, es (the primary subtag "
	    "of BCP 47), as an agent who speaks it is to hoff-route; "
	    "--whole-tags keeps them apart, as --by language does.\n\n"
	    "The numbers of groups come with their reason where there are "
	    "none: fewer than --min-n cases of the number in question, not of "
	    "the group. How many there are is not said then, and the plain "
	    "report of each group, which --by makes, is left out with "
	    "--fair-by: a small group is a few people. One that is withheld "
	    "alone still follows from the total less the others: before the "
	    "report is given away, take it out with --select. Where fewer "
	    "than two "
	    "groups have enough, the largest less the smallest is null, not "
	    "0. In Fairlearn's words it is, of judged_escalate, the "
	    "demographic parity difference, of label_recall that of equal "
	    "opportunity, and the larger of label_recall's and "
	    "label_false_of_contain's that of equalised odds; chance alone "
	    "makes one, the larger the more groups and the fewer cases there "
	    "are. Read the interval of a difference before its p, and "
	    "Holm's p before the plain one: among many groups one is always "
	    "far off. The wait and CSAT are compared by their means, and by "
	    "ranks, which no single long wait can turn. A gate on ID.delta is "
	    "a margin for each group that is large enough: 'label_recall.delta "
	    ">= -10%' passes when no group may be served worse than the "
	    "reference by more than that, and 'blocked_exit.delta <= 5%' when "
	    "none is refused more often.\n\n"
	    "--sweep asks what hoff.score would have done with another "
	    "threshold, where labels.escalate says what was right. Read the "
	    "table down to the handoffs that agents can take (--capacity), "
	    "then across: who is still missed, and who is bothered. A "
	    "threshold that was picked because it was best looks better than "
	    "it is, so it is picked on one half of the conversations and "
	    "tried on the other; the second number is the one to report. "
	    "Without prices for mistakes the cost curve (Drummond and Holte "
	    "2006) says which threshold is best for which weight of a missed "
	    "escalation, and where no threshold is better than none. Whether "
	    "a readiness of 0.8 means that eight of ten should escalate is "
	    "said by the calibration: bins should show about their own share, "
	    "the expected calibration error should not be far above what "
	    "chance makes, and a small p says that it is.\n\n"
	    "--per-agent shows for each human what came of the escalations "
	    "that they had a part in, beside what came of such escalations "
	    "(--mix) with everybody. Handling is the own part of each, from "
	    "their first turn (or their joining) to that of the colleague; "
	    "transferred is who gave it on; resolution, CSAT and wrap-up are "
	    "of the one with whom it ended. Of more than 32 humans in a "
	    "conversation the first 32 are counted. Look at the verdict only: "
	    "within the limits nothing "
	    "is known but chance; outside the usual ones is what one in "
	    "twenty is anyway; beyond those of 99.8% is worth a talk about "
	    "what --mix does not know. There is no ranking.\n\n"
	    "--every also follows shares over the periods by cumulative sums "
	    "(CUSUM): a column of one day says little, but a small shift "
	    "that stays adds up and passes 5; \"first beyond\" is when that "
	    "was clear, and the shift began some periods before. With "
	    "--baseline the level itself is in question, else only whether "
	    "it changed.\n\n"
	    "A log may be cut: --partial writes what was counted, as lines of "
	    "whole numbers, and --merge reports on any number of those, or "
	    "with --partial makes one of them. Any cut, order and tree gives "
	    "the same bytes; partials behind one another are a partial, so "
	    "that what ran in parallel may write to one pipe. With --history "
	    "or --unit customer a log is cut by customer: who comes back in "
	    "another part is not seen. What was counted by other definitions "
	    "or options is "
	    "refused; so is a partial that is cut short, or whose run failed "
	    "(status 2): it has no last line.\n\n"
	    "Threads (-j) make the best of one machine. Beyond that, engines "
	    "that you have run the same binary. GNU parallel cuts a file at "
	    "its lines, or takes files that are parts already:\n\n"
	    " parallel --pipepart -a log.ndjson --block -1 \\\n"
	    "     hoff-kpi -j 1 --partial | hoff-kpi --merge\n\n"
	    " parallel hoff-kpi -j 1 --partial ::: log.*.gz | "
	    "hoff-kpi --merge\n\n"
	    "It cuts by customer, too:\n\n"
	    " jq -r '\"\\(.customer.id | tojson)\\t\\(tojson)\"' log.ndjson |\n"
	    "     parallel --pipe --colsep '\\t' --shard 1 -j 4 \\\n"
	    "         'cut -f 2- | hoff-kpi -j 1 --history --partial' |\n"
	    "     hoff-kpi --merge\n\n"
	    "Slurm counts four parts in an array of jobs, and reports when all "
	    "of them went well:\n\n"
	    " split -n l/4 -d -a 1 log.ndjson log.\n"
	    " job=$(sbatch --parsable --array=0-3 --wrap \\\n"
	    "     'i=$SLURM_ARRAY_TASK_ID\n"
	    "     hoff-kpi -j 1 --partial -o part.$i log.$i')\n"
	    " sbatch --dependency=afterok:$job --wrap \\\n"
	    "     'hoff-kpi --merge -o report part.[0-3]'\n\n"
	    "Spark, from Python, counts each partition of a folder, cut as it "
	    "is or by customer, and then there are files to put behind one "
	    "another (cat parts/part-* | hoff-kpi --merge):\n\n"
	    " sc.textFile(\"logs\") \\\n"
	    "     .pipe(\"hoff-kpi -j 1 --partial\", checkCode=True) \\\n"
	    "     .saveAsTextFile(\"parts\")\n\n"
	    " import json\n"
	    " def customer(line):\n"
	    "     return (json.loads(line).get(\"customer\") or "
	    "{}).get(\"id\")\n"
	    " sc.textFile(\"logs\") \\\n"
	    "     .keyBy(customer).partitionBy(40).values() \\\n"
	    "     .pipe(\"hoff-kpi -j 1 --history --partial\", checkCode=True) "
	    "\\\n"
	    "     .saveAsTextFile(\"parts\")\n\n"
	    "A part in which a record was rejected ends in status 3, which "
	    "engines take for a failure: where that should not stop the whole, "
	    "run sh -c 'hoff-kpi ... || [ $? -eq 3 ]'.\n\n"
	    "Beyond the record's own members, outcome.nps (0 to 10), "
	    "outcome.ces (1, hard, to 7, easy) and outcome.active_s (the "
	    "seconds that a chat had the human's attention) are read.\n\n"
	    "A conversation_id that comes again counts again: the same export "
	    "given twice doubles all. How many did is said on standard error "
	    "(of more than 65536, as a guess from some of them; of partials "
	    "nothing is known, for they hold no ids).\n\n"
	    "A group's name is cut after 256 bytes; an absent or null member "
	    "is (none). The report is the same, to the byte, for any order "
	    "of the input, any split of it and any number of threads.",
	.options = options,
	.examples = examples,
	.defaults = defaults,
	.libraries = libraries,
	.exits_negative = true,
};

struct job {
	struct opts o;
	struct common common;
	const struct expr *select;
	struct kpi **folds; /* one of each worker */
	struct kpi_merger *merger;
};

static void
work(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct conv_reader r;
	struct conv c;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		kpi_add(job->folds[w->index], &c);
		stream_done(w);
	}
	conv_shut(&r);
}

/* Lines of partials, of which none may be lost. */
static void
work_merge(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct json j;
	struct fault f;

	json_init(&j);
	while (stream_next(w)) {
		const char *why =
		    json_index(&j, w->line, &f)
			? kpi_merger_line(job->merger, &j, &w->record)
			: "it is not JSON";

		if (why)
			die("%s:%llu: %s", w->file,
			    (unsigned long long)w->number, why);
		stream_done(w);
	}
	json_free(&j);
}

/* An earlier run.  What it was grouped by does not matter. */
static struct kpi *
read_earlier(const char *name, const struct kpi_plan *plan, struct arena *run)
{
	struct str text = stream_slurp(name, (size_t)1 << 30, run);
	size_t line;
	const char *why;
	struct kpi *k =
	    kpi_of_partial(kpi_plan_plain(plan, run), text, run, &line, &why);

	if (!k && line)
		die("%s:%zu: %s", name, line, why);
	if (!k)
		die("%s: %s", name, why);
	return k;
}

static void
report(const struct job *job, struct stream *s, const struct kpi *k)
{
	bool terminal = stream_is_terminal(s);
	size_t width = terminal ? grid_terminal_width() : 0;
	struct buf b = { 0 };

	if (job->o.partial)
		kpi_partial(k, !stream_failed(s), &b);
	else if (!kpi_report(k, terminal && !getenv("NO_COLOR"), width, &b))
		stream_negative(s);
	stream_print(s, buf_view(&b));
	buf_clear(&b);
	if (job->o.kpi.html) {
		kpi_page(k, &b);
		stream_beside(s, job->o.kpi.html, buf_view(&b));
	}
	buf_free(&b);
}

/* What should not go unseen: a name of nothing, which most likely is misspelt,
 * and an export that is given twice, and counts twice. */
static void
warn(const struct kpi *k)
{
	struct str unseen;
	bool exact;
	uint64_t n = kpi_repeated(k, &exact);

	if (kpi_unseen(k, &unseen))
		warning("no conversation has '%.*s' to be grouped by",
		    STR_ARG(unseen));
	if (kpi_unseen_channel(k, &unseen))
		warning("no conversation is of the channel '%.*s' that "
			"--target names",
		    STR_ARG(unseen));
	if (n)
		warning("%s%llu conversation_id%s came more than once, and "
			"counted each time",
		    exact ? "" : "about ", (unsigned long long)n,
		    n == 1 ? "" : "s");
}

/* Conversations, by as many threads as there are. */
static struct kpi *
fold(struct job *job, struct stream *s, const struct kpi_plan *plan,
    struct arena *run)
{
	job->folds = arena_array(run, stream_threads(s), sizeof(*job->folds));
	for (size_t i = 0; i < stream_threads(s); i++)
		job->folds[i] = kpi_new(plan);
	stream_work(s, work, job);
	for (size_t i = 1; i < stream_threads(s); i++) {
		kpi_merge(job->folds[0], job->folds[i]);
		kpi_free(job->folds[i]);
	}
	return job->folds[0];
}

static struct kpi *
merge(struct job *job, struct stream *s, const struct kpi_plan *plan,
    struct arena *run)
{
	const char *why;
	struct kpi *k;

	job->merger = kpi_merger_new(plan, run);
	stream_in_sequence(s);
	stream_work(s, work_merge, job);
	k = kpi_merger_end(job->merger, &why);
	if (!k)
		die("--merge: %s", why);
	return k;
}

/* What one option makes of another, and those that do not go together. */
static void
settle(struct opts *o)
{
	struct kpi_opts *k = &o->kpi;

	k->gates = o->gates.at;
	k->n_gates = o->gates.n;
	k->has_baseline = o->baseline != NULL;
	k->drift_only = o->against != NULL;
	k->signals = o->baseline || o->against || o->partial;
	if (o->baseline && o->against)
		die("--against and --baseline: one of them; the latter says "
		    "the drift, too");
	if (k->unit && !strcmp(k->unit, "customer") && !k->ab && !k->fair_by &&
	    !o->baseline && !o->partial && !o->merge)
		die("--unit customer is about what --ab, --fair-by or "
		    "--baseline compare");
	if (o->partial && o->gates.n)
		die("--gate judges a report, and --partial writes none");
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	struct arena run;
	const struct kpi_plan *plan;
	struct kpi *k, *earlier = NULL;
	const char *reference;
	struct stream *s;
	char **operands;

	(void)argc;
	operands = cli_parse(&spec, &job.o, &job.common, argv);
	settle(&job.o);
	arena_init(&run, (size_t)2 << 30);
	job.select = conv_select(job.common.select, &run);
	plan = kpi_plan(&job.o.kpi, &run);
	reference = job.o.baseline ? job.o.baseline : job.o.against;
	if (reference)
		earlier = read_earlier(reference, plan, &run);
	s = stream_open(&job.common.stream, operands);
	k = job.o.merge ? merge(&job, s, plan, &run)
			: fold(&job, s, plan, &run);
	if (reference)
		kpi_baseline(k, earlier);
	warn(k);
	report(&job, s, k);
	kpi_free(k);
	if (reference)
		kpi_free(earlier);
	arena_free(&run);
	return stream_close(s);
}
