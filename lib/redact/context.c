#include "redact/context.h"

#include <stdlib.h>

#include "redact/recogniser.h"

enum { WORDS = 8, LONGEST = 20, WINDOW = 96 };

/* Sorted: looked up by halves.  Accents are gone in the view. */
static const char *const phone_words[] = { "anrufen", "appeler", "appelez",
	"bel", "bellen", "call", "callback", "called", "calling", "cell",
	"cellphone", "cellulare", "celular", "chiama", "chiamare", "contact",
	"erreichbar", "fax", "gsm", "handy", "handynummer", "landline", "ligar",
	"ligue", "llama", "llamar", "llame", "mob", "mobiel", "mobil", "mobile",
	"mobilnummer", "movil", "msisdn", "phone", "phonenumber", "portable",
	"reach", "ring", "rufnummer", "ruft", "sms", "tel", "telefon",
	"telefone", "telefonnummer", "telefono", "telefoon", "telefoonnummer",
	"telemovel", "telephone", "text", "whatsapp" };

static const char *const other_words[] = { "account", "acct", "amount",
	"article", "auftrag", "auftragsnummer", "bestellnummer", "bestellung",
	"bill", "booking", "case", "claim", "code", "commande", "compte",
	"confirmation", "conta", "conto", "contract", "cuenta", "dni", "id",
	"imei", "invoice", "isbn", "item", "konto", "kontonummer",
	"kundennummer", "member", "membership", "meter", "order", "passport",
	"pedido", "pin", "plz", "policy", "postcode", "product", "rechnung",
	"rechnungsnummer", "ref", "reference", "reservation", "routing",
	"sendung", "sendungsnummer", "serial", "sku", "ssn", "ticket",
	"tracking", "transaction", "vertrag", "vin", "zip" };

static const char *const card_words[] = { "amex", "card", "cards", "carta",
	"cartao", "carte", "credit", "creditcard", "creditkaart", "debit",
	"karte", "kartennummer", "kreditkarte", "mastercard", "pan", "tarjeta",
	"visa" };

static const char *const version_words[] = { "app", "build", "chapter",
	"clause", "firmware", "release", "rev", "section", "step", "v", "ver",
	"version" };

static const char *const my_words[] = { "meine", "mi", "mijn", "mio", "mon",
	"my" };

static const char *const number_words[] = { "no", "nr", "num", "number",
	"numero", "nummer" };

/*
 * What numbers are called, sorted; KIND_IDENTITY is identity in general.  Of a
 * word that is too long the beginning stands here.
 */
