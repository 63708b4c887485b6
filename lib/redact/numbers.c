#include "redact/numbers.h"

#include <string.h>

#include "redact/recogniser.h"

enum {
	SHORTEST_LONG = 7,
	LONGEST_SAID = 48, /* and of a year */
	HUNDRED = 100
};

/* As a view has them, without accents, in order; what is said twice or three
 * times is a number of its own. */
static const struct number_word table[] = {
/* clang-format off */
#define W(word, value, class) \
	{ { word, sizeof(word) - 1 }, value, NUMBER_##class }
	W("acht", 8, UNIT), W("achttien", 18, TEEN), W("achtzehn", 18, TEEN),
	W("achtzig", 80, TENS), W("atta", 8, UNIT), W("catorce", 14, TEEN),
	W("catorze", 14, TEEN), W("cem", 100, HUNDRED), W("cent", 100, HUNDRED),
	W("cento", 100, HUNDRED), W("cents", 100, HUNDRED), W("cero", 0, UNIT),
	W("cien", 100, HUNDRED), W("ciento", 100, HUNDRED), W("cinco", 5, UNIT),
	W("cincuenta", 50, TENS), W("cinq", 5, UNIT), W("cinquanta", 50, TENS),
	W("cinquante", 50, TENS), W("cinque", 5, UNIT),
	W("cinquenta", 50, TENS), W("cuarenta", 40, TENS), W("cuatro", 4, UNIT),
	W("cuatrocientas", 400, MANY), W("cuatrocientos", 400, MANY),
	W("cztery", 4, UNIT), W("dertien", 13, TEEN), W("dertig", 30, TENS),
	W("deux", 2, UNIT), W("dez", 10, TEEN), W("dezanove", 19, TEEN),
	W("dezasseis", 16, TEEN), W("dezassete", 17, TEEN),
	W("dezenove", 19, TEEN), W("dezesseis", 16, TEEN),
	W("dezessete", 17, TEEN), W("dezoito", 18, TEEN),
	W("diciannove", 19, TEEN), W("diciassette", 17, TEEN),
	W("diciotto", 18, TEEN), W("dieci", 10, TEEN),
	W("diecinueve", 19, TEEN), W("dieciocho", 18, TEEN),
	W("dieciseis", 16, TEEN), W("diecisiete", 17, TEEN),
	W("diez", 10, TEEN), W("dix", 10, TEEN), W("dobble", 2, AGAIN),
	W("doble", 2, AGAIN), W("doce", 12, TEEN), W("dodici", 12, TEEN),
	W("dois", 2, UNIT), W("doppel", 2, AGAIN), W("doppelt", 2, AGAIN),
	W("doppia", 2, AGAIN), W("doppio", 2, AGAIN), W("dos", 2, UNIT),
	W("doscientas", 200, MANY), W("doscientos", 200, MANY),
	W("double", 2, AGAIN), W("douze", 12, TEEN), W("doze", 12, TEEN),
	W("drei", 3, UNIT), W("dreifach", 3, AGAIN), W("dreimal", 3, AGAIN),
	W("dreissig", 30, TENS), W("dreizehn", 13, TEEN), W("drie", 3, UNIT),
	W("driedubbel", 3, AGAIN), W("duas", 2, UNIT), W("dubbel", 2, AGAIN),
	W("dubbele", 2, AGAIN), W("due", 2, UNIT), W("duplo", 2, AGAIN),
	W("duzentos", 200, MANY), W("dwa", 2, UNIT), W("dziewiec", 9, UNIT),
	W("een", 1, UNIT), W("eight", 8, UNIT), W("eighteen", 18, TEEN),
	W("eighty", 80, TENS), W("ein", 1, UNIT), W("eins", 1, UNIT),
	W("eleven", 11, TEEN), W("elf", 11, TEEN), W("ett", 1, UNIT),
	W("fem", 5, UNIT), W("fifteen", 15, TEEN), W("fifty", 50, TENS),
	W("five", 5, UNIT), W("forty", 40, TENS), W("four", 4, UNIT),
	W("fourteen", 14, TEEN), W("fourty", 40, TENS), W("funf", 5, UNIT),
	W("funfzehn", 15, TEEN), W("funfzig", 50, TENS), W("fyra", 4, UNIT),
	W("honderd", 100, HUNDRED), W("huit", 8, UNIT), W("huitante", 80, TENS),
	W("hundert", 100, HUNDRED), W("hundred", 100, HUNDRED),
	W("jeden", 1, UNIT), W("meia", 6, UNIT), W("negen", 9, UNIT),
	W("negentien", 19, TEEN), W("negentig", 90, TENS), W("neuf", 9, UNIT),
	W("neun", 9, UNIT), W("neunzehn", 19, TEEN), W("neunzig", 90, TENS),
	W("nine", 9, UNIT), W("nineteen", 19, TEEN), W("ninety", 90, TENS),
	W("nio", 9, UNIT), W("noll", 0, UNIT), W("nonante", 90, TENS),
	W("nought", 0, UNIT), W("novanta", 90, TENS), W("nove", 9, UNIT),
	W("novecentos", 900, MANY), W("novecientas", 900, MANY),
	W("novecientos", 900, MANY), W("noventa", 90, TENS),
	W("nueve", 9, UNIT), W("nul", 0, UNIT), W("null", 0, UNIT),
	W("ochenta", 80, TENS), W("ocho", 8, UNIT), W("ochocientas", 800, MANY),
	W("ochocientos", 800, MANY), W("octante", 80, TENS), W("oh", 0, UNIT),
	W("oitenta", 80, TENS), W("oito", 8, UNIT), W("oitocentos", 800, MANY),
	W("once", 11, TEEN), W("one", 1, UNIT), W("onze", 11, TEEN),
	W("osiem", 8, UNIT), W("ottanta", 80, TENS), W("otto", 8, UNIT),
	W("piec", 5, UNIT), W("quaranta", 40, TENS), W("quarante", 40, TENS),
	W("quarenta", 40, TENS), W("quatorze", 14, TEEN), W("quatre", 4, UNIT),
	W("quatro", 4, UNIT), W("quatrocentos", 400, MANY),
	W("quattordici", 14, TEEN), W("quattro", 4, UNIT),
	W("quince", 15, TEEN), W("quindici", 15, TEEN),
	W("quinhentos", 500, MANY), W("quinientas", 500, MANY),
	W("quinientos", 500, MANY), W("quinze", 15, TEEN), W("sechs", 6, UNIT),
	W("sechzehn", 16, TEEN), W("sechzig", 60, TENS), W("sedici", 16, TEEN),
	W("sei", 6, UNIT), W("seis", 6, UNIT), W("seiscentos", 600, MANY),
	W("seiscientas", 600, MANY), W("seiscientos", 600, MANY),
	W("seize", 16, TEEN), W("sept", 7, UNIT), W("septante", 70, TENS),
	W("sesenta", 60, TENS), W("sessanta", 60, TENS),
	W("sessenta", 60, TENS), W("sete", 7, UNIT), W("setecentos", 700, MANY),
	W("setecientas", 700, MANY), W("setecientos", 700, MANY),
	W("setenta", 70, TENS), W("settanta", 70, TENS), W("sette", 7, UNIT),
	W("seven", 7, UNIT), W("seventeen", 17, TEEN), W("seventy", 70, TENS),
	W("sex", 6, UNIT), W("sieben", 7, UNIT), W("siebzehn", 17, TEEN),
	W("siebzig", 70, TENS), W("siedem", 7, UNIT), W("siete", 7, UNIT),
	W("six", 6, UNIT), W("sixteen", 16, TEEN), W("sixty", 60, TENS),
	W("sju", 7, UNIT), W("soixante", 60, TENS), W("szesc", 6, UNIT),
	W("tachtig", 80, TENS), W("ten", 10, TEEN), W("thirteen", 13, TEEN),
	W("thirty", 30, TENS), W("three", 3, UNIT), W("tien", 10, TEEN),
	W("tre", 3, UNIT), W("treble", 3, AGAIN), W("trece", 13, TEEN),
	W("tredici", 13, TEEN), W("treinta", 30, TENS), W("treize", 13, TEEN),
	W("trenta", 30, TENS), W("trente", 30, TENS), W("tres", 3, UNIT),
	W("trescientas", 300, MANY), W("trescientos", 300, MANY),
	W("trezentos", 300, MANY), W("trinta", 30, TENS), W("tripla", 3, AGAIN),
	W("triple", 3, AGAIN), W("triplo", 3, AGAIN), W("trois", 3, UNIT),
	W("trzy", 3, UNIT), W("tva", 2, UNIT), W("twaalf", 12, TEEN),
	W("twee", 2, UNIT), W("twelve", 12, TEEN), W("twenty", 20, TENS),
	W("twintig", 20, TENS), W("two", 2, UNIT), W("um", 1, UNIT),
	W("uma", 1, UNIT), W("un", 1, UNIT), W("una", 1, UNIT),
	W("undici", 11, TEEN), W("une", 1, UNIT), W("uno", 1, UNIT),
	W("veertien", 14, TEEN), W("veertig", 40, TENS), W("veinte", 20, TENS),
	W("veinticinco", 25, TEEN), W("veinticuatro", 24, TEEN),
	W("veintidos", 22, TEEN), W("veintinueve", 29, TEEN),
	W("veintiocho", 28, TEEN), W("veintiseis", 26, TEEN),
	W("veintisiete", 27, TEEN), W("veintitres", 23, TEEN),
	W("veintiun", 21, TEEN), W("veintiuna", 21, TEEN),
	W("veintiuno", 21, TEEN), W("venti", 20, TENS), W("ventuno", 21, TEEN),
	W("vier", 4, UNIT), W("vierzehn", 14, TEEN), W("vierzig", 40, TENS),
	W("vijf", 5, UNIT), W("vijftien", 15, TEEN), W("vijftig", 50, TENS),
	W("vingt", 20, TENS), W("vingts", 20, TENS), W("vinte", 20, TENS),
	W("zehn", 10, TEEN), W("zero", 0, UNIT), W("zes", 6, UNIT),
	W("zestien", 16, TEEN), W("zestig", 60, TENS), W("zeven", 7, UNIT),
	W("zeventien", 17, TEEN), W("zeventig", 70, TENS),
	W("zwanzig", 20, TENS), W("zwei", 2, UNIT), W("zwo", 2, UNIT),
	W("zwolf", 12, TEEN),
#undef W
	/* clang-format on */
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
	for (size_t i = 0; i < N_TABLE; i++)
		take(self, table[i].word, table[i].class);
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

/* The first of the table that does not stand before a word. */
static size_t
place_of(struct str small)
{
	size_t from = 0, to = N_TABLE;

	while (from < to) {
		size_t middle = (from + to) / 2;

		if (str_cmp(table[middle].word, small) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct number_word *
number_word_find(struct str small)
{
	size_t i = place_of(small);

	return i < N_TABLE && str_eq(table[i].word, small) ? &table[i] : NULL;
}

static bool
is_class(struct str small, enum number_class class, unsigned *value)
{
	const struct number_word *w = number_word_find(small);

	if (!w || w->class != class)
		return false;
	*value = w->value;
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
	unsigned unit;

	for (size_t i = 0; i < N_TABLE; i++) {
		struct str rest = { w.p, w.n - table[i].word.n };

		if (table[i].class != NUMBER_TENS ||
		    !ends_with(w, table[i].word))
			continue;
		if (ends_with(rest, STR("und")))
			rest.n -= 3;
		else if (ends_with(rest, STR("en")))
			rest.n -= 2;
		else
			continue;
		if (is_class(rest, NUMBER_UNIT, &unit))
			return table[i].value + unit;
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
	const struct number_word *known = number_word_find(w);

	if (known && known->value < HUNDRED && known->class != NUMBER_AGAIN)
		return known->value;
	return germanic(w) + italian(w);
}

/* What sorts of compound a word could be, by a look at it. */
enum { MAY_BE_GERMANIC = 1, MAY_BE_ITALIAN = 2, MAY_BE_HUNDREDS = 4 };

static unsigned
look(struct str w)
{
	static const char italian_begins[] = "cinqnovaottaquarsesssetttrenvent";
	char small[NUMBER_LONGEST];
	unsigned may = 0;

	if (w.n < 7 || w.n > NUMBER_LONGEST)
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
static const struct str thousands[] = { { "tausend", 7 }, { "duizend", 7 },
	{ "tusen", 5 }, { "thousand", 8 }, { "mille", 5 }, { "mila", 4 },
	{ "mil", 3 }, { "tysiac", 6 }, { "tysiace", 7 } };
static const struct str parts[] = { { "und", 3 }, { "vent", 4 }, { "trent", 5 },
	{ "quarant", 7 }, { "cinquant", 8 }, { "sessant", 7 }, { "settant", 7 },
	{ "ottant", 6 }, { "novant", 6 } };
enum {
	N_THOUSANDS = sizeof(thousands) / sizeof(*thousands),
	N_PARTS = sizeof(parts) / sizeof(*parts)
};
static const char ordinals[] =
    "first second third fourth fifth sixth seventh eighth ninth tenth "
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth thirtieth "
    "erste ersten erster zweite zweiten dritte dritten dritter vierte "
    "vierten funfte funften sechste sechsten siebte siebten achte achten "
    "neunte neunten zehnte zehnten elften vierter funfter sechster siebter "
    "achter neunter zehnter elfter zwolfte zwolften zwolfter "
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

	for (size_t i = 0; i < N_THOUSANDS; i++)
		take(self, thousands[i]);
	for (const char *p = ordinals; next_word(&p, &word);)
		take(self, word);
}

void
numbers_each_beginning(void (*take)(void *self, struct str word), void *self)
{
	for (size_t i = 0; i < N_TABLE; i++)
		take(self, table[i].word);
	for (size_t i = 0; i < N_PARTS; i++)
		take(self, parts[i]);
	for (size_t i = 0; i < N_THOUSANDS; i++)
		take(self, thousands[i]);
}

static bool
is_ending(struct str w)
{
	return is_among(w, "te ten ter ste sten ster de e th");
}

/* Where a word that `rest` begins with ends: a bit for each such place. */
static uint64_t
ends_of_first(struct str rest)
{
	uint64_t ends = 0;

	for (size_t i = place_of((struct str){ rest.p, 1 });
	     i < N_TABLE && table[i].word.p[0] == rest.p[0]; i++)
		if (str_begins(rest, table[i].word))
			ends |= UINT64_C(1) << table[i].word.n;
	for (size_t i = 0; i < N_PARTS; i++)
		if (str_begins(rest, parts[i]))
			ends |= UINT64_C(1) << parts[i].n;
	for (size_t i = 0; i < N_THOUSANDS; i++)
		if (str_begins(rest, thousands[i]))
			ends |= UINT64_C(1) << thousands[i].n;
	return ends;
}

/* Whether all of a word is numbers one behind another, perhaps with the ending
 * of an ordinal. */
static bool
is_made_of_numbers(struct str w)
{
	uint64_t reached = 1; /* a bit for each place that parts end at */

	for (size_t from = 0; from < w.n; from++) {
		struct str rest = { w.p + from, w.n - from };

		if (!(reached >> from & 1))
			continue;
		if (from && is_ending(rest))
			return true;
		if (from && str_begins(rest, STR("en")))
			reached |= UINT64_C(1) << (from + 2);
		reached |= ends_of_first(rest) << from;
	}
	return reached >> w.n & 1;
}

bool
number_is_long(struct str w)
{
	return w.n >= SHORTEST_LONG && w.n <= LONGEST_SAID &&
	       is_made_of_numbers(w);
}
