#include "packet/matter.h"

#include "packet/matter_lists.h"

#include <stdlib.h>

#include "base/die.h"
#include "packet/gist.h"
#include "terms/terms.h"
#include "words/words.h"

#define NOUN_ENUM(symbol, name)	 NOUN_##symbol,
#define STATE_ENUM(symbol, name) STATE_##symbol,
enum noun { THINGS(NOUN_ENUM) N_NOUNS };
enum state { STATES(STATE_ENUM) N_STATES };

/* The lists of the table: phrases of the matters; things and states; and how
 * one checks who is there. */
enum {
	FIRST_NOUN = N_MATTERS,
	FIRST_STATE = FIRST_NOUN + N_NOUNS,
	CHECKS = FIRST_STATE + N_STATES,
	N_LISTS
};

_Static_assert(N_MATTERS < 64, "one bit for each matter, and one for none");

static const struct str lists[N_LISTS] = { MATTER_LISTS };

/* What a thing in a state is; one more, so that 0 is none. */
#define IS(matter) (MATTER_##matter + 1)
static const unsigned char pairs[N_NOUNS][N_STATES] = {
	[NOUN_CARD] = { [STATE_LOST] = IS(CARD_LOST),
	    [STATE_BLOCKED] = IS(CARD_BLOCKED),
	    [STATE_WRONG] = IS(CARD_BLOCKED),
	    [STATE_LATE] = IS(CARD_NEW),
	    [STATE_CHANGE] = IS(CARD_NEW),
	    [STATE_WANT] = IS(CARD_NEW),
	    [STATE_CHARGED] = IS(CHARGE) },
	[NOUN_ACCOUNT] = { [STATE_BLOCKED] = IS(ACCOUNT_BLOCKED),
	    [STATE_CANCEL] = IS(CLOSE_ACCOUNT),
	    [STATE_CHANGE] = IS(DETAILS),
	    [STATE_WANT] = IS(OPEN_ACCOUNT),
	    [STATE_CHARGED] = IS(CHARGE) },
	[NOUN_ORDER] = { [STATE_LOST] = IS(PARCEL_MISSING),
	    [STATE_LATE] = IS(DELIVERY_LATE),
	    [STATE_CANCEL] = IS(CANCEL_ORDER),
	    [STATE_WRONG] = IS(ITEM_WRONG),
	    [STATE_CHANGE] = IS(ORDER_CHANGE),
	    [STATE_CHARGED] = IS(CHARGE) },
	[NOUN_PAYMENT] = { [STATE_LOST] = IS(PAYMENT_FAILED),
	    [STATE_BLOCKED] = IS(PAYMENT_FAILED),
	    [STATE_LATE] = IS(PAYMENT_FAILED),
	    [STATE_CHARGED] = IS(CHARGE) },
	[NOUN_INVOICE] = { [STATE_LOST] = IS(DOCUMENT),
	    [STATE_LATE] = IS(DOCUMENT),
	    [STATE_WANT] = IS(DOCUMENT),
	    [STATE_WRONG] = IS(CHARGE),
	    [STATE_CHARGED] = IS(CHARGE) },
	[NOUN_CONTRACT] = { [STATE_CANCEL] = IS(CANCEL_CONTRACT) },
	[NOUN_LINE] = { [STATE_LOST] = IS(CONNECTION),
	    [STATE_BLOCKED] = IS(CONNECTION),
	    [STATE_WRONG] = IS(CONNECTION) },
	[NOUN_APP] = { [STATE_BLOCKED] = IS(FAULT), [STATE_WRONG] = IS(FAULT) },
	[NOUN_LOGIN] = { [STATE_LOST] = IS(LOGIN),
	    [STATE_BLOCKED] = IS(LOGIN),
	    [STATE_WRONG] = IS(LOGIN),
	    [STATE_CHANGE] = IS(LOGIN),
	    [STATE_WANT] = IS(LOGIN) },
	[NOUN_ADDRESS] = { [STATE_WRONG] = IS(ADDRESS),
	    [STATE_CHANGE] = IS(ADDRESS) },
	[NOUN_APPOINTMENT] = { [STATE_LATE] = IS(APPOINTMENT),
	    [STATE_CANCEL] = IS(APPOINTMENT),
	    [STATE_CHANGE] = IS(APPOINTMENT),
	    [STATE_WANT] = IS(APPOINTMENT) },
	[NOUN_BOOKING] = { [STATE_LOST] = IS(BOOKING),
	    [STATE_LATE] = IS(BOOKING),
	    [STATE_CANCEL] = IS(BOOKING),
	    [STATE_WRONG] = IS(BOOKING),
	    [STATE_CHANGE] = IS(BOOKING),
	    [STATE_CHARGED] = IS(BOOKING) },
	[NOUN_MEDICINE] = { [STATE_WRONG] = IS(MEDICINE) },
};

