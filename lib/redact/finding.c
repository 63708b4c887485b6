#include "redact/finding.h"

#include <stdlib.h>

#include "redact/nesting.h"
#include "redact/numbers.h"

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

/* Equal for what a person would call the same: see kind.h for the kinds. */
static struct str
normalise(struct redact *r, const struct span *s, struct str value)
{
	enum kind_same same = kind_same(s->kind);
	struct str squeezed = { 0 };
	char said[MOST_SAID];

	if (same == SAME_EXACT)
		return value;
	if (same == SAME_PERSON)
		return arena_copy(r->memory,
		    (struct str){ (const char *)&s->who, sizeof(s->who) });
	view_open(&r->finder.view, value);
	value = r->finder.view.text;
	/* Said in words or written, it is the same number. */
	if (s->is_said)
		value = (struct str){ said, number_digits(value, said) };
	if (same != SAME_LOWER)
		squeezed = squeeze(r->memory, value, same == SAME_DIGITS);
	return squeezed.n ? squeezed : lower(r->memory, value);
}

static int
compare(const void *x, const void *y)
{
	const struct finding *a = *(struct finding *const *)x;
	const struct finding *b = *(struct finding *const *)y;
	int c;

	if (a->span.kind != b->span.kind)
		return a->span.kind < b->span.kind ? -1 : 1;
	c = str_cmp(a->normal, b->normal);
	return c ? c : (a > b) - (a < b);
}

/* Sorted, equal values are neighbours and the first of them leads: no hash
 * table that a hostile record could fill. */
static void
find_leaders(struct redact *r)
{
	size_t n = r->n_findings;
	struct finding **order = arena_array(r->memory, n, sizeof(*order));

	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		for (size_t k = f->first; k < f->first + f->n; k++) {
			struct finding *x = &r->findings[k];

			x->value = (struct str){ f->text.p + x->span.start,
				x->span.end - x->span.start };
			x->normal = normalise(r, &x->span,
			    x->span.whole.n ? x->span.whole : x->value);
		}
	}
	for (size_t i = 0; i < n; i++)
		order[i] = &r->findings[i];
	qsort(order, n, sizeof(*order), compare);
	for (size_t i = 0; i < n; i++) {
		struct finding *f = order[i];
		bool same = i > 0 && f->span.kind == order[i - 1]->span.kind &&
			    str_eq(f->normal, order[i - 1]->normal);

		struct finding *leader;

		f->leader =
		    same ? order[i - 1]->leader : (size_t)(f - r->findings);
		leader = &r->findings[f->leader];
		if (f->value.n > leader->longest.n)
			leader->longest = f->value;
	}
}

/* A key that is written anew. */
struct key {
	struct field *field;
	struct str written;
};

static int
compare_keys(const void *x, const void *y)
{
	const struct key *a = x, *b = y;
	int c;

	if (a->field->object != b->field->object)
		return a->field->object < b->field->object ? -1 : 1;
	c = str_cmp(a->written, b->written);
	return c ? c : (a->field > b->field) - (a->field < b->field);
}

/* A@B.C and a@b.c are one address, and were two members. */
static void
tell_keys_apart(struct redact *r)
{
	struct key *keys = arena_array(r->memory, r->n_fields, sizeof(*keys));
	size_t n = 0;

	for (size_t i = 0; i < r->n_fields; i++) {
		if (!r->fields[i].is_key)
			continue;
		buf_clear(&r->string);
		finding_put_text(r, &r->fields[i], &r->string);
		keys[n].field = &r->fields[i];
		keys[n++].written = arena_copy(r->memory, buf_view(&r->string));
	}
	if (n)
		qsort(keys, n, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < n; i++)
		if (keys[i].field->object == keys[i - 1].field->object &&
		    str_eq(keys[i].written, keys[i - 1].written))
			keys[i].field->twin = keys[i - 1].field->twin + 1;
}

size_t
rule_add(struct rule_count *rules, size_t n, const char *rule, uint64_t count)
{
	size_t i = 0;

	while (i < n && strcmp(rules[i].rule, rule) != 0)
		i++;
	if (i == n) {
		if (n == MOST_RULES)
			return n;
		rules[n++] = (struct rule_count){ rule, 0 };
	}
	rules[i].n += count;
	return n;
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
		struct finding *f = &r->findings[i];

		if (f->span.op != OP_PLACEHOLDER)
			continue;
		if (!r->findings[f->leader].number)
			r->findings[f->leader].number = ++next[f->span.kind];
		f->number = r->findings[f->leader].number;
	}
	tell_keys_apart(r);
	r->numbered = true;
}

/* A person has many names in one record: under a key it is the longest that
 * counts, which other records know too. */
static struct str
keyed_value(struct redact *r, const struct finding *f)
{
	if (kind_same(f->span.kind) != SAME_PERSON)
		return f->normal;
	view_open(&r->finder.view, r->findings[f->leader].longest);
	return lower(r->memory, r->finder.view.text);
}

void
finding_put(struct redact *r, const struct finding *f, struct buf *out)
{
	enum kind k = f->span.kind;

	if (replace_is_keyed(r->policy, &f->span)) {
		replace_put_pseudonym(
		    &r->finder.replacer, k, keyed_value(r, f), out);
	} else if (f->span.op == OP_PLACEHOLDER) {
		kind_put_placeholder(k, f->number, out);
	} else {
		view_open(&r->finder.view, f->value);
		replace_put(
		    &r->finder.replacer, &f->span, r->finder.view.text, out);
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
put_quoted(
    struct redact *r, const struct finding *f, int backslashes, struct buf *out)
{
	size_t start = out->n, i;

	finding_put(r, f, out);
	if (backslashes < 0)
		return;
	for (i = start; i < out->n && is_digit(out->p[i]);)
		i++;
	if (i == out->n && i > start && out->p[start] != '0')
		return;
	out->n = start;
	put_quote(out, backslashes);
	finding_put(r, f, out);
	put_quote(out, backslashes);
}

void
finding_put_text(struct redact *r, const struct field *f, struct buf *out)
{
	struct nesting nesting = nesting_of(f->text);
	size_t from = 0;

	if (f->withheld) {
		buf_cstr(out, "<REDACTED>");
		from = f->text.n;
	}
	for (size_t i = f->first; i < f->first + f->n; i++) {
		const struct span *s = &r->findings[i].span;
		int quote = nesting_missing_quote(&nesting, s);

		buf_put(out, f->text.p + from, s->start - from);
		put_quoted(r, &r->findings[i], quote, out);
		from = s->end;
	}
	buf_put(out, f->text.p + from, f->text.n - from);
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
