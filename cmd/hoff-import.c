/* hoff-import - turn any export into conversations */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/embed.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "csv/csv.h"
#include "expr/expr.h"
#include "import/import.h"
#include "stream/stream.h"

EMBED(embed_import_import_schema_json);
EMBED(embed_import_words_csv);

enum {
	RUN_CEILING = 256 << 20,
	IDS_CEILING = 64 << 20,
	AT_ONCE = 256 << 10, /* bytes written */
	OWN = 2 << 20,	     /* what a run takes beside what it sorts */
	OF_THREAD = 6 << 20  /* and each of its threads */
};

struct opts {
	const char *from, *mapping, *describe, *map, *zone, *date_order, *temp,
	    *ids, *delimiter, *encoding;
	struct list roles;
	size_t memory, window;
	double session_gap, stitch;
	bool list, validate, sorted, keep_source, by_mapping, fresh;
};

#define PRESETS(X) \
	X(rasa, "rasa") \
	X(openai, "openai") \
	X(csv, "csv") \
	X(wide, "wide") \
	X(botframework, "botframework") \
	X(copilot_studio, "copilot-studio") \
	X(dialogflow_cx, "dialogflow-cx") \
	X(google_insights, "google-insights") \
	X(lex_v2, "lex-v2") \
	X(contact_lens, "contact-lens") \
	X(connect_realtime, "connect-realtime") \
	X(twilio, "twilio") \
	X(zendesk_chat, "zendesk-chat") \
	X(sunshine, "sunshine") \
	X(intercom, "intercom") \
	X(liveperson, "liveperson") \
	X(genesys, "genesys") \
	X(chatwoot, "chatwoot") \
	X(botpress, "botpress") \
	X(freshchat, "freshchat") \
	X(vcon, "vcon") \
	X(salesforce, "salesforce") \
	X(livechat, "livechat") \
	X(langfuse, "langfuse") \
	X(whatsapp_cloud, "whatsapp-cloud") \
	X(zendesk_support, "zendesk-support") \
	X(hubspot, "hubspot") \
	X(crisp, "crisp") \
	X(gorgias, "gorgias") \
	X(voiceflow, "voiceflow") \
	X(cognigy, "cognigy") \
	X(kore, "kore") \
	X(chatgpt, "chatgpt") \
	X(openai_threads, "openai-threads")

#define PRESET_NAME(symbol, name) name,

static const char *const presets[] = { "auto", PRESETS(PRESET_NAME) "canonical",
	"whatsapp", NULL };

static const char *const date_orders[] = { "dmy", "mdy", "ymd", NULL };

static const char *const encodings[] = { "utf-8", "windows-1252", NULL };

static const struct opt options[] = {
	TEXT_OFFERING('f', "from", "NAME", struct opts, from, "auto", presets,
	    "what the export is, of --list; auto: as it looks"),
	FLAG(0, "list", struct opts, list, "print the names of all presets"),
	TEXT_OFFERING(0, "describe", "NAME", struct opts, describe, NULL,
	    presets + 1, "print a preset's mapping, with an example"),
	A_FILE(0, "mapping", "FILE", struct opts, mapping, NULL,
	    "convert by your own mapping, a jq program as --describe prints"),
	TEXT(0, "map", "NAME=COLUMN,...", struct opts, map, NULL,
	    "which columns of a CSV table are the role, the text and so on"),
	TEXT(0, "delimiter", "CHAR", struct opts, delimiter, NULL,
	    "what stands between the fields of a table, or 'tab'; else , ; | "
	    "or a tab, as it seems"),
	CHOICE(0, "encoding", "NAME", struct opts, encoding, "utf-8", encodings,
	    "what bytes mean; UTF-16 tells itself by its mark. Excel of "
	    "Western "
	    "Europe saves plain CSV as windows-1252"),
	LIST(0, "role", "NAME=ROLE", struct opts, roles,
	    "who NAME is, as a role or an author: customer, bot, agent, "
	    "system"),
	TEXT_WAS(0, "time-zone", "zone", "ZONE", struct opts, zone, NULL,
	    "the time zone of times that tell none, as Africa/Nairobi"),
	CHOICE(0, "date-order", "ORDER", struct opts, date_order, NULL,
	    date_orders,
	    "how dates are written, in chats of WhatsApp and as 01/02/2026"),
	FLAG(0, "keep-source", struct opts, keep_source,
	    "keep the records as they were, as member source"),
	FLAG(0, "fresh", struct opts, fresh,
	    "drop what filters wrote into our own records before"),
	NUMBER(0, "session-gap", "SECONDS", struct opts, session_gap, "0",
	    "a longer silence ends a conversation; 0: none does"),
	NUMBER(0, "stitch", "SECONDS", struct opts, stitch, "0",
	    "join a customer's conversations that are no further apart"),
	A_FILE(0, "ids", "FILE", struct opts, ids, NULL,
	    "CSV of customers' ids in other systems: customer_id, same_as"),
	FLAG(0, "sorted", struct opts, sorted,
	    "the events of a conversation stand close together: write it as "
	    "soon as it has been left alone for --window events"),
	COUNT(0, "window", "N", struct opts, window, "1000",
	    "events, with --sorted"),
	SIZE(0, "memory", "SIZE", struct opts, memory, "256M",
	    "use so much memory while events are sorted, of which each thread "
	    "takes 6M; what does not fit goes to --temp"),
	A_FILE(0, "temp", "FOLDER", struct opts, temp, NULL,
	    "where to keep it: the folder of -o, else $TMPDIR, else /tmp"),
	FLAG(0, "validate", struct opts, validate,
	    "convert nothing: print what is wrong with canonical records, "
	    "exit 1 if anything is"),
	FLAG(0, "by-mapping", struct opts, by_mapping,
	    "use the mapping also where there is a faster way to the same"),
	END
};

