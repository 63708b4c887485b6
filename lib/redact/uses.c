#include "redact/uses.h"

#include <string.h>

#include "redact/dates.h"
#include "redact/more_names.h"
#include "redact/numbers.h"

enum { SLOTS = 8192 };

struct slot {
	uint64_t hash;
	uint32_t uses; /* 0: empty */
};

enum { GLANCES = 1 << 14, BEGINNINGS = 1 << 15 };

struct uses {
	struct slot slots[SLOTS];
	unsigned char glances[GLANCES];	 /* see glance_bits() */
	uint64_t begin[BEGINNINGS / 64]; /* a bit for each that numbers have */
};

static size_t
glance_at(struct str letters)
{
	size_t at = letters.n;

	for (size_t i = 0; i < 3 && i < letters.n; i++)
		at = at * 37 + ((size_t)letters.p[i] & 31);
	return at % GLANCES;
}

static unsigned char
glance_bits(uint32_t uses)
{
	return (unsigned char)((uses & USE_NUMERAL ? 1 : 0) |
			       (uses & USE_AT ? 2 : 0) |
			       (uses & USE_DOT ? 4 : 0) |
			       (uses & USE_RADIO ? 8 : 0));
}

/* As a view has them, without accents. */
static const struct {
	enum use use;
	const char *words; /* by blanks */
} lists[] = {
	{ USE_NEVER,
	    "acer adidas afternoon agosto airbnb aldi aloha amazon "
	    "android asus audi avons behover besoin bitte bmw boa boas "
	    "bonjour bonne bonsoir bot brauche brauchen buenas buenos "
	    "buon buona buonasera buongiorno cade can't canon card "
	    "carrefour chat chce chcialabym chcialbym christmas ciao "
	    "cliente comcast cordialement cortana costco coucou customer "
	    "czesc czy danke dezember dhl dias disney diwali dobry "
	    "doesn't domanda don't dpd dyson dzien easter easyjet ebay "
	    "email enero etsy expedia facebook febrero februar fedex "
	    "felices feliz fevrier fitbit fraga frage frohe frohes garmin "
	    "geehrte geehrter gmail goede goedemiddag goedemorgen "
	    "goedenavond goedendag goedenmiddag good google gopro "
	    "gostaria graag gracias grazie gruezi gustaria gute guten "
	    "guter haan habe haben hallo handy happy hbo he's heb hei hej "
	    "hejsan hello help here's heya hi hiya hoi hola honda how's "
	    "howdy huawei hulu hyundai i'd i'll i'm i've iban id ikea "
	    "instagram ipad iphone isn't it's jag januar janvier joyeuses "
	    "joyeux juillet juli juni kann kannst kerst klant klarna "
	    "konnen konnte konnten kunde kundin kunnen kunt kurze kya kyc "
	    "lego lenovo let's lidl liebe lieber linkedin lufthansa lyft mal "
	    "madam madame marriott marz mastercard mcdonald's mcdonalds "
	    "merci merry microsoft middag mochte mochten moge moin "
	    "morning motorola movistar mr mrs ms natal navidad "
	    "necesitamos necesitaria necesito netflix nike nikon nintendo "
	    "nissan noches nokia obrigada obrigado oktober ostern outlook "
	    "panasonic pascua pask paypal pergunta petite peux "
	    "playstation please pode podem poderia podria podrian "
	    "possiamo posso postnl potrebbe potrei potrzebuje pourriez "
	    "pouvez pouvons precisamos preciso pregunta prosze puede "
	    "pueden puedes puedo puoi pytanie queremos quero question "
	    "quick quiero quisiera revolut ryanair sainsbury's salut "
	    "salve samsung service she's sir skulle skype slack sony "
	    "spotify starbucks steuer support tag tardes tchau team "
	    "telegram telekom tenemos tengo tenho tesco thank thanks unknown "
	    "aupa bjr griass gude houdoe orale oxente servus slt tche wesh "
	    "akku buchen jeton majo majos nhs puk "
	    "cheerio dienstag dimanche dinsdag dispo dob donderdag donnerstag "
	    "erm "
	    "field geburtsdatum girokonto hein jeudi jueves kenn lundi lunes "
	    "maandag mardi mercredi mercoledi miercoles mittwoch mn monatsende "
	    "montag naja samedi samstag sayin vendredi viernes vollpfosten "
	    "voy vrijdag woensdag zaterdag zondag "
	    "choisissez doner drucken elige elija escolha kebab kebap kies "
	    "oprima "
	    "premere pulsa pulse tapez faq harto aba server sie veuillez "
	    "that's there's they're tiktok tjena tmobile toyota tschuss "
	    "twitter uber ups usps verizon veux vill visa vodafone voglio "
	    "volkswagen vorrei voudrais voulais vraag vrolijk walmart "
	    "we're we've weihnachten what's whatsapp when's where's who's "
	    "why's windows wollte won't wurde xbox xiaomi xmas yahoo "
	    "you're youtube zalando zoom" },
	{ USE_PARTICLE,
	    "al ben bin da dal de del della den der des di do dos du el la "
	    "las le li lo los mac mc o saint san st ten ter van vom von zu "
	    "zum" },
	{ USE_YES,
	    "c ce e es est hi ich is it it's its ja je my name ok okay oui "
	    "si sim sure the yeah yes" },
	{ USE_PREPOSITION,
	    "a aus de em en from i i'm ich im in it's its live moro near te "
	    "vivo wohne" },
	{ USE_STATE,
	    "ab ak al ar az bc ca co ct dc de fl ga hi ia id il in ks ky la "
	    "ma mb md me mi mn mo ms mt nb nc nd ne nh nj nl nm ns nsw nv "
	    "ny oh ok on or pa pe qc qld ri sa sc sd sk tas tn tx ut va vic "
	    "vt wa wi wv wy" },
	{ USE_STREET,
	    "alley av ave avenue blvd boulevard brae brow circle cl close "
	    "copse court cove crescent croft ct dene dr drive esplanade "
	    "expressway freeway gardens garth gate glebe grove heights "
	    "highway hill hwy knoll lane lea ln maltings meadow meadows "
	    "mews paddock paddocks parade park parkway pkwy pl place plaza "
	    "promenade quay rd ridge rise road row spinney sq square st str "
	    "street ter terrace trail trl turnpike vale view villas walk "
	    "way wharf wynd yard" },
	{ USE_SURE_STREET,
	    "ave avenue blvd boulevard crescent highway hwy lane ln mews "
	    "parkway pkwy rd road st street terrace" },
	{ USE_RUE,
	    "alameda allee av avda avenida avenue bd boulevard calle camino "
	    "carrer carrera carretera chemin corso cours estrada impasse "
	    "beco callejon contrada glorieta jalan ladeira largo pasaje paseo "
	    "passage piazza piazzale place plaza praca praceta quai "
	    "ronda route rua rue strada travessa ul "
	    "ulica via viale vicolo" },
	{ USE_OF,
	    "d da das de degli dei del della delle des di do dos du e et l "
	    "la las le les los" },
	{ USE_UNIT,
	    "ap apartment appartement apt apto bloco bloque boite bte bus "
	    "escalera flat floor int interior interno lagenhet lgh no piso "
	    "portal puerta room scala ste stiege suite unit whg wohnung" },
	{ USE_DIRECTION, "e east n ne north nw s se south sw w west" },
	{ USE_IS,
	    "ar are bylo e era es est foi fue is ist lautet son to var war "
	    "was" },
	{ USE_LOGIN,
	    "as authentication c confirmation de der die e el es est il "
	    "ist is "
	    "la le login mein meu mi mijn mio mon my o one security the time "
	    "verification your" },
	{ USE_UH,
	    "ah and dash e eh ehm em en er et euh hm space then uh uhm um "
	    "und y" },
	{ USE_DOT, "dot kropka point ponto punkt punt punto" },
	{ USE_JOINT, "bindestrich dash dot guion hyphen kropka minus point "
		     "ponto punkt punt "
		     "punto streepje tiret traco trattino underscore "
		     "unterstrich" },
	{ USE_AT, "apenstaartje apestaart arobase arroba at chiocciola "
		  "klammeraffe malpa" },
	{ USE_DOMAIN,
	    "at au be br ca ch co com cz de dk edu es eu fi fr gr ie in "
	    "info io it me mx net nl no nz org pl pt ro se uk us" },
	{ USE_MONTH, "apr aug dec dez feb jan jul jun nov oct okt sept" },
	{ USE_THE, "a an our the their your" },
	{ USE_RADIO,
	    "alfa alpha bravo charlie delta echo foxtrot golf hotel india "
	    "juliet juliett kilo lima mike november oscar papa quebec romeo "
	    "sierra tango uniform victor whiskey whisky xray yankee zulu" },
	{ USE_LIKE, "come como comme for jak som van wie" },
	{ USE_SPELL,
	    "bokstaveras bokstaverat buchstabiert deletreado deletreo "
	    "epelle escribe escreve geschreven geschrieben gespeld literuje "
	    "scrive skrivs soletrado soletrando spell spelled spelling spelt "
	    "stavas spelat" },
	{ USE_THEN, "aber again ale als and but by da dal dalla de det dwa e "
		    "ed en es est et for from i in is it it's ja je jetzt ma "
		    "maar mais mas med men nothing now och oder or over par "
		    "per pero por pour przez still such the then three thrice "
		    "twice und via when which y yet" },
	{ USE_TALK,
	    "a address app at bath bedroom called chat email for in is it mail "
	    "of on online our phone sms text that the this to which with "
	    "within your" },
};

