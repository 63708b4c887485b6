#include "expr/libjq.h"

#include <errno.h>
#include <fcntl.h>
#include <jq.h>
#include <jv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/die.h"

/*
 * libjq 1.6 has no limits, and there are programs that abort it, overflow its
 * stack or keep it busy for ever: so it runs in a child.
 */
enum {
	SECONDS = 2,	    /* of processor time */
	MEMORY = 256 << 20, /* bytes, beyond what is in use before */
};

/*
 * Every door of jq, shut by a definition of ours; an import behind a def is a
 * syntax error.  No line ends here, so that line 1 is the user's first.
 */
#define SHUT(name) "def " name ": error(\"hoff:shut\"); "
static const char prologue[] =
    SHUT("env") SHUT("input") SHUT("inputs") SHUT("_input") SHUT("debug")
	SHUT("debug(f)") SHUT("stderr") SHUT("halt") SHUT("halt_error")
	    SHUT("halt_error(f)") SHUT("modulemeta") SHUT("input_filename")
		SHUT("input_line_number") SHUT("get_search_list")
		    SHUT("get_prog_origin") SHUT("get_jq_origin") SHUT("now")
			SHUT("localtime") SHUT("strflocaltime(f)") SHUT("date")
			    SHUT("builtins") "{} as $ENV | (";

static const char epilogue[] = "\n)";

/* Only the first message counts: the others follow from it. */
static void
keep_first(void *arg, jv message)
{
	struct buf *first = arg;

	if (jv_get_kind(message) == JV_KIND_STRING && first->n == 0)
		buf_cstr(first, jv_string_value(message));
	jv_free(message);
}

/* The user's text between ours.  libjq 1.6 knows no carriage return. */
static void
wrap(struct str text, struct buf *b)
{
	size_t at;

	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		text = (struct str){ text.p + 3, text.n - 3 };
	buf_cstr(b, prologue);
	at = b->n;
	buf_str(b, text);
	for (; at + 1 < b->n; at++)
		if (b->p[at] == '\r' && b->p[at + 1] == '\n')
			b->p[at] = ' ';
	buf_put(b, epilogue, sizeof(epilogue)); /* with its NUL */
}

static jq_state *
compile(struct str text, struct buf *message)
{
	jq_state *jq = jq_init();
	struct buf wrapped = { 0 };
	bool good;

	if (!jq) {
		buf_cstr(message, "libjq does not start");
		return NULL;
	}
	jq_set_error_cb(jq, keep_first, message);
	jq_set_attr(jq, jv_string("JQ_LIBRARY_PATH"), jv_array());
	wrap(text, &wrapped);
	good = jq_compile(jq, wrapped.p);
	buf_free(&wrapped);
	if (!good)
		jq_teardown(&jq);
	return jq;
}

static struct str
line_of(struct str text, size_t line)
{
	const char *end;

	for (; line > 1; line--) {
		end = text.n ? memchr(text.p, '\n', text.n) : NULL;
		if (!end)
			return (struct str){ text.p, 0 };
		text.n -= (size_t)(end + 1 - text.p);
		text.p = end + 1;
	}
	end = text.n ? memchr(text.p, '\n', text.n) : NULL;
	if (end)
		text.n = (size_t)(end - text.p);
	return text;
}

/* Where "name/2 is not defined" happened, as far as its line tells. */
static size_t
column_of(struct str line, const char *message)
{
	size_t n = strcspn(message, "/ ");
	const char *p =
	    n && line.n >= n ? memmem(line.p, line.n, message, n) : NULL;
	size_t column = 1;

	for (const char *c = line.p; p && c < p; c++)
		column += (*c & 0xc0) != 0x80;
	return column;
}

/* "jq: error: WHAT (Unix ...) at <top-level>, line 3:\n..." */
static void
explain(struct str text, char *message, struct expr_error *err)
{
	static const char head[] = "jq: error: ", tail[] = " at <top-level>";
	size_t lines = 1;
	char *what = message, *end;

	*err = (struct expr_error){ .line = 1, .column = 1 };
	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	if (strncmp(what, head, sizeof(head) - 1) == 0)
		what += sizeof(head) - 1;
	end = strstr(what, tail);
	if (end)
		sscanf(end + sizeof(tail) - 1, ", line %zu", &err->line);
	if (err->line > lines) {
		err->line = lines;
		err->column = line_of(text, lines).n + 1;
		snprintf(err->detail, sizeof(err->detail),
		    "the text ends too early");
		return;
	}
	if (end)
		*end = '\0';
	if ((end = strstr(what, " (Unix shell")))
		*end = '\0';
	what[strcspn(what, "\n")] = '\0';
	if (strstr(what, "not defined"))
		err->column = column_of(line_of(text, err->line), what);
	snprintf(err->detail, sizeof(err->detail), "%s", what);
}

/* Of libjq's words at run time none are told: they hold values. */
static void
explain_run(jv message, struct expr_error *err)
{
	static const struct {
		const char *theirs, *ours;
	} known[] = {
		{ "hoff:shut", "it asks for what is shut: a program sees no "
			       "environment, files, input or clock" },
		{ "cannot be added", "cannot add" },
		{ "cannot be subtracted", "cannot subtract" },
		{ "cannot be multiplied", "cannot multiply" },
		{ "cannot be divided", "cannot divide" },
		{ "Cannot index", "cannot index" },
		{ "Cannot iterate over", "this has no elements" },
		{ "cannot be parsed as a number", "this is no number" },
		{ "Object keys must be strings",
		    "a member's name must be a string" },
		{ "cannot be matched", "only a string can be matched" },
		{ "is not a valid regex", "this is no regular expression" },
		{ "has no keys", "this has no keys" },
	};
	const char *text = jv_get_kind(message) == JV_KIND_STRING
			       ? jv_string_value(message)
			       : "",
		   *what = "it raises an error";

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strstr(text, known[i].theirs))
			what = known[i].ours;
	*err = (struct expr_error){ .line = 1, .column = 1 };
	snprintf(err->detail, sizeof(err->detail), "%s", what);
	jv_free(message);
}

