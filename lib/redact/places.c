/* Towns, by what is said before them; streets are in streets.c. */

#include "redact/speech.h"

enum { LONGEST_PLACE = 4, LONG_ANSWER = 6 };

/* "ABA", "API": no town among words in small letters. */
static bool
is_short_form(const struct speech *s, size_t i)
{
	return !s->capitals && speech_token(s, i)->n == 3 &&
	       speech_token(s, i)->upper == 2;
}

/* "St. Gallen", "Clermont-Ferrand", "L'Aquila": a mark between two words. */
static bool
is_inside(const struct speech *s, size_t mark)
{
	return speech_is_letters(s, mark + 1) &&
	       (speech_is_mark(s, mark, ".") ||
		   (speech_is_mark(s, mark, "-'") &&
		       speech_is_joined(s, mark) &&
		       speech_is_joined(s, mark + 1)));
}

/* How many tokens from `i` on are a town of the list: the most that are. */
static size_t
listed(const struct speech *s, size_t i)
{
	size_t ends[LONGEST_PLACE], words = 0, next = i;

	for (; words < LONGEST_PLACE; ends[words++] = next) {
		if (words > 0 && is_inside(s, next))
			next++;
		if (!speech_is_letters(s, next))
			break;
		next++;
		if (words > 0)
			tagger_expect(&s->tagger, s->words, i, next - i);
	}
	for (; words > 1; words--)
		if (tagger_words(&s->tagger, s->words, i, ends[words - 1] - i) &
		    WORD_PLACE)
			return ends[words - 1] - i;
	return words > 0 && s->is[i] & WORD_PLACE ? 1 : 0;
}

/* The name goes on: "Clermont-Ferrand", "Port Harcourt". */
static size_t
place_end(const struct speech *s, size_t i, bool capital)
{
	size_t n = 1;

	for (;; n++) {
		if (speech_is_mark(s, i + 1, "-") &&
		    speech_is_joined(s, i + 1) && speech_is_joined(s, i + 2) &&
		    speech_is_letters(s, i + 2))
			i += 2;
		else if (capital && n < LONGEST_PLACE && !speech_ends(s, i) &&
			 speech_is_letters(s, i + 1) &&
			 speech_is_capital(s, i + 1) &&
			 !(s->is[i + 1] & WORD_COMMON))
			i++;
		else
			return i;
	}
}

/* "In Lagos, Wanjiru Mwangi met": no state. */
static bool
is_somebody(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i + 1) && speech_is_capital(s, i + 1) &&
	       (s->is[i] | s->is[i + 1]) & (WORD_FIRST | WORD_LAST) &&
	       !(s->is[i] & WORD_PLACE);
}

/* "MO", or in small letters before a ZIP code: ", mo 65801", ", mo zip". */
static bool
is_state(const struct speech *s, size_t i)
{
	if (!speech_has_use(s, i, USE_STATE))
		return false;
	return speech_token(s, i)->upper == 2 ||
	       (speech_is_mark(s, i - 1, ",") &&
		   (speech_is(s, i + 1, "zip") ||
		       (speech_is_digits(s, i + 1) &&
			   speech_token(s, i + 1)->n == 5)));
}

static void
add_town(struct speech *s, size_t first, size_t last, const char *rule,
    unsigned char score, struct spans *out)
{
	size_t next = last + 1;

	speech_add(s, out, first, last,
	    (struct finding_of){ KIND_PLACE, rule, score });
	if (speech_is_mark(s, next, ","))
		next++;
	if (is_state(s, next))
		speech_add(s, out, next, next,
		    (struct finding_of){ KIND_PLACE, "place-state", 80 });
	else if (next == last + 2 && speech_is_capital(s, last) &&
		 speech_is_letters(s, next) && speech_is_capital(s, next) &&
		 !(s->is[next] & (WORD_KNOWN | WORD_FIRST)) &&
		 !is_somebody(s, next))
		speech_add(s, out, next, place_end(s, next, true),
		    (struct finding_of){ KIND_PLACE, "place-state", 75 });
}

/* "bath", a word too, as all that quotes hold; not "unknown". */
static bool
is_quoted(const struct speech *s, size_t first, size_t last)
{
	return first > 0 && speech_is_mark(s, first - 1, "\"") &&
	       speech_is_mark(s, last + 1, "\"") &&
	       !speech_in(s, first, WORDS_role);
}

/* "folha de oliveira": a surname more than a town, and nobody says that he
 * is from there. */
static bool
is_surname_rather(const struct speech *s, size_t i)
{
	return s->is[i] & WORD_LAST && i > 1 && speech_is(s, i - 1, "de") &&
	       !speech_in(s, i - 2, WORDS_come_from);
}

