/* hoff-score - say where a human should have taken over, and why */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "check/check.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "csv/csv.h"
#include "expr/expr.h"
#include "friction/friction.h"
#include "model/model.h"
#include "score/score.h"
#include "stream/stream.h"
#include "text/text.h"
#include "trial/trial.h"

EMBED(embed_score_rules_jq);
EMBED(embed_score_score_schema_json);
EMBED(embed_conv_record_schema_json);
EMBED(embed_trial_rule_stats_schema_json);
EMBED(embed_score_stopwords_csv);
EMBED(embed_score_NOTICE);
#define LIST_EMBED(name, help) EMBED(embed_score_##name##_csv);
SCORE_LISTS(LIST_EMBED)

struct opts {
	const char *rules;
	struct list models;
	bool no_model;
	const char *train_intents;
	bool model_card;
	bool turns;
	size_t rule_deadline, rule_budget;
	bool test, bless; /* what to do instead of scoring */
	const char *only, *junit;
	bool check, explain_rules;
	const char *sarif, *format;
	const char *explain;
	bool rule_stats, friction, evidence_text;
};

enum { LESSONS = 512 << 20 }; /* bytes that --train-intents may read, twice */

static const char *const formats[] = { "text", "table", "json", "markdown",
	"csv", NULL };

static const struct opt options[] = {
	A_FILE('r', "rules", "FILE", struct opts, rules, NULL,
	    "decide by these rules instead of the built-in ones"),
	FILES('m', "model", "FILE", struct opts, models,
	    "use this model: of signals, instead of the built-in one, or of "
	    "intents, as --train-intents writes it, for turns whose intent "
	    "the log does not say; twice for both"),
	FLAG(0, "no-model", struct opts, no_model,
	    "let the term lists alone speak"),
	FLAG(0, "turns", struct opts, turns,
	    "also write the trajectory: the signals and the fired rules at "
	    "every customer turn"),
	COUNT(0, "rule-deadline", "MS", struct opts, rule_deadline, "200",
	    "give a rule up on a conversation when it takes more than MS "
	    "milliseconds of processor time; in the native core, MS times "
	    "16384 steps"),
	COUNT(0, "rule-budget", "SECONDS", struct opts, rule_budget, "60",
	    "ask a rule outside the native core no more when it has lost "
	    "SECONDS to the deadline"),
	FLAG(0, "test", struct opts, test,
	    "run the tests in the rules files given as operands and in "
	    "NAME.tests.jq beside NAME.jq, and print TAP; status 1 when one "
	    "fails"),
	TEXT(0, "only", "TEXT", struct opts, only, NULL,
	    "--test: only tests whose names hold TEXT"),
	A_FILE(0, "junit", "FILE", struct opts, junit, NULL,
	    "--test: also write the results to FILE, as JUnit XML"),
	FLAG(0, "bless", struct opts, bless,
	    "write the tests (with --test) or conversations as tests that "
	    "expect what happens now, for review"),
	FLAG(0, "check", struct opts, check,
	    "look for faults in the rules files given as operands (or in "
	    "those of -r); status 1 when something is worse than a note"),
	A_FILE(0, "sarif", "FILE", struct opts, sarif, NULL,
	    "--check: also write the findings to FILE, as SARIF 2.1.0"),
	CHOICE(0, "format", "FORMAT", struct opts, format, "text", formats,
	    "--check, --rule-stats, --friction: how to print what is found; "
	    "table is another name for text, markdown and csv are for "
	    "--friction"),
	TEXT(0, "explain", "ID", struct opts, explain, NULL,
	    "say why the conversation with this id was decided as it was, "
	    "turn by turn, and what would have changed it; status 1 when it "
	    "is not there"),
	FLAG(0, "rule-stats", struct opts, rule_stats,
	    "report what each rule did on the log: how often it fired and "
	    "decided, with which others, how right, and what changes without "
	    "it"),
	FLAG(0, "friction", struct opts, friction,
	    "report which utterances of the bot and which intents stand right "
	    "before exits, loops, fallbacks and escalations, most first"),
	FLAG(0, "evidence-text", struct opts, evidence_text,
	    "show the words that evidence points at, and those of --friction: "
	    "the output then holds text of the conversations"),
	FLAG(0, "explain-rules", struct opts, explain_rules,
	    "print the rules in the order in which they are asked, with what "
	    "each does and asks for"),
	A_FILE(0, "train-intents", "FILE", struct opts, train_intents, NULL,
	    "learn intents from FILE and write the model to the file of -o; "
	    "print how well it does on a part held back"),
	FLAG(0, "model-card", struct opts, model_card,
	    "print where the model comes from, what it was measured on and "
	    "how it failed; of the one of -m, if given"),
	END,
};

