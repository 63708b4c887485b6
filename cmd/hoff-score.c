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
#include "grid/grid.h"
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
EMBED(embed_score_words_csv);
EMBED(embed_score_NOTICE);
EMBED(embed_score_readiness_md);
EMBED(embed_score_sentences_md);
#define LIST_EMBED(name, help) EMBED(embed_score_##name##_csv);
SCORE_LISTS(LIST_EMBED)

struct opts {
	const char *rules;
	struct list models;
	bool no_model;
	const char *train_intents;
	bool train_small;
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
	    "every customer turn, about a kilobyte each, in memory too while "
	    "their record is in work"),
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
	    "fails, or there is none"),
	TEXT(0, "only", "TEXT", struct opts, only, NULL,
	    "--test: only tests whose names hold TEXT; that there is none is a "
	    "mistake (status 2)"),
	OUT_FILE(0, "junit", "FILE", struct opts, junit, NULL,
	    "--test: also write the results to FILE, as JUnit XML"),
	FLAG(0, "bless", struct opts, bless,
	    "write the tests (with --test) or conversations as tests that "
	    "expect what happens now, for review"),
	FLAG(0, "check", struct opts, check,
	    "look for faults in the rules files given as operands (or in "
	    "those of -r); status 1 when something is worse than a note"),
	OUT_FILE(0, "sarif", "FILE", struct opts, sarif, NULL,
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
	    "show the words that evidence points at, also with --explain, and "
	    "those of --friction: the output then holds text of the "
	    "conversations"),
	FLAG(0, "explain-rules", struct opts, explain_rules,
	    "print the rules in the order in which they are asked, with what "
	    "each does and asks for"),
	A_FILE(0, "train-intents", "FILE", struct opts, train_intents, NULL,
	    "learn intents from FILE and write the model to the file of -o; "
	    "print how well it does on a part held back"),
	FLAG(0, "train-small", struct opts, train_small,
	    "with --train-intents: a model of a fraction of the size and the "
	    "time, a little less sure"),
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
	{ "a term list of one's own",
	    "dir=$(mktemp -d) && printf 'term,kind\\nmy "
	    "phone,\\nswallow,stem\\n' "
	    ">$dir/things.csv && echo '{ terms: { things: \"things.csv\" }, "
	    "rules: [ { id: \"a-thing\", then: \"watch\", "
	    "when: \".signals.terms.things >= 1\" } ] }' >$dir/own.jq && "
	    "hoff-score -r $dir/own.jq "
	    "testdata/hoff-score/stories.in.ndjson | "
	    "jq -r '.hoff.score.signals.terms.things' | sort | uniq -c; "
	    "rm -r $dir" },
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
	SCORE_LISTS(LIST_FILE){ "words.csv",
	    "single words, by what they do in a turn", embed_score_words_csv,
	    embed_score_words_csv_end },
	{ "stopwords.csv", "words that say little by themselves",
	    embed_score_stopwords_csv, embed_score_stopwords_csv_end },
	{ "NOTICE", "where the term lists come from", embed_score_NOTICE,
	    embed_score_NOTICE_end },
	{ "sentences.md", "what sentences of our own were found, and when",
	    embed_score_sentences_md, embed_score_sentences_md_end },
	{ "readiness.md", "what the weights of readiness were fitted on",
	    embed_score_readiness_md, embed_score_readiness_md_end },
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
	    "it.\n\n" SCORE_MANUAL FRICTION_MANUAL CHECK_MANUAL
	    "\n" TRIAL_MANUAL,
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
	struct failing *failing;
};

static void
work(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct score *score = score_new(job->plan, job->o.turns);
	struct conv_reader r;
	struct conv c;

	if (job->o.evidence_text)
		score_show_text(score);
	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		score_judge(score, &c);
		failing_note(job->failing, w, score);
		conv_annotate_edited(&r, &c, (struct json_edits){ 0 }, "score",
		    score_annotation(score, w));
	}
	conv_shut(&r);
	failing_end(job->failing, w, score);
	score_free(score);
}

static void
run_tests_of(const struct opts *o, const char *file, struct trial *t)
{
	size_t before = trial_count(t);

	trial_run(t, file);
	if (!o->only && trial_count(t) == before)
		warning("%s: there are no tests",
		    file ? file : "the built-in rules");
}

