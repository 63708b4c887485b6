/* hoff-packet - build the packet an agent receives, and the customer's message
 */

#include "packet/packet.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>

#include "alarm/alarm.h"
#include "base/embed.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "expr/expr.h"
#include "grid/grid.h"
#include "kb/kb.h"
#include "lint/lint.h"
#include "stream/stream.h"

EMBED(embed_words_templates_jq);
EMBED(embed_kb_stopwords_csv);
EMBED(embed_lint_wording_csv);
EMBED(embed_packet_promises_csv);
EMBED(embed_packet_words_csv);
EMBED(embed_packet_asks_csv);
EMBED(embed_packet_gist_csv);
EMBED(embed_packet_matters_csv);
EMBED(embed_packet_promises_lists);
EMBED(embed_packet_gist_lists);
EMBED(embed_packet_matters_lists);
EMBED(embed_packet_hoff_matters);
EMBED(embed_packet_packet_schema_json);
EMBED(embed_packet_audit_schema_json);
EMBED(embed_conv_record_schema_json);

enum {
	CEILING = 64 << 20, /* bytes of the files and what they make */
	FILE_CEILING = 16 << 20,
};

struct job {
	struct common common;
	struct packet_opts packet;
	const char *templates, *promises, *asks, *gist, *matters, *rules,
	    *numbers, *outdir;
	struct list settings;
	bool fail_on_cut, lint, kb_eval;
	const char *audit_report; /* "": in place of the records */
	const char *kb, *kb_index;
	const char *lint_words, *sarif, *format;
	const struct packet_plan *plan;
	const struct expr *select;
	struct stream_folder *folder; /* NULL: no files */
	struct retrieval *retrievals; /* of each worker */
	struct audit *audits;	      /* the same */
	atomic_bool cut;	      /* by the limit of a target */
};

static const char *const formats[] = { "text", "json", NULL };

