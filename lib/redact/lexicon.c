#include "redact/lexicon.h"

#include <stdint.h>

#include "base/die.h"

enum {
	LONGEST = 20, /* letters of a word that count */
	SLOTS = 2048, /* at least twice as many as there are words */
};

/* Accents are gone in the view. */
static const char phone_words[] =
    "anrufen appeler appelez bel bellen call callback called "
    "calling cell cellphone cellulare celular chiama chiamare "
    "contact erreichbar fax gsm handy handynummer landline ligar "
    "ligue llama llamar llame mob mobiel mobil mobile mobilnummer "
    "movil msisdn phone phonenumber portable reach ring rufnummer "
    "rappeler rappelez liguem llamen chiamate chiamatemi dzwonic "
    "zadzwonic ringa mobilen komorka "
    "ruft sms tel telefon telefone telefonnummer telefono "
    "telefoon telefoonnummer telemovel telephone text whatsapp";

static const char other_words[] =
    "account acct amount article auftrag auftragsnummer "
    "bestelling bestellnummer bestellung bestelnummer bill booking case "
    "claim code commande compte confirmation conta conto contract cuenta "
    "dni id imei invoice isbn item konto kontonummer kundennummer "
    "member membership meter order passport pedido pin plz policy "
    "postcode product rechnung rechnungsnummer ref reference "
    "reservation routing sendung sendungsnummer serial sku ssn "
    "ticket tracking transaction vertrag vin zip";

static const char card_words[] =
    "amex card cards carta cartao carte credit creditcard "
    "creditkaart debit karte kartennummer kreditkarte mastercard "
    "pan tarjeta visa";

static const char version_words[] =
    "app build chapter clause firmware release rev section step v "
    "ver version";

static const char my_words[] = "meine mi mijn mio mon my";

static const char number_words[] = "no nr num number numero nummer";

/* An id, a card or a code is whatever the word before it says. */
static const char open_words[] = "card code id";

