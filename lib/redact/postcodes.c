/* Postcodes and the towns beside them, behind a street or by themselves. */

#include "redact/streets.h"

#include "redact/recogniser.h"

enum { LONGEST_TOWN = 4 };

bool
postcode_is_dutch(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);

	return speech_token(s, i)->class == TEXT_WORD && w.n == 6 &&
	       is_digit(w.p[0]) && is_digit(w.p[1]) && is_digit(w.p[2]) &&
	       is_digit(w.p[3]) && is_alpha(w.p[4]) && is_alpha(w.p[5]);
}

static bool
is_town(const struct speech *s, size_t i)
{
	if (speech_is_letters(s, i) && speech_is_letters(s, i + 1) &&
	    tagger_words(&s->tagger, s->words, i, 2) & WORD_PLACE)
		return true;
	return speech_is_letters(s, i) && speech_token(s, i)->n > 2 &&
	       (speech_is_capital(s, i) || s->is[i] & WORD_PLACE) &&
	       !(s->is[i] & WORD_COMMON && !(s->is[i] & WORD_PLACE));
}

/* "Lans en Vercors", "Issy les Moulineaux", "Villeneuve d'Ascq", behind the
 * first word: the last token, or `i`. */
static size_t
behind_link(const struct speech *s, size_t i)
{
	static const struct str links[] = { { "en", 2 }, { "sur", 3 },
		{ "sous", 4 }, { "les", 3 }, { "lez", 3 }, { "la", 2 },
		{ "le", 2 }, { "de", 2 }, { "du", 2 }, { "des", 3 },
		{ "aux", 3 }, { "an", 2 }, { "am", 2 }, { "im", 2 },
		{ "in", 2 }, { "ob", 2 }, { "aan", 3 }, { "op", 2 },
		{ "al", 2 }, { "del", 3 }, { "do", 2 } };
	size_t k = i + 1;

	if (!speech_is_capital(s, i) || speech_ends(s, i))
		return i;
	if (speech_is(s, k, "d") && speech_is_mark(s, k + 1, "'"))
		k += 2;
	else if (SPEECH_IS_ONE(s, k, links) && !speech_is_capital(s, k) &&
		 !speech_ends(s, k))
		k += 1 + SPEECH_IS_ONE(s, k + 1, links);
	return k > i + 1 && speech_is_letters(s, k) &&
		       speech_is_capital(s, k) && speech_token(s, k)->n > 2 &&
		       !(s->is[k] & WORD_COMMON)
		   ? k
		   : i;
}

/* "38250 Lans en Vercors": no list has it, but nothing else is called so. */
static bool
is_french_town(const struct speech *s, size_t i)
{
	static const struct str links[] = { { "en", 2 }, { "sur", 3 },
		{ "sous", 4 }, { "les", 3 }, { "lez", 3 }, { "d", 1 } };

	return SPEECH_IS_ONE(s, i + 1, links) && behind_link(s, i) > i &&
	       !(s->is[i] & WORD_COMMON);
}

static size_t
town_end(const struct speech *s, size_t i)
{
	for (size_t n = 0; n < 4; n++) {
		size_t linked = behind_link(s, i);

		if (linked > i)
			i = linked;
		else if (speech_is_mark(s, i + 1, "-") &&
			 speech_is_joined(s, i + 1) &&
			 speech_is_joined(s, i + 2) &&
			 speech_is_letters(s, i + 2))
			i += 2;
		else if (speech_is_letters(s, i + 1) && !speech_ends(s, i) &&
			 speech_is_capital(s, i) &&
			 speech_is_capital(s, i + 1) &&
			 !(s->is[i + 1] & WORD_COMMON))
			i++;
		else if (tagger_words(&s->tagger, s->words, i,
			     i + 1 < s->words->n_tokens ? 2 : 1) &
			     WORD_PLACE &&
			 speech_is_letters(s, i + 1) && n == 0)
			i++;
		else
			break;
	}
	return i;
}

/* "503 49", "30-102": the last token of it, or 0. */
static size_t
two_groups_end(const struct speech *s, size_t i)
{
	size_t n = speech_token(s, i)->n;

	if (n == 3 && speech_is_digits(s, i + 1) &&
	    speech_token(s, i + 1)->n == 2)
		return i + 1;
	if (n == 2 && speech_is_mark(s, i + 1, "-") &&
	    speech_is_joined(s, i + 1) && speech_is_joined(s, i + 2) &&
	    speech_is_digits(s, i + 2) && speech_token(s, i + 2)->n == 3)
		return i + 2;
	return 0;
}