static const struct example examples[] = {
	{ "how the built-in rules decide",
	    "hoff-score testdata/hoff-score/stories.in.ndjson | "
	    "jq -r '[.conversation_id, .hoff.score.decision, "
	    "(.hoff.score.reasons[0].rule // \"-\")] | @tsv'" },
	{ "one conversation, turn by turn",
	    "hoff-score --turns testdata/hoff-score/stories.in.ndjson | "
	    "jq -c '.hoff.score.trajectory[] | "
	    "[.turn, .readiness, .fired]' | head -3" },
	{ "rules of one's own", "hoff-score -r testdata/hoff-score/telecom.jq "
				"testdata/hoff-score/stories.in.ndjson | "
				"jq -r .hoff.score.decision | sort | uniq -c" },
	{ "the tests that come with rules",
	    "hoff-score --test testdata/hoff-score/telecom.jq" },
	{ "yesterday's conversations as tests of tomorrow's rules",
	    "hoff-score --bless testdata/hoff-score/stories.in.ndjson | "
	    "jq -c '.[0].expect'" },
	{ "why a conversation was decided as it was",
	    "hoff-score --explain going-in-circles "
	    "testdata/hoff-score/stories.in.ndjson" },
	{ "what each rule is good for",
	    "hoff-score --rule-stats testdata/hoff-score/stories.in.ndjson" },
	{ "where the bot loses its customers",
	    "hoff-score --friction testdata/hoff-score/stories.in.ndjson" },
	{ "faults in rules, before they run",
	    "hoff-score --check testdata/hoff-score/telecom.jq" },
	{ "what the rules are and in which order they are asked",
	    "hoff-score --explain-rules -r testdata/hoff-score/telecom.jq" },
	{ "where the model comes from and how good it is",
	    "hoff-score --model-card | sed -n 1,3p" },
	{ "intents for a log that has none",
	    "model=$(mktemp) && hoff-score -o $model --train-intents "
	    "testdata/hoff-score/intents.tsv && hoff-score -m $model "
	    "testdata/hoff-score/stories.in.ndjson | "
	    "jq -c '.hoff.score.signals | [.intent, .out_of_scope]' | "
	    "head -3; rm $model" },
	{ NULL, NULL },
};

