/*
 * csv			check the room
 * csv FILE		print the rows of a CSV file as JSON
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/die.h"
#include "csv/csv.h"

static int failures;

/* The fields between bars, the rows with their lines: "1:a|b 2:c|d". */
static void
show(const struct csv *c, struct buf *b)
{
	for (size_t i = 0; i < c->n_columns; i++)
		buf_printf(b, "%s%.*s", i ? "|" : "", STR_ARG(c->header[i]));
	for (size_t i = 0; i < c->n_rows; i++) {
		buf_printf(b, " %zu:", c->row_numbers[i]);
		for (size_t k = 0; k < c->n_columns; k++)
			buf_printf(
			    b, "%s%.*s", k ? "|" : "", STR_ARG(c->rows[i][k]));
	}
}

static const struct sample {
	const char *bytes, *rows;
} samples[] = {
	{ "a", "a" },
	{ "a,b\n1,2\n", "a|b 2:1|2" },
	{ "a,b\r\n1,2\r\n3,4", "a|b 2:1|2 3:3|4" },
	{ "a,b\r1,2\r3,4", "a|b 2:1|2 3:3|4" },
	{ "\xef\xbb\xbf"
	  "a,b\n1,2\n",
	    "a|b 2:1|2" },
	{ "\n \t\r\na\n\n\n1\n  \n2\n\n", "a 6:1 8:2" },
	{ " a ,\"b\t\"\n 1 ,2\n", "a|b 2: 1 |2" },
	{ "a,b\n,\n1,\n,2", "a|b 2:| 3:1| 4:|2" },
	{ "a,b\n\"x\n\ny\",2\n3,4\n", "a|b 2:x\n\ny|2 5:3|4" },
	{ "a,b\r\n\"x\r\ny\",2\r\n3,4\r\n", "a|b 2:x\r\ny|2 4:3|4" },
	{ "a\n\"\"\n\"\"\"\"\n\"a\"\"b\"\n\"a,b\"\n", "a 2: 3:\" 4:a\"b "
						      "5:a,b" },
	/* as spreadsheets write where the comma is the decimal sign */
	{ "\xef\xbb\xbf\r\na;\"b\"\r\n1,5;\"x;y\"\r\n", "a|b 3:1,5|x;y" },
	{ "a\tb\n1;2\t\"3\t4\"\n\t\n", "a|b 2:1;2|3\t4" },
	{ "a,b;c\n1,2\n", "a|b;c 2:1|2" },
	{ "a\n'x'\n=1\n\xc3\xa9\n", "a 2:'x' 3:=1 4:\xc3\xa9" },
};

static void
check_samples(void)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		const struct sample *s = &samples[i];
		struct arena a;
		struct csv c;
		struct buf b = { 0 };

		arena_init(&a, 1 << 20);
		csv_read(&c, "good.csv", str_of(s->bytes), &a);
		show(&c, &b);
		if (!str_eq(buf_view(&b), str_of(s->rows))) {
			failures++;
			printf("\"%s\": \"%.*s\", not \"%s\"\n", s->bytes,
			    STR_ARG(buf_view(&b)), s->rows);
		}
		buf_free(&b);
		arena_free(&a);
	}
}

