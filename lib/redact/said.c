#include "redact/said.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "redact/heard.h"
#include "redact/names.h"
#include "redact/recogniser.h"
#include "redact/speech.h"

enum {
	MOST_ROLE = 24, /* bytes */
	AT_ONCE = 32,	/* turns that memory is asked for ahead */
};

/* What was found in a turn when its record was begun with. */
struct turn_found {
	uint32_t turn;
	uint32_t first; /* of its spans: it has those up to the next one's */
	uint64_t asks;	/* as speech_asks(); and what is asked for still */
};

struct said {
	bool heeds_before; /* of what was heard last */
	struct speech *speech;
	struct heard *heard;
	struct names names;
	struct text words;
	struct spans spans;
	const struct transcript *texts;
	struct turn_found *found; /* by turn: those that say something */
	size_t n_found, found_room;
	unsigned answers;      /* turns in a row that answer one question */
	size_t hand;	       /* one that was asked about */
	struct spans recalled; /* of all turns */
	struct buf small;      /* a name, to work with */
	/* by turn; NULL where no names are looked for */
	struct turn_heard {
		bool heeds_before; /* what the one before says counts */
		bool is_found;	   /* there is something in it */
	} * turns;
};

static void *
open_said(const bool *wanted, const struct wordbook *words)
{
	struct said *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->speech = speech_new(wanted, words);
	s->heard = heard_new();
	s->names.tagger = &s->speech->tagger;
	s->names.lists = words->lists;
	text_init(&s->words);
	return s;
}

static void
shut(void *self)
{
	struct said *s = self;

	speech_free(s->speech);
	heard_free(s->heard);
	names_free(&s->names);
	text_free(&s->words);
	spans_free(&s->spans);
	free(s->found);
	spans_free(&s->recalled);
	buf_free(&s->small);
	free(s);
}

/* What stands in a span, in small letters, until the next is asked for. */
static struct str
small(struct said *s, struct str text, const struct span *x)
{
	size_t n = x->end - x->start;
	char *p;

	buf_clear(&s->small);
	p = buf_reserve(&s->small, n);
	for (size_t i = 0; i < n; i++)
		p[i] = to_lower(text.p[x->start + i]);
	return (struct str){ p, n };
}

/* A text, what stands before it, and what that asks for: NULL, it is not
 * known. */
struct utterance {
	struct str text, before;
	const uint64_t *asked;
	const struct passage *passage; /* NULL: nobody else reads its words */
	uint64_t hash;
};

/* Find what an utterance says; returns what it asks for. */
static uint64_t
hear_out(struct said *s, const struct utterance *u, struct spans *out)
{
	static const uint64_t nothing = 0;
	const uint64_t *asked = u->before.n ? u->asked : &nothing;
	/* What others found in it already has its say in what else is there. */
	bool remembers = asked && out->n == 0;
	struct heard_found found;

	s->heeds_before = false;
	if (remembers &&
	    heard_knows(s->heard, u->text, u->hash, *asked, &found)) {
		for (size_t i = 0; i < found.n; i++)
			spans_add(out, found.spans[i]);
		return found.asks;
	}
	if (!u->passage)
		text_read(&s->words, u->text);
	speech_read(s->speech, u->text,
	    u->passage ? passage_words(u->passage) : &s->words, u->before,
	    u->asked);
	speech_find(s->speech, out);
	found = (struct heard_found){ out->at, out->n, speech_asks(s->speech) };
	s->heeds_before = !speech_stands_alone(s->speech);
	if (remembers && !s->heeds_before)
		heard_learn(s->heard, u->text, u->hash,
		    (struct heard_as){ s->speech->is_short, *asked }, found);
	return found.asks;
}

/* What was found in a turn; NULL: nothing.  One is asked about after the
 * other. */
static const struct turn_found *
found_in(struct said *s, size_t turn)
{
	size_t i = s->hand;

	while (i > 0 && s->found[i - 1].turn >= turn)
		i--;
	while (i < s->n_found && s->found[i].turn < turn)
		i++;
	s->hand = i;
	return i < s->n_found && s->found[i].turn == turn ? &s->found[i] : NULL;
}