static const struct default_file defaults[] = {
	{ "rules.jq", "the rules", embed_score_rules_jq,
	    embed_score_rules_jq_end },
	{ "score.schema.json", "JSON Schema of hoff.score",
	    embed_score_score_schema_json, embed_score_score_schema_json_end },
	{ "record.schema.json", "JSON Schema of the conversation record",
	    embed_conv_record_schema_json, embed_conv_record_schema_json_end },
	{ "rule-stats.schema.json", "JSON Schema of --rule-stats",
	    embed_trial_rule_stats_schema_json,
	    embed_trial_rule_stats_schema_json_end },
#define LIST_FILE(name, help) \
	{ #name ".csv", help, embed_score_##name##_csv, \
		embed_score_##name##_csv_end },
	SCORE_LISTS(LIST_FILE){ "stopwords.csv",
	    "words that say little by themselves", embed_score_stopwords_csv,
	    embed_score_stopwords_csv_end },
	{ "NOTICE", "where the term lists come from", embed_score_NOTICE,
	    embed_score_NOTICE_end },
	{ NULL, NULL, NULL, NULL },
};

static const char *(*const libraries[])(void) = { stream_library, text_library,
	csv_library, expr_library, expr_confined, NULL };

static const struct spec spec = {
	.name = "hoff-score",
	.does = "say where a human should have taken over, and why",
	.operands = "[FILE]...",
	.about =
	    "Replays each conversation turn by turn, as the bot lived it, and "
	    "writes it out with hoff.score: the decision (escalate, watch or "
	    "contain), the turn it fell on, the rules that fired there with "
	    "their evidence, the signals, and where the conversation went "
	    "badly (friction). What is said at a turn decides nothing before "
	    "it.\n\n"
	    "The decision is escalate at the first customer turn where a rule "
	    "or readiness escalates; else watch, at the first turn where one "
	    "watches; else contain. At each turn, with the rules by priority "
	    "and then in the file's order: (1) every rule's condition is "
	    "answered; a rule fires when it is true, unless it took effect "
	    "within its cooldown. (2) Suppress rules take theirs out for the "
	    "turn, though never a hard rule, nor a suppress rule that has "
	    "acted already. (3) Hold rules begin, each for its turns or until "
	    "its expression is true, which may be at once. (4) Escalate and "
	    "clarify rules take effect, but not while any hold runs, unless "
	    "they are hard; a clarify rule first only asks, which is a watch, "
	    "and escalates when it fires again within its turns. Watch rules "
	    "always take effect. (5) The first rule that escalates decides; "
	    "else readiness at its threshold, unless a hold runs; else the "
	    "first rule that watches; else readiness. What takes no effect "
	    "starts neither cooldown nor question. A rule that cannot be "
	    "evaluated does not fire and is counted in the summary as "
	    "rule_failed.ID, once for each turn. Overrides replace thresholds "
	    "where the channel, "
	    "language or tier fits, whatever the case; the last wins.\n\n"
	    "A rule is run by our own core of jq as far as that goes (reduce "
	    "is in it, try catch and regular expressions are not). There it "
	    "may take 16384 steps, and 16 for each byte of the turns, to be "
	    "answered once, and 16384 for each millisecond of --rule-deadline "
	    "on one conversation. A step is a value that a loop makes or "
	    "compares, or 32 bytes looked through: steps are counted, not "
	    "timed, so that no answer hangs on the machine or on -j. Other "
	    "rules are run by libjq, in a process that can open, send and "
	    "start nothing, and may take 512 MiB and, on one conversation, "
	    "--rule-deadline of processor time. Here time decides: a rule "
	    "near its deadline may be given up in one run and not in another, "
	    "and which conversations come after its --rule-budget is used up "
	    "depends on -j.\n\n"
	    "Where a rule meets a limit, or crashes libjq, it does not fire "
	    "from that turn to the end of the conversation; other rules and "
	    "conversations keep their answers. It is named on standard error, "
	    "once for each cause, and the conversations are counted as "
	    "rule_crash.ID, rule_timeout.ID or rule_memory.ID; rule_off.ID are "
	    "those where --rule-budget kept it from being asked. The status "
	    "stays 0.\n\n"
	    "The replay ends where a human agent first speaks: what the bot "
	    "should have done before is judged, what comes after is not. "
	    "Notes (private turns) and system turns are not read; notes are "
	    "not in .history either, for the customer never saw them.\n\n"
	    "tier says how much of it a bot can do: self-serve, assisted, "
	    "human-first, human-only. It is that of the first row of the "
	    "rules file's tiers that fits. A row may name an intent (a name, "
	    "an array of them, \"card_*\"), which fits when a customer turn "
	    "up to an escalation had it, and a risk, which fits from there "
	    "up: low for contain, medium for watch, high for escalate, "
	    "critical when a hard rule decided; or a number, for readiness. "
	    "Where no row fits these four stand for the four tiers. The "
	    "signals are those of the "
	    "decision's turn, for contain those of the turn with the highest "
	    "readiness; signals_turn says which.\n\n"
	    "A term list is CSV beside the rules file: term; weight (1); "
	    "language (every); kind, which is exact, stem (the last word may "
	    "go on) or regex (Perl's syntax, bounded quantifiers only: "
	    "\\d{1,9}, not \\d+), which begins where a word does and is "
	    "matched against the text in small letters. .signals.terms.NAME "
	    "is the sum of the weights found.\n\n"
	    "Signals of words (anger, safety.self_harm ...) are 1 - "
	    "product(1 - weight) over the terms found; a term of weight 0 "
	    "cancels the terms inside its words. A negator up to three words "
	    "before cancels anger, anxiety and urgency, leaves 0.25 of "
	    "compliance terms and 0.45 of safety terms. Dangers are also put "
	    "together from the parts in danger_*.csv that lie within a few "
	    "words of each other: who, which deed, to whom; that counts 0.4 "
	    "where the turn speaks of games, films or jokes. human_request "
	    "combines nouns, verbs and wishes, minds refusals and quotation "
	    "marks, and takes a yes to the bot's offer (0.9) and an intent "
	    "that asks for a person (its confidence) for one.\n\n"
	    "A model of words, pairs of words and runs of characters adds to "
	    "the lists what they do not spell out, on turns of four words and "
	    "more. Each of its heads has a probability, which below the "
	    "head's floor counts as 0; the signal is the greater of the "
	    "lists' and the model's, so a hit of a list is never lowered. A "
	    "head is silent where its list found a counter-term, or a word "
	    "with a negator before it; that of human_request where the lists "
	    "found a person or a bot that is spoken of. It, those of violence "
	    "and medical and that of bots that did not understand are silent "
	    "in languages other than English. To sentiment it adds half of (1 "
	    "- "
	    "|sentiment|) times the difference of positive and negative. A "
	    "bot's turn is a fallback from 0.5 on, too. Where only the model "
	    "speaks the evidence is the whole turn. --model-card says what "
	    "it was trained and measured on, and its sha256 is in the "
	    "output; --no-model leaves the lists.\n\n"
	    "Where the log names no intents, --train-intents learns them "
	    "from a file of tab-separated values without quoting, whose "
	    "first line names the columns text and intent; rows of the "
	    "intents oos and out_of_scope say what is none of them. One text "
	    "in ten of each intent is held back to measure on, by an order "
	    "that only the texts decide; the model that is written learns "
	    "from all. With -m it fills intent, confidence (the softmax of "
	    "the scores, made honest on folds), margin (to the next one's "
	    "confidence) and out_of_scope (none of them, from 0.5 on) for "
	    "customer turns without a logged intent.\n\n"
	    "sentiment is VADER's rule over our list: valences plus 0.293 "
	    "for an intensifier (0.05 less for each word between), times "
	    "-0.74 behind a negator, plus 0.733 for a word in capitals, 0.5 "
	    "before and 1.5 after a but, 0.292 for each exclamation mark up "
	    "to four, x / sqrt(x^2 + 15). sentiment_trend is its moving "
	    "average, 0.4 of the newest. shouting is the share of words in "
	    "capitals where there are two or more, and 0.1 for each "
	    "exclamation mark beyond the first, three at most.\n\n"
	    "fallbacks counts exchanges in which the bot did not understand, "
	    "by its intent's name or its wording; fallback_streak those "
	    "running. bot_repeats counts answers of three words or more given "
	    "before, politeness aside; loops the times when the bot's answers "
	    "run in a cycle of two or three twice, or of one three times. "
	    "rephrases counts turns that say again one of the last three: the "
	    "mean of the Dice coefficients of content words and of their "
	    "three-letter pieces is 0.6 or more. A wait for the bot of 30 "
	    "seconds is friction, long_wait; so is blocked_exit, asking for "
	    "a person and getting a fallback or a repeat.\n\n"
	    "slot_repeats counts the times when the bot asked for something "
	    "again in a later exchange: the same slot, where turns say which "
	    "(slot), else a question whose question word and content words "
	    "have a Dice coefficient of 0.75 with those of one of its last "
	    "four. unanswered counts the customer's questions that got a "
	    "fallback, or nothing for 30 seconds; unhelpful the bot's answers "
	    "that the customer called no use (negative_feedback of 0.6 right "
	    "behind them). length_trend is (words - mean) / (words + mean), "
	    "the mean over the customer's earlier turns.\n\n"
	    "On the telephone, where the log has them: asr_confidence is "
	    "asr.confidence of the turn; silences counts turns with silence_s "
	    "of 5 or more, dtmf those with keys pressed, barge_ins those with "
	    "barge_in. Nothing but a zero pressed (0, 00, *0 ...) in a turn "
	    "without words counts as asking for a person, 0.6. A yes accepts "
	    "the offer of a person only when that was the bot's last "
	    "question.\n\n"
	    "dropoff_risk is 1 / (1 + e^-x), x = -2.5 + 0.6 fallback_streak + "
	    "0.3 bot_repeats + 0.4 rephrases + 0.6 loops + "
	    "negative_feedback - 1.2 sentiment_trend + 0.01 bot_wait_s - "
	    "2 closing. readiness is 1 / (1 + e^-x) with x the sum of the "
	    "contributions printed: weight times value, for confidence and "
	    "asr_confidence weight times (value - 1). The weights are set by "
	    "hand; the weights of a "
	    "rules file replace them. Check them on logs of your own.\n\n"
	    "Every number is rounded to four decimals before rules see "
	    "it.\n\n" FRICTION_MANUAL CHECK_MANUAL "\n" TRIAL_MANUAL,
	.options = options,
	.examples = examples,
	.defaults = defaults,
	.libraries = libraries,
	.exits_negative = true,
};

struct job {
	struct opts o;
	struct common common;
	const struct score_plan *plan;
	const struct expr *select;
	struct rule_stats **folds; /* one of each worker */
	struct friction **maps;	   /* the same */
};

static void
work(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct score *score = score_new(job->plan, job->o.turns);
	struct buf annotation = { 0 }, name = { 0 };
	struct conv_reader r;
	struct conv c;
	const char *what;
	struct str rule;
	uint64_t n;

	if (job->o.evidence_text)
		score_show_text(score);
	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		buf_clear(&annotation);
		score_conv(score, &c, &annotation);
		while (score_trouble(score, &rule, &what))
			warning("%s:%" PRIu64 ": rule '%.*s' %s: it does not "
				"fire",
			    w->file, w->number, STR_ARG(rule), what);
		conv_annotate(&r, &c, "score", buf_view(&annotation));
	}
	conv_shut(&r);
	for (size_t i = 0; score_failures(score, i, &what, &rule, &n); i++) {
		if (n == 0)
			continue;
		buf_clear(&name);
		buf_printf(&name, "%s.%.*s", what, STR_ARG(rule));
		stream_count(w, buf_view(&name), n);
	}
	buf_free(&name);
	buf_free(&annotation);
	score_free(score);
}

