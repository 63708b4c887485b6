#include "score/botline.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/die.h"
#include "base/hashed.h"
#include "score/heads.h"
#include "score/word_lists.h"

#define FALLBACK_AT 0.5			/* strength of the wording */
#define MIX	    0x9e3779b97f4a7c15u /* odd, its bits well spread */

/*
 * What is remembered lies close together, for the run is over in the time that
 * memory takes; when there is too much of it, all is forgotten.
 */
enum {
	FEW_SLOTS = 256,     /* at first; half of them used at most */
	SLOTS = 8192,	     /* at last */
	LONGEST = 2048,	     /* bytes of a text that is remembered */
	MEMORY = 1 << 20,    /* bytes, and one line more */
	LINE = 64,	     /* bytes of a line of the cache */
	FIRST = 5 * LINE,    /* of what is known of a text: nearly all of it */
	DOING = 256,	     /* places of the words below */
	MORE_AT = 1,	     /* weight of a question whether there is more */
	ROUTINE_WORDS = 14,  /* a longer line says more than its routine */
	FALLBACK_WORDS = 24, /* as above, than that it did not understand */
	LABEL_GAP = 9,	     /* tokens from a label to the offer behind it */
	ABLE_GAP = 3,	     /* from "can" to "connect you" */
};

struct known {
	struct bot_line line;
	struct tongue named;
	uint32_t n;
	char bytes[];
};

/* Open addressing. */
struct place {
	uint64_t hash;
	struct known *known; /* NULL: empty */
};

struct bot_lines {
	struct hashed words[DOING]; /* what they do in a question */
	struct place *places;
	size_t n_places; /* a power of two */
	size_t n;
	struct arena memory;
	struct bot_line other; /* the last one that is not remembered */
};

static void
set_places(struct bot_lines *b, size_t n)
{
	b->n_places = n;
	b->places = calloc(n, sizeof(*b->places));
	if (!b->places)
		die_of_memory();
}

/* What a word does in a question; several at once. */
enum {
	ASKS = 1,  /* what, when, how */
	BIDS = 2,  /* enter, say, provide */
	SELF = 4,  /* I, we */
	OTHER = 8, /* the question is another one: is that right? */
};

static const struct {
	enum score_words list;
	uint8_t does;
} question_words[] = {
	{ SCORE_WORDS_asks, ASKS },
	{ SCORE_WORDS_bids, BIDS },
	{ SCORE_WORDS_i_will, SELF },
	{ SCORE_WORDS_asks_else, OTHER },
};

static void
learn_list(struct hashed *words, struct wordlist list, uint8_t does)
{
	for (size_t i = 0; i < list.n; i++) {
		uint64_t hash = text_hash(wordlist_at(list, i));
		struct hashed *w = &words[hashed_at(words, DOING, hash)];

		w->hash = hash;
		w->number |= does;
	}
}

static void
learn_words(struct hashed *words)
{
	size_t n = 0;

	for (size_t i = 0; i < sizeof(question_words) / sizeof(*question_words);
	     i++) {
		struct wordlist list = score_words(question_words[i].list);

		n += list.n;
		if (n > DOING / 2)
			die("words.csv: too many words of questions");
		learn_list(words, list, question_words[i].does);
	}
}

/* Only its hash is compared, as of stop words. */
static inline unsigned
does(const struct bot_lines *b, uint64_t hash)
{
	return hashed_number(b->words, DOING, hash);
}

struct bot_lines *
bot_lines_new(void)
{
	struct bot_lines *b = calloc(1, sizeof(*b));

	if (!b)
		die_of_memory();
	set_places(b, FEW_SLOTS);
	arena_init(&b->memory, 2 * MEMORY);
	learn_words(b->words);
	return b;
}

void
bot_lines_free(struct bot_lines *b)
{
	arena_free(&b->memory);
	free(b->places);
	free(b);
}

