/* hoff-diff - compare two judgements of a log, and hold the change to gates */

#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "csv/csv.h"
#include "diff/diff.h"
#include "expr/expr.h"
#include "grid/grid.h"
#include "score/score.h"
#include "stats/stats.h"
#include "stream/stream.h"
#include "text/text.h"
#include "trial/trial.h"

EMBED(embed_diff_diff_schema_json);

struct opts {
	struct diff_opts diff;
	struct list rules, gates;
	const char *changed;
};

static const struct opt options[] = {
	FILES('r', "rules", "FILE", struct opts, rules,
	    "score the log by these rules; twice: the old ones, then the new "
	    "ones; once: the new ones, against the log's hoff.score"),
	LIST(0, "gate", "GATE", struct opts, gates,
	    "a bound that must be kept, as in 'recall >= 0.95' or "
	    "'escalated.delta <= 2%'"),
	FLAG(0, "allow-inconclusive", struct opts, diff.allow_inconclusive,
	    "do not end with status 1 for a gate that the data cannot answer"),
	OUT_FILE(0, "changed", "FILE", struct opts, changed, NULL,
	    "also write the conversations that changed, as NDJSON: id, "
	    "decisions, turns, rules, queues, priorities, tiers; no text"),
	TEXT(0, "by", "PATH[,PATH]", struct opts, diff.by, NULL,
	    "also compare for each value of these members of the old record, "
	    "as in channel,customer.tier"),
	COUNT(0, "top", "N", struct opts, diff.top, "0",
	    "only the N largest groups, the rest as (other); 0: all, by name"),
	COUNT(0, "max-groups", "N", struct opts, diff.max_groups, "10000",
	    "keep at most N groups, the first in byte order, the rest as "
	    "(other); each takes about 3 kB in each thread"),
	COUNT(0, "window", "N", struct opts, diff.window, "100000",
	    "pair records up to N lines apart"),
	RATIO(0, "confidence", "LEVEL", struct opts, diff.confidence, "0.95",
	    "confidence level of the intervals"),
	CHOICE(0, "format", "FORMAT", struct opts, diff.format, "table",
	    diff_formats, "how to print the report"),
	END,
};

static const struct example examples[] = {
	{ "what another rules file would change, and on which channel",
	    "hoff-diff --rules testdata/hoff-diff/old.jq "
	    "--rules testdata/hoff-diff/new.jq --by channel "
	    "testdata/logs/*.ndjson" },
	{ "two runs, held to gates",
	    "hoff-diff --gate 'recall.delta >= -15%' --gate 'queue.changed <= "
	    "20%' --gate 'n >= 10' "
	    "testdata/hoff-diff/story.old.ndjson "
	    "testdata/hoff-diff/story.new.ndjson" },
	{ "one difference for a script, with its interval",
	    "hoff-diff --format json testdata/hoff-diff/story.old.ndjson "
	    "testdata/hoff-diff/story.new.ndjson | "
	    "jq -c '.metrics[] | select(.id == \"escalated\") | .delta'" },
	{ NULL, NULL },
};

static const struct default_file defaults[] = {
	{ "diff.schema.json", "JSON Schema of --format json",
	    embed_diff_diff_schema_json, embed_diff_diff_schema_json_end },
	{ NULL, NULL, NULL, NULL },
};

static const char *(*const libraries[])(void) = { stream_library, stats_library,
	text_library, csv_library, expr_library, NULL };

