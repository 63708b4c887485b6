#include "redact/scheme.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "redact/context.h"
#include "redact/recogniser.h"

/*
 * Numbers of a fixed shape that mean nothing by themselves: a number of nine
 * digits is a person in one country and an order in another, and of all numbers
 * one in ten has a right check digit by chance.  So one counts
 *
 *	where it is called by its name ("my SSN is"), whatever its check
 *	digits say: a wrong digit is soon typed;
 *	with right check digits where somebody speaks of identity at all, or
 *	where it is written as only such numbers are, or where its shape and
 *	its check are seldom met by chance.
 */
enum { LONGEST = 18, WRITTEN = 40 };

/*
 * n stands for a digit, a for a letter, x for either, all else for itself; in
 * `shape` without what may stand between the groups, in `written` with it, a |
 * between two forms.  A shape that may be shorter has no blanks in it.  Of two
 * that fit equally well the first counts.
 */
#define SHAPE(signs) signs, sizeof(signs) - 1

#define GERMAN_PLATES(letters) \
	{ KIND_PLATE, SHAPE(letters "nnnn"), 0, NULL, NAMED, plate_checks }, \
	    { KIND_PLATE, SHAPE(letters "nnn"), 0, NULL, NAMED, \
		    plate_checks }, \
	    { KIND_PLATE, SHAPE(letters "nn"), 0, NULL, NAMED, plate_checks }, \
	{ \
		KIND_PLATE, SHAPE(letters "n"), 0, NULL, NAMED, plate_checks \
	}