/* The operands are rules: the built-in ones, or those of -r, where none are. */
static void
run_tests(const struct opts *o, char **operands, struct trial *t)
{
	if (!*operands)
		trial_run(t, o->rules);
	for (; *operands; operands++)
		trial_run(t, *operands);
	if (!trial_count(t))
		warning("there are no tests");
}

static int
test(const struct job *job, char **operands)
{
	struct trial *t = trial_new(job->o.only);
	struct buf b = { 0 };
	int status;

	run_tests(&job->o, operands, t);
	if (job->o.junit) {
		trial_junit(t, &b);
		stream_publish(job->o.junit, buf_view(&b));
		buf_clear(&b);
	}
	if (job->o.bless)
		trial_bless(t, &b);
	else
		trial_tap(t, &b);
	status = stream_report(&job->common.stream, buf_view(&b),
	    trial_failures(t) && !job->o.bless);
	buf_free(&b);
	trial_free(t);
	return status;
}

/* A log as a JSON array of tests, one a line. */
static void
bless(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct score *score = score_new(job->plan, false);
	struct buf annotation = { 0 };
	struct conv_reader r;
	struct conv c;
	char before = '[';

	conv_open(&r, w, job->select);
	for (; conv_next(&r, &c); before = ',') {
		buf_clear(&annotation);
		score_conv(score, &c, &annotation);
		buf_reserve(&annotation, JSON_PADDING);
		buf_char(w->out, before);
		trial_bless_conv(&c, buf_view(&annotation), w->out);
		stream_done(w);
	}
	buf_cstr(w->out, before == '[' ? "[]\n" : "]\n");
	conv_shut(&r);
	buf_free(&annotation);
	score_free(score);
}

