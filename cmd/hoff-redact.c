/* hoff-redact - take personal data out of conversations, with an audit trail */

#include <stdlib.h>
#include <unistd.h>

#include "base/die.h"
#include "base/embed.h"
#include "base/near.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "crypto/crypto.h"
#include "expr/expr.h"
#include "pattern/pattern.h"
#include "redact/redact.h"
#include "stream/stream.h"

EMBED(embed_redact_default_jq);
EMBED(embed_redact_gdpr_jq);
EMBED(embed_redact_hipaa_jq);
EMBED(embed_redact_minimal_jq);
EMBED(embed_redact_pci_jq);
EMBED(embed_redact_strict_jq);
EMBED(embed_redact_manifest_schema_json);
EMBED(embed_redact_redact_schema_json);
#define LIST_EMBED(name, help) EMBED(embed_redact_##name##_csv);
REDACT_LISTS(LIST_EMBED)
EMBED(embed_redact_words_csv);
EMBED(embed_redact_namings_csv);
EMBED(embed_redact_members_csv);

enum { POLICY_CEILING = 1 << 20, RUN_CEILING = 64 << 20 };

struct opts {
	const char *policy, *only, *scope;
	struct list keep, only_in;
	const char *key_file, *key_fd, *gen_key, *manifest;
	bool spans, check;
};

static const char *const policies[] = { "default", "gdpr", "hipaa", "pci",
	"strict", "minimal", NULL };

static const char *const scopes[] = { "conversation", "corpus", NULL };

static const struct opt options[] = {
	A_FILE_OFFERING('p', "policy", "NAME|FILE", struct opts, policy,
	    "default", policies,
	    "what to look for, what to write instead and what to keep: "
	    "default, gdpr, hipaa, pci, strict, minimal, or a FILE"),
	TEXT_OFFERING(0, "only", "KINDS", struct opts, only, NULL,
	    redact_kind_names, "look for these kinds only, as in CARD,IBAN"),
	LIST_OFFERING(0, "keep", "KINDS|PATH", struct opts, keep,
	    redact_kind_names,
	    "do not look for these kinds, as in NAME,URL, or at this path, as "
	    "in .customer.ref; .x.. is all below too"),
	LIST(0, "only-in", "PATH", struct opts, only_in,
	    "look only at this path and below, as in .turns[].text"),
	CHOICE(0, "scope", "SCOPE", struct opts, scope, NULL, scopes,
	    "where equal values are written alike: conversation or corpus"),
	A_FILE(0, "key-file", "FILE", struct opts, key_file, NULL,
	    "the key of pseudonyms, surrogates and shifts: a file that only "
	    "its owner may read"),
	TEXT(0, "key-fd", "N", struct opts, key_fd, NULL,
	    "read the key from file descriptor N"),
	OUT_FILE(0, "gen-key", "FILE", struct opts, gen_key, NULL,
	    "write a new key to FILE, which must not exist, and end"),
	OUT_FILE(0, "manifest", "FILE", struct opts, manifest, NULL,
	    "write to FILE what the run did: counts, policy, key id; nothing "
	    "personal"),
	FLAG(0, "spans", struct opts, spans,
	    "add the place of every finding to the annotation"),
	FLAG(0, "check", struct opts, check,
	    "change nothing: print what is left in each record (with --spans "
	    "where), exit 1 if anything is; what is kept is not left, but "
	    "named if it looks personal"),
	END
};

static const struct example examples[] = {
	{ "take personal data out before a log leaves the house",
	    "hoff-redact testdata/hoff-redact/everyday.in.ndjson | head -n 1" },
	{ "see that a redacted log holds nothing more of what is looked for",
	    "hoff-redact testdata/hoff-redact/everyday.in.ndjson | "
	    "hoff-redact --check && echo clean" },
	{ "pseudonyms under a key that nobody has afterwards",
	    "hoff-redact -p gdpr --key-file <(head -c 32 /dev/urandom) "
	    "testdata/hoff-redact/everyday.in.ndjson | "
	    "jq -r '.turns[0].text'" },
	{ "cards cut to six and four digits, with a manifest for the auditor",
	    "m=$(mktemp) && hoff-redact -p pci --manifest \"$m\" "
	    "testdata/hoff-redact/everyday.in.ndjson >/dev/null && "
	    "jq .counts \"$m\" && rm \"$m\"" },
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
		    "decided and was replaced as a whole; \"not_looked_at\" "
		    "when the record has turns, and no text that --only-in "
		    "and keep leave to look at" },
	{ "withheld", "how many strings that were, over all runs" },
	{ "counts", "what was replaced, by kind, over all runs" },
	{ "rules", "the same by the rule that found it, over all runs; what an "
		   "earlier one calls by a name that is none of ours or of the "
		   "policy's is \"other\"" },
	{ "operators",
	    "what was written, by kind, where it is no placeholder" },
	{ "shifted", "a proof under the key for each date that was shifted" },
	{ "spans",
	    "with --spans: path, turn, start, end (code points of the "
	    "text before redaction), kind, rule, score (0..1), operator; "
	    "key where it was in the member's name" },
	{ NULL, NULL }
};