static const struct example examples[] = {
	{ "events of a chat bot, one a line, as conversations",
	    "hoff-import testdata/hoff-import/rasa.in.ndjson | head -n 1" },
	{ "a table of messages, with columns of its own names",
	    "hoff-import --from csv --map conversation_id=ticket,at=time,"
	    "role=sender,text=message --role Kunde=customer "
	    "testdata/hoff-import/own-columns.in.csv" },
	{ "which exports are known, and how one is read",
	    "hoff-import --list && hoff-import --describe chatwoot" },
	{ "check a log before it is evaluated",
	    "hoff-import --validate testdata/logs/bank.ndjson && echo fine" },
	{ NULL, NULL }
};

static const struct field fields[] = { { "format",
					   "what the record was read as" },
	{ "version", "of the mapping" },
	{ "dropped", "what was left out, by kind, and how often" },
	{ "derived", "what the log does not say and was concluded" },
	{ "warnings", "what may be missing or wrong" }, { NULL, NULL } };

#define DECLARE(symbol, name) EMBED(embed_import_##symbol##_jq);
PRESETS(DECLARE)

#define DEFAULT(symbol, name) \
	{ name ".jq", "a mapping", embed_import_##symbol##_jq, \
		embed_import_##symbol##_jq_end },

static const struct default_file defaults[] = {
	PRESETS(DEFAULT){ "words.csv",
	    "what exports say in words: who speaks, and what is missing",
	    embed_import_words_csv, embed_import_words_csv_end },
	{ "import.schema.json", "JSON Schema of the annotation hoff.import",
	    embed_import_import_schema_json,
	    embed_import_import_schema_json_end },
	{ NULL, NULL, NULL, NULL }
};

static const char *(*const libraries[])(
    void) = { expr_library, csv_library, stream_library, NULL };

static const struct spec spec = {
	.name = "hoff-import",
	.does = "turn any export into conversations",
	.operands = "[FILE]...",
	.about = IMPORT_MANUAL,
	.options = options,
	.examples = examples,
	.fields = fields,
	.defaults = defaults,
	.libraries = libraries,
	.exits_negative = true,
};

struct job {
	struct opts o;
	struct common common;
	const struct import_preset *preset;
	struct import *import;
	struct import_group *group; /* or NULL */
	const struct expr *select;
	struct import_tally *tallies;	  /* one for each worker */
	struct import_verdicts *verdicts; /* of --validate, or NULL */
	struct stream *stream;
	struct worker *counter;	    /* whose counters the end uses */
	struct import_sieve *sieve; /* of what comes out of a group */
	struct buf lines;	    /* that have come out of it */
	uint64_t n_taken, n_filtered;
};

/* Told where it came from, and else untouched. */
static void
put_own(struct conv_reader *r, const struct conv *c, struct buf *annotation)
{
	struct worker *w = r->worker;

	buf_clear(annotation);
	import_own_annotation(c, &w->record, annotation);
	conv_annotate(r, c, "import", buf_view(annotation));
}

/* Our own record. */
static void
work_canonical(struct worker *w, void *arg)
{
	struct job *job = arg;
	struct buf annotation = { 0 };
	struct conv_reader reader;
	struct conv c;
	bool foreign;

	if (w->index == 0)
		job->counter = w;
	conv_open(&reader, w, job->select);
	reader.imports = true;
	while (conv_next(&reader, &c)) {
		foreign = import_foreign(&c, &w->record, NULL) > 0;
		job->tallies[w->index].annotated += foreign;
		if (job->o.validate) {
			import_validate(&c, w->file, w->number, w->out);
			stream_done(w);
		} else if (job->o.fresh && foreign) {
			import_fresh(&c, &w->record, w->out);
			stream_done(w);
		} else if (conv_annotation(&c, "import")) {
			buf_str(w->out, w->line);
			stream_done(w);
		} else {
			put_own(&reader, &c, &annotation);
		}
	}
	conv_shut(&reader);
	buf_free(&annotation);
}

static void
work(struct worker *w, void *arg)
{
	struct job *job = arg;
	bool gathers = import_is_grouped(job->preset);
	struct import_hand *hand = import_hand_new(job->import);
	struct buf pieces = { 0 }, lines = { 0 };
	struct import_sieve *sieve =
	    import_sieve_new(job->group ? NULL : job->select);
	struct fault f;

	if (w->index == 0)
		job->counter = w;
	while (stream_next(w)) {
		buf_clear(&pieces);
		buf_clear(&lines);
		if (!import_record(hand, w, &pieces, &f)) {
			stream_bad(w, &f);
			continue;
		}
		if (gathers) {
			buf_str(w->out, buf_view(&pieces));
			stream_done(w);
			continue;
		}
		import_lines(
		    hand, buf_view(&pieces), &lines, &job->tallies[w->index]);
		if (import_sieve_take(sieve, buf_view(&lines), w->out))
			stream_done(w);
		else
			(job->select ? stream_skip : stream_leave)(w);
	}
	buf_free(&pieces);
	buf_free(&lines);
	import_sieve_free(sieve);
	import_hand_tally(hand, &job->tallies[w->index]);
	import_hand_free(hand);
}

static void
print_lines(struct job *job)
{
	stream_print(job->stream, buf_view(&job->lines));
	buf_clear(&job->lines);
}

/* What workers have made, in the order of the input.  What is whole is not
 * kept waiting. */
static void
take_pieces(void *arg, struct str text)
{
	struct job *job = arg;

	import_group_add(job->group, text);
	print_lines(job);
}

static void
take_lines(void *arg, struct str text)
{
	struct job *job = arg;

	while (text.n) {
		const char *end = memchr(text.p, '\n', text.n);
		struct str line = { text.p, (size_t)(end - text.p) + 1 };

		import_group_line(job->group, line);
		text.p += line.n;
		text.n -= line.n;
	}
}

static void
take_verdicts(void *arg, struct str text)
{
	struct job *job = arg;

	import_verdicts_take(job->verdicts, text, &job->lines);
	if (job->lines.n)
		stream_negative(job->stream);
	print_lines(job);
}

static void
emit(void *arg, struct str line)
{
	struct job *job = arg;

	bool taken = import_sieve_take(job->sieve, line, &job->lines);

	job->n_taken += taken;
	job->n_filtered += !taken;
	if (job->lines.n >= AT_ONCE)
		print_lines(job);
}

/* The folder of -o: nothing of a conversation lies elsewhere than its result.
 */
static const char *
spill_folder(const struct job *job, struct arena *run)
{
	const char *output = job->common.stream.output, *slash, *temp;

	if (job->o.temp)
		return job->o.temp;
	if (output) {
		slash = strrchr(output, '/');
		if (!slash)
			return ".";
		return arena_cstr(
		    run, (struct str){ output,
			     slash == output ? 1 : (size_t)(slash - output) });
	}
	temp = getenv("TMPDIR");
	return temp && *temp ? temp : "/tmp";
}

/* Of --memory, for events. */
static size_t
memory_left(const struct job *job)
{
	size_t taken = OWN + OF_THREAD * stream_threads(job->stream),
	       half = job->o.memory / 2;

	return taken < half ? job->o.memory - taken : half;
}

static void
open_group(struct job *job, struct arena *run)
{
	struct import_group_opts o = { .memory = memory_left(job),
		.folder = spill_folder(job, run),
		.session_gap_s = job->o.session_gap,
		.stitch_s = job->o.stitch,
		.ids_name = job->o.ids,
		.window = job->o.sorted ? job->o.window : 0 };

	if (!import_is_grouped(job->preset) && o.session_gap_s > 0)
		warning(
		    "--session-gap: conversations of %.*s are whole as they "
		    "come, and stay so",
		    STR_ARG(import_name(job->preset)));
	if (!import_is_grouped(job->preset) && !(job->o.stitch > 0))
		return;
	if (job->o.ids) {
		struct str ids = stream_slurp(job->o.ids, IDS_CEILING, run);

		o.ids = ids.p;
		o.ids_size = ids.n;
	}
	job->group = import_group_new(job->import, &o, emit, job);
	stream_collect(job->stream,
	    import_is_grouped(job->preset) ? take_pieces : take_lines, job);
}

static void
open_validation(struct job *job)
{
	job->verdicts = import_verdicts_new(memory_left(job));
	stream_collect(job->stream, take_verdicts, job);
}

static void
close_validation(struct job *job)
{
	if (job->verdicts && !import_verdicts_free(job->verdicts))
		warning("too many conversations to find ids that come again "
			"(see --memory)");
}

static void
close_group(struct job *job, struct import_tally *all)
{
	for (size_t i = 0; i < stream_threads(job->stream); i++)
		import_tally_add(all, &job->tallies[i]);
	import_tally_pages(all, stream_pages(job->stream));
	if (job->group) {
		import_group_end(job->group, all);
		import_group_free(job->group);
		print_lines(job);
	}
	if (job->n_filtered && !job->n_taken)
		warning("--select takes none of %" PRIu64 " conversation%s",
		    job->n_filtered, job->n_filtered == 1 ? "" : "s");
	import_tally_tell(all, job->preset, job->o.roles.at);
	if (!job->counter)
		return;
	import_tally_count(all, job->counter);
	if (job->n_filtered)
		stream_count(job->counter, STR("conversations_filtered"),
		    job->n_filtered);
}

static bool
is_windows(const struct opts *o)
{
	return strcmp(o->encoding, "windows-1252") == 0;
}

static char
delimiter_of(const char *given)
{
	if (!given)
		return 0;
	if (!strcmp(given, "tab") || !strcmp(given, "\\t"))
		return '\t';
	if (strlen(given) != 1 || strchr("\"\r\n", *given) || *given & 0x80)
		die("--delimiter: '%s' is not one character, nor 'tab'", given);
	return *given;
}

static int
answer(const struct opts *o)
{
	struct buf out = { 0 };

	if (o->list)
		import_list(&out);
	else
		import_describe(import_named(o->describe), &out);
	buf_print(&out);
	buf_free(&out);
	return ALL_GOOD;
}

/* What the log is, by its beginning and the options. */
static struct str
choose(struct job *job, struct arena *run)
{
	const struct opts *o = &job->o;
	struct import_choice choice = { .from = o->from,
		.mapping = o->mapping,
		.map = o->map,
		.delimiter = delimiter_of(o->delimiter),
		.windows = is_windows(o),
		.validate = o->validate };
	struct str begin;

	import_refuse(stream_peek(job->stream, 2));
	job->preset = import_choose(job->stream, &choice, &begin, run);
	return begin;
}

static void
open_import(struct job *job, struct str begin, char **files, struct arena *run)
{
	const struct opts *o = &job->o;
	struct import_opts opts = { .roles = o->roles.at,
		.map = o->map,
		.zone = o->zone,
		.date_order = o->date_order,
		.delimiter = delimiter_of(o->delimiter),
		.windows = is_windows(o),
		.keep_source = o->keep_source,
		.by_mapping = o->by_mapping,
		.files = files,
		.threads = stream_threads(job->stream) };

	job->import = import_open(job->preset, &opts, begin, run);
	stream_frame(job->stream, import_framing(job->import));
}

static void
convert(struct job *job, struct arena *run)
{
	struct import_tally all = { 0 };

	job->sieve = import_sieve_new(job->select);
	if (job->o.validate)
		open_validation(job);
	else
		open_group(job, run);
	job->tallies = arena_zalloc(
	    run, stream_threads(job->stream) * sizeof(*job->tallies));
	stream_work(job->stream,
	    import_is_canonical(job->preset) ? work_canonical : work, job);
	close_group(job, &all);
	close_validation(job);
	buf_free(&job->lines);
	import_sieve_free(job->sieve);
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	char **operands = cli_parse(&spec, &job.o, &job.common, argv);
	struct arena run;
	int status;

	(void)argc;
	if (job.o.list || job.o.describe)
		return answer(&job.o);
	if (job.o.ids && !(job.o.stitch > 0))
		die("--ids: says who is one customer for --stitch, which is "
		    "not given");
	arena_init(&run, RUN_CEILING);
	job.select = conv_select(job.common.select, &run);
	job.stream = stream_open(&job.common.stream, operands);
	open_import(&job, choose(&job, &run), operands, &run);
	convert(&job, &run);
	import_close(job.import);
	status = stream_close(job.stream);
	arena_free(&run);
	return status;
}
