#include <math.h>
#include <stdlib.h>

#include "expr/functions.h"

/*
 * What jq brings along, as far as it is cheap: functions of values in C, the
 * rest in jq itself.  The binder knows those that need the tree: empty, not,
 * any, all, first(f), range, test, recurse.
 */
static bool
fn_length(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	size_t n;

	if (args->kind == EXPR_TRUE || args->kind == EXPR_FALSE)
		return eval_fail_on(ev, "this has no length", args);
	if (args->kind == EXPR_NUMBER) {
		*out = expr_num(fabs(args->number));
		return true;
	}
	if (!value_length(ev, args, &n))
		return false;
	*out = expr_num((double)n);
	return true;
}

static bool
fn_utf8bytelength(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	if (args->kind != EXPR_STRING)
		return eval_fail_on(ev, "a string is needed", args);
	*out = expr_num((double)args->string.n);
	return true;
}

static bool
fn_type(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	(void)ev;
	*out = expr_str(str_of(value_kind_name(args->kind)));
	return true;
}

static bool
fn_error(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	(void)args, (void)out;
	return eval_fail(ev, "it raises an error");
}

static bool
fn_keys(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct listing l = { 0 };
	struct expr_value v;
	struct members m;
	size_t n;

	if (args->kind == EXPR_ARRAY) {
		if (!value_length(ev, args, &n))
			return false;
		for (size_t i = 0; i < n; i++) {
			v = expr_num((double)i);
			if (!listing_add(ev, &l, &v))
				return false;
		}
	} else if (args->kind == EXPR_OBJECT) {
		if (!value_sorted(ev, args, &m))
			return false;
		for (size_t i = 0; i < m.n; i++) {
			v = expr_str(m.names[i]);
			if (!listing_add(ev, &l, &v))
				return false;
		}
	} else {
		return eval_fail_on(ev, "this has no keys", args);
	}
	*out = value_list(ev, l.items, l.n);
	return !ev->why;
}

static bool
fn_has(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct expr_value v;
	bool found;
	size_t n;

	if (args->kind == EXPR_OBJECT && args[1].kind == EXPR_STRING) {
		if (!value_member(ev, args, args[1].string, &v, &found))
			return false;
	} else if (args->kind == EXPR_ARRAY && args[1].kind == EXPR_NUMBER) {
		if (!value_length(ev, args, &n))
			return false;
		found =
		    args[1].number > -1 && trunc(args[1].number) < (double)n;
	} else {
		return eval_fail_on_two(
		    ev, "no such thing to have", args, &args[1]);
	}
	*out = expr_bool(found);
	return true;
}

static bool contains(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, unsigned depth, bool *yes);

static bool
array_contains(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, unsigned depth, bool *yes)
{
	struct expr_list x, y;

	if (!value_items(ev, a, &x) || !value_items(ev, b, &y))
		return false;
	*yes = true;
	for (size_t i = 0; i < y.n && *yes; i++) {
		*yes = false;
		for (size_t k = 0; k < x.n && !*yes; k++) {
			if (--ev->steps < 0)
				return eval_spent(
				    ev, "it takes too many steps");
			if (!contains(ev, &x.items[k], &y.items[i], depth, yes))
				return false;
		}
	}
	return true;
}

static bool
object_contains(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, unsigned depth, bool *yes)
{
	struct expr_value v;
	struct members y;

	if (!value_members(ev, b, &y))
		return false;
	*yes = true;
	for (size_t i = 0; i < y.n && *yes; i++)
		if (!value_member(ev, a, y.names[i], &v, yes) ||
		    (*yes && !contains(ev, &v, &y.values[i], depth, yes)))
			return false;
	return true;
}

static bool
contains(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, unsigned depth, bool *yes)
{
	struct expr_value x = *a, y = *b;

	if (depth == 0)
		return eval_spent(ev, "a value is nested too deeply");
	*yes = false;
	if (x.kind != y.kind)
		return true;
	if (!value_settle(ev, &x) || !value_settle(ev, &y))
		return false;
	if (x.kind == EXPR_ARRAY)
		return array_contains(ev, &x, &y, depth - 1, yes);
	if (x.kind == EXPR_OBJECT)
		return object_contains(ev, &x, &y, depth - 1, yes);
	if (x.kind != EXPR_STRING)
		return value_equal(ev, &x, &y, yes);
	*yes = y.string.n == 0 ||
	       (x.string.n >= y.string.n &&
		   memmem(x.string.p, x.string.n, y.string.p, y.string.n));
	return true;
}

static bool
fn_contains(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	bool yes;

	if (args->kind != args[1].kind)
		return eval_fail_on_two(
		    ev, "no containment between these", args, &args[1]);
	if (!contains(ev, args, &args[1], VALUE_DEPTH, &yes))
		return false;
	*out = expr_bool(yes);
	return true;
}