enum {
	HITS = 128,	   /* of a turn */
	LONGEST = 4 << 10, /* bytes of one that are read: more is a paste */
	TURNS = 32,	   /* of the customer, the last ones */
	NEAR = 12,	   /* tokens from a thing to its state, at most */
	PHRASE = 2,   /* votes of a phrase; a thing and its trouble have one */
	URGENT = 100, /* more, of what gets worse meanwhile */
	FIRST = 2,    /* times those, of the first request */
	FAINT = 8,    /* that somebody wants it counts from so much nearer */
	PROVEN = 2,   /* proofs of a matter that needs some */
	PLAIN = 3,    /* tokens of a phrase that is proof enough */
	CLOSE = 4,    /* and from a thing to its trouble, where both are */
	OPENING = 8,  /* words that a customer begins with, at least */
};

#define BIT(n) (UINT64_C(1) << (n))
#define STRONG (BIT(FIRST_WEAK_MATTER) - 1)
/* To look these up does no harm where it is something else; a shop's customer
 * who is "stressed" and is asked whether they are safe is another thing: one
 * word that may mean something else, or a thing and its trouble far from it,
 * told once, is not enough. */
#define HARMLESS BIT(MATTER_MEDICINE)

/* What somebody may come to harm by counts wherever it was said. */
#define SAFETY_ONES \
	(BIT(MATTER_GAS) | BIT(MATTER_MEDICINE) | BIT(MATTER_HARASSED) | \
	    BIT(MATTER_SYMPTOM))

/* On the way these are told of the bot's own ways. */
#define BY_THE_WAY \
	(BIT(MATTER_LOGIN) | BIT(MATTER_CONNECTION) | BIT(MATTER_FAULT) | \
	    BIT(MATTER_CODE))

/* What gets worse while other things are talked of. */
#define URGENT_ONES \
	(BIT(MATTER_GAS) | BIT(MATTER_LEAK) | BIT(MATTER_DATA_LEAK) | \
	    BIT(MATTER_MEDICINE) | BIT(MATTER_HARASSED))

struct matter_terms {
	const struct terms *terms;
};

struct matter_seeker {
	const struct terms *terms;
	struct text text;
	struct terms_known known;
	struct buf name, plain;
};

const struct matter_terms *
matter_terms(struct packet_file from, struct arena *run)
{
	struct matter_terms *t = arena_alloc(run, sizeof(*t));

	t->terms = from.lists.n ? terms_thaw(from.lists, run)
				: vocabulary_read(from.name, from.text, lists,
				      N_LISTS, run);
	return t;
}

struct matter_seeker *
matter_seeker_new(const struct matter_terms *t)
{
	struct matter_seeker *m = calloc(1, sizeof(*m));

	if (!m)
		die_of_memory();
	m->terms = t->terms;
	text_init(&m->text);
	return m;
}

void
matter_seeker_free(struct matter_seeker *m)
{
	terms_forget(&m->known);
	text_free(&m->text);
	buf_free(&m->name);
	buf_free(&m->plain);
	free(m);
}

/* "Order 5500 cancelled!" is an order cancelled. */
static struct str
without_numbers(struct matter_seeker *m, struct str text)
{
	size_t from = 0;

	if (!str_has_digit(text))
		return text;
	buf_clear(&m->plain);
	for (size_t i = 0; i <= text.n; i++) {
		struct str word = { text.p + from, i - from };

		if (i < text.n && (unsigned char)text.p[i] > ' ')
			continue;
		if (!str_has_digit(word))
			buf_str(&m->plain, word);
		else if (strchr(".!?", word.p[word.n - 1]))
			buf_char(&m->plain, '.');
		buf_char(&m->plain, ' ');
		from = i + 1;
	}
	return buf_view(&m->plain);
}