/*
 * Does a sentence ask what something is?  By a question word, or by bidding to
 * say it, for a transcript of speech has no question marks.  "Is that right?"
 * and "shall I book it?" are other questions, "I will give" is none.
 */
static bool
asks_for(
    const struct bot_lines *b, const struct text *x, size_t first, size_t end)
{
	bool asks = false, self = false;
	bool marked =
	    end < x->n_tokens && x->folded.p[x->tokens[end].at] == '?';

	for (size_t i = first; i < end; i++) {
		unsigned what = does(b, x->tokens[i].hash);

		if (what & OTHER)
			return false;
		self |= (what & SELF) != 0;
		asks |= ((what & BIDS) && !self) ||
			((what & ASKS) && (marked || i == first));
	}
	return asks;
}

static bool
ends_sentence(const struct text *x, size_t i)
{
	const struct token *k = &x->tokens[i];
	char c = x->folded.p[k->at];

	return k->class == TEXT_PUNCT && (c == '.' || c == '!' || c == '?');
}

/* The question word and the content words of a sentence; none where it has no
 * content: "how can I help you?" */
static struct asks
take_asks(const struct bot_lines *b, const struct reading *r, size_t first,
    size_t end)
{
	const struct text *x = &r->text;
	struct asks a = { 0 };
	bool content = false;

	for (size_t i = first; i < end && a.n < ASK_WORDS; i++) {
		const struct token *k = &x->tokens[i];
		bool stop = lists_stop(&r->known, i) != STOP_NO;

		if (k->class != TEXT_WORD || str_has_digit(text_token(x, k)) ||
		    (stop && !(does(b, k->hash) & ASKS)))
			continue;
		content |= !stop;
		a.words[a.n++] = (uint32_t)k->hash;
	}
	return content ? a : (struct asks){ 0 };
}

/* Of the last sentence that asks for something. */
static struct asks
find_asks(const struct bot_lines *b, const struct reading *r)
{
	const struct text *x = &r->text;
	struct asks a = { 0 };

	for (size_t end = x->n_tokens, first; end && a.n == 0; end = first) {
		while (end && ends_sentence(x, end - 1))
			end--;
		first = end;
		while (first && !ends_sentence(x, first - 1))
			first--;
		if (asks_for(b, x, first, end))
			a = take_asks(b, r, first, end);
	}
	return a;
}

/* "Press" 2, "reply" yes. */
static bool
tells(const struct text *x, size_t i)
{
	return wordlist_has(
	    score_words(SCORE_WORDS_answers_by), text_token(x, &x->tokens[i]));
}

/* The bot tells to say yes: "Reply YES to go on". */
static bool
asks_yes(const struct text *x)
{
	for (size_t i = 1; i < x->n_tokens; i++)
		if (wordlist_has(score_words(SCORE_WORDS_yes),
			text_token(x, &x->tokens[i])) &&
		    tells(x, i - 1))
			return true;
	return false;
}

/* Whether a word or a mark stands between what to answer and what for. */
static bool
means(struct str word)
{
	return (word.n == 1 && strchr("=).:-", *word.p)) ||
	       wordlist_has(score_words(SCORE_WORDS_label_means), word);
}

/* Whether the token says what to answer for what comes behind it: "2)", "press
 * 2", "2 to talk". */
static bool
is_label(const struct text *x, size_t i)
{
	struct str word = text_token(x, &x->tokens[i]);
	bool digit = is_digit(word.p[0]);

	if (word.n > 2 || (word.n == 2 && (!digit || !is_digit(word.p[1]))) ||
	    (!digit && (word.p[0] < 'a' || word.p[0] > 'h')))
		return false;
	return (i + 1 < x->n_tokens &&
		   means(text_token(x, &x->tokens[i + 1]))) ||
	       (i && tells(x, i - 1));
}

