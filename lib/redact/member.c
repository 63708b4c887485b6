#include "redact/member.h"

#include <stdlib.h>

#include "redact/recogniser.h"

enum { LONGEST = 24 };

/* All lists are sorted: looked up by halves. */
static const struct entry {
	const char *key;
	enum member is;
} members[] = {
	{ "accountholder", MEMBER_SENDER },
	{ "accountholdername", MEMBER_FULL_NAME },
	{ "accountowner", MEMBER_SENDER },
	{ "achternaam", MEMBER_PART },
	{ "addressee", MEMBER_SENDER },
	{ "agent", MEMBER_SENDER },
	{ "agentname", MEMBER_FULL_NAME },
	{ "agents", MEMBER_PERSON },
	{ "ansprechpartner", MEMBER_SENDER },
	{ "apellido", MEMBER_PART },
	{ "apellidos", MEMBER_PART },
	{ "assignee", MEMBER_SENDER },
	{ "attn", MEMBER_SENDER },
	{ "author", MEMBER_SENDER },
	{ "authorname", MEMBER_FULL_NAME },
	{ "beneficiaries", MEMBER_PERSON },
	{ "beneficiary", MEMBER_SENDER },
	{ "beneficiaryname", MEMBER_FULL_NAME },
	{ "bot", MEMBER_THING },
	{ "caller", MEMBER_SENDER },
	{ "callername", MEMBER_FULL_NAME },
	{ "cardholder", MEMBER_SENDER },
	{ "cardholdername", MEMBER_FULL_NAME },
	{ "client", MEMBER_SENDER },
	{ "clientname", MEMBER_FULL_NAME },
	{ "cognome", MEMBER_PART },
	{ "company", MEMBER_THING },
	{ "contact", MEMBER_SENDER },
	{ "contactname", MEMBER_FULL_NAME },
	{ "contactperson", MEMBER_FULL_NAME },
	{ "contacts", MEMBER_PERSON },
	{ "customer", MEMBER_SENDER },
	{ "customername", MEMBER_FULL_NAME },
	{ "customers", MEMBER_PERSON },
	{ "dependents", MEMBER_PERSON },
	{ "device", MEMBER_THING },
	{ "displayname", MEMBER_NAME },
	{ "driver", MEMBER_SENDER },
	{ "drivername", MEMBER_FULL_NAME },
	{ "efternamn", MEMBER_PART },
	{ "emergencycontact", MEMBER_SENDER },
	{ "employee", MEMBER_SENDER },
	{ "employeename", MEMBER_FULL_NAME },
	{ "experiment", MEMBER_THING },
	{ "familienname", MEMBER_PART },
	{ "familyname", MEMBER_PART },
	{ "firstname", MEMBER_PART },
	{ "forename", MEMBER_PART },
	{ "fornamn", MEMBER_PART },
	{ "from", MEMBER_SENDER },
	{ "fullname", MEMBER_PART },
	{ "givenname", MEMBER_PART },
	{ "givennames", MEMBER_PART },
	{ "guarantor", MEMBER_SENDER },
	{ "guest", MEMBER_SENDER },
	{ "guestname", MEMBER_FULL_NAME },
	{ "guests", MEMBER_PERSON },
	{ "holder", MEMBER_SENDER },
	{ "holdername", MEMBER_FULL_NAME },
	{ "imie", MEMBER_PART },
	{ "insured", MEMBER_SENDER },
	{ "intent", MEMBER_THING },
	{ "intestatario", MEMBER_SENDER },
	{ "karteninhaber", MEMBER_SENDER },
	{ "kontaktperson", MEMBER_SENDER },
	{ "kontoinhaber", MEMBER_SENDER },
	{ "landlord", MEMBER_SENDER },
	{ "lastname", MEMBER_PART },
	{ "legalname", MEMBER_PART },
	{ "maidenname", MEMBER_PART },
	{ "member", MEMBER_SENDER },
	{ "membername", MEMBER_FULL_NAME },
	{ "middlename", MEMBER_PART },
	{ "nachname", MEMBER_PART },
	{ "name", MEMBER_NAME },
	{ "nameonaccount", MEMBER_FULL_NAME },
	{ "nameoncard", MEMBER_FULL_NAME },
	{ "nazwisko", MEMBER_PART },
	{ "nextofkin", MEMBER_SENDER },
	{ "nick", MEMBER_NAME },
	{ "nickname", MEMBER_NAME },
	{ "nombre", MEMBER_PART },
	{ "nomdefamille", MEMBER_PART },
	{ "operator", MEMBER_SENDER },
	{ "operatorname", MEMBER_FULL_NAME },
	{ "organisation", MEMBER_THING },
	{ "organization", MEMBER_THING },
	{ "othernames", MEMBER_PART },
	{ "owner", MEMBER_SENDER },
	{ "participant", MEMBER_SENDER },
	{ "participants", MEMBER_PERSON },
	{ "passenger", MEMBER_SENDER },
	{ "passengername", MEMBER_FULL_NAME },
	{ "passengers", MEMBER_PERSON },
	{ "patient", MEMBER_SENDER },
	{ "patientfullname", MEMBER_FULL_NAME },
	{ "patientname", MEMBER_FULL_NAME },
	{ "patronymic", MEMBER_PART },
	{ "payee", MEMBER_SENDER },
	{ "payer", MEMBER_SENDER },
	{ "people", MEMBER_PERSON },
	{ "person", MEMBER_SENDER },
	{ "plan", MEMBER_THING },
	{ "policyholder", MEMBER_SENDER },
	{ "preferredname", MEMBER_PART },
	{ "prenom", MEMBER_PART },
	{ "primarycontact", MEMBER_SENDER },
	{ "primerapellido", MEMBER_PART },
	{ "product", MEMBER_THING },
	{ "profile", MEMBER_PERSON },
	{ "queue", MEMBER_THING },
	{ "recipient", MEMBER_SENDER },
	{ "recipientname", MEMBER_FULL_NAME },
	{ "referredby", MEMBER_SENDER },
	{ "requester", MEMBER_SENDER },
	{ "secondname", MEMBER_PART },
	{ "segment", MEMBER_THING },
	{ "sender", MEMBER_SENDER },
	{ "sendername", MEMBER_FULL_NAME },
	{ "signatory", MEMBER_SENDER },
	{ "sobrenome", MEMBER_PART },
	{ "spouse", MEMBER_SENDER },
	{ "store", MEMBER_THING },
	{ "supervisor", MEMBER_SENDER },
	{ "surname", MEMBER_PART },
	{ "team", MEMBER_THING },
	{ "tenant", MEMBER_SENDER },
	{ "tier", MEMBER_THING },
	{ "titulaire", MEMBER_SENDER },
	{ "titular", MEMBER_SENDER },
	{ "user", MEMBER_SENDER },
	{ "users", MEMBER_PERSON },
	{ "visitor", MEMBER_SENDER },
	{ "voornaam", MEMBER_PART },
	{ "vorname", MEMBER_PART },
};

