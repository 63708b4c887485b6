#include <string.h>

#include "base/ascii.h"
#include "route/vendor.h"

/*
 * Twilio's expressions: comparisons of attributes with texts, numbers and
 * lists, HAS, IN, NOT IN and CONTAINS, between AND, OR and NOT.
 */
enum { DEPTH = 100 };

enum kind {
	TOKEN_END,
	TOKEN_NAME, /* an attribute, or a word between them */
	TOKEN_TEXT,
	TOKEN_NUMBER,
	TOKEN_SIGN,
};

struct token {
	enum kind kind;
	struct str text; /* without quotes */
};

struct parser {
	const struct vendor *v;
	uint32_t at;
	bool over_agent;
	struct str rest;
	struct token now;
	struct buf *jq;
	int depth;
};

static noreturn void
fail(const struct parser *p, const char *what)
{
	vendor_fail(p->v, p->at, what);
}

static bool
is_name(char c)
{
	return is_alnum(c) || c == '_' || c == '.' || c == '-' ||
	       (unsigned char)c >= 0x80;
}

static bool
is_number(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool digit = is_digit(s.p[i]);

		digits += digit;
		if (!digit && s.p[i] != '.' && !(s.p[i] == '-' && i == 0))
			return false;
	}
	return digits > 0 && s.p[s.n - 1] != '.' && s.p[0] != '.';
}

static void
take(struct parser *p, enum kind kind, size_t before, size_t n, size_t after)
{
	p->now = (struct token){ kind, { p->rest.p + before, n } };
	p->rest.p += before + n + after;
	p->rest.n -= before + n + after;
}

static void
next(struct parser *p)
{
	static const char *const signs[] = { "==", "!=", ">=", "<=", ">", "<",
		"=", "(", ")", "[", "]", "," };
	size_t n = 0;

	while (p->rest.n && memchr(" \t\r\n", *p->rest.p, 4)) {
		p->rest.p++;
		p->rest.n--;
	}
	if (!p->rest.n) {
		take(p, TOKEN_END, 0, 0, 0);
		return;
	}
	if (*p->rest.p == '"' || *p->rest.p == '\'') {
		const char *end =
		    memchr(p->rest.p + 1, *p->rest.p, p->rest.n - 1);

		if (!end)
			fail(p, "a text in an expression does not end");
		take(p, TOKEN_TEXT, 1, (size_t)(end - p->rest.p) - 1, 1);
		return;
	}
	while (n < p->rest.n && is_name(p->rest.p[n]))
		n++;
	if (n) {
		take(p, TOKEN_NAME, 0, n, 0);
		if (is_number(p->now.text))
			p->now.kind = TOKEN_NUMBER;
		return;
	}
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		n = strlen(signs[i]);
		if (p->rest.n >= n && !memcmp(p->rest.p, signs[i], n)) {
			take(p, TOKEN_SIGN, 0, n, 0);
			return;
		}
	}
	fail(p, "an expression has a character that means nothing");
}

static bool
is_word(const struct parser *p, const char *word)
{
	if (p->now.kind != TOKEN_NAME || p->now.text.n != strlen(word))
		return false;
	for (size_t i = 0; i < p->now.text.n; i++)
		if ((p->now.text.p[i] & ~0x20) != word[i])
			return false;
	return true;
}

static bool
accept_word(struct parser *p, const char *word)
{
	bool is = is_word(p, word);

	if (is)
		next(p);
	return is;
}

static bool
accept_sign(struct parser *p, const char *sign)
{
	bool is =
	    p->now.kind == TOKEN_SIGN && str_eq(p->now.text, str_of(sign));

	if (is)
		next(p);
	return is;
}

static bool
drop_prefix(struct str *s, const char *prefix)
{
	size_t n = strlen(prefix);

	if (s->n <= n || memcmp(s->p, prefix, n) != 0)
		return false;
	s->p += n;
	s->n -= n;
	return true;
}

static bool
is_list(struct str name)
{
	return str_eq(name, STR("languages")) || str_eq(name, STR("channels"));
}

/* How a worker is called there is how an agent is here. */
static bool
is_id(struct str name)
{
	return str_eq(name, STR("id")) || str_eq(name, STR("sid")) ||
	       str_eq(name, STR("friendly_name"));
}

/* A member of an agent that can be compared. */
static bool
is_member(struct str name)
{
	return is_id(name) || str_eq(name, STR("team")) ||
	       str_eq(name, STR("slots"));
}

static void
put_member(struct parser *p, struct str name)
{
	buf_char(p->jq, '.');
	buf_str(p->jq, is_id(name) ? STR("id") : name);
}

/* An attribute of a worker that is a number: a skill's level. */
static void
put_agent_number(struct parser *p, struct str name)
{
	if (is_member(name)) {
		put_member(p, name);
		return;
	}
	if (!drop_prefix(&name, "levels."))
		drop_prefix(&name, "skills.");
	buf_cstr(p->jq, ".skills[");
	json_put_string(p->jq, name);
	buf_char(p->jq, ']');
}

