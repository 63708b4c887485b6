#include "redact/finding.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/chain.h"
#include "base/die.h"
#include "base/hash.h"
#include "redact/nesting.h"
#include "redact/numbers.h"

void
finding_begin(struct redact *r)
{
	r->n_fields = r->n_findings = r->withheld = 0;
	r->n_keys = r->n_rules = r->n_sorts = r->n_longs = 0;
	r->has_twins = r->numbered = false;
	r->decoded_at = 0;
	r->longest = NULL;
	buf_forget(&r->normals);
	memset(r->counts, 0, sizeof(r->counts));
}

/* Make room for `more` behind the first n. */
static void *
grow(void *p, size_t n, size_t more, size_t *room, size_t size)
{
	enum { MANY = 1 << 14 }; /* more grow slowly */

	if (n + more <= *room)
		return p;
	*room = *room < MANY ? 2 * *room + 64 : *room + *room / 4;
	if (*room < n + more)
		*room = n + more;
	p = realloc(p, *room * size);
	if (!p)
		die_of_memory();
	return p;
}

struct field *
finding_add_field(struct redact *r, uint32_t value)
{
	_Static_assert(JSON_VALUES <= 1 << 29, "a field holds any value");

	r->fields = grow(
	    r->fields, r->n_fields, 1, &r->fields_room, sizeof(*r->fields));
	r->fields[r->n_fields] =
	    (struct field){ .value = value & INT32_MAX >> 2,
		    .first = (uint32_t)r->n_findings };
	return &r->fields[r->n_fields++];
}

/* 4111111111111111.0 and 4.111111111111111e15 are what other programs make of
 * the same number, or below zero. */
struct str
number_text(struct redact *r, uint32_t at)
{
	struct str raw = json_raw(r->json, at);
	bool plain = true;
	double x;
	int n;

	for (size_t i = 0; i < raw.n; i++)
		plain &= is_digit(raw.p[i]);
	if (plain)
		return raw;
	x = fabs(json_number(r->json, at));
	if (!(x >= 100 && x < 1e19) || x != floor(x))
		return (struct str){ 0 };
	n = snprintf(r->digits, sizeof(r->digits), "%.0f", x);
	return (struct str){ r->digits, (size_t)n };
}

struct str
field_text(struct redact *r, const struct field *f)
{
	if (f->by_digits)
		return number_text(r, f->value);
	return json_kind_of(r->json, f->value) == JSON_STRING
		   ? redact_text(r, f->value)
		   : json_raw(r->json, f->value);
}

void
finding_is_key(struct redact *r, uint32_t object)
{
	r->fields[r->n_fields - 1].is_key = true;
	r->keys = grow(r->keys, r->n_keys, 1, &r->keys_room, sizeof(*r->keys));
	r->keys[r->n_keys++] =
	    (struct written_key){ .field = (uint32_t)(r->n_fields - 1),
		    .object = object };
}

void
finding_add(struct redact *r, struct span span)
{
	struct spans one = { &span, 1, 1 };

	finding_take(r, &one);
}

static bool
is_sort(const struct span *a, const struct span *b)
{
	return a->rule == b->rule && a->kind == b->kind && a->op == b->op &&
	       a->score == b->score && a->is_said == b->is_said &&
	       a->is_part == b->is_part;
}

static size_t
add_sort(struct redact *r, struct span span)
{
	if (r->n_sorts == MOST_SORTS)
		die("internal error: more sorts of findings than are known");
	r->sorts =
	    grow(r->sorts, r->n_sorts, 1, &r->sorts_room, sizeof(*r->sorts));
	span.start = span.end = span.who = 0;
	r->sorts[r->n_sorts] = (struct finding_sort){ .span = span,
		.rule = rule_add(r->rules, &r->n_rules, span.rule, 0),
		.total =
		    rule_add(r->rule_totals, &r->n_rule_totals, span.rule, 0) };
	return r->n_sorts++;
}

static size_t
sort_of(struct redact *r, const struct span *s)
{
	for (size_t i = r->n_sorts; i > 0; i--)
		if (is_sort(&r->sorts[i - 1].span, s))
			return i - 1;
	return add_sort(r, *s);
}

static void
put_finding(struct redact *r, size_t i, const struct span *s)
{
	size_t sort = sort_of(r, s);
	uint32_t n = s->end - s->start;

	r->counts[s->kind]++;
	r->totals[s->kind]++;
	r->rules[r->sorts[sort].rule].n++;
	r->rule_totals[r->sorts[sort].total].n++;
	if (n >= LONG_FINDING) {
		r->longs = grow(
		    r->longs, r->n_longs, 1, &r->longs_room, sizeof(*r->longs));
		r->longs[r->n_longs++] =
		    (struct long_finding){ (uint32_t)i, n };
		n = LONG_FINDING;
	}
	r->findings[i] = (struct finding){ .start = s->start,
		.n = n & LONG_FINDING,
		.sort = sort & (MOST_SORTS - 1),
		.who = s->who };
}