static bool
begins(struct str s, struct str with)
{
	return s.n >= with.n && str_eq((struct str){ s.p, with.n }, with);
}

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

static bool
fn_startswith(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	if (!two_strings(ev, args))
		return false;
	*out = expr_bool(begins(args->string, args[1].string));
	return true;
}

static bool
fn_endswith(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	if (!two_strings(ev, args))
		return false;
	*out = expr_bool(ends(args->string, args[1].string));
	return true;
}

static bool
fn_ltrimstr(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct str s = args->string, cut = args[1].string;

	(void)ev;
	*out = args[0];
	if (args->kind == EXPR_STRING && args[1].kind == EXPR_STRING &&
	    begins(s, cut))
		*out = expr_str((struct str){ s.p + cut.n, s.n - cut.n });
	return true;
}

static bool
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

static bool
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

static bool
fn_ascii_downcase(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return shift_case(ev, args, 'A', 'a' - 'A', out);
}

static bool
fn_ascii_upcase(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return shift_case(ev, args, 'a', 'A' - 'a', out);
}

static bool
fn_tojson(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct str s;

	if (!value_text(ev, args, &s))
		return false;
	*out = expr_str(s);
	return true;
}

static bool
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
		else if (s.p[i] >= '0' && s.p[i] <= '9')
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
	for (e = i; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
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

static bool
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
	for (; s.n && strchr(" \t\r\n", s.p[0]); s.n--)
		s.p++;
	while (s.n && strchr(" \t\r\n", s.p[s.n - 1]))
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

static bool
math(struct eval *ev, const struct expr_value *args, double (*f)(double),
    struct expr_value *out)
{
	if (args->kind != EXPR_NUMBER)
		return eval_fail_on(ev, "a number is needed", args);
	*out = expr_num(f(args->number));
	return true;
}

#define MATH(name) \
	static bool fn_##name(struct eval *ev, const struct expr_value *args, \
	    struct expr_value *out) \
	{ \
		return math(ev, args, name, out); \
	}

MATH(floor)
MATH(ceil)
MATH(round)
MATH(fabs)
MATH(sqrt)

static bool
fn_isnan(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	if (args->kind != EXPR_NUMBER)
		return eval_fail_on(ev, "a number is needed", args);
	*out = expr_bool(isnan(args->number));
	return true;
}

static bool
fn_infinite(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	(void)ev, (void)args;
	*out = expr_num(INFINITY);
	return true;
}

static bool
fn_nan(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	(void)ev, (void)args;
	*out = expr_num(NAN);
	return true;
}

