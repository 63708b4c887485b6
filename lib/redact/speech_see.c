/* What is seen of each token of a text, once for all who ask. */

#include <stdlib.h>

#include "base/apart.h"
#include "base/die.h"
#include "base/octets.h"
#include "redact/card_told.h"
#include "redact/numbers.h"
#include "redact/recogniser.h"
#include "redact/speech.h"

enum { AHEAD = 8 };

/* What bytes of a word are, a bit for each: neither, it is a letter or stands
 * inside words as one. */
struct signs {
	uint32_t digits, links;
};

static inline struct signs
signs_at(const char *p)
{
	struct octets x = octets_load(p);

	return (struct signs){ .digits = OCTETS_BITS(x.c - '0' < 10),
		.links = OCTETS_BITS((x.c == '@') | (x.c == '_') |
				     (x.c == '.') | (x.c == ':')) };
}

/* Behind a word there are as many bytes that can be read: TEXT_PADDING. */
static void
see_signs(struct seen *seen, struct str word)
{
	bool digit = false, link = false, other = false;

	for (size_t b = 0; b < word.n; b += OCTETS) {
		size_t n = word.n - b < OCTETS ? word.n - b : OCTETS;
		uint32_t all = (UINT32_C(1) << n) - 1;
		struct signs signs = signs_at(word.p + b);

		digit |= (signs.digits & all) != 0;
		link |= (signs.links & all) != 0;
		other |= (signs.digits & all) != all;
	}
	seen->letters = !digit && !link;
	seen->digits = !other;
	seen->has_digit = digit;
}

/* A token, whatever stands beside it. */
static struct seen
see(const struct speech *s, const struct token *k, struct str word)
{
	struct seen seen = { .lists = word_lists_of(s->lists, k->hash) };

	if (k->class == TEXT_PUNCT)
		seen.mark = word.n == 1 ? word.p[0] : '\0';
	if (k->class != TEXT_WORD)
		return seen;
	seen.uses = uses_of(s->uses, k->hash);
	if (!(seen.uses & USE_NUMERAL))
		seen.compound = (uint16_t)number_compound(word);
	see_signs(&seen, word);
	if (word.n > 7 &&
	    word_lists_end(s->lists, WORDS_sure_street_end, word, 3))
		seen.uses |= USE_STRASSE;
	seen.is_long = seen.letters && uses_may_begin_number(s->uses, word) &&
		       number_is_long(word);
	return seen;
}

/* "mann": the model has it for a name alone. */
static uint8_t
is_by_itself(const struct speech *s, uint64_t hash)
{
	uint32_t uses = uses_of(s->uses, hash);
	unsigned is = tagger_word(&s->tagger, hash);

	is |= uses & USE_GIVEN ? WORD_FIRST : 0;
	is |= uses & USE_FAMILY ? WORD_LAST : 0;
	if (word_set_has(
		&s->sets[word_lists_of(s->lists, hash)], WORDS_noun_and_name))
		is = (is | WORD_KNOWN) & ~(unsigned)WORD_FIRST;
	return (uint8_t)is;
}

/* "nando's", which the list has as "nandos". */
static bool
is_firm_with_s(const struct speech *s, struct str word)
{
	char plural[32];

	if (word.n + 1 > sizeof(plural))
		return false;
	memcpy(plural, word.p, word.n);
	plural[word.n] = 's';
	return tagger_word(
		   &s->tagger, text_hash((struct str){ plural, word.n + 1 })) &
	       WORD_FIRM;
}

/* What "eleni's" is, of which "eleni" is a name and no word. */
static uint8_t
whose(const struct speech *s, struct str word)
{
	uint8_t of;

	if (word.n < 5 || memcmp(word.p + word.n - 2, "'s", 2) != 0)
		return 0;
	word.n -= 2;
	if (is_firm_with_s(s, word))
		return WORD_FIRM;
	of = is_by_itself(s, text_hash(word));
	return of & (WORD_KNOWN | WORD_COMMON) ? 0
					       : of & (WORD_FIRST | WORD_LAST);
}

