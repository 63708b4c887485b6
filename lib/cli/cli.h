#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "stream/stream.h"

/*
 * What a command promises its user, written once as data.  Parsing, --help,
 * the man page and the shell completions are all read from here, so they
 * cannot disagree.
 */
enum opt_kind {
	OPT_FLAG,   /* bool */
	OPT_TEXT,   /* const char * */
	OPT_FILE,   /* const char *, completed as a file name */
	OPT_COUNT,  /* size_t, a whole number */
	OPT_SIZE,   /* size_t, bytes: 8M, 64K, 1G */
	OPT_NUMBER, /* double, finite */
	OPT_RATIO,  /* double, 0..1 */
	OPT_CHOICE, /* const char *, one of choices */
	OPT_LIMIT,  /* const char *, "N" or "P%" */
	OPT_LIST,   /* struct list, each time one more */
	OPT_FILES,  /* the same, completed as file names */
	OPT_MAYBE,  /* as OPT_FILE, but the name may be left out: "" */

	/* Questions: answered at once, then exit.  For the common options. */
	OPT_HELP,
	OPT_VERSION,
	OPT_DEFAULTS,
	OPT_EMIT,
};

/* The values of an option that may be given several times, in the order of
 * the command line. */
enum { LIST_CEILING = 64 };

struct list {
	const char *at[LIST_CEILING];
	size_t n;
};

struct opt {
	char key;	  /* short letter, or 0 */
	const char *name; /* long name; NULL ends a table */
	enum opt_kind kind;
	size_t at;		    /* where in the options struct */
	const char *arg;	    /* how help names the value */
	const char *value;	    /* default, as a user would type it */
	const char *shown;	    /* default in words, if value says little */
	const char *const *choices; /* OPT_CHOICE: NULL-terminated */
	const char *help;	    /* lower case, no full stop */
	const char *const *offers;  /* values that shells complete, among
				       others there may be; or NULL */
	bool written;		    /* OPT_FILE, OPT_MAYBE: not read */
	const char *was;	    /* its name before, which is taken as
				       well, but not shown; or NULL */
};

/* One line of shell, run by tests/examples.bats in a clone's top folder. */
struct example {
	const char *shows; /* what for, one line; NULL ends */
	const char *run;
};

/* A member of the output, for the manual. */
struct field {
	const char *name, *help;
};

/* What the bare binary runs on, "rules.jq". */
struct default_file {
	const char *name, *help;
	const char *begin, *end;
};

/*
 * In `about`, an empty line ends a paragraph, and one that begins with a blank
 * is kept as it is; --help shows the first paragraph, the manual all.
 */
struct spec {
	const char *name;     /* of the binary */
	const char *does;     /* one line, a verb first, no full stop */
	const char *operands; /* "[FILE]..." */
	const char *about;
	const struct opt *options;
	const struct example *examples;	     /* or NULL */
	const struct field *fields;	     /* name == NULL ends; or NULL */
	const struct default_file *defaults; /* name == NULL ends; or NULL */

	/* A line each for --version; NULL ends; or NULL. */
	const char *(*const *libraries)(void);

	bool exits_negative; /* status 1 is possible */
};

/* The options every filter has. */
struct common {
	struct stream_opts stream;
	const char *select; /* jq expression, or NULL */
};

/* clang-format off */

/* Offset of a field, refused by the compiler when the field's type differs. */
#define AT(S, field, type) \
	_Generic(&((S *)0)->field, type *: offsetof(S, field))

#define FLAG(k, n, S, f, h) \
	{ .key = k, .name = n, .kind = OPT_FLAG, \
	  .at = AT(S, f, bool), .help = h }
#define TEXT(k, n, a, S, f, v, h) \
	{ .key = k, .name = n, .kind = OPT_TEXT, \
	  .at = AT(S, f, const char *), .arg = a, .value = v, .help = h }
#define A_FILE(k, n, a, S, f, v, h) \
	{ .key = k, .name = n, .kind = OPT_FILE, \
	  .at = AT(S, f, const char *), .arg = a, .value = v, .help = h }
/* One that is written (a folder never is): none that is read may be the same,
 * see cli_parse(). */
