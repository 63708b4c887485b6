#include "expr/libjq.h"

#include <stdio.h>
#include <string.h>

#include "jail/jail.h"

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
			    SHUT("builtins") "{} as $ENV | ";

enum { LEVELS = 1024 }; /* of brackets in a text */

/* Only the first message counts: the others follow from it. */
static void
keep_first(void *arg, jv message)
{
	struct buf *first = arg;

	if (jv_get_kind(message) == JV_KIND_STRING && first->n == 0)
		buf_cstr(first, jv_string_value(message));
	jv_free(message);
}

/*
 * Whether brackets, strings and comments are closed, and nothing else is: then
 * text between parentheses of ours means what it means alone.
 */
static bool
is_closed(struct str text)
{
	char open[LEVELS];
	size_t n = 0;
	bool in_string = false;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i], want;

		if (in_string && c == '\\') {
			if (++i < text.n && text.p[i] != '(')
				continue;
			want = c = '"'; /* what ")" goes back to */
			in_string = false;
		} else if (c == '"') {
			in_string = !in_string;
			continue;
		} else if (in_string) {
			continue;
		} else if (c == '#') {
			while (i + 1 < text.n && text.p[i + 1] != '\n')
				i++;
			continue;
		} else {
			want = c == '(' ? ')' : c == '[' ? ']' : '}';
		}
		if (is_any_of(c, "([{\"")) {
			if (n == LEVELS)
				return false;
			open[n++] = want;
		} else if (is_any_of(c, ")]}")) {
			if (n == 0 || (open[n - 1] != c &&
					  (open[n - 1] != '"' || c != ')')))
				return false;
			in_string = open[--n] == '"';
		}
	}
	return n == 0 && !in_string;
}

/* The user's text in parentheses.  libjq 1.6 knows no carriage return. */
static void
put_user(struct buf *b, struct str text)
{
	size_t at;

	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		text = (struct str){ text.p + 3, text.n - 3 };
	buf_char(b, '(');
	at = b->n;
	buf_str(b, text);
	for (; at + 1 < b->n; at++)
		if (b->p[at] == '\r' && b->p[at + 1] == '\n')
			b->p[at] = ' ';
	buf_cstr(b, "\n)");
}

static void
run_dry(void *arg)
{
	(void)arg;
	jail_no_memory();
}

static jq_state *
compile(const char *program, struct buf *message)
{
	jq_state *jq = jq_init();

	if (!jq)
		jail_no_memory();
	jq_set_nomem_handler(jq, run_dry, NULL);
	jq_set_error_cb(jq, keep_first, message);
	jq_set_attr(jq, jv_string("JQ_LIBRARY_PATH"), jv_array());
	if (!jq_compile(jq, program))
		jq_teardown(&jq);
	return jq;
}

/* Which of a range of programs: halves of halves. */
static void
put_choice(struct buf *b, size_t from, size_t to)
{
	size_t middle = from + (to - from) / 2;

	if (to - from == 1) {
		buf_printf(b, "_hoff%zu", from);
		return;
	}
	buf_printf(b, "if $__hoff < %zu then ", middle);
	put_choice(b, from, middle);
	buf_cstr(b, " else ");
	put_choice(b, middle, to);
	buf_cstr(b, " end");
}

/* libjq compiles its own library with each program, for 25 ms: so all are one,
 * which takes [number, input]. */
jq_state *
libjq_compile_all(const struct str *texts, size_t n)
{
	struct buf b = { 0 }, message = { 0 };
	jq_state *jq = NULL;

	buf_cstr(&b, prologue);
	for (size_t i = 0; i < n; i++) {
		if (!is_closed(texts[i]))
			goto out;
		buf_printf(&b, "def _hoff%zu: ", i);
		put_user(&b, texts[i]);
		buf_cstr(&b, "; ");
	}
	buf_cstr(&b, ".[0] as $__hoff | .[1] | ");
	put_choice(&b, 0, n);
	buf_char(&b, '\0');
	jq = compile(b.p, &message);
out:
	buf_free(&b);
	buf_free(&message);
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

jq_state *
libjq_compile(struct str text, struct expr_error *err)
{
	struct buf b = { 0 }, message = { 0 };
	jq_state *jq;

	buf_cstr(&b, prologue);
	put_user(&b, text);
	buf_char(&b, '\0');
	jq = compile(b.p, &message);
	if (!jq) {
		buf_char(&message, '\0');
		explain(text, message.p, err);
	} else if (!is_closed(text)) {
		jq_teardown(&jq);
		*err = (struct expr_error){ .line = 1, .column = 1 };
		snprintf(
		    err->detail, sizeof(err->detail), "brackets do not match");
	}
	buf_free(&b);
	buf_free(&message);
	return jq;
}

/* Of libjq's words at run time none are told: they hold values. */
void
libjq_explain(jv message, struct expr_error *err)
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