static const struct default_file defaults[] = {
	{ "default.jq", "the policy without -p: what identifies people",
	    embed_redact_default_jq, embed_redact_default_jq_end },
	{ "gdpr.jq", "pseudonyms under a key (GDPR, article 4(5))",
	    embed_redact_gdpr_jq, embed_redact_gdpr_jq_end },
	{ "hipaa.jq", "the 18 identifiers of HIPAA's Safe Harbor",
	    embed_redact_hipaa_jq, embed_redact_hipaa_jq_end },
	{ "minimal.jq", "cards, accounts, secrets and identity numbers only",
	    embed_redact_minimal_jq, embed_redact_minimal_jq_end },
	{ "pci.jq", "cards truncated, codes dropped (PCI DSS 4.0.1)",
	    embed_redact_pci_jq, embed_redact_pci_jq_end },
	{ "strict.jq", "every kind, everywhere but what joins records",
	    embed_redact_strict_jq, embed_redact_strict_jq_end },
#define LIST_DEFAULT(name, help) \
	{ #name ".csv", help, embed_redact_##name##_csv, \
		embed_redact_##name##_csv_end },
	REDACT_LISTS(LIST_DEFAULT){ "words.csv",
	    "single words that tell what stands beside them, by list and "
	    "language",
	    embed_redact_words_csv, embed_redact_words_csv_end },
	{ "namings.csv", "what numbers are called, by kind and language",
	    embed_redact_namings_csv, embed_redact_namings_csv_end },
	{ "members.csv", "what members are called, by what they hold",
	    embed_redact_members_csv, embed_redact_members_csv_end },
	{ "manifest.schema.json", "JSON Schema of the file of --manifest",
	    embed_redact_manifest_schema_json,
	    embed_redact_manifest_schema_json_end },
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
	    "IBANs (country, structure, mod 97; with a wrong digit where they "
	    "are called so or printed in fours), e-mail addresses, telephone "
	    "numbers "
	    "(bare digits only where somebody speaks of a telephone), IP "
	    "addresses, hardware addresses, URLs, API keys, private keys "
	    "(PEM) and wallets by their form, geographical coordinates, and "
	    "the names that a record "
	    "gives in its own metadata. What has no form is found by what is "
	    "said around it, in seven languages, and some of it in Hindi (of "
	    "both scripts), Polish and Swedish: names of people (also by a "
	    "model of words in context; a name that was said once goes in "
	    "the whole record), towns, streets, passwords, user names, "
	    "one-time codes, numbers and addresses of mail dictated in "
	    "words. Identity numbers of sixteen countries "
	    "go where somebody calls one by its name (\"my SSN\"), and "
	    "without that where their check digits are right and they are "
	    "written as only such numbers are, or somebody speaks of identity "
	    "or taxes. Documents, codes and dates that mean nothing by "
	    "themselves (PIN, CVV, passport, account, date of birth ...) go "
	    "where they are called by their name, in the text, in the turn "
	    "before, or by the member that holds them, or that names what the "
	    "next one holds ({\"entity\": \"pin\", \"value\": ...}). Times, "
	    "UUIDs, prices, decimals, versions and tracking numbers stay.\n\n"
	    "All this is also found where signs stand for others: letters "
	    "and digits of full width, in bold or in circles, zero-width "
	    "characters, the escapes of JSON in a text, %40 and &#64;, tags of "
	    "HTML without attributes. Base64 of a text goes as a whole where "
	    "keys are looked for, as what it holds or as a key. Not found are "
	    "values in hexadecimal or encrypted, telephone numbers in letters "
	    "(1-800-FLOWERS), numbers in ideographs, a number whose parts "
	    "stand in several members or elements, or, but for cards in "
	    "groups, with words between them in one text, a domain that is "
	    "somebody's own without http or www, "
	    "and a coordinate by itself, unless its member is called so.\n\n"
	    "A number that one speaker dictates over several messages is found "
	    "too, with up to two messages of others between its parts.\n\n"
	    "A policy (-p) is a jq program that evaluates to one object: kinds "
	    "looked for, operators that say for a kind what is written "
	    "instead, "
	    "paths kept (keep) or looked at alone (only_in), lists of terms "
	    "always found (deny: {PROJECT: \"names.csv\"}) or never (allow), "
	    "and recognisers of its own, as in {rule: \"badge\", kind: "
	    "\"STAFF\", pattern: \"B-\\\\d{6}\", context: [\"badge\"], check: "
	    "\"luhn\"} (checks are luhn, mod11, mod97, verhoeff; every "
	    "quantifier of a pattern has an upper bound). --show-defaults "
	    "prints those built in.\n\n"
	    "Kept by all built-in policies, for they join records or say no "
	    "more than when and how, are conversation_id, channel, language, "
	    "started_at, ended_at, customer.id, role and at of turns, at and "
	    "type of events, and by most agent_id and bot.version "
	    "(--show-defaults). Where such an id is somebody's address or "
	    "number, --check says so on standard error: pseudonymise it "
	    "before, or take it out of keep.\n\n"
	    "The operators are placeholder (<CARD_1>), mask (the last four of "
	    "nine or more, of what was dictated in words too), truncate (first "
	    "six and last four of a card), "
	    "pseudonym (<CARD_ and 26 letters>), surrogate (a value of the "
	    "same "
	    "shape from ranges set apart for tests and fiction; CARD, EMAIL, "
	    "IBAN, IP, MAC, NHS, PHONE, SSN, URL; telephone numbers are "
	    "those that Ofcom, Arcep, the Bundesnetzagentur, ACMA and NANPA "
	    "keep for drama), generalise (a date to its "
	    "year, an age to its ten years or 90+, a ZIP code to three digits "
	    "or 000), shift (all dates of a customer by the same 1 to 364 "
	    "days, "
	    "back), drop and keep. CVV is always looked for and is never kept, "
	    "in part or under a key, nor where anything else is: at a path of "
	    "keep, beside those of only_in, or in a list of allow. What was "
	    "written is looked through again: "
	    "where it would be found, it becomes a placeholder. The annotation "
	    "remembers what was written, so that a check, or a second run, "
	    "knows it for ours. Nobody need believe it: a surrogate counts "
	    "where it is of a range that is nobody's, and a date that was "
	    "shifted where the key proves it, so that a check of such a log "
	    "takes the key too.\n\n"
	    "The annotation is a note and no seal: an export that comes with "
	    "a hoff.redact of its own was not redacted because it says so, and "
	    "hoff-packet believes it. Of a log from elsewhere, redact it again "
	    "in the pipe that writes the packets, which costs nothing where it "
	    "was done before, or stop where hoff-redact --check finds "
	    "anything.\n\n"
	    "Pseudonyms, surrogates and shifts, and every placeholder with "
	    "--scope corpus, take a key, from a file that nobody else may read "
	    "or from a file descriptor, never from the command line or the "
	    "environment. A pseudonym is the first 130 bits of HMAC-SHA-256 in "
	    "base 32, over the scope (the conversation's id, or nothing) and "
	    "the "
	    "value in its normal form, under a key derived for its kind, its "
	    "use "
	    "and the policy's domain; see tests/hoff-redact-policy.bats for "
	    "the "
	    "recipe. Who destroys the key cuts the way back.\n\n"
	    "It fails closed. Where a pattern cannot be decided the whole "
	    "string becomes <REDACTED> and the record is marked; a record that "
	    "cannot be finished is rejected. "
	    "A policy, or an option, that leaves nothing to look for is "
	    "refused, as are operators of kinds that are not looked for, and a "
	    "path (keep, only_in) that no record can have. Of "
	    "other systems' members, a path that no record had is named at "
	    "the end; if it was to be looked at (only_in), or nothing was "
	    "looked at in any record, the status is 1. Records in which "
	    "nothing was looked at are refused by hoff-packet.\n\n"
	    "Placeholders of an earlier run keep their numbers and its counts "
	    "are added to; what only looks like one, <PIN_9911>, is what it "
	    "says. Texts change their length: evidence offsets that "
	    "hoff-score wrote refer to the text before redaction, so cut "
	    "quotations (hoff-packet) by turn, not by offset, or redact "
	    "first.\n\n"
	    "Redacted is not anonymous: who knows the conversation may know "
	    "its people again.",
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
	struct redact **all; /* one for each worker */
	bool *found;	     /* the same */
};

/* What the worker has found in all its records. */
static void
count(struct worker *w, const struct redact *r)
{
	struct buf name = { 0 };

	for (size_t k = 0; k < redact_kinds(); k++) {
		if (!redact_total(r, k))
			continue;
		buf_clear(&name);
		buf_cstr(&name, "redacted.");
		buf_str(&name, redact_kind(k));
		stream_count(w, buf_view(&name), redact_total(r, k));
	}
	buf_free(&name);
	if (redact_total_withheld(r))
		stream_count(w, STR("withheld"), redact_total_withheld(r));
}

static void
work(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct redact *r = redact_new(job->policy, job->o.spans, w);
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
			redact_report(r);
			stream_done(w);
		} else {
			conv_annotate_edited(&reader, &c, redact_write(r),
			    "redact", redact_annotation(r));
		}
	}
	count(w, r);
	conv_shut(&reader);
	job->all[w->index] = r;
}

