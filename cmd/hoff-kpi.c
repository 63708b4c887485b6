/* hoff-kpi - fold conversations into rates, times and reasons */

#include <stdlib.h>

#include "base/embed.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "csv/csv.h"
#include "expr/expr.h"
#include "kpi/kpi.h"
#include "stats/stats.h"

EMBED(embed_kpi_kpi_schema_json);

static const struct opt options[] = {
	TEXT(0, "by", "PATH[,PATH]", struct kpi_opts, by, NULL,
	    "also report for each value of these members, as in "
	    "channel,customer.tier or hoff.score.decision"),
	COUNT(0, "top", "N", struct kpi_opts, top, "0",
	    "only the N largest groups, the rest as (other); 0: all, by name"),
	COUNT(0, "max-groups", "N", struct kpi_opts, max_groups, "10000",
	    "keep at most N groups, the first in byte order, the rest as "
	    "(other)"),
	RATIO(0, "confidence", "LEVEL", struct kpi_opts, confidence, "0.95",
	    "confidence level of the intervals"),
	CHOICE(0, "format", "FORMAT", struct kpi_opts, format, "table",
	    kpi_formats, "how to print the report"),
	A_FILE(0, "html", "FILE", struct kpi_opts, html, NULL,
	    "also write the report as one self-contained page"),
	END,
};

static const struct example examples[] = {
	{ "a report on logs as they are",
	    "hoff-kpi testdata/hoff-kpi/endings.in.ndjson" },
	{ "what the rules decided in each channel, for a merge request",
	    "hoff-kpi --by channel,hoff.score.decision --format markdown "
	    "testdata/hoff-kpi/story.in.ndjson" },
	{ "one number for a script",
	    "hoff-kpi --format json testdata/hoff-kpi/story.in.ndjson | "
	    "jq '.kpis[] | select(.id == \"escalation_attempted\") | .value'" },
	{ NULL, NULL },
};

static const struct default_file defaults[] = {
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
	    "Each conversation has exactly one outcome, the first of these "
	    "that holds. Notes (private turns) and system turns are not "
	    "looked at; events are read in the order of their times.\n\n"
	    "not_engaged: there is no customer turn.\n\n"
	    "escalated_delivered: there is a human turn, or an event "
	    "handoff_accepted or agent_joined, whatever came later.\n\n"
	    "The next three need a handoff_requested or handoff_failed that "
	    "no returned_to_bot followed. escalated_failed: handoff_failed "
	    "came before the customer left. abandoned_queue: abandoned came "
	    "first, or closed_by is the customer and nothing failed. "
	    "escalated_unconfirmed: the log shows neither.\n\n"
	    "contained_resolved: outcome.resolved is true, there is no "
	    "abandoned event, and closed_by is the customer or not said. "
	    "contained_assumed: outcome.resolved is true otherwise (a bot, a "
	    "timer or an agent closed it, or the customer had left), so it is "
	    "somebody's assumption.\n\n"
	    "abandoned_bot: there is an abandoned event. "
	    "contained_unresolved: outcome.resolved is false. "
	    "abandoned_silent: the last word is a question of the bot (it "
	    "ends with a question mark) and the customer did not close the "
	    "conversation; \"anything else?\" is a question too, so record "
	    "outcome.resolved. contained_unknown: all others; nothing says "
	    "how they ended, so they are no success.\n\n"
	    "Amounts (times, turns, CSAT) come with how often they were "
	    "observed (n), how often the thing never happened (never: "
	    "censored), and how often it did without a time in the log. "
	    "Quantiles are of the observed ones: the value of rank "
	    "ceil(q n), exact below 2048 (milliseconds, turns) and within "
	    "1/2048 of itself above.\n\n"
	    "A group's name is cut after 256 bytes; an absent or null member "
	    "is (none). The report is the same, to the byte, for any order "
	    "of the input, any split of it and any number of threads.",
	.options = options,
	.examples = examples,
	.defaults = defaults,
	.libraries = libraries,
};

struct job {
	struct kpi_opts o;
	struct common common;
	const struct expr *select;
	struct kpi **folds; /* one of each worker */
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

static void
report(struct job *job, struct stream *s)
{
	bool colour = stream_is_terminal(s) && !getenv("NO_COLOR");
	struct buf b = { 0 };

	for (size_t i = 1; i < stream_threads(s); i++) {
		kpi_merge(job->folds[0], job->folds[i]);
		kpi_free(job->folds[i]);
	}
	kpi_report(job->folds[0], colour, &b);
	stream_print(s, buf_view(&b));
	buf_clear(&b);
	if (job->o.html) {
		kpi_page(job->folds[0], &b);
		stream_publish(job->o.html, buf_view(&b));
	}
	buf_free(&b);
	kpi_free(job->folds[0]);
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	struct arena run;
	struct stream *s;
	char **operands;

	(void)argc;
	operands = cli_parse(&spec, &job.o, &job.common, argv);
	arena_init(&run, (size_t)64 << 20);
	job.select = conv_select(job.common.select, &run);
	s = stream_open(&job.common.stream, operands);
	job.folds = arena_array(&run, stream_threads(s), sizeof(*job.folds));
	for (size_t i = 0; i < stream_threads(s); i++)
		job.folds[i] = kpi_new(&job.o);
	stream_work(s, work, &job);
	report(&job, s);
	arena_free(&run);
	return stream_close(s);
}
