#include "redact/bic.h"

#include <string.h>

#include "base/octets.h"
#include "redact/recogniser.h"

/* What a bank is called: ISO 9362.  "swift" is a word of English, too. */
static const char *const cues[] = { "bic", "swift", "biccode", "swiftcode" };

/* Words between a cue and its value, or behind a value and before its cue. */
static const char links[] =
    " a address adres ar are as c maybe identifier bank banco banca banque be "
    "blz box by code "
    "codigo codice cod da de del der des di die do e ein el en es est et for "
    "from has hat het hos i iban id il in is ist it its just kod la lautet le "
    "los "
    "lyder ma med mein meine meiner mi mia mijn min minha mio moj mon my name "
    "ne no nr num number numero nummer numer of on or oder ou our para pour sa "
    "sin sou suo that the their this til to und van var von vom was y zu "
    "correct right wrong ok okay same valid richtig korrekt correcto "
    "correto corretto juist ";

static const char joints[] = " :=\"'`(),/#-\n\t";

enum {
	MOST_LINKS = 6,
	SHORT_ANSWER = 24, /* bytes */
	LONGEST_LINK = 12,
};

static bool
is_joint(char c)
{
	return c && strchr(joints, c);
}

static bool
is_word(struct str text, size_t at, size_t end, const char *word)
{
	size_t n = strlen(word);

	if (end - at != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (to_lower(text.p[at + i]) != word[i])
			return false;
	return true;
}

static bool
is_cue(struct str text, size_t at, size_t end)
{
	for (size_t k = 0; k < sizeof(cues) / sizeof(*cues); k++)
		if (is_word(text, at, end, cues[k]))
			return true;
	return false;
}

static bool
is_link(struct str text, size_t at, size_t end)
{
	char word[LONGEST_LINK + 3] = " ";
	size_t n = end - at;

	if (n == 0 || n > LONGEST_LINK)
		return false;
	for (size_t i = 0; i < n; i++)
		word[i + 1] = to_lower(text.p[at + i]);
	word[n + 1] = ' ';
	return strstr(links, word);
}

/* ISO 9362: bank, country, place and perhaps a branch. */
static bool
is_bic(struct str text, size_t at, size_t end)
{
	static const char countries[] =
	    "AD AE AL AT AU BA BE BG BR CA CH CN CY CZ DE DK EE ES FI FR GB "
	    "GI GR HK HR HU IE IL IN IS IT JP KE KR LI LT LU LV MC MT MX NL "
	    "NO NZ PL PT RO RS SA SE SG SI SK SM TR UA US VA ZA ";
	char country[4] = "   ";

	if ((end - at != 8 && end - at != 11) ||
	    is_alnum(byte_at(text, at - 1)))
		return false;
	for (size_t i = 0; i < 6; i++)
		if (!is_alpha(text.p[at + i]))
			return false;
	country[0] = (char)(text.p[at + 4] & ~0x20);
	country[1] = (char)(text.p[at + 5] & ~0x20);
	return strstr(countries, country);
}

static void
add(size_t start, size_t end, const char *rule, struct spans *out)
{
	spans_add(out, (struct span){ .start = start,
			   .end = end,
			   .kind = KIND_BIC,
			   .rule = rule,
			   .score = 90 });
}

/* No small letter: "beneficiary" has the shape of one. */
static bool
is_in_capitals(struct str text, size_t at, size_t end)
{
	while (at < end && text.p[at] <= 'Z')
		at++;
	return at == end;
}

/* "bic of my bank: DEUTDEFF", from the end of a cue on; `sure`: in small
 * letters too. */
static bool
take_behind(struct str text, size_t at, bool sure, struct spans *out)
{
	for (size_t n = 0; n <= MOST_LINKS; n++) {
		size_t end;

		while (is_joint(byte_at(text, at)))
			at++;
		end = alnum_end(text, at);
		if (is_bic(text, at, end) &&
		    (sure || is_in_capitals(text, at, end))) {
			add(at, end, "bic-called", out);
			return true;
		}
		if (!is_link(text, at, end) && !is_cue(text, at, end))
			return false;
		at = end;
	}
	return false;
}

/* "DEUTDEFF is the swift of my bank", from the start of a cue back. */
static void
take_before(struct str text, size_t at, bool sure, struct spans *out)
{
	for (size_t n = 0; n <= MOST_LINKS; n++) {
		size_t start;

		while (at > 0 && is_joint(text.p[at - 1]))
			at--;
		start = alnum_start(text, at);
		if (is_bic(text, start, at) &&
		    (sure || is_in_capitals(text, start, at))) {
			add(start, at, "bic-called", out);
			return;
		}
		if (!is_link(text, start, at) && !is_cue(text, start, at))
			return;
		at = start;
	}
}

/* A bit for each of OCTETS bytes that begins "bi" or "sw", large or small, or a
 * placeholder's "<I". */
static uint32_t
cues_in(struct octets x, struct octets next)
{
	return OCTETS_BITS((((x.c | 0x20) == 'b') & ((next.c | 0x20) == 'i')) |
			   (((x.c | 0x20) == 's') & ((next.c | 0x20) == 'w')) |
			   ((x.c == '<') & (next.c == 'I')));
}

/* Where the first letters of a cue stand, from `i` on; or the end. */
static size_t
next_cue(struct str text, size_t i)
{
	uint32_t hits = 0;

	for (; i + OCTETS < text.n; i += OCTETS) {
		hits = cues_in(
		    octets_load(text.p + i), octets_load(text.p + i + 1));
		if (hits)
			return i + (size_t)__builtin_ctz(hits);
	}
	if (i + 1 < text.n)
		hits = cues_in(octets_load_some(text.p + i, text.n - i - 1),
		    octets_load_some(text.p + i + 1, text.n - i - 1));
	return hits ? i + (size_t)__builtin_ctz(hits) : text.n;
}

/* "<IBAN_1>, DEUTDEFF": once an IBAN has gone, the word beside it. */
static void
take_beside_iban(struct str text, size_t at, struct spans *out)
{
	static const char iban[] = "<IBAN_";
	size_t before;

	if (text.n - at < sizeof(iban) ||
	    memcmp(text.p + at, iban, sizeof(iban) - 1) != 0)
		return;
	before = at;
	at += sizeof(iban) - 1;
	at = alnum_end(text, at);
	if (byte_at(text, at) == '>' && !take_behind(text, at + 1, false, out))
		take_before(text, before, false, out);
}

static void
take_cue(struct str text, size_t at, struct spans *out)
{
	size_t end = alnum_end(text, at);

	if (text.p[at] == '<')
		take_beside_iban(text, at, out);
	else if (!is_alnum(byte_at(text, at - 1)) && is_cue(text, at, end) &&
		 !take_behind(text, end, true, out))
		take_before(text, at, true, out);
}

/* "What is your BIC?" - all of a short answer. */
static void
take_answer(const struct passage *p, struct spans *out)
{
	struct str text = p->text;

	if (text.n > SHORT_ANSWER || p->before.n == 0)
		return;
	for (size_t i = 0; (i = next_cue(p->before, i)) < p->before.n; i++) {
		if (is_alnum(byte_at(p->before, i - 1)) ||
		    !is_cue(p->before, i, alnum_end(p->before, i)))
			continue;
		take_behind(text, 0, true, out);
		return;
	}
}

static bool
seek(void *self, const struct passage *p, struct spans *out)
{
	struct str text = p->text;

	(void)self;
	if (p->of == PASSAGE_STRING && p->heading->bank)
		take_behind(text, 0, true, out);
	for (size_t i = 0; (i = next_cue(text, i)) < text.n; i++)
		take_cue(text, i, out);
	take_answer(p, out);
	return true;
}

/* It remembers nothing. */
static char nothing;

static void *
open_bic(const bool *wanted, const struct wordbook *words)
{
	(void)wanted;
	(void)words;
	return &nothing;
}

static void
shut(void *self)
{
	(void)self;
}

const struct seeker bic_seeker = {
	.kinds = { KIND_BIC, N_KINDS },
	.open = open_bic,
	.shut = shut,
	.seek = seek,
};