/* The operands are rules: the built-in ones, or those of -r, where none are. */
static void
run_tests(const struct opts *o, char **operands, struct trial *t)
{
	if (!*operands)
		run_tests_of(o, o->rules, t);
	for (; *operands; operands++)
		run_tests_of(o, *operands, t);
	if (o->only && !trial_count(t))
		die("--only: no test has a name with '%s' in it", o->only);
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
	    (trial_failures(t) || !trial_count(t)) && !job->o.bless);
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
		failing_note(job->failing, w, score);
		buf_reserve(&annotation, JSON_PADDING);
		buf_char(w->out, before);
		trial_bless_conv(&c, buf_view(&annotation), w->out);
		stream_done(w);
	}
	failing_end(job->failing, w, score);
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
	model_train_intents(stream_slurp(file, LESSONS / 2, &run), file,
	    job->o.train_small ? MODEL_SMALL : MODEL_USUAL, &model, &report);
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
	struct buf card = { 0 };
	const struct model *m;
	struct arena run;
	int status;

	if (files->n > 1)
		die("--model-card: of one model at a time");
	arena_init(&run, LESSONS);
	m = files->n ? model_read(stream_slurp(files->at[0], LESSONS / 2, &run),
			   files->at[0], &run)
		     : model_builtin(&run);
	buf_str(&card, m->card);
	if (files->n == 0) {
		buf_str(&card, EMBEDDED(embed_score_sentences_md));
		buf_str(&card, EMBEDDED(embed_score_readiness_md));
	}
	status = stream_report(&job->common.stream, buf_view(&card), false);
	buf_free(&card);
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

/* What an option is for is being done: else it would have no effect. */
static void
demand_use(const struct opts *o)
{
	bool prints = o->check || o->rule_stats || o->friction;
	bool annotates = !prints && !o->test && !o->bless && !o->explain &&
			 !o->explain_rules && !o->train_intents &&
			 !o->model_card;

	if (!o->friction && (strcmp(o->format, "markdown") == 0 ||
				strcmp(o->format, "csv") == 0))
		die("--format: %s is for --friction", o->format);
	if (!prints && strcmp(o->format, "text") != 0)
		die("--format is for --check, --rule-stats and --friction");
	if (o->train_small && !o->train_intents)
		die("--train-small is for --train-intents");
	if (o->sarif && !o->check)
		die("--sarif is for --check");
	if (o->turns && !annotates)
		die("--turns is for what is written out with hoff.score");
	if (o->evidence_text && !annotates && !o->friction && !o->explain)
		die("--evidence-text is for --explain, --friction and what is "
		    "written out with hoff.score");
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
	demand_use(o);
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
			stream_leave(w);
			continue;
		}
		trial_explain(job->plan, &c, job->o.evidence_text,
		    wanted->colour, w->out);
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
	struct rule_stats *fold = job->folds[w->index];
	struct conv_reader r;
	struct conv c;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		rule_stats_add(fold, &c);
		failing_note(job->failing, w, rule_stats_score(fold));
		stream_done(w);
	}
	conv_shut(&r);
	failing_end(job->failing, w, rule_stats_score(fold));
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
	struct friction *map = job->maps[w->index];
	struct conv_reader r;
	struct conv c;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		friction_add(map, &c);
		failing_note(job->failing, w, friction_score(map));
		stream_done(w);
	}
	conv_shut(&r);
	failing_end(job->failing, w, friction_score(map));
}

static void
print(void *arg, struct buf *b)
{
	stream_print(arg, buf_view(b));
	buf_clear(b);
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
	for (size_t i = 1; i < n; i++) {
		friction_merge(job->maps[0], job->maps[i]);
		friction_free(job->maps[i]);
	}
	if (strcmp(format, "json") == 0)
		friction_json(job->maps[0], &b, print, s);
	else if (strcmp(format, "csv") == 0)
		friction_csv(job->maps[0], &b, print, s);
	else if (strcmp(format, "markdown") == 0)
		friction_markdown(job->maps[0], &b);
	else
		friction_table(job->maps[0], use_colour(s),
		    stream_is_terminal(s) ? grid_terminal_width() : 0, &b);
	print(s, &b);
	friction_free(job->maps[0]);
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
	if (job.o.test || job.o.check)
		stream_keep(&job.common.stream, operands);
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
	job.failing = failing_new(job.plan, operands, "", stream_threads(s));
	if (job.o.explain)
		find_and_explain(&job, s);
	else if (job.o.rule_stats)
		report_rules(&job, s, &run);
	else if (job.o.friction)
		report_friction(&job, s, &run);
	else if (job.o.bless)
		stream_work(s, bless, &job);
	else
		stream_work(s, work, &job);
	failing_warn(job.failing);
	status = stream_close(s);
	failing_free(job.failing);
	score_unload(job.plan);
	arena_free(&run);
	return status;
}