void
finding_take(struct redact *r, struct spans *spans)
{
	size_t n = spans->n;

	r->findings = grow(r->findings, r->n_findings, n, &r->findings_room,
	    sizeof(*r->findings));
	while (spans->n) {
		put_finding(
		    r, r->n_findings + spans->n - 1, &spans->at[spans->n - 1]);
		spans_drop_last(spans);
	}
	r->n_findings += n;
}

uint32_t
finding_bytes(const struct redact *r, const struct finding *f)
{
	size_t i = 0;

	if (f->n < LONG_FINDING)
		return f->n;
	while (r->longs[i].finding != f - r->findings)
		i++;
	return r->longs[i].n;
}

struct span
finding_span(const struct redact *r, const struct finding *f)
{
	struct span s = r->sorts[f->sort].span;

	s.start = f->start;
	s.end = f->start + finding_bytes(r, f);
	return s;
}

/* A value of which squeeze() would change nothing. */
static bool
is_squeezed(struct str s, bool digits_only)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && (digits_only || !is_alpha(s.p[i]) ||
					     to_lower(s.p[i]) != s.p[i]))
			return false;
	return !digits_only || s.n < 3 || s.p[0] != '0' || s.p[1] != '0';
}

/* Letters and digits only, small; a telephone number by its digits. */
static struct str
squeeze(struct arena *a, struct str s, bool digits_only)
{
	char *p = arena_cstr(a, s);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (is_digit(p[i]) || (!digits_only && is_alpha(p[i])))
			p[n++] = to_lower(p[i]);
	if (digits_only && n > 2 && p[0] == '0' && p[1] == '0')
		return (struct str){ p + 2, n - 2 };
	return (struct str){ p, n };
}

static struct str
lower(struct arena *a, struct str s)
{
	char *p = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		p[i] = to_lower(p[i]);
	return (struct str){ p, s.n };
}

static bool
is_small(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (to_lower(s.p[i]) != s.p[i])
			return false;
	return true;
}

static struct str
value_of(struct redact *r, const struct field *f, const struct finding *x)
{
	struct str text = field_text(r, f);

	return (struct str){ text.p + x->start, finding_bytes(r, x) };
}

/* Equal for what a person would call the same: see kind.h for the kinds.  It
 * lives as `a`, the field's text and the finding do. */
static struct str
normalise(struct redact *r, const struct field *f, const struct finding *x,
    struct arena *a)
{
	const struct span *s = &r->sorts[x->sort].span;
	enum kind_same same = kind_same(s->kind);
	struct str value = s->is_part
			       ? split_of(&r->splits, r->conv, f->value)->whole
			       : value_of(r, f, x);
	struct str given = value, squeezed = { 0 };
	char said[MOST_SAID];

	if (same == SAME_EXACT)
		return value;
	view_open(&r->finder.view, value);
	value = r->finder.view.text;
	/* Said in words or written, it is the same number. */
	if (s->is_said)
		value = (struct str){ said, number_digits(value, said) };
	else if (s->kind == KIND_CARD)
		value = number_of_card(value, said);
	if (same != SAME_LOWER && value.p == given.p &&
	    is_squeezed(value, same == SAME_DIGITS))
		return value;
	if (same != SAME_LOWER)
		squeezed = squeeze(a, value, same == SAME_DIGITS);
	if (squeezed.n)
		return squeezed;
	return value.p == given.p && is_small(value) ? value : lower(a, value);
}

/* A text in a buffer that says itself how long it is: in one byte, where that
 * is enough. */
enum { LONG = 0xff };

static uint32_t
put_counted(struct buf *b, struct str s)
{
	size_t at = b->n;
	uint32_t n = (uint32_t)s.n;

	buf_char(b, (char)(n < LONG ? n : LONG));
	if (n >= LONG)
		buf_put(b, &n, sizeof(n));
	buf_str(b, s);
	return (uint32_t)at;
}

static struct str
counted(const struct buf *b, uint32_t at)
{
	const char *p = b->p + at + 1;
	uint32_t n = (unsigned char)p[-1];

	if (n == LONG) {
		memcpy(&n, p, sizeof(n));
		p += sizeof(n);
	}
	return (struct str){ p, n };
}

static bool
is_somebody(const struct redact *r, const struct finding *f)
{
	return kind_same(finding_kind(r, f)) == SAME_PERSON;
}

/* By what a finding is compared: in `normals`; or its own bytes, in the
 * record's text; or who it is. */