static const char *
nearest_policy(const char *name)
{
	const char *best = "default";
	size_t fewest = SIZE_MAX;

	for (const struct default_file *d = defaults; d->name; d++) {
		size_t n = strcspn(d->name, "."), edits;

		edits = near_edits(str_of(name), (struct str){ d->name, n });
		if (strcmp(d->name + n, ".jq") == 0 && edits < fewest) {
			fewest = edits;
			best = d->name;
		}
	}
	return best;
}

/* A policy of ours by its name, or a file. */
static struct redact_policy *
read_policy(const char *name, struct arena *run)
{
	struct str file = { 0 };

	for (const struct default_file *d = defaults; d->name; d++) {
		size_t n = strcspn(d->name, ".");

		if (strcmp(d->name + n, ".jq") == 0 &&
		    str_eq(str_of(name), (struct str){ d->name, n }))
			return redact_policy_read(
			    embed_str(d->begin, d->end), d->name, run);
	}
	if (!strpbrk(name, "./") && access(name, F_OK) < 0)
		die("no policy is called '%s', nor a file; the nearest is %s",
		    name, nearest_policy(name));
	file = stream_slurp(name, POLICY_CEILING, run);
	return redact_policy_read(file, name, run);
}

static struct crypto_key *
read_key(const struct opts *o)
{
	char *end;
	long fd;

	if (o->key_file && o->key_fd)
		die("--key-file and --key-fd: one key is enough");
	if (o->key_file)
		return crypto_key_from_file(o->key_file);
	if (!o->key_fd)
		return NULL;
	fd = strtol(o->key_fd, &end, 10);
	if (end == o->key_fd || *end || fd < 0 || fd > 1 << 20)
		die("--key-fd: not the number of a file descriptor");
	return crypto_key_from_fd((int)fd);
}