#define OUT_FILE(k, n, a, S, f, v, h) \
	{ .key = k, .name = n, .kind = OPT_FILE, .written = true, \
	  .at = AT(S, f, const char *), .arg = a, .value = v, .help = h }
/* One that was called otherwise before. */
#define TEXT_WAS(k, n, w, a, S, f, v, h) \
	{ .key = k, .name = n, .kind = OPT_TEXT, \
	  .at = AT(S, f, const char *), .arg = a, .value = v, .help = h, \
	  .was = w }
/* As the plain ones, with values that shells complete. */
#define TEXT_OFFERING(k, n, a, S, f, v, w, h) \
	{ .key = k, .name = n, .kind = OPT_TEXT, \
	  .at = AT(S, f, const char *), .arg = a, .value = v, .help = h, \
	  .offers = w }
#define A_FILE_OFFERING(k, n, a, S, f, v, w, h) \
	{ .key = k, .name = n, .kind = OPT_FILE, \
	  .at = AT(S, f, const char *), .arg = a, .value = v, .help = h, \
	  .offers = w }
#define LIST_OFFERING(k, n, a, S, f, w, h) \
	{ .key = k, .name = n, .kind = OPT_LIST, \
	  .at = AT(S, f, struct list), .arg = a, .help = h, .offers = w }
#define MAYBE_OUT(k, n, a, S, f, h) \
	{ .key = k, .name = n, .kind = OPT_MAYBE, .written = true, \
	  .at = AT(S, f, const char *), .arg = a, .help = h }
#define COUNT(k, n, a, S, f, v, h) \
	{ .key = k, .name = n, .kind = OPT_COUNT, \
	  .at = AT(S, f, size_t), .arg = a, .value = v, .help = h }
#define SIZE(k, n, a, S, f, v, h) \
	{ .key = k, .name = n, .kind = OPT_SIZE, \
	  .at = AT(S, f, size_t), .arg = a, .value = v, .help = h }
#define NUMBER(k, n, a, S, f, v, h) \
	{ .key = k, .name = n, .kind = OPT_NUMBER, \
	  .at = AT(S, f, double), .arg = a, .value = v, .help = h }
#define RATIO(k, n, a, S, f, v, h) \
	{ .key = k, .name = n, .kind = OPT_RATIO, \
	  .at = AT(S, f, double), .arg = a, .value = v, .help = h }
#define LIMIT(k, n, a, S, f, v, h) \
	{ .key = k, .name = n, .kind = OPT_LIMIT, \
	  .at = AT(S, f, const char *), .arg = a, .value = v, .help = h }
#define CHOICE(k, n, a, S, f, v, c, h) \
	{ .key = k, .name = n, .kind = OPT_CHOICE, \
	  .at = AT(S, f, const char *), .arg = a, .value = v, \
	  .choices = c, .help = h }
#define LIST(k, n, a, S, f, h) \
	{ .key = k, .name = n, .kind = OPT_LIST, \
	  .at = AT(S, f, struct list), .arg = a, .help = h }
#define FILES(k, n, a, S, f, h) \
	{ .key = k, .name = n, .kind = OPT_FILES, \
	  .at = AT(S, f, struct list), .arg = a, .help = h }
#define END { .name = NULL }

/* clang-format on */

/*
 * Fill `opts` and `common` with the defaults (every field that the tables
 * name is set, to nothing where there is no default) and then the command
 * line; return the operands (NULL-terminated, inside argv; options may stand
 * between them, "--" ends options, "-" is an operand).  Does not return when
 * the user asked for --help, --version, --show-defaults or --emit, nor on
 * misuse (exit TROUBLE, one line on stderr that names the nearest option).
 * Dies, too, where a file would be written that is also read (stream_check()).
 * Also sets `program` and takes the precautions every process of ours needs:
 * no core dumps, file descriptors 0 to 2 open.
 */
char **cli_parse(
    const struct spec *spec, void *opts, struct common *common, char **argv);

/*
 * Write the spec on standard output as "help", "man", "bash", "zsh", "fish" or
 * "examples" (one command a line); false: unknown form.  Dies when the option
 * table itself is wrong, so that a clash fails the build, which writes the man
 * pages, and costs a user nothing.
 */
bool cli_emit(const struct spec *spec, const char *form);

#endif