static const struct refusal {
	struct str bytes;
	const char *message;
} refusals[] = {
	{ STR(""), ":1: empty: a header row is needed" },
	{ STR("\xef\xbb\xbf\n \n"), ":1: empty: a header row is needed" },
	{ STR("a,b\n1,2\n3\n4,5\n"), ":3: 1 field where the header has 2" },
	{ STR("a,b\n1,2\n3,4,5"), ":3: 3 fields where the header has 2" },
	{ STR("a,b\n\n\"x\ny\",1,2\n"), ":3: 3 fields where the header has 2" },
	{ STR("a,b\n1;2\n"), ":2: 1 field where the header has 2" },
	{ STR("a;b\n1,2\n"), ":2: 1 field where the header has 2" },
	{ STR("a\n1;2,5\n"), ":2: 2 fields where the header has 1" },
	{ STR("a,b\n1,x\"y\n"), ":2: a stray quote: a field with quotes "
				"stands in quotes, and each is doubled" },
	{ STR("a,b\n1,2\n\"x\ny\"z,2\n"),
	    ":4: a stray quote: a field with "
	    "quotes stands in quotes, and each is doubled" },
	{ STR("a,b\n1, \"2\"\n"), ":2: a stray quote: a field with quotes "
				  "stands in quotes, and each is doubled" },
	{ STR("a,b\n1,2\n3,\"4\n5,6\n"), ":3: a quote is never closed in the "
					 "row that starts here" },
	{ STR("a,\"b\n"), ":1: a quote is never closed in the row that starts "
			  "here" },
	{ STR("a\n\"x\"\"\n"), ":2: a quote is never closed in the row that "
			       "starts here" },
	{ STR("a,b,a\n1,2,3\n"), ":1: columns 1 and 3 are both 'a'" },
	{ STR("\na, a\n1,2\n"), ":2: columns 1 and 2 are both 'a'" },
	{ STR("a\nb\xff\n"), ":2: byte 2 is not UTF-8" },
	{ STR("a\nb\nc\xe2\x82"), ":3: byte 2 is not UTF-8" },
	{ STR("a\n\x80\n"), ":2: byte 1 is not UTF-8" },
	{ STR("a\n\xc0\x80\n"), ":2: byte 1 is not UTF-8" },
	{ STR("a\n\xe0\x9f\xbf\n"), ":2: byte 1 is not UTF-8" },
	{ STR("a\n\xed\xa0\x80\n"), ":2: byte 1 is not UTF-8" },
	{ STR("a\n\xf0\x8f\xbf\xbf\n"), ":2: byte 1 is not UTF-8" },
	{ STR("a\n\xf4\x90\x80\x80\n"), ":2: byte 1 is not UTF-8" },
	{ STR("a\n\xf5\x80\x80\x80\n"), ":2: byte 1 is not UTF-8" },
	{ STR("a\nx\0y\n"), ":2: byte 2 is NUL" },
	{ STR("\xff\xfe"
	      "a\0"),
	    ":1: UTF-16: save it as UTF-8" },
	{ STR("\xfe\xff\0a"), ":1: UTF-16: save it as UTF-8" },
	{ STR("a\xff"), ":1: byte 2 is not UTF-8" },
};

/* Run in a child and catch what it says on standard error. */
static void catch (void (*work)(const void *), const void *arg, struct buf *b)
{
	int pipes[2], status = 0;
	ssize_t n;
	pid_t child;

	if (pipe(pipes) != 0 || (child = fork()) < 0)
		abort();
	if (child == 0) {
		dup2(pipes[1], STDERR_FILENO);
		work(arg);
		_exit(0);
	}
	close(pipes[1]);
	while ((n = read(pipes[0], buf_reserve(b, 512), 512)) > 0)
		b->n += (size_t)n;
	close(pipes[0]);
	waitpid(child, &status, 0);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != TROUBLE)
		buf_printf(b, "(wait status %d)", status);
}

static void
read_bad(const void *arg)
{
	const struct str *bytes = arg;
	struct arena a;
	struct csv c;

	arena_init(&a, 1 << 20);
	csv_read(&c, "bad.csv", *bytes, &a);
}

static void
expect(const struct buf *b, const char *before, const char *message)
{
	struct buf want = { 0 };

	buf_printf(&want, "unit: %s%s\n", before, message);
	if (!str_eq(buf_view(b), buf_view(&want))) {
		failures++;
		printf("\"%.*s\", not \"%.*s\"\n", STR_ARG(buf_view(b)),
		    STR_ARG(buf_view(&want)));
	}
	buf_free(&want);
}

static void
check_refusals(void)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		struct buf b = { 0 };

		catch (read_bad, &refusals[i].bytes, &b);
		expect(&b, "bad.csv", refusals[i].message);
		buf_free(&b);
	}
}

static const char *const known[] = { "term", "weight", "language", NULL };

static void
misspell(const void *arg)
{
	struct str name = str_of(arg);
	struct csv c = { .header = &name, .n_columns = 1 };

	csv_only(&c, "list.csv", known);
}

static void
miss(const void *arg)
{
	struct str name = str_of(arg);
	struct csv c = { .header = &name, .n_columns = 1 };

	csv_need(&c, "list.csv", "weight");
}

