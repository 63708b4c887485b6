#include "redact/replace.h"

#include <stdio.h>

#include "redact/dates.h"
#include "redact/numbers.h"
#include "redact/recogniser.h"
#include "redact/surrogate.h"

enum { MOST_SIGNS = 64, SHORTEST_CARD = 12 };

struct redact_keys *
keys_derive(
    const struct crypto_key *master, struct str domain, struct arena *run)
{
	struct redact_keys *keys = arena_zalloc(run, sizeof(*keys));
	struct str labels[] = { STR("hoff-redact 1"), domain, STR("shift"),
		STR("") };

	crypto_key_id(master, keys->id);
	keys->shift = crypto_key_derive(master, labels, 4);
	for (int k = 0; k < N_KINDS; k++) {
		labels[3] = kind_name((enum kind)k);
		labels[2] = STR("pseudonym");
		keys->pseudonym[k] = crypto_key_derive(master, labels, 4);
		labels[2] = STR("surrogate");
		keys->surrogate[k] = crypto_key_derive(master, labels, 4);
	}
	return keys;
}

void
keys_free(const struct redact_keys *keys)
{
	if (!keys)
		return;
	crypto_key_free(keys->shift);
	for (int k = 0; k < N_KINDS; k++) {
		crypto_key_free(keys->pseudonym[k]);
		crypto_key_free(keys->surrogate[k]);
	}
}

/* What an earlier run wrote, as its annotation says. */
static void
read_earlier(struct replacer *r, const struct conv *c)
{
	const struct json *j = c->json;
	uint32_t own = conv_annotation(c, "redact");
	uint32_t at = own ? json_get(j, own, STR("operators")) : 0;

	memset(r->earlier, 0, sizeof(r->earlier));
	if (!at || json_kind_of(j, at) != JSON_OBJECT)
		return;
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		enum operation op;
		enum kind k;

		if (json_kind_of(j, i + 1) == JSON_STRING &&
		    kind_named(json_string(j, i, c->record), &k) &&
		    operator_named(json_string(j, i + 1, c->record), &op) &&
		    operator_fits(op, k))
			r->earlier[k] = op;
	}
}

/* Who moves with whom. */
static struct str
customer_of(const struct conv *c)
{
	return c->customer_id.n ? c->customer_id : c->id;
}

static bool
read_proof(struct str text, struct proof *p)
{
	if (text.n != PROOF)
		return false;
	for (size_t i = 0; i < PROOF; i++)
		if (!is_digit(text.p[i]) && !is_lower(text.p[i]))
			return false;
	*p = (struct proof){ 0 };
	memcpy(p->text, text.p, PROOF);
	return true;
}

static void
read_proofs(struct replacer *r, const struct conv *c)
{
	const struct json *j = c->json;
	uint32_t own = conv_annotation(c, "redact");
	uint32_t at = own ? json_get(j, own, STR("shifted")) : 0;

	r->n_proofs = 0;
	if (!r->keys || !at || json_kind_of(j, at) != JSON_ARRAY)
		return;
	r->proofs = arena_array(c->record, j->values[at].n, sizeof(*r->proofs));
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		if (json_kind_of(j, i) == JSON_STRING &&
		    read_proof(
			json_string(j, i, c->record), &r->proofs[r->n_proofs]))
			r->n_proofs++;
}

bool
replace_prove(const struct replacer *r, struct str written, struct proof *proof)
{
	char day[16], text[CRYPTO_BASE32 + 1];
	struct str parts[] = { STR("shifted"), r->customer, { day, 0 } };
	unsigned char mac[32];
	struct date d;
	int n;

	if (!r->keys || !date_read(written, 0, r->month_first, &d))
		return false;
	n = snprintf(day, sizeof(day), "%04d-%02u-%02u", d.year % 10000,
	    d.month % 100, d.day % 100);
	parts[2].n = (size_t)n;
	crypto_mac(r->keys->shift, parts, 3, mac);
	crypto_base32(mac, text);
	*proof = (struct proof){ 0 };
	memcpy(proof->text, text, PROOF);
	return true;
}