/* "cayendo", "dejan": what a word is where no capital begins it. */
static uint8_t
is_in_small(const struct speech *s, uint8_t is, uint16_t lists, struct str word)
{
	return word_set_has(&s->sets[lists], WORDS_small_word) ||
		       (!is &&
			   word_lists_end(s->lists, WORDS_verb_end, word, 3))
		   ? WORD_KNOWN
		   : 0;
}

/* What a text has by a word of it. */
enum {
	HAS_DIGIT = 1,
	HAS_AT = 2,
	HAS_HYPHEN = 4,
	HAS_COMMA = 8,
	HAS_BETWEEN = 16, /* what stands between columns of a table */
	HAS_COMPOUND = 32,
	HAS_NAME = 64, /* what people_mark() asks for first, outside of a short
			  text */
	HAS_PLACE = 128,
	HAS_GROUP = 256,
	HAS_CODE = 512,
};

/* But for names and places. */
static unsigned
has_by_itself(const struct seen *x)
{
	bool comma = x->mark == ',';
	bool between = comma || x->mark == ';' || x->mark == '|';
	bool at = x->mark == '@' || x->uses & USE_AT;

	return (x->has_digit ? HAS_DIGIT : 0) | (at ? HAS_AT : 0) |
	       (x->mark == '-' ? HAS_HYPHEN : 0) | (comma ? HAS_COMMA : 0) |
	       (between ? HAS_BETWEEN : 0) | (x->compound ? HAS_COMPOUND : 0);
}

static uint16_t
has_as(const struct seen *x, struct str word, uint8_t is, bool capital)
{
	bool known = is & WORD_KNOWN, name = is & (WORD_FIRST | WORD_LAST);
	unsigned has = has_by_itself(x);

	if (x->letters && word.n > 2 && (!known || (name && capital)) &&
	    (capital || name))
		has |= HAS_NAME;
	if (is & WORD_PLACE && !known)
		has |= HAS_PLACE;
	if (x->digits)
		has |= word.n >= CARD_GROUP ? HAS_GROUP : 0;
	else if (!is && word.n >= ENCODED_TOKEN)
		has |= HAS_CODE;
	return (uint16_t)has;
}

static void
learn(const struct speech *s, const struct token *k, struct met *m)
{
	struct str word = text_token(s->words, k);
	uint8_t is = 0, small = 0;

	*m = (struct met){ .hash = k->hash,
		.term = terms_word(s->phrases, k->hash),
		.seen = see(s, k, word),
		.class = k->class,
		.known = true };
	if (k->class == TEXT_WORD) {
		is = is_by_itself(s, k->hash);
		small = is_in_small(s, is, m->seen.lists, word);
		is = is ? is : whose(s, word);
	}
	m->is[false] = is | small;
	m->is[true] = is;
	for (int capital = 0; capital < 2; capital++)
		m->has[capital] =
		    has_as(&m->seen, word, m->is[capital], capital);
}

static const struct met *
meet(struct speech *s, const struct token *k)
{
	struct met *m = &s->met[k->hash & s->met_mask];

	if (m->hash == k->hash && m->class == k->class && m->known)
		return m;
	/* Who moves by the wider mask is learnt again, once. */
	if (++s->n_met == MET_FIRST / 2) {
		s->met_mask = MET - 1;
		m = &s->met[k->hash & s->met_mask];
	}
	learn(s, k, m);
	return m;
}

/* "<NAME_1>", at "NAME_1"; "<911>" is none. */
static bool
is_held(const struct text *words, size_t i)
{
	const struct token *k = &words->tokens[i];

	return i > 0 && words->folded.p[k[-1].at] == '<' &&
	       k->class == TEXT_WORD && !is_digit(words->folded.p[k->at]) &&
	       i + 1 < words->n_tokens && words->folded.p[k[1].at] == '>';
}

/* A letter beside a letter or a number; marks between them do not
 * count, and digits are typed. */
static bool
joins_spelling(const struct seen *x, const struct token *k, uint32_t *sign)
{
	uint32_t before = *sign;

	if (x->mark)
		return false;
	*sign = x->letters && k->n == 1 ? USE_RADIO
					: x->uses & (USE_RADIO | USE_NUMERAL);
	return *sign && before && ((*sign | before) & USE_RADIO);
}