static void
check_columns(void)
{
	struct str names[] = { STR("weight"), STR("term") };
	struct csv c = { .header = names, .n_columns = 2 };
	struct buf b = { 0 };

	csv_only(&c, "list.csv", known);
	if (csv_column(&c, "term") != 1 || csv_column(&c, "ter") != -1 ||
	    csv_need(&c, "list.csv", "weight") != 0) {
		failures++;
		printf("columns are not found\n");
	}
	catch (misspell, "langauge", &b);
	expect(&b, "list.csv",
	    ": unknown column 'langauge' (did you mean "
	    "'language'?)");
	buf_clear(&b);
	catch (misspell, "Sprache", &b);
	expect(&b, "list.csv",
	    ": unknown column 'Sprache' (known: term, weight, language)");
	buf_clear(&b);
	catch (miss, "term", &b);
	expect(&b, "list.csv", ": no column 'weight'");
	buf_free(&b);
}

static const struct written {
	const char *field, *bytes;
} written[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "two words", "two words" },
	{ " edge", "\" edge\"" },
	{ "edge ", "\"edge \"" },
	{ "a,b", "\"a,b\"" },
	{ "a\"b", "\"a\"\"b\"" },
	{ "a\nb", "\"a\nb\"" },
	{ "a\rb", "\"a\rb\"" },
	{ "'x", "'x" },
	/* what a spreadsheet would run */
	{ "=1+1", "'=1+1" },
	{ "+1", "'+1" },
	{ "-1", "'-1" },
	{ "@SUM(A1)", "'@SUM(A1)" },
	{ "\tx", "\"'\tx\"" },
	{ "\rx", "\"'\rx\"" },
	{ "\nx", "\"'\nx\"" },
	{ "  =1", "\"'  =1\"" },
	{ " \t\r\n =1", "\"' \t\r\n =1\"" },
	{ "\xc2\xa0=1", "'\xc2\xa0=1" },
	{ "\xef\xbb\xbf\xe2\x80\x8b=1", "'\xef\xbb\xbf\xe2\x80\x8b=1" },
	{ "\xef\xbc\x9d"
	  "1",
	    "'\xef\xbc\x9d"
	    "1" },
	{ "\xef\xbc\x8b"
	  "1",
	    "'\xef\xbc\x8b"
	    "1" },
	{ "\xef\xbc\x8d"
	  "1",
	    "'\xef\xbc\x8d"
	    "1" },
	{ "\xef\xbc\xa0"
	  "1",
	    "'\xef\xbc\xa0"
	    "1" },
	{ "=1,\"2\"", "\"'=1,\"\"2\"\"\"" },
	/* what it would not */
	{ "1-1", "1-1" },
	{ "a=1", "a=1" },
	{ "x\ty", "\"x\ty\"" },
	{ "\xef\xbc\x9c", "\xef\xbc\x9c" },
};

static void
check_written(void)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof(written) / sizeof(*written); i++) {
		buf_clear(&b);
		csv_put(&b, str_of(written[i].field), false);
		if (!str_eq((struct str){ b.p + 1, b.n - 1 },
			str_of(written[i].bytes)) ||
		    b.p[0] != ',') {
			failures++;
			printf("\"%s\" is written %.*s\n", written[i].field,
			    STR_ARG(buf_view(&b)));
		}
	}
	buf_clear(&b);
	csv_put(&b, STR(""), true);
	csv_put(&b, STR(""), false);
	csv_put_number(&b, "-1.50", false);
	buf_char(&b, '\n');
	csv_put_number(&b, "-2", true);
	csv_put(&b, STR("x"), false);
	if (!str_eq(buf_view(&b), STR("\"\",,-1.50\n-2,x"))) {
		failures++;
		printf("rows are written %.*s\n", STR_ARG(buf_view(&b)));
	}
	buf_free(&b);
}

static uint32_t
dice(uint32_t sides)
{
	static uint64_t state = 3;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % sides;
}

