#include "redact/numbers.h"

#include <string.h>

#include "redact/recogniser.h"

enum {
	LONGEST = 28, /* letters of a number below a thousand */
	SHORTEST_LONG = 7,
	LONGEST_SAID = 48, /* and of a year */
	HUNDRED = 100
};

/* As a view has them, without accents; what is said twice or three times is a
 * number of its own. */
static const struct {
	unsigned value;
	enum number_class class;
	const char *words; /* by blanks */
} table[] = {
	{ 0, NUMBER_UNIT, "cero noll nought nul null oh zero" },
	{ 1, NUMBER_UNIT, "een ein eins ett jeden one um uma un una une uno" },
	{ 2, NUMBER_UNIT, "deux dois dos duas due dwa tva twee two zwei zwo" },
	{ 3, NUMBER_UNIT, "drei drie three tre tres trois trzy" },
	{ 4, NUMBER_UNIT,
	    "cuatro cztery four fyra quatre quatro quattro vier" },
	{ 5, NUMBER_UNIT, "cinco cinq cinque fem five funf piec vijf" },
	{ 6, NUMBER_UNIT, "meia sechs sei seis sex six szesc zes" },
	{ 7, NUMBER_UNIT,
	    "sept sete sette seven sieben siedem siete sju zeven" },
	{ 8, NUMBER_UNIT, "acht atta eight huit ocho oito osiem otto" },
	{ 9, NUMBER_UNIT, "dziewiec negen neuf neun nine nio nove nueve" },
	{ 10, NUMBER_TEEN, "dez dieci diez dix ten tien zehn" },
	{ 11, NUMBER_TEEN, "eleven elf once onze undici" },
	{ 12, NUMBER_TEEN, "doce dodici douze doze twaalf twelve zwolf" },
	{ 13, NUMBER_TEEN, "dertien dreizehn thirteen trece tredici treize" },
	{ 14, NUMBER_TEEN,
	    "catorce catorze fourteen quatorze quattordici veertien "
	    "vierzehn" },
	{ 15, NUMBER_TEEN, "fifteen funfzehn quince quindici quinze vijftien" },
	{ 16, NUMBER_TEEN,
	    "dezasseis dezesseis dieciseis sechzehn sedici seize sixteen "
	    "zestien" },
	{ 17, NUMBER_TEEN,
	    "dezassete dezessete diciassette diecisiete seventeen siebzehn "
	    "zeventien" },
	{ 18, NUMBER_TEEN,
	    "achttien achtzehn dezoito diciotto dieciocho eighteen" },
	{ 19, NUMBER_TEEN,
	    "dezanove dezenove diciannove diecinueve negentien neunzehn "
	    "nineteen" },
	{ 20, NUMBER_TENS,
	    "twenty twintig veinte venti vingt vingts vinte zwanzig" },
	{ 21, NUMBER_TEEN, "veintiun veintiuna veintiuno ventuno" },
	{ 22, NUMBER_TEEN, "veintidos" },
	{ 23, NUMBER_TEEN, "veintitres" },
	{ 24, NUMBER_TEEN, "veinticuatro" },
	{ 25, NUMBER_TEEN, "veinticinco" },
	{ 26, NUMBER_TEEN, "veintiseis" },
	{ 27, NUMBER_TEEN, "veintisiete" },
	{ 28, NUMBER_TEEN, "veintiocho" },
	{ 29, NUMBER_TEEN, "veintinueve" },
	{ 30, NUMBER_TENS,
	    "dertig dreissig thirty treinta trenta trente trinta" },
	{ 40, NUMBER_TENS,
	    "cuarenta forty fourty quaranta quarante quarenta veertig "
	    "vierzig" },
	{ 50, NUMBER_TENS,
	    "cincuenta cinquanta cinquante cinquenta fifty funfzig vijftig" },
	{ 60, NUMBER_TENS,
	    "sechzig sesenta sessanta sessenta sixty soixante zestig" },
	{ 70, NUMBER_TENS,
	    "septante setenta settanta seventy siebzig zeventig" },
	{ 80, NUMBER_TENS,
	    "achtzig eighty huitante ochenta octante oitenta ottanta "
	    "tachtig" },
	{ 90, NUMBER_TENS, "negentig neunzig ninety nonante novanta noventa" },
	{ HUNDRED, NUMBER_HUNDRED,
	    "cem cent cento cents cien ciento honderd hundert hundred" },
	{ 200, NUMBER_MANY, "doscientas doscientos duzentos" },
	{ 300, NUMBER_MANY, "trescientas trescientos trezentos" },
	{ 400, NUMBER_MANY, "cuatrocientas cuatrocientos quatrocentos" },
	{ 500, NUMBER_MANY, "quinhentos quinientas quinientos" },
	{ 600, NUMBER_MANY, "seiscentos seiscientas seiscientos" },
	{ 700, NUMBER_MANY, "setecentos setecientas setecientos" },
	{ 800, NUMBER_MANY, "ochocientas ochocientos oitocentos" },
	{ 900, NUMBER_MANY, "novecentos novecientas novecientos" },
	{ 2, NUMBER_AGAIN,
	    "dobble doble doppel doppelt doppia doppio double dubbel "
	    "dubbele duplo" },
	{ 3, NUMBER_AGAIN,
	    "dreifach dreimal treble triple triplo tripla driedubbel" },
};

