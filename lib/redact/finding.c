#include "redact/finding.h"

#include <stdlib.h>

#include "base/die.h"
#include "redact/nesting.h"
#include "redact/numbers.h"

void
finding_begin(struct redact *r)
{
	r->n_fields = r->n_findings = r->withheld = 0;
	r->n_decoded = r->n_keys = r->n_rules = 0;
	r->numbered = false;
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
finding_add_field(
    struct redact *r, uint32_t value, struct str text, int64_t turn)
{
	struct field f = { .value = value,
		.turn = (int32_t)turn,
		.first = (uint32_t)r->n_findings };

	if (text.p != field_text(r, &f).p) {
		r->decoded = grow(r->decoded, r->n_decoded, 1, &r->decoded_room,
		    sizeof(*r->decoded));
		r->decoded[r->n_decoded++] = arena_copy(r->memory, text);
		f.decoded = (uint32_t)r->n_decoded;
	}
	r->fields = grow(
	    r->fields, r->n_fields, 1, &r->fields_room, sizeof(*r->fields));
	r->fields[r->n_fields] = f;
	return &r->fields[r->n_fields++];
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

static struct finding
finding_of(struct redact *r, const struct span *s)
{
	r->counts[s->kind]++;
	r->totals[s->kind]++;
	rule_add(r->rule_totals, &r->n_rule_totals, s->rule, 1);
	return (struct finding){ .start = s->start,
		.end = s->end,
		.who = s->who,
		.kind = s->kind,
		.op = s->op,
		.score = s->score,
		.is_said = s->is_said,
		.is_part = s->is_part,
		.rule = (unsigned)rule_add(r->rules, &r->n_rules, s->rule, 1) };
}

void
finding_take(struct redact *r, struct spans *spans)
{
	size_t n = spans->n;

	r->findings = grow(r->findings, r->n_findings, n, &r->findings_room,
	    sizeof(*r->findings));
	while (spans->n) {
		const struct span *last = &spans->at[spans->n - 1];

		r->findings[r->n_findings + spans->n - 1] = finding_of(r, last);
		spans_drop_last(spans);
	}
	r->n_findings += n;
}

struct span
finding_span(const struct redact *r, const struct finding *f)
{
	return (struct span){ .start = f->start,
		.end = f->end,
		.who = f->who,
		.kind = f->kind,
		.op = f->op,
		.score = (unsigned char)f->score,
		.is_said = f->is_said,
		.is_part = f->is_part,
		.rule = r->rules[f->rule].rule };
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
value_of(const struct redact *r, const struct field *f, const struct finding *x)
{
	struct str text = field_text(r, f);

	return (struct str){ text.p + x->start, x->end - x->start };
}

/* Equal for what a person would call the same: see kind.h for the kinds.  It
 * lives as `a`, the field's text and the finding do. */
static struct str
normalise(struct redact *r, const struct field *f, const struct finding *s,
    struct arena *a)
{
	enum kind_same same = kind_same(s->kind);
	struct str value = s->is_part ? split_in(&r->splits, f->turn)->whole
				      : value_of(r, f, s);
	struct str given = value, squeezed = { 0 };
	char said[MOST_SAID];

	if (same == SAME_EXACT)
		return value;
	if (same == SAME_PERSON)
		return (struct str){ (const char *)&s->who, sizeof(s->who) };
	view_open(&r->finder.view, value);
	value = r->finder.view.text;
	/* Said in words or written, it is the same number. */
	if (s->is_said)
		value = (struct str){ said, number_digits(value, said) };
	else if (s->kind == KIND_CARD)
		value = number_of_card(value, said);
	if (same != SAME_LOWER)
		squeezed = squeeze(a, value, same == SAME_DIGITS);
	if (squeezed.n)
		return squeezed;
	return value.p == given.p && is_small(value) ? value : lower(a, value);
}

/* Where a finding's normal value is: in the record's text, or in `normals`. */
struct normal {
	uint32_t at;
	uint32_t n : 31;
	uint32_t is_apart : 1;
};

/* What findings are sorted by. */
struct order {
	const struct redact *r;
	const struct normal *normal; /* by finding */
};

static struct str
normal_str(const struct order *o, uint32_t finding)
{
	struct normal x = o->normal[finding];
	const char *from = x.is_apart ? o->r->normals.p : o->r->json->text.p;

	return (struct str){ from + x.at, x.n };
}

static bool
is_same(const struct order *o, uint32_t a, uint32_t b)
{
	const struct finding *findings = o->r->findings;

	return findings[a].kind == findings[b].kind &&
	       str_eq(normal_str(o, a), normal_str(o, b));
}

static int
compare(const void *x, const void *y, void *arg)
{
	const struct order *o = arg;
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	enum kind ka = o->r->findings[a].kind, kb = o->r->findings[b].kind;
	int c;

	if (ka != kb)
		return ka < kb ? -1 : 1;
	c = str_cmp(normal_str(o, a), normal_str(o, b));
	return c ? c : (a > b) - (a < b);
}

static struct normal
keep_normal(struct redact *r, struct str value)
{
	struct str text = r->json->text;
	struct normal x = { .n = (uint32_t)value.n & INT32_MAX };

	if (value.p >= text.p && value.p + value.n <= text.p + text.n) {
		x.at = (uint32_t)(value.p - text.p);
		return x;
	}
	x.at = (uint32_t)r->normals.n;
	x.is_apart = 1;
	buf_str(&r->normals, value);
	return x;
}

static void
normalise_all(struct redact *r, struct normal *normal)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		for (size_t k = f->first; k < field_end(r, f); k++) {
			normal[k] = keep_normal(
			    r, normalise(r, f, &r->findings[k], &r->aside));
			if (normal[k].is_apart)
				arena_reset(&r->aside);
		}
	}
}

/* A person has many names in one record: under a key it is the longest that
 * counts, which other records know too. */
static void
keep_longest(struct redact *r, uint32_t finding)
{
	const struct finding *new = &r->findings[finding], *old;
	uint32_t *longest = &r->longest[new->leads ? finding : new->leader];

	old = &r->findings[*longest];
	if (new->leads || new->end - new->start > old->end - old->start)
		*longest = finding;
}

/* Sorted, equal values are neighbours and the first of them leads: no hash
 * table that a hostile record could fill. */
static void
find_leaders(struct redact *r)
{
	size_t n = r->n_findings;
	struct normal *normal = arena_array(&r->scratch, n, sizeof(*normal));
	uint32_t *by = arena_array(&r->scratch, n, sizeof(*by)), leader = 0;
	struct order order = { r, normal };

	normalise_all(r, normal);
	for (size_t i = 0; i < n; i++)
		by[i] = (uint32_t)i;
	if (n)
		qsort_r(by, n, sizeof(*by), compare, &order);
	r->longest = r->policy->keys
			 ? arena_array(r->memory, n, sizeof(*r->longest))
			 : NULL;
	for (size_t i = 0; i < n; i++) {
		struct finding *f = &r->findings[by[i]];

		f->leads = i == 0 || !is_same(&order, by[i - 1], by[i]);
		if (f->leads)
			leader = by[i];
		f->leader = f->leads ? 0 : leader;
		if (r->longest)
			keep_longest(r, by[i]);
	}
	arena_reset(&r->scratch);
	buf_forget(&r->normals);
}

struct key {
	uint32_t field;
	uint32_t object;   /* whose it is */
	uint32_t start, n; /* as it is written */
};

static struct str
key_written(const struct buf *written, const struct key *k)
{
	return (struct str){ written->p + k->start, k->n };
}

static int
compare_keys(const void *x, const void *y, void *written)
{
	const struct key *a = x, *b = y;
	int c;

	if (a->object != b->object)
		return a->object < b->object ? -1 : 1;
	c = str_cmp(key_written(written, a), key_written(written, b));
	return c ? c : (a->field > b->field) - (a->field < b->field);
}

/* A@B.C and a@b.c are one address, and were two members. */
static void
tell_keys_apart(struct redact *r)
{
	struct buf *written = &r->normals;
	size_t n = r->n_keys;
	struct key *keys;

	if (n < 2)
		return;
	keys = arena_array(&r->scratch, n, sizeof(*keys));
	for (size_t i = 0; i < n; i++) {
		keys[i] = (struct key){ r->keys[i].field, r->keys[i].object,
			(uint32_t)written->n, 0 };
		finding_put_text(r, &r->fields[keys[i].field], written);
		keys[i].n = (uint32_t)written->n - keys[i].start;
	}
	qsort_r(keys, n, sizeof(*keys), compare_keys, written);
	for (size_t i = 1; i < n; i++)
		if (keys[i].object == keys[i - 1].object &&
		    str_eq(key_written(written, &keys[i]),
			key_written(written, &keys[i - 1])))
			r->fields[keys[i].field].twin =
			    r->fields[keys[i - 1].field].twin + 1;
	arena_reset(&r->scratch);
	buf_forget(written);
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

/* The finding of the same value that its placeholder's number is kept with. */
static struct finding *
leader_of(const struct redact *r, const struct finding *f)
{
	size_t own = (size_t)(f - r->findings);

	return &r->findings[f->leads ? own : f->leader];
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

		if (f->op == OP_PLACEHOLDER && !leader->leader)
			leader->leader = ++next[f->kind];
	}
	tell_keys_apart(r);
	r->numbered = true;
}

/* The field that a finding is one of: the last that begins with it or before.
 */
static const struct field *
field_of(const struct redact *r, uint32_t finding)
{
	size_t low = 0, high = r->n_fields;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (r->fields[middle].first <= finding)
			low = middle;
		else
			high = middle;
	}
	return &r->fields[low];
}

static struct str
keyed_value(
    struct redact *r, const struct field *field, const struct finding *f)
{
	uint32_t longest;

	if (kind_same(f->kind) != SAME_PERSON)
		return normalise(r, field, f, r->memory);
	longest = r->longest[leader_of(r, f) - r->findings];
	view_open(&r->finder.view,
	    value_of(r, field_of(r, longest), &r->findings[longest]));
	return lower(r->memory, r->finder.view.text);
}

void
finding_put(struct redact *r, const struct field *field,
    const struct finding *f, struct buf *out)
{
	struct span span = finding_span(r, f);
	enum kind k = f->kind;

	if (replace_is_keyed(r->policy, &span)) {
		replace_put_pseudonym(
		    &r->finder.replacer, k, keyed_value(r, field, f), out);
	} else if (f->op == OP_PLACEHOLDER) {
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
	if (f->twin)
		buf_printf(out, "#%u", f->twin + 1);
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