/*
 * What numbers are called; KIND_IDENTITY is identity in general.  Of a word
 * that is too long the beginning stands here.
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
	{ "age", KIND_AGE },
	{ "aged", KIND_AGE },
	{ "alter", KIND_AGE },
	{ "edad", KIND_AGE },
	{ "idade", KIND_AGE },
	{ "leeftijd", KIND_AGE },
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
	{ "aniversario", KIND_DOB },
	{ "anniversaire", KIND_DOB },
	{ "compleanno", KIND_DOB },
	{ "cumpleanos", KIND_DOB },
	{ "dob", KIND_DOB },
	{ "geb", KIND_DOB },
	{ "nac", KIND_DOB },
	{ "naci", KIND_DOB },
	{ "nacio", KIND_DOB },
	{ "nasceu", KIND_DOB },
	{ "nasci", KIND_DOB },
	{ "ne le", KIND_DOB },
	{ "nee", KIND_DOB },
	{ "o b", KIND_DOB }, /* d.o.b. */
	{ "verjaardag", KIND_DOB },
	{ "exp", KIND_EXPIRY },
	{ "expiration", KIND_EXPIRY },
	{ "expire", KIND_EXPIRY },
	{ "expires", KIND_EXPIRY },
	{ "geldig", KIND_EXPIRY },
	{ "gultig", KIND_EXPIRY },
	{ "scade", KIND_EXPIRY },
	{ "valid", KIND_EXPIRY },
	{ "validite", KIND_EXPIRY },
	{ "vence", KIND_EXPIRY },
	{ "vencimento", KIND_EXPIRY },
	{ "vencimiento", KIND_EXPIRY },
	{ "verloopt", KIND_EXPIRY },
	{ "vervaldatum", KIND_EXPIRY },
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
	{ "car registration", KIND_PLATE },
	{ "plate", KIND_PLATE },
	{ "reg", KIND_PLATE },
	{ "vehicle registration", KIND_PLATE },
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
	{ "customer number", KIND_MEMBER },
	{ "customer no", KIND_MEMBER },
	{ "kundennummer", KIND_MEMBER },
	{ "mitgliedsnummer", KIND_MEMBER },
	{ "membership", KIND_MEMBER },
	{ "member number", KIND_MEMBER },
	{ "member no", KIND_MEMBER },
	{ "member id", KIND_MEMBER },
	{ "loyalty", KIND_MEMBER },
	{ "policy number", KIND_MEMBER },
	{ "policy no", KIND_MEMBER },
	{ "klantnummer", KIND_MEMBER },
	{ "numero cliente", KIND_MEMBER },
	{ "versichertennummer", KIND_MEMBER },
	{ "vertragsnummer", KIND_MEMBER },
	{ "placa", KIND_PLATE },
	{ "plaque", KIND_PLATE },
	{ "registration", KIND_PLATE },
	{ "numberplate", KIND_PLATE },
	{ "rego", KIND_PLATE },
	{ "nummernschild", KIND_PLATE },
	{ "autokennzeichen", KIND_PLATE },
	{ "kentekenplaat", KIND_PLATE },
	{ "nummerplaat", KIND_PLATE },
	{ "rejestracyjny", KIND_PLATE },
	{ "registreringsnummer", KIND_PLATE },
	{ "regnr", KIND_PLATE },
	{ "nummerplat", KIND_PLATE },
	{ "lauft", KIND_EXPIRY },
	{ "ablauf", KIND_EXPIRY },
	{ "gueltig", KIND_EXPIRY },
	{ "verfallsdatum", KIND_EXPIRY },
	{ "verfall", KIND_EXPIRY },
	{ "giltigt", KIND_EXPIRY },
	{ "giltig", KIND_EXPIRY },
	{ "utgangsdatum", KIND_EXPIRY },
	{ "wazna", KIND_EXPIRY },
	{ "waznosci", KIND_EXPIRY },
	{ "vervalt", KIND_EXPIRY },
	{ "geldigheid", KIND_EXPIRY },
	{ "expira", KIND_EXPIRY },
	{ "expiracion", KIND_EXPIRY },
	{ "caduque", KIND_EXPIRY },
	{ "sicherheitscode", KIND_CVV },
	{ "prufnummer", KIND_CVV },
	{ "kartenprufnummer", KIND_CVV },
	{ "cryptogramme", KIND_CVV },
	{ "de seguridad", KIND_CVV },
	{ "de seguranca", KIND_CVV },
	{ "de securite", KIND_CVV },
	{ "di sicurezza", KIND_CVV },
	{ "beveiligingscode", KIND_CVV },
	{ "sakerhetskod", KIND_CVV },
	{ "kod bezpieczenstwa", KIND_CVV },
	{ "csc", KIND_CVV },
	{ "digits on", KIND_CVV },
	{ "au dos", KIND_CVV },
	{ "dorso", KIND_CVV },
	{ "ruckseite", KIND_CVV },
	{ "achterkant", KIND_CVV },
	{ "codigo postal", KIND_POSTCODE },
	{ "cep", KIND_POSTCODE },
	{ "cap", KIND_POSTCODE },
	{ "post code", KIND_POSTCODE },
	{ "postnummer", KIND_POSTCODE },
	{ "kod pocztowy", KIND_POSTCODE },
	{ "urodzilem", KIND_DOB },
	{ "urodzilam", KIND_DOB },
	{ "urodzony", KIND_DOB },
	{ "urodzona", KIND_DOB },
	{ "fodd", KIND_DOB },
	{ "fodelsedatum", KIND_DOB },
	{ "fodelsedag", KIND_DOB },
	{ "bday", KIND_DOB },
	{ "pinkod", KIND_PIN },
	{ "pinnummer", KIND_PIN },
	{ "geheimnummer", KIND_PIN },
	{ "pincodice", KIND_PIN },
	{ "verificatiecode", KIND_OTP },
	{ "verifizierungscode", KIND_OTP },
	{ "verifikationscode", KIND_OTP },
	{ "einmalcode", KIND_OTP },
	{ "einmalpasswort", KIND_OTP },
	{ "smscode", KIND_OTP },
	{ "verifieringskod", KIND_OTP },
	{ "engangskod", KIND_OTP },
	{ "kod weryfikacyjny", KIND_OTP },
	{ "de verification", KIND_OTP },
	{ "de verificacion", KIND_OTP },
	{ "de verificacao", KIND_OTP },
	{ "di verifica", KIND_OTP },
	{ "kundennr", KIND_MEMBER },
	{ "kundenr", KIND_MEMBER },
	{ "klantnr", KIND_MEMBER },
	{ "lidnummer", KIND_MEMBER },
	{ "mitgliedsnr", KIND_MEMBER },
	{ "kundnummer", KIND_MEMBER },
	{ "medlemsnummer", KIND_MEMBER },
	{ "numer klienta", KIND_MEMBER },
	{ "de cliente", KIND_MEMBER },
	{ "de client", KIND_MEMBER },
	{ "de socio", KIND_MEMBER },
	{ "de fidelite", KIND_MEMBER },
	{ "de poliza", KIND_MEMBER },
	{ "numero client", KIND_MEMBER },
	{ "codice cliente", KIND_MEMBER },
	{ "codigo cliente", KIND_MEMBER },
	{ "numero adherent", KIND_MEMBER },
	{ "frequent flyer", KIND_MEMBER },
	{ "policennummer", KIND_MEMBER },
	{ "versicherungsnummer", KIND_MEMBER },
	{ "polisnummer", KIND_MEMBER },
	{ "bestelling", KIND_ORDER },
	{ "ordernummer", KIND_ORDER },
	{ "zamowienia", KIND_ORDER },
	{ "zamowienie", KIND_ORDER },
	{ "mum is", KIND_AGE },
	{ "mom is", KIND_AGE },
	{ "mother is", KIND_AGE },
	{ "dad is", KIND_AGE },
	{ "father is", KIND_AGE },
	{ "husband is", KIND_AGE },
	{ "wife is", KIND_AGE },
	{ "grandmother is", KIND_AGE },
	{ "grandfather is", KIND_AGE },
	{ "valido", KIND_EXPIRY },
	{ "valida", KIND_EXPIRY },
	{ "valable", KIND_EXPIRY },
	{ "good through", KIND_EXPIRY },
	{ "good until", KIND_EXPIRY },
	{ "good thru", KIND_EXPIRY },
	{ "acc", KIND_ACCOUNT },
	{ "kontonr", KIND_ACCOUNT },
	{ "kto", KIND_ACCOUNT },
	{ "rekeningnr", KIND_ACCOUNT },
	{ "dl", KIND_LICENCE },
	{ "cnh", KIND_LICENCE },
	{ "patente", KIND_LICENCE },
	{ "korkort", KIND_LICENCE },
	{ "de conducir", KIND_LICENCE },
	{ "de conducao", KIND_LICENCE },
	{ "fuhrerscheinnummer", KIND_LICENCE },
	{ "rijbewijsnummer", KIND_LICENCE },
	{ "nascido", KIND_DOB },
	{ "nascida", KIND_DOB },
	{ "digit code", KIND_CVV },
	{ "immatricule", KIND_PLATE },
	{ "immatriculee", KIND_PLATE },
	{ "targata", KIND_PLATE },
	{ "targato", KIND_PLATE },
	{ "numerach", KIND_PLATE },
	{ "rejestracyjne", KIND_PLATE },
	{ "rejestracyjna", KIND_PLATE },
	{ "rejestracji", KIND_PLATE },
	{ "registreringsskylt", KIND_PLATE },
	{ "number plate", KIND_PLATE },
	{ "chapa", KIND_PLATE },
	{ "verification value", KIND_CVV },
	{ "verification number", KIND_CVV },
	{ "cvn", KIND_CVV },
	{ "three digits", KIND_CVV },
	{ "drei ziffern", KIND_CVV },
	{ "trois chiffres", KIND_CVV },
	{ "tres digitos", KIND_CVV },
	{ "tres numeros", KIND_CVV },
	{ "tres ultimos", KIND_CVV },
	{ "drie cijfers", KIND_CVV },
	{ "tre cifre", KIND_CVV },
	{ "trzy cyfry", KIND_CVV },
	{ "tre siffrorna", KIND_CVV },
	{ "tre siffror", KIND_CVV },
	{ "strip digits", KIND_CVV },
	{ "kontrollziffer", KIND_CVV },
	{ "prufzahl", KIND_CVV },
	{ "scad", KIND_EXPIRY },
	{ "gar ut", KIND_EXPIRY },
	{ "runs out", KIND_EXPIRY },
	{ "good till", KIND_EXPIRY },
	{ "valid until", KIND_EXPIRY },
	{ "wygasa", KIND_EXPIRY },
	{ "termin waznosci", KIND_EXPIRY },
	{ "cp", KIND_POSTCODE },
	{ "postnumret", KIND_POSTCODE },
	{ "postnr", KIND_POSTCODE },
	{ "postkod", KIND_POSTCODE },
	{ "cod postal", KIND_POSTCODE },
	{ "afiliado", KIND_MEMBER },
	{ "de afiliado", KIND_MEMBER },
	{ "tessera", KIND_MEMBER },
	{ "do cliente", KIND_MEMBER },
	{ "del cliente", KIND_MEMBER },
	{ "klienta", KIND_MEMBER },
	{ "adherent", KIND_MEMBER },
	{ "abonne", KIND_MEMBER },
	{ "rewards number", KIND_MEMBER },
	{ "reward number", KIND_MEMBER },
	{ "clubcard", KIND_MEMBER },
	{ "bonuskort", KIND_MEMBER },
	{ "kundkort", KIND_MEMBER },
	{ "klantenkaart", KIND_MEMBER },
	{ "kundenkarte", KIND_MEMBER },
	{ "treuekarte", KIND_MEMBER },
	{ "numero socio", KIND_MEMBER },
	{ "numero utente", KIND_MEMBER },
	{ "medlemsnr", KIND_MEMBER },
	{ "kundnr", KIND_MEMBER },
	{ "nr klienta", KIND_MEMBER },
	{ "nr socio", KIND_MEMBER },
	{ "paszport", KIND_PASSPORT },
	{ "paszportu", KIND_PASSPORT },
	{ "pass nr", KIND_PASSPORT },
	{ "pass number", KIND_PASSPORT },
	{ "pass nummer", KIND_PASSPORT },
	{ "ausweis", KIND_PASSPORT },
	{ "ausweisnummer", KIND_PASSPORT },
	{ "personalausweis", KIND_PASSPORT },
	{ "dowodu", KIND_PASSPORT },
	{ "dowod", KIND_PASSPORT },
	{ "pnr", KIND_PERSONNUMMER },
	{ "personnumret", KIND_PERSONNUMMER },
	{ "prawo jazdy", KIND_LICENCE },
	{ "prawa jazdy", KIND_LICENCE },
	{ "korkortsnummer", KIND_LICENCE },
	{ "wiek", KIND_AGE },
	{ "alder", KIND_AGE },
	{ "order", KIND_ORDER },
	{ "booking", KIND_ORDER },
	{ "reservation", KIND_ORDER },
	{ "ticket", KIND_ORDER },
	{ "invoice", KIND_ORDER },
	{ "auftrag", KIND_ORDER },
	{ "auftragsnummer", KIND_ORDER },
	{ "bestellung", KIND_ORDER },
	{ "bestelnummer", KIND_ORDER },
	{ "bestellnummer", KIND_ORDER },
	{ "rechnung", KIND_ORDER },
	{ "rechnungsnummer", KIND_ORDER },
	{ "commande", KIND_ORDER },
	{ "facture", KIND_ORDER },
	{ "pedido", KIND_ORDER },
	{ "factura", KIND_ORDER },
	{ "ordine", KIND_ORDER },
	{ "fattura", KIND_ORDER },
	{ "case number", KIND_ORDER },
	{ "case no", KIND_ORDER },
	{ "reference", KIND_ORDER },
	{ "ref", KIND_ORDER },
};

