/* hoff-redact - take personal data out of conversations, with an audit trail */

#include <stdio.h>

#include "base/die.h"
#include "base/embed.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "crypto/crypto.h"
#include "expr/expr.h"
#include "pattern/pattern.h"
#include "redact/redact.h"
#include "stream/stream.h"

EMBED(embed_redact_policy_jq);
EMBED(embed_redact_redact_schema_json);

enum { POLICY_CEILING = 1 << 20, RUN_CEILING = 64 << 20 };

struct opts {
	const char *policy, *only, *keep;
	bool spans, check;
};

static const struct opt options[] = {
	A_FILE('p', "policy", "FILE", struct opts, policy, NULL,
	    "read what to look for, and what to keep, from FILE"),
	TEXT(0, "only", "KINDS", struct opts, only, NULL,
	    "look for these kinds only, as in CARD,IBAN"),
	TEXT(0, "keep", "KINDS", struct opts, keep, NULL,
	    "do not look for these kinds, as in NAME,URL"),
	FLAG(0, "spans", struct opts, spans,
	    "add the place of every finding to the annotation"),
	FLAG(0, "check", struct opts, check,
	    "change nothing: print what is left in each record, exit 1 if "
	    "anything is"),
	END
};

static const struct example examples[] = {
	{ "take personal data out before a log leaves the house",
	    "hoff-redact testdata/hoff-redact/everyday.in.ndjson | head -n 1" },
	{ "prove that a redacted log holds nothing more",
	    "hoff-redact testdata/hoff-redact/everyday.in.ndjson | "
	    "hoff-redact --check && echo clean" },
	{ "only what a payment auditor asks about, with its places",
	    "hoff-redact --only CARD,IBAN --spans "
	    "testdata/hoff-redact/everyday.in.ndjson | "
	    "jq -c .hoff.redact.spans" },
	{ NULL, NULL }
};

static const struct field fields[] = {
	{ "policy", "name, version and SHA-256 of the policy file; kinds, "
		    "where the command line has narrowed them" },
	{ "status", "\"done\"; \"field_withheld\" when a string could not be "
		    "decided and was replaced as a whole" },
	{ "withheld", "how many strings that were, over all runs" },
	{ "counts", "what was replaced, by kind, over all runs" },
	{ "spans", "with --spans: path, turn, start, end (code points of the "
		   "text before redaction), kind; key where it was in the "
		   "member's name" },
	{ NULL, NULL }
};

static const struct default_file defaults[] = {
	{ "policy.jq", "what is looked for, and what is kept",
	    embed_redact_policy_jq, embed_redact_policy_jq_end },
	{ "redact.schema.json", "JSON Schema of the annotation hoff.redact",
	    embed_redact_redact_schema_json,
	    embed_redact_redact_schema_json_end },
	{ NULL, NULL, NULL, NULL }
};

static const char *(*const libraries[])(void) = { pattern_library, expr_library,
	crypto_library, stream_library, NULL };