enum { N_TABLE = sizeof(table) / sizeof(*table) };

static size_t
next_word(const char **words, struct str *word)
{
	size_t n = strcspn(*words, " ");

	*word = (struct str){ *words, n };
	*words += n + ((*words)[n] == ' ');
	return n;
}

void
numbers_each(void (*take)(void *self, struct str word, enum number_class class),
    void *self)
{
	struct str word;

	for (size_t i = 0; i < N_TABLE; i++)
		for (const char *p = table[i].words; next_word(&p, &word);)
			take(self, word, table[i].class);
}

static bool
is_among(struct str small, const char *words)
{
	while (*words) {
		size_t n = 0;

		/* most begin with another letter */
		if (*words != *small.p) {
			words = strchr(words, ' ');
			if (!words)
				return false;
			words++;
			continue;
		}
		while (n < small.n && words[n] == small.p[n])
			n++;
		if (n == small.n && (words[n] == ' ' || !words[n]))
			return true;
		while (*words && *words != ' ')
			words++;
		words += *words == ' ';
	}
	return false;
}

/* The row of a word; N_TABLE: it is none. */
static size_t
find(struct str small)
{
	size_t i = 0;

	while (i < N_TABLE && !is_among(small, table[i].words))
		i++;
	return i;
}

static bool
is_class(struct str small, enum number_class class, unsigned *value)
{
	size_t i = find(small);

	if (i == N_TABLE || table[i].class != class)
		return false;
	*value = table[i].value;
	return true;
}

static bool
ends_with(struct str w, struct str end)
{
	return w.n > end.n && memcmp(w.p + w.n - end.n, end.p, end.n) == 0;
}

/* "einundzwanzig", "tweeentwintig" */
static unsigned
germanic(struct str w)
{
	unsigned tens, unit;
	struct str word;

	for (size_t i = 0; i < N_TABLE; i++)
		for (const char *p = table[i].words;
		     table[i].class == NUMBER_TENS && next_word(&p, &word);) {
			struct str rest = { w.p, w.n - word.n };

			if (!ends_with(w, word))
				continue;
			tens = table[i].value;
			if (ends_with(rest, STR("und")))
				rest.n -= 3;
			else if (ends_with(rest, STR("en")))
				rest.n -= 2;
			else
				continue;
			if (is_class(rest, NUMBER_UNIT, &unit))
				return tens + unit;
		}
	return 0;
}

/* "trentadue", "ventotto": before a vowel the last letter goes. */
static unsigned
italian(struct str w)
{
	static const char *const stems[] = { "vent", "trent", "quarant",
		"cinquant", "sessant", "settant", "ottant", "novant" };
	unsigned unit;

	for (size_t i = 0; i < sizeof(stems) / sizeof(*stems); i++) {
		struct str stem = str_of(stems[i]), rest;

		if (w.n < stem.n + 3 || memcmp(w.p, stem.p, stem.n) != 0)
			continue;
		rest = (struct str){ w.p + stem.n, w.n - stem.n };
		if (rest.p[0] == (i ? 'a' : 'i')) {
			rest.p++;
			rest.n--;
		}
		if (is_class(rest, NUMBER_UNIT, &unit) && unit > 0)
			return ((unsigned)i + 2) * 10 + unit;
	}
	return 0;
}