/* The label of what stands at the token, or x->n_tokens. */
static size_t
find_label(const struct text *x, size_t at)
{
	for (size_t i = at; i-- > 0 && at - i <= LABEL_GAP;) {
		if (is_label(x, i))
			return i;
		if (x->tokens[i].class == TEXT_PUNCT &&
		    (i == 0 || !is_label(x, i - 1)))
			break;
	}
	return x->n_tokens;
}

/* What is to be answered for the person that a line offers; 0: it gives no
 * choice. */
static uint64_t
find_option(const struct reading *r)
{
	const struct text *x = &r->text;

	for (size_t i = 0; i < r->n_hits; i++) {
		size_t label;

		if (r->hits[i].list != LIST_bot_offer)
			continue;
		label = find_label(x, r->hits[i].first);
		if (label < x->n_tokens)
			return x->tokens[label].hash;
	}
	return 0;
}

static bool
is_in(enum score_words list, const struct text *x, size_t i)
{
	return i < x->n_tokens &&
	       wordlist_has(score_words(list), text_token(x, &x->tokens[i]));
}

/* "I can", "kann ich"; not "so that I can". */
static bool
is_able(const struct text *x, size_t i)
{
	if (is_in(SCORE_WORDS_able_self, x, i))
		return true;
	if (!is_in(SCORE_WORDS_able, x, i))
		return false;
	if (i && is_in(SCORE_WORDS_i_will, x, i - 1))
		return i < 2 || !is_in(SCORE_WORDS_not_able, x, i - 2);
	return is_in(SCORE_WORDS_i_will, x, i + 1);
}

/* Whether the bot can do what stands at the token. */
static bool
can_do(const struct text *x, size_t at)
{
	for (size_t i = at; i-- > 0 && at - i <= ABLE_GAP;) {
		if (x->tokens[i].class == TEXT_PUNCT ||
		    is_in(SCORE_WORDS_not_able, x, i))
			return false;
		if (is_able(x, i))
			return true;
	}
	return false;
}

static bool
find_offer(const struct reading *r)
{
	for (size_t i = 0; i < r->n_hits; i++)
		if (r->hits[i].list == LIST_bot_offer &&
		    can_do(&r->text, r->hits[i].first))
			return true;
	return false;
}

/* What the lists know of a line, in the language that it was read in. */
static void
take_wording(struct bot_line *line, const struct reading *r)
{
	line->fallback |= r->strength[LIST_bot_fallback] >= FALLBACK_AT;
	line->names = r->strength[LIST_bot_offer] > 0;
	line->routine =
	    r->strength[LIST_bot_routine] > 0 && line->words <= ROUTINE_WORDS;
	line->more = line->routine && r->strength[LIST_bot_routine] >= MORE_AT;
	if (line->names) {
		line->question |= asks_yes(&r->text);
		line->option = find_option(r);
		line->offers = find_offer(r);
	}
}

/* Bots fall back to the language of their makers, too, in few words. */
static bool
may_be_foreign(const struct bot_line *line, const struct spoken *named)
{
	return named->named && !spoken_english(named) && !line->fallback &&
	       !line->names && !line->routine && line->words <= FALLBACK_WORDS;
}

static void
read_line(struct bot_lines *b, struct reading *r, struct str text,
    const struct spoken *named, struct bot_line *line)
{
	reading_take(r, SET_BOT, text, named);
	*line = (struct bot_line){ 0 };
	line->tongue = r->spoken.tongue;
	line->hash = reading_hash(r, &line->words);
	line->size = (uint32_t)r->text.n_codepoints;
	line->fallback = heads_fallback(r->heads, r,
			     r->strength[LIST_bot_fallback]) >= FALLBACK_AT;
	line->breakdown = heads_breakdown(r->heads);
	line->n_content = reading_line(r, line->content);
	line->question = r->tally.questions > 0;
	line->asks = find_asks(b, r);
	take_wording(line, r);
	if (may_be_foreign(line, named)) {
		const struct spoken english = spoken_as(STR("en"));

		reading_again(r, SET_BOT, &english);
		take_wording(line, r);
	}
}

