#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fault.h"
#include "cli/answer.h"
#include "cli/table.h"

/* The day the text of this file last changed; never the day of the build. */
#define MAN_DATE "November 25, 2026"

enum { FULL = 72 }; /* bytes of a source line; roff fills anyway */

/* What roff would take for its own, outside and inside literal text. */
static const char *
escape(char c, bool literal)
{
	switch (c) {
	case '\\':
		return "\\e";
	case '~':
		return "\\(ti";
	case '^':
		return "\\(ha";
	case '`':
		return "\\(ga";
	case '-':
		return literal ? "\\-" : NULL;
	case '\'':
		return literal ? "\\(aq" : NULL;
	case '"':
		return literal ? "\\(dq" : NULL;
	default:
		return NULL;
	}
}

static void
put(const char *text, size_t n, bool literal)
{
	for (size_t i = 0; i < n; i++) {
		const char *safe = escape(text[i], literal);

		if (safe)
			fputs(safe, stdout);
		else
			putchar(text[i]);
	}
}

/* A name as a macro's argument: hyphens that can be copied from the page. */
static void
name(const char *text)
{
	put(text, strlen(text), true);
}

static size_t
word_at(const char *text, const char *end)
{
	size_t n = 0;

	while (text + n < end && !isspace((unsigned char)text[n]))
		n++;
	return n;
}

/* Words into lines; a sentence begins its own, as mdoc wants it. */
static void
prose(const char *text, size_t n)
{
	const char *end = text + n;
	bool stop = false;
	size_t at = 0, word;

	for (; text < end; text += word) {
		while (text < end && isspace((unsigned char)*text))
			text++;
		if (!(word = word_at(text, end)))
			break;
		stop = stop && is_upper(*text);
		if (at && (stop || at + word >= FULL)) {
			putchar('\n');
			at = 0;
		} else if (at) {
			putchar(' ');
		}
		if (!at && (*text == '.' || *text == '\''))
			fputs("\\&", stdout);
		put(text, word, *text == '-');
		at += word + 1;
		stop = strchr(".?!", text[word - 1]);
	}
	putchar('\n');
}

/* Lines as they are, but for the indent of the first: roff sets them in. */
static void
literal(const char *text, size_t n)
{
	const char *end = text + n;
	size_t indent = strspn(text, " ");

	puts(".Bd -literal -offset indent");
	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		const char *stop = newline ? newline : end;

		for (size_t i = 0; i < indent && *text == ' '; i++)
			text++;
		if (*text == '.' || *text == '\'')
			fputs("\\&", stdout);
		put(text, (size_t)(stop - text), true);
		putchar('\n');
		text = stop + 1;
	}
	puts(".Ed");
}

/* `about`: paragraphs, those that begin with a blank kept as they are. */
static void
paragraphs(const char *text)
{
	bool first = true;

	while (*text) {
		const char *gap = strstr(text, "\n\n");
		size_t n = gap ? (size_t)(gap - text) : strlen(text);

		if (*text == ' ' || *text == '\t') {
			literal(text, n);
		} else {
			if (!first)
				puts(".Pp");
			prose(text, n);
		}
		first = false;
		text += n + strspn(text + n, "\n");
	}
}

/*
 * A help as a sentence: "what to count" becomes "What to count.", but the name
 * of a command at its head stays a name.
 */
static void
sentence(const char *help)
{
	struct buf text = { 0 };

	buf_cstr(&text, help);
	if (strncmp(help, "hoff", 4))
		*text.p = to_upper(*help);
	if (!strchr(".?!", text.p[text.n - 1]))
		buf_char(&text, '.');
	prose(text.p, text.n);
	buf_free(&text);
}

static void
option(const struct opt *o)
{
	fputs(".It ", stdout);
	if (o->key)
		printf("Fl %c , ", o->key);
	fputs("Fl \\-", stdout);
	name(o->name);
	if (table_needs_value(o))
		fputs(" Ns = Ns Ar ", stdout);
	else if (table_takes_value(o))
		fputs(" Ns Op = Ns Ar ", stdout);
	if (table_takes_value(o))
		name(o->arg);
	putchar('\n');
	sentence(o->help);

	for (const char *const *c = o->choices; c && *c; c++) {
		fputs(c == o->choices ? "One of\n.Cm " : ".Cm ", stdout);
		name(*c);
		puts(c[1] ? " ," : " .");
	}
	if (table_repeats(o))
		printf("It may be given up to %d times.\n", LIST_CEILING);
	if (o->shown) {
		printf("The default is the number of %s.\n", o->shown);
	} else if (o->value && *o->value) {
		fputs("The default is\n.Cm ", stdout);
		name(o->value);
		puts(" .");
	}
}

static void
options(const struct spec *spec)
{
	puts(".Sh OPTIONS\n"
	     "Options and operands may stand in any order;\n"
	     ".Fl \\-\n"
	     "ends the options.\n"
	     "Of an option given twice, the last one counts,\n"
	     "unless it says that it may be given several times.\n"
	     "Sizes take the suffixes K, M and G, powers of 1024.");
	if (spec->options->name) {
		puts(".Bl -tag -width Ds");
		for (const struct opt *o = spec->options; o->name; o++)
			option(o);
		puts(".El\n.Pp\nThese are common to all filters:");
	}
	puts(".Bl -tag -width Ds");
	for (const struct opt *o = cli_common; o->name; o++)
		option(o);
	puts(".El");
}

