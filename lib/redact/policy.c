#include "redact/policy.h"

#include <stdlib.h>

#include "base/die.h"
#include "crypto/crypto.h"
#include "expr/expr.h"
#include "pattern/pattern.h"

enum { LOWEST_LIMIT = 1, HIGHEST_LIMIT = 10000000 };

/* A policy file being read, evaluated to JSON. */
struct reader {
	struct json json;
	const char *file;
	struct arena *run;
	struct redact_policy *policy;
};

static void
read_name(struct reader *r, uint32_t at)
{
	if (json_kind_of(&r->json, at) != JSON_STRING)
		die("%s: name: not a string", r->file);
	r->policy->name = arena_copy(r->run, json_string(&r->json, at, r->run));
}

static double
read_number(struct reader *r, uint32_t at, const char *member)
{
	if (json_kind_of(&r->json, at) != JSON_NUMBER)
		die("%s: %s: not a number", r->file, member);
	return json_number(&r->json, at);
}

static void
read_version(struct reader *r, uint32_t at)
{
	r->policy->version = read_number(r, at, "version");
}

static void
read_match_limit(struct reader *r, uint32_t at)
{
	double limit = read_number(r, at, "match_limit");

	if (!(limit >= LOWEST_LIMIT && limit <= HIGHEST_LIMIT))
		die("%s: match_limit: not between %d and %d", r->file,
		    LOWEST_LIMIT, HIGHEST_LIMIT);
	r->policy->match_limit = (size_t)limit;
}

static void
demand_kind(struct str name, const char *file, const char *member, enum kind *k)
{
	struct str nearest;

	if (kind_named(name, k))
		return;
	nearest = kind_nearest(name);
	die("%s%s%s: '%.*s' is no kind; the nearest is %.*s", file ? file : "",
	    file ? ": " : "", member, STR_ARG(name), STR_ARG(nearest));
}

static void
read_kinds(struct reader *r, uint32_t at)
{
	const struct json *j = &r->json;

	if (json_kind_of(j, at) != JSON_ARRAY)
		die("%s: kinds: not an array", r->file);
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		enum kind k;

		if (json_kind_of(j, i) != JSON_STRING)
			die("%s: kinds: one is not a string", r->file);
		demand_kind(json_string(j, i, r->run), r->file, "kinds", &k);
		r->policy->kinds[k] = true;
	}
}

/* The step `member` (empty: each element) among those at *k, added if new. */
static struct keep *
add_step(struct arena *run, struct keep **k, struct str member)
{
	while (*k && !str_eq((*k)->member, member))
		k = &(*k)->next;
	if (!*k) {
		*k = arena_zalloc(run, sizeof(**k));
		(*k)->member = member;
	}
	return *k;
}

/* ".turns[].at": members and each element, from the record down. */
static bool
add_path(struct reader *r, struct str path)
{
	struct keep **level = &r->policy->root.inner, *step = NULL;
	size_t i = 0;

	while (i < path.n) {
		size_t from = i + 1;
		struct str member;

		if (path.p[i] == '[' && from < path.n && path.p[from] == ']') {
			member = STR("");
			i = from + 1;
		} else if (path.p[i] == '.') {
			for (i = from; i < path.n && path.p[i] != '.' &&
				       path.p[i] != '[';)
				i++;
			member = (struct str){ path.p + from, i - from };
			if (member.n == 0)
				return false;
		} else {
			return false;
		}
		step = add_step(r->run, level, member);
		level = &step->inner;
	}
	if (step)
		step->here = true;
	return step != NULL;
}

static void
read_keep(struct reader *r, uint32_t at)
{
	const struct json *j = &r->json;
	size_t n = 0;

	if (json_kind_of(j, at) != JSON_ARRAY)
		die("%s: keep: not an array", r->file);
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i), n++)
		if (json_kind_of(j, i) != JSON_STRING ||
		    !add_path(r, arena_copy(r->run, json_string(j, i, r->run))))
			die("%s: keep[%zu]: not a path such as .turns[].at",
			    r->file, n);
}

static const struct {
	struct str name;
	void (*read)(struct reader *, uint32_t);
} members[] = {
	{ { "name", 4 }, read_name },
	{ { "version", 7 }, read_version },
	{ { "kinds", 5 }, read_kinds },
	{ { "keep", 4 }, read_keep },
	{ { "match_limit", 11 }, read_match_limit },
};

enum { N_MEMBERS = sizeof(members) / sizeof(*members) };

static void
read_members(struct reader *r)
{
	const struct json *j = &r->json;

	if (json_kind_of(j, 0) != JSON_OBJECT)
		die("%s: not an object", r->file);
	for (uint32_t i = json_first(j, 0); i; i = json_after(j, 0, i)) {
		struct str raw = json_raw(j, i);
		size_t m = 0;

		while (m < N_MEMBERS && !json_is(j, i, members[m].name))
			m++;
		if (m == N_MEMBERS)
			die("%s: unknown member %.*s (there are name, "
			    "version, kinds, keep, match_limit)",
			    r->file, STR_ARG(raw));
		members[m].read(r, i + 1);
	}
	if (r->policy->name.n == 0)
		die("%s: no name", r->file);
}