static unsigned below_hundred(struct str w);

/* "neunhundertzwei", "duecento" */
static unsigned
hundreds(struct str w)
{
	static const char *const hundred[] = { "hundert", "honderd", "cento" };

	for (size_t i = 0; i < sizeof(hundred) / sizeof(*hundred); i++) {
		struct str middle = str_of(hundred[i]), rest;
		const char *at = memmem(w.p, w.n, middle.p, middle.n);
		unsigned many = 1, more = 0;

		if (!at)
			continue;
		rest = (struct str){ at + middle.n,
			(size_t)(w.p + w.n - at) - middle.n };
		if (at > w.p &&
		    !is_class((struct str){ w.p, (size_t)(at - w.p) },
			NUMBER_UNIT, &many))
			return 0;
		if (rest.n && (more = below_hundred(rest)) == 0)
			return 0;
		return many * HUNDRED + more;
	}
	return 0;
}

static unsigned
below_hundred(struct str w)
{
	size_t i = find(w);

	if (i < N_TABLE && table[i].value < HUNDRED &&
	    table[i].class != NUMBER_AGAIN)
		return table[i].value;
	return germanic(w) + italian(w);
}

/* What sorts of compound a word could be, by a look at it. */
enum { MAY_BE_GERMANIC = 1, MAY_BE_ITALIAN = 2, MAY_BE_HUNDREDS = 4 };

static unsigned
look(struct str w)
{
	static const char italian_begins[] = "cinqnovaottaquarsesssetttrenvent";
	char small[LONGEST];
	unsigned may = 0;

	if (w.n < 7 || w.n > LONGEST)
		return 0;
	for (size_t i = 0; i < w.n; i++)
		small[i] = to_lower(w.p[i]);
	if (small[w.n - 1] == 'g' && small[w.n - 2] == 'i')
		may |= MAY_BE_GERMANIC;
	for (size_t i = 0; i + 4 < sizeof(italian_begins); i += 4)
		if (memcmp(small, italian_begins + i, 4) == 0)
			may |= MAY_BE_ITALIAN;
	/* "hundert", "honderd", "cento" */
	for (size_t i = 2; i + 1 < w.n; i++)
		if (small[i] == 'n' &&
		    ((small[i + 1] == 'd' && small[i - 2] == 'h') ||
			(small[i + 1] == 't' && small[i - 2] == 'c')))
			may |= MAY_BE_HUNDREDS;
	return may;
}

bool
number_may_be_compound(struct str w)
{
	return look(w) != 0;
}

static size_t
ends_of(struct str word)
{
	return ((size_t)word.p[0] & 31) << 5 |
	       ((size_t)word.p[word.n - 1] & 31);
}

static void
add_ends(void *self, struct str word, enum number_class class)
{
	struct number_ends *e = self;

	(void)class;
	e->lengths[ends_of(word)] |= UINT32_C(1) << (word.n & 31);
}

void
number_ends_init(struct number_ends *ends)
{
	memset(ends, 0, sizeof(*ends));
	numbers_each(add_ends, ends);
}

bool
number_ends_may_be(const struct number_ends *ends, struct str word)
{
	return word.n > 0 &&
	       (ends->lengths[ends_of(word)] >> (word.n & 31) & 1 ||
		   number_may_be_compound(word));
}

unsigned
number_compound(struct str w)
{
	unsigned may = look(w), value = 0;

	if (may & MAY_BE_GERMANIC)
		value = germanic(w);
	if (value == 0 && may & MAY_BE_ITALIAN)
		value = italian(w);
	if (value == 0 && may & MAY_BE_HUNDREDS)
		value = hundreds(w);
	return value;
}

