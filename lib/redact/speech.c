#include "redact/speech.h"

#include <stdlib.h>

#include "base/apart.h"
#include "base/die.h"
#include "base/embed.h"
#include "base/octets.h"
#include "base/pages.h"
#include "redact/card_told.h"
#include "redact/number_told.h"
#include "redact/numbers.h"
#include "redact/recogniser.h"

enum { RUN_CEILING = 16 << 20, MOST_HITS = 4096, ANSWER_WORDS = 12, AHEAD = 8 };

EMBED(embed_tagger_hoff_tagger);

struct speech *
speech_new(const bool *wanted, const struct wordbook *words)
{
	struct speech *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->wanted = wanted;
	arena_init(&s->run, RUN_CEILING);
	text_init(&s->question);
	s->met = pages_new(MET * sizeof(*s->met));
	s->hits = arena_array(&s->run, MOST_HITS, sizeof(*s->hits));
	s->lexicon = words->lexicon;
	s->lists = words->lists;
	s->sets = word_lists_sets(s->lists);
	s->uses = words->uses;
	s->phrases = words->phrases;
	tagger_open(&s->tagger, EMBEDDED(embed_tagger_hoff_tagger));
	return s;
}

void
speech_free(struct speech *s)
{
	if (!s)
		return;
	pages_free(s->met, MET * sizeof(*s->met));
	free(s->seen);
	free(s->marked);
	free(s->found);
	terms_forget(&s->known);
	terms_forget(&s->question_known);
	tagging_free(&s->tagging);
	text_free(&s->question);
	view_free(&s->view);
	arena_free(&s->run);
	free(s);
}

enum {
	QUESTIONS = 1 << SPEECH_name_asked | 1 << SPEECH_place_asked |
		    1 << SPEECH_username_asked | 1 << SPEECH_code_asked |
		    1 << SPEECH_code_before | 1 << SPEECH_code_not |
		    1 << SPEECH_address_asked | 1 << SPEECH_postcode_asked |
		    1 << SPEECH_password_asked | 1 << SPEECH_email_before
};

/* "and your password?", "Password:": hardly more is said. */
static bool
is_question(const struct text *words, const struct term_hit *h)
{
	enum { FEW = 3 };
	const struct token *next = &words->tokens[h->last + 1];
	char mark;

	if (h->first > FEW || h->last + 2 != words->n_tokens ||
	    next->class != TEXT_PUNCT)
		return false;
	mark = words->folded.p[next->at];
	return mark == '?' || mark == ':';
}

/* What a turn asks for, by the phrases that were found in it and their lists.
 */
static uint64_t
asks_of(const struct term_hit *hits, size_t n, const struct text *words,
    uint64_t lists)
{
	bool asks = false;

	if (lists >> SPEECH_password_before & 1)
		for (size_t i = 0; i < n; i++)
			asks |= hits[i].list == SPEECH_password_before &&
				is_question(words, &hits[i]);
	return (lists & QUESTIONS) | (uint64_t)asks << SPEECH_password_asked;
}

uint64_t
speech_asks(const struct speech *s)
{
	return asks_of(s->hits, s->n_hits, s->words, s->all_begins);
}

/* What the turn before asked for. */
static uint64_t
read_question(struct speech *s)
{
	struct term_hit hits[64];
	uint64_t lists = 0;
	size_t n;

	view_open(&s->view, s->before);
	n = terms_search(s->phrases, s->view.text, &s->question,
	    &s->question_known, STR(""),
	    QUESTIONS | 1 << SPEECH_password_before, hits,
	    sizeof(hits) / sizeof(*hits));
	for (size_t i = 0; i < n; i++)
		lists |= UINT64_C(1) << hits[i].list;
	return asks_of(hits, n, &s->question, lists);
}

struct str
speech_before(struct speech *s)
{
	s->before_was_read = true;
	return s->before;
}