static const struct naming {
	const char *words;
	enum kind kind;
} namings[] = {
	{ "aadhaar", KIND_AADHAAR },
	{ "aadhar", KIND_AADHAAR },
	{ "aba", KIND_ROUTING },
	{ "ablaufdatum", KIND_EXPIRY },
	{ "abn", KIND_ABN },
	{ "access code", KIND_OTP },
	{ "account", KIND_ACCOUNT },
	{ "acct", KIND_ACCOUNT },
	{ "adhaar", KIND_AADHAAR },
	{ "bankleitzahl", KIND_ROUTING },
	{ "bestatigungscode", KIND_OTP },
	{ "birth", KIND_DOB },
	{ "birthdate", KIND_DOB },
	{ "birthday", KIND_DOB },
	{ "blz", KIND_ROUTING },
	{ "born", KIND_DOB },
	{ "bsn", KIND_BSN },
	{ "burgerservicenummer", KIND_BSN },
	{ "business number", KIND_ABN },
	{ "caduca", KIND_EXPIRY },
	{ "caducidad", KIND_EXPIRY },
	{ "chassis", KIND_VIN },
	{ "citizen", KIND_IDENTITY },
	{ "cnpj", KIND_CNPJ },
	{ "code postal", KIND_POSTCODE },
	{ "compte", KIND_ACCOUNT },
	{ "conta", KIND_ACCOUNT },
	{ "conto", KIND_ACCOUNT },
	{ "cpf", KIND_CPF },
	{ "cuenta", KIND_ACCOUNT },
	{ "cvc", KIND_CVV },
	{ "cvv", KIND_CVV },
	{ "dni", KIND_NIF },
	{ "dob", KIND_DOB },
	{ "exp", KIND_EXPIRY },
	{ "expiration", KIND_EXPIRY },
	{ "expires", KIND_EXPIRY },
	{ "expiring", KIND_EXPIRY },
	{ "expiry", KIND_EXPIRY },
	{ "fahrgestellnummer", KIND_VIN },
	{ "fiscal", KIND_IDENTITY },
	{ "fiscale", KIND_CODICEFISCALE },
	{ "fuehrerschein", KIND_LICENCE },
	{ "fuhrerschein", KIND_LICENCE },
	{ "geboortedatum", KIND_DOB },
	{ "geboren", KIND_DOB },
	{ "geburtsdatum", KIND_DOB },
	{ "geburtstag", KIND_DOB },
	{ "geheimzahl", KIND_PIN },
	{ "identidad", KIND_IDENTITY },
	{ "identification", KIND_IDENTITY },
	{ "identifikationsnumme", KIND_IDENTITY },
	{ "identity", KIND_IDENTITY },
	{ "idnr", KIND_STEUERID },
	{ "imei", KIND_IMEI },
	{ "immatriculation", KIND_PLATE },
	{ "itin", KIND_ITIN },
	{ "kennzeichen", KIND_PLATE },
	{ "kenteken", KIND_PLATE },
	{ "konto", KIND_ACCOUNT },
	{ "kontonummer", KIND_ACCOUNT },
	{ "licence", KIND_LICENCE },
	{ "license", KIND_LICENCE },
	{ "login code", KIND_OTP },
	{ "matricula", KIND_PLATE },
	{ "nacida", KIND_DOB },
	{ "nacido", KIND_DOB },
	{ "nacimiento", KIND_DOB },
	{ "naissance", KIND_DOB },
	{ "nascimento", KIND_DOB },
	{ "nascita", KIND_DOB },
	{ "nata", KIND_DOB },
	{ "national insurance", KIND_NINO },
	{ "nato", KIND_DOB },
	{ "nhs", KIND_NHS },
	{ "ni number", KIND_NINO },
	{ "nie", KIND_NIF },
	{ "nif", KIND_NIF },
	{ "nino", KIND_NINO },
	{ "nir", KIND_NIR },
	{ "otp", KIND_OTP },
	{ "pan", KIND_PAN },
	{ "pasaporte", KIND_PASSPORT },
	{ "paspoort", KIND_PASSPORT },
	{ "passaporte", KIND_PASSPORT },
	{ "passaporto", KIND_PASSPORT },
	{ "passcode", KIND_OTP },
	{ "passeport", KIND_PASSPORT },
	{ "passnummer", KIND_PASSPORT },
	{ "passport", KIND_PASSPORT },
	{ "patient", KIND_IDENTITY },
	{ "permis", KIND_LICENCE },
	{ "personnr", KIND_PERSONNUMMER },
	{ "personnummer", KIND_PERSONNUMMER },
	{ "pesel", KIND_PESEL },
	{ "pin", KIND_PIN },
	{ "pincode", KIND_PIN },
	{ "plate", KIND_PLATE },
	{ "plates", KIND_PLATE },
	{ "plz", KIND_POSTCODE },
	{ "postal code", KIND_POSTCODE },
	{ "postcode", KIND_POSTCODE },
	{ "postleitzahl", KIND_POSTCODE },
	{ "prufziffer", KIND_CVV },
	{ "reisepass", KIND_PASSPORT },
	{ "rekening", KIND_ACCOUNT },
	{ "rekeningnummer", KIND_ACCOUNT },
	{ "rijbewijs", KIND_LICENCE },
	{ "routing", KIND_ROUTING },
	{ "scadenza", KIND_EXPIRY },
	{ "secu", KIND_NIR },
	{ "securite sociale", KIND_NIR },
	{ "security code", KIND_CVV },
	{ "sin", KIND_SIN },
	{ "sms code", KIND_OTP },
	{ "social", KIND_SSN },
	{ "social insurance", KIND_SIN },
	{ "social security", KIND_SSN },
	{ "sort code", KIND_ROUTING },
	{ "ssn", KIND_SSN },
	{ "steuer", KIND_STEUERID },
	{ "steuerid", KIND_STEUERID },
	{ "steueridentifikation", KIND_STEUERID },
	{ "steuernummer", KIND_IDENTITY },
	{ "tan", KIND_OTP },
	{ "targa", KIND_PLATE },
	{ "tax", KIND_IDENTITY },
	{ "tax file", KIND_TFN },
	{ "taxpayer", KIND_ITIN },
	{ "tfn", KIND_TFN },
	{ "thru", KIND_EXPIRY },
	{ "time code", KIND_OTP },
	{ "urodzenia", KIND_DOB },
	{ "validade", KIND_EXPIRY },
	{ "verification code", KIND_OTP },
	{ "vin", KIND_VIN },
	{ "zip", KIND_POSTCODE },
	{ "zipcode", KIND_POSTCODE },
};

