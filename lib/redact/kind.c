#include "redact/kind.h"

#include "base/near.h"
#include "json/json.h"
#include "redact/recogniser.h"
#include "redact/redact.h"

enum form { FORM_FREE, FORM_IDENTITY, FORM_CALLED };

#define KIND_NAME_OF(name, form, same) { #name, sizeof(#name) - 1 },
static struct str names[N_KINDS] = { KINDS(KIND_NAME_OF) };
static size_t n_names = KIND_OWN;

#define KIND_TEXT_OF(name, form, same) #name,
const char *const redact_kind_names[] = { KINDS(KIND_TEXT_OF) NULL };

#define KIND_ROW_OF(name, form, same) { FORM_##form, SAME_##same },
static const struct {
	enum form form;
	enum kind_same same;
} rows[KIND_OWN] = { KINDS(KIND_ROW_OF) };

struct str
kind_name(enum kind k)
{
	return names[k];
}

bool
kind_is_identity(enum kind k)
{
	return k < KIND_OWN && rows[k].form == FORM_IDENTITY;
}

bool
kind_is_called(enum kind k)
{
	return k < KIND_OWN && rows[k].form == FORM_CALLED;
}

bool
kind_has_letters(enum kind k)
{
	switch (k) {
	case KIND_PLATE:
	case KIND_POSTCODE:
	case KIND_MEMBER:
	case KIND_ORDER:
	case KIND_PASSPORT:
	case KIND_LICENCE:
	case KIND_VIN:
	case KIND_NINO:
	case KIND_NIF:
	case KIND_CODICEFISCALE:
	case KIND_PAN:
	case KIND_OTP:
		return true;
	default:
		return false;
	}
}

enum kind_same
kind_same(enum kind k)
{
	return k < KIND_OWN ? rows[k].same : SAME_SIGNS;
}

enum kind
kind_add(const char *name)
{
	if (n_names == N_KINDS)
		return N_KINDS;
	names[n_names] = str_of(name);
	return (enum kind)n_names++;
}

bool
kind_named(struct str name, enum kind *k)
{
	for (size_t i = 0; i < n_names; i++) {
		*k = (enum kind)i;
		if (str_eq(names[i], name))
			return true;
	}
	return false;
}

struct str
kind_nearest(struct str name)
{
	return near_best(name, names, n_names);
}

static bool
starts(struct str text, size_t at, struct str with)
{
	return text.n - at >= with.n &&
	       memcmp(text.p + at, with.p, with.n) == 0;
}

static bool
is_base32(char c)
{
	return is_lower(c) || (c >= '2' && c <= '7');
}

/* "<CARD_": the byte behind it; `at`: none. */
static size_t
behind_kind(struct str text, size_t at, enum kind *k)
{
	size_t i = at + 1;

	if (!starts(text, at, STR("<")))
		return at;
	while (i < text.n && is_upper(text.p[i]))
		i++;
	return starts(text, i, STR("_")) &&
		       kind_named(
			   (struct str){ text.p + at + 1, i - at - 1 }, k)
		   ? i + 1
		   : at;
}

bool
kind_placeholder(
    struct str text, size_t at, enum kind *k, unsigned *number, size_t *end)
{
	static const struct str whole = { "<REDACTED>", 10 };
	size_t i, digits;

	*number = 0;
	if (starts(text, at, whole)) {
		*k = KIND_NOTHING;
		*end = at + whole.n;
		return true;
	}
	i = digits = behind_kind(text, at, k);
	if (i == at)
		return false;
	while (i < text.n && is_base32(text.p[i]))
		i++;
	if (i - digits == 26 && starts(text, i, STR(">"))) {
		*end = i + 1;
		return true;
	}
	i = digits;
	while (i < text.n && is_digit(text.p[i]) && i - digits < 9)
		*number = *number * 10 + (unsigned)(text.p[i++] - '0');
	*end = i + 1;
	return i > digits && starts(text, i, STR(">")) &&
	       (i == digits + 1 || text.p[digits] != '0');
}

bool
kind_has_placeholder(struct str text)
{
	for (size_t i = 0, end; i < text.n; i++) {
		const char *p = memchr(text.p + i, '<', text.n - i);
		unsigned number;
		enum kind k;

		if (!p)
			break;
		i = (size_t)(p - text.p);
		if (kind_placeholder(text, i, &k, &number, &end))
			return true;
	}
	return false;
}

bool
kind_in_placeholder(struct str text, size_t at)
{
	enum { LONGEST = 64 };
	unsigned number;
	size_t i = at, end;
	enum kind k;

	while (i > 0 && at - i < LONGEST &&
	       (is_alnum(text.p[i - 1]) || text.p[i - 1] == '_'))
		i--;
	return i > 0 && kind_placeholder(text, i - 1, &k, &number, &end) &&
	       at < end;
}

void
kind_put_without(struct str text, struct buf *out)
{
	for (size_t i = 0, end; i < text.n; i = end) {
		unsigned number;
		enum kind k;

		if (kind_placeholder(text, i, &k, &number, &end)) {
			buf_char(out, '0');
			continue;
		}
		buf_char(out, text.p[i]);
		end = i + 1;
	}
}

bool
kind_tagged(struct str text, size_t at, enum kind *k, size_t *end)
{
	enum { LONGEST = 64 };
	size_t i = behind_kind(text, at, k), from = i, digits = 0, small = 0;

	for (; i > at && i < text.n && i - from < LONGEST; i++) {
		if (text.p[i] == '>')
			break;
		if ((unsigned char)text.p[i] <= ' ' || text.p[i] == '<')
			return false;
		digits += is_digit(text.p[i]);
		small += is_lower(text.p[i]);
	}
	*end = i + 1;
	return i > at && digits + small > 2 && starts(text, i, STR(">"));
}

void
kind_put_placeholder(enum kind k, unsigned number, struct buf *out)
{
	buf_char(out, '<');
	buf_str(out, kind_name(k));
	buf_char(out, '_');
	json_put_int(out, number);
	buf_char(out, '>');
}