bool
speech_stands_alone(const struct speech *s)
{
	return !s->before_was_read;
}

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
meet(const struct speech *s, const struct token *k)
{
	struct met *m = &s->met[k->hash % MET];

	if (m->hash != k->hash || m->class != k->class || !m->known)
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

/* See every token, and in which case they are written. */
static void
see_all(struct speech *s)
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
			__builtin_prefetch(&s->met[k[AHEAD].hash % MET]);
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
}

/* Where a line or a column ends behind a token. */
static void
see_cells(struct speech *s)
{
	const struct token *tokens = s->words->tokens;
	size_t n = s->words->n_tokens, i = 0, codepoint = 0;

	if (!memchr(s->text.p, '\n', s->text.n) &&
	    !memchr(s->text.p, '\t', s->text.n))
		return;
	for (size_t b = 0; b < s->text.n && i < n; b++) {
		char c = s->text.p[b];

		if (((unsigned char)c & 0xc0) == 0x80)
			continue;
		while (i + 1 < n && tokens[i + 1].start <= codepoint)
			i++;
		if ((c == '\n' || c == '\t') && tokens[i].end <= codepoint)
			s->seen[i].ends_cell = true;
		codepoint++;
	}
}

void
speech_read(struct speech *s, struct str text, const struct text *words,
    struct str before, const uint64_t *asks)
{
	bool answer;

	s->text = text;
	s->words = words;
	s->before = before;
	s->before_was_read = false;
	s->is_short = words->n_tokens <= ANSWER_WORDS;
	answer = before.n > 0 && s->is_short;
	s->tagged = false;
	s->german = GERMAN_UNKNOWN;
	s->things = THINGS_UNKNOWN;
	s->codepoint = s->byte = 0;
	see_all(s);
	see_cells(s);
	s->is = s->tagging.is;
	s->asked = !answer ? 0 : asks ? *asks : read_question(s);
	terms_sift(s->phrases, words, &s->known);
	s->n_hits = terms_find(s->phrases, words, &s->known,
	    TERMS_ALL_LANGUAGES, TERMS_ALL_LISTS, s->hits, MOST_HITS);
	s->all_begins = 0;
	for (size_t i = 0; i < s->n_hits; i++) {
		uint32_t list = UINT32_C(1) << s->hits[i].list;

		s->seen[s->hits[i].first].begins |= list;
		s->all_begins |= list;
	}
}

/* The tagger was taught in Latin letters; of others it can only guess. */
static void
untag_other_scripts(struct speech *s)
{
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		struct str word = text_token(s->words, &s->words->tokens[i]);

		if ((unsigned char)word.p[0] > 0xca) /* past U+02BF */
			s->tagging.tags[i] = TAG_OTHER;
	}
}

static bool
mark(struct speech *s)
{
	bool people, places;

	memset(s->marked, 0, s->words->n_tokens);
	people = s->wanted[KIND_NAME] && people_mark(s, s->marked);
	places = s->wanted[KIND_PLACE] && places_mark(s, s->marked);
	return people || places;
}

static enum asked
asked_for(const struct speech *s)
{
	return speech_asked(s, SPEECH_name_asked)    ? ASKED_NAME
	       : speech_asked(s, SPEECH_place_asked) ? ASKED_PLACE
						     : ASKED_NOTHING;
}

const uint8_t *
speech_tags(struct speech *s)
{
	if (!s->tagged) {
		s->tag_nothing = !mark(s);
		if (!s->tag_nothing) {
			tagging_tag(&s->tagging, &s->tagger, s->words,
			    asked_for(s), s->marked);
			untag_other_scripts(s);
		}
	}
	s->tagged = true;
	return s->tag_nothing ? NULL : s->tagging.tags;
}

int
speech_lean(struct speech *s, size_t i)
{
	return tagging_lean(&s->tagging, &s->tagger, s->words, asked_for(s), i);
}