/* What stands in long numbers and is no number of the table, and ordinals that
 * are short or not their number with an ending. */
static const char thousands[] =
    "tausend duizend tusen thousand mille mila mil tysiac tysiace";
static const char parts[] =
    "und vent trent quarant cinquant sessant settant ottant novant";
static const char ordinals[] =
    "first second third fourth fifth sixth seventh eighth ninth tenth "
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth thirtieth "
    "erste ersten erster zweite zweiten dritte dritten dritter vierte "
    "vierten funfte funften sechste sechsten siebte siebten achte achten "
    "neunte neunten zehnte zehnten elften "
    "eerste tweede derde vierde vijfde zesde premier primero primeiro primo "
    "forsta andra tredje fjarde femte sjatte sjunde attonde nionde tionde "
    "elfte tolfte trettonde fjortonde femtonde sextonde sjuttonde artonde "
    "nittonde tjugonde tjugoforsta trettionde nittonhundra tjugohundra "
    "pierwszego drugiego trzeciego czwartego piatego szostego siodmego "
    "osmego dziewiatego dziesiatego jedenastego dwunastego trzynastego "
    "czternastego pietnastego szesnastego siedemnastego osiemnastego "
    "dziewietnastego dwudziestego trzydziestego czterdziestego "
    "piecdziesiatego szescdziesiatego siedemdziesiatego "
    "osiemdziesiatego dziewiecdziesiatego dziewiecset dwutysiecznego";

void
numbers_each_of_date(void (*take)(void *self, struct str word), void *self)
{
	struct str word;

	for (const char *p = thousands; next_word(&p, &word);)
		take(self, word);
	for (const char *p = ordinals; next_word(&p, &word);)
		take(self, word);
}

void
numbers_each_beginning(void (*take)(void *self, struct str word), void *self)
{
	struct str word;

	for (size_t i = 0; i < N_TABLE; i++)
		for (const char *p = table[i].words; next_word(&p, &word);)
			take(self, word);
	for (const char *p = parts; next_word(&p, &word);)
		take(self, word);
	for (const char *p = thousands; next_word(&p, &word);)
		take(self, word);
}

static bool
is_ending(struct str w)
{
	return is_among(w, "te ten ter ste sten ster de e th");
}

/* Whether all of a word is numbers one behind another, perhaps with the ending
 * of an ordinal. */
static bool
is_made_of_numbers(struct str w)
{
	uint64_t reached = 1; /* a bit for each place that parts end at */

	for (size_t from = 0; from < w.n; from++) {
		if (!(reached >> from & 1))
			continue;
		if (from && is_ending((struct str){ w.p + from, w.n - from }))
			return true;
		for (size_t n = 2; from + n <= w.n; n++) {
			struct str part = { w.p + from, n };

			if (find(part) < N_TABLE || is_among(part, parts) ||
			    is_among(part, thousands) ||
			    (from && str_eq(part, STR("en"))))
				reached |= UINT64_C(1) << (from + n);
		}
	}
	return reached >> w.n & 1;
}

bool
number_is_long(struct str w)
{
	return w.n >= SHORTEST_LONG && w.n <= LONGEST_SAID &&
	       is_made_of_numbers(w);
}

/* A number that further words may still belong to. */
struct pending {
	unsigned value;
	enum number_class last; /* NUMBER_NONE: there is none */
	unsigned times;
	bool linked;   /* "and" was said */
	bool twenties; /* "soixante", "quatre-vingt", which go up to 19 */
	bool dix;      /* "dix-sept" */
};

struct reader {
	struct pending now;
	char *digits;
	size_t n;
};

static void
put(struct reader *r, char digit)
{
	if (r->n < MOST_SAID)
		r->digits[r->n++] = digit;
}

static void
flush(struct reader *r)
{
	struct pending *p = &r->now;
	char text[8];
	size_t n = 0;

	do
		text[n++] = (char)('0' + p->value % 10);
	while ((p->value /= 10) && n < sizeof(text));
	for (unsigned t = p->times ? p->times : 1;
	     p->last != NUMBER_NONE && t > 0; t--)
		for (size_t i = n; i > 0; i--)
			put(r, text[i - 1]);
	*p = (struct pending){ 0 };
}