static int
compare(const void *word, const void *entry)
{
	return strcmp(word, *(const char *const *)entry);
}

#define IS_IN(word, list) \
	(bsearch(word, list, sizeof(list) / sizeof(*(list)), sizeof(*(list)), \
	     compare) != NULL)

/* Words, walked away from a place. */
struct walk {
	struct str text;
	size_t at, from; /* from: where the walk began */
	size_t n;
	char word[LONGEST + 1]; /* the last one, in small letters */
};

static void
take_word(struct walk *w, size_t start, size_t end)
{
	size_t n = end - start < LONGEST ? end - start : LONGEST;

	for (size_t i = 0; i < n; i++)
		w->word[i] = to_lower(w->text.p[start + i]);
	w->word[n] = '\0';
	w->n++;
}

/* "Tel." and "No." do not end a sentence. */
static bool
ends_sentence(struct str text, size_t i)
{
	size_t letters = 0;
	char b = text.p[i];

	if (b != '.')
		return b == '!' || b == '?' || b == '<' || b == '>' ||
		       b == '\n';
	while (letters < i && is_alpha(text.p[i - 1 - letters]))
		letters++;
	return letters > 4;
}

static bool
step_back(struct walk *w)
{
	size_t end;

	while (w->at > 0 && w->from - w->at < WINDOW &&
	       !is_alpha(w->text.p[w->at - 1])) {
		if (ends_sentence(w->text, w->at - 1))
			return false;
		w->at--;
	}
	end = w->at;
	while (
	    w->at > 0 && is_alpha(w->text.p[w->at - 1]) && end - w->at < WINDOW)
		w->at--;
	if (end == w->at || w->n == WORDS || w->from - w->at > WINDOW)
		return false;
	take_word(w, w->at, end);
	return true;
}

static bool
step_on(struct walk *w)
{
	size_t start;

	while (w->at < w->text.n && w->at - w->from < WINDOW &&
	       !is_alpha(w->text.p[w->at])) {
		if (ends_sentence(w->text, w->at))
			return false;
		w->at++;
	}
	start = w->at;
	while (w->at < w->text.n && is_alpha(w->text.p[w->at]) &&
	       w->at - start < WINDOW)
		w->at++;
	if (start == w->at || w->n == WORDS / 2 || w->at - w->from > WINDOW)
		return false;
	take_word(w, start, w->at);
	return true;
}

enum verdict { SAYS_NOTHING, SAYS_PHONE, SAYS_OTHER };

static enum verdict
weigh(const char *word)
{
	if (IS_IN(word, phone_words))
		return SAYS_PHONE;
	return IS_IN(word, other_words) || IS_IN(word, card_words)
		   ? SAYS_OTHER
		   : SAYS_NOTHING;
}

/* The nearest word before a place that says anything; *start: there was none,
 * up to the beginning of the text. */
static enum verdict
weigh_before(struct str text, size_t at, bool *start)
{
	struct walk w = { .text = text, .at = at, .from = at };
	bool number = false;

	*start = false;
	while (step_back(&w)) {
		enum verdict v = weigh(w.word);

		if (v != SAYS_NOTHING)
			return v;
		if (number && IS_IN(w.word, my_words))
			return SAYS_PHONE;
		number = IS_IN(w.word, number_words);
	}
	*start = w.at == 0;
	return SAYS_NOTHING;
}

/* "And your telephone number, please?" */
static bool
asks_for_phone(struct str before)
{
	bool start;

	while (before.n > 0 && !is_alpha(before.p[before.n - 1]) &&
	       before.p[before.n - 1] != '>')
		before.n--;
	return weigh_before(before, before.n, &start) == SAYS_PHONE;
}

/* What stands before decides; what stands behind only when that is silent,
 * and the turn before only when the text says nothing at all. */
bool
context_says_phone(struct str text, size_t at, struct str before)
{
	struct walk w = { .text = text, .at = at, .from = at };
	bool start;
	enum verdict v = weigh_before(text, at, &start);

	while (v == SAYS_NOTHING && step_on(&w))
		v = weigh(w.word);
	return v == SAYS_PHONE ||
	       (v == SAYS_NOTHING && start && asks_for_phone(before));
}