/* "43142-0441": its last token, or `i`. */
static size_t
zip_end(const struct speech *s, size_t i)
{
	return speech_is_digits(s, i) && speech_token(s, i)->n == 5 &&
		       speech_is_mark(s, i + 1, "-") &&
		       speech_is_joined(s, i + 1) &&
		       speech_is_joined(s, i + 2) &&
		       speech_is_digits(s, i + 2) &&
		       speech_token(s, i + 2)->n == 4
		   ? i + 2
		   : i;
}

/* "cp 41001", "PLZ 5500": what a postcode is called, at the word. */
static bool
is_called_postcode(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_postcode);
}

/* "aus 5500 Bischofshofen": four digits that are no year, and a town that no
 * dictionary has, behind a word of places. */
static bool
is_short_postcode(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "aus", 3 }, { "in", 2 },
		{ "nach", 4 }, { "te", 2 } };
	struct str w = speech_word(s, i);
	size_t town = i + 1;

	if (i == 0 || w.n != 4 || w.p[0] == '0' || town >= s->words->n_tokens)
		return false;
	if (!is_town(s, town) || !speech_is_capital(s, town) ||
	    speech_has_use(s, town, USE_NEVER | USE_MONTH))
		return false;
	if (is_called_postcode(s, i - 1))
		return true;
	if ((w.p[0] == '1' && w.p[1] == '9') ||
	    (w.p[0] == '2' && w.p[1] == '0'))
		return false;
	return SPEECH_IS_ONE(s, i - 1, words) &&
	       (s->is[town] & WORD_PLACE ||
		   (!speech_is(s, i - 1, "in") && !(s->is[town] & WORD_KNOWN)));
}

/* A town in small letters, where a street or "cp" says what the number is. */
static bool
is_unknown_town(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->n > 3 &&
	       !(s->is[i] & (WORD_KNOWN | WORD_COMMON));
}

/* "69500 Bron": a name or a word elsewhere, but behind a street and its code.
 */
static bool
is_rare_town(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->n > 2 &&
	       !speech_has_use(s, i, USE_NEVER) &&
	       (speech_is_capital(s, i) ||
		   (!(s->is[i] & WORD_COMMON) &&
		       (speech_ends(s, i) || speech_is_mark(s, i + 1, ","))));
}

/* "'s-Heerenberg", "'t Harde": the word behind that, or `i`. */
static size_t
behind_article(const struct speech *s, size_t i)
{
	size_t k = i + 1;

	if (!speech_is_mark(s, i, "'") ||
	    (!speech_is(s, k, "s") && !speech_is(s, k, "t")))
		return i;
	k += 1 + speech_is_mark(s, k + 1, "-");
	return speech_is_letters(s, k) && speech_is_capital(s, k) ? k : i;
}

/* "6361 KL Nuth, Kerkpad 2a": a street that no list has, behind its town. */
static void
street_behind(struct speech *s, size_t town, struct spans *out)
{
	size_t first = town + 2, i = first;

	if (!speech_is_mark(s, town + 1, ","))
		return;
	while (
	    i < first + 3 && speech_is_letters(s, i) && speech_is_capital(s, i))
		i++;
	/* "6361 KL Nuth, Bestelling 4" */
	if (i > first && s->is[i - 1] & WORD_KNOWN &&
	    !(s->is[i - 1] & WORD_LAST))
		return;
	if (i > first && i < s->words->n_tokens && street_is_house(s, i) &&
	    speech_token(s, i)->n <= STREET_LONGEST_HOUSE)
		speech_add(s, out, first, street_house_end(s, i),
		    (struct finding_of){ KIND_ADDRESS, "town-street", 80 });
}