static bool
is_same(const struct known *k, struct str text, const struct tongue *named)
{
	return tongue_is(&k->named, named) &&
	       str_eq((struct str){ k->bytes, k->n }, text);
}

static inline struct place *
find(const struct bot_lines *b, const struct bot_text *said,
    const struct tongue *named)
{
	size_t mask = b->n_places - 1;

	for (size_t i = said->hash & mask;; i = (i + 1) & mask) {
		struct place *p = &b->places[i];

		if (!p->known || (p->hash == said->hash &&
				     is_same(p->known, said->text, named)))
			return p;
	}
}

static void
forget(struct bot_lines *b)
{
	memset(b->places, 0, b->n_places * sizeof(*b->places));
	b->n = 0;
	arena_reset(&b->memory);
}

/* Twice as many places. */
static void
grow(struct bot_lines *b)
{
	struct place *old = b->places;
	size_t n = b->n_places, mask = 2 * n - 1;

	set_places(b, 2 * n);
	for (size_t i = 0; i < n; i++) {
		size_t k = old[i].hash & mask;

		if (!old[i].known)
			continue;
		while (b->places[k].known)
			k = (k + 1) & mask;
		b->places[k] = old[i];
	}
	free(old);
}

static struct known *
remember(struct bot_lines *b, struct str text, struct tongue named)
{
	struct known *k = arena_alloc(&b->memory, sizeof(*k) + text.n);

	b->n++;
	k->named = named;
	k->n = (uint32_t)text.n;
	memcpy(k->bytes, text.p, text.n);
	return k;
}

static bool
is_remembered(struct str text)
{
	return text.n && text.n <= LONGEST;
}

/* Bots say the same in logs that name other languages, or none, where it may
 * mean something else: so that the first one looked at is the right one. */
static uint64_t
hash_line(struct str text, const struct tongue *named)
{
	return text_hash(text) + named->code * MIX;
}

/* The first line of that hash; NULL: none. */
static const struct known *
find_hash(const struct bot_lines *b, uint64_t hash)
{
	size_t mask = b->n_places - 1, i = hash & mask;

	while (b->places[i].known && b->places[i].hash != hash)
		i = (i + 1) & mask;
	return b->places[i].known;
}

/* What is remembered lies in a part of memory that is too large for the nearest
 * caches. */
void
bot_await(const struct bot_lines *b, struct str text,
    const struct spoken *named, struct bot_text *out)
{
	const struct known *k;

	out->text = text;
	if (!is_remembered(text))
		return;
	out->hash = hash_line(text, &named->tongue);
	k = find_hash(b, out->hash);
	for (size_t i = 0; k && i < FIRST; i += LINE)
		__builtin_prefetch((const char *)k + i);
}

/* Not inlined: nearly all lines are known, and make no room for it. */
static __attribute__((noinline)) struct known *
learn(struct bot_lines *b, struct reading *scratch, const struct bot_text *said,
    const struct spoken *named)
{
	struct place *p;

	if (b->memory.used > MEMORY || b->n == SLOTS / 2)
		forget(b);
	else if (b->n == b->n_places / 2)
		grow(b);
	p = find(b, said, &named->tongue);
	p->hash = said->hash;
	p->known = remember(b, said->text, named->tongue);
	read_line(b, scratch, said->text, named, &p->known->line);
	return p->known;
}

const struct bot_line *
bot_line(struct bot_lines *b, struct reading *scratch,
    const struct bot_text *said, const struct spoken *named)
{
	const struct known *k;

	if (!is_remembered(said->text)) {
		read_line(b, scratch, said->text, named, &b->other);
		return &b->other;
	}
	k = find(b, said, &named->tongue)->known;
	if (!k)
		k = learn(b, scratch, said, named);
	return &k->line;
}
