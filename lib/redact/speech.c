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

enum { RUN_CEILING = 16 << 20, MOST_HITS = 4096, ANSWER_WORDS = 12 };

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
	s->met_mask = MET_FIRST - 1;
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
	speech_see(s);
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

static void
forget_giant(struct speech *s)
{
	enum { GIANT = 1 << 20 };

	if (s->found_room < GIANT)
		return;
	free(s->found);
	s->found = NULL;
	s->found_room = 0;
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
	forget_giant(s);
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
