/*
 * A command that exists for the tests of lib/cli: one option of every kind,
 * two built-in files, and it prints what it was told.
 */
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "cli/cli.h"

struct toy {
	const char *rules, *by, *word, *log;
	struct list gates, lists;
	size_t at_least, block;
	double factor, threshold;
	bool total, verbose;
};

static const char *const by[] = { "turn", "byte", "conversation", NULL };

static const char *const known[] = { "strict", "plain", NULL };

static const struct opt options[] = { A_FILE_OFFERING('r', "rules", "FILE",
					  struct toy, rules, NULL, known,
					  "read the rules from FILE"),
	RATIO('t', "threshold", "SCORE", struct toy, threshold, "0.5",
	    "flag turns at or above SCORE"),
	CHOICE('b', "by", "UNIT", struct toy, by, "turn", by, "what to count"),
	COUNT('n', "at-least", "COUNT", struct toy, at_least, "0",
	    "skip what counts fewer than COUNT"),
	SIZE(0, "block-size-of-one-read", "SIZE", struct toy, block, "64K",
	    "read SIZE bytes at a time: a help that is long enough to need "
	    "two lines or even three lines of the terminal"),
	NUMBER('f', "factor", "X", struct toy, factor, "1",
	    "multiply by X; it's [really] \"any\" number: $HOME, `x`, \\n"),
	TEXT('w', "word", "TEXT", struct toy, word, NULL, "look for TEXT"),
	LIST('g', "gate", "EXPR", struct toy, gates, "hold to EXPR"),
	FILES(0, "list", "FILE", struct toy, lists, "read FILE as well"),
	MAYBE_OUT(
	    0, "log", "FILE", struct toy, log, "say what is done, in FILE"),
	FLAG('a', "total", struct toy, total, "print one sum at the end"),
	FLAG('v', "verbose", struct toy, verbose, "say more"), END };

static const struct example examples[] = {
	{ "what would a conversation be counted by?",
	    "hoff-toy --by=conversation --at-least 3 | grep '^by'" },
	{ "where do the rules come from?",
	    "hoff-toy --show-defaults=rules.jq" },
	{ NULL, NULL }
};

static const struct field fields[] = {
	{ "hoff.toy.count", "how many turns there are" }, { NULL, NULL }
};

static const char rules[] = "{ name: \"toy\" }\n", terms[] = "phrase\nhelp";

static const struct default_file defaults[] = {
	{ "rules.jq", "the rules", rules, rules + sizeof(rules) - 1 },
	{ "terms.csv", "the terms", terms, terms + sizeof(terms) - 1 },
	{ NULL, NULL, NULL, NULL }
};

static const char *
library(void)
{
	return "libtoy 1.0";
}

static const char *(*const libraries[])(void) = { library, NULL };

static const struct spec spec = {
	.name = "hoff-toy",
	.does = "print what the command line said",
	.operands = "[FILE]...",
	.about = "Reads nothing.  Writes each option and its value, one a "
		 "line, so that a test of the command line can look at it.\n\n"
		 "A line that begins with a dot:\n\n"
		 "    .like this one, kept as it is: \\fB --here\n\n"
		 "'Quotes' and .dots and e-mail stay themselves, use --total.",
	.options = options,
	.examples = examples,
	.fields = fields,
	.defaults = defaults,
	.libraries = libraries,
	.exits_negative = true,
};

static const char *
or_none(const char *text)
{
	return text ? text : "(none)";
}

static void
print_common(const struct common *c)
{
	const struct stream_opts *s = &c->stream;

	printf("output %s\nthreads %zu\nselect %s\nstrict %d\n",
	    or_none(s->output), s->threads, or_none(c->select), s->strict);
	printf("max-rejects %s\nmax-record %zu\nreject %s\nreject-raw %d\n",
	    or_none(s->max_rejects), s->max_record, or_none(s->reject),
	    s->reject_raw);
	printf("summary %d\nstats %s\nprogress %d\nno-progress %d\n",
	    s->summary, or_none(s->stats), s->progress, s->no_progress);
}

static void
print_precautions(void)
{
	struct rlimit core;

	getrlimit(RLIMIT_CORE, &core);
	printf("core-limit %llu\ndumpable %d\n",
	    (unsigned long long)core.rlim_max, prctl(PR_GET_DUMPABLE));
}

static void
print_list(const char *name, const struct list *l)
{
	printf("%s", name);
	for (size_t i = 0; i < l->n; i++)
		printf(" [%s]", l->at[i]);
	putchar('\n');
}

int
main(int argc, char **argv)
{
	struct toy t = { 0 };
	struct common c;
	char **operands = cli_parse(&spec, &t, &c, argv);

	(void)argc;
	printf("rules %s\nthreshold %g\nby %s\nat-least %zu\n",
	    or_none(t.rules), t.threshold, t.by, t.at_least);
	printf("block %zu\nfactor %g\nword %s\ntotal %d\nverbose %d\n", t.block,
	    t.factor, or_none(t.word), t.total, t.verbose);
	printf("log %s\n", t.log && !*t.log ? "unnamed" : or_none(t.log));
	print_list("gates", &t.gates);
	print_list("lists", &t.lists);
	print_common(&c);
	print_precautions();
	for (; *operands; operands++)
		printf("operand %s\n", *operands);
	return 0;
}
