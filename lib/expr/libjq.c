#include "expr/libjq.h"

#include <jq.h>
#include <jv.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * Every door of jq, shut by a definition of ours; an import behind a def is a
 * syntax error.  One line, so that line 2 is the first of the user's text.
 */
#define SHUT(name) "def " name ": error(\"hoff:shut\"); "
static const char prologue[] =
    SHUT("env") SHUT("input") SHUT("inputs") SHUT("_input") SHUT("debug")
	SHUT("debug(f)") SHUT("stderr") SHUT("halt") SHUT("halt_error")
	    SHUT("halt_error(f)") SHUT("modulemeta") SHUT("input_filename")
		SHUT("input_line_number") SHUT("get_search_list")
		    SHUT("get_prog_origin") SHUT("get_jq_origin") SHUT("now")
			SHUT("localtime") SHUT("strflocaltime(f)") SHUT("date")
			    SHUT("builtins") "{} as $ENV | (\n";

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

/* libjq reads ~/.jq into every program: there is no home here. */
static jq_state *
compile(struct str text, struct buf *message)
{
	jq_state *jq = jq_init();
	struct buf program = { 0 };
	char *home = getenv("HOME");
	bool good;

	if (!jq) {
		buf_cstr(message, "libjq does not start");
		return NULL;
	}
	if (home) {
		home = strdup(home);
		unsetenv("HOME");
	}
	jq_set_error_cb(jq, keep_first, message);
	jq_set_attr(jq, jv_string("JQ_LIBRARY_PATH"), jv_array());
	wrap(text, &program);
	good = jq_compile(jq, program.p);
	buf_free(&program);
	if (home) {
		setenv("HOME", home, 1);
		free(home);
	}
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
	if (end &&
	    sscanf(end + sizeof(tail) - 1, ", line %zu", &err->line) == 1 &&
	    err->line > 1)
		err->line--;
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

/* Of libjq's words at run time only those that hold no value are told. */
static void
explain_run(jv message, struct expr_error *err)
{
	static const char *const known[] = { "cannot be added",
		"cannot be subtracted", "cannot be multiplied",
		"cannot be divided", "Cannot index", "Cannot iterate over",
		"cannot be parsed as a number", "Object keys must be strings",
		"cannot be matched", "Cannot use", "cannot be sorted",
		"has no keys", "has no length", "is not valid",
		"Range bounds must be numeric" };
	const char *text = jv_get_kind(message) == JV_KIND_STRING
			       ? jv_string_value(message)
			       : "";
	const char *what =
	    strstr(text, "hoff:shut")
		? "what it asks for is shut: the environment, files, input, "
		  "the clock, standard error"
		: "it raises an error";

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strstr(text, known[i]))
			what = known[i];
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

bool
libjq_program(struct str text, struct buf *out, struct expr_error *err)
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

/* libjq does not say which it is: what it can do gives it away. */
const char *
expr_library(void)
{
	static const struct {
		const char *version, *program;
	} known[] = { { "libjq 1.8", "trimstr(\"\")" },
		{ "libjq 1.7", "have_literal_numbers" }, { "libjq 1.6", "." } };
	struct buf message = { 0 };
	const char *version = "libjq";

	for (size_t i = 0; i < 3; i++) {
		jq_state *jq = compile(str_of(known[i].program), &message);

		if (jq) {
			version = known[i].version;
			jq_teardown(&jq);
			break;
		}
	}
	buf_free(&message);
	return version;
}