static struct slot *
slot_of(struct slot *slots, uint64_t hash)
{
	size_t i = hash % SLOTS;

	while (slots[i].uses && slots[i].hash != hash)
		i = (i + 1) % SLOTS;
	return &slots[i];
}

static void
add(struct uses *r, struct str word, uint32_t use)
{
	uint64_t hash = text_hash(word);
	struct slot *s = slot_of(r->slots, hash);

	s->hash = hash;
	s->uses |= use;
	r->glances[glance_at(word)] |= glance_bits(use);
}

static void
add_all(struct uses *r, const char *words, uint32_t use)
{
	while (*words) {
		size_t n = strcspn(words, " ");

		add(r, (struct str){ words, n }, use);
		words += n + (words[n] == ' ');
	}
}

static void
add_number(void *self, struct str word, enum number_class class)
{
	static const uint32_t use_of[] = {
		[NUMBER_UNIT] = USE_ONES,
		[NUMBER_TEEN] = USE_ONES,
		[NUMBER_TENS] = USE_ONES,
		[NUMBER_HUNDRED] = USE_HUNDREDS,
		[NUMBER_MANY] = USE_HUNDREDS,
		[NUMBER_AGAIN] = USE_AGAIN,
	};

	add(self, word, use_of[class]);
}

static void
add_month(void *self, struct str month)
{
	add(self, month, USE_MONTH);
}

