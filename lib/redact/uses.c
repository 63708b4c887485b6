#include "redact/uses.h"

#include "base/die.h"
#include "base/hashed.h"
#include "redact/dates.h"
#include "redact/numbers.h"

enum { SLOTS = 16384 };

enum { GLANCES = 1 << 14, BEGINNINGS = 1 << 15 };

/* No pointer is in it: its bytes are an image. */
struct uses {
	struct hashed words[SLOTS]; /* their uses */
	size_t n_words;
	unsigned char glances[GLANCES];	 /* see glance_bits() */
	uint64_t begin[BEGINNINGS / 64]; /* a bit for each that numbers have */
};

static size_t
glance_at(struct str letters)
{
	size_t at = letters.n;

	for (size_t i = 0; i < 3 && i < letters.n; i++)
		at = at * 37 + ((size_t)letters.p[i] & 31);
	return at % GLANCES;
}

static unsigned char
glance_bits(uint32_t uses)
{
	return (unsigned char)((uses & USE_NUMERAL ? 1 : 0) |
			       (uses & USE_AT ? 2 : 0) |
			       (uses & USE_DOT ? 4 : 0) |
			       (uses & USE_RADIO ? 8 : 0));
}

static const struct {
	enum use use;
	enum word_list list;
} lists[] = {
	{ USE_NEVER, WORDS_never },
	{ USE_PARTICLE, WORDS_particle },
	{ USE_YES, WORDS_yes },
	{ USE_PREPOSITION, WORDS_place_before_answer },
	{ USE_STATE, WORDS_state },
	{ USE_STREET, WORDS_street },
	{ USE_SURE_STREET, WORDS_sure_street },
	{ USE_RUE, WORDS_rue },
	{ USE_OF, WORDS_street_of },
	{ USE_UNIT, WORDS_unit },
	{ USE_DIRECTION, WORDS_direction },
	{ USE_IS, WORDS_says },
	{ USE_LOGIN, WORDS_of_login },
	{ USE_UH, WORDS_uh },
	{ USE_DOT, WORDS_dot },
	{ USE_JOINT, WORDS_mail_joint },
	{ USE_AT, WORDS_at },
	{ USE_DOMAIN, WORDS_domain },
	{ USE_MONTH, WORDS_short_month },
	{ USE_THE, WORDS_the },
	{ USE_RADIO, WORDS_radio },
	{ USE_LIKE, WORDS_like },
	{ USE_SPELL, WORDS_spell },
	{ USE_THEN, WORDS_then_number },
	{ USE_TALK, WORDS_talk },
	/* Names in Latin letters, as people of India, China, Japan, Korea, Viet
	 * Nam, the Arab countries, Iran, Turkey, Africa, Russia, Greece and
	 * Indonesia write them in English, and what people of Europe and Brazil
	 * call each other for short, that the model's lists do not have; none
	 * is a word of a language that is looked through, but for those of
	 * word_name, which are believed only where a name is told. */
	{ USE_GIVEN, WORDS_given_name },
	{ USE_GIVEN, WORDS_word_name },
	{ USE_FAMILY, WORDS_family_name },
};

static void
add(struct uses *r, struct str word, uint32_t use)
{
	uint64_t hash = text_hash(word);
	struct hashed *w = &r->words[hashed_at(r->words, SLOTS, hash)];

	if (!w->number && ++r->n_words > SLOTS / 2)
		die("internal error: too many words have a use");
	w->hash = hash;
	w->number |= use;
	r->glances[glance_at(word)] |= glance_bits(use);
}

static void
add_all(struct uses *r, struct wordlist words, uint32_t use)
{
	for (size_t i = 0; i < words.n; i++)
		add(r, wordlist_at(words, i), use);
}

static void
add_number(void *self, struct str word, enum number_class class)
{
	static const uint32_t use_of[] = {
		[NUMBER_UNIT] = USE_ONES,
		[NUMBER_TEEN] = USE_ONES,
		[NUMBER_TENS] = USE_ONES,
		[NUMBER_HUNDRED] = USE_HUNDREDS,
		[NUMBER_MANY] = USE_HUNDREDS,
		[NUMBER_AGAIN] = USE_AGAIN,
	};

	add(self, word, use_of[class]);
}

static void
add_month(void *self, struct str month)
{
	add(self, month, USE_MONTH);
}

static void
add_of_date(void *self, struct str word)
{
	add(self, word, USE_OF_DATE);
}

/* The first three letters, as a number. */
static size_t
beginning(const char *letters)
{
	return ((size_t)letters[0] & 31) << 10 |
	       ((size_t)letters[1] & 31) << 5 | ((size_t)letters[2] & 31);
}

/* Behind a word of two letters stands any. */
static void
add_beginning(void *self, struct str word)
{
	struct uses *r = self;

	for (int any = 'a'; any <= 'z'; any++) {
		char letters[] = { word.p[0], word.p[1],
			word.n > 2 ? word.p[2] : (char)any };
		size_t at = beginning(letters);

		r->begin[at / 64] |= UINT64_C(1) << at % 64;
	}
}

bool
uses_may_begin_number(const struct uses *r, struct str word)
{
	size_t at = word.n < 3 ? 0 : beginning(word.p);

	return r->begin[at / 64] >> at % 64 & 1;
}

const struct uses *
uses_read(const struct word_lists *words, struct arena *run)
{
	struct uses *r = arena_zalloc(run, sizeof(*r));

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		add_all(r, word_lists_all(words, lists[i].list), lists[i].use);
	numbers_each(add_number, r);
	numbers_each_beginning(add_beginning, r);
	numbers_each_of_date(add_of_date, r);
	date_months_each(add_month, r);
	return r;
}

struct str
uses_image(const struct uses *r)
{
	return (struct str){ (const char *)r, sizeof(*r) };
}

const struct uses *
uses_thaw(struct str image)
{
	if (image.n != sizeof(struct uses))
		die("the uses of words are those of another build");
	return (const void *)image.p;
}

uint32_t
uses_of(const struct uses *r, uint64_t hash)
{
	return hashed_number(r->words, SLOTS, hash);
}

uint32_t
uses_glance(const struct uses *r, struct str letters)
{
	unsigned char bits = r->glances[glance_at(letters)];

	return (bits & 1 ? USE_NUMERAL : 0) | (bits & 2 ? USE_AT : 0) |
	       (bits & 4 ? USE_DOT : 0) | (bits & 8 ? USE_RADIO : 0);
}