static void
expect(struct speech *s, size_t n)
{
	terms_expect(&s->known, n);
	if (n > s->seen_room) {
		s->seen_room = n * 2;
		s->seen = realloc(s->seen, s->seen_room * sizeof(*s->seen));
		s->marked = realloc(s->marked, s->seen_room);
		if (!s->seen || !s->marked)
			die_of_memory();
	}
	apart_fence(s->seen, n, s->seen_room, sizeof(*s->seen));
	apart_fence(s->marked, n, s->seen_room, 1);
}

/* Lines or columns end at `sign`, behind tokens.  Of plain ASCII a byte is a
 * character; of other texts they are counted on the way. */
static void
see_ends(struct speech *s, char sign)
{
	const struct token *tokens = s->words->tokens;
	const char *end = s->text.p + s->text.n, *from = s->text.p, *p;
	bool ascii = s->words->n_codepoints == s->text.n;
	size_t n = s->words->n_tokens, i = 0, codepoint = 0;

	for (; n > 0 && (p = memchr(from, sign, (size_t)(end - from)));
	     from = p + 1, codepoint++) {
		if (ascii)
			codepoint = (size_t)(p - s->text.p);
		for (; !ascii && from < p; from++)
			codepoint += ((unsigned char)*from & 0xc0) != 0x80;
		while (i + 1 < n && tokens[i + 1].start <= codepoint)
			i++;
		if (tokens[i].end <= codepoint)
			s->seen[i].ends_cell = true;
	}
}

void
speech_see(struct speech *s)
{
	const struct token *tokens = s->words->tokens;
	size_t n = s->words->n_tokens;
	uint8_t *is = tagging_begin(&s->tagging, n);
	size_t written[] = { 0, 0, 0 }; /* small, with a capital, in capitals */
	uint32_t sign = 0;		/* that stands right before */
	uint32_t uses = 0, has = 0;
	struct word_set lists = { { 0 } };
	const struct terms_word **known;
	bool spelling = false, cells = false, held = false;

	expect(s, n);
	known = s->known.words;
	for (size_t i = 0; i < n; i++) {
		const struct token *k = &tokens[i];
		const struct met *m = meet(s, k);
		uint8_t is_word = m->is[k->upper > 0];
		uint32_t has_word = m->has[k->upper > 0];
		struct seen *seen = &s->seen[i];

		if (i + AHEAD < n)
			__builtin_prefetch(
			    &s->met[k[AHEAD].hash & s->met_mask]);
		*seen = m->seen;
		if (is_held(s->words, i)) {
			*seen =
			    (struct seen){ .lists = seen->lists, .held = true };
			has_word &= HAS_PLACE;
			is_word = 0;
			held = true;
		}
		known[i] = m->term;
		is[i] = is_word;
		has |= has_word;
		uses |= seen->uses;
		if (seen->lists)
			word_set_add(&lists, &s->sets[seen->lists]);
		spelling |= joins_spelling(seen, k, &sign);
		cells |= has_word & HAS_BETWEEN && speech_is_joined(s, i) &&
			 speech_is_joined(s, i + 1);
		written[k->upper] += seen->letters;
	}
	s->all_uses = uses | (has & HAS_COMPOUND ? USE_NUMERAL : 0);
	s->all_lists = lists;
	s->has_digits = has & HAS_DIGIT;
	s->has_at = has & HAS_AT;
	s->has_hyphen = has & HAS_HYPHEN;
	s->has_comma = has & HAS_COMMA;
	s->has_held = held;
	s->has_cells = cells;
	s->has_group = has & HAS_GROUP;
	s->has_code = has & HAS_CODE;
	s->has_spelling = spelling;
	s->may_name = has & HAS_NAME;
	s->may_place = has & HAS_PLACE;
	s->small = written[1] + written[2] == 0;
	s->capitals =
	    written[2] > 2 && written[2] > 2 * (written[0] + written[1]);
	see_ends(s, '\n');
	see_ends(s, '\t');
}