static void
begin(struct reader *r, unsigned value, enum number_class class)
{
	unsigned times = r->now.last == NUMBER_NONE ? r->now.times : 0;

	flush(r);
	r->now = (struct pending){ value, class, times, false, false, false };
}

static void
attach(struct reader *r, unsigned value, enum number_class class)
{
	r->now.value += value;
	r->now.last = class;
	r->now.linked = r->now.twenties = r->now.dix = false;
}

static void
take_unit(struct reader *r, unsigned value)
{
	const struct pending *p = &r->now;

	if ((p->last == NUMBER_TENS && value > 0) || (p->dix && value > 6) ||
	    (p->last == NUMBER_HUNDRED && p->linked))
		attach(r, value, NUMBER_UNIT);
	else
		begin(r, value, NUMBER_UNIT);
}

static void
take_teen(struct reader *r, unsigned value, struct str word)
{
	const struct pending *p = &r->now;

	if (p->last == NUMBER_HUNDRED || (p->twenties && value < 20))
		attach(r, value, NUMBER_TEEN);
	else
		begin(r, value, NUMBER_TEEN);
	r->now.dix = str_eq(word, STR("dix"));
}

static void
take_tens(struct reader *r, unsigned value, struct str word)
{
	bool vingt =
	    value == 20 && word.n > 4 && word.p[1] == 'i' && word.p[3] == 'g';

	if (vingt && r->now.last == NUMBER_UNIT && r->now.value % 10 == 4) {
		attach(r, 76, NUMBER_TENS);
		r->now.twenties = true;
		return;
	}
	if (r->now.last == NUMBER_HUNDRED)
		attach(r, value, NUMBER_TENS);
	else
		begin(r, value, NUMBER_TENS);
	r->now.twenties = str_eq(word, STR("soixante"));
}

static void
take_hundred(struct reader *r)
{
	struct pending *p = &r->now;

	if ((p->last == NUMBER_UNIT || p->last == NUMBER_TEEN) &&
	    p->value > 0 && p->value < 20) {
		p->value *= HUNDRED;
		p->last = NUMBER_HUNDRED;
	} else {
		begin(r, HUNDRED, NUMBER_HUNDRED);
	}
}

static void
take_word(struct reader *r, struct str w)
{
	size_t i = find(w);
	unsigned compound;

	if (i == N_TABLE) {
		compound = number_compound(w);
		if (compound)
			begin(r, compound,
			    compound % HUNDRED ? NUMBER_TEEN : NUMBER_HUNDRED);
		else if (str_eq(w, STR("o")))
			begin(r, 0, NUMBER_UNIT);
		else
			r->now.linked = true;
		return;
	}
	switch (table[i].class) {
	case NUMBER_UNIT:
		take_unit(r, table[i].value);
		break;
	case NUMBER_TEEN:
		take_teen(r, table[i].value, w);
		break;
	case NUMBER_TENS:
		take_tens(r, table[i].value, w);
		break;
	case NUMBER_HUNDRED:
		take_hundred(r);
		break;
	case NUMBER_AGAIN:
		flush(r);
		r->now.times = table[i].value;
		break;
	default:
		begin(r, table[i].value, NUMBER_HUNDRED);
		break;
	}
}

size_t
number_digits(struct str text, char digits[MOST_SAID])
{
	struct reader r = { .digits = digits };
	char small[LONGEST];
	size_t i = 0, n;

	while (i < text.n) {
		if (is_digit(text.p[i])) {
			unsigned times =
			    r.now.last == NUMBER_NONE && r.now.times
				? r.now.times
				: 1;

			flush(&r);
			for (; times > 0; times--)
				put(&r, text.p[i]);
			i++;
			continue;
		}
		for (n = 0; is_alpha(byte_at(text, i + n)); n++)
			if (n < LONGEST)
				small[n] = to_lower(text.p[i + n]);
		if (n > 0 && n <= LONGEST)
			take_word(&r, (struct str){ small, n });
		i += n + (n == 0);
	}
	flush(&r);
	return r.n;
}
