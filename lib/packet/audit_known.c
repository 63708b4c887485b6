#include "base/ascii.h"
#include "identifier/identifier.h"
#include "packet/audit.h"

enum { PROBLEM_WORDS = 2 /* that tell one */ };

enum audit_field_name
audit_field_of(const struct sketch *s, size_t turn)
{
	if (turn == s->first)
		return TOLD_REQUEST;
	return turn == s->current ? TOLD_CURRENT : TOLD_TRANSCRIPT;
}

static void
know(struct auditor *x, enum ask_topic t, struct fact f)
{
	f.known = true;
	x->facts[t] = f;
}

static void
know_said(struct auditor *x, enum ask_topic t, size_t turn, struct str value)
{
	know(x, t,
	    (struct fact){ .turn = turn,
		.field = audit_field_of(x->s, turn),
		.value = value });
}

/* What hoff-redact puts in the place of a value: <EMAIL_1>. */
static enum ask_topic
topic_of_placeholder(struct str word)
{
	static const struct {
		struct str kind;
		enum ask_topic topic;
	} kinds[] = { { { "EMAIL", 5 }, ASK_EMAIL },
		{ { "PHONE", 5 }, ASK_PHONE }, { { "ORDER", 5 }, ASK_ORDER },
		{ { "CARD", 4 }, ASK_CARD }, { { "IBAN", 4 }, ASK_ACCOUNT },
		{ { "ACCOUNT", 7 }, ASK_ACCOUNT },
		{ { "MEMBER", 6 }, ASK_CUSTOMER }, { { "DOB", 3 }, ASK_BIRTH },
		{ { "ADDRESS", 7 }, ASK_ADDRESS },
		{ { "POSTCODE", 8 }, ASK_POSTCODE } };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (word.n > kinds[i].kind.n + 1 &&
		    word.p[kinds[i].kind.n + 1] == '_' &&
		    !memcmp(word.p + 1, kinds[i].kind.p, kinds[i].kind.n))
			return kinds[i].topic;
	return N_ASK_TOPICS;
}

/* The next <KIND_...>, of capitals and digits. */
static struct str
next_placeholder(struct str text, size_t *at)
{
	for (; *at < text.n; ++*at) {
		size_t end = *at + 1;

		if (text.p[*at] != '<')
			continue;
		while (end < text.n &&
		       (is_upper(text.p[end]) || is_digit(text.p[end]) ||
			   text.p[end] == '_'))
			end++;
		if (end < text.n && text.p[end] == '>' && end > *at + 1) {
			struct str word = { text.p + *at, end + 1 - *at };

			*at = end + 1;
			return word;
		}
	}
	return STR("");
}

static bool
is_address(struct str word)
{
	return memchr(word.p, '@', word.n) != NULL;
}

/* The first identifier of a text that is no e-mail address. */
static struct str
number_in(struct str text)
{
	struct str word;

	for (size_t at = 0; (word = identifier_next(text, &at)).n;)
		if (!is_address(word))
			return word;
	return STR("");
}

/* Topics whose values have digits; the others may be any words. */
static bool
has_digits(enum ask_topic t)
{
	return t <= ASK_REFERENCE || t == ASK_PHONE || t == ASK_BIRTH;
}

/* How far a word is from what it may name; what stands before counts first. */
static size_t
distance(size_t number, size_t start, size_t stop)
{
	enum { BEHIND = 20 };

	return stop <= number ? number - stop : start - number + BEHIND;
}

/* A number is of the thing that stands nearest; a telephone's is longer. */
static enum ask_topic
topic_of_number(const struct ask_turn *t, size_t at, bool is_long)
{
	enum ask_topic best = N_ASK_TOPICS;
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < t->n; i++) {
		const struct ask_sentence *q = &t->all[i];

		for (enum ask_topic k = 0; k < N_ASK_TOPICS; k++) {
			size_t far;

			if (!(q->told >> k & 1) || !has_digits(k) ||
			    (k == ASK_PHONE && !is_long))
				continue;
			far = distance(
			    at, q->told_at[k].start, q->told_at[k].stop);
			if (far < least) {
				least = far;
				best = k;
			}
		}
	}
	return best;
}

/* Digits around here that only blanks and signs of a telephone part. */
static bool
is_long_number(struct str text, size_t at)
{
	enum { DIGITS = 7 };
	size_t digits = 0;

	for (; at < text.n && strchr("0123456789 +-()/.", text.p[at]); at++)
		digits += is_digit(text.p[at]);
	return digits >= DIGITS;
}