/* The operands are rules: the built-in ones, or those of -r, where none are. */
static int
check(const struct job *job, char **operands)
{
	struct check *c = check_new();
	int status;

	if (!*operands)
		check_rules(c, job->o.rules);
	for (; *operands; operands++)
		check_rules(c, *operands);
	status = findings_report(check_findings(c), &job->common.stream,
	    strcmp(job->o.format, "json") == 0, job->o.sarif);
	check_free(c);
	return status;
}

/* The model goes where -o says, the report to standard output. */
static int
train_intents(struct job *job)
{
	const char *file = job->o.train_intents,
		   *output = job->common.stream.output;
	struct buf model = { 0 }, report = { 0 };
	struct arena run;
	int status;

	if (!output)
		die("--train-intents: say with -o where the model goes");
	job->common.stream.output = NULL;
	arena_init(&run, LESSONS);
	model_train_intents(
	    stream_slurp(file, LESSONS / 2, &run), file, &model, &report);
	stream_publish(output, buf_view(&model));
	status = stream_report(&job->common.stream, buf_view(&report), false);
	buf_free(&model);
	buf_free(&report);
	arena_free(&run);
	return status;
}

static int
model_card(const struct job *job)
{
	const struct list *files = &job->o.models;
	const struct model *m;
	struct arena run;
	int status;

	if (files->n > 1)
		die("--model-card: of one model at a time");
	arena_init(&run, LESSONS);
	m = files->n ? model_read(stream_slurp(files->at[0], LESSONS / 2, &run),
			   files->at[0], &run)
		     : model_builtin(&run);
	status = stream_report(&job->common.stream, m->card, false);
	arena_free(&run);
	return status;
}