/* An attribute of a task: a path into the record. */
static void
put_path(struct parser *p, struct str name)
{
	drop_prefix(&name, "task.");
	while (name.n) {
		const char *dot = memchr(name.p, '.', name.n);
		size_t n = dot ? (size_t)(dot - name.p) : name.n;

		buf_cstr(p->jq,
		    p->jq->n && p->jq->p[p->jq->n - 1] == ']' ? "[" : ".[");
		json_put_string(p->jq, (struct str){ name.p, n });
		buf_char(p->jq, ']');
		n += dot != NULL;
		name.p += n;
		name.n -= n;
	}
}

/* An attribute that holds, or is, this text. */
static void
put_text(struct parser *p, struct str name, struct str text, bool in_list)
{
	if (!p->over_agent) {
		buf_cstr(p->jq, in_list ? "any(" : "(");
		put_path(p, name);
		buf_cstr(p->jq, in_list ? "[]?; . == " : " == ");
		json_put_string(p->jq, text);
		buf_char(p->jq, ')');
	} else if (is_list(name)) {
		buf_cstr(p->jq, "any(.");
		buf_str(p->jq, name);
		buf_cstr(p->jq, "[]; . == ");
		json_put_string(p->jq, text);
		buf_char(p->jq, ')');
	} else if (is_member(name)) {
		buf_char(p->jq, '(');
		put_member(p, name);
		buf_cstr(p->jq, " == ");
		json_put_string(p->jq, text);
		buf_char(p->jq, ')');
	} else {
		buf_cstr(p->jq, "(.skills[");
		if (str_eq(name, STR("skills")))
			json_put_string(p->jq, text);
		else
			vendor_put_skill(p->jq, name, text);
		buf_cstr(p->jq, "] != null)");
	}
}

static void
put_not(struct parser *p, size_t from)
{
	struct buf inner = { 0 };

	buf_put(&inner, p->jq->p + from, p->jq->n - from);
	p->jq->n = from;
	buf_char(p->jq, '(');
	buf_str(p->jq, buf_view(&inner));
	buf_cstr(p->jq, " | not)");
	buf_free(&inner);
}

static void
need_sign(struct parser *p, const char *sign)
{
	if (!accept_sign(p, sign))
		fail(p, "an expression lacks a bracket");
}

static void
put_number(struct parser *p, struct str name)
{
	if (p->over_agent)
		put_agent_number(p, name);
	else
		put_path(p, name);
}

static bool
is_of_task(struct str name)
{
	return name.n > 5 && !memcmp(name.p, "task.", 5);
}

/* The language of a task among those of a worker is what every contact asks
 * of an agent; nothing else of a task is known where agents are told apart. */
static noreturn void
refuse_task(struct parser *p)
{
	fail(p, "an expression over workers asks for more of the task than its "
		"language");
}

/* NAME IN ["a", "b"]. */
static void
put_in(struct parser *p, struct str name)
{
	bool any = false;

	if (p->over_agent && is_of_task(p->now.text))
		refuse_task(p);
	need_sign(p, "[");
	buf_char(p->jq, '(');
	while (!accept_sign(p, "]")) {
		if (any && !accept_sign(p, ","))
			fail(p, "a list of an expression lacks a comma");
		if (any)
			buf_cstr(p->jq, " or ");
		any = true;
		if (p->now.kind == TOKEN_NUMBER) {
			put_number(p, name);
			buf_cstr(p->jq, " == ");
			buf_str(p->jq, p->now.text);
		} else if (p->now.kind == TOKEN_TEXT) {
			put_text(p, name, p->now.text, false);
		} else {
			fail(p, "a list holds more than texts and numbers");
		}
		next(p);
	}
	buf_cstr(p->jq, any ? ")" : "false)");
}

static void
put_task_in(struct parser *p, struct str name)
{
	if (!accept_word(p, "IN") || p->now.kind != TOKEN_NAME ||
	    !str_eq(name, STR("task.language")) ||
	    !(str_eq(p->now.text, STR("worker.languages")) ||
		str_eq(p->now.text, STR("languages"))))
		refuse_task(p);
	next(p);
	buf_cstr(p->jq, "true");
}

/* What is not there is not small, as it would be in jq. */
static void
put_compared(struct parser *p, struct str name, struct str sign)
{
	bool is_small = *sign.p == '<';

	if (is_small) {
		buf_char(p->jq, '(');
		put_number(p, name);
		buf_cstr(p->jq, " != null and ");
	}
	put_number(p, name);
	buf_char(p->jq, ' ');
	buf_str(p->jq, str_eq(sign, STR("=")) ? STR("==") : sign);
	buf_char(p->jq, ' ');
	buf_str(p->jq, p->now.text);
	if (is_small)
		buf_char(p->jq, ')');
}

