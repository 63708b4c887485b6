#include "lint/room.h"

/* How a text reads to the customer, by words and phrases of a table. */
#define AT(m) (1U << MOMENT_##m)

enum {
	MOST_GRADE = 9,	 /* WCAG 2.2, 3.1.5: lower secondary education */
	MOST_WORDS = 25, /* of a sentence */
	MOST_SPOKEN = 40,
	MOST_HITS = 64,
};

/* A list that must not be met, and when. */
static const struct {
	enum list list;
	enum code code;
	unsigned moments;
	const char *says;
} unwanted[] = {
	{ LIST_PROMISE, FALSE_PROMISE,
	    AT(OFFERED) | AT(QUEUED) | AT(WAITING) | AT(NOBODY) | AT(FAILED),
	    "promises what nobody has computed" },
	{ LIST_RESCUE, FALSE_PROMISE, AT(CRISIS),
	    "promises a help that nobody has sent" },
	{ LIST_CLAIM, CLAIMS_HUMAN, ~0U, "passes for a human" },
	{ LIST_BLAMING, BLAME, ~0U, "blames the customer" },
	{ LIST_PRESSURE, DARK_PATTERN, ~0U, "presses the customer" },
	{ LIST_FEELING, FEIGNED_FEELING, ~0U, "claims to feel" },
	{ LIST_CHEER, FALSE_CHEER,
	    AT(QUEUED) | AT(WAITING) | AT(NOBODY) | AT(FAILED) | AT(CRISIS),
	    "is good cheer with bad news" },
	{ LIST_EXCLUDING, NOT_INCLUSIVE, ~0U, "leaves somebody out" },
};

enum { N_UNWANTED = sizeof(unwanted) / sizeof(*unwanted) };

static const unsigned needs_way_out =
    AT(NOBODY) | AT(FAILED) | AT(RETURNED) | AT(CLOSED);
static const unsigned needs_person =
    AT(OFFERED) | AT(STARTED) | AT(QUEUED) | AT(JOINED) | AT(CRISIS);
static const unsigned bad_news = AT(NOBODY) | AT(FAILED) | AT(CRISIS);

/* What was found in a text. */
struct found {
	uint32_t lists; /* bit n: of list n */
	struct term_hit hits[MOST_HITS];
	size_t n;
};

/* Blanks as the customer reads them: the bot's name, or some word. */
static struct str
fill(struct sheet *s, struct str text)
{
	struct buf b = { 0 };
	struct str filled;

	for (size_t i = 0; i < text.n;) {
		enum blank k = 0;

		for (; k < N_BLANKS; k++) {
			struct str name = blank_name(k);

			if (text.n - i >= name.n &&
			    !memcmp(text.p + i, name.p, name.n))
				break;
		}
		if (k == N_BLANKS) {
			buf_char(&b, text.p[i++]);
			continue;
		}
		if (k == BLANK_BOT)
			buf_str(&b, s->bot);
		else
			buf_cstr(&b, "xx");
		i += blank_name(k).n;
	}
	filled = arena_copy(&s->lint->run, buf_view(&b));
	buf_free(&b);
	return filled;
}

static void
look(struct sheet *s, struct str text, struct str language, struct found *f)
{
	struct lint *l = s->lint;

	f->n = terms_search(l->terms, text, &l->text, &l->known, language,
	    TERMS_ALL_LISTS, f->hits, MOST_HITS);
	f->lists = 0;
	for (size_t i = 0; i < f->n; i++)
		f->lists |= 1U << f->hits[i].list;
}

static bool
has(const struct found *f, enum list list)
{
	return f->lists >> list & 1;
}

/* Every list that must not be met when it is said. */
static void
lint_unwanted(
    struct sheet *s, uint32_t at, const struct found *f, unsigned moments)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < N_UNWANTED; k++)
			if (f->hits[i].list == unwanted[k].list &&
			    unwanted[k].moments & moments)
				complain(s, at, unwanted[k].code, "\"%.*s\" %s",
				    STR_ARG(terms_text(
					s->lint->terms, f->hits[i].term)),
				    unwanted[k].says);
}