static int
explain_rules(const struct job *job)
{
	struct buf b = { 0 };
	int status;

	check_put_rules(job->o.rules, &b);
	status = stream_report(&job->common.stream, buf_view(&b), false);
	buf_free(&b);
	return status;
}

/* --test and --bless go together; else one thing is done at a time. */
static void
demand_one(const struct opts *o)
{
	if ((o->test || o->bless) + !!o->explain + o->rule_stats + o->check +
		o->explain_rules + o->friction + !!o->train_intents +
		o->model_card >
	    1)
		die("only one of --test or --bless, --check, --explain, "
		    "--explain-rules, --friction, --model-card, --rule-stats "
		    "and "
		    "--train-intents at a time");
	if (!o->friction && (strcmp(o->format, "markdown") == 0 ||
				strcmp(o->format, "csv") == 0))
		die("--format: %s is for --friction", o->format);
	if (o->test && (o->models.n || o->no_model))
		die("--test: tests are for the built-in model");
	if ((o->only || o->junit) && !o->test)
		die("--only and --junit are for --test");
}

static bool
use_colour(const struct stream *s)
{
	return stream_is_terminal(s) && !getenv("NO_COLOR");
}

struct wanted {
	const struct job *job;
	bool colour, found;
};

static void
explain(struct worker *w, void *arg)
{
	struct wanted *wanted = arg;
	const struct job *job = wanted->job;
	struct conv_reader r;
	struct conv c;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		if (!str_eq(c.id, str_of(job->o.explain))) {
			stream_skip(w);
			continue;
		}
		trial_explain(job->plan, &c, wanted->colour, w->out);
		stream_done(w);
		stream_enough(w);
		wanted->found = true;
	}
	conv_shut(&r);
}

static void
find_and_explain(struct job *job, struct stream *s)
{
	struct wanted wanted = { job, use_colour(s), false };

	stream_in_sequence(s);
	stream_work(s, explain, &wanted);
	if (wanted.found)
		return;
	warning("there is no conversation %s", job->o.explain);
	stream_negative(s);
}