static struct str
normal_of(const struct redact *r, const struct finding *f)
{
	if (f->is_apart)
		return counted(&r->normals, f->normal);
	if (is_somebody(r, f))
		return (struct str){ (const char *)&f->who, sizeof(f->who) };
	return (struct str){ r->json->text.p + f->normal, finding_bytes(r, f) };
}

static int
compare(void *of, uint32_t a, uint32_t b)
{
	const struct redact *r = of;
	const struct finding *x = &r->findings[a], *y = &r->findings[b];

	enum kind k = finding_kind(r, x), other = finding_kind(r, y);

	if (k != other)
		return k < other ? -1 : 1;
	return str_cmp(normal_of(r, x), normal_of(r, y));
}

static uint32_t *
next_of(void *of, uint32_t i)
{
	return &((struct redact *)of)->findings[i].next;
}

static void
keep_normal(struct redact *r, struct finding *f, struct str value)
{
	struct str text = r->json->text;

	f->is_apart = value.n != finding_bytes(r, f) || value.p < text.p ||
		      value.p + value.n > text.p + text.n;
	f->normal = f->is_apart ? put_counted(&r->normals, value)
				: (uint32_t)(value.p - text.p);
}

static void
normalise_all(struct redact *r)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		for (size_t k = f->first; k < field_end(r, f); k++) {
			struct finding *x = &r->findings[k];

			if (is_somebody(r, x))
				continue;
			keep_normal(r, x, normalise(r, f, x, &r->aside));
			if (x->is_apart)
				arena_reset(&r->aside);
		}
	}
}

/* The finding of the same value that its placeholder's number is kept with. */
static struct finding *
leader_of(const struct redact *r, const struct finding *f)
{
	size_t own = (size_t)(f - r->findings);

	return &r->findings[f->leads ? own : f->leader];
}

/* A person has many names in one record: under a key it is the longest that
 * counts, which other records know too. */
static void
keep_longest(struct redact *r, uint32_t finding)
{
	const struct finding *new = &r->findings[finding], *old;
	uint32_t *longest = &r->longest[new->leads ? finding : new->leader];

	old = &r->findings[*longest];
	if (new->leads || finding_bytes(r, new) > finding_bytes(r, old))
		*longest = finding;
}

/* In the order of the record: of a text, all that is decoded is its own. */
static void
normalise_longest(struct redact *r)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		for (uint32_t k = f->first; k < field_end(r, f); k++) {
			struct finding *x = &r->findings[k];

			if (!is_somebody(r, x) ||
			    r->longest[leader_of(r, x) - r->findings] != k)
				continue;
			view_open(&r->finder.view, value_of(r, f, x));
			x->normal = put_counted(
			    &r->normals, lower(&r->aside, r->finder.view.text));
			x->is_apart = true;
			arena_reset(&r->aside);
		}
	}
}

/* Sorted, equal values are neighbours and the first of them leads: no hash
 * table that a hostile record could fill. */
static void
find_leaders(struct redact *r)
{
	struct chain chain = { next_of, compare, r };
	uint32_t n = (uint32_t)r->n_findings, before = CHAIN_END, leader = 0;

	normalise_all(r);
	if (r->policy->keys)
		r->longest = arena_array(r->memory, n, sizeof(*r->longest));
	for (uint32_t i = chain_sort(&chain, n), next; i != CHAIN_END;
	     before = i, i = next) {
		struct finding *f = &r->findings[i];

		next = f->next;
		f->leads = before == CHAIN_END || compare(r, before, i) != 0;
		if (f->leads)
			leader = i;
		f->leader = f->leads ? 0 : leader;
		if (r->longest)
			keep_longest(r, i);
	}
	if (r->longest)
		normalise_longest(r);
	else
		buf_forget(&r->normals);
}

static int
compare_keys(void *of, uint32_t a, uint32_t b)
{
	const struct redact *r = of;
	uint64_t x = r->keys[a].hash, y = r->keys[b].hash;

	return (x > y) - (x < y);
}

/* How it is written. */
static struct str
write_key(struct redact *r, const struct written_key *key, struct buf *out)
{
	buf_clear(out);
	finding_put_text(r, &r->fields[key->field], out);
	return buf_view(out);
}

/* Two of one hash. */
static bool
is_same_key(struct redact *r, uint32_t a, uint32_t b)
{
	return str_eq(write_key(r, &r->keys[a], &r->path),
	    write_key(r, &r->keys[b], &r->string));
}

static uint32_t *
next_key(void *of, uint32_t i)
{
	return &((struct redact *)of)->keys[i].next;
}