static const struct opt options[] = {
	CHOICE('T', "target", "TARGET", struct job, packet.target, "native",
	    packet_targets,
	    "make the packet that TARGET takes, within its limits"),
	TEXT(0, "fields", "FIELDS", struct job, packet.fields, NULL,
	    "tell these fields only, as in reason,summary=KEY, where KEY is "
	    "what the target calls it"),
	LIST(0, "set", "NAME=VALUE", struct job, settings,
	    "set what only you know of the target, as in Timeout=3600"),
	SIZE(0, "limit", "SIZE", struct job, packet.limit, NULL,
	    "fit into SIZE bytes or characters instead of the target's own "
	    "limit"),
	FLAG(0, "fail-on-cut", struct job, fail_on_cut,
	    "exit 1 when the limit of a target cut anything"),
	A_FILE(0, "outdir", "DIR", struct job, outdir, NULL,
	    "also write each packet to a file of its own in DIR, which "
	    "replaces none"),
	A_FILE('t', "templates", "FILE", struct job, templates, NULL,
	    "take messages and next steps from FILE instead of the built-in "
	    "ones"),
	A_FILE('r', "rules", "FILE", struct job, rules, NULL,
	    "take what a crisis is, and what is told of one, from FILE, the "
	    "rules file of hoff-score"),
	FLAG(0, "messages", struct job, packet.messages,
	    "add the messages of all moments, up to the log's end; takes "
	    "--crisis-numbers"),
	A_FILE(0, "crisis-numbers", "FILE", struct job, numbers, NULL,
	    "take the numbers to call in a crisis from FILE, a CSV table of "
	    "region and number"),
	A_FILE(0, "promises", "FILE", struct job, promises, NULL,
	    "know promises by the phrases in FILE instead of the built-in "
	    "ones"),
	A_FILE(0, "kb", "FILE", struct job, kb, NULL,
	    "add the three articles of FILE, NDJSON or CSV, that fit best"),
	OUT_FILE(0, "kb-index", "FILE", struct job, kb_index, NULL,
	    "keep the index of --kb in FILE; an index of other articles, or of "
	    "another version, is made anew"),
	FLAG(0, "kb-eval", struct job, kb_eval,
	    "--kb: report how well it answers, against outcome.article_id"),
	FLAG(0, "audit-transfer", struct job, packet.audit,
	    "add what was asked or said again after a human took over"),
	MAYBE_OUT(0, "audit-report", "FILE", struct job, audit_report,
	    "print a report on what was asked or said again instead of the "
	    "records, or write it to FILE beside them"),
	A_FILE(0, "asks", "FILE", struct job, asks, NULL,
	    "know what is asked for by the phrases in FILE instead of the "
	    "built-in ones"),
	COUNT(0, "brief-lines", "N", struct job, packet.brief_lines, "7",
	    "keep the brief to N lines, the most important ones"),
	COUNT(0, "brief-seconds", "SECONDS", struct job, packet.brief_s, "10",
	    "quote no more in the brief than is read in SECONDS; 0: all that "
	    "tells anything"),
	TEXT(0, "brief-language", "LANGUAGE", struct job, packet.brief_language,
	    "en",
	    "write the brief for agents who read LANGUAGE, as far as the words "
	    "are ours; customer: for those who speak the conversation's"),
	A_FILE(0, "gist", "FILE", struct job, gist, NULL,
	    "know by the phrases in FILE, instead of the built-in ones, which "
	    "sentences the brief passes over, and what of the others is asked, "
	    "wanted, done or told"),
	A_FILE(0, "matters", "FILE", struct job, matters, NULL,
	    "beside what was learned, know what customers are here for, which "
	    "the next step depends on, by the phrases in FILE instead of the "
	    "built-in ones"),
	COUNT(0, "whisper", "SECONDS", struct job, packet.whisper_s, "10",
	    "in a call, whisper for at most SECONDS to the agent; 0: nothing"),
	TEXT(0, "link", "URL", struct job, packet.link, NULL,
	    "link to conversations by URL, in which {id} stands for one's"),
	COUNT('n', "last", "N", struct job, packet.last, "10",
	    "show the last N turns beside the first request; 0: all"),
	COUNT(0, "text", "N", struct job, packet.text, "2000",
	    "cut texts longer than N characters, behind a word"),
	FLAG(0, "unredacted", struct job, packet.unredacted,
	    "take records that hoff-redact has not seen"),
	FLAG(0, "lint", struct job, lint,
	    "check the operands, which are templates files (none: -t's, or "
	    "the built-in one); exit 1 when one has faults"),
	A_FILE(0, "lint-words", "FILE", struct job, lint_words, NULL,
	    "--lint: know promises, blame and the like by the words in FILE "
	    "instead of the built-in ones"),
	OUT_FILE(0, "sarif", "FILE", struct job, sarif, NULL,
	    "--lint: also write the findings to FILE, as SARIF 2.1.0"),
	CHOICE(0, "format", "FORMAT", struct job, format, "text", formats,
	    "how to print what --lint, --kb-eval or --audit-report find"),
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
	{ "tickets for Zendesk, proven to fit, a file each",
	    "d=$(mktemp -d); hoff-score testdata/logs/bank.ndjson | "
	    "hoff-redact | hoff-packet --target zendesk --outdir \"$d\" "
	    ">/dev/null; ls \"$d\" | wc -l; rm -r \"$d\"" },
	{ "only two attributes for Amazon Connect, under names of your own",
	    "hoff-score testdata/logs/bank.ndjson | hoff-redact | "
	    "hoff-packet -T connect --fields reason=why,summary=brief "
	    "--set InstanceId=1234 | jq -c '.hoff.packet.payload // empty'" },
	{ "which articles help, and how often they are the right ones",
	    "hoff-score testdata/logs/bank.ndjson | hoff-redact | "
	    "hoff-packet --kb testdata/hoff-packet/articles.csv | "
	    "jq -c '.hoff.packet.knowledge[0] // empty'; "
	    "hoff-packet --kb testdata/hoff-packet/articles.csv --kb-eval "
	    "testdata/logs/bank.ndjson" },
	{ "what our agents ask again, and which field would have told them",
	    "hoff-packet --audit-report "
	    "testdata/hoff-packet/transfers.ndjson" },
	{ "are our messages honest, readable, and there in each language?",
	    "hoff-packet --lint && echo yes" },
	{ "start from the built-in messages",
	    "hoff-packet --show-defaults=templates.jq" },
	{ NULL, NULL }
};

#define MEMBER(name, says) { name, says },

static const struct field fields[] = { PACKET_MEMBERS(MEMBER){ NULL, NULL } };