static struct redact_policy *
make_policy(const struct opts *o, struct arena *run)
{
	struct redact_policy *p = read_policy(o->policy, run);
	struct crypto_key *key = read_key(o);

	if (o->only)
		redact_policy_only(p, o->only);
	for (size_t i = 0; i < o->keep.n; i++)
		redact_policy_keep(p, o->keep.at[i]);
	for (size_t i = 0; i < o->only_in.n; i++)
		redact_policy_only_in(p, o->only_in.at[i]);
	if (o->scope)
		redact_policy_scope(p, strcmp(o->scope, "corpus") == 0);
	if (o->check)
		redact_policy_find_only(p);
	if (key)
		redact_policy_key(p, key);
	else if (redact_policy_is_keyed(p))
		die("%s: this policy takes a key: --key-file or --key-fd "
		    "(--gen-key makes one)",
		    o->policy);
	crypto_key_free(key);
	return p;
}

static void
finish(struct stream *s, const struct job *job)
{
	struct buf manifest = { 0 };

	if (job->o.manifest) {
		redact_manifest(
		    job->policy, job->all, stream_threads(s), &manifest);
		stream_write_aside(s, buf_view(&manifest));
		buf_free(&manifest);
	}
	if (redact_unmet(job->policy, job->all, stream_threads(s)))
		stream_negative(s);
	if (job->o.check)
		redact_tell_kept(job->policy, job->all, stream_threads(s));
	for (size_t i = 0; i < stream_threads(s); i++)
		redact_free(job->all[i]);
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	char **operands = cli_parse(&spec, &job.o, &job.common, argv);
	struct arena run;
	struct stream *s;
	int status;

	(void)argc;
	arena_init(&run, RUN_CEILING);
	if (job.o.gen_key) {
		crypto_key_generate(job.o.gen_key);
		return ALL_GOOD;
	}
	job.policy = make_policy(&job.o, &run);
	job.select = conv_select(job.common.select, &run);
	s = stream_open(&job.common.stream, operands);
	job.found = arena_zalloc(&run, stream_threads(s));
	job.all = arena_zalloc(&run, stream_threads(s) * sizeof(*job.all));
	if (job.o.manifest)
		stream_aside(s, job.o.manifest);
	stream_work(s, work, &job);
	finish(s, &job);
	for (size_t i = 0; i < stream_threads(s) && job.o.check; i++)
		if (job.found[i])
			stream_negative(s);
	status = stream_close(s);
	redact_policy_free(job.policy);
	arena_free(&run);
	return status;
}