static void
count_rules(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct conv_reader r;
	struct conv c;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		rule_stats_add(job->folds[w->index], &c);
		stream_done(w);
	}
	conv_shut(&r);
}

static void
report_rules(struct job *job, struct stream *s, struct arena *run)
{
	size_t n = stream_threads(s);
	struct buf b = { 0 };

	job->folds = arena_array(run, n, sizeof(*job->folds));
	for (size_t i = 0; i < n; i++)
		job->folds[i] = rule_stats_new(job->plan);
	stream_work(s, count_rules, job);
	for (size_t i = 1; i < n; i++)
		rule_stats_merge(job->folds[0], job->folds[i]);
	if (strcmp(job->o.format, "json") == 0)
		rule_stats_json(job->folds[0], &b);
	else
		rule_stats_table(job->folds[0], use_colour(s), &b);
	stream_print(s, buf_view(&b));
	for (size_t i = 0; i < n; i++)
		rule_stats_free(job->folds[i]);
	buf_free(&b);
}

static void
map_friction(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct conv_reader r;
	struct conv c;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		friction_add(job->maps[w->index], &c);
		stream_done(w);
	}
	conv_shut(&r);
}

static void
report_friction(struct job *job, struct stream *s, struct arena *run)
{
	size_t n = stream_threads(s);
	const char *format = job->o.format;
	struct buf b = { 0 };

	job->maps = arena_array(run, n, sizeof(struct friction *));
	for (size_t i = 0; i < n; i++)
		job->maps[i] = friction_new(job->plan, job->o.evidence_text);
	stream_work(s, map_friction, job);
	for (size_t i = 1; i < n; i++)
		friction_merge(job->maps[0], job->maps[i]);
	if (strcmp(format, "json") == 0)
		friction_json(job->maps[0], &b);
	else if (strcmp(format, "csv") == 0)
		friction_csv(job->maps[0], &b);
	else if (strcmp(format, "markdown") == 0)
		friction_markdown(job->maps[0], &b);
	else
		friction_table(job->maps[0], use_colour(s), &b);
	stream_print(s, buf_view(&b));
	for (size_t i = 0; i < n; i++)
		friction_free(job->maps[i]);
	buf_free(&b);
}

static struct score_limits
limits_of(const struct job *job, const struct score_models *models)
{
	const struct opts *o = &job->o;

	if (o->rule_deadline < 1 || o->rule_deadline > 3600000)
		die("--rule-deadline: from 1 to 3600000 milliseconds");
	return (struct score_limits){ job->common.stream.threads,
		(unsigned)o->rule_deadline, (double)o->rule_budget, models };
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	struct arena run;
	struct stream *s;
	char **operands;
	struct score_models models;
	struct score_limits limits;
	int status;

	(void)argc;
	operands = cli_parse(&spec, &job.o, &job.common, argv);
	demand_one(&job.o);
	models = (struct score_models){ job.o.models.at, job.o.models.n,
		job.o.no_model };
	limits = limits_of(&job, &models);
	if (job.o.test)
		return test(&job, operands);
	if (job.o.check)
		return check(&job, operands);
	if (job.o.explain_rules)
		return explain_rules(&job);
	if (job.o.train_intents)
		return train_intents(&job);
	if (job.o.model_card)
		return model_card(&job);
	arena_init(&run, 1 << 30);
	job.plan = score_load(job.o.rules, &limits, &run);
	job.select = conv_select(job.common.select, &run);
	s = stream_open(&job.common.stream, operands);
	if (job.o.bless)
		stream_in_sequence(s);
	if (job.o.explain)
		find_and_explain(&job, s);
	else if (job.o.rule_stats)
		report_rules(&job, s, &run);
	else if (job.o.friction)
		report_friction(&job, s, &run);
	else
		stream_work(s, job.o.bless ? bless : work, &job);
	status = stream_close(s);
	score_unload(job.plan);
	arena_free(&run);
	return status;
}