/* A@B.C and a@b.c are one address, and were two members. */
static void
tell_keys_apart(struct redact *r)
{
	struct chain chain = { next_key, compare_keys, r };
	uint32_t n = (uint32_t)r->n_keys, before = CHAIN_END;
	bool twins = false;

	if (n < 2)
		return;
	for (uint32_t i = 0; i < n; i++) {
		struct written_key *key = &r->keys[i];
		uint32_t object = key->object;

		write_key(r, key, &r->path);
		buf_put(&r->path, &object, sizeof(object));
		key->hash = hash_str(buf_view(&r->path));
	}
	for (uint32_t i = chain_sort(&chain, n), next; i != CHAIN_END;
	     before = i, i = next) {
		bool same = before != CHAIN_END &&
			    compare_keys(r, before, i) == 0 &&
			    is_same_key(r, before, i);

		next = r->keys[i].next;
		r->keys[i].twin = same ? r->keys[before].twin + 1 : 0;
		twins |= same;
	}
	r->has_twins = twins;
}

size_t
rule_add(struct rule_count *rules, size_t *n, const char *rule, uint64_t count)
{
	size_t i = 0;

	while (
	    i < *n && rules[i].rule != rule && strcmp(rules[i].rule, rule) != 0)
		i++;
	if (i == *n) {
		if (*n == MOST_RULES)
			die("internal error: more rules than are known");
		rules[(*n)++] = (struct rule_count){ rule, 0 };
	}
	rules[i].n += count;
	return i;
}

void
finding_number(struct redact *r)
{
	unsigned next[N_KINDS];

	if (r->numbered)
		return;
	find_leaders(r);
	memcpy(next, r->finder.most, sizeof(next));
	for (size_t i = 0; i < r->n_findings; i++) {
		const struct finding *f = &r->findings[i];
		struct finding *leader = leader_of(r, f);

		if (finding_operation(r, f) == OP_PLACEHOLDER &&
		    !leader->leader)
			leader->leader = ++next[finding_kind(r, f)];
	}
	tell_keys_apart(r);
	r->numbered = true;
}

/* What a pseudonym is made of. */
static struct str
keyed_value(const struct redact *r, const struct finding *f)
{
	return normal_of(
	    r, is_somebody(r, f)
		   ? &r->findings[r->longest[leader_of(r, f) - r->findings]]
		   : f);
}

void
finding_put(struct redact *r, const struct field *field,
    const struct finding *f, struct buf *out)
{
	struct span span = finding_span(r, f);
	enum kind k = span.kind;

	if (replace_is_keyed(r->policy, &span)) {
		replace_put_pseudonym(
		    &r->finder.replacer, k, keyed_value(r, f), out);
	} else if (span.op == OP_PLACEHOLDER) {
		kind_put_placeholder(k, leader_of(r, f)->leader, out);
	} else {
		view_open(&r->finder.view, value_of(r, field, f));
		replace_put(
		    &r->finder.replacer, &span, r->finder.view.text, out);
	}
}

static void
put_quote(struct buf *out, int backslashes)
{
	while (backslashes-- > 0)
		buf_char(out, '\\');
	buf_char(out, '"');
}

/* Digits are a number still. */
static void
put_quoted(struct redact *r, const struct field *field, const struct finding *f,
    int backslashes, struct buf *out)
{
	size_t start = out->n, i;

	finding_put(r, field, f, out);
	if (backslashes < 0)
		return;
	for (i = start; i < out->n && is_digit(out->p[i]);)
		i++;
	if (i == out->n && i > start && out->p[start] != '0')
		return;
	out->n = start;
	put_quote(out, backslashes);
	finding_put(r, field, f, out);
	put_quote(out, backslashes);
}

/* Of keys that are written the same, all but the first have a number. */
static void
put_twin(const struct redact *r, const struct field *f, struct buf *out)
{
	size_t field = (size_t)(f - r->fields), low = 0, high = r->n_keys;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (r->keys[middle].field <= field)
			low = middle;
		else
			high = middle;
	}
	if (r->keys[low].twin)
		buf_printf(out, "#%u", r->keys[low].twin + 1);
}

void
finding_put_text(struct redact *r, const struct field *f, struct buf *out)
{
	struct str text = field_text(r, f);
	struct nesting nesting = nesting_of(text);
	size_t from = 0;

	if (f->withheld) {
		buf_cstr(out, "<REDACTED>");
		from = text.n;
	}
	for (size_t i = f->first; i < field_end(r, f); i++) {
		struct span s = finding_span(r, &r->findings[i]);
		int quote = nesting_missing_quote(&nesting, &s);

		buf_put(out, text.p + from, s.start - from);
		put_quoted(r, f, &r->findings[i], quote, out);
		from = s.end;
	}
	buf_put(out, text.p + from, text.n - from);
	if (f->is_key && r->has_twins)
		put_twin(r, f, out);
}

const struct field *
finding_field(const struct redact *r, uint32_t value)
{
	size_t low = 0, high = r->n_fields;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r->fields[middle].value < value)
			low = middle + 1;
		else
			high = middle;
	}
	return low < r->n_fields && r->fields[low].value == value
		   ? &r->fields[low]
		   : NULL;
}