/* What is written reads back the same, but for the guard. */
static void
check_round_trips(void)
{
	static const char often[] = "ab,\"\"\r\n\t =-'";
	struct arena a;

	arena_init(&a, 1 << 24);
	for (int round = 0; round < 2000; round++) {
		size_t columns = 1 + dice(3), rows = dice(4);
		struct str fields[12];
		struct buf b = { 0 };
		struct csv c;

		for (size_t k = 0; k < columns; k++)
			csv_put(&b, (struct str){ &"abc"[k], 1 }, k == 0);
		buf_char(&b, '\n');
		for (size_t i = 0; i < rows * columns; i++) {
			char *p = arena_alloc(&a, 8);
			size_t n = dice(8);

			for (size_t k = 0; k < n; k++)
				p[k] = often[dice(sizeof(often) - 1)];
			fields[i] = (struct str){ p, n };
			csv_put(&b, fields[i], i % columns == 0);
			if (i % columns == columns - 1)
				buf_cstr(&b, dice(2) ? "\n" : "\r\n");
		}
		csv_read(&c, "round.csv", buf_view(&b), &a);
		for (size_t i = 0; i < rows * columns; i++) {
			struct str got = { 0 };

			if (c.n_rows == rows && c.n_columns == columns)
				got = c.rows[i / columns][i % columns];
			if (got.n == fields[i].n + 1 && got.p[0] == '\'') {
				got.p++;
				got.n--;
			}
			if (!str_eq(got, fields[i])) {
				failures++;
				printf("round trip of %.*s\n",
				    STR_ARG(buf_view(&b)));
				break;
			}
		}
		buf_free(&b);
		arena_reset(&a);
	}
	arena_free(&a);
}

static void
print_string(struct str s)
{
	putchar('"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c < 0x20)
			printf("\\u%04x", c);
		else
			putchar(c);
	}
	putchar('"');
}

static void
print_json(const char *file)
{
	struct buf b = { 0 };
	struct arena a;
	struct csv c;
	FILE *f = fopen(file, "r");
	size_t n;

	if (!f)
		die("%s: cannot be opened", file);
	while ((n = fread(buf_reserve(&b, 4096), 1, 4096, f)) > 0)
		b.n += n;
	fclose(f);
	arena_init(&a, 1 << 24);
	csv_read(&c, file, buf_view(&b), &a);
	putchar('[');
	for (size_t i = 0; i < c.n_rows; i++) {
		fputs(i ? ",\n{" : "{", stdout);
		for (size_t k = 0; k < c.n_columns; k++) {
			if (k)
				putchar(',');
			print_string(c.header[k]);
			putchar(':');
			print_string(c.rows[i][k]);
		}
		putchar('}');
	}
	puts("]");
	buf_free(&b);
	arena_free(&a);
}

/* What a row says: its fields between bars, or why it is none. */
static void
show_row(const struct str *fields, size_t n, const char *why, struct buf *b)
{
	buf_clear(b);
	if (!fields)
		buf_cstr(b, why);
	for (size_t i = 0; fields && i < n; i++) {
		buf_cstr(b, "|");
		buf_str(b, fields[i]);
	}
}

static const struct single {
	const char *row, *says;
} singles[] = {
	{ "a,b\r", "|a|b" }, { "\ra,b", "|a|b" }, { "a,\"b\rc\"", "|a|b\rc" },
	/* a reader that knows line ends of one byte sees two rows */
	{ "a\rb,c", "a carriage return within a row stands outside of quotes" },
	{ "a,\"b\"\rc", "a carriage return within a row stands outside of "
			"quotes" },
	{ "a\"",
	    "a stray quote: a field with quotes stands in quotes, and each "
	    "is doubled" },
	{ "\"a", "a quote is never closed" },
	/* blanks in front of quotes are none of what stands in them */
	{ " \"a\",  \"b, \"\"c\", d", "|a|b, \"c| d" },
	{ "a, b\"",
	    "a stray quote: a field with quotes stands in quotes, and each "
	    "is doubled" },
	{ "a,b", "|a|b" }, /* what was wrong before is forgotten */
};