/* A tagged list of names and what they are. */
static void
item(const char *macro, const char *tag, const char *help)
{
	printf(".It %s", macro);
	name(tag);
	putchar('\n');
	sentence(help);
}

static void
output(const struct field *f)
{
	if (!f || !f->name)
		return;
	puts(".Sh OUTPUT\n.Bl -tag -width Ds");
	for (; f->name; f++)
		item("Va ", f->name, f->help);
	puts(".El");
}

static void
files(const struct spec *spec)
{
	const struct default_file *d = spec->defaults;

	if (!d || !d->name)
		return;
	puts(".Sh FILES\n"
	     "Nothing needs to be installed beside the command: "
	     "it carries these files, and\n"
	     ".Fl \\-show\\-defaults Ns = Ns Ar NAME\n"
	     "prints one of them to start your own from.\n"
	     ".Bl -tag -width Ds");
	for (; d->name; d++)
		item("Pa ", d->name, d->help);
	puts(".El");
}

static void
exit_status(const struct spec *spec)
{
	puts(".Sh EXIT STATUS\n.Bl -tag -width Ds -compact");
	item("", "0", "all is well");
	if (spec->exits_negative)
		item("", "1",
		    "the answer is no: a gate failed, a check found something "
		    "or a test failed, whether or not records were rejected");
	item("", "2",
	    "it could not run: wrong usage or rules, a missing file, "
	    "a failed write, no memory, or input that ends too early; "
	    "the files of its results (-o, a report) are left as they were");
	item("", "3",
	    spec->exits_negative
		? "it finished, and the answer is not no, but some records "
		  "were rejected"
		: "it finished, but some records were rejected");
	puts(".El\n.Pp\n"
	     "Of a pipe the shell tells the status of the last command only: "
	     "where an\n"
	     "earlier one could not run, or its input was cut off, the last "
	     "one is content\n"
	     "with what came.\n"
	     "Begin scripts and jobs of CI and cron with\n"
	     ".Ic set -o pipefail\n"
	     "(bash, ksh, zsh).");
}

static void
examples(const struct spec *spec)
{
	const struct example *e = spec->examples;

	if (!e || !e->shows)
		return;
	puts(".Sh EXAMPLES");
	for (; e->shows; e++) {
		sentence(e->shows);
		literal(e->run, strlen(e->run));
		if (e[1].shows)
			puts(".Pp");
	}
}

static void
diagnostics(const struct spec *spec)
{
	puts(".Sh DIAGNOSTICS\n"
	     "A record that cannot be used is rejected, named on standard "
	     "error as");
	printf(".Bd -literal -offset indent\n");
	name(spec->name);
	puts(": FILE:LINE:COLUMN: reason: phrase\n.Ed\n.Pp\n"
	     "and the run goes on.\n"
	     "A message never quotes a conversation.\n"
	     "The reasons are:\n"
	     ".Bl -tag -width Ds");
	for (enum reason r = 0; r < N_REASONS; r++)
		item("Cm ", reason_code(r), reason_help(r));
	puts(".El");
}

/* COMMANDS is the suite, "hoff-a hoff-b", as the Makefile finds it. */
static void
see_also(const struct spec *spec)
{
	const char *command = COMMANDS;

	puts(".Sh SEE ALSO");
	while (*command) {
		size_t n = strcspn(command, " ");

		if (!str_eq((struct str){ command, n }, str_of(spec->name))) {
			fputs(".Xr ", stdout);
			put(command, n, true);
			puts(" 1 ,");
		}
		command += n;
		command += strspn(command, " ");
	}
	puts(".Xr jq 1");
}

/* "[FILE]..." as mdoc says it. */
static void
synopsis(const struct spec *spec)
{
	const char *s = spec->operands;
	size_t n = strlen(s);

	puts(".Sh SYNOPSIS\n.Nm\n.Op Ar OPTION ...");
	if (n > 5 && *s == '[' && !strcmp(s + n - 4, "]...")) {
		fputs(".Op Ar ", stdout);
		put(s + 1, n - 5, true);
		puts(" ...");
	} else if (n) {
		fputs(".Ar ", stdout);
		name(s);
		putchar('\n');
	}
}

void
write_man(const struct spec *spec)
{
	fputs(".Dd " MAN_DATE "\n.Dt ", stdout);
	for (const char *c = spec->name; *c; c++)
		putchar(to_upper(*c));
	fputs(" 1\n.Os hoff " VERSION "\n.Sh NAME\n.Nm ", stdout);
	name(spec->name);
	printf("\n.Nd %s\n", spec->does);
	synopsis(spec);
	puts(".Sh DESCRIPTION");
	paragraphs(spec->about);
	options(spec);
	output(spec->fields);
	files(spec);
	exit_status(spec);
	examples(spec);
	diagnostics(spec);
	see_also(spec);
}