bool
speech_is_idle(const struct speech *s, struct str text)
{
	const bool *w = s->wanted;

	return !w[KIND_PASSWORD] && !w[KIND_USERNAME] && !w[KIND_OTP] &&
	       !w[KIND_ADDRESS] && !w[KIND_PLACE] && !w[KIND_POSTCODE] &&
	       !w[KIND_NAME] && numerals_are_few(s, text) &&
	       !((w[KIND_CARD] || w[KIND_IBAN]) && card_told_may_be(text));
}

/* Remember what was found where, for nobody to look through all of it. */
static void
note(struct speech *s, enum kind kind, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		s->found[i] |= FOUND;
	if (kind != KIND_NAME)
		return;
	s->found[start] |= FOUND_NAME_START;
	s->found[end] |= FOUND_NAME_END;
}

static void
note_all(struct speech *s, const struct spans *out)
{
	if (s->text.n + 1 > s->found_room) {
		s->found_room = 2 * (s->text.n + 1);
		s->found = realloc(s->found, s->found_room);
		if (!s->found)
			die_of_memory();
	}
	apart_fence(s->found, s->text.n + 1, s->found_room, 1);
	memset(s->found, 0, s->text.n + 1);
	for (size_t i = 0; i < out->n; i++)
		note(s, out->at[i].kind, out->at[i].start, out->at[i].end);
}

void
speech_find(struct speech *s, struct spans *out)
{
	const bool *w = s->wanted;

	if (s->words->n_tokens == 0)
		return;
	note_all(s, out);
	if (w[KIND_PASSWORD] || w[KIND_USERNAME] || w[KIND_OTP] || w[KIND_KEY])
		secrets_find(s, out);
	if (w[KIND_CARD] && s->has_group)
		card_told_find(s, out);
	if ((w[KIND_PHONE] || w[KIND_IBAN]) && s->has_digits)
		number_told_find(s, out);
	if (w[KIND_SSN] && s->has_group)
		last_four_find(s, out);
	if (w[KIND_KEY] && s->has_code)
		encoded_find(s, out);
	if (s->all_uses & USE_NUMERAL || s->has_at)
		numerals_find(s, out);
	if (s->all_uses & (USE_MONTH | USE_OF_DATE | USE_ONES))
		spoken_dates_find(s, out);
	if (w[KIND_ADDRESS] || w[KIND_PLACE] || w[KIND_POSTCODE])
		streets_find(s, out);
	if (w[KIND_PLACE])
		places_find(s, out);
	if (w[KIND_NAME])
		people_find(s, out);
	if (s->has_spelling)
		spelled_find(s, out);
	if (s->has_digits)
		corrected_find(s, out);
}

size_t
speech_byte(struct speech *s, size_t n)
{
	if (s->words->n_codepoints == s->text.n)
		return n;
	if (n < s->codepoint)
		s->codepoint = s->byte = 0;
	for (; s->codepoint < n && s->byte < s->text.n; s->codepoint++)
		do
			s->byte++;
		while (s->byte < s->text.n &&
		       ((unsigned char)s->text.p[s->byte] & 0xc0) == 0x80);
	return s->byte;
}

void
speech_add(struct speech *s, struct spans *out, size_t first, size_t last,
    struct finding_of what)
{
	size_t start = speech_byte(s, speech_token(s, first)->start);
	size_t end = speech_byte(s, speech_token(s, last)->end);

	/* "Jane's": the name alone. */
	if (what.kind == KIND_NAME && end - start > 3 &&
	    s->text.p[end - 2] == '\'' && to_lower(s->text.p[end - 1]) == 's')
		end -= 2;
	if (end <= start)
		return;
	note(s, what.kind, start, end);
	spans_add(out, (struct span){ .start = start,
			   .end = end,
			   .kind = what.kind,
			   .rule = what.rule,
			   .score = what.score });
}

bool
speech_ends(const struct speech *s, size_t i)
{
	return i + 1 >= s->words->n_tokens ||
	       speech_is_mark(s, i + 1, ".!?;") || speech_ends_cell(s, i);
}