/* "5 minutes", written instead of computed. */
static void
lint_times(struct sheet *s, const struct wording *w, const struct found *f)
{
	const struct text *t = &s->lint->text;

	if (AT(NOBODY) >> w->moment & 1)
		return; /* hours of opening may stand there */
	for (size_t i = 0; i < f->n; i++) {
		const struct term_hit *h = &f->hits[i];
		struct str before;

		if (h->list != LIST_DURATION || !h->first)
			continue;
		before = text_token(t, &t->tokens[h->first - 1]);
		if (before.p[0] < '0' || before.p[0] > '9')
			continue;
		complain(s, w->at, FALSE_PROMISE,
		    "\"%.*s %.*s\" is a time that nobody has computed",
		    STR_ARG(before),
		    STR_ARG(terms_text(s->lint->terms, h->term)));
	}
}

static void
lint_duties(struct sheet *s, const struct wording *w, const struct found *f)
{
	unsigned now = 1U << w->moment;
	bool agent = memmem(w->text.p, w->text.n, "{agent}", 7) != NULL;
	bool number = memmem(w->text.p, w->text.n, "{number}", 8) != NULL;
	bool human = has(f, LIST_HUMAN) || agent;

	if (now & AT(RETURNED) && !has(f, LIST_MACHINE))
		complain(s, w->at, NO_DISCLOSURE,
		    "it does not say that a machine goes on");
	if (now & needs_way_out && !(human && (has(f, LIST_CONTACT) || number)))
		complain(s, w->at, NO_WAY_OUT,
		    "it does not say how to get to a person");
	if (now & needs_person && !human)
		complain(
		    s, w->at, UNCLEAR_WHO, "no word of it is for a person");
	if (now & AT(CRISIS) && !number)
		complain(s, w->at, CRISIS_WITHOUT_NUMBER,
		    "it names no number to call");
	if (now & bad_news && memchr(w->text.p, '!', w->text.n))
		complain(
		    s, w->at, FALSE_CHEER, "an exclamation mark with bad news");
}

static void
lint_ease(struct sheet *s, const struct wording *w, struct str filled)
{
	struct ease e = { 0 };

	ease_count(filled, &e);
	if (!e.words)
		return;
	if (ease_grade(&e) > MOST_GRADE)
		complain(s, w->at, HARD_TO_READ,
		    "%zu long words in %zu sentence%s: grade %u, above %d",
		    e.long_words, e.sentences, e.sentences == 1 ? "" : "s",
		    ease_grade(&e), MOST_GRADE);
	if (e.longest > MOST_WORDS)
		complain(s, w->at, HARD_TO_READ,
		    "a sentence of %zu words, above %d", e.longest, MOST_WORDS);
	if (w->spoken && e.words > MOST_SPOKEN)
		complain(s, w->at, LONG_TO_HEAR,
		    "%zu words, above %d, and no wording for voice before it",
		    e.words, MOST_SPOKEN);
}

/* Where the customer may choose, a person is among the choices. */
static void
lint_choices(struct sheet *s, const struct wording *w)
{
	uint32_t i = w->buttons;
	bool is_list = i && json_kind_of(&s->j, i) == JSON_ARRAY;
	struct found f;

	if (!i || !((needs_way_out | AT(WAITING)) >> w->moment & 1))
		return;
	for (i = is_list ? json_first(&s->j, i) : i; i;
	     i = is_list ? json_after(&s->j, w->buttons, i) : 0) {
		look(s, sheet_text(s, i), w->language, &f);
		if (has(&f, LIST_HUMAN) || has(&f, LIST_CONTACT))
			return;
	}
	complain(s, w->buttons, DARK_PATTERN,
	    "none of the buttons leads to a person");
}

void
lint_wording(struct sheet *s, const struct wording *w)
{
	struct str filled = fill(s, w->text);
	struct found f;

	look(s, filled, w->language, &f);
	lint_unwanted(s, w->at, &f, 1U << w->moment);
	lint_times(s, w, &f);
	lint_duties(s, w, &f);
	lint_ease(s, w, filled);
	lint_choices(s, w);
}

void
lint_tone(struct sheet *s, uint32_t at, struct str language)
{
	struct found f;

	look(s, sheet_text(s, at), language, &f);
	lint_unwanted(s, at, &f,
	    ~0U & ~(AT(CRISIS) | bad_news | AT(OFFERED) | AT(QUEUED) |
		      AT(WAITING)));
}
