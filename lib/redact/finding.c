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

static void *
grow(void *p, size_t n, size_t *room, size_t size)
{
	enum { MANY = 1 << 14 }; /* more grow slowly */

	if (n < *room)
		return p;
	*room = *room < MANY ? 2 * *room + 64 : *room + *room / 4;
	p = realloc(p, *room * size);
	if (!p)
		die_of_memory();
	return p;
}

static struct step *
keep_step(struct redact *r, struct step *s)
{
	struct step *kept;

	if (!s)
		return NULL;
	if (!s->kept) {
		kept = arena_alloc(r->memory, sizeof(*kept));
		*kept = *s;
		kept->outer = keep_step(r, s->outer);
		s->kept = kept;
	}
	return s->kept;
}

struct field *
finding_add_field(struct redact *r, uint32_t value, struct str text,
    int64_t turn, struct step *inside)
{
	struct field f = { .value = value,
		.turn = (int32_t)turn,
		.first = (uint32_t)r->n_findings };

	if (text.p != field_text(r, &f).p) {
		r->decoded = grow(r->decoded, r->n_decoded, &r->decoded_room,
		    sizeof(*r->decoded));
		r->decoded[r->n_decoded++] = arena_copy(r->memory, text);
		f.decoded = (uint32_t)r->n_decoded;
	}
	if (r->spans) {
		r->inside = grow(r->inside, r->n_fields, &r->inside_room,
		    sizeof(*r->inside));
		r->inside[r->n_fields] = keep_step(r, inside);
	}
	r->fields =
	    grow(r->fields, r->n_fields, &r->fields_room, sizeof(*r->fields));
	r->fields[r->n_fields] = f;
	return &r->fields[r->n_fields++];
}

void
finding_is_key(struct redact *r, uint32_t object)
{
	r->fields[r->n_fields - 1].is_key = true;
	r->keys = grow(r->keys, r->n_keys, &r->keys_room, sizeof(*r->keys));
	r->keys[r->n_keys++] =
	    (struct written_key){ .field = (uint32_t)(r->n_fields - 1),
		    .object = object };
}

void
finding_add(struct redact *r, struct field *f, struct span span)
{
	r->findings = grow(r->findings, r->n_findings, &r->findings_room,
	    sizeof(*r->findings));
	r->findings[r->n_findings++] = (struct finding){ .span = span };
	f->n++;
	r->counts[span.kind]++;
	r->totals[span.kind]++;
	r->n_rules = rule_add(r->rules, r->n_rules, span.rule, 1);
	r->n_rule_totals =
	    rule_add(r->rule_totals, r->n_rule_totals, span.rule, 1);
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
value_of(const struct redact *r, const struct field *f, const struct span *s)
{
	struct str text = field_text(r, f);

	return (struct str){ text.p + s->start, s->end - s->start };
}

/* Equal for what a person would call the same: see kind.h for the kinds.  It
 * lives as `a`, the field's text and the span do. */
static struct str
normalise(struct redact *r, const struct field *f, const struct span *s,
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

/* What findings are sorted by. */
struct order {
	const struct finding *findings;
	const struct str *normal; /* by finding */
};

static int
compare(const void *x, const void *y, void *arg)
{
	const struct order *o = arg;
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	enum kind ka = o->findings[a].span.kind, kb = o->findings[b].span.kind;
	int c;

	if (ka != kb)
		return ka < kb ? -1 : 1;
	c = str_cmp(o->normal[a], o->normal[b]);
	return c ? c : (a > b) - (a < b);
}

static void
normalise_all(struct redact *r, struct str *normal)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		for (size_t k = f->first; k < f->first + f->n; k++)
			normal[k] =
			    normalise(r, f, &r->findings[k].span, &r->scratch);
	}
}

/* A person has many names in one record: under a key it is the longest that
 * counts, which other records know too. */
static void
keep_longest(struct redact *r, uint32_t finding)
{
	uint32_t *longest = &r->longest[r->findings[finding].leader];
	const struct span *new = &r->findings[finding].span;
	const struct span *old = &r->findings[*longest].span;

	if (finding == r->findings[finding].leader ||
	    new->end - new->start > old->end - old->start)
		*longest = finding;
}

/* Sorted, equal values are neighbours and the first of them leads: no hash
 * table that a hostile record could fill. */
static void
find_leaders(struct redact *r)
{
	size_t n = r->n_findings;
	struct str *normal = arena_array(&r->scratch, n, sizeof(*normal));
	uint32_t *by = arena_array(&r->scratch, n, sizeof(*by));
	struct order order = { r->findings, normal };

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
		bool same = i > 0 &&
			    f->span.kind == r->findings[by[i - 1]].span.kind &&
			    str_eq(normal[by[i]], normal[by[i - 1]]);

		f->leader = same ? r->findings[by[i - 1]].leader : by[i];
		if (r->longest)
			keep_longest(r, by[i]);
	}
	arena_reset(&r->scratch);
}

struct key {
	struct field *field;
	uint32_t object; /* whose it is */
	struct str written;
};

static int
compare_keys(const void *x, const void *y)
{
	const struct key *a = x, *b = y;
	int c;

	if (a->object != b->object)
		return a->object < b->object ? -1 : 1;
	c = str_cmp(a->written, b->written);
	return c ? c : (a->field > b->field) - (a->field < b->field);
}

/* A@B.C and a@b.c are one address, and were two members. */
static void
tell_keys_apart(struct redact *r)
{
	size_t n = r->n_keys;
	struct key *keys;

	if (n < 2)
		return;
	keys = arena_array(&r->scratch, n, sizeof(*keys));
	for (size_t i = 0; i < n; i++) {
		keys[i].field = &r->fields[r->keys[i].field];
		keys[i].object = r->keys[i].object;
		buf_clear(&r->string);
		finding_put_text(r, keys[i].field, &r->string);
		keys[i].written = arena_copy(&r->scratch, buf_view(&r->string));
	}
	qsort(keys, n, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < n; i++)
		if (keys[i].object == keys[i - 1].object &&
		    str_eq(keys[i].written, keys[i - 1].written))
			keys[i].field->twin = keys[i - 1].field->twin + 1;
	arena_reset(&r->scratch);
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
		const struct finding *f = &r->findings[i];
		struct finding *leader = &r->findings[f->leader];

		if (f->span.op == OP_PLACEHOLDER && !leader->number)
			leader->number = ++next[f->span.kind];
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

	if (kind_same(f->span.kind) != SAME_PERSON)
		return normalise(r, field, &f->span, r->memory);
	longest = r->longest[f->leader];
	view_open(&r->finder.view,
	    value_of(r, field_of(r, longest), &r->findings[longest].span));
	return lower(r->memory, r->finder.view.text);
}

void
finding_put(struct redact *r, const struct field *field,
    const struct finding *f, struct buf *out)
{
	enum kind k = f->span.kind;

	if (replace_is_keyed(r->policy, &f->span)) {
		replace_put_pseudonym(
		    &r->finder.replacer, k, keyed_value(r, field, f), out);
	} else if (f->span.op == OP_PLACEHOLDER) {
		kind_put_placeholder(k, r->findings[f->leader].number, out);
	} else {
		view_open(&r->finder.view, value_of(r, field, &f->span));
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
	for (size_t i = f->first; i < f->first + f->n; i++) {
		const struct span *s = &r->findings[i].span;
		int quote = nesting_missing_quote(&nesting, s);

		buf_put(out, text.p + from, s->start - from);
		put_quoted(r, f, &r->findings[i], quote, out);
		from = s->end;
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
