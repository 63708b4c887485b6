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
EMBED(embed_kpi_no_matter_csv);
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
	    "(other); each takes about 8 kB, and 5 more in each further "
	    "thread, or 50 where --ab or --fair-by compares it"),
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
	    "durable, FCR; takes about 150 bytes for each conversation"),
	TEXT(0, "matter", "PATH", struct opts, kpi.matter, NULL,
	    "with --history, the member that says what a conversation is "
	    "about, as in outcome.disposition, one or a list; default: the "
	    "intents of the customer's turns"),
	A_FILE(0, "no-matter", "FILE", struct opts, kpi.no_matter, NULL,
	    "with --history, a CSV table of the intents that are about no "
	    "matter: greetings, thanks, the wish for a person"),
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
	{ "no-matter.csv", "the intents that are about no matter",
	    embed_kpi_no_matter_csv, embed_kpi_no_matter_csv_end },
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
	.about = OUTCOME_MANUAL WAIT_MANUAL LABELS_MANUAL AMOUNT_MANUAL
	    GATE_MANUAL COST_MANUAL EXPERIMENT_MANUAL BASELINE_MANUAL
		FAIRNESS_MANUAL SWEEP_MANUAL AGENTS_MANUAL PERIODS_MANUAL
		    PARTS_MANUAL INPUT_MANUAL,
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
	char **unread; /* partials that nothing has come from, in order */
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

/* The next that something comes from; NULL: nothing will.  A partial of nothing
 * has lines, too: a file without any is what is left of a run that died. */
static void
expect(struct job *job, const char *file)
{
	char **next = job->unread;

	if (*next && (!file || strcmp(stream_name(*next), file) != 0))
		die("%s: no partial in it", stream_name(*next));
	job->unread += *next != NULL;
}

/* Lines of partials, of which none may be lost. */
static void
work_merge(struct worker *w, void *arg)
{
	struct job *job = arg;
	const char *file = NULL;
	struct json j;
	struct fault f;

	json_init(&j);
	while (stream_next(w)) {
		const char *why;

		if (w->file != file)
			expect(job, file = w->file);
		why = json_index(&j, w->line, &f)
			  ? kpi_merger_line(
				job->merger, w->file, w->number, &j, &w->record)
			  : "it is not JSON";
		if (why)
			die("%s:%llu: %s", w->file,
			    (unsigned long long)w->number, why);
		stream_done(w);
	}
	json_free(&j);
}

/* A total that is kept beside its parts, say. */
static void
warn_of_overlap(const struct kpi_overlap *shared)
{
	unsigned long long n = shared->conversations;
	const char *is = n == 1 ? "is" : "are";

	if (n)
		warning("%s:%llu: %s%llu conversation%s %s in more than one "
			"partial, and count%s each time; this one has some in "
			"common with %zu other%s",
		    shared->file, (unsigned long long)shared->line,
		    shared->exact ? "" : "about ", n, n == 1 ? "" : "s", is,
		    n == 1 ? "s" : "", shared->others,
		    shared->others == 1 ? "" : "s");
}

/* An earlier run.  What it was grouped by does not matter. */
static struct kpi *
read_earlier(const char *name, const struct kpi_plan *plan, struct arena *run)
{
	struct str text = stream_slurp(name, (size_t)1 << 30, run);
	struct kpi_overlap shared;
	size_t line;
	const char *why;
	struct kpi *k = kpi_of_partial(
	    kpi_plan_plain(plan, run), name, text, run, &shared, &line, &why);

	if (!k && line)
		die("%s:%zu: %s", name, line, why);
	if (!k)
		die("%s: %s", name, why);
	warn_of_overlap(&shared);
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

/* A log that holds its baseline, or is one with it. */
static void
warn_of_shared(const struct kpi *k, const char *reference)
{
	bool exact;
	unsigned long long n = kpi_shared(k, &exact);

	if (n)
		warning("%s: %s%llu conversation%s of it %s among these, too, "
			"which hides what has changed: compare others, or two "
			"judgements of one log by hoff-diff",
		    reference, exact ? "" : "about ", n, n == 1 ? "" : "s",
		    n == 1 ? "is" : "are");
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
	struct kpi_overlap shared;
	struct kpi *k;

	job->merger = kpi_merger_new(plan, run);
	stream_in_sequence(s);
	stream_work(s, work_merge, job);
	if (!stream_failed(s))
		expect(job, NULL);
	shared = kpi_merger_overlap(job->merger);
	warn_of_overlap(&shared);
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
	job.unread = operands;
	k = job.o.merge ? merge(&job, s, plan, &run)
			: fold(&job, s, plan, &run);
	if (reference) {
		kpi_baseline(k, earlier);
		warn_of_shared(k, reference);
	}
	warn(k);
	report(&job, s, k);
	kpi_free(k);
	if (reference)
		kpi_free(earlier);
	arena_free(&run);
	return stream_close(s);
}