static const struct default_file defaults[] = {
	{ "templates.jq", "messages by language, and next steps",
	    embed_words_templates_jq, embed_words_templates_jq_end },
	{ "promises.csv", "what a bot says when it promises",
	    embed_packet_promises_csv, embed_packet_promises_csv_end },
	{ "asks.csv", "what people ask each other for, for --audit-transfer",
	    embed_packet_asks_csv, embed_packet_asks_csv_end },
	{ "gist.csv", "what is only polite, and what is wished for",
	    embed_packet_gist_csv, embed_packet_gist_csv_end },
	{ "matters.csv",
	    "phrases for what customers are here for, beside what "
	    "was learned, and how one checks who they are",
	    embed_packet_matters_csv, embed_packet_matters_csv_end },
	{ "words.csv", "single words, by what they do in a text",
	    embed_packet_words_csv, embed_packet_words_csv_end },
	{ "wording.csv",
	    "words that --lint knows promises, blame and the like "
	    "by",
	    embed_lint_wording_csv, embed_lint_wording_csv_end },
	{ "stopwords.csv", "words that --kb does not look for",
	    embed_kb_stopwords_csv, embed_kb_stopwords_csv_end },
	{ "packet.schema.json", "JSON Schema of hoff.packet",
	    embed_packet_packet_schema_json,
	    embed_packet_packet_schema_json_end },
	{ "audit.schema.json", "JSON Schema of --audit-report --format json",
	    embed_packet_audit_schema_json,
	    embed_packet_audit_schema_json_end },
	{ "record.schema.json", "JSON Schema of the conversation record",
	    embed_conv_record_schema_json, embed_conv_record_schema_json_end },
	{ NULL, NULL, NULL, NULL }
};

static const char *(*const libraries[])(
    void) = { stream_library, expr_library, kb_library, NULL };

static const struct spec spec = {
	.name = "hoff-packet",
	.does =
	    "build the packet an agent receives, and the customer's message",
	.operands = "[FILE]...",
	.about =
	    "Reads conversations that hoff-score has judged and "
	    "hoff-redact has cleaned, and adds to each what an agent "
	    "needs to take it over: the request in the customer's "
	    "own words, what was tried, why a person is needed, mood "
	    "and risks, the last turns, and the message the customer "
	    "reads meanwhile.\n\n"
	    "Everything is drawn from the record; nothing is made "
	    "up, and nothing said after the turn of the decision is "
	    "looked at.  Without hoff.score, the log's own handoff "
	    "is taken for the decision.\n\n" MATTER_MANUAL
	    "A record that hoff-redact has not seen, or in which it "
	    "found nothing to look at, is rejected (not-redacted) "
	    "unless --unredacted is given.\n\n" DANGER_MANUAL MESSAGE_MANUAL
		LINT_MANUAL KB_MANUAL AUDIT_MANUAL TARGET_MANUAL,
	.options = options,
	.examples = examples,
	.fields = fields,
	.defaults = defaults,
	.libraries = libraries,
	.exits_negative = true,
};

/* The file of a packet, if there is to be one. */
static bool
keep_file(const struct job *job, const struct packet_desk *desk,
    const struct conv *c, const struct buf *packet, struct fault *f)
{
	struct str content = packet_payload(desk);

	if (!job->folder || !packet_is_ready(desk))
		return true;
	if (!content.n)
		content = buf_view(packet);
	if (stream_folder_put(
		job->folder, c->id, packet_extension(job->plan), content))
		return true;
	*f = (struct fault){ BAD_VALUE, 0,
		"its file is in the folder of --outdir already" };
	return false;
}

/* What the summary says of cuts: records, and bytes, by field. */
static void
count_cuts(struct worker *w, struct job *job, const struct packet_desk *desk)
{
	size_t n;
	const struct packet_cut *cuts = packet_cuts(desk, &n);

	for (size_t i = 0; i < n; i++) {
		char name[64];

		if (!cuts[i].by_limit)
			continue;
		job->cut = true;
		snprintf(name, sizeof(name), "cut.%s", cuts[i].field);
		stream_count(w, str_of(name), 1);
		snprintf(name, sizeof(name), "cut_bytes.%s", cuts[i].field);
		stream_count(w, str_of(name), cuts[i].before - cuts[i].after);
	}
}

