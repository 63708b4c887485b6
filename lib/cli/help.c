#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "cli/answer.h"
#include "cli/table.h"

enum {
	WIDTH = 79,  /* the last column stays free */
	COLUMN = 26, /* where the texts of a list begin, at most */
};

/*
 * Fill text into the lines from column `indent` to WIDTH, where the cursor
 * stands in column `at` of the first.  Ends the last line.
 */
static void
fill(const char *text, size_t n, size_t at, size_t indent)
{
	const char *end = text + n;

	while (text < end) {
		size_t word;

		while (text < end && isspace((unsigned char)*text))
			text++;
		for (word = 0;
		     text + word < end && !isspace((unsigned char)text[word]);)
			word++;
		if (!word)
			break;
		if (at > indent && at + 1 + word > WIDTH) {
			putchar('\n');
			at = 0;
		}
		if (at < indent)
			at += (size_t)printf("%*s", (int)(indent - at), "");
		else if (at > indent)
			at += (size_t)printf(" ");
		at += (size_t)printf("%.*s", (int)word, text);
		text += word;
	}
	putchar('\n');
}

/* A row of two columns; a left part that is too wide has its own line. */
static void
row(const char *left, const char *right, size_t column)
{
	size_t at = (size_t)printf("  %s", left);

	if (at + 2 > column) {
		putchar('\n');
		at = 0;
	}
	fill(right, strlen(right), at, column);
}

static void
left_of(const struct opt *o, struct buf *b)
{
	buf_clear(b);
	if (o->key)
		buf_printf(b, "-%c, ", o->key);
	else
		buf_cstr(b, "    ");
	buf_printf(b, "--%s", o->name);
	if (table_needs_value(o))
		buf_printf(b, "=%s", o->arg);
	else if (table_takes_value(o))
		buf_printf(b, "[=%s]", o->arg);
	buf_char(b, 0);
}

/* "what it does (a, b) [default]" */
static void
right_of(const struct opt *o, struct buf *b)
{
	buf_clear(b);
	buf_cstr(b, o->help);
	for (const char *const *c = o->choices; c && *c; c++)
		buf_printf(b, "%s%s", c == o->choices ? " (" : ", ", *c);
	if (o->choices)
		buf_char(b, ')');
	if (table_repeats(o))
		buf_cstr(b, " (repeatable)");
	if (o->value && *o->value)
		buf_printf(b, " [%s]", o->shown ? o->shown : o->value);
	buf_char(b, 0);
}

static void
write_options(const char *title, const struct opt *table)
{
	struct buf left = { 0 }, right = { 0 };

	if (!table->name)
		return;
	printf("\n%s:\n", title);
	for (const struct opt *o = table; o->name; o++) {
		if (o->kind == OPT_EMIT) /* for builders: in the manual */
			continue;
		left_of(o, &left);
		right_of(o, &right);
		row(left.p, right.p, COLUMN);
	}
	buf_free(&left);
	buf_free(&right);
}

static void
write_defaults(const struct default_file *files)
{
	size_t column = 0;

	if (!files || !files->name)
		return;
	printf("\nBuilt-in files (--show-defaults=NAME prints one):\n");
	for (const struct default_file *d = files; d->name; d++)
		if (strlen(d->name) + 4 > column)
			column = strlen(d->name) + 4;
	if (column > COLUMN)
		column = COLUMN;
	for (const struct default_file *d = files; d->name; d++)
		row(d->name, d->help, column);
}

void
write_help(const struct spec *spec)
{
	const char *gap = strstr(spec->about, "\n\n");

	printf("usage: %s [OPTION]... %s\n", spec->name, spec->operands);
	printf("%c%s.\n\n", to_upper(*spec->does), spec->does + 1);
	fill(spec->about,
	    gap ? (size_t)(gap - spec->about) : strlen(spec->about), 0, 0);
	write_options("Options", spec->options);
	write_options("Common to all filters", cli_common);
	write_defaults(spec->defaults);

	printf("\nExit status:\n  0  all well\n");
	if (spec->exits_negative)
		printf("  1  the answer is no: a check or a gate failed, "
		       "records rejected or not\n");
	printf("  2  could not run, or could not write\n"
	       "  3  finished, but some records were rejected\n");

	for (const struct example *e = spec->examples; e && e->shows; e++)
		printf("%s  # %s\n  %s\n",
		    e == spec->examples ? "\nExamples:\n" : "\n", e->shows,
		    e->run);
}