/* What a thing and a state come to, if they stand near each other. */
static enum matter
pair_of(const struct term_hit *a, const struct term_hit *b, size_t *apart)
{
	enum state state = b->list - FIRST_STATE;
	unsigned matter;

	if (a->list < FIRST_NOUN || a->list >= FIRST_STATE ||
	    b->list < FIRST_STATE || b->list >= CHECKS)
		return N_MATTERS;
	matter = pairs[a->list - FIRST_NOUN][state];
	*apart =
	    a->first < b->first ? b->first - a->first : a->first - b->first;
	if (state == STATE_WANT)
		*apart += FAINT;
	return matter && *apart <= NEAR ? matter - 1 : N_MATTERS;
}

/* Whether a sentence ends between two tokens. */
static bool
are_parted(const struct text *x, size_t a, size_t b)
{
	for (size_t i = a < b ? a : b; i < (a < b ? b : a); i++)
		if (x->tokens[i].class == TEXT_PUNCT &&
		    strchr(".!?", x->folded.p[x->tokens[i].at]))
			return true;
	return false;
}

/* Of all pairs in a sentence the nearest; N_MATTERS where there is none. */
static enum matter
paired(const struct text *x, const struct term_hit *hits, size_t n,
    unsigned *proofs)
{
	enum matter best = N_MATTERS;
	size_t least = NEAR + 1;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			size_t apart = 0;
			enum matter m = pair_of(&hits[i], &hits[k], &apart);

			if (m == N_MATTERS || apart >= least ||
			    are_parted(x, hits[i].first, hits[k].first))
				continue;
			best = m;
			least = apart;
		}
	*proofs = least <= CLOSE ? PROVEN : 1;
	return best;
}

/* The hits of some lists in a text. */
static size_t
find(struct matter_seeker *m, struct str text, struct str language,
    uint64_t wanted, struct term_hit *hits)
{
	if (text.n > LONGEST)
		text.n = text_whole(text, LONGEST);
	return terms_search(m->terms, without_numbers(m, text), &m->text,
	    &m->known, language, wanted, hits, HITS);
}

/* The first of them; N_MATTERS where there is none. */
static enum matter
first_of(uint64_t matters)
{
	enum matter m = 0;

	while (m < N_MATTERS && !(matters >> m & 1))
		m++;
	return m;
}

/* What a text is about. */
struct naming {
	uint64_t phrases;  /* bits of the matters it has phrases of */
	enum matter faint; /* without a strong one: what a thing and a state
			      come to, or a weak one; N_MATTERS: nothing */
	unsigned proofs;   /* of the faint one */
	unsigned symptom, harassed; /* proofs of these, whatever else there is
				     */
	bool drug;
};

/* Words of a phrase: "check-in" has two. */
static size_t
words_of(const struct text *x, const struct term_hit *h)
{
	size_t words = 0;

	for (size_t i = h->first; i <= h->last; i++)
		words += x->tokens[i].class != TEXT_PUNCT;
	return words;
}

/* How much the phrases of a list prove: each counts once. */
static unsigned
proofs_of(
    const struct text *x, const struct term_hit *hits, size_t n, enum matter m)
{
	unsigned found = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		if (hits[i].list != m)
			continue;
		while (k < i && hits[k].term != hits[i].term)
			k++;
		if (k == i)
			found += words_of(x, &hits[i]) >= PLAIN ? PROVEN : 1;
	}
	return found;
}

