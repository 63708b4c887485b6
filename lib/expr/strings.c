#include <stdlib.h>

#include "base/ascii.h"
#include "expr/functions.h"

/* Functions of strings, and to and from them. */
static bool
ends(struct str s, struct str with)
{
	return s.n >= with.n &&
	       str_eq((struct str){ s.p + s.n - with.n, with.n }, with);
}

static bool
two_strings(struct eval *ev, const struct expr_value *args)
{
	return (args->kind == EXPR_STRING && args[1].kind == EXPR_STRING) ||
	       eval_fail_on_two(ev, "strings are needed", args, &args[1]);
}

bool
fn_startswith(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	if (!two_strings(ev, args))
		return false;
	*out = expr_bool(str_begins(args->string, args[1].string));
	return true;
}

bool
fn_endswith(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	if (!two_strings(ev, args))
		return false;
	*out = expr_bool(ends(args->string, args[1].string));
	return true;
}

bool
fn_ltrimstr(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct str s = args->string, cut = args[1].string;

	(void)ev;
	*out = args[0];
	if (args->kind == EXPR_STRING && args[1].kind == EXPR_STRING &&
	    str_begins(s, cut))
		*out = expr_str((struct str){ s.p + cut.n, s.n - cut.n });
	return true;
}

bool
fn_rtrimstr(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct str s = args->string, cut = args[1].string;

	(void)ev;
	*out = args[0];
	if (args->kind == EXPR_STRING && args[1].kind == EXPR_STRING &&
	    ends(s, cut))
		*out = expr_str((struct str){ s.p, s.n - cut.n });
	return true;
}

bool
fn_split(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return two_strings(ev, args) &&
	       eval_arithmetic(ev, BINARY_DIV, args, &args[1], out);
}

/* Move the letters between `first` and its 25 followers by `by`. */
static bool
shift_case(struct eval *ev, const struct expr_value *args, char first, int by,
    struct expr_value *out)
{
	struct str s = args->string;
	char *p;

	if (args->kind != EXPR_STRING)
		return eval_fail_on(ev, "a string is needed", args);
	p = eval_alloc(ev, s.n);
	if (!p)
		return false;
	for (size_t i = 0; i < s.n; i++)
		p[i] =
		    (char)(s.p[i] >= first && s.p[i] <= first + 25 ? s.p[i] + by
								   : s.p[i]);
	*out = expr_str((struct str){ p, s.n });
	return true;
}

bool
fn_ascii_downcase(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return shift_case(ev, args, 'A', 'a' - 'A', out);
}

bool
fn_ascii_upcase(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return shift_case(ev, args, 'a', 'A' - 'a', out);
}

bool
fn_explode(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct listing l = { 0 };
	struct expr_value v;

	if (args->kind != EXPR_STRING)
		return eval_fail_on(ev, "a string is needed", args);
	for (size_t i = 0; i < args->string.n;) {
		v = expr_num(
		    json_codepoint(args->string.p, args->string.n, &i));
		if (!listing_add(ev, &l, &v))
			return false;
	}
	*out = value_list(ev, l.items, l.n);
	return !ev->why;
}

bool
fn_tojson(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct str s;

	if (!value_text(ev, args, &s))
		return false;
	*out = expr_str(s);
	return true;
}

bool
fn_tostring(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	*out = args[0];
	return args->kind == EXPR_STRING || fn_tojson(ev, args, out);
}

static bool
is_number(struct str s)
{
	size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+'), digits = 0, e;

	for (bool dot = false; i < s.n; i++) {
		if (s.p[i] == '.' && !dot)
			dot = true;
		else if (is_digit(s.p[i]))
			digits++;
		else
			break;
	}
	if (!digits)
		return false;
	if (i == s.n || (s.p[i] | 0x20) != 'e')
		return i == s.n;
	i++;
	if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
		i++;
	for (e = i; i < s.n && is_digit(s.p[i]); i++)
		;
	return i > e && i == s.n;
}

/* The words jq's own number reader knows. */
static bool
is_number_word(struct str s)
{
	static const char *const words[] = { "nan", "inf", "infinity" };

	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = (struct str){ s.p + 1, s.n - 1 };
	for (size_t i = 0; i < 3; i++)
		if (s.n == strlen(words[i]) &&
		    strncasecmp(s.p, words[i], s.n) == 0)
			return true;
	return false;
}

bool
fn_tonumber(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct str s = args->string;
	char *text;

	*out = args[0];
	if (args->kind == EXPR_NUMBER)
		return true;
	if (args->kind != EXPR_STRING)
		return eval_fail_on(ev, "this is no number", args);
	for (; s.n && is_any_of(s.p[0], " \t\r\n"); s.n--)
		s.p++;
	while (s.n && is_any_of(s.p[s.n - 1], " \t\r\n"))
		s.n--;
	if (!is_number(s) && !is_number_word(s))
		return eval_fail_on(ev, "this is no number", args);
	text = eval_alloc(ev, s.n + 1);
	if (!text)
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	*out = expr_num(strtod(text, NULL));
	return true;
}
