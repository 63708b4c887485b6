#include <math.h>
#include <stdlib.h>

#include "base/near.h"
#include "expr/functions.h"

/*
 * What jq brings along, as far as it is cheap: functions of values in C, the
 * rest in jq itself.  call.c knows those that need the tree: empty, not, any,
 * all, first(f), range, test, recurse.
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
fn_keys_unsorted(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct listing l = { 0 };
	struct members m;

	if (args->kind != EXPR_OBJECT)
		return fn_keys(ev, args, out);
	if (!value_members(ev, args, &m))
		return false;
	for (size_t i = 0; i < m.n; i++) {
		struct expr_value v = expr_str(m.names[i]);

		if (!listing_add(ev, &l, &v))
			return false;
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
	} else if (args->kind == EXPR_NULL) {
		found = false;
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
			if (!eval_tick(ev))
				return false;
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
		return eval_too_deep(ev);
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
	if (!eval_pay(ev, x.string.n))
		return false;
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

/* Names with an underscore are jq's own for the same thing. */
static const struct function functions[] = {
	{ "_group_by_impl", 1, fn_group_by, NULL },
	{ "_max_by_impl", 1, fn_max_by, NULL },
	{ "_min_by_impl", 1, fn_min_by, NULL },
	{ "_sort_by_impl", 1, fn_sort_by, NULL },
	{ "add", 0, fn_add, NULL },
	{ "ascii_downcase", 0, fn_ascii_downcase, NULL },
	{ "ascii_upcase", 0, fn_ascii_upcase, NULL },
	{ "ceil", 0, fn_ceil, NULL },
	{ "contains", 1, fn_contains, NULL },
	{ "endswith", 1, fn_endswith, NULL },
	{ "error", 0, fn_error, NULL },
	{ "error", 1, fn_error, NULL },
	{ "explode", 0, fn_explode, NULL },
	{ "fabs", 0, fn_fabs, NULL },
	{ "flatten", 0, fn_flatten, NULL },
	{ "floor", 0, fn_floor, NULL },
	{ "has", 1, fn_has, NULL },
	{ "infinite", 0, fn_infinite, NULL },
	{ "keys", 0, fn_keys, NULL },
	{ "keys_unsorted", 0, fn_keys_unsorted, NULL },
	{ "length", 0, fn_length, NULL },
	{ "ltrimstr", 1, fn_ltrimstr, NULL },
	{ "max", 0, fn_max, NULL },
	{ "min", 0, fn_min, NULL },
	{ "nan", 0, fn_nan, NULL },
	{ "round", 0, fn_round, NULL },
	{ "rtrimstr", 1, fn_rtrimstr, NULL },
	{ "sort", 0, fn_sort, NULL },
	{ "split", 1, fn_split, NULL },
	{ "sqrt", 0, fn_sqrt, NULL },
	{ "startswith", 1, fn_startswith, NULL },
	{ "tojson", 0, fn_tojson, NULL },
	{ "tonumber", 0, fn_tonumber, NULL },
	{ "tostring", 0, fn_tostring, NULL },
	{ "type", 0, fn_type, NULL },
	{ "utf8bytelength", 0, fn_utf8bytelength, NULL },
#define WRITTEN(name, arity, head, body) \
	{ \
		name, arity, NULL, "def " name head ": " body "; ." \
	}
	WRITTEN("IN", 1, "(f)", "any(f == .; .)"),
	WRITTEN("all", 0, "", "all(.[]; .)"),
	WRITTEN("all", 1, "(f)", "all(.[]; f)"),
	WRITTEN("any", 0, "", "any(.[]; .)"),
	WRITTEN("any", 1, "(f)", "any(.[]; f)"),
	WRITTEN("arrays", 0, "", "select(type == \"array\")"),
	WRITTEN("booleans", 0, "", "select(type == \"boolean\")"),
	WRITTEN("first", 0, "", ".[0]"),
	WRITTEN("from_entries", 0, "",
	    "map({(.key // .Key // .name // .Name): "
	    "(if has(\"value\") then .value else .Value end)}) | add // {}"),
	WRITTEN("group_by", 1, "(f)", "_group_by_impl(map([f]))"),
	WRITTEN("in", 1, "(f)", ". as $x | f | has($x)"),
	WRITTEN("inside", 1, "(f)", ". as $x | f | contains($x)"),
	WRITTEN("isempty", 1, "(f)", "first((f | false), true)"),
	WRITTEN("iterables", 0, "", "arrays, objects"),
	WRITTEN("join", 1, "($x)",
	    "reduce .[] as $i (null; (if . == null then \"\" else . + $x end) "
	    "+ ($i | if type == \"boolean\" or type == \"number\" "
	    "then tostring else . // \"\" end)) // \"\""),
	WRITTEN("last", 0, "", ".[-1]"),
	WRITTEN("last", 1, "(f)", "reduce f as $x (null; $x)"),
	WRITTEN("map", 1, "(f)", "[.[] | f]"),
	WRITTEN("max_by", 1, "(f)", "_max_by_impl(map([f]))"),
	WRITTEN("min_by", 1, "(f)", "_min_by_impl(map([f]))"),
	WRITTEN("nth", 1, "($n)", ".[$n]"),
	WRITTEN("nulls", 0, "", "select(. == null)"),
	WRITTEN("numbers", 0, "", "select(type == \"number\")"),
	WRITTEN("objects", 0, "", "select(type == \"object\")"),
	WRITTEN("range", 1, "($x)", "range(0; $x)"),
	WRITTEN("reverse", 0, "", "[.[length - 1 - range(0; length)]]"),
	WRITTEN("scalars", 0, "",
	    "select(type | . != \"array\" and . != \"object\")"),
	WRITTEN("select", 1, "(f)", "if f then . else empty end"),
	WRITTEN("sort_by", 1, "(f)", "_sort_by_impl(map([f]))"),
	WRITTEN("strings", 0, "", "select(type == \"string\")"),
	WRITTEN("to_entries", 0, "",
	    "[keys_unsorted[] as $k | {key: $k, value: .[$k]}]"),
	WRITTEN("unique", 0, "", "group_by(.) | map(.[0])"),
	WRITTEN("unique_by", 1, "(f)", "group_by(f) | map(.[0])"),
	WRITTEN("values", 0, "", "select(. != null)"),
	WRITTEN("with_entries", 1, "(f)", "to_entries | map(f) | from_entries"),
#undef WRITTEN
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

/* The functions of jq 1.6 to 1.8, ours among them. */
static const char names[] =
    " IN INDEX JOIN abs acos acosh add all any arrays ascii ascii_downcase "
    "ascii_upcase asin asinh atan atan2 atanh booleans bsearch builtins "
    "capture cbrt ceil combinations contains copysign cos cosh dateadd "
    "datesub date debug del delpaths drem empty endswith env erf error exp "
    "exp10 exp2 explode expm1 fabs fdim finites first flatten floor fma fmax "
    "fmin fmod format frexp from_entries fromdate fromdateiso8601 fromjson "
    "fromstream gamma get_search_list getpath gmtime group_by gsub halt "
    "halt_error has have_decnum have_literal_numbers hypot implode in index "
    "indices infinite input input_filename input_line_number inputs inside "
    "isempty isfinite isinfinite isnan isnormal isvalid iterables j0 j1 join "
    "keys keys_unsorted last ldexp leaf_paths length lgamma lgamma_r limit "
    "localtime log log10 log1p log2 logb ltrim ltrimstr map map_values match "
    "max max_by min min_by mktime modf modulemeta nan nearbyint nextafter "
    "nexttoward normals not now nth nulls numbers objects path paths pick "
    "pow pow10 range recurse recurse_down repeat reverse rindex rint round "
    "rtrim rtrimstr scalars scalars_or_empty scalb scalbln scan select "
    "setpath significand sin sinh skip sort sort_by split splits sqrt "
    "startswith stderr strflocaltime strftime strings strptime sub tan tanh "
    "test tgamma to_entries toarray todate todateiso8601 tojson tonumber "
    "tostream tostring transpose trim trimstr trunc truncate_stream type "
    "unique unique_by until utf8bytelength values walk while with_entries "
    "y0 y1 _assign _divide _equal _flatten _greater _greatereq _input _less "
    "_lesseq _match_impl _minus _mod _modify _multiply _negate _notequal "
    "_nwise _plus ";

bool
function_is_of_jq(struct str name)
{
	for (const char *p = names; *p; p++) {
		p = memmem(p, strlen(p), name.p, name.n);
		if (!p)
			return false;
		if (p[-1] == ' ' && p[name.n] == ' ')
			return true;
	}
	return false;
}

struct str
function_nearest(struct str name, struct arena *run)
{
	struct str *all = arena_array(run, sizeof(names) / 2, sizeof(*all));
	struct str near;
	size_t n = 0;

	for (const char *p = names + 1; *p; p += all[n++].n + 1)
		all[n] = (struct str){ p, strcspn(p, " ") };
	near = near_best(name, all, n);
	return near_edits(name, near) <= 1 + name.n / 5 ? near : STR("");
}

/* What would tell a program about more than its input. */
bool
function_is_shut(struct str name)
{
	static const char *const shut[] = { "env", "input", "inputs", "debug",
		"stderr", "halt", "halt_error", "modulemeta", "input_filename",
		"input_line_number", "get_search_list", "now", "localtime",
		"strflocaltime", "date", "builtins" };

	for (size_t i = 0; i < sizeof(shut) / sizeof(shut[0]); i++)
		if (str_eq(name, str_of(shut[i])))
			return true;
	return false;
}