static const struct function functions[] = {
	{ "_group_by_impl", 1, fn_group_by, NULL },
	{ "_max_by_impl", 1, fn_max_by, NULL },
	{ "_min_by_impl", 1, fn_min_by, NULL },
	{ "_sort_by_impl", 1, fn_sort_by, NULL },
	{ "add", 0, fn_add, NULL },
	{ "all", 0, NULL, "def all: all(.[]; .); ." },
	{ "all", 1, NULL, "def all(f): all(.[]; f); ." },
	{ "any", 0, NULL, "def any: any(.[]; .); ." },
	{ "any", 1, NULL, "def any(f): any(.[]; f); ." },
	{ "arrays", 0, NULL, "def arrays: select(type == \"array\"); ." },
	{ "ascii_downcase", 0, fn_ascii_downcase, NULL },
	{ "ascii_upcase", 0, fn_ascii_upcase, NULL },
	{ "booleans", 0, NULL, "def booleans: select(type == \"boolean\"); ." },
	{ "ceil", 0, fn_ceil, NULL },
	{ "contains", 1, fn_contains, NULL },
	{ "endswith", 1, fn_endswith, NULL },
	{ "error", 0, fn_error, NULL },
	{ "error", 1, fn_error, NULL },
	{ "fabs", 0, fn_fabs, NULL },
	{ "first", 0, NULL, "def first: .[0]; ." },
	{ "floor", 0, fn_floor, NULL },
	{ "flatten", 0, fn_flatten, NULL },
	{ "group_by", 1, NULL, "def group_by(f): _group_by_impl(map([f])); ." },
	{ "has", 1, fn_has, NULL },
	{ "in", 1, NULL, "def in(f): . as $x | f | has($x); ." },
	{ "infinite", 0, fn_infinite, NULL },
	{ "inside", 1, NULL, "def inside(f): . as $x | f | contains($x); ." },
	{ "isnan", 0, fn_isnan, NULL },
	{ "join", 1, NULL,
	    "def join($x): reduce .[] as $i (null;"
	    " (if . == null then \"\" else . + $x end) + ($i |"
	    " if type == \"boolean\" or type == \"number\" then tostring"
	    " else . // \"\" end)) // \"\"; ." },
	{ "keys", 0, fn_keys, NULL },
	{ "last", 0, NULL, "def last: .[-1]; ." },
	{ "last", 1, NULL, "def last(f): reduce f as $x (null; $x); ." },
	{ "length", 0, fn_length, NULL },
	{ "ltrimstr", 1, fn_ltrimstr, NULL },
	{ "map", 1, NULL, "def map(f): [.[] | f]; ." },
	{ "max", 0, fn_max, NULL },
	{ "max_by", 1, NULL, "def max_by(f): _max_by_impl(map([f])); ." },
	{ "min", 0, fn_min, NULL },
	{ "min_by", 1, NULL, "def min_by(f): _min_by_impl(map([f])); ." },
	{ "nan", 0, fn_nan, NULL },
	{ "nulls", 0, NULL, "def nulls: select(. == null); ." },
	{ "numbers", 0, NULL, "def numbers: select(type == \"number\"); ." },
	{ "objects", 0, NULL, "def objects: select(type == \"object\"); ." },
	{ "range", 1, NULL, "def range($x): range(0; $x); ." },
	{ "reverse", 0, NULL,
	    "def reverse: [.[length - 1 - range(0; length)]]; ." },
	{ "round", 0, fn_round, NULL },
	{ "rtrimstr", 1, fn_rtrimstr, NULL },
	{ "select", 1, NULL, "def select(f): if f then . else empty end; ." },
	{ "sort", 0, fn_sort, NULL },
	{ "sort_by", 1, NULL, "def sort_by(f): _sort_by_impl(map([f])); ." },
	{ "split", 1, fn_split, NULL },
	{ "sqrt", 0, fn_sqrt, NULL },
	{ "startswith", 1, fn_startswith, NULL },
	{ "strings", 0, NULL, "def strings: select(type == \"string\"); ." },
	{ "tojson", 0, fn_tojson, NULL },
	{ "tonumber", 0, fn_tonumber, NULL },
	{ "tostring", 0, fn_tostring, NULL },
	{ "type", 0, fn_type, NULL },
	{ "unique", 0, NULL, "def unique: group_by(.) | map(.[0]); ." },
	{ "unique_by", 1, NULL,
	    "def unique_by(f): group_by(f) | map(.[0]); ." },
	{ "utf8bytelength", 0, fn_utf8bytelength, NULL },
	{ "values", 0, NULL, "def values: select(. != null); ." },
};

const struct function *
function_find(struct str name, size_t arity)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (functions[i].arity == arity &&
		    str_eq(name, str_of(functions[i].name)))
			return &functions[i];
	return NULL;
}

/* What jq 1.6 to 1.8 have beyond that. */
static const char elsewhere[] =
    " IN INDEX JOIN abs acos acosh add all any asin asinh atan atan2 atanh "
    "builtins bsearch capture cbrt combinations copysign cos cosh "
    "dateadd datesub date debug del delpaths drem empty env erf error exp "
    "exp10 "
    "exp2 explode expm1 fdim finites first flatten fma fmax fmin fmod "
    "format frexp from_entries fromdate fromdateiso8601 fromjson "
    "fromstream gamma get_search_list getpath gmtime group_by gsub halt "
    "halt_error have_decnum have_literal_numbers hypot implode index indices "
    "infinite input input_filename input_line_number inputs isempty "
    "isfinite isinfinite isnormal isvalid iterables j0 j1 keys_unsorted "
    "last ldexp leaf_paths lgamma lgamma_r limit localtime log log10 log1p "
    "log2 logb ltrim ltrimstr map_values match max max_by min min_by mktime "
    "modf modulemeta nearbyint nextafter nexttoward normals not now nth "
    "path paths pick pow pow10 range recurse recurse_down repeat reverse "
    "rindex rint rtrim scalars scalars_or_empty scalb scalbln scan "
    "setpath significand sin sinh skip sort sort_by splits sqrt stderr "
    "strflocaltime strftime strptime sub tan tanh test tgamma timegm "
    "to_entries toarray todate todateiso8601 tojson tostream transpose "
    "trim trimstr trunc truncate_stream try_error unique unique_by until "
    "utf8bytelength walk while with_entries y0 y1 ascii ascii_downcase "
    "getpath/1 splits halt ltrimstr rtrimstr tojson limit error "
    "_plus _minus _multiply _divide _mod _equal _notequal _less _lesseq "
    "_greater _greatereq _negate _modify _assign _input _nwise _flatten "
    "_match_impl _sort_by_impl _group_by_impl _min_by_impl _max_by_impl ";

bool
function_elsewhere(struct str name)
{
	const char *p = elsewhere;

	for (; (p = memmem(p, strlen(p), name.p, name.n)); p++)
		if (p[-1] == ' ' && p[name.n] == ' ')
			return true;
	return false;
}