static void
check_singles(void)
{
	struct csv_rows *rows = csv_rows_new(',');
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(singles) / sizeof(*singles); i++) {
		const char *why = "";
		size_t n = 0;
		const struct str *fields =
		    csv_fields(rows, str_of(singles[i].row), &n, &why);

		show_row(fields, n, why, &got);
		if (!str_eq(buf_view(&got), str_of(singles[i].says))) {
			failures++;
			printf("row \"%s\": %.*s, not %s\n", singles[i].row,
			    STR_ARG(buf_view(&got)), singles[i].says);
		}
	}
	csv_rows_free(rows);
	buf_free(&got);
}

/* Rows of what breaks readers of CSV, cut by us and by libcsv. */
static void
check_rows(void)
{
	static const char bytes[] = ",,;\"\"\"\"ab \r\n\0\xc3\xa9\xff";
	struct csv_rows *ours = csv_rows_new(','), *theirs = csv_rows_new(',');
	struct buf got = { 0 }, want = { 0 };
	uint64_t seed = 88172645463325252u;
	size_t n_good = 0;

	for (int i = 0; i < 300000; i++) {
		char row[24];
		size_t n = 0, most, n_fields = 0;
		const struct str *fields;
		const char *why = "";

		seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
		for (most = seed % sizeof(row); n < most; n++) {
			seed ^= seed << 13, seed ^= seed >> 7;
			seed ^= seed << 17;
			row[n] = bytes[seed % (sizeof(bytes) - 1)];
		}
		fields =
		    csv_fields(ours, (struct str){ row, n }, &n_fields, &why);
		n_good += fields != NULL;
		show_row(fields, n_fields, why, &got);
		fields = csv_fields_by_library(
		    theirs, (struct str){ row, n }, &n_fields, &why);
		show_row(fields, n_fields, why, &want);
		if (!str_eq(buf_view(&got), buf_view(&want)) && failures++ < 9)
			printf("row %.*s: %.*s, not %.*s\n", (int)n, row,
			    STR_ARG(buf_view(&got)), STR_ARG(buf_view(&want)));
	}
	if (n_good < 30000 && failures++ < 9)
		printf("only %zu rows of 300000 are well-formed\n", n_good);
	csv_rows_free(ours);
	csv_rows_free(theirs);
	buf_free(&got);
	buf_free(&want);
}

static void
check_newlines(void)
{
	static const struct {
		const char *begin;
		bool whole;
		char newline;
	} cases[] = { { "a,b\n1,2", false, '\n' }, { "a,b\r\n1", false, '\n' },
		{ "a,b\r1,2", false, '\r' }, { "\r\ra,b\r\r1", false, '\r' },
		{ "a,b\r\r\n1", false, '\n' }, { "\"a\r\",b\n1", false, '\n' },
		{ "\"a\n\",b\r1", false, '\r' }, { "a,b\r", false, 0 },
		{ "a,b\r", true, '\n' }, { "a", false, 0 }, { "", true, '\n' },
		{ "\n", false, 0 } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (csv_newline(str_of(cases[i].begin), cases[i].whole) !=
		    cases[i].newline) {
			failures++;
			printf("lines of case %zu end otherwise\n", i);
		}
}

static void
check_delimiters(void)
{
	static const struct {
		const char *begin;
		char delimiter;
	} cases[] = { { "a,b\n1;2;3", ',' }, { "a;b\n", ';' },
		{ "a\tb,c\td\n", '\t' }, { "\"a;b;c\",d\n", ',' },
		{ "one\n1;2\n", ',' }, { "a|b", '|' }, { "", ',' },
		{ "sep=;\na,b\n", ';' }, { "sep=x\r\na,b\n", 'x' },
		{ "sep=;a,b,c\n", ',' }, { "\xef\xbb\xbf\r\n\na;b\n", ';' } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char got = csv_delimiter(str_of(cases[i].begin));

		if (got != cases[i].delimiter) {
			failures++;
			printf("\"%s\" is cut at '%c', not '%c'\n",
			    cases[i].begin, got, cases[i].delimiter);
		}
	}
}

int
main(int argc, char **argv)
{
	program = "unit";
	if (argc > 1) {
		print_json(argv[1]);
		return EXIT_SUCCESS;
	}
	check_samples();
	check_refusals();
	check_columns();
	check_written();
	check_round_trips();
	check_singles();
	check_rows();
	check_newlines();
	check_delimiters();
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