static void
know_numbers(struct auditor *x, size_t turn)
{
	struct str text = x->s->texts[turn], word;

	for (size_t at = 0; (word = identifier_next(text, &at)).n;) {
		size_t from = (size_t)(word.p - text.p);
		enum ask_topic t;

		if (is_address(word)) {
			know_said(x, ASK_EMAIL, turn, word);
			continue;
		}
		t = topic_of_number(&x->turns[turn],
		    text_codepoints((struct str){ text.p, from }),
		    is_long_number(text, from));
		if (t != N_ASK_TOPICS)
			know_said(x, t, turn, word);
	}
}

/* What the customer says unasked. */
static void
know_told(struct auditor *x, size_t turn)
{
	struct str text = x->s->texts[turn], word;

	know_numbers(x, turn);
	for (size_t at = 0; (word = next_placeholder(text, &at)).n;) {
		enum ask_topic t = topic_of_placeholder(word);

		if (t != N_ASK_TOPICS)
			know_said(x, t, turn, word);
	}
	for (enum ask_topic t = 0; t < N_ASK_TOPICS; t++)
		if (x->turns[turn].told >> t & 1 && !has_digits(t))
			know_said(x, t, turn, STR(""));
}

/* What the customer answers when the bot asks. */
static void
know_answered(struct auditor *x, size_t bot, size_t turn)
{
	const struct ask_turn *q = &x->turns[bot];
	struct str number = number_in(x->s->texts[turn]);

	if (x->turns[turn].says & 1U << SAYS_LACKS || !x->turns[turn].n)
		return;
	for (size_t i = 0; i < q->n; i++) {
		bool asks =
		    q->all[i].question || q->all[i].says & 1U << SAYS_ASK;

		for (enum ask_topic t = 0; asks && t < ASK_PROBLEM; t++)
			if (q->all[i].topics >> t & 1 &&
			    (number.n || !has_digits(t)))
				know_said(x, t, turn,
				    number.n ? number : x->s->texts[turn]);
	}
}

static void
know_slots(struct auditor *x)
{
	const struct sketch *s = x->s;

	for (size_t i = 0; i < s->n_slots; i++) {
		uint64_t topics = ask_topics_of(x->r, s->slots[i].name);

		if (slot_is_hidden(&s->slots[i]))
			continue;
		for (enum ask_topic t = 0; t < ASK_PROBLEM; t++)
			if (topics >> t & 1)
				know(x, t,
				    (struct fact){ .turn = s->slots[i].turn,
					.field = TOLD_KNOWN,
					.value = s->slots[i].value,
					.slot = s->slots[i].name });
	}
}

static void
know_record(struct auditor *x)
{
	const struct sketch *s = x->s;
	struct str name = sketch_name(s);

	if (name.n)
		know(x, ASK_NAME,
		    (struct fact){ .turn = NO_TURN,
			.field = TOLD_CUSTOMER,
			.value = name });
	if (s->c->customer_id.n)
		know(x, ASK_CUSTOMER,
		    (struct fact){ .turn = NO_TURN,
			.field = TOLD_CUSTOMER,
			.value = s->c->customer_id });
	if (s->answers)
		know(x, ASK_TRIED,
		    (struct fact){ .turn = NO_TURN, .field = TOLD_TRIED });
	if (x->problem != NO_TURN)
		know_said(x, ASK_PROBLEM, x->problem, STR(""));
}

static void
note_identifiers(struct auditor *x, size_t turn)
{
	struct str text = x->s->texts[turn], word;

	for (size_t at = 0; (word = identifier_next(text, &at)).n;)
		if (x->n_ids < KNOWN_IDS)
			x->ids[x->n_ids++] = word;
}

void
audit_learn(struct auditor *x)
{
	const struct sketch *s = x->s;
	size_t bot = NO_TURN; /* that waits for an answer */

	x->problem = NO_TURN;
	x->turns = arena_zalloc(s->scratch, (s->turn + 1) * sizeof(*x->turns));
	know_record(x);
	for (size_t i = 0; i <= s->turn; i++) {
		if (s->c->turns[i].private)
			continue;
		ask_read(x->r, s->texts[i], s->c->language, s->scratch,
		    &x->turns[i]);
		if (s->c->turns[i].role == ROLE_BOT)
			bot = i;
		if (s->c->turns[i].role != ROLE_CUSTOMER)
			continue;
		if (x->problem == NO_TURN &&
		    x->turns[i].words.n >= PROBLEM_WORDS)
			x->problem = i;
		if (bot != NO_TURN)
			know_answered(x, bot, i);
		bot = NO_TURN;
		know_told(x, i);
		note_identifiers(x, i);
	}
	if (x->problem != NO_TURN)
		know_said(x, ASK_PROBLEM, x->problem, STR(""));
	know_slots(x);
	for (enum ask_topic t = 0; t < ASK_REFERENCE; t++)
		if (x->facts[t].known && !x->facts[ASK_REFERENCE].known)
			x->facts[ASK_REFERENCE] = x->facts[t];
}