/* All dates of a customer move by the same days, in all conversations: one to
 * 364, back. */
static int32_t
shift_of(const struct replacer *r, const struct conv *c)
{
	struct str who = customer_of(c);
	unsigned char mac[32];

	crypto_mac(r->keys->shift, &who, 1, mac);
	return -1 - ((int32_t)mac[0] << 16 | mac[1] << 8 | mac[2]) % 364;
}

void
replace_begin(struct replacer *r, const struct conv *c)
{
	read_earlier(r, c);
	read_proofs(r, c);
	r->customer = customer_of(c);
	r->scope = r->policy->corpus ? STR("") : c->id;
	r->month_first = c->language.n >= 2 &&
			 memcmp(c->language.p, "en", 2) == 0 &&
			 !str_eq(c->language, STR("en-GB"));
	if (r->keys)
		r->shift = shift_of(r, c);
}

/* The letters and digits of a value. */
static size_t
take_signs(struct str value, char signs[MOST_SIGNS])
{
	size_t n = 0;

	for (size_t i = 0; i < value.n && n < MOST_SIGNS; i++)
		if (is_alnum(value.p[i]))
			signs[n++] = value.p[i];
	return n;
}

/* All but the first and last few, of which a short value shows none. */
static void
put_masked(struct str value, size_t first, size_t last, struct buf *out)
{
	char signs[MOST_SIGNS];
	size_t n = take_signs(value, signs);

	for (size_t i = 0; i < n; i++)
		buf_char(out, i < first || i >= n - last ? signs[i] : '*');
}

static void
put_last(struct str value, struct buf *out)
{
	char signs[MOST_SIGNS];
	size_t n = take_signs(value, signs);

	put_masked(value, 0, n >= 9 ? 4 : n >= 7 ? 2 : 0, out);
}

/* First six and last four, and at least five digits less (PCI DSS 3.5.1); of
 * what is shorter than any card, no more than is left of other numbers. */
static void
put_truncated(struct str value, struct buf *out)
{
	char signs[MOST_SIGNS];
	size_t n = take_signs(value, signs);

	if (n < SHORTEST_CARD)
		put_last(value, out);
	else
		put_masked(value, n >= 15 ? 6 : n - 9, 4, out);
}

/* Ages in tens; above 89 there are too few people (45 CFR 164.514(b)(2)). */
static bool
put_band(struct str value, struct buf *out)
{
	unsigned age = 0;

	for (size_t i = 0; i < value.n; i++) {
		if (!is_digit(value.p[i]) || age > 999)
			return false;
		age = age * 10 + (unsigned)(value.p[i] - '0');
	}
	if (age >= 90)
		buf_cstr(out, "90+");
	else
		buf_printf(out, "%u-%u", age / 10 * 10, age / 10 * 10 + 9);
	return true;
}

/*
 * The first three digits of a ZIP code; 000 for the areas of 20,000 people or
 * fewer.  45 CFR 164.514(b)(2)(i)(B) asks for "current publicly available data"
 * of the census: the seventeen of 2000, which 67 FR 53182 at 53234 and the
 * guidance of the Office for Civil Rights (2012) list, and the six that the
 * tabulation areas of 2010 and 2020 add.  None of the seventeen is let go.
 */
static bool
put_area(struct str value, struct buf *out)
{
	static const char sparse[] = "036 059 063 102 203 556 692 790 821 823 "
				     "830 831 878 879 884 890 893 "
				     "202 204 205 369 753 772 ";
	char signs[MOST_SIGNS];
	size_t n = take_signs(value, signs);
	char area[] = "000 ";

	for (size_t i = 0; i < n; i++)
		if (!is_digit(signs[i]))
			return false;
	if (n != 5 && n != 9)
		return false;
	memcpy(area, signs, 3);
	buf_cstr(out, strstr(sparse, area) ? "000" : "");
	if (!strstr(sparse, area))
		buf_put(out, area, 3);
	return true;
}

