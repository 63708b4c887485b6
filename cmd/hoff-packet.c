/* hoff-packet - build the packet an agent receives, and the customer's message
 */

#include "packet/packet.h"

#include "base/embed.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "expr/expr.h"
#include "stream/stream.h"

EMBED(embed_packet_templates_jq);
EMBED(embed_packet_promises_csv);
EMBED(embed_packet_packet_schema_json);
EMBED(embed_conv_record_schema_json);

enum {
	CEILING = 64 << 20, /* bytes of the files and what they make */
	FILE_CEILING = 16 << 20,
};

struct job {
	struct common common;
	struct packet_opts packet;
	const char *templates, *promises;
	const struct packet_plan *plan;
	const struct expr *select;
};

static const struct opt options[] = {
	A_FILE('t', "templates", "FILE", struct job, templates, NULL,
	    "take messages and next steps from FILE instead of the built-in "
	    "ones"),
	A_FILE(0, "promises", "FILE", struct job, promises, NULL,
	    "know promises by the phrases in FILE instead of the built-in "
	    "ones"),
	COUNT(0, "brief-lines", "COUNT", struct job, packet.brief_lines, "7",
	    "keep the brief to COUNT lines, the most important ones"),
	COUNT('n', "last", "COUNT", struct job, packet.last, "10",
	    "show the last COUNT turns beside the first request; 0: all"),
	COUNT(0, "text", "COUNT", struct job, packet.text, "2000",
	    "cut texts longer than COUNT characters, behind a word"),
	FLAG(0, "unredacted", struct job, packet.unredacted,
	    "take records that hoff-redact has not seen"),
	END
};

static const struct example examples[] = {
	{ "packets for every conversation that needs a person",
	    "hoff-score testdata/logs/telecom.ndjson | hoff-route | "
	    "hoff-redact | hoff-packet" },
	{ "only the escalated ones of one channel, with the last four turns",
	    "hoff-score testdata/logs/bank.ndjson | hoff-redact | "
	    "hoff-packet --last 4 --select '.channel == \"webchat\" and "
	    ".hoff.score.decision == \"escalate\"'" },
	{ "start from the built-in messages",
	    "hoff-packet --show-defaults=templates.jq" },
	{ NULL, NULL }
};

static const struct field fields[] = {
	{ "hoff.packet.status", "ready, or not_needed where no person takes "
				"over" },
	{ "hoff.packet.brief", "at most --brief-lines labelled lines, each "
			       "with the turns it is drawn from" },
	{ "hoff.packet.brief_figures",
	    "words; seconds of reading at 238 words a minute; lix: words a "
	    "sentence plus the per cent of words over six letters; coverage: "
	    "share of the known values that stand in the brief" },
	{ "hoff.packet.known", "what the customer has told: slots and "
			       "entities of the log, each with its turn" },
	{ "hoff.packet.promises", "sentences of the bot that promise" },
	{ "hoff.packet.goal", "the first request, and the last one when it is "
			      "another" },
	{ "hoff.packet.tried", "what the bot answered, and whether it "
			       "understood" },
	{ "hoff.packet.why", "rule, reason and readiness of the decision" },
	{ "hoff.packet.risks", "safety and compliance signals above 0" },
	{ "hoff.packet.transcript", "first request and last turns up to the "
				    "decision" },
	{ "hoff.packet.message", "what the customer reads at this moment" },
	{ NULL, NULL }
};

static const struct default_file defaults[] = {
	{ "templates.jq", "messages by language, and next steps",
	    embed_packet_templates_jq, embed_packet_templates_jq_end },
	{ "promises.csv", "what a bot says when it promises",
	    embed_packet_promises_csv, embed_packet_promises_csv_end },
	{ "packet.schema.json", "JSON Schema of hoff.packet",
	    embed_packet_packet_schema_json,
	    embed_packet_packet_schema_json_end },
	{ "record.schema.json", "JSON Schema of the conversation record",
	    embed_conv_record_schema_json, embed_conv_record_schema_json_end },
	{ NULL, NULL, NULL, NULL }
};

static const char *(*const libraries[])(
    void) = { stream_library, expr_library, NULL };

static const struct spec spec = {
	.name = "hoff-packet",
	.does =
	    "build the packet an agent receives, and the customer's message",
	.operands = "[FILE]...",
	.about =
	    "Reads conversations that hoff-score has judged and hoff-redact "
	    "has cleaned, and adds to each what an agent needs to take it "
	    "over: the request in the customer's own words, what was tried, "
	    "why a person is needed, mood and risks, the last turns, and the "
	    "message the customer reads meanwhile.\n\n"
	    "Everything is drawn from the record; nothing is made up, and "
	    "nothing said after the turn of the decision is looked at.  "
	    "Without hoff.score, the log's own handoff is taken for the "
	    "decision.\n\n"
	    "A record that hoff-redact has not seen is rejected "
	    "(not-redacted) unless --unredacted is given.\n\n"
	    "The message promises no more than hoff-route computed: without a "
	    "route it says that a colleague is wanted, not that one comes.  "
	    "The crisis message names no telephone number; put your own into "
	    "the templates file.",
	.options = options,
	.examples = examples,
	.fields = fields,
	.defaults = defaults,
	.libraries = libraries,
};

static void
work(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct packet_desk *desk = packet_desk_new(job->plan);
	struct buf packet = { 0 };
	struct conv_reader r;
	struct conv c;
	struct fault f;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		buf_clear(&packet);
		if (packet_conv(desk, &c, &packet, &f))
			conv_annotate(&r, &c, "packet", buf_view(&packet));
		else
			stream_bad(w, &f);
	}
	conv_shut(&r);
	packet_desk_free(desk);
	buf_free(&packet);
}

/* The user's file, or the built-in one. */
static struct packet_file
read_file(
    const char *name, const char *built_in, struct str text, struct arena *run)
{
	if (!name)
		return (struct packet_file){ built_in, text };
	return (
	    struct packet_file){ name, stream_slurp(name, FILE_CEILING, run) };
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	struct arena run;
	struct stream *s;
	char **operands = cli_parse(&spec, &job, &job.common, argv);

	(void)argc;
	arena_init(&run, CEILING);
	job.plan = packet_plan(&job.packet,
	    read_file(job.templates, "built-in templates",
		EMBEDDED(embed_packet_templates_jq), &run),
	    read_file(job.promises, "built-in promises",
		EMBEDDED(embed_packet_promises_csv), &run),
	    &run);
	job.select = conv_select(job.common.select, &run);
	s = stream_open(&job.common.stream, operands);
	stream_work(s, work, &job);
	arena_free(&run);
	return stream_close(s);
}