static const struct spec spec = {
	.name = "hoff-diff",
	.does = "compare two judgements of a log, and hold the change to gates",
	.operands = "[OLD NEW | LOG...]",
	.about =
	    "Compares, conversation by conversation, what two versions of the "
	    "rules decide: which decisions changed, which fell on another "
	    "turn, which go to another queue or have another priority, which "
	    "rules did it, and, where records have labels, whether it got "
	    "better. With two operands and no --rules they are "
	    "the old and the new run of hoff-score over one log. Otherwise "
	    "the operands are one log, which is scored here: by the rules "
	    "given, the old ones first; by one file, or none (then the "
	    "built-in rules), against the hoff.score the log carries. A rule "
	    "that cannot be evaluated does not fire; it is named on standard "
	    "error at the end, and counted in the summary as "
	    "old_rule_failed.ID or new_rule_failed.ID, once for each "
	    "turn.\n\n"
	    "Two records are a pair when their conversation_id is the same "
	    "and their lines are at most --window apart; the order does not "
	    "matter within that. What finds no partner is counted as only in "
	    "the old or only in the new one. An id that comes again within "
	    "the window is counted and named by its line; the first old one "
	    "pairs with the first new one, and so on. A line in the window "
	    "takes about 60 bytes, so that the default takes 13 MB, and "
	    "nothing grows with the log; a group of --by takes 4 kB. --changed "
	    "tells of pairs in the order of the later line of each, which is "
	    "that of both where they have one order.\n\n"
	    "Groups, labels and their turns are read from the old record, "
	    "labels from the new one where the old has none; a pair whose "
	    "labels differ counts as not labelled. Positive is labels.escalate "
	    "against the decision escalate; watch is negative. The rule that "
	    "decided is the first of hoff.score.reasons.\n\n"
	    "Every rate comes with the interval of its new value and of the "
	    "change, at --confidence. The two judge the same conversations, so "
	    "the change of a share (escalated, watched, contained, recall) "
	    "gets Newcombe's interval for paired shares (method 10) and "
	    "McNemar's exact p. precision, f1, mcc and gtt are compared by "
	    "MOVER: their single intervals (Wilson's, for f1 that of TP / (TP "
	    "+ FP + FN), for mcc Fisher's z, for gtt Wilson's with the "
	    "effective sample size) are squared and added less their "
	    "correlation, which for the ratings is that of the delta method. "
	    "turn has Student's t. Intervals are approximate, hold for one "
	    "rate at a time, and say how another log of the same kind might "
	    "come out; all numbers are rounded to four decimals before gates "
	    "see them.\n\n"
	    "gtt is Golden Transfer within Tolerance (Liu et al. 2021): 1 "
	    "where nobody should escalate and nobody does, 0 where one of "
	    "them does alone, else exp(-d^2 / (2 T^2)) for an escalation d "
	    "turns from labels.turn, T being 1 (gtt), 2 (gtt2) or 3 (gtt3); "
	    "the mean over those with a label, and with labels.turn where "
	    "that is to escalate.\n\n"
	    "A gate is METRIC[.old|.new|.delta] OP NUMBER[%], OP one of < <= > "
	    ">=; without a side it is about the new value. Metrics: escalated, "
	    "watched, contained, precision, recall, f1, mcc, gtt, gtt2, gtt3, "
	    "turn (the mean, of those that escalate in both). These have no "
	    "sides: n (pairs); changed (the share decided differently: another "
	    "decision, nothing else); turn.changed, rule.changed, "
	    "queue.changed, priority.changed and tier.changed (the share "
	    "decided alike, but at another turn, by another rule, for another "
	    "queue, or with another hoff.score.priority or tier); and "
	    "any.changed (any of these, which is who is in --changed). A rule "
	    "can go without one decision changing, when another rule "
	    "escalates the same conversations to a queue that is slower: "
	    "'queue.changed <= 0' and 'priority.changed <= 0' see that. What "
	    "one of two records does not say is no change; what a queue is "
	    "(its hours, its sla_s) is not compared. It says "
	    "PASS when the whole interval keeps the bound, FAIL when none of "
	    "it does, and INCONCLUSIVE otherwise and where there is nothing "
	    "to go by: more conversations, or labels, would tell. FAIL ends "
	    "in status 1, INCONCLUSIVE too unless it is allowed; each such "
	    "gate is named on standard error. A bound that no value can reach "
	    "or break (recall >= 95, for 95%) is refused.\n\n"
	    "A gate on a delta, or on what changed, asks whether this change "
	    "did harm. Where not one conversation that the metric looks at "
	    "changed, this change did nothing here, and the gate passes when 0 "
	    "keeps its bound; the interval, which is about other logs, is "
	    "printed all the same. So two runs of the same rules pass "
	    "'escalated.delta <= 0', 'recall.delta >= 0' and 'queue.changed <= "
	    "0'.\n\n"
	    "--format junit and --format github are about gates only: test "
	    "cases, and annotations of a GitHub workflow (errors, warnings "
	    "and, of what passed, notices, of which GitHub shows ten of each "
	    "in a step). The report goes to its summary with --format "
	    "markdown >>\"$GITHUB_STEP_SUMMARY\".",
	.options = options,
	.examples = examples,
	.defaults = defaults,
	.libraries = libraries,
	.exits_negative = true,
};

struct job {
	struct opts o;
	struct common common;
	const struct score_plan *plans[N_SIDES]; /* NULL: as hoff.score says */
	struct failing *failing[N_SIDES];	 /* where there is a plan */
	const struct expr *select;
	struct diff *diff;
	struct stream *stream;
};

static void
finish(struct worker *w, bool good, const struct fault *f)
{
	if (good)
		stream_done(w);
	else
		stream_bad(w, f);
	if (!good && f->reason == MISSING_FIELD)
		stream_advise(w, "hoff-score comes first; or give a log and "
				 "--rules twice, the old and the new ones");
}

/* Two streams: each record carries its judgement. */
static void
read_two(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct buf scratch = { 0 };
	struct conv_reader r;
	struct conv c;
	struct fault f;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c))
		finish(w,
		    diff_digest(job->diff, &c, (enum side)w->side, w->number,
			&scratch, w->out, &f),
		    &f);
	conv_shut(&r);
	buf_free(&scratch);
}

/* A judgement made here, as hoff-score would have written it. */
struct judge {
	struct score *score;
	struct buf annotation;
	struct json json;
};