/* "reading", "prato": a town in small letters that is a frequent word too, all
 * that is said behind "live in". */
static bool
is_word_too(const struct speech *s, size_t i)
{
	size_t next = i + 1;

	return speech_in(s, i, WORDS_town_word) && !speech_is_capital(s, i) &&
	       (speech_ends(s, i) || next >= s->words->n_tokens ||
		   speech_is_mark(s, next, ",;") ||
		   speech_in(s, next, WORDS_then));
}

/* "to Turkey", "en Espagne": too large a place to tell anybody by. */
static bool
is_country(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_country);
}

/* "Linha de Sintra": a train goes there. */
static bool
is_of_line(const struct speech *s, size_t i)
{
	return i > 1 && speech_in(s, i - 2, WORDS_line);
}

/* "Duchess of Edinburgh", "Bank of Scotland": what is called after it; not "the
 * City of Leeds". */
static bool
is_of_title(const struct speech *s, size_t i)
{
	return i > 1 && speech_is(s, i - 1, "of") &&
	       speech_is_letters(s, i - 2) && speech_is_capital(s, i - 2) &&
	       !speech_in(s, i - 2, WORDS_town_kind);
}

/* "Oxford Street", "corso Buenos Aires": a street that is talked of is no town,
 * and whoever lives there has it taken for an address. */
static bool
is_of_street(const struct speech *s, size_t first, size_t last)
{
	size_t next = last + 1;

	if (first > 0 && speech_has_use(s, first - 1, USE_RUE) &&
	    !speech_ends(s, first - 1))
		return true;
	if (last > first && speech_has_use(s, last, USE_SURE_STREET))
		return true;
	return !speech_ends(s, last) &&
	       speech_has_use(s, next, USE_SURE_STREET) &&
	       speech_is_capital(s, first) == speech_is_capital(s, next);
}

/* Take the town at token i, where so much says that one stands here. */
static void
take(struct speech *s, size_t i, int sure, struct spans *out)
{
	size_t n, last;
	bool capital;

	while (speech_is_mark(s, i, ":-=\"") ||
	       (sure > 1 && speech_is(s, i, "the")))
		i++;
	if (!speech_is_letters(s, i) || speech_is_make(s, i) ||
	    (speech_token(s, i)->n < 3 && listed(s, i) < 2))
		return;
	capital = speech_is_capital(s, i);
	n = listed(s, i);
	if (sure > 1 && n < 2 && is_word_too(s, i)) {
		add_town(s, i, i, "place-named", 80, out);
		return;
	}
	if (n == 1 && sure < 2 && (is_country(s, i) || is_of_line(s, i)))
		return;
	/* "ship to Ngozi Eze" */
	if (n == 0 && s->is[i] & WORD_FIRST && capital && is_somebody(s, i))
		return;
	if (n && sure == 1 &&
	    ((n == 1 && (s->is[i] & WORD_FIRM || speech_names_thing(s, i))) ||
		(n > 1 && !capital && speech_has_use(s, i, USE_OF))))
		return;
	if (n) {
		bool common = n == 1 && s->is[i] & WORD_KNOWN;

		last = place_end(s, i + n - 1, capital && sure > 1);
		/* "in reading", but "in Reading", and "vivo en bologna";
		 * not "in Paris Hilton" */
		if (common && !capital &&
		    !(sure > 2 && is_quoted(s, i, last)) &&
		    (sure < 3 || s->is[i] & WORD_COMMON || !speech_ends(s, i) ||
			speech_is(s, i - 1, "to")))
			return;
		if (sure == 1 && n == 1 && !capital && is_surname_rather(s, i))
			return;
		if (sure == 1 && is_of_street(s, i, last))
			return;
		/* "a pereira do patio" */
		if (sure == 1 && n == 1 && !capital && s->is[i] & WORD_LAST &&
		    speech_is(s, i - 1, "a"))
			return;
		if (sure == 1 && n == 1 && s->is[i] & WORD_COMMON &&
		    (last + 1 < s->words->n_tokens &&
			speech_is_letters(s, last + 1) &&
			speech_is_capital(s, last + 1)))
			return;
		if (sure == 1 && n == 1 && capital && !speech_ends(s, last) &&
		    speech_is_letters(s, last + 1) &&
		    speech_is_capital(s, last + 1) &&
		    s->is[last + 1] & WORD_LAST)
			return;
		add_town(s, i, last, "place-named", 85, out);
		return;
	}
	last = place_end(s, i, capital);
	/* "been to Specsavers" */
	if (sure < 2 || (s->is[i] & WORD_FIRM && capital) ||
	    (sure < 3 && !capital && !s->small) ||
	    (s->is[i] & (WORD_COMMON | WORD_KNOWN) &&
		!(sure > 2 && is_quoted(s, i, last))))
		return;
	add_town(s, i, last, "place-named", 75, out);
}