static bool
run(jq_state *jq, struct buf *out, struct expr_error *err)
{
	jv value, second, text;

	jq_start(jq, jv_null(), 0);
	value = jq_next(jq);
	if (!jv_is_valid(value)) {
		if (jv_invalid_has_msg(jv_copy(value))) {
			explain_run(jv_invalid_get_msg(value), err);
		} else {
			explain_run(jv_null(), err);
			snprintf(err->detail, sizeof(err->detail),
			    "it has 0 outputs instead of one");
			jv_free(value);
		}
		return false;
	}
	second = jq_next(jq);
	if (jv_is_valid(second) || jv_invalid_has_msg(jv_copy(second))) {
		explain_run(jv_null(), err);
		snprintf(err->detail, sizeof(err->detail),
		    "it has more than one output");
		jv_free(second);
		jv_free(value);
		return false;
	}
	jv_free(second);
	text = jv_dump_string(value, 0);
	buf_put(out, jv_string_value(text),
	    (size_t)jv_string_length_bytes(jv_copy(text)));
	buf_char(out, '\n');
	jv_free(text);
	return true;
}

static bool
evaluate(struct str text, struct buf *out, struct expr_error *err)
{
	struct buf message = { 0 };
	jq_state *jq = compile(text, &message);
	bool good = false;

	if (jq) {
		good = run(jq, out, err);
		jq_teardown(&jq);
	} else {
		buf_char(&message, '\0');
		explain(text, message.p, err);
	}
	buf_free(&message);
	return good;
}

static void
limit(int what, rlim_t most)
{
	setrlimit(what, &(struct rlimit){ most, most });
}

/* Address space beyond what is mapped now (which a sanitizer makes huge). */
static void
limit_memory(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	size_t pages = 0;

	if (f && fscanf(f, "%zu", &pages) == 1)
		limit(
		    RLIMIT_AS, pages * (size_t)sysconf(_SC_PAGESIZE) + MEMORY);
	if (f)
		fclose(f);
}

/* No environment (and so no ~/.jq), no terminal, no end in sight. */
static void
confine(void)
{
	int null = open("/dev/null", O_RDWR);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (int fd = 0; null >= 0 && fd < 3; fd++)
		dup2(null, fd);
	clearenv();
	setenv("TZ", "UTC0", 1);
	limit_memory();
	limit(RLIMIT_CPU, SECONDS);
	limit(RLIMIT_CORE, 0);
}

static void
send_all(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;
	ssize_t sent;

	for (; n > 0; p += sent, n -= (size_t)sent) {
		sent = write(fd, p, n);
		if (sent < 0 && errno == EINTR)
			sent = 0;
		if (sent < 0)
			_exit(1);
	}
}

static noreturn void
child(struct str text, int to)
{
	struct expr_error err = { 0 };
	struct buf out = { 0 };
	bool good;

	confine();
	good = evaluate(text, &out, &err);
	send_all(to, &good, sizeof(good));
	send_all(to, &err, sizeof(err));
	send_all(to, out.p, out.n);
	_exit(0);
}

static void
receive(int from, struct buf *answer)
{
	ssize_t n;

	do {
		n = read(from, buf_reserve(answer, 1 << 16), 1 << 16);
		if (n > 0)
			answer->n += (size_t)n;
	} while (n > 0 || (n < 0 && errno == EINTR));
}

/* How the child ended, when it did not answer. */
static void
explain_end(int status, struct expr_error *err)
{
	const char *what = "it brings libjq down";

	if (WIFSIGNALED(status) &&
	    (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
		what = "it takes too long";
	*err = (struct expr_error){ .line = 1, .column = 1 };
	snprintf(err->detail, sizeof(err->detail), "%s", what);
}

bool
libjq_program(struct str text, struct buf *out, struct expr_error *err)
{
	struct buf answer = { 0 };
	bool good = false;
	int ends[2], status;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0 || (pid = fork()) < 0)
		die("a process for libjq: %s", strerror(errno));
	if (pid == 0)
		child(text, ends[1]);
	close(ends[1]);
	receive(ends[0], &answer);
	close(ends[0]);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 &&
	    answer.n >= sizeof(good) + sizeof(*err)) {
		memcpy(&good, answer.p, sizeof(good));
		memcpy(err, answer.p + sizeof(good), sizeof(*err));
		buf_put(out, answer.p + sizeof(good) + sizeof(*err),
		    answer.n - sizeof(good) - sizeof(*err));
	} else {
		explain_end(status, err);
	}
	buf_free(&answer);
	return good;
}

/* libjq does not say which it is: what it can do gives it away. */
const char *
expr_library(void)
{
	static const struct {
		const char *version, *program;
	} known[] = { { "libjq 1.8", "\"\" | trimstr(\"\")" },
		{ "libjq 1.7", "have_literal_numbers" }, { "libjq 1.6", "." } };
	const char *version = "libjq";
	struct buf out = { 0 };
	struct expr_error err;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (libjq_program(str_of(known[i].program), &out, &err)) {
			version = known[i].version;
			break;
		}
	buf_free(&out);
	return version;
}