void
postcode_find(struct speech *s, size_t i, bool behind_street, struct spans *out)
{
	size_t last = i, town, name, n = speech_token(s, i)->n, in_two;
	bool called = i > 0 && is_called_postcode(s, i - 1);
	bool small = called || behind_street, dutch = false;

	if (n == 4 && i + 1 < s->words->n_tokens &&
	    speech_token(s, i + 1)->n == 2 && speech_is_letters(s, i + 1) &&
	    (speech_token(s, i + 1)->upper == 2 ||
		(behind_street && i + 2 < s->words->n_tokens &&
		    is_town(s, i + 2)))) {
		dutch = true;
		last++;
	}
	dutch |= postcode_is_dutch(s, i);
	/* "80010-000" */
	if (n == 5 && speech_is_mark(s, i + 1, "-") &&
	    speech_is_joined(s, i + 1) && speech_is_digits(s, i + 2) &&
	    speech_token(s, i + 2)->n == 3) {
		last += 2;
		if (i > 0 && speech_is(s, i - 1, "cep"))
			speech_add(s, out, i, last,
			    (struct finding_of){
				KIND_POSTCODE, "postcode-form", 85 });
	}
	/* "4000-123", of Portugal */
	if (behind_street && n == 4 && speech_is_mark(s, i + 1, "-") &&
	    speech_is_joined(s, i + 1) && speech_is_digits(s, i + 2) &&
	    speech_token(s, i + 2)->n == 3)
		last += 2;
	if (behind_street && zip_end(s, i) > i) {
		speech_add(s, out, i, zip_end(s, i),
		    (struct finding_of){ KIND_POSTCODE, "street-zip", 80 });
		return;
	}
	in_two = two_groups_end(s, i);
	if (in_two)
		last = in_two;
	called |= is_short_postcode(s, i);
	if (n != 5 && !dutch && !in_two &&
	    !(n == 4 && (behind_street || called)))
		return;
	town = last + 1;
	/* "23, 89802-140, Chapeco" */
	if (behind_street && last == i + 2 && speech_is_mark(s, town, ","))
		town++;
	name = behind_article(s, town);
	if (name >= s->words->n_tokens ||
	    !(is_town(s, name) ||
		(n == 5 && small && is_unknown_town(s, name)) ||
		(n == 5 && behind_street && is_rare_town(s, name)))) {
		if (behind_street &&
		    (dutch || last == i + 2 || (n == 5 && speech_ends(s, i))))
			speech_add(s, out, i, last,
			    (struct finding_of){
				KIND_POSTCODE, "street-postcode", 80 });
		return;
	}
	/* "3493 378629 35554 vence": of a longer number. */
	if (!behind_street && i > 0 && speech_is_digits(s, i - 1) &&
	    speech_token(s, i - 1)->n > 3)
		return;
	/* "12345 Berlin": what is no town of the list may be a product. */
	if (!behind_street && !dutch && !called &&
	    !(s->is[town] & WORD_PLACE) && !is_french_town(s, town))
		return;
	speech_add(s, out, i, last,
	    (struct finding_of){ KIND_POSTCODE, "postcode-town", 85 });
	last = town_end(s, name);
	speech_add(s, out, town, last,
	    (struct finding_of){ KIND_PLACE, "postcode-town", 85 });
	if (!behind_street)
		street_behind(s, last, out);
}

/* Two words of capitals and digits, or of `small` letters. */
static bool
is_code_pair(const struct speech *s, size_t i, bool small)
{
	size_t from, to;

	if (i + 1 >= s->words->n_tokens || !s->seen[i].has_digit ||
	    !s->seen[i + 1].has_digit || speech_token(s, i + 1)->n != 3)
		return false;
	from = speech_byte((struct speech *)s, speech_token(s, i)->start);
	to = speech_byte((struct speech *)s, speech_token(s, i + 1)->end);
	for (; !small && from < to; from++)
		if (is_lower(s->text.p[from]))
			return false;
	return true;
}

/* "SW1A 1AA": the shape is enough, where it is not in small letters. */
static bool
is_british(const struct speech *s, size_t i, bool small)
{
	static const char letters[] = "abdefghjlnpqrstuwxyz";
	struct str a, b;
	size_t n = 0;

	if (!is_code_pair(s, i, small))
		return false;
	a = speech_word(s, i);
	b = speech_word(s, i + 1);
	while (n < a.n && is_alpha(a.p[n]))
		n++;
	if (n < 1 || n > 2 || a.n - n < 1 || a.n - n > 2 || !is_digit(a.p[n]) ||
	    b.n != 3 || !is_digit(b.p[0]))
		return false;
	return strchr(letters, b.p[1]) && strchr(letters, b.p[2]) && b.p[1] &&
	       b.p[2];
}