static bool
put_general(
    const struct replacer *r, enum kind k, struct str value, struct buf *out)
{
	struct date d;

	if (k == KIND_AGE)
		return put_band(value, out);
	if (k == KIND_POSTCODE)
		return put_area(value, out);
	if (!date_read(value, 0, r->month_first, &d))
		return false;
	buf_printf(out, "%04d", d.year);
	return true;
}

static bool
put_shifted(const struct replacer *r, struct str value, struct buf *out)
{
	struct date d;

	if (!date_read(value, 0, r->month_first, &d) ||
	    !date_put_shifted(
		&d, (struct str){ value.p, date_end(&d) }, r->shift, out))
		return false;
	buf_put(out, value.p + date_end(&d), value.n - date_end(&d));
	return true;
}

static bool
put_surrogate(
    const struct replacer *r, enum kind k, struct str value, struct buf *out)
{
	char signs[MOST_SIGNS];
	struct str parts[] = { r->scope, value };
	unsigned char random[32];

	/* However it is written, it is the same. */
	if (kind_same(k) == SAME_SIGNS || kind_same(k) == SAME_DIGITS)
		parts[1] = (struct str){ signs, take_signs(value, signs) };
	for (size_t i = 0; i < parts[1].n && parts[1].p == signs; i++)
		signs[i] = to_lower(signs[i]);
	crypto_mac(r->keys->surrogate[k], parts, 2, random);
	return surrogate_put(k, value, random, out);
}

bool
replace_put(const struct replacer *r, const struct span *s, struct str value,
    struct buf *out)
{
	size_t n = out->n;
	char said[MOST_SAID];

	if (s->is_said)
		value = (struct str){ said, number_digits(value, said) };
	else if (s->kind == KIND_CARD)
		value = number_of_card(value, said);
	switch (s->op) {
	case OP_MASK:
		put_last(value, out);
		return true;
	case OP_TRUNCATE:
		put_truncated(value, out);
		return true;
	case OP_SURROGATE:
		if (put_surrogate(r, s->kind, value, out))
			return true;
		break;
	case OP_GENERALISE:
		if (put_general(r, s->kind, value, out))
			return true;
		break;
	case OP_SHIFT:
		if (put_shifted(r, value, out))
			return true;
		break;
	case OP_DROP:
		return true;
	default:
		break;
	}
	out->n = n;
	return false;
}

bool
replace_is_keyed(const struct redact_policy *p, const struct span *s)
{
	return s->op == OP_PSEUDONYM ||
	       (s->op == OP_PLACEHOLDER && p->corpus && s->kind != KIND_CVV);
}

void
replace_put_pseudonym(
    const struct replacer *r, enum kind k, struct str normal, struct buf *out)
{
	struct str parts[] = { r->scope, normal };
	unsigned char mac[32];
	char text[CRYPTO_BASE32 + 1];

	crypto_mac(r->keys->pseudonym[k], parts, 2, mac);
	crypto_base32(mac, text);
	buf_printf(out, "<%s_%s>", kind_name(k).p, text);
}

/* A year alone says no more than itself. */
static bool
is_general(const struct replacer *r, enum kind k, struct str value)
{
	struct buf out = { 0 };
	bool same =
	    put_general(r, k, value, &out) && str_eq(buf_view(&out), value);

	buf_free(&out);
	return same;
}

static bool
is_proven(struct replacer *r, struct str value)
{
	struct proof p;

	if (r->n_proofs == 0 || !replace_prove(r, value, &p))
		return false;
	for (size_t i = 0; i < r->n_proofs; i++)
		if (memcmp(p.text, r->proofs[i].text, PROOF) == 0)
			return r->proofs[i].holds = true;
	return false;
}

bool
replace_is_ours(
    struct replacer *r, enum kind k, enum operation op, struct str value)
{
	switch (op) {
	case OP_SURROGATE:
		return surrogate_is(k, value);
	case OP_GENERALISE:
		return is_general(r, k, value);
	case OP_SHIFT:
		return is_proven(r, value);
	default:
		return false;
	}
}