/* The names of a turn are known in the whole record, but for single letters. */
static void
keep_found(struct said *s, size_t turn, uint64_t asks)
{
	struct str text = transcript_turn(s->texts, turn);

	if (s->n_found == s->found_room) {
		s->found_room = s->found_room ? s->found_room * 2 : 64;
		s->found = realloc(s->found, s->found_room * sizeof(*s->found));
		if (!s->found)
			die_of_memory();
	}
	s->found[s->n_found++] = (struct turn_found){ (uint32_t)turn,
		(uint32_t)s->recalled.n, asks };
	for (size_t i = 0; i < s->spans.n; i++) {
		const struct span *x = &s->spans.at[i];

		spans_add(&s->recalled, *x);
		if (x->kind == KIND_NAME && strcmp(x->rule, spelled_rule) != 0)
			names_add(&s->names, small(s, text, x));
	}
}

/* What a question still asks for behind one turn of the answer: of an address,
 * town and postcode come in messages of their own. */
static uint64_t
still_asked(struct said *s, size_t turn, uint64_t asked)
{
	static const uint64_t parts = UINT64_C(1) << SPEECH_address_asked;
	const struct conv *c = s->texts->conv;
	enum { MOST = 2 };

	if (!(asked & parts) || turn + 1 >= c->n_turns || s->answers == MOST ||
	    c->turns[turn].role != c->turns[turn + 1].role) {
		s->answers = 0;
		return 0;
	}
	s->answers++;
	return asked & parts;
}

/* Hear `n` turns from `turn` on, before which `asks` was asked for; returns
 * what the last one asks for. */
static uint64_t
hear(struct said *s, size_t turn, size_t n, uint64_t asks)
{
	struct str texts[AT_ONCE], before = transcript_before(s->texts, turn);
	uint64_t hashes[AT_ONCE];

	for (size_t i = 0; i < n; i++) {
		texts[i] = transcript_turn(s->texts, turn + i);
		hashes[i] = text_hash(texts[i]);
		heard_prefetch(s->heard, hashes[i]);
	}
	for (size_t i = 0; i < n; before = texts[i++]) {
		uint64_t asked = asks;

		s->spans.n = 0;
		asks = hear_out(s,
		    &(struct utterance){ .text = texts[i],
			.before = before,
			.asked = &asked,
			.hash = hashes[i] },
		    &s->spans);
		asks |= still_asked(s, turn + i, asked);
		s->turns[turn + i] =
		    (struct turn_heard){ .heeds_before = s->heeds_before,
			    .is_found = s->spans.n || asks };
		if (s->spans.n || asks)
			keep_found(s, turn + i, asks);
	}
	return asks;
}

static bool
begin(void *self, const struct record *record, struct fault *f)
{
	struct said *s = self;
	const struct conv *c = record->conv;
	uint64_t asks = 0;

	s->n_found = s->hand = 0;
	s->answers = 0;
	spans_clear(&s->recalled);
	s->turns = NULL;
	if (!s->speech->wanted[KIND_NAME])
		return true;
	names_begin(&s->names, record);
	s->texts = record->said;
	s->turns = arena_array(c->record, c->n_turns, sizeof(*s->turns));
	for (size_t i = 0; i < c->n_turns; i += AT_ONCE) {
		size_t left = c->n_turns - i;

		asks = hear(s, i, left < AT_ONCE ? left : AT_ONCE, asks);
	}
	if (names_ready(&s->names))
		return true;
	*f = (struct fault){ CANNOT_REDACT, 0,
		"more names than can be looked for" };
	return false;
}

static struct word_bits
recalls(const void *self)
{
	const struct said *s = self;

	return s->turns ? s->names.bits : (struct word_bits){ 0 };
}

static bool
find_whole(void *self, uint32_t value, struct span *span)
{
	const struct said *s = self;

	return s->turns && names_whole(&s->names, value, span);
}

/* A key of a program: letters and digits and no blank; "token":"refund" is the
 * word of a sentence. */
static bool
looks_like_key(struct str s)
{
	enum { SHORTEST = 8 };
	bool digit = false, letter = false;

	for (size_t i = 0; i < s.n; i++) {
		digit |= is_digit(s.p[i]);
		letter |= is_alpha(s.p[i]);
	}
	return digit && letter && s.n >= SHORTEST && !memchr(s.p, ' ', s.n);
}

/* "customer", "bot", which say who spoke. */
static bool
is_role(const struct said *s, struct str text)
{
	char small[MOST_ROLE];

	if (text.n > sizeof(small))
		return false;
	for (size_t i = 0; i < text.n; i++)
		small[i] = to_lower(text.p[i]);
	return word_lists_have(
	    s->names.lists, WORDS_role, (struct str){ small, text.n });
}