static void
add_of_date(void *self, struct str word)
{
	add(self, word, USE_OF_DATE);
}

/* The first three letters, as a number. */
static size_t
beginning(const char *letters)
{
	return ((size_t)letters[0] & 31) << 10 |
	       ((size_t)letters[1] & 31) << 5 | ((size_t)letters[2] & 31);
}

/* Behind a word of two letters stands any. */
static void
add_beginning(void *self, struct str word)
{
	struct uses *r = self;

	for (int any = 'a'; any <= 'z'; any++) {
		char letters[] = { word.p[0], word.p[1],
			word.n > 2 ? word.p[2] : (char)any };
		size_t at = beginning(letters);

		r->begin[at / 64] |= UINT64_C(1) << at % 64;
	}
}

bool
uses_may_begin_number(const struct uses *r, struct str word)
{
	size_t at = word.n < 3 ? 0 : beginning(word.p);

	return r->begin[at / 64] >> at % 64 & 1;
}

const struct uses *
uses_new(struct arena *run)
{
	struct uses *r = arena_zalloc(run, sizeof(*r));

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		add_all(r, lists[i].words, lists[i].use);
	add_all(r, more_given_names, USE_GIVEN);
	add_all(r, word_given_names, USE_GIVEN);
	add_all(r, more_family_names, USE_FAMILY);
	numbers_each(add_number, r);
	numbers_each_beginning(add_beginning, r);
	numbers_each_of_date(add_of_date, r);
	date_months_each(add_month, r);
	return r;
}

uint32_t
uses_of(const struct uses *r, uint64_t hash)
{
	size_t i = hash % SLOTS;

	while (r->slots[i].uses) {
		if (r->slots[i].hash == hash)
			return r->slots[i].uses;
		i = (i + 1) % SLOTS;
	}
	return 0;
}

uint32_t
uses_glance(const struct uses *r, struct str letters)
{
	unsigned char bits = r->glances[glance_at(letters)];

	return (bits & 1 ? USE_NUMERAL : 0) | (bits & 2 ? USE_AT : 0) |
	       (bits & 4 ? USE_DOT : 0) | (bits & 8 ? USE_RADIO : 0);
}