static struct judgement
judge(struct judge *j, const struct conv *c)
{
	struct fault f;

	if (!j->score)
		return (
		    struct judgement){ c->json, conv_annotation(c, "score") };
	buf_clear(&j->annotation);
	/* in an object, for 0 is no value but the root */
	buf_cstr(&j->annotation, "{\"score\":");
	score_conv(j->score, c, &j->annotation);
	buf_char(&j->annotation, '}');
	memset(buf_reserve(&j->annotation, JSON_PADDING), 0, JSON_PADDING);
	if (!json_index(&j->json, buf_view(&j->annotation), &f))
		die("internal error: hoff.score is no JSON");
	return (
	    struct judgement){ &j->json, json_get(&j->json, 0, STR("score")) };
}

/* One log: what is judged here, and what the record carries. */
static void
read_log(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct judge judges[N_SIDES] = { 0 };
	struct buf scratch = { 0 };
	struct conv_reader r;
	struct conv c;
	struct fault f;

	for (size_t i = 0; i < N_SIDES; i++) {
		json_init(&judges[i].json);
		if (job->plans[i])
			judges[i].score = score_new(job->plans[i], false);
	}
	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		struct judgement both[N_SIDES];

		for (size_t i = 0; i < N_SIDES; i++) {
			both[i] = judge(&judges[i], &c);
			if (judges[i].score)
				failing_note(
				    job->failing[i], w, judges[i].score);
		}
		finish(w,
		    diff_digest_both(job->diff, &c, both, &scratch, w->out, &f),
		    &f);
	}
	conv_shut(&r);
	for (size_t i = 0; i < N_SIDES; i++) {
		if (judges[i].score) {
			failing_end(job->failing[i], w, judges[i].score);
			score_free(judges[i].score);
		}
		buf_free(&judges[i].annotation);
		json_free(&judges[i].json);
	}
	buf_free(&scratch);
}

static void
take_changed(void *arg, struct str line)
{
	const struct job *job = arg;

	stream_write_aside(job->stream, line);
}

/* True when the operands are an old and a new run, false when they are a log
 * to be scored here. */
static bool
are_two_runs(const struct opts *o, char **operands)
{
	size_t n = 0;

	while (operands[n])
		n++;
	if (o->rules.n > N_SIDES)
		die("--rules: an old and a new file at most");
	if (o->rules.n || n < 2)
		return false;
	if (n > 2)
		die("three operands: give OLD and NEW, or --rules and a log");
	if (!strcmp(operands[0], "-") && !strcmp(operands[1], "-"))
		die("standard input cannot be both OLD and NEW");
	return true;
}

static void
read_rules(struct job *job, struct arena *run)
{
	const struct list *files = &job->o.rules;

	if (files->n == N_SIDES)
		job->plans[SIDE_OLD] = score_load(files->at[0], NULL, run);
	job->plans[SIDE_NEW] =
	    score_load(files->n ? files->at[files->n - 1] : NULL, NULL, run);
}

static void
watch_rules(struct job *job, char **operands)
{
	static const char *const which[N_SIDES] = {
		[SIDE_OLD] = "old", [SIDE_NEW] = "new"
	};

	for (size_t i = 0; i < N_SIDES; i++)
		if (job->plans[i])
			job->failing[i] = failing_new(job->plans[i], operands,
			    which[i], stream_threads(job->stream));
}

static void
warn_of_rules(struct job *job)
{
	for (size_t i = 0; i < N_SIDES; i++)
		if (job->failing[i]) {
			failing_warn(job->failing[i]);
			failing_free(job->failing[i]);
		}
}

static void
report(struct job *job)
{
	bool terminal = stream_is_terminal(job->stream);
	size_t width = terminal ? grid_terminal_width() : 0;
	struct buf b = { 0 };
	struct str unseen;

	diff_end(job->diff);
	if (diff_strangers(job->diff))
		warning("not one conversation_id is in both");
	if (diff_unseen(job->diff, &unseen))
		warning("no conversation has '%.*s' to be grouped by",
		    STR_ARG(unseen));
	if (!diff_report(job->diff, terminal && !getenv("NO_COLOR"), width, &b))
		stream_negative(job->stream);
	stream_print(job->stream, buf_view(&b));
	buf_free(&b);
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	struct arena run;
	char **operands;
	bool two;
	int status;

	(void)argc;
	operands = cli_parse(&spec, &job.o, &job.common, argv);
	arena_init(&run, (size_t)2 << 30);
	two = are_two_runs(&job.o, operands);
	job.o.diff.gates = job.o.gates.at;
	job.o.diff.n_gates = job.o.gates.n;
	job.diff = diff_new(&job.o.diff, STREAM_LEAD,
	    job.o.changed ? take_changed : NULL, &job);
	if (!two)
		read_rules(&job, &run);
	job.select = conv_select(job.common.select, &run);
	job.stream = stream_open(&job.common.stream, operands);
	if (two)
		stream_abreast(job.stream);
	if (job.o.changed)
		stream_aside(job.stream, job.o.changed);
	watch_rules(&job, operands);
	stream_collect(job.stream, diff_take, job.diff);
	stream_work(job.stream, two ? read_two : read_log, &job);
	warn_of_rules(&job);
	report(&job);
	status = stream_close(job.stream);
	diff_free(job.diff);
	for (size_t i = 0; i < N_SIDES; i++)
		if (job.plans[i])
			score_unload(job.plans[i]);
	arena_free(&run);
	return status;
}
