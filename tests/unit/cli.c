/* The values, the nearest word and the checks of an option table. */

#include <stdio.h>
#include <string.h>

#include "cli/table.h"
#include "cli/value.h"

static int failures;

static void
check(bool good, const char *what, const char *text)
{
	if (good)
		return;
	printf("%s: %s\n", what, text);
	failures++;
}

static void
counts(void)
{
	static const struct {
		const char *text;
		bool good;
		size_t n;
	} cases[] = {
		{ "0", true, 0 },
		{ "007", true, 7 },
		{ "18446744073709551615", true, 18446744073709551615u },
		{ "18446744073709551616", false, 0 },
		{ "99999999999999999999999", false, 0 },
		{ "", false, 0 },
		{ "-1", false, 0 },
		{ "+1", false, 0 },
		{ " 1", false, 0 },
		{ "1 ", false, 0 },
		{ "0x10", false, 0 },
		{ "1.0", false, 0 },
		{ "1e3", false, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t n = 0;
		bool good = !value_count(cases[i].text, &n);

		check(good == cases[i].good && n == cases[i].n, "count",
		    cases[i].text);
	}
}

static void
sizes(void)
{
	static const struct {
		const char *text;
		bool good;
		size_t n;
	} cases[] = {
		{ "4096", true, 4096 },
		{ "64K", true, 65536 },
		{ "8M", true, 8388608 },
		{ "1g", true, 1073741824 },
		{ "17179869183G", true, 17179869183u << 30 },
		{ "17179869184G", false, 0 },
		{ "99999999999999999999999K", false, 0 },
		{ "K", false, 0 },
		{ "", false, 0 },
		{ "8MB", false, 0 },
		{ "8 M", false, 0 },
		{ "1.5M", false, 0 },
		{ "8T", false, 0 },
		{ "-8M", false, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t n = 0;
		bool good = !value_size(cases[i].text, &n);

		check(good == cases[i].good && n == cases[i].n, "size",
		    cases[i].text);
	}
}

static void
numbers(void)
{
	static const struct {
		const char *text;
		bool number, ratio;
		double x;
	} cases[] = {
		{ "0.25", true, true, 0.25 },
		{ ".5", true, true, 0.5 },
		{ "1.", true, true, 1 },
		{ "-0.5", true, false, -0.5 },
		{ "+2", true, false, 2 },
		{ "1e3", true, false, 1000 },
		{ "5E-1", true, true, 0.5 },
		{ "1e-400", true, true, 0 },
		{ "1.0000001", true, false, 1.0000001 },
		{ "1e400", false, false, 0 },
		{ "-1e400", false, false, 0 },
		{ "nan", false, false, 0 },
		{ "inf", false, false, 0 },
		{ "-infinity", false, false, 0 },
		{ "0x1p3", false, false, 0 },
		{ "", false, false, 0 },
		{ ".", false, false, 0 },
		{ "-", false, false, 0 },
		{ "1e", false, false, 0 },
		{ "0,5", false, false, 0 },
		{ " 0.5", false, false, 0 },
		{ "0.5x", false, false, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		double x = 0, ratio = 0;
		bool number = !value_number(cases[i].text, &x);
		bool is_ratio = !value_ratio(cases[i].text, &ratio);

		check(number == cases[i].number && x == cases[i].x, "number",
		    cases[i].text);
		check(is_ratio == cases[i].ratio &&
			  ratio == (is_ratio ? cases[i].x : 0),
		    "ratio", cases[i].text);
	}
}

static void
limits(void)
{
	static const char *const good[] = { "0", "10", "0%", "100%", "2.5%" };
	static const char *const bad[] = { "", "%", "-1", "101%", "-1%", "5%%",
		"nan%", "1.5", "5 %", "ten", "99999999999999999999" };

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		check(!value_limit(good[i]), "limit refused", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check(value_limit(bad[i]), "limit accepted", bad[i]);
}

static void
nearest(void)
{
	static const char *const known[] = { "threshold", "total", "verbose",
		"output", "max-rejects", "max-record", "json" };
	static const struct {
		const char *typed, *meant;
	} cases[] = {
		{ "treshold", "threshold" },   /* one lost */
		{ "thresholds", "threshold" }, /* one too many */
		{ "threshald", "threshold" },  /* one wrong */
		{ "htreshold", "threshold" },  /* two swapped */
		{ "ouptut", "output" },	       /* two swapped inside */
		{ "thresh", "threshold" },     /* the beginning */
		{ "max_rejects", "max-rejects" },
		{ "Verbose", "verbose" },
		{ "jsno", "json" },
		{ "no-such-option", NULL },
		{ "xyz", NULL },
		{ "v", NULL },
		{ "", NULL },
		{ "a-name-that-is-far-too-long-to-be-a-slip-of-the-finger",
		    NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *got = nearest_word(str_of(cases[i].typed), known,
		    sizeof(known) / sizeof(*known));
		const char *want = cases[i].meant;

		check(got && want ? !strcmp(got, want) : got == want, "nearest",
		    cases[i].typed);
	}
}

struct own {
	bool flag;
	const char *choice;
	size_t count;
};

static const char *const none[] = { NULL };

/* Each table is wrong in one way. */
static void
tables(void)
{
	static const struct {
		const char *what;
		struct opt table[3];
	} cases[] = {
		{ "letter of a common option",
		    { FLAG('j', "jump", struct own, flag, "jump"), END } },
		{ "name of a common option",
		    { FLAG(0, "strict", struct own, flag, "be strict"), END } },
		{ "two own options with one letter",
		    { FLAG('x', "ex", struct own, flag, "ex"),
			FLAG('x', "why", struct own, flag, "why"), END } },
		{ "two own options with one name",
		    { FLAG('x', "ex", struct own, flag, "ex"),
			FLAG('y', "ex", struct own, flag, "ex"), END } },
		{ "no choices", { CHOICE(0, "by", "UNIT", struct own, choice,
				      NULL, none, "what to count"),
				    END } },
		{ "no name of the value",
		    { COUNT('n', "count", NULL, struct own, count, "0",
			  "how many"),
			END } },
		{ "help that ends in a full stop",
		    { FLAG('x', "ex", struct own, flag, "ex."), END } },
		{ "no help", { FLAG('x', "ex", struct own, flag, ""), END } },
		{ "a name with blanks",
		    { FLAG('x', "e x", struct own, flag, "ex"), END } },
	};
	static const struct opt good[] = {
		FLAG('x', "ex", struct own, flag, "ex"), END
	};
	static const struct opt empty[] = { END };
	const struct opt *culprit;
	struct spec spec = { .name = "hoff-x", .options = good };

	check(!table_fault(&spec, &culprit), "table refused", "a good one");
	spec.options = empty;
	check(!table_fault(&spec, &culprit), "table refused", "an empty one");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		spec.options = cases[i].table;
		check(table_fault(&spec, &culprit), "table accepted",
		    cases[i].what);
	}
}

int
main(void)
{
	counts();
	sizes();
	numbers();
	limits();
	nearest();
	tables();
	return failures > 0;
}