struct lexeme_pair {
	const struct lexeme *behind;
	enum kind names;
	struct lexeme_pair *next;
};

struct lexicon {
	struct lexeme words[SLOTS / 2];
	size_t n_words;
	uint16_t slots[SLOTS];	/* of words, from 1; 0 is free */
	uint32_t lengths[1024]; /* by the first two letters: a bit for each */
};

/* The slot of a word, or the free one where it would stand. */
static size_t
find_slot(const struct lexicon *l, struct str letters)
{
	size_t n = letters.n < LONGEST ? letters.n : LONGEST;
	char small[LONGEST];
	uint64_t hash = n;

	for (size_t i = 0; i < n; i++) {
		small[i] = (char)(letters.p[i] | 0x20);
		hash = (hash ^ (unsigned char)small[i]) * 0x100000001b3;
	}
	for (hash ^= hash >> 29;; hash++) {
		size_t slot = hash % SLOTS;

		if (!l->slots[slot] || str_eq(l->words[l->slots[slot] - 1].word,
					   (struct str){ small, n }))
			return slot;
	}
}

/* Most words are none of ours by their first letters and their length. */
static size_t
beginning(struct str letters)
{
	return ((size_t)letters.p[0] & 31) << 5 |
	       (letters.n > 1 ? (size_t)letters.p[1] & 31 : 0);
}

