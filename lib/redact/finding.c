#include "redact/finding.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/chain.h"
#include "base/die.h"
#include "base/hash.h"
#include "redact/leader.h"
#include "redact/nesting.h"

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

struct str
finding_value(struct redact *r, const struct field *f, const struct finding *x)
{
	struct str text = field_text(r, f);

	return (struct str){ text.p + x->start, finding_bytes(r, x) };
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
	leader_find_all(r);
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

void
finding_put(struct redact *r, const struct field *field,
    const struct finding *f, struct buf *out)
{
	struct span span = finding_span(r, f);
	enum kind k = span.kind;

	if (replace_is_keyed(r->policy, &span)) {
		replace_put_pseudonym(
		    &r->finder.replacer, k, leader_keyed(r, f), out);
	} else if (span.op == OP_PLACEHOLDER) {
		kind_put_placeholder(k, leader_of(r, f)->leader, out);
	} else {
		view_open(&r->finder.view, finding_value(r, field, f));
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

/* How far a field's text is written. */
struct written {
	const struct field *f;
	struct str text;
	struct nesting nesting;
	size_t from, finding;
};

static struct written
begin_writing(struct redact *r, const struct field *f)
{
	struct str text = field_text(r, f);

	return (struct written){ f, text, nesting_of(text), 0, f->first };
}

/* Up to its next finding, and that, or so many bytes before it; false: that was
 * all. */
static bool
write_on(struct redact *r, struct written *w, size_t most, struct buf *out)
{
	const struct field *f = w->f;
	bool found = w->finding < field_end(r, f);
	size_t to = found ? r->findings[w->finding].start : w->text.n;
	bool all = to - w->from <= most;
	struct span s;

	if (f->withheld) {
		buf_cstr(out, "<REDACTED>");
		return false;
	}
	if (!all)
		for (to = w->from + most; (w->text.p[to] & 0xc0) == 0x80;)
			to--;
	buf_put(out, w->text.p + w->from, to - w->from);
	w->from = to;
	if (!all || !found)
		return !all;
	s = finding_span(r, &r->findings[w->finding]);
	put_quoted(r, f, &r->findings[w->finding++],
	    nesting_missing_quote(&w->nesting, &s), out);
	w->from = s.end;
	return true;
}

void
finding_put_text(struct redact *r, const struct field *f, struct buf *out)
{
	struct written w = begin_writing(r, f);

	while (write_on(r, &w, SIZE_MAX, out))
		;
	if (f->is_key && r->has_twins)
		put_twin(r, f, out);
}

/* What is written for a giant is never held whole. */
static void
put_giant(struct redact *r, const struct field *f, struct buf *out)
{
	enum { PIECE = 64 * 1024 };
	struct written w = begin_writing(r, f);
	struct buf piece = { 0 };
	bool more = true;

	while (more) {
		buf_clear(&piece);
		do
			more = write_on(r, &w, PIECE, &piece);
		while (more && piece.n < PIECE);
		if (!more && f->is_key && r->has_twins)
			put_twin(r, f, &piece);
		json_put_content(out, buf_view(&piece));
		stream_spill(r->worker);
	}
	buf_free(&piece);
}

void
finding_put_string(struct redact *r, const struct field *f, struct buf *out)
{
	enum { GIANT = 1 << 20 };
	size_t start = out->n;

	buf_char(out, '"');
	if (json_raw(r->json, f->value).n > GIANT) {
		put_giant(r, f, out);
		buf_char(out, '"');
	} else {
		finding_put_text(r, f, out);
		json_close_string(out, start, &r->string);
	}
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
