/* Towns, by what is said before them; streets are in streets.c. */

#include "redact/speech.h"

#include "redact/member.h"

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
	size_t n = 0, next = i;

	for (size_t k = 1; k <= LONGEST_PLACE; k++) {
		if (k > 1 && is_inside(s, next))
			next++;
		if (!speech_is_letters(s, next))
			break;
		next++;
		if ((k == 1 ? s->is[i]
			    : tagger_words(&s->tagger, s->words, i, next - i)) &
		    WORD_PLACE)
			n = next - i;
	}
	return n;
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
	       !member_is_generic(speech_word(s, first));
}

/* "folha de oliveira": a surname more than a town, and nobody says that he
 * is from there. */
static bool
is_surname_rather(const struct speech *s, size_t i)
{
	static const struct str from[] = { { "desde", 5 }, { "llego", 5 },
		{ "salgo", 5 }, { "somos", 5 }, { "sou", 3 }, { "soy", 3 },
		{ "suis", 4 }, { "vengo", 5 }, { "venho", 5 }, { "viens", 5 } };

	return s->is[i] & WORD_LAST && i > 1 && speech_is(s, i - 1, "de") &&
	       !SPEECH_IS_ONE(s, i - 2, from);
}

/* "reading", "prato": a town in small letters that is a frequent word too, all
 * that is said behind "live in". */
static bool
is_word_too(const struct speech *s, size_t i)
{
	static const struct str towns[] = { { "bath", 4 }, { "buffalo", 7 },
		{ "bury", 4 }, { "cork", 4 }, { "hull", 4 }, { "lens", 4 },
		{ "nice", 4 }, { "orange", 6 }, { "phoenix", 7 },
		{ "prato", 5 }, { "reading", 7 }, { "reno", 4 }, { "rugby", 5 },
		{ "slough", 6 }, { "tours", 5 } };
	static const struct str then[] = { { "and", 3 }, { "but", 3 },
		{ "et", 2 }, { "last", 4 }, { "now", 3 }, { "since", 5 },
		{ "so", 2 } };
	size_t next = i + 1;

	return SPEECH_IS_ONE(s, i, towns) && !speech_is_capital(s, i) &&
	       (speech_ends(s, i) || next >= s->words->n_tokens ||
		   speech_is_mark(s, next, ",;") ||
		   SPEECH_IS_ONE(s, next, then));
}

/* "to Turkey", "en Espagne": too large a place to tell anybody by. */
static bool
is_country(const struct speech *s, size_t i)
{
	static const struct str names[] = { { "africa", 6 }, { "afrika", 6 },
		{ "afrique", 7 }, { "alemania", 8 }, { "alemanha", 8 },
		{ "allemagne", 9 }, { "america", 7 }, { "amerika", 7 },
		{ "argentina", 9 }, { "asia", 4 }, { "asie", 4 },
		{ "australia", 9 }, { "australien", 10 }, { "austria", 7 },
		{ "belgica", 7 }, { "belgie", 6 }, { "belgien", 7 },
		{ "belgio", 6 }, { "belgique", 8 }, { "belgium", 7 },
		{ "brasil", 6 }, { "brasilien", 9 }, { "brazil", 6 },
		{ "canada", 6 }, { "chile", 5 }, { "china", 5 },
		{ "colombia", 8 }, { "croatia", 7 }, { "cyprus", 6 },
		{ "denmark", 7 }, { "deutschland", 11 }, { "duitsland", 9 },
		{ "egypt", 5 }, { "england", 7 }, { "espagne", 7 },
		{ "espana", 6 }, { "europa", 6 }, { "europe", 6 },
		{ "finland", 7 }, { "france", 6 }, { "francia", 7 },
		{ "frankreich", 10 }, { "frankrijk", 9 }, { "germania", 8 },
		{ "germany", 7 }, { "ghana", 5 }, { "grecia", 6 },
		{ "greece", 6 }, { "griechenland", 12 }, { "holland", 7 },
		{ "india", 5 }, { "inghilterra", 11 }, { "inglaterra", 10 },
		{ "ireland", 7 }, { "irland", 6 }, { "irlanda", 7 },
		{ "israel", 6 }, { "italia", 6 }, { "italie", 6 },
		{ "italien", 7 }, { "italy", 5 }, { "japan", 5 },
		{ "japon", 5 }, { "kenya", 5 }, { "kroatien", 8 },
		{ "marocco", 7 }, { "maroc", 5 }, { "marokko", 7 },
		{ "marruecos", 9 }, { "mexico", 6 }, { "mexiko", 6 },
		{ "morocco", 7 }, { "nederland", 9 }, { "netherlands", 11 },
		{ "niederlande", 11 }, { "nigeria", 7 }, { "norway", 6 },
		{ "osterreich", 10 }, { "pakistan", 8 }, { "peru", 4 },
		{ "poland", 6 }, { "polen", 5 }, { "polonia", 7 },
		{ "polska", 6 }, { "portugal", 8 }, { "romania", 7 },
		{ "schweden", 8 }, { "schweiz", 7 }, { "scotland", 8 },
		{ "spagna", 6 }, { "spain", 5 }, { "spanien", 7 },
		{ "spanje", 6 }, { "suisse", 6 }, { "suiza", 5 },
		{ "suica", 5 }, { "sverige", 7 }, { "svizzera", 8 },
		{ "sweden", 6 }, { "switzerland", 11 }, { "thailand", 8 },
		{ "tunisie", 7 }, { "turkei", 6 }, { "turkey", 6 },
		{ "turkije", 7 }, { "turquie", 7 }, { "turquia", 7 },
		{ "ukraine", 7 }, { "usa", 3 }, { "wales", 5 } };

	return SPEECH_IS_ONE(s, i, names);
}

