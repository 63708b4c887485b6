#include "cli/table.h"

/*
 * What every filter takes.  These letters mean the same in the whole suite; a
 * command whose own table uses one again does not build (table_fault()).
 */

/* clang-format off */
#define WORKERS(k, n, a, S, f, v, s, h) \
	{ .key = k, .name = n, .kind = OPT_COUNT, \
	  .at = AT(S, f, size_t), .arg = a, .value = v, .shown = s, .help = h }
#define QUESTION(k, n, a, what, c, h) \
	{ .key = k, .name = n, .kind = what, .arg = a, .choices = c, .help = h }
/* clang-format on */

const struct opt cli_common[] = {
	OUT_FILE('o', "output", "FILE", struct common, stream.output, NULL,
	    "write to FILE, which appears whole or not at all; gzipped when "
	    "its name ends in .gz; - is standard output"),
	WORKERS('j', "threads", "N", struct common, stream.threads, "0",
	    "online CPUs",
	    "worker threads; the output is the same for any number"),
	TEXT(0, "select", "EXPR", struct common, select, NULL,
	    "use only the records for which the jq expression EXPR is true; "
	    "on how many it fails is said at the end"),
	FLAG(0, "strict", struct common, stream.strict,
	    "stop at the first bad record, with status 2"),
	LIMIT(0, "max-rejects", "N|P%", struct common, stream.max_rejects, NULL,
	    "stop with status 2 when more than N records, or P% of them, are "
	    "bad"),
	SIZE(0, "max-record", "SIZE", struct common, stream.max_record, "8M",
	    "reject a record that is longer than SIZE bytes"),
	OUT_FILE(0, "reject", "FILE", struct common, stream.reject, NULL,
	    "write place and reason of each bad record to FILE, as NDJSON; "
	    "never through a symbolic link to a file"),
	FLAG(0, "reject-raw", struct common, stream.reject_raw,
	    "add the bytes of the record to what --reject writes; they may "
	    "hold personal data"),
	FLAG(0, "summary", struct common, stream.summary,
	    "end with one line of counts on standard error"),
	OUT_FILE(0, "stats", "FILE", struct common, stream.stats, NULL,
	    "write the counts to FILE, as JSON"),
	FLAG(0, "progress", struct common, stream.progress,
	    "show a progress bar even where standard error is no terminal; of "
	    "a pipe, which has no size, what has been read"),
	FLAG(0, "no-progress", struct common, stream.no_progress,
	    "never show a progress bar"),
	QUESTION(0, "show-defaults", "NAME", OPT_DEFAULTS, NULL,
	    "print the built-in files, or the one called NAME, and exit"),
	QUESTION(0, "emit", "FORM", OPT_EMIT, cli_forms,
	    "print the manual page, the help, the examples or the completion "
	    "of a shell, and exit"),
	QUESTION('h', "help", NULL, OPT_HELP, NULL, "show this help and exit"),
	QUESTION('V', "version", NULL, OPT_VERSION, NULL,
	    "show the versions of the command and its libraries, and exit"),
	END
};