static uint32_t
length_bit(struct str letters)
{
	return UINT32_C(1) << (letters.n < LONGEST ? letters.n : LONGEST);
}

static struct lexeme *
add_word(struct lexicon *l, struct str word)
{
	size_t slot = find_slot(l, word);

	if (!l->slots[slot]) {
		if (l->n_words == SLOTS / 2)
			die("the lexicon is full");
		l->words[l->n_words].word = word;
		l->words[l->n_words].names = KIND_NOTHING;
		l->slots[slot] = (uint16_t)++l->n_words;
		l->lengths[beginning(word)] |= length_bit(word);
	}
	return &l->words[l->slots[slot] - 1];
}

static void
add_words(struct lexicon *l, const char *words, unsigned says)
{
	while (*words) {
		size_t n = strcspn(words, " ");

		add_word(l, (struct str){ words, n })->says |= says;
		words += n;
		words += *words == ' ';
	}
}

static void
add_naming(struct lexicon *l, const struct naming *n, struct arena *run)
{
	const char *blank = strchr(n->words, ' ');
	struct lexeme *first;
	struct lexeme_pair *pair;

	if (!blank) {
		add_word(l, str_of(n->words))->names = n->kind;
		return;
	}
	first =
	    add_word(l, (struct str){ n->words, (size_t)(blank - n->words) });
	pair = arena_alloc(run, sizeof(*pair));
	*pair = (struct lexeme_pair){ add_word(l, str_of(blank + 1)), n->kind,
		first->pairs };
	first->pairs = pair;
}