/* "Which city?" - a short answer. */
static void
take_answer(struct speech *s, struct spans *out)
{
	size_t i = 0, n = s->words->n_tokens, last;

	while (i < n && (speech_has_use(s, i, USE_PREPOSITION) ||
			    speech_is_mark(s, i, ",.")))
		i++;
	if (i >= n || n - i > LONG_ANSWER || !speech_is_letters(s, i) ||
	    (s->is[i] & WORD_KNOWN && !(s->is[i] & WORD_PLACE)))
		return;
	last = i + (listed(s, i) ? listed(s, i) - 1 : 0);
	add_town(s, i, place_end(s, last, speech_is_capital(s, i)),
	    "place-answer", 85, out);
}

static bool
mark(uint8_t *wanted, size_t i)
{
	wanted[i] = 1;
	return true;
}

bool
places_mark(const struct speech *s, uint8_t *wanted)
{
	bool any = false;

	if (s->words->n_tokens > LONG_ANSWER && !s->may_place)
		return false;
	if (s->words->n_tokens <= LONG_ANSWER && listed(s, 0) > 1)
		any = mark(wanted, 0);
	for (size_t i = 0; i < s->words->n_tokens; i++)
		if (s->is[i] & WORD_PLACE && !(s->is[i] & WORD_KNOWN))
			any = mark(wanted, i);
	return any;
}

/* "the Chelsea boots" */
static bool
is_make(const struct speech *s, size_t first, size_t last)
{
	return first > 0 && speech_has_use(s, first - 1, USE_THE) &&
	       speech_is_letters(s, last + 1) &&
	       !speech_is_capital(s, last + 1) &&
	       !(s->is[last + 1] & WORD_COMMON);
}

/* "Lautaro Bevilacqua": a first name that is no town, and one that is. */
static bool
is_first_name(const struct speech *s, size_t first, size_t last)
{
	return last > first && listed(s, first) == 0 &&
	       s->is[first] & WORD_FIRST;
}

/* "a Sterling plan", "deux Grimbergen", "une Leffe" */
static bool
is_goods(const struct speech *s, size_t i)
{
	return s->is[i] & WORD_FIRM || speech_names_thing(s, i) ||
	       speech_is_several(s, i) ||
	       (i > 0 && speech_in(s, i - 1, WORDS_goods_one));
}

/* "Austin-style", "Bayern-Ticket" */
static bool
is_manner(const struct speech *s, size_t last)
{
	if (speech_is_mark(s, last + 1, "-") && speech_is_joined(s, last + 1) &&
	    speech_is_joined(s, last + 2) &&
	    speech_in(s, last + 2, WORDS_ticket))
		return true;
	return speech_is_mark(s, last + 1, "-") &&
	       speech_is_joined(s, last + 1) && speech_is_joined(s, last + 2) &&
	       speech_is_letters(s, last + 2) &&
	       !speech_is_capital(s, last + 2) && s->is[last + 2] & WORD_KNOWN;
}

/* "jordan 4s" */
static bool
is_model(const struct speech *s, size_t last)
{
	size_t next = last + 1;

	return next < s->words->n_tokens && !speech_ends(s, last) &&
	       s->seen[next].has_digit && !s->seen[next].digits &&
	       speech_token(s, next)->n < 4;
}

/* The tagger says so and the list does not deny it. */
static void
take_tagged(struct speech *s, struct spans *out)
{
	const uint8_t *tags = speech_tags(s);

	if (!tags)
		return;
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		size_t last = i;

		if (tags[i] != TAG_PLACE)
			continue;
		while (last + 1 < s->words->n_tokens &&
		       tags[last + 1] == TAG_PLACE_ON &&
		       !speech_ends_cell(s, last))
			last++;
		/* "Zaragoza de vacaciones" */
		while (last > i && speech_is_capital(s, i) &&
		       !speech_is_capital(s, last) &&
		       last + 1 > i + listed(s, i))
			last--;
		if (listed(s, i) && !is_short_form(s, i) &&
		    !speech_has_use(s, i, USE_NEVER) &&
		    !(last == i && is_country(s, i)) &&
		    !(last == i && (is_of_line(s, i) || is_of_title(s, i))) &&
		    !(s->is[i] & WORD_KNOWN && last == i) &&
		    speech_is_letters(s, last) && !is_make(s, i, last) &&
		    !speech_is_make(s, i) && !(last == i && is_goods(s, i)) &&
		    !is_first_name(s, i, last) && !speech_is_plant(s, i) &&
		    !is_manner(s, last) && !is_model(s, last) &&
		    !is_of_street(s, i, last))
			add_town(s, i, last, "place-tagged", 65, out);
		i = last;
	}
}

