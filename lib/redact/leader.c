#include "redact/leader.h"

#include "base/chain.h"
#include "redact/numbers.h"

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

/* Equal for what a person would call the same: see kind.h for the kinds.  It
 * lives as `a`, the field's text and the finding do. */
static struct str
normalise(struct redact *r, const struct field *f, const struct finding *x,
    struct arena *a)
{
	const struct span *s = &r->sorts[x->sort].span;
	enum kind_same same = kind_same(s->kind);
	struct str value = s->is_part
			       ? split_whole(&r->splits, r->conv, f->value)
			       : finding_value(r, f, x);
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
	/* Without a key it is enough that compare() takes it for that. */
	if (value.p == given.p &&
	    ((same == SAME_LOWER && !r->policy->keys) || is_small(value)))
		return value;
	return lower(a, value);
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
compare_lower(struct str a, struct str b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		unsigned char x = (unsigned char)to_lower(a.p[i]);
		unsigned char y = (unsigned char)to_lower(b.p[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return (a.n > b.n) - (a.n < b.n);
}

static int
compare(void *of, uint32_t a, uint32_t b)
{
	const struct redact *r = of;
	const struct finding *x = &r->findings[a], *y = &r->findings[b];
	enum kind k = finding_kind(r, x), other = finding_kind(r, y);

	if (k != other)
		return k < other ? -1 : 1;
	return (kind_same(k) == SAME_LOWER ? compare_lower : str_cmp)(
	    normal_of(r, x), normal_of(r, y));
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

static uint32_t
leader_at(const struct redact *r, uint32_t finding)
{
	const struct finding *f = &r->findings[finding];

	return f->leads ? finding : f->leader;
}

/* A person has many names in one record: under a key it is the longest that
 * counts, which other records know too. */
static void
keep_longest(struct redact *r, uint32_t finding)
{
	const struct finding *new = &r->findings[finding], *old;
	uint32_t *longest = &r->longest[leader_at(r, finding)];

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
			    r->longest[leader_at(r, k)] != k)
				continue;
			view_open(&r->finder.view, finding_value(r, f, x));
			x->normal = put_counted(
			    &r->normals, lower(&r->aside, r->finder.view.text));
			x->is_apart = true;
			arena_reset(&r->aside);
		}
	}
}

/* Sorted, equal values are neighbours and the first of them leads: no hash
 * table that a hostile record could fill. */
void
leader_find_all(struct redact *r)
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

struct finding *
leader_of(const struct redact *r, const struct finding *f)
{
	return &r->findings[leader_at(r, (uint32_t)(f - r->findings))];
}

struct str
leader_keyed(const struct redact *r, const struct finding *f)
{
	uint32_t own = (uint32_t)(f - r->findings);

	return normal_of(r, is_somebody(r, f)
				? &r->findings[r->longest[leader_at(r, own)]]
				: f);
}