struct lexicon *
lexicon_new(struct arena *run)
{
	struct lexicon *l = arena_zalloc(run, sizeof(*l));

	add_words(l, phone_words, SAYS_PHONE);
	add_words(l, other_words, SAYS_OTHER);
	add_words(l, card_words, SAYS_CARD);
	add_words(l, version_words, SAYS_VERSION);
	add_words(l, my_words, SAYS_MY);
	add_words(l, number_words, SAYS_NUMBER);
	add_words(l, open_words, SAYS_OPEN);
	add_words(l, "is", SAYS_IS);
	for (size_t i = 0; i < sizeof(namings) / sizeof(*namings); i++)
		add_naming(l, &namings[i], run);
	return l;
}

bool
lexicon_add(struct lexicon *l, struct str word, uint64_t own)
{
	if (l->n_words + 1 >= SLOTS / 2)
		return false;
	add_word(l, word)->own |= own;
	return true;
}

const struct lexeme *
lexicon_find(const struct lexicon *l, struct str letters)
{
	uint16_t word;

	if (!(l->lengths[beginning(letters)] & length_bit(letters)))
		return NULL;
	word = l->slots[find_slot(l, letters)];
	return word ? &l->words[word - 1] : NULL;
}

enum kind
lexicon_names(const struct lexeme *word, const struct lexeme *behind)
{
	for (const struct lexeme_pair *p = word->pairs; p && behind;
	     p = p->next)
		if (p->behind == behind)
			return p->names;
	return word->names;
}