/* What `word` is called, or with `behind` behind it; the longer name first. */
static const struct naming *
find_naming(const char *word, const char *behind)
{
	const struct naming *found = NULL;
	size_t low = 0, high = sizeof(namings) / sizeof(*namings);
	size_t end = high, n = strlen(word);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(namings[middle].words, word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < end && strncmp(namings[low].words, word, n) == 0; low++) {
		const char *rest = namings[low].words + n;

		if (!*rest)
			found = &namings[low];
		else if (*rest == ' ' && strcmp(rest + 1, behind) == 0)
			return &namings[low];
	}
	return found;
}

/* An id, a card or a code is whatever the word before it says. */
static bool
is_open(const char *word)
{
	return strcmp(word, "id") == 0 || strcmp(word, "card") == 0 ||
	       strcmp(word, "code") == 0;
}

/* The name that ends nearest before a place, unless another number's stands
 * between; *start as in weigh_before(). */
static enum kind
name_before(struct str text, size_t at, bool *start)
{
	struct walk w = { .text = text, .at = at, .from = at };
	char behind[LONGEST + 1] = "";

	*start = false;
	while (step_back(&w)) {
		const struct naming *n = find_naming(w.word, behind);

		if (n)
			return n->kind;
		if (is_open(behind) ||
		    (weigh(w.word) != SAYS_NOTHING && !is_open(w.word)))
			return KIND_NOTHING;
		memcpy(behind, w.word, sizeof(behind));
	}
	*start = w.at == 0;
	return KIND_NOTHING;
}

enum kind
context_names(struct str text, size_t at, struct str before)
{
	bool start;
	enum kind k = name_before(text, at, &start);

	if (k != KIND_NOTHING || !start)
		return k;
	while (before.n > 0 && !is_alpha(before.p[before.n - 1]) &&
	       before.p[before.n - 1] != '>')
		before.n--;
	return name_before(before, before.n, &start);
}

bool
context_says_card(struct str text, size_t at)
{
	struct walk w = { .text = text, .at = at, .from = at };

	while (w.n < 4 && step_back(&w)) {
		if (IS_IN(w.word, card_words))
			return true;
		if (weigh(w.word) != SAYS_NOTHING)
			return false;
	}
	return false;
}

bool
context_says_other(struct str text, size_t at)
{
	struct walk w = { .text = text, .at = at, .from = at };

	while (w.n < 3 && step_back(&w)) {
		if (IS_IN(w.word, other_words))
			return true;
		if (!IS_IN(w.word, number_words) && strcmp(w.word, "is") != 0)
			return false;
	}
	return false;
}

bool
context_says_version(struct str text, size_t at)
{
	struct walk w = { .text = text, .at = at, .from = at };

	while (w.n < 2 && step_back(&w))
		if (IS_IN(w.word, version_words))
			return true;
	return false;
}

/* The words of "customerPhone", "mobile_no", "TEL". */
bool
context_is_phone_key(struct str key)
{
	char word[LONGEST + 1];
	size_t n = 0;

	for (size_t i = 0; i <= key.n; i++) {
		char b = byte_at(key, i);
		bool edge =
		    !is_alpha(b) || (to_lower(b) != b && i > 0 &&
					to_lower(key.p[i - 1]) == key.p[i - 1]);

		if (edge || n == LONGEST) {
			word[n] = '\0';
			if (n > 2 && strcmp(word, "text") != 0 &&
			    strcmp(word, "contact") != 0 &&
			    IS_IN(word, phone_words))
				return true;
			n = 0;
		}
		if (is_alpha(b))
			word[n++] = to_lower(b);
	}
	return false;
}

/* An account's id joins records; what else is called an account is too vague.
 */
static bool
is_vague(enum kind k)
{
	return k == KIND_ACCOUNT || k == KIND_EXPIRY || k == KIND_IDENTITY;
}

enum kind
context_names_key(struct str key)
{
	enum kind k;
	char words[WINDOW];
	size_t n = 0;
	bool start;

	for (size_t i = 0; i < key.n && n + 2 < sizeof(words); i++) {
		char b = key.p[i];

		if (to_lower(b) != b && i > 0 &&
		    to_lower(key.p[i - 1]) == key.p[i - 1])
			words[n++] = ' ';
		words[n++] = is_alpha(b) ? b : ' ';
	}
	k = name_before((struct str){ words, n }, n, &start);
	return is_vague(k) ? KIND_NOTHING : k;
}