static void
compile_patterns(struct redact_policy *p)
{
	for (size_t i = 0; i < N_RECOGNISERS; i++) {
		const struct recogniser *r = &recognisers[i];
		struct pattern_error err;

		p->patterns[i] = pattern_new(str_of(r->pattern), &err);
		if (!p->patterns[i])
			die("pattern %zu, byte %zu: %s", i, err.at, err.detail);
	}
}

static bool
is_wanted(const struct redact_policy *p, enum kind k)
{
	if (k == KIND_NOTHING)
		return true;
	if (!kind_is_identity(k) && !kind_is_called(k))
		return p->kinds[k];
	for (int i = 0; i < N_KINDS; i++)
		if (p->kinds[i] && (kind_is_identity((enum kind)i) ||
				       kind_is_called((enum kind)i)))
			return true;
	return false;
}

/* A recogniser runs when its kind is on, that of schemes when any of theirs is;
 * what claims, always. */
static void
set_triggers(struct redact_policy *p)
{
	memset(p->raises, 0, sizeof(p->raises));
	for (size_t i = 0; i < N_RECOGNISERS; i++)
		if (is_wanted(p, recognisers[i].kind))
			for (const char *c = recognisers[i].trigger; *c; c++)
				p->raises[(unsigned char)*c] |= UINT32_C(1)
								<< i;
}

static bool
is_number(enum kind k)
{
	return k == KIND_NOTHING || k == KIND_CARD || kind_is_identity(k) ||
	       kind_is_called(k) || k == KIND_IP || k == KIND_PHONE;
}

/* What is known of the recognisers before a text is. */
static void
set_tables(struct redact_policy *p)
{
	for (size_t i = 0; i < N_RECOGNISERS; i++) {
		const struct recogniser *r = &recognisers[i];
		uint32_t bit = UINT32_C(1) << i;

		for (const char *c = r->behind ? r->behind : ""; *c; c++)
			p->behind[(unsigned char)*c] |= bit;
		for (unsigned c = 0; c < 256; c++)
			if (pattern_begins(p->patterns[i], (unsigned char)c))
				p->begins[c] |= bit;
		for (size_t n = 0; n <= FIND_ENOUGH; n++) {
			p->digits[n] |= n >= r->min_digits ? bit : 0;
			p->token[n] |= n >= r->min_token ? bit : 0;
		}
		p->numbers |= is_number(r->kind) ? bit : 0;
		p->called |= r->called ? bit : 0;
	}
}

struct redact_policy *
redact_policy_read(struct str source, const char *file, struct arena *run)
{
	struct redact_policy *p = arena_zalloc(run, sizeof(*p));
	struct reader r = { .file = file, .run = run, .policy = p };
	struct expr_error where;
	struct buf text = { 0 };
	struct fault f;

	p->match_limit = 100000;
	p->lexicon = lexicon_new(run);
	crypto_sha256_hex(source, p->sha256);
	if (!expr_program(source, &text, &where))
		die("%s:%zu:%zu: %s", file, where.line, where.column,
		    where.detail);
	memset(buf_reserve(&text, JSON_PADDING), 0, JSON_PADDING);
	json_init(&r.json);
	if (!json_index(&r.json, buf_view(&text), &f))
		die("%s: %s", file, f.detail);
	read_members(&r);
	json_free(&r.json);
	buf_free(&text);
	compile_patterns(p);
	set_tables(p);
	set_triggers(p);
	return p;
}

/* Set or clear the kinds named in a list with commas. */
static void
mark(struct redact_policy *p, const char *option, const char *list, bool on)
{
	while (*list) {
		size_t n = strcspn(list, ",");
		enum kind k;

		demand_kind((struct str){ list, n }, NULL, option, &k);
		p->kinds[k] = on;
		list += n;
		list += *list == ',';
	}
}

void
redact_policy_narrow(
    struct redact_policy *p, const char *only, const char *keep)
{
	if (only) {
		memset(p->kinds, 0, sizeof(p->kinds));
		mark(p, "--only", only, true);
	}
	if (keep)
		mark(p, "--keep", keep, false);
	p->narrowed = p->narrowed || only || keep;
	set_triggers(p);
}

const struct keep *
keep_member(const struct keep *k, const struct json *j, uint32_t key)
{
	for (; k; k = k->next)
		if (k->member.n && json_is(j, key, k->member))
			return k;
	return NULL;
}

const struct keep *
keep_element(const struct keep *k)
{
	for (; k; k = k->next)
		if (k->member.n == 0)
			return k;
	return NULL;
}