/* "M5V 2T6". */
static bool
is_canadian(const struct speech *s, size_t i, bool small)
{
	struct str a, b;

	if (!is_code_pair(s, i, small))
		return false;
	a = speech_word(s, i);
	b = speech_word(s, i + 1);
	return a.n == 3 && b.n == 3 && is_alpha(a.p[0]) && is_digit(a.p[1]) &&
	       is_alpha(a.p[2]) && is_digit(b.p[0]) && is_alpha(b.p[1]) &&
	       is_digit(b.p[2]);
}

static bool
is_state_of_australia(const struct speech *s, size_t i)
{
	return speech_is(s, i, "nsw") || speech_is(s, i, "vic") ||
	       speech_is(s, i, "qld") || speech_is(s, i, "tas") ||
	       (i < s->words->n_tokens && speech_token(s, i)->upper == 2 &&
		   (speech_is(s, i, "sa") || speech_is(s, i, "wa") ||
		       speech_is(s, i, "nt")));
}

/* "VIC 3000", at the number. */
static bool
is_australian(const struct speech *s, size_t i)
{
	return i > 0 && speech_is_digits(s, i) && speech_token(s, i)->n == 4 &&
	       is_state_of_australia(s, i - 1);
}

/* "Pune - 411038", at the number. */
static bool
is_indian(const struct speech *s, size_t i)
{
	return i > 0 && speech_is_digits(s, i) && speech_token(s, i)->n == 6 &&
	       speech_word(s, i).p[0] != '0' &&
	       (speech_is_mark(s, i - 1, "-,") || s->is[i - 1] & WORD_PLACE);
}

/* "Ultimo NSW 2007": words in capitals, and what says that they are a town. */
static bool
town_of_australia(struct speech *s, size_t town, struct spans *out)
{
	enum { MOST_WORDS = 3 };
	size_t i = town, code;

	while (i < town + MOST_WORDS && speech_is_letters(s, i) &&
	       speech_is_capital(s, i) && !is_state_of_australia(s, i))
		i++;
	code = i + speech_is_mark(s, i, ",") + 1;
	if (i == town || code >= s->words->n_tokens || !is_australian(s, code))
		return false;
	speech_add(s, out, town, code - 1,
	    (struct finding_of){ KIND_PLACE, "street-town", 80 });
	speech_add(s, out, code, code,
	    (struct finding_of){ KIND_POSTCODE, "street-town", 80 });
	return true;
}

/* "commack ny 45869": words in small letters, perhaps a state, five digits. */
static bool
town_and_code(struct speech *s, size_t town, struct spans *out)
{
	size_t i = town, last;

	while (i < town + LONGEST_TOWN && speech_is_letters(s, i) &&
	       !(s->is[i] & WORD_COMMON && i > town &&
		   !speech_has_use(s, i, USE_STATE)))
		i++;
	last = i - 1;
	/* "commack, ny 45869" */
	if (i > town && speech_is_mark(s, i, ",") &&
	    speech_has_use(s, i + 1, USE_STATE) &&
	    speech_token(s, i + 1)->n == 2) {
		last = i + 1;
		i += 2;
	}
	/* "galway, 95709" */
	if (i > town && speech_is_mark(s, i, ","))
		i++;
	if (i == town || !speech_is_digits(s, i) ||
	    speech_token(s, i)->n != 5 ||
	    speech_in(s, town, WORDS_address_then))
		return false;
	speech_add(s, out, town, last,
	    (struct finding_of){ KIND_PLACE, "street-town", 75 });
	speech_add(s, out, i, zip_end(s, i),
	    (struct finding_of){ KIND_POSTCODE, "street-town", 80 });
	return true;
}

