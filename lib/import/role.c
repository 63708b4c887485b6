/* Who speaks, by what systems and people call him in the languages we know. */

#include <string.h>

#include "import/role.h"

enum { LONGEST = 32 };

/* Small letters; a blank is also "_" or "-". */
static const char *const customers[] = { "customer", "user", "end user",
	"enduser", "client", "consumer", "visitor", "caller", "guest",
	"contact", "shopper", "subscriber", /* de */ "kunde", "kundin",
	"nutzer", "nutzerin", "benutzer", "benutzerin", "anrufer", "anruferin",
	"besucher", "besucherin", "gast", "verbraucher", /* fr */ "cliente",
	"utilisateur", "utilisatrice", "visiteur", "visiteuse", "appelant",
	"appelante", "usager", /* es, pt */ "clienta", "usuario", "usuaria",
	"usu\303\241rio", "usu\303\241ria", "utilizador", "utilizadora",
	"visitante", "consumidor", "consumidora", /* it */ "utente",
	"visitatore", "visitatrice", "chiamante", /* nl */ "klant", "gebruiker",
	"bezoeker", "beller", NULL };

static const char *const bots[] = { "bot", "chatbot", "chat bot", "voicebot",
	"voice bot", "robot", "ivr", "ai", "ai agent", "ai assistant",
	"assistant", "virtual assistant", "virtual agent", "digital assistant",
	"automated", "autoresponder", /* de */ "assistent", "assistentin",
	"virtueller assistent", "virtuelle assistentin", "sprachassistent",
	"sprachbot", "ki", /* fr */ "assistante", "assistant virtuel",
	"assistante virtuelle", "agent virtuel",
	/* es, pt, it */ "asistente", "asistente virtual", "agente virtual",
	"assistente", "assistente virtual", "assistente virtuale",
	"agente virtuale", "rob\303\264", /* nl */ "virtuele assistent", NULL };

static const char *const agents[] = { "agent", "human", "human agent",
	"live agent", "operator", "advisor", "adviser", "representative", "rep",
	"csr", "support", "support agent", "staff", "employee", "consultant",
	/* de */ "agentin", "mitarbeiter", "mitarbeiterin", "berater",
	"beraterin", "kundenberater", "kundenberaterin", "kundenbetreuer",
	"kundenbetreuerin", "sachbearbeiter", "sachbearbeiterin",
	/* fr */ "agente", "conseiller", "conseill\303\250re", "conseillere",
	"op\303\251rateur", "operateur", "op\303\251ratrice",
	/* es, pt */ "asesor", "asesora", "operador", "operadora", "atendente",
	"empleado", "empleada", /* it */ "operatore", "operatrice",
	"consulente", "addetto", "addetta", /* nl */ "medewerker", "adviseur",
	NULL };

static const char *const systems[] = { "system", "syst\303\250me", "systeme",
	"sistema", "systeem", NULL };

static const struct {
	enum role role;
	const char *const *words;
} words[] = { { ROLE_CUSTOMER, customers }, { ROLE_BOT, bots },
	{ ROLE_AGENT, agents }, { ROLE_SYSTEM, systems } };

/* Of ASCII and the accents of Western Europe. */
static char
small(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];

	if (c >= 'A' && c <= 'Z')
		return (char)(c | 32);
	if (i && (unsigned char)s.p[i - 1] == 0xc3 && c >= 0x80 && c <= 0x9e)
		return (char)(c | 32);
	return s.p[i];
}

bool
role_same_name(struct str a, struct str b)
{
	size_t i = 0;

	if (a.n != b.n)
		return false;
	while (i < a.n && (a.p[i] == b.p[i] || small(a, i) == small(b, i)))
		i++;
	return i == a.n;
}

bool
role_of_word(struct str name, enum role *out)
{
	char word[LONGEST];

	while (name.n && name.p[0] == ' ')
		name = (struct str){ name.p + 1, name.n - 1 };
	while (name.n && name.p[name.n - 1] == ' ')
		name.n--;
	if (name.n == 0 || name.n >= LONGEST)
		return false;
	for (size_t i = 0; i < name.n; i++)
		word[i] =
		    name.p[i] == '_' || name.p[i] == '-' ? ' ' : small(name, i);
	word[name.n] = '\0';
	for (size_t r = 0; r < sizeof(words) / sizeof(*words); r++)
		for (const char *const *w = words[r].words; *w; w++)
			if (strcmp(*w, word) == 0) {
				*out = words[r].role;
				return true;
			}
	return false;
}

static bool
is_letter(struct str s, size_t i)
{
	return i < s.n && ((unsigned char)s.p[i] >= 0x80 ||
			      (small(s, i) >= 'a' && small(s, i) <= 'z'));
}

/* "Acme Virtual Assistant" */
static bool
ends_in_bot(struct str name)
{
	for (const char *const *w = bots; *w; w++) {
		struct str word = str_of(*w), tail;

		if (!memchr(word.p, ' ', word.n) || word.n >= name.n)
			continue;
		tail = (struct str){ name.p + name.n - word.n, word.n };
		if (tail.p[-1] == ' ' && role_same_name(tail, word))
			return true;
	}
	return false;
}

/* Talbot is somebody, and so may be one whose name has no more to it. */
bool
role_is_named_bot(struct str name)
{
	static const char *const of_it[] = { "bot", "chatbot", "voicebot",
		"ivr", NULL };

	if (ends_in_bot(name))
		return true;
	for (size_t from = 0, to; from < name.n; from = to + 1) {
		struct str word;
		bool apart;

		for (to = from; is_letter(name, to); to++)
			if (to > from && name.p[to] == 'B' &&
			    name.p[to - 1] >= 'a' && name.p[to - 1] <= 'z')
				from = to; /* SupportBot */
		word = (struct str){ name.p + from, to - from };
		apart = word.n < name.n;
		for (size_t i = 0; of_it[i] && apart; i++)
			if (role_same_name(word, str_of(of_it[i])))
				return true;
	}
	return false;
}