/* What the audit has to say of the record, into the packet. */
static void
audit(struct worker *w, struct job *job, struct packet_desk *desk,
    const struct conv *c, struct buf *packet)
{
	if (!job->packet.audit)
		return;
	if (packet && packet->n) {
		packet->n--; /* its bracket */
		buf_cstr(packet, ",\"audit\":");
	}
	packet_audit(desk, c, &job->audits[w->index], packet);
	if (packet)
		buf_char(packet, '}');
}

/* What was not judged is listened to for dangers. */
struct ear {
	struct packet_ear ear;
	struct alarm *alarm;
};

static struct alarm *
alarm_of(struct packet_ear *self)
{
	return ((struct ear *)((char *)self - offsetof(struct ear, ear)))
	    ->alarm;
}

static void
ear_listen(struct packet_ear *self, const struct conv *c, size_t last)
{
	alarm_listen(alarm_of(self), c, last);
}

static bool
ear_heard(
    struct packet_ear *self, struct str signal, double *value, size_t *turn)
{
	return alarm_heard(alarm_of(self), signal, value, turn);
}

/* Like work(), but all that is written is a report. */
static void
evaluate(struct worker *w, void *arg)
{
	struct job *job = arg;
	struct packet_desk *desk = packet_desk_new(job->plan, NULL);
	struct conv_reader r;
	struct conv c;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		if (job->kb_eval)
			packet_retrieve(desk, &c, &job->retrievals[w->index]);
		else
			audit(w, job, desk, &c, NULL);
		stream_done(w);
	}
	conv_shut(&r);
	packet_desk_free(desk);
}

static void
work(struct worker *w, void *arg)
{
	struct job *job = arg;
	struct ear ear = { { ear_listen, ear_heard }, alarm_new() };
	struct packet_desk *desk = packet_desk_new(job->plan, &ear.ear);
	struct buf packet = { 0 };
	struct conv_reader r;
	struct conv c;
	struct fault f;

	conv_open(&r, w, job->select);
	while (conv_next(&r, &c)) {
		buf_clear(&packet);
		if (packet_conv(desk, &c, &packet, &f) &&
		    keep_file(job, desk, &c, &packet, &f)) {
			count_cuts(w, job, desk);
			audit(w, job, desk, &c, &packet);
			conv_annotate(&r, &c, "packet", buf_view(&packet));
		} else {
			stream_bad(w, &f);
		}
	}
	conv_shut(&r);
	packet_desk_free(desk);
	alarm_free(ear.alarm);
	buf_free(&packet);
}

/* The user's file, or the built-in one. */
static struct packet_file
read_file(
    const char *name, const char *built_in, struct str text, struct arena *run)
{
	if (!name)
		return (struct packet_file){ built_in, text, STR("") };
	return (struct packet_file){ name,
		stream_slurp(name, FILE_CEILING, run), STR("") };
}

/* The same of a file that was read when we were built. */
static struct packet_file
read_built(
    const char *name, const char *built_in, struct str built, struct arena *run)
{
	struct packet_file file = read_file(name, built_in, STR(""), run);

	file.built = name ? STR("") : built;
	return file;
}

static void
report_retrieval(const struct job *job, struct stream *s)
{
	struct retrieval all = { 0 };
	struct buf b = { 0 };

	for (size_t i = 0; i < stream_threads(s); i++)
		retrieval_merge(&all, &job->retrievals[i]);
	if (strcmp(job->format, "json") == 0)
		retrieval_put_json(&all, &b);
	else
		retrieval_put_text(&all, &b);
	stream_print(s, buf_view(&b));
	buf_free(&b);
}

/* Of the terminal that reads the report; 0: none does. */
static size_t
report_width(const struct job *job, const struct stream *s)
{
	return !*job->audit_report && stream_is_terminal(s)
		   ? grid_terminal_width()
		   : 0;
}

static void
report_audit(const struct job *job, struct stream *s)
{
	struct audit all = { 0 };
	struct buf b = { 0 };

	for (size_t i = 0; i < stream_threads(s); i++)
		audit_merge(&all, &job->audits[i]);
	if (strcmp(job->format, "json") == 0)
		audit_put_json(&all, &b);
	else
		audit_put_text(&all, report_width(job, s), &b);
	if (*job->audit_report)
		stream_beside(s, job->audit_report, buf_view(&b));
	else
		stream_print(s, buf_view(&b));
	buf_free(&b);
}