static const struct spec spec = {
	.name = "hoff-redact",
	.does = "take personal data out of conversations, with an audit trail",
	.operands = "[FILE]...",
	.about =
	    "Looks at every string of each record, decoded: texts, metadata, "
	    "unknown members, names of members, and numbers that are cards or "
	    "telephones. What it finds becomes a typed placeholder; <CARD_1> "
	    "is the same card everywhere in its record; names of members of "
	    "one object that would become the same are told apart as "
	    "<EMAIL_1> and <EMAIL_1>#2. All other bytes stay "
	    "as they are.\n\n"
	    "Found are payment cards (issued prefix and length, Luhn; also "
	    "where a security code, a date or another card is glued to them, "
	    "unless the whole begins as parcels, SIM cards and stamps do), "
	    "IBANs (country, structure, mod 97), e-mail addresses, telephone "
	    "numbers "
	    "(bare digits only where somebody speaks of a telephone), IP "
	    "addresses, hardware addresses, URLs, API keys and wallets by "
	    "their form, geographical coordinates, and the names that a record "
	    "gives in its own metadata. Identity numbers of thirteen countries "
	    "go where somebody calls one by its name (\"my SSN\"), and "
	    "without that where their check digits are right and they are "
	    "written as only such numbers are, or somebody speaks of identity "
	    "or taxes. Documents, codes and dates that mean nothing by "
	    "themselves (PIN, CVV, passport, account, date of birth ...) go "
	    "where they are called by their name, in the text, in the turn "
	    "before, or by the member that holds them. Times, UUIDs, prices, "
	    "decimals, versions and tracking "
	    "numbers stay.\n\n"
	    "It fails closed. Where a pattern cannot be decided the whole "
	    "string becomes <REDACTED> and the record is marked; a record that "
	    "cannot be finished is rejected.\n\n"
	    "Placeholders of an earlier run keep their numbers and its counts "
	    "are added to. Texts change their length: evidence offsets that "
	    "hoff-score wrote refer to the text before redaction, so cut "
	    "quotations (hoff-packet) by turn, not by offset, or redact "
	    "first.\n\n"
	    "Redacted is not anonymous: who knows the conversation may know "
	    "its people again. What is split over two turns, dictated in "
	    "words, or a name the record does not know, is not found yet.",
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
	struct redact_policy *policy;
	const struct expr *select;
	bool *found; /* one for each worker */
};

/* What the worker has found in all its records. */
static void
count(struct worker *w, const struct redact *r)
{
	for (size_t k = 0; k < redact_kinds(); k++) {
		char name[32];
		int n = snprintf(name, sizeof(name), "redacted.%.*s",
		    STR_ARG(redact_kind(k)));

		if (redact_total(r, k))
			stream_count(w, (struct str){ name, (size_t)n },
			    redact_total(r, k));
	}
	if (redact_total_withheld(r))
		stream_count(w, STR("withheld"), redact_total_withheld(r));
}

static void
write_record(struct conv_reader *reader, const struct conv *c, struct redact *r)
{
	struct conv redacted = *c;
	struct fault f;

	redacted.json = redact_write(r, &f);
	if (redacted.json)
		conv_annotate(
		    reader, &redacted, "redact", redact_annotation(r));
	else
		stream_bad(reader->worker, &f);
}

static void
work(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct redact *r = redact_new(job->policy, job->o.spans);
	struct conv_reader reader;
	struct conv c;

	conv_open(&reader, w, job->select);
	while (conv_next(&reader, &c)) {
		struct fault f;

		if (!redact_find(r, &c, &f)) {
			stream_bad(w, &f);
			continue;
		}
		job->found[w->index] |= redact_found(r);
		if (job->o.check) {
			redact_report(r, w->number, w->out);
			stream_done(w);
		} else {
			write_record(&reader, &c, r);
		}
	}
	count(w, r);
	conv_shut(&reader);
	redact_free(r);
}

static struct redact_policy *
read_policy(const struct opts *o, struct arena *run)
{
	struct redact_policy *p =
	    o->policy ? redact_policy_read(
			    stream_slurp(o->policy, POLICY_CEILING, run),
			    o->policy, run)
		      : redact_policy_read(
			    EMBEDDED(embed_redact_policy_jq), "policy.jq", run);

	redact_policy_narrow(p, o->only, o->keep);
	return p;
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	char **operands = cli_parse(&spec, &job.o, &job.common, argv);
	struct arena run;
	struct stream *s;

	(void)argc;
	arena_init(&run, RUN_CEILING);
	job.policy = read_policy(&job.o, &run);
	job.select = conv_select(job.common.select, &run);
	s = stream_open(&job.common.stream, operands);
	job.found = arena_zalloc(&run, stream_threads(s));
	stream_work(s, work, &job);
	for (size_t i = 0; i < stream_threads(s) && job.o.check; i++)
		if (job.found[i])
			stream_negative(s);
	return stream_close(s);
}