static const struct scheme {
	enum kind kind;
	const char *shape;
	size_t most;		     /* signs of the shape */
	size_t least;		     /* 0: all of them */
	const char *written;	     /* NULL: no writing tells it from others */
	enum { NAMED, ALONE } needs; /* ALONE: shape and check are enough */
	bool (*checks)(const char *id);
} schemes[] = {
	{ KIND_SSN, SHAPE("nnnnnnnnn"), 0, "nnn-nn-nnnn|nnn nn nnnn", NAMED,
	    ssn_checks },
	{ KIND_ITIN, SHAPE("nnnnnnnnn"), 0, "nnn-nn-nnnn|nnn nn nnnn", NAMED,
	    itin_checks },
	{ KIND_NHS, SHAPE("nnnnnnnnnn"), 0, NULL, NAMED, nhs_checks },
	{ KIND_NINO, SHAPE("aannnnnna"), 0, NULL, ALONE, nino_checks },
	{ KIND_SIN, SHAPE("nnnnnnnnn"), 0, "nnn-nnn-nnn", NAMED, sin_checks },
	{ KIND_TFN, SHAPE("nnnnnnnnn"), 0, NULL, NAMED, tfn_checks },
	{ KIND_ABN, SHAPE("nnnnnnnnnnn"), 0, "nn nnn nnn nnn", NAMED,
	    abn_checks },
	{ KIND_AADHAAR, SHAPE("nnnnnnnnnnnn"), 0,
	    "nnnn nnnn nnnn|nnnn-nnnn-nnnn", NAMED, aadhaar_checks },
	{ KIND_PAN, SHAPE("aaaaannnna"), 0, NULL, ALONE, pan_checks },
	/* in a firm's GSTIN */
	{ KIND_PAN, SHAPE("nnaaaaannnnaxax"), 0, NULL, NAMED, any_checks },
	{ KIND_CPF, SHAPE("nnnnnnnnnnn"), 0, "nnn.nnn.nnn-nn", NAMED,
	    cpf_checks },
	{ KIND_CNPJ, SHAPE("nnnnnnnnnnnnnn"), 0, "nn.nnn.nnn/nnnn-nn", NAMED,
	    cnpj_checks },
	{ KIND_NIR, SHAPE("nnnnnnnnnnnnnnn"), 0, NULL, ALONE, nir_checks },
	{ KIND_BSN, SHAPE("nnnnnnnnn"), 0, NULL, NAMED, bsn_checks },
	{ KIND_NIF, SHAPE("nnnnnnnna"), 0, NULL, ALONE, nif_checks },
	{ KIND_NIF, SHAPE("Xnnnnnnna"), 0, NULL, ALONE, nif_checks },
	{ KIND_NIF, SHAPE("Ynnnnnnna"), 0, NULL, ALONE, nif_checks },
	{ KIND_NIF, SHAPE("Znnnnnnna"), 0, NULL, ALONE, nif_checks },
	/* of Portugal, and of firms in Spain */
	{ KIND_NIF, SHAPE("nnnnnnnnn"), 0, NULL, NAMED, portuguese_nif_checks },
	{ KIND_NIF, SHAPE("annnnnnnn"), 0, NULL, NAMED, cif_checks },
	/* of Chile, Argentina, Brazil (RG) and Mexico (RFC, CURP) */
	{ KIND_NIF, SHAPE("nnnnnnnnK"), 0, "nn.nnn.nnn-a", NAMED, rut_checks },
	{ KIND_NIF, SHAPE("nnnnnnnnn"), 0, "nn.nnn.nnn-n", NAMED, rut_checks },
	{ KIND_NIF, SHAPE("nnnnnnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_NIF, SHAPE("nnnnnnnna"), 0, NULL, NAMED, any_checks },
	{ KIND_NIF, SHAPE("nnnnnnna"), 0, NULL, NAMED, any_checks },
	{ KIND_NIF, SHAPE("nnnnnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_NIF, SHAPE("nnnnnnnnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_NIF, SHAPE("aaaannnnnnxxx"), 0, NULL, NAMED, any_checks },
	{ KIND_NIF, SHAPE("aaannnnnnxxx"), 0, NULL, NAMED, any_checks },
	{ KIND_NIF, SHAPE("aaaannnnnnaaaaaaxn"), 0, NULL, NAMED, any_checks },
	{ KIND_CODICEFISCALE, SHAPE("aaaaaannannannna"), 0, NULL, ALONE,
	    codicefiscale_checks },
	{ KIND_PESEL, SHAPE("nnnnnnnnnnn"), 0, NULL, NAMED, pesel_checks },
	{ KIND_PERSONNUMMER, SHAPE("nnnnnnnnnn"), 0, "nnnnnn-nnnn|nnnnnn+nnnn",
	    NAMED, personnummer_checks },
	{ KIND_PERSONNUMMER, SHAPE("nnnnnnnnnnnn"), 0, "nnnnnnnn-nnnn", NAMED,
	    long_personnummer_checks },
	{ KIND_STEUERID, SHAPE("nnnnnnnnnnn"), 0, "nn nnn nnn nnn", NAMED,
	    steuerid_checks },
	/* a Steuernummer, of ten, eleven or thirteen digits */
	{ KIND_STEUERID, SHAPE("nnnnnnnnnnnnn"), 10, NULL, NAMED, any_checks },
	{ KIND_OTP, SHAPE("nnnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_CVV, SHAPE("nnnn"), 3, NULL, NAMED, any_checks },
	{ KIND_PIN, SHAPE("nnnnnnnn"), 4, NULL, NAMED, any_checks },
	{ KIND_OTP, SHAPE("nnnnnnnn"), 4, NULL, NAMED, any_checks },
	{ KIND_VIN, SHAPE("xxxxxxxxxxxxxxxxx"), 17, NULL, ALONE, vin_checks },
	{ KIND_MAC, SHAPE("xxxxxxxxxxxx"), 0, NULL, NAMED, mac_checks },
	{ KIND_IMEI, SHAPE("nnnnnnnnnnnnnnn"), 0, "nn-nnnnnn-nnnnnn-n", NAMED,
	    imei_checks },
	{ KIND_PASSPORT, SHAPE("nnnnnnnnn"), 0, NULL, NAMED, document_checks },
	{ KIND_PASSPORT, SHAPE("aannnnnnn"), 0, NULL, NAMED, document_checks },
	{ KIND_PASSPORT, SHAPE("annnnnnnn"), 0, NULL, NAMED, document_checks },
	{ KIND_PASSPORT, SHAPE("xxxxxxxxx"), 0, NULL, NAMED, german_checks },
	{ KIND_PASSPORT, SHAPE("xxxxxxxxx"), 6, NULL, NAMED, document_checks },
	/* with its check digit */
	{ KIND_PASSPORT, SHAPE("xxxxxxxxxn"), 0, NULL, NAMED, german_checks },
	/* of India */
	{ KIND_LICENCE, SHAPE("aannnnnnnnnnnnn"), 0, NULL, NAMED,
	    document_checks },
	{ KIND_LICENCE, SHAPE("xxxxxxxxxxxxxxxxxx"), 5, NULL, NAMED,
	    document_checks },
	{ KIND_PLATE, SHAPE("aannaaa"), 0, NULL, NAMED, plate_checks },
	{ KIND_PLATE, SHAPE("aannnaa"), 0, NULL, NAMED, plate_checks },
	{ KIND_PLATE, SHAPE("annnaaa"), 0, NULL, NAMED, plate_checks },
	{ KIND_PLATE, SHAPE("nnnnaaa"), 0, NULL, NAMED, plate_checks },
	{ KIND_PLATE, SHAPE("nnnaaa"), 0, NULL, NAMED, plate_checks },
	GERMAN_PLATES("aa"),
	GERMAN_PLATES("aaa"),
	GERMAN_PLATES("aaaa"),
	GERMAN_PLATES("aaaaa"),
	{ KIND_PLATE, SHAPE("xxxxxxxx"), 4, NULL, NAMED, plate_checks },
	{ KIND_POSTCODE, SHAPE("aannaa"), 0, NULL, NAMED, any_checks },
	{ KIND_POSTCODE, SHAPE("nnnnaa"), 0, NULL, NAMED, any_checks },
	{ KIND_POSTCODE, SHAPE("ananan"), 0, NULL, NAMED, any_checks },
	{ KIND_POSTCODE, SHAPE("nnnnnnnnn"), 6, NULL, NAMED, any_checks },
	{ KIND_POSTCODE, SHAPE("nnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_POSTCODE, SHAPE("nnnnn"), 4, NULL, NAMED, any_checks },
	{ KIND_ROUTING, SHAPE("nnnnnnnnn"), 0, NULL, NAMED, routing_checks },
	{ KIND_ROUTING, SHAPE("nnnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_ROUTING, SHAPE("nnnnnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_MEMBER, SHAPE("nnnnnnnnnnnnnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_MEMBER, SHAPE("nnnnnnnnnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_MEMBER, SHAPE("nnnnnnnnn"), 0, NULL, NAMED, any_checks },
	{ KIND_MEMBER, SHAPE("xxxxxxxxxxxxxxxxxx"), 5, NULL, NAMED,
	    document_checks },
	{ KIND_ORDER, SHAPE("xxxxxxxxxxxxxxxxxx"), 4, NULL, NAMED,
	    document_checks },
	{ KIND_AGE, SHAPE("nnn"), 1, NULL, NAMED, age_checks },
	{ KIND_ACCOUNT, SHAPE("nnnnnnnnnnnnnnnnn"), 6, NULL, NAMED,
	    any_checks },
};

/* A number as it is written: read once, for all shapes. */
struct written {
	char id[LONGEST + 1]; /* letters are capitals */
	char form[WRITTEN];   /* n, a, and what stands between */
	size_t n;	      /* signs */
	size_t unbroken;      /* those before the first blank or comma */
	size_t together;      /* those of the groups that go on as it does */
	size_t ends[LONGEST]; /* of the text, behind each sign */
	size_t forms[LONGEST];
	uint32_t loose; /* bit n: none follows directly behind n signs */
};

/* Between groups that may be numbers of their own. */
static bool
is_break(char b)
{
	return b == ' ' || b == ',' || b == '\r' || b == '\n';
}

static void
read_signs(const struct candidate *c, struct written *w)
{
	size_t form = 0;

	w->n = w->unbroken = w->loose = 0;
	for (size_t i = c->start;
	     i < c->end && w->n < LONGEST && form + 1 < WRITTEN; i++) {
		char b = c->text.p[i];

		w->form[form++] = is_digit(b) ? 'n' : is_alpha(b) ? 'a' : b;
		if (!is_alnum(b)) {
			if (w->unbroken == 0 && is_break(b))
				w->unbroken = w->n;
			continue;
		}
		w->id[w->n] = is_alpha(b) ? (char)(b & ~0x20) : b;
		w->ends[w->n] = i + 1;
		w->forms[w->n++] = form;
		if (!is_alnum(byte_at(c->text, i + 1)))
			w->loose |= UINT32_C(1) << w->n;
	}
	if (w->unbroken == 0)
		w->unbroken = w->n;
	w->together = w->unbroken;
}

/* -12 or .5 behind it: a piece of something longer. */
static bool
goes_on(const struct candidate *c, size_t end)
{
	char b = byte_at(c->text, end);

	return b && strchr("-./_", b) && is_alnum(byte_at(c->text, end + 1));
}

/* The signs of the group that begins behind `from` of them. */
static size_t
group_end(const struct written *w, size_t from)
{
	size_t n = from + 1;

	while (n < w->n && w->ends[n] == w->ends[n - 1] + 1)
		n++;
	return n;
}

/* A word may follow, which the digits before `end` count. */
static bool
may_count(const struct candidate *c, size_t end)
{
	return byte_at(c->text, end) == ' ';
}

/* The groups of a number that is told, all joined by the same mark: "9 1 1",
 * "9876 5432"; with letters where its kind has them, "313 EA9".  Each is one
 * sign, or none is: of "12 34 5 times" the last is another number. */
static void
read_together(const struct candidate *c, struct written *w, bool letters)
{
	char joint = c->text.p[w->ends[w->unbroken - 1]];
	size_t next;

	for (size_t from = w->unbroken; from < w->n; from = next) {
		bool digit = false, letter = false;

		next = group_end(w, from);
		for (size_t i = from; i < next; i++)
			*(is_digit(w->id[i]) ? &digit : &letter) = true;
		if (c->text.p[w->ends[from - 1]] != joint || !digit ||
		    (letter && !letters) ||
		    (w->unbroken == 1 ? next > from + 1
				      : next == from + 1 &&
					    may_count(c, w->ends[from])) ||
		    !(w->loose >> next & 1) || goes_on(c, w->ends[next - 1]))
			break;
		w->together = next;
	}
}

static bool
stands_for(char shape, char sign)
{
	switch (shape) {
	case 'n':
		return is_digit(sign);
	case 'a':
		return is_alpha(sign);
	case 'x':
		return true;
	default:
		return sign == shape;
	}
}

/* The signs of the groups that are told together, `most` at most. */
static size_t
groups_within(const struct written *w, size_t most)
{
	size_t n = w->together;

	while (n > most || !(w->loose >> n & 1))
		n--;
	return n;
}

/* How many signs of `w` could have the shape; 0: none, or something goes on
 * behind them. */
static size_t
size_of(const struct written *w, const struct scheme *s)
{
	size_t n = s->most;

	if (s->least && n > w->unbroken) {
		n = w->unbroken;
		if (n < s->least && w->together > n)
			n = groups_within(w, s->most);
	}
	return w->loose >> n & 1 && n >= s->least ? n : 0;
}

static bool
has_shape(const struct written *w, const struct scheme *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!stands_for(s->shape[i], w->id[i]))
			return false;
	return true;
}

/* Whether the first n signs are written in one of the `forms`. */
static bool
is_customary(const struct written *w, size_t n, const char *forms)
{
	n = w->forms[n - 1];
	while (forms) {
		if (strncmp(w->form, forms, n) == 0 &&
		    (forms[n] == '|' || !forms[n]))
			return true;
		forms = strchr(forms, '|');
		if (forms)
			forms++;
	}
	return false;
}

static bool
follows_on(const struct candidate *c)
{
	char before = byte_at(c->text, c->start - 1);

	return is_alnum(before) || (before && strchr("-./_$#", before));
}

/* 40-49, 90+ */
static bool
is_band(const struct candidate *c, size_t end)
{
	return goes_on(c, end) || follows_on(c) || byte_at(c->text, end) == '+';
}

/* Called so, by its own name. */
static bool
is_named(const struct scheme *s, enum kind named)
{
	return s->kind == named ||
	       /* "social": what begins with 9 can be no other */
	       (s->kind == KIND_ITIN && named == KIND_SSN) ||
	       (s->kind == KIND_OTP && named == KIND_CVV); /* security code */
}

/* More than the look of it is checked. */
static bool
has_check_digit(const struct scheme *s)
{
	return s->checks != any_checks && s->checks != document_checks &&
	       s->checks != german_checks && s->checks != plate_checks &&
	       s->checks != age_checks && s->checks != mac_checks;
}

/* Identity in general is spoken of: what has nothing to check may be anything.
 */
static bool
is_identity(const struct scheme *s, enum kind named)
{
	return named == KIND_IDENTITY && kind_is_identity(s->kind) &&
	       has_check_digit(s);
}

/* Before its shape is looked at: most numbers are called nothing. */
static bool
is_possible(const struct scheme *s, enum kind named)
{
	if (named < N_KINDS)
		return is_named(s, named);
	return s->needs == ALONE || s->written || is_identity(s, named);
}

/* Numbers with commas between are a row of them, unless they are told to be
 * one. */
static bool
is_told(
    const struct scheme *s, const struct written *w, size_t n, enum kind named)
{
	return (s->needs == ALONE && !memchr(w->form, ',', w->forms[n - 1])) ||
	       is_customary(w, n, s->written) || is_identity(s, named);
}

/* What made it one, and how sure that is. */
static void
tell(struct candidate *c, const struct scheme *s, bool sound, bool called)
{
	sound &= has_check_digit(s);
	c->rule = !called ? "checked" : sound ? "called-and-checked" : "called";
	c->score = sound && called ? 99 : sound ? 90 : 80;
}

/* "the imei, let me see, ... ok here: 490154203237518": said of it far before,
 * and its check digit is right. */
static bool
is_far_imei(const struct candidate *c, const struct written *w)
{
	enum { DIGITS = 15, FAR = 400 /* bytes */ };
	size_t from = c->start < FAR ? 0 : c->start - FAR;
	char id[DIGITS + 1];

	if (!(w->loose >> DIGITS & 1))
		return false;
	for (size_t i = 0; i < DIGITS; i++) {
		if (!is_digit(w->id[i]))
			return false;
		id[i] = w->id[i];
	}
	id[DIGITS] = '\0';
	if (!imei_checks(id))
		return false;
	for (size_t i = from; i + 4 <= c->start; i++)
		if ((c->text.p[i] | 0x20) == 'i' &&
		    strncasecmp(c->text.p + i, "imei", 4) == 0)
			return true;
	return false;
}

bool
order_valid(struct candidate *c)
{
	c->kind = KIND_ORDER;
	return true;
}

static bool
is_code(enum kind k)
{
	return k == KIND_OTP || k == KIND_PIN || k == KIND_CVV;
}

/* "send the OTP to +44 7728 692499": it is in a number with "+" or 0 before it,
 * of ten digits and more. */
static bool
is_of_phone(const struct candidate *c)
{
	enum { SHORTEST = 10, LONGEST_BEFORE = 24 /* bytes */ };
	size_t i = c->start, digits = 0;
	bool trunk;

	while (
	    i > 0 && c->start - i < LONGEST_BEFORE &&
	    (is_digit(c->text.p[i - 1]) || (c->text.p[i - 1] == ' ' && i > 1 &&
					       is_digit(c->text.p[i - 2]))))
		i--;
	trunk = byte_at(c->text, i - 1) == '+' || c->text.p[i] == '0';
	for (; digits < SHORTEST && (is_digit(byte_at(c->text, i)) ||
					(byte_at(c->text, i) == ' ' &&
					    is_digit(byte_at(c->text, i + 1))));
	     i++)
		digits += is_digit(c->text.p[i]);
	return trunk && digits >= SHORTEST;
}

/* It is called so right before, or by its member, or is the answer to who asks
 * for it: then its groups are one number. */
static bool
is_told_so(const struct candidate *c)
{
	if (c->memo->is_number)
		return false;
	return c->heading->names != KIND_NOTHING ||
	       context_calls_next(c->lexicon, c->text, c->start) ||
	       context_names_behind(c->lexicon, c->text, c->start) !=
		   KIND_NOTHING;
}

/* What stands for a social security number, reserved for advertisements. */
static bool
is_advertised(const struct scheme *s, enum kind named, const char *id)
{
	return s->kind == KIND_ITIN && named == KIND_SSN &&
	       memcmp(id, "98765432", 8) == 0;
}

/* The scheme that a number is of; NULL: none. */
struct match {
	const struct scheme *scheme;
	size_t end;
	bool sound; /* its check is right */
};

/* Whether it is of this one, which counts more than what it was taken for. */
static bool
fits(const struct candidate *c, const struct written *w, enum kind named,
    const struct scheme *s, struct match *match)
{
	size_t n = size_of(w, s), end;
	char id[LONGEST + 1];
	bool checks;

	if (n == 0 || !is_possible(s, named) || !has_shape(w, s, n))
		return false;
	end = w->ends[n - 1];
	memcpy(id, w->id, n);
	id[n] = '\0';
	checks = s->checks(id);
	if (is_advertised(s, named, id) ||
	    /* "a customer 4ever" */
	    ((s->checks == document_checks || s->checks == mac_checks) &&
		!checks) ||
	    (s->kind == KIND_AGE && (!checks || is_band(c, end))))
		return false;
	if (is_named(s, named)
		? !checks && (match->scheme || !candidate_is_next(c, named))
		: !checks || follows_on(c) || goes_on(c, end) ||
		      !is_told(s, w, n, named))
		return false;
	*match = (struct match){ s, end, checks };
	return true;
}

static struct match
find_scheme(const struct candidate *c, const struct written *w, enum kind named)
{
	struct match m = { 0 };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (fits(c, w, named, &schemes[i], &m) && m.sound)
			break;
	return m;
}

bool
scheme_valid(struct candidate *c)
{
	enum kind named = candidate_named(c);
	struct match m;
	struct written w;

	if (is_code(named) && is_of_phone(c))
		return false;
	c->start = scheme_start(c->text, c->start, named);
	read_signs(c, &w);
	if (named < N_KINDS && w.unbroken < w.n && is_told_so(c))
		read_together(c, &w, kind_has_letters(named));
	m = find_scheme(c, &w, named);
	if (!m.scheme && named == KIND_NOTHING && is_far_imei(c, &w)) {
		c->kind = KIND_IMEI;
		c->end = w.ends[14];
		c->rule = "checked";
		c->score = 90;
		return true;
	}
	if (!m.scheme)
		return false;
	/* Of signs that stand one by one none is left. */
	if (w.unbroken == 1 && m.end < w.ends[w.together - 1] &&
	    m.scheme->least)
		m.end = w.ends[w.together - 1];
	c->kind = m.scheme->kind;
	c->end = m.end;
	tell(c, m.scheme, m.sound, is_named(m.scheme, named));
	return true;
}