/* The operands are templates: the built-in ones, or those of -t, where none
 * are. */
static int
lint(const struct job *job, char **operands, struct arena *run)
{
	struct packet_file words = read_file(job->lint_words, "wording.csv",
	    EMBEDDED(embed_lint_wording_csv), run);
	struct lint *l = lint_new(words.name, words.text);
	int status;

	if (!*operands)
		lint_templates(l, job->templates);
	for (; *operands; operands++)
		lint_templates(l, *operands);
	status = findings_report(lint_findings(l), &job->common.stream,
	    strcmp(job->format, "json") == 0, job->sarif);
	lint_free(l);
	return status;
}

/* The files of the options, or what is built in instead. */
static struct packet_files
read_files(const struct job *job, struct arena *run)
{
	return (struct packet_files){
		.templates = read_file(job->templates, "built-in templates",
		    EMBEDDED(embed_words_templates_jq), run),
		.promises = read_built(job->promises, "built-in promises",
		    EMBEDDED(embed_packet_promises_lists), run),
		.asks = read_file(job->asks, "built-in asks",
		    EMBEDDED(embed_packet_asks_csv), run),
		.gist = read_built(job->gist, "built-in gist",
		    EMBEDDED(embed_packet_gist_lists), run),
		.matters = read_built(job->matters, "built-in matters",
		    EMBEDDED(embed_packet_matters_lists), run),
		.model = { "hoff.matters", EMBEDDED(embed_packet_hoff_matters),
		    STR("") },
		.stopwords = { "built-in stopwords",
		    EMBEDDED(embed_kb_stopwords_csv), STR("") },
		.rules = read_file(job->rules, NULL, STR(""), run),
		.numbers = read_file(job->numbers, NULL, STR(""), run),
	};
}

/* Whether all that comes out is a report. */
static bool
is_report(const struct job *job)
{
	return job->kb_eval || (job->audit_report && !*job->audit_report);
}

static void
make_plan(struct job *job, struct arena *run, struct arena *kb)
{
	struct packet_opts *o = &job->packet;
	struct packet_files files = read_files(job, run);
	struct kb_file stopwords = { "stopwords.csv",
		EMBEDDED(embed_kb_stopwords_csv) };

	o->settings.at = job->settings.at;
	o->settings.n = job->settings.n;
	o->kb = kb_open(job->kb, job->kb_index, stopwords, kb);
	if (job->kb_eval && !o->kb)
		die("--kb-eval: there is nothing to look in (--kb)");
	o->audit |= job->audit_report != NULL;
	o->unredacted |= is_report(job); /* it tells nobody anything */
	job->plan = packet_plan(o, &files, run);
}

static void
open_folder(struct job *job, struct stream *s)
{
	/* of two records with one id the first has the file */
	stream_in_sequence(s);
	job->folder = stream_folder(job->outdir);
}

static void
make_packets(struct job *job, struct stream *s, struct arena *run)
{
	size_t n = stream_threads(s);

	job->retrievals = arena_zalloc(run, n * sizeof(*job->retrievals));
	job->audits = arena_zalloc(run, n * sizeof(*job->audits));
	stream_work(s, is_report(job) ? evaluate : work, job);
	if (job->kb_eval)
		report_retrieval(job, s);
	else if (job->audit_report)
		report_audit(job, s);
	if (job->fail_on_cut && job->cut)
		stream_negative(s);
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	struct arena run, kb;
	struct stream *s;
	char **operands = cli_parse(&spec, &job, &job.common, argv);
	int status;

	(void)argc;
	arena_init(&run, CEILING);
	if (job.lint) {
		stream_keep(&job.common.stream, operands);
		status = lint(&job, operands, &run);
		arena_free(&run);
		return status;
	}
	arena_init(&kb, KB_ROOM);
	make_plan(&job, &run, &kb);
	job.select = conv_select(job.common.select, &run);
	s = stream_open(&job.common.stream, operands);
	if (job.outdir)
		open_folder(&job, s);
	make_packets(&job, s, &run);
	if (job.folder)
		stream_folder_close(job.folder);
	arena_free(&run);
	arena_free(&kb);
	return stream_close(s);
}