/* Its member says that it is one thing as a whole, and so it looks. */
static bool
is_of_kind(const struct said *s, enum kind kind, struct str text)
{
	switch (kind) {
	case KIND_GEO:
		return (is_digit(text.p[0]) || strchr("+-", text.p[0])) &&
		       memchr(text.p, '.', text.n);
	case KIND_KEY:
		return looks_like_key(text);
	case KIND_USERNAME:
		return !is_role(s, text);
	default:
		return true;
	}
}

static void
take_member(const struct said *s, const struct passage *p, struct spans *out)
{
	enum kind kind = p->heading->whole;

	if (kind == N_KINDS || p->text.n == 0 ||
	    kind_has_placeholder(p->text) || !is_of_kind(s, kind, p->text))
		return;
	spans_add(out, (struct span){ .end = p->text.n,
			   .kind = kind,
			   .rule = "member",
			   .score = 95 });
}

/* What was heard when the record was begun with. */
static void
recall_turn(struct said *s, const struct passage *p, struct spans *out)
{
	struct turn_heard heard = s->turns[p->turn];
	const struct turn_found *f;
	size_t end;

	p->reader->heeds_before |= heard.heeds_before;
	if (!heard.is_found)
		return;
	f = found_in(s, (size_t)p->turn);
	end = f + 1 < s->found + s->n_found ? f[1].first : s->recalled.n;
	for (size_t i = f->first; i < end; i++)
		spans_add(out, s->recalled.at[i]);
}

/* What is said for the first time, or is asked about with another text before
 * it; `known`: what the turn before asks for is. */
static void
listen_anew(
    struct said *s, const struct passage *p, bool known, struct spans *out)
{
	static const uint64_t nothing = 0;
	struct utterance u = { .text = p->text,
		.before = p->before,
		.passage = p,
		.hash = text_hash(p->text) };

	if (known && p->turn > 0) {
		const struct turn_found *f = found_in(s, (size_t)p->turn - 1);

		u.asked = f ? &f->asks : &nothing;
	}
	hear_out(s, &u, out);
	p->reader->heeds_before |= s->heeds_before;
}

static void
listen(struct said *s, const struct passage *p, struct spans *out)
{
	bool known = p->is_turn_text && s->turns;
	struct str heard = { 0 };

	if (!p->is_turn_text && !memchr(p->text.p, ' ', p->text.n)) {
		encoded_find_in(s->speech, p->text, out);
		return;
	}
	if (known && !p->reader->before_is_told) {
		heard = transcript_turn(s->texts, (size_t)p->turn);
		if (heard.p == p->text.p && heard.n == p->text.n) {
			recall_turn(s, p, out);
			return;
		}
	}
	if (speech_is_idle(s->speech, p->text))
		return;
	if (str_eq(heard, p->text))
		recall_turn(s, p, out);
	else
		listen_anew(s, p, known, out);
}

static bool
seek(void *self, const struct passage *p, struct spans *out)
{
	struct said *s = self;
	size_t from = out->n;

	if (p->text.n == 0)
		return true;
	if (p->of == PASSAGE_STRING) {
		listen(s, p, out);
		if (!p->is_turn_text && !p->annotation)
			take_member(s, p, out);
	}
	if (!s->turns)
		return true;
	if (p->of == PASSAGE_KEY && !p->annotation &&
	    names_is_full(&s->names, p->text))
		spans_add(out, (struct span){ .end = p->text.n,
				   .kind = KIND_NAME,
				   .rule = "name-metadata",
				   .score = 80 });
	for (size_t i = from; i < out->n; i++)
		if (out->at[i].kind == KIND_NAME)
			out->at[i].who = names_person(
			    &s->names, small(s, p->text, &out->at[i]));
	names_find(&s->names, p, out);
	return true;
}

const struct seeker said_seeker = {
	/* and all that is dictated: see numerals.c */
	.kinds = { KIND_NAME, KIND_PLACE, KIND_ADDRESS, KIND_POSTCODE,
	    KIND_USERNAME, KIND_PASSWORD, KIND_OTP, KIND_CARD, KIND_IBAN,
	    KIND_PHONE, KIND_ACCOUNT, KIND_SSN, KIND_CVV, KIND_PIN, KIND_EMAIL,
	    KIND_DOB, KIND_EXPIRY, KIND_DATE, KIND_KEY, KIND_PLATE, KIND_MEMBER,
	    KIND_ORDER, KIND_PASSPORT, KIND_LICENCE, KIND_VIN, KIND_NINO,
	    KIND_NIF, KIND_CODICEFISCALE, KIND_PAN, KIND_GEO, N_KINDS },
	.open = open_said,
	.shut = shut,
	.begin = begin,
	.recalls = recalls,
	.whole = find_whole,
	.seek = seek,
};