static struct naming
named(struct matter_seeker *m, struct str text, struct str language)
{
	struct term_hit hits[HITS];
	struct naming found = { .faint = N_MATTERS };
	size_t n = find(m, text, language, TERMS_ALL_LISTS, hits);

	for (size_t i = 0; i < n; i++) {
		if (hits[i].list < N_MATTERS)
			found.phrases |= BIT(hits[i].list);
		found.drug |= hits[i].list == FIRST_NOUN + NOUN_MEDICINE;
	}
	if (found.phrases & BIT(MATTER_SYMPTOM))
		found.symptom = proofs_of(&m->text, hits, n, MATTER_SYMPTOM);
	if (found.phrases & BIT(MATTER_HARASSED))
		found.harassed = proofs_of(&m->text, hits, n, MATTER_HARASSED);
	if (found.phrases & STRONG & ~BIT(MATTER_PRESCRIPTION))
		return found;
	found.faint = paired(&m->text, hits, n, &found.proofs);
	/* that it is not the right one is worse than that it is not there */
	if (found.faint == MATTER_MEDICINE)
		found.phrases = BIT(MATTER_MEDICINE);
	if (found.faint == N_MATTERS) {
		found.faint = first_of(found.phrases);
		found.proofs = proofs_of(&m->text, hits, n, found.faint);
	}
	return found;
}

static bool
checks(struct matter_seeker *m, struct str text, struct str language)
{
	struct term_hit hits[HITS];
	/* lists share the bits of a search */
	size_t n = find(m, text, language, BIT(CHECKS % 64), hits);

	for (size_t i = 0; i < n; i++)
		if (hits[i].list == CHECKS)
			return true;
	return false;
}

/* An intent's name is in whatever language its maker speaks: "lost_card". */
static struct naming
named_by_intent(struct matter_seeker *m, struct str intent)
{
	buf_clear(&m->name);
	for (size_t i = 0; i < intent.n; i++) {
		char c = intent.p[i];

		buf_char(&m->name, c == '_' || c == '.' ? ' ' : c);
	}
	return named(m, buf_view(&m->name), STR(""));
}

/* How often each matter was told, and when last. */
struct votes {
	unsigned n[N_MATTERS];
	unsigned proofs[N_MATTERS];
	bool plain[N_MATTERS]; /* a phrase that means nothing else told of it */
	size_t last[N_MATTERS];
	enum matter first; /* of the first request; N_MATTERS */
	uint64_t told;	   /* bits of all that phrases told of */
	uint64_t beside;   /* and of what is told now, asked for or not */
};

static void
count(struct votes *v, enum matter m, size_t turn, unsigned votes,
    unsigned proofs)
{
	v->n[m] += votes;
	v->plain[m] |= BIT(m) & STRONG && proofs == PROVEN;
	v->proofs[m] += proofs;
	if (v->last[m] < turn + 1)
		v->last[m] = turn + 1;
}

/* One text: a phrase counts for more than a thing and its trouble, and the
 * first request for more than what was said on the way. */
static void
vote(struct sketch *s, struct votes *v, size_t turn, struct naming found)
{
	uint64_t strong = found.phrases & STRONG;
	enum matter m = strong ? first_of(strong) : found.faint;
	unsigned weight = turn == s->first ? FIRST : 1;

	s->matters |= found.phrases;
	v->told |= found.phrases;
	if (m == N_MATTERS)
		return;
	s->matters |= BIT(m);
	if (URGENT_ONES >> m & 1)
		v->n[m] += URGENT;
	for (enum matter k = 0; strong >> k; k++)
		if (strong >> k & 1)
			count(v, k, turn, PHRASE * weight, PROVEN);
	if (!strong)
		count(v, m, turn, weight, found.proofs);
	else if (found.phrases & BIT(MATTER_SYMPTOM))
		v->proofs[MATTER_SYMPTOM]++;
	if (turn == s->first)
		v->first = m;
}

static bool
is_proven(const struct votes *v, enum matter m)
{
	return v->proofs[m] >= PROVEN || HARMLESS >> m & 1;
}

/* What is told of is a case of what has more votes: a bag that did not come is
 * late, and is no parcel. */