/* Roles, and the words a record is made of: never names. */
static const char *const generic[] = { "account", "admin", "administrator",
	"agent", "and", "anonymous", "arm", "assistant", "at", "auto",
	"automated", "billing", "bot", "caller", "care", "center", "centre",
	"channel", "chat", "chatbot", "client", "company", "contact", "csat",
	"customer", "default", "department", "der", "des", "desk", "dr",
	"email", "employee", "ended", "escalate", "event", "events",
	"experiment", "for", "frau", "general", "guest", "help", "herr", "hoff",
	"human", "id", "intent", "internal", "kunde", "label", "labels",
	"language", "live", "manager", "member", "miss", "mme", "mobile", "mr",
	"mrs", "ms", "mx", "name", "none", "null", "online", "operator",
	"outcome", "phone", "prof", "reason", "region", "representative",
	"resolved", "robot", "role", "sales", "score", "segment", "senor",
	"senora", "service", "sir", "started", "status", "supervisor",
	"support", "system", "team", "technical", "test", "text", "the", "tier",
	"turn", "turns", "type", "unknown", "user", "version", "video",
	"virtual", "visitor", "voice", "web", "webchat", "whatsapp" };

static const char *const particles[] = { "al", "ben", "bin", "da", "dal", "de",
	"del", "della", "den", "der", "des", "di", "do", "dos", "du", "el",
	"la", "las", "le", "los", "mac", "mc", "o", "saint", "san", "st", "ten",
	"ter", "van", "vom", "von", "zu", "zum" };

