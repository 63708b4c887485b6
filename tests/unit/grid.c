/* How a grid stands in few columns, and that it is as it was in many. */

#include <stdio.h>
#include <string.h>

#include "grid/grid.h"

static int failed;

static void
shows(const char *what, const struct grid *g, size_t width, const char *want)
{
	struct buf b = { 0 };

	grid_text_within(g, false, width, &b);
	if (!str_eq(buf_view(&b), str_of(want))) {
		printf("grid: %s:\n%.*swanted:\n%s", what, (int)b.n, b.p, want);
		failed = 1;
	}
	buf_free(&b);
}

static struct row *
put(struct grid *g, const char *const *cells)
{
	struct row *row = grid_row(g);

	for (size_t c = 0; c < g->n_columns; c++)
		row->cells[c] = str_of(cells[c]);
	return row;
}

/* Names of East Asian letters are twice as wide, and marks take no room. */
static void
test_numbers(struct arena *a)
{
	static const char *const rows[][4] = {
		{ "abandoned in the queue", "12.00%", "1.00-2.00", "7" },
		{ "\xe6\x97\xa5\xe6\x9c\xac e\xcc\x81", "-", "", "12345" },
		{ "an_identifier_without_a_blank", "0.00%", "", "1" },
	};
	struct grid g = { .title = "T", .note = "a note of some words" };

	grid_column(&g, "outcome", false, false);
	grid_column(&g, "the share of all", true, false);
	grid_column(&g, "95% interval", true, false);
	grid_column(&g, "n", true, false);
	grid_rows(&g, a, 3);
	for (size_t i = 0; i < 3; i++)
		put(&g, rows[i]);
	shows("where there is room", &g, 72,
	    "\nT\n"
	    "  outcome                        the share of all  95% interval"
	    "      n\n"
	    "  abandoned in the queue                   12.00%     1.00-2.00"
	    "      7\n"
	    "  \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81                              "
	    "          -                12345\n"
	    "  an_identifier_without_a_blank             0.00%              "
	    "      1\n"
	    "  (a note of some words)\n");
	shows("titles wrap first", &g, 60,
	    "\nT\n"
	    "                                    the\n"
	    "                                  share        95%\n"
	    "  outcome                        of all   interval      n\n"
	    "  abandoned in the queue         12.00%  1.00-2.00      7\n"
	    "  \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81                              "
	    "-  "
	    "           12345\n"
	    "  an_identifier_without_a_blank   0.00%                 1\n"
	    "  (a note of some words)\n");
	shows("then names, and columns go below", &g, 40,
	    "\nT\n"
	    "                                 the\n"
	    "                               share\n"
	    "  outcome                     of all\n"
	    "  abandoned in the queue      12.00%\n"
	    "  \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81                           -\n"
	    "  an_identifier_without_a_bl   0.00%\n"
	    "    ank\n"
	    "\n"
	    "                                    95%\n"
	    "  outcome                      interval\n"
	    "  abandoned in the queue      1.00-2.00\n"
	    "  \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81\n"
	    "  an_identifier_without_a_bl\n"
	    "    ank\n"
	    "\n"
	    "  outcome                         n\n"
	    "  abandoned in the queue          7\n"
	    "  \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81                      12345\n"
	    "  an_identifier_without_a_bl      1\n"
	    "    ank\n"
	    "  (a note of some words)\n");
}

static void
test_prose(struct arena *a)
{
	static const char *const rows[][4] = {
		{ "wait", "12 m 00 s", "9 m 00 s", "until there is a human" },
		{ "hold", "-", "", "as the log says" },
	};
	struct grid g = { .title = "T", .bars = true };

	grid_column(&g, "amount", false, false);
	grid_column(&g, "half", true, false);
	grid_column(&g, "mean", true, false);
	grid_column(&g, "definition", false, true);
	grid_rows(&g, a, 2);
	put(&g, rows[0])->share = 0.5;
	put(&g, rows[1])->share = 1;
	shows("bars are shorter, prose is below", &g, 45,
	    "\nT\n"
	    "  amount       half      mean\n"
	    "      definition\n"
	    "  wait    12 m 00 s  9 m 00 s  #######\n"
	    "      until there is a human\n"
	    "  hold            -            ##############\n"
	    "      as the log says\n");
	shows("or there are none, and prose says what finds no room", &g, 24,
	    "\nT\n"
	    "  amount       half\n"
	    "      mean; definition\n"
	    "  wait    12 m 00 s\n"
	    "      mean: 9 m 00 s;\n"
	    "      until there is a\n"
	    "      human\n"
	    "  hold            -\n"
	    "      as the log says\n");
}

/* What could steer a terminal is shown, and takes a column; an endless name
 * cannot widen the page. */
static void
test_hostile(struct arena *a)
{
	static const char *const rows[][2] = {
		{ "\x1b[2J \xff", "1" },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		  "a",
		    "2" },
	};
	struct grid g = { .title = "T" };

	grid_column(&g, "name", false, false);
	grid_column(&g, "n", true, false);
	grid_rows(&g, a, 2);
	for (size_t i = 0; i < 2; i++)
		put(&g, rows[i]);
	shows("cut, where there is room", &g, 0,
	    "\nT\n"
	    "  name                                         n\n"
	    "  ?[2J ?                                       1\n"
	    "  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...  2\n");
	shows("wrapped, where there is none", &g, 34,
	    "\nT\n"
	    "  name                        n\n"
	    "  ?[2J ?                      1\n"
	    "  aaaaaaaaaaaaaaaaaaaaaaaaaa  2\n"
	    "    aaaaaaaaaaaaaaaaaaaaaaaa\n"
	    "    aaaaaaaaaa\n");
}

/* A list without blanks is parted at its signs. */
static void
test_list(struct arena *a)
{
	static const char *const cells[] = { "webchat;whatsapp;app;sms;email;x",
		"1", "2" };
	struct grid g = { .title = "T" };

	grid_column(&g, "agents with", false, false);
	grid_column(&g, "n", true, false);
	grid_column(&g, "m", true, false);
	grid_rows(&g, a, 1);
	put(&g, cells);
	shows("a list", &g, 34,
	    "\nT\n"
	    "  agents with                 n  m\n"
	    "  webchat;whatsapp;app;sms;   1  2\n"
	    "    email;x\n");
}

int
main(void)
{
	struct arena a;

	arena_init(&a, 1 << 20);
	test_numbers(&a);
	test_prose(&a);
	test_hostile(&a);
	test_list(&a);
	arena_free(&a);
	return failed;
}