static enum matter
narrower(const struct votes *v, enum matter m)
{
	static const struct {
		enum matter wide, narrow;
	} cases[] = { { MATTER_DELIVERY_LATE, MATTER_BAGGAGE },
		{ MATTER_PARCEL_MISSING, MATTER_BAGGAGE },
		{ MATTER_DELIVERY_LATE, MATTER_VISIT },
		{ MATTER_APPOINTMENT, MATTER_VISIT },
		{ MATTER_ADDRESS, MATTER_CLAIM },
		{ MATTER_RETURN_ITEM, MATTER_ITEM_WRONG },
		{ MATTER_LEAK, MATTER_CLAIM },
		{ MATTER_DELIVERY_LATE, MATTER_CARD_NEW },
		{ MATTER_WRONG_TRANSFER, MATTER_ON_BEHALF },
		{ MATTER_WRONG_TRANSFER, MATTER_CANCEL_CONTRACT },
		{ MATTER_REFUND, MATTER_CLOSE_ACCOUNT },
		{ MATTER_RESULTS, MATTER_ACCOUNT_BLOCKED },
		{ MATTER_RESULTS, MATTER_DATA_LEAK },
		{ MATTER_CHARGE, MATTER_FINE },
		{ MATTER_CHARGE, MATTER_CANCEL_CONTRACT },
		{ MATTER_ADDRESS, MATTER_CONNECTION },
		{ MATTER_CONNECTION, MATTER_SUPPLY },
		{ MATTER_FAULT, MATTER_SUPPLY },
		{ MATTER_CHARGE, MATTER_METER },
		{ MATTER_CHARGE, MATTER_NOT_MINE },
		{ MATTER_CHARGE, MATTER_DEPOSIT },
		{ MATTER_CHARGE, MATTER_PRICE_UP },
		{ MATTER_REFUND, MATTER_DEPOSIT },
		{ MATTER_REFUND, MATTER_FLIGHT } };

	/* who is in pain does not come for the goods, or for the hour */
	if (v->proofs[MATTER_SYMPTOM] >= PROVEN &&
	    (m == MATTER_ITEM_WRONG || m == MATTER_APPOINTMENT ||
		m == MATTER_BOOKING))
		return MATTER_SYMPTOM;
	/* what is wrong is not what they lack the money for */
	if (m == MATTER_CANNOT_PAY && v->told & BIT(MATTER_RECORD))
		return MATTER_RECORD;
	/* what they owe by the record they paid */
	if (m == MATTER_RECORD && v->n[MATTER_PAID])
		return MATTER_PAID;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (cases[i].wide == m && v->plain[cases[i].narrow])
			return cases[i].narrow;
	return m;
}

/* What was told most; of equals what was asked for first, then what was told
 * last.  That somebody complains is no matter where there is another. */
static enum matter
winner(const struct votes *v)
{
	enum matter best = N_MATTERS;

	for (enum matter m = 0; m < MATTER_COMPLAINT; m++) {
		if (!v->n[m] || !is_proven(v, m))
			continue;
		if (best == N_MATTERS || v->n[m] > v->n[best] ||
		    (v->n[m] == v->n[best] && best != v->first &&
			(m == v->first || v->last[m] > v->last[best])))
			best = m;
	}
	/* what may mean something else gives way, but pain does not */
	for (enum matter m = 0;
	     BIT(best) & ~(STRONG | BIT(MATTER_SYMPTOM)) && BIT(m) & STRONG;
	     m++)
		if (v->plain[m] && is_proven(v, m))
			return narrower(v, m);
	if (best == N_MATTERS)
		return v->n[MATTER_COMPLAINT] ? MATTER_COMPLAINT : best;
	return narrower(v, best);
}

