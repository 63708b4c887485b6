/* hoff-packet - build the packet an agent receives, and the customer's message
 */

#include "packet/packet.h"

#include "base/embed.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "expr/expr.h"
#include "stream/stream.h"

EMBED(embed_packet_templates_jq);
EMBED(embed_packet_packet_schema_json);
EMBED(embed_conv_record_schema_json);

enum {
	CEILING = 64 << 20,  /* bytes of a templates file and what it makes */
	SCRATCH = 512 << 20, /* bytes one packet may need on the way */
};

struct job {
	struct common common;
	struct packet_opts packet;
	const char *templates;
	const struct packet_words *words;
	const struct expr *select;
};

static const struct opt options[] = {
	A_FILE('t', "templates", "FILE", struct job, templates, NULL,
	    "take messages and next steps from FILE instead of the built-in "
	    "ones"),
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
	{ "hoff.packet.brief", "at most seven labelled lines, each with the "
			       "turns it is drawn from" },
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
	struct buf packet = { 0 };
	struct conv_reader r;
	struct arena scratch;
	struct conv c;
	struct fault f;

	arena_init(&scratch, SCRATCH);
	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		buf_clear(&packet);
		arena_reset(&scratch);
		if (packet_conv(
			&job->packet, job->words, &c, &scratch, &packet, &f))
			conv_annotate(&r, &c, "packet", buf_view(&packet));
		else
			stream_bad(w, &f);
	}
	conv_shut(&r);
	arena_free(&scratch);
	buf_free(&packet);
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	struct arena run;
	struct stream *s;
	struct str source = EMBEDDED(embed_packet_templates_jq);
	const char *file = "built-in templates";
	char **operands = cli_parse(&spec, &job, &job.common, argv);

	(void)argc;
	arena_init(&run, CEILING);
	if (job.templates) {
		file = job.templates;
		source = stream_slurp(file, CEILING / 2, &run);
	}
	job.words = packet_words_read(source, file, &run);
	job.select = conv_select(job.common.select, &run);
	s = stream_open(&job.common.stream, operands);
	stream_work(s, work, &job);
	arena_free(&run);
	return stream_close(s);
}