/* "Linha de Sintra": a train goes there. */
static bool
is_of_line(const struct speech *s, size_t i)
{
	static const struct str lines[] = { { "ligne", 5 }, { "linea", 5 },
		{ "linha", 5 }, { "lijn", 4 }, { "linie", 5 } };

	return i > 1 && SPEECH_IS_ONE(s, i - 2, lines);
}

/* "Duchess of Edinburgh", "Bank of Scotland": what is called after it; not "the
 * City of Leeds". */
static bool
is_of_title(const struct speech *s, size_t i)
{
	static const struct str towns[] = { { "borough", 7 }, { "city", 4 },
		{ "county", 6 }, { "town", 4 }, { "village", 7 } };

	return i > 1 && speech_is(s, i - 1, "of") &&
	       speech_is_letters(s, i - 2) && speech_is_capital(s, i - 2) &&
	       !SPEECH_IS_ONE(s, i - 2, towns);
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
	static const struct str one[] = { { "un", 2 }, { "una", 3 },
		{ "unas", 4 }, { "une", 3 }, { "uno", 3 }, { "unos", 4 } };

	return s->is[i] & WORD_FIRM || speech_names_thing(s, i) ||
	       speech_is_several(s, i) ||
	       (i > 0 && SPEECH_IS_ONE(s, i - 1, one));
}

/* "Austin-style", "Bayern-Ticket" */
static bool
is_manner(const struct speech *s, size_t last)
{
	static const struct str goods[] = { { "abo", 3 }, { "card", 4 },
		{ "karte", 5 }, { "kaart", 5 }, { "pass", 4 }, { "tarif", 5 },
		{ "ticket", 6 } };

	if (speech_is_mark(s, last + 1, "-") && speech_is_joined(s, last + 1) &&
	    speech_is_joined(s, last + 2) && SPEECH_IS_ONE(s, last + 2, goods))
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
		    !is_manner(s, last) && !is_model(s, last))
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
	static const struct str houses[] = { { "branch", 6 }, { "campus", 6 },
		{ "depot", 5 }, { "office", 6 }, { "outlet", 6 },
		{ "showroom", 8 }, { "store", 5 }, { "surgery", 7 },
		{ "warehouse", 9 } };

	for (size_t i = 2; i < s->words->n_tokens; i++) {
		size_t town = i - 1;

		if (!(s->is[town] & WORD_PLACE) ||
		    s->is[town] & (WORD_KNOWN | WORD_FIRM) ||
		    !speech_is_capital(s, town) || speech_is_capital(s, i) ||
		    !speech_has_use(s, town - 1, USE_THE) ||
		    !speech_is_letters(s, town) || !SPEECH_IS_ONE(s, i, houses))
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
		if (n < 2 || speech_names_thing(s, i + n - 1))
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
		take_branches(s, out);
	}
	if (memchr(s->text.p, '>', s->text.n))
		take_cells(s, out);
	if (s->has_cells)
		take_comma_cells(s, out);
}