/* ",Derby,": all between two commas that no blank follows, or the end. */
static bool
is_comma_cell(const struct speech *s, size_t i, size_t last)
{
	return i > 1 && speech_is_mark(s, i - 1, ",;|") &&
	       speech_is_joined(s, i) && speech_is_joined(s, i - 1) &&
	       (last + 1 >= s->words->n_tokens || speech_ends_cell(s, last) ||
		   (speech_is_mark(s, last + 1, ",;|") &&
		       speech_is_joined(s, last + 1)));
}

/* Towns in a table of which each line holds a name: "Jane Miller,Derby". */
static void
take_comma_cells(struct speech *s, struct spans *out)
{
	bool name = false;

	for (size_t i = 0; i < s->words->n_tokens; i++) {
		size_t n;

		if (i > 0 && speech_ends_cell(s, i - 1))
			name = false;
		if (!speech_is_letters(s, i) || !speech_is_capital(s, i))
			continue;
		n = name ? listed(s, i) : 0;
		if (n && is_comma_cell(s, i, i + n - 1))
			add_town(s, i, i + n - 1, "place-cell", 70, out);
		name |= (s->is[i] & WORD_FIRST) != 0;
	}
}

/* A town that fills the column behind a name: "<NAME_0>\tDerby". */
static void
take_cells(struct speech *s, struct spans *out)
{
	for (size_t i = 1; i < s->words->n_tokens; i++) {
		size_t n =
		    speech_is_mark(s, i - 1, ">") && speech_ends_cell(s, i - 1)
			? listed(s, i)
			: 0;

		if (n && speech_is_capital(s, i) &&
		    (speech_ends_cell(s, i + n - 1) ||
			i + n >= s->words->n_tokens ||
			speech_is_mark(s, i + n, "\"")))
			add_town(s, i, i + n - 1, "place-cell", 70, out);
	}
}

/* "the Walsall branch": a town before what a firm has there. */
static void
take_branches(struct speech *s, struct spans *out)
{
	for (size_t i = 2; i < s->words->n_tokens; i++) {
		size_t town = i - 1;

		if (!(s->is[town] & WORD_PLACE) ||
		    s->is[town] & (WORD_KNOWN | WORD_FIRM) ||
		    !speech_is_capital(s, town) || speech_is_capital(s, i) ||
		    !speech_has_use(s, town - 1, USE_THE) ||
		    !speech_is_letters(s, town) ||
		    !speech_in(s, i, WORDS_branch))
			continue;
		speech_add(s, out, town, town,
		    (struct finding_of){ KIND_PLACE, "place-branch", 70 });
	}
}

/* "Hebden Bridge": several words in capitals, which are a town together. */
static void
take_listed(struct speech *s, struct spans *out)
{
	for (size_t i = 0; i + 1 < s->words->n_tokens; i++) {
		size_t n;

		if (speech_token(s, i)->upper != 1 ||
		    !speech_is_letters(s, i) || s->is[i] & WORD_FIRST ||
		    !speech_is_letters(s, i + 1) ||
		    speech_token(s, i + 1)->upper != 1)
			continue;
		n = listed(s, i);
		if (n < 2 || speech_names_thing(s, i + n - 1) ||
		    is_of_street(s, i, i + n - 1))
			continue;
		speech_add(s, out, i, i + n - 1,
		    (struct finding_of){ KIND_PLACE, "place-listed", 70 });
		i += n - 1;
	}
}

void
places_find(struct speech *s, struct spans *out)
{
	if (speech_asked(s, SPEECH_place_asked))
		take_answer(s, out);
	for (size_t i = 0; i < s->n_hits; i++)
		if (s->hits[i].list == SPEECH_place_before)
			take(s, s->hits[i].last + 1, (int)s->hits[i].weight,
			    out);
	take_tagged(s, out);
	if (!s->capitals && !s->small) {
		take_listed(s, out);
		if (speech_has(s, WORDS_branch))
			take_branches(s, out);
	}
	if (memchr(s->text.p, '>', s->text.n))
		take_cells(s, out);
	if (s->has_cells)
		take_comma_cells(s, out);
}