void
postcode_town_behind(struct speech *s, size_t i, struct spans *out)
{
	size_t town = i + 1, last;

	if (speech_is_mark(s, town, ",") || speech_is(s, town, "in"))
		town++;
	while (speech_is(s, town, "a") || speech_is(s, town, "em") ||
	       is_called_postcode(s, town))
		town++;
	if (speech_is_digits(s, town) ||
	    (town < s->words->n_tokens && postcode_is_dutch(s, town))) {
		postcode_find(s, town, true, out);
		return;
	}
	/* no town: "259 Jefferson Close, M4 6DE" */
	if (postcode_is_pair(s, town)) {
		speech_add(s, out, town, town + 1,
		    (struct finding_of){
			KIND_POSTCODE, "street-postcode", 80 });
		return;
	}
	if (town_and_code(s, town, out) || town_of_australia(s, town, out))
		return;
	/* "Beukenlaan 18\nPostcode: 5616VC" */
	if (!is_town(s, town) || speech_has_use(s, town, USE_NEVER) ||
	    speech_is_mark(s, town + 1, ":") ||
	    (!speech_is_capital(s, town) && s->is[town] & WORD_KNOWN))
		return;
	last = town_end(s, town);
	speech_add(s, out, town, last,
	    (struct finding_of){ KIND_PLACE, "street-town", 80 });
	for (size_t k = last + 1; k < s->words->n_tokens && k <= last + 4; k++)
		if (speech_is_digits(s, k) && speech_token(s, k)->n == 5)
			speech_add(s, out, k, zip_end(s, k),
			    (struct finding_of){
				KIND_POSTCODE, "street-town", 80 });
		else if (speech_is_digits(s, k) && speech_token(s, k)->n == 4 &&
			 speech_is_mark(s, k + 1, "-") &&
			 speech_is_joined(s, k + 1) &&
			 speech_is_digits(s, k + 2) &&
			 speech_token(s, k + 2)->n == 3)
			/* "4000-123", of Portugal */
			speech_add(s, out, k, k + 2,
			    (struct finding_of){
				KIND_POSTCODE, "street-town", 80 });
		else if (is_australian(s, k) || is_indian(s, k) ||
			 /* "Geelong 3220" */
			 (k == last + 1 && speech_is_digits(s, k) &&
			     speech_token(s, k)->n == 4 && speech_ends(s, k)))
			speech_add(s, out, k, k,
			    (struct finding_of){
				KIND_POSTCODE, "street-town", 80 });
		else if (postcode_is_pair(s, k))
			speech_add(s, out, k, k + 1,
			    (struct finding_of){
				KIND_POSTCODE, "street-town", 80 });
		else if (speech_token(s, k)->upper == 2 &&
			 speech_token(s, k)->n == 2)
			speech_add(s, out, k, k,
			    (struct finding_of){
				KIND_PLACE, "street-town", 80 });
		else if (!speech_is_mark(s, k, ",-") &&
			 !is_state_of_australia(s, k))
			break;
}

/* "Nantes (44000)", at the number. */
bool
postcode_is_bracketed(const struct speech *s, size_t i)
{
	return i > 1 && speech_is_digits(s, i) && speech_token(s, i)->n == 5 &&
	       speech_is_mark(s, i - 1, "(") && speech_is_mark(s, i + 1, ")") &&
	       speech_is_letters(s, i - 2) && speech_is_capital(s, i - 2) &&
	       s->is[i - 2] & WORD_PLACE;
}

/* "to ec1v 9lt": of small letters, behind a word of places. */
bool
postcode_is_small(const struct speech *s, size_t i)
{
	return i > 0 && speech_in(s, i - 1, WORDS_postcode_before) &&
	       speech_token(s, i)->n > 2 && is_british(s, i, true);
}

/* "D02 X285", of Ireland. */
static bool
is_irish(const struct speech *s, size_t i)
{
	static const char letters[] = "acdefhknprtvwxy";
	struct str a, b;
	size_t digits = 0;

	if (i + 1 >= s->words->n_tokens || !s->seen[i].has_digit ||
	    speech_token(s, i)->n != 3 || speech_token(s, i + 1)->n != 4 ||
	    !s->seen[i + 1].has_digit || speech_token(s, i)->upper == 0)
		return false;
	a = speech_word(s, i);
	b = speech_word(s, i + 1);
	for (size_t k = 0; k < b.n; k++)
		digits += is_digit(b.p[k]);
	return strchr(letters, a.p[0]) && is_digit(a.p[1]) &&
	       (is_digit(a.p[2]) || a.p[2] == 'w') && b.n == 4 &&
	       is_alpha(b.p[0]) && digits < 4 && speech_token(s, i + 1)->upper;
}

bool
postcode_is_pair(const struct speech *s, size_t i)
{
	return is_british(s, i, true) || is_canadian(s, i, true);
}

bool
postcode_is_form(const struct speech *s, size_t i)
{
	return i + 1 < s->words->n_tokens && s->seen[i + 1].has_digit &&
	       (is_british(s, i, false) || is_canadian(s, i, false) ||
		   is_irish(s, i));
}