static void
put_sign(struct parser *p, struct str name)
{
	struct str sign = p->now.text;
	size_t from = p->jq->n;
	bool is_not = str_eq(sign, STR("!="));

	if (p->now.kind != TOKEN_SIGN || sign.p[0] == '(' || sign.p[0] == ')' ||
	    sign.p[0] == '[' || sign.p[0] == ']' || sign.p[0] == ',')
		fail(p, "an attribute is compared with nothing");
	next(p);
	if (p->now.kind == TOKEN_TEXT && (is_not || *sign.p == '=')) {
		put_text(p, name, p->now.text, false);
		if (is_not)
			put_not(p, from);
	} else if (p->now.kind == TOKEN_NUMBER) {
		put_compared(p, name, sign);
	} else if (!p->over_agent && p->now.kind == TOKEN_NAME) {
		put_path(p, name);
		buf_char(p->jq, ' ');
		buf_str(p->jq, str_eq(sign, STR("=")) ? STR("==") : sign);
		buf_char(p->jq, ' ');
		buf_str(p->jq, p->now.text); /* true, false, null */
		if (!is_word(p, "TRUE") && !is_word(p, "FALSE") &&
		    !is_word(p, "NULL"))
			fail(p, "an attribute is compared with another one");
	} else if (p->over_agent && is_of_task(p->now.text)) {
		refuse_task(p);
	} else {
		fail(p, "an attribute is compared with what it cannot be");
	}
	next(p);
}

static void
put_attribute(struct parser *p)
{
	struct str name = p->now.text;
	size_t from = p->jq->n;
	bool is_not;

	next(p);
	if (p->over_agent && is_of_task(name)) {
		put_task_in(p, name);
		return;
	}
	if (p->over_agent) {
		drop_prefix(&name, "worker.");
		drop_prefix(&name, "routing.");
	}
	if (is_word(p, "HAS") || is_word(p, "CONTAINS")) {
		next(p);
		if (p->now.kind != TOKEN_TEXT)
			fail(p, "HAS is followed by no text");
		put_text(p, name, p->now.text, true);
		next(p);
		return;
	}
	is_not = accept_word(p, "NOT");
	if (accept_word(p, "IN"))
		put_in(p, name);
	else if (is_not)
		fail(p, "NOT stands before no IN");
	else
		put_sign(p, name);
	if (is_not)
		put_not(p, from);
}

/* "en" IN languages, or 1 == 1. */
static void
put_constant(struct parser *p)
{
	struct token first = p->now;

	next(p);
	if (first.kind == TOKEN_TEXT && accept_word(p, "IN") &&
	    p->now.kind == TOKEN_NAME) {
		struct str name = p->now.text;

		if (p->over_agent) {
			drop_prefix(&name, "worker.");
			drop_prefix(&name, "routing.");
		}
		put_text(p, name, first.text, true);
		next(p);
		return;
	}
	if (!accept_sign(p, "==") || p->now.kind != first.kind)
		fail(p, "a constant is compared with no other");
	buf_cstr(p->jq, str_eq(p->now.text, first.text) ? "true" : "false");
	next(p);
}

static void put_or(struct parser *p);

static void
put_part(struct parser *p)
{
	size_t from = p->jq->n;

	if (++p->depth > DEPTH)
		fail(p, "an expression is nested too deeply");
	if (accept_word(p, "NOT")) {
		put_part(p);
		put_not(p, from);
	} else if (accept_sign(p, "(")) {
		buf_char(p->jq, '(');
		put_or(p);
		buf_char(p->jq, ')');
		need_sign(p, ")");
	} else if (p->now.kind == TOKEN_NAME) {
		put_attribute(p);
	} else if (p->now.kind == TOKEN_TEXT || p->now.kind == TOKEN_NUMBER) {
		put_constant(p);
	} else {
		fail(p, "an expression ends too early");
	}
	p->depth--;
}

static void
put_and(struct parser *p)
{
	put_part(p);
	while (accept_word(p, "AND")) {
		buf_cstr(p->jq, " and ");
		put_part(p);
	}
}

static void
put_or(struct parser *p)
{
	put_and(p);
	while (accept_word(p, "OR")) {
		buf_cstr(p->jq, " or ");
		put_and(p);
	}
}

void
twilio_expression(
    const struct vendor *v, uint32_t at, bool over_agent, struct buf *jq)
{
	struct parser p = { .v = v,
		.at = at,
		.over_agent = over_agent,
		.rest = json_string(v->j, at, v->a),
		.jq = jq };

	next(&p);
	put_or(&p);
	if (p.now.kind != TOKEN_END)
		fail(&p, "an expression goes on behind its end");
}

bool
twilio_known_worker(const struct vendor *v, uint32_t at, struct str *path)
{
	struct parser p = { .v = v,
		.at = at,
		.over_agent = true,
		.rest = json_string(v->j, at, v->a) };
	struct str name;

	next(&p);
	name = p.now.text;
	if (p.now.kind != TOKEN_NAME)
		return false;
	drop_prefix(&name, "worker.");
	next(&p);
	if (!is_id(name) || !(accept_sign(&p, "==") || accept_sign(&p, "=") ||
				accept_word(&p, "IN")))
		return false;
	*path = p.now.text;
	if (p.now.kind != TOKEN_NAME || !drop_prefix(path, "task."))
		return false;
	next(&p);
	return p.now.kind == TOKEN_END;
}