/* These need work of their own beside another; those of a group are one. */
static enum matter
second(const struct votes *v, enum matter first)
{
	static const enum matter own[] = { MATTER_LEAK, MATTER_SUPPLY,
		MATTER_BAGGAGE, MATTER_FLIGHT, MATTER_METER, MATTER_NOT_MINE,
		MATTER_VISIT, MATTER_ADDRESS, MATTER_CARD_NEW, MATTER_LOGIN,
		MATTER_CANCEL_CONTRACT, MATTER_DATA_LEAK, MATTER_DEPOSIT,
		MATTER_CONNECTION, MATTER_CHARGE, MATTER_REFUND };
	const uint64_t money = BIT(MATTER_CHARGE) | BIT(MATTER_REFUND) |
			       BIT(MATTER_METER) | BIT(MATTER_PAYMENT_FAILED) |
			       BIT(MATTER_WRONG_TRANSFER) |
			       BIT(MATTER_PRICE_UP) | BIT(MATTER_NOT_MINE) |
			       BIT(MATTER_CANNOT_PAY) | BIT(MATTER_DEPOSIT) |
			       /* where it is to be paid */
			       BIT(MATTER_CARD_NEW);
	const uint64_t goods = BIT(MATTER_PARCEL_MISSING) |
			       BIT(MATTER_ITEM_WRONG) | BIT(MATTER_BAGGAGE) |
			       BIT(MATTER_DELIVERY_LATE) |
			       BIT(MATTER_RETURN_ITEM) | BIT(MATTER_REFUND) |
			       BIT(MATTER_ORDER_CANCELLED);
	const uint64_t access = BIT(MATTER_LOGIN) | BIT(MATTER_CONNECTION) |
				BIT(MATTER_ACCOUNT_BLOCKED) | BIT(MATTER_CODE) |
				BIT(MATTER_CARD_NEW) | BIT(MATTER_CARD_LOST) |
				BIT(MATTER_CARD_BLOCKED);

	if (first == N_MATTERS)
		return N_MATTERS;
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
		uint64_t both = BIT(own[i]) | BIT(first);

		if (own[i] == first ||
		    !(v->plain[own[i]] || v->beside >> own[i] & 1) ||
		    (both & money) == both || (both & goods) == both ||
		    (both & access) == both)
			continue;
		return own[i];
	}
	return N_MATTERS;
}

/* By what the bot wrote of before they did: "your appointment on 4 August". */
static void
look_at_notice(struct matter_seeker *m, struct sketch *s, struct votes *v)
{
	struct naming found;

	if (!sketch_is_said_by(s, 0, ROLE_BOT) || !str_has_digit(s->texts[0]))
		return;
	found = named(m, s->texts[0], s->c->language);
	found.proofs = PROVEN;
	vote(s, v, 0, found);
	s->matter = winner(v);
}

/* By their intents, as the log has them: one is proof enough. */
static void
look_at_intents(struct matter_seeker *m, struct sketch *s, struct votes *v)
{
	for (size_t i = 0; i <= s->turn; i++)
		if (sketch_is_said_by(s, i, ROLE_CUSTOMER) &&
		    s->c->turns[i].intent.n) {
			struct naming found =
			    named_by_intent(m, s->c->turns[i].intent);

			found.proofs = PROVEN;
			vote(s, v, i, found);
		}
}

static bool
names_check(struct str name)
{
	return memmem(name.p, name.n, "verif", 5) ||
	       memmem(name.p, name.n, "authenticat", 11);
}

/* Whether the log has a slot of it, or a member of the customer:
 * "identity_verified". */
static bool
is_noted(const struct sketch *s)
{
	const struct json *j = s->c->json;
	uint32_t in = s->c->customer;

	for (size_t i = 0; i < s->n_slots; i++)
		if (names_check(s->slots[i].name))
			return true;
	for (uint32_t i = in ? json_first(j, in) : 0; i;
	     i = json_after(j, in, i))
		if (names_check(json_string(j, i, s->scratch)))
			return true;
	return false;
}

/* The turn at which the customer has begun to tell: with the first request, and
 * with some words. */
static size_t
end_of_opening(const struct sketch *s)
{
	size_t words = 0, i = s->begin;

	for (; i < s->turn; i++) {
		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER))
			continue;
		words += ease_words(s->texts[i]);
		if (words >= OPENING && (s->first == NO_TURN || i >= s->first))
			break;
	}
	return i;
}

/* Whether a sentence asks for what it names, or complains of it. */
static bool
is_of_now(const struct gist_piece *p)
{
	const uint64_t telling = UINT64_C(1) << GIST_WISH | UINT64_C(1)
								<< GIST_TROUBLE;

	return (p->asks || p->wants || p->marks & telling) &&
	       !(p->unwanted & ~p->wants) && !gist_forbids(p->text);
}