static const char *const common[] = { "amber", "amor", "angel", "april", "art",
	"august", "autumn", "baker", "banks", "bay", "bean", "bear", "bell",
	"berry", "best", "bill", "bird", "bishop", "black", "blue", "bond",
	"book", "boss", "bowl", "bridge", "bright", "brook", "brown", "buck",
	"bull", "bush", "butcher", "butler", "can", "carpenter", "case", "cash",
	"chance", "charity", "chase", "cherry", "china", "chip", "christmas",
	"church", "clay", "clear", "clerk", "cliff", "close", "cloud", "coffee",
	"cook", "cooper", "cotton", "cross", "crown", "crystal", "daisy",
	"dale", "date", "dawn", "day", "days", "dean", "dear", "dell",
	"diamond", "doll", "dot", "drake", "duke", "eagle", "earl", "early",
	"earnest", "east", "egg", "english", "ever", "fair", "faith", "fall",
	"farmer", "fast", "fern", "field", "fields", "finch", "fish", "fisher",
	"flower", "flowers", "ford", "forest", "fox", "frank", "free", "freed",
	"french", "fresh", "friday", "friend", "frost", "gay", "gene", "gentle",
	"german", "given", "glad", "glass", "glen", "gold", "golden", "good",
	"grace", "grand", "grant", "grass", "gray", "green", "grey", "gross",
	"guy", "hall", "hand", "hardy", "harmony", "hart", "haven", "hay",
	"hazel", "heart", "heath", "heather", "heaven", "hero", "high", "hill",
	"hills", "holiday", "home", "hook", "hope", "hopes", "house", "hunt",
	"hunter", "ice", "ivory", "jade", "jay", "jewel", "joy", "july", "june",
	"just", "justice", "keen", "key", "keys", "king", "kit", "knight",
	"lake", "lamb", "land", "lane", "large", "lawn", "lead", "leaf",
	"lemon", "less", "life", "light", "lily", "line", "lion", "list",
	"little", "liver", "lock", "long", "look", "lord", "love", "lovely",
	"low", "luck", "lucky", "made", "mail", "major", "make", "maker", "man",
	"march", "mark", "marks", "may", "meadow", "mean", "merry", "miles",
	"mill", "miller", "mills", "mine", "minor", "misty", "monday", "money",
	"moody", "moon", "moor", "more", "moss", "most", "mouth", "near", "new",
	"news", "next", "nice", "night", "noble", "north", "oak", "old",
	"olive", "only", "open", "orange", "pace", "page", "pain", "paris",
	"park", "parks", "pass", "pat", "patience", "peace", "peach", "pearl",
	"penny", "pepper", "person", "pike", "pilot", "pink", "piper", "pole",
	"pool", "poppy", "post", "pound", "power", "powers", "precious",
	"price", "pride", "prince", "proud", "queen", "quick", "race", "rain",
	"ray", "read", "real", "red", "reed", "rest", "rice", "rich", "right",
	"ring", "river", "rivers", "road", "rob", "rock", "rocky", "room",
	"root", "rose", "ruby", "rule", "rush", "rusty", "sage", "saint",
	"salt", "sand", "sandy", "savage", "save", "say", "sea", "seal",
	"second", "see", "serenity", "shade", "sharp", "shell", "shoe", "shore",
	"short", "silver", "sing", "sister", "skip", "sky", "sleep", "small",
	"smart", "snow", "son", "south", "spark", "sparks", "sparrow", "speed",
	"spice", "spring", "staff", "star", "stay", "steel", "still", "stock",
	"stone", "storm", "street", "strong", "sue", "sugar", "summer", "sun",
	"sunday", "sunny", "sure", "swan", "sweet", "tale", "tall", "tea",
	"temple", "thorn", "tiger", "time", "tree", "true", "trust", "truth",
	"turner", "uncle", "vale", "valley", "van", "view", "vine", "violet",
	"von", "walker", "wall", "war", "ward", "water", "waters", "wave",
	"way", "weaver", "welcome", "well", "wells", "west", "white", "wild",
	"will", "willow", "wing", "winter", "winters", "wise", "wish", "wolf",
	"wood", "woods", "word", "work", "world", "worth", "year", "you",
	"young" };

static int
compare_word(const void *word, const void *entry)
{
	return strcmp(word, *(const char *const *)entry);
}

static int
compare_member(const void *key, const void *entry)
{
	return strcmp(key, ((const struct entry *)entry)->key);
}

static bool
is_in(struct str word, const char *const *list, size_t n)
{
	char key[LONGEST + 1];

	if (word.n > LONGEST)
		return false;
	memcpy(key, word.p, word.n);
	key[word.n] = '\0';
	return bsearch(key, list, n, sizeof(*list), compare_word) != NULL;
}

bool
member_is_generic(struct str small_letters)
{
	return is_in(
	    small_letters, generic, sizeof(generic) / sizeof(*generic));
}

bool
member_is_particle(struct str small_letters)
{
	return is_in(
	    small_letters, particles, sizeof(particles) / sizeof(*particles));
}

bool
member_is_common(struct str small_letters)
{
	return is_in(small_letters, common, sizeof(common) / sizeof(*common));
}

enum member
member_read(struct str key)
{
	char word[LONGEST + 1];
	const struct entry *e;
	size_t n = 0;

	if (key.n > LONGEST || key.n < 3)
		return MEMBER_OTHER;
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] != '_' && key.p[i] != '-' && key.p[i] != ' ')
			word[n++] = to_lower(key.p[i]);
	word[n] = '\0';
	e = bsearch(word, members, sizeof(members) / sizeof(*members),
	    sizeof(*members), compare_member);
	return e ? e->is : MEMBER_OTHER;
}