/* What the request in hand is about: what it only speaks of is not it. */
static struct naming
named_now(struct matter_seeker *m, const struct sketch *s, size_t turn)
{
	const struct gist *g = sketch_gist(s, turn);
	struct naming all = { .faint = N_MATTERS };

	for (size_t at = 0; at < g->n;) {
		struct gist_piece p = gist_sentence(g, at, &at);
		struct naming one;

		if (!is_of_now(&p))
			continue;
		one = named(m, p.text, s->c->language);
		all.phrases |= one.phrases & ~BY_THE_WAY;
		if (one.proofs > all.proofs && !(BIT(one.faint) & BY_THE_WAY)) {
			all.faint = one.faint;
			all.proofs = one.proofs;
		}
	}
	return all;
}

/* What a step may rest on: what the customer begins with and asks for now, and
 * what somebody may come to harm by, wherever it was said. */
static struct naming
evidence(struct matter_seeker *m, const struct sketch *s, size_t turn,
    size_t opening, struct naming found)
{
	struct naming now = found;

	if (turn <= opening) {
		if (now.faint == MATTER_PAID || now.faint == MATTER_RECORD)
			now.proofs = PROVEN;
		return now;
	}
	if (turn == s->current && (found.phrases || found.faint != N_MATTERS)) {
		now = named_now(m, s, turn);
		now.phrases |= found.phrases & URGENT_ONES;
	} else {
		now.phrases = 0;
		now.faint = N_MATTERS;
	}
	now.phrases |= found.phrases & SAFETY_ONES;
	/* "your letters are harassment" */
	if (found.harassed < PROVEN)
		now.phrases &= ~BIT(MATTER_HARASSED);
	if (now.faint == N_MATTERS && found.faint == MATTER_MEDICINE) {
		now.faint = found.faint;
		now.proofs = found.proofs;
	} else if (now.faint == N_MATTERS && found.symptom) {
		now.faint = MATTER_SYMPTOM;
		now.proofs = found.symptom;
	}
	return now;
}

/* Who takes a medicine and is not well, or may be: the one may come of the
 * other. */
static void
look_at_drugs(struct sketch *s, struct votes *v, bool drug, bool symptom)
{
	const double near = 0.4; /* a medical emergency */

	symptom |= sketch_signal(s, STR("safety.medical")) >= near;
	if (!drug || !symptom)
		return;
	s->matters |= BIT(MATTER_MEDICINE);
	count(v, MATTER_MEDICINE, s->turn, URGENT, PROVEN);
}

void
matter_find(struct matter_seeker *m, struct sketch *s)
{
	struct votes v = { .first = N_MATTERS };
	size_t looked_at = 0, opening = end_of_opening(s);
	bool drug = false, symptom = false;

	s->identity = is_noted(s) ? IDENTITY_CHECKED : IDENTITY_OPEN;
	for (size_t i = s->turn + 1; i-- > 0;) {
		struct str text = s->texts[i];
		struct naming found;

		if (sketch_is_said_by(s, i, ROLE_BOT)) {
			if (s->identity == IDENTITY_OPEN &&
			    checks(m, text, s->c->language))
				s->identity = IDENTITY_ASKED;
			continue;
		}
		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER) ||
		    (looked_at++ >= TURNS && i > opening))
			continue;
		found = named(m, text, s->c->language);
		s->matters |= found.phrases;
		drug |= found.drug;
		symptom |= found.symptom > 0;
		if (i == s->current)
			v.beside = found.phrases & STRONG & ~BY_THE_WAY;
		vote(s, &v, i, evidence(m, s, i, opening, found));
	}
	look_at_drugs(s, &v, drug, symptom);
	/* NAN, where the score has none, is not so much */
	if (sketch_signal(s, STR("safety.self_harm")) >= SKETCH_LEAST_RISK)
		v.proofs[MATTER_TALK] = PROVEN;
	s->matter = winner(&v);
	if (s->matter == N_MATTERS) {
		look_at_intents(m, s, &v);
		s->matter = winner(&v);
	}
	if (s->matter == N_MATTERS)
		look_at_notice(m, s, &v);
	s->second = second(&v, s->matter);
	/* money that went with a payment is in no wrong hands */
	if (s->matter == MATTER_WRONG_TRANSFER &&
	    s->matters & BIT(MATTER_PAYMENT_FAILED))
		s->matter = MATTER_PAYMENT_FAILED;
}
