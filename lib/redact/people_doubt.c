/* When a single word that may be a name is rather a thing's. */

#include <limits.h>

#include "redact/people.h"

/* How much a word must lean towards a name, as speech_lean() tells. */
enum {
	LEAN_LAST = -50, /* a family name that is nothing else */
	LEAN_FIRST = 0,	 /* a first name, perhaps a family name too */
	LEAN_WORD = 100, /* a word too */
	LEAN_NEW = 240,	 /* of no list */
	LEAN_ODD = 400,	 /* things are called so at least as often */
};

/* "Ruby", "Olive", "Rosa": gems, plants, colours and the like, which goods,
 * plans and shades are called after. */
static bool
is_of_thing(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "acacia", 6 }, { "alba", 4 },
		{ "amber", 5 }, { "ambra", 5 }, { "angel", 5 }, { "anise", 5 },
		{ "april", 5 }, { "ariel", 5 }, { "aspen", 5 }, { "atlas", 5 },
		{ "august", 6 }, { "aurora", 6 }, { "azalea", 6 },
		{ "azul", 4 }, { "barbie", 6 }, { "baron", 5 }, { "basil", 5 },
		{ "bay", 3 }, { "berlin", 6 }, { "beryl", 5 }, { "birch", 5 },
		{ "bishop", 6 }, { "blanca", 6 }, { "blanche", 7 },
		{ "blue", 4 }, { "branca", 6 }, { "brook", 5 }, { "caesar", 6 },
		{ "camelia", 7 }, { "carnival", 8 }, { "cayenne", 7 },
		{ "cedar", 5 }, { "celeste", 7 }, { "cherry", 6 },
		{ "clementine", 10 }, { "clove", 5 }, { "clover", 6 },
		{ "coral", 5 }, { "cosmo", 5 }, { "countess", 8 },
		{ "crystal", 7 }, { "dahlia", 6 }, { "daisy", 5 },
		{ "dalia", 5 }, { "dawn", 4 }, { "delta", 5 }, { "diamond", 7 },
		{ "duchess", 7 }, { "duke", 4 }, { "earl", 4 }, { "ebony", 5 },
		{ "eden", 4 }, { "elsa", 4 }, { "ember", 5 }, { "emerald", 7 },
		{ "esmeralda", 9 }, { "faith", 5 }, { "fern", 4 },
		{ "flora", 5 }, { "forest", 6 }, { "garnet", 6 },
		{ "georgia", 7 }, { "ginger", 6 }, { "gold", 4 },
		{ "grace", 5 }, { "halo", 4 }, { "harmony", 7 },
		{ "harvest", 7 }, { "hazel", 5 }, { "heather", 7 },
		{ "holly", 5 }, { "honey", 5 }, { "hope", 4 }, { "hunter", 6 },
		{ "indigo", 6 }, { "iris", 4 }, { "ivory", 5 }, { "ivy", 3 },
		{ "jade", 4 }, { "jasmin", 6 }, { "jasmine", 7 },
		{ "jasper", 6 }, { "joy", 3 }, { "juniper", 7 },
		{ "knight", 6 }, { "laurel", 6 }, { "lavender", 8 },
		{ "liberty", 7 }, { "lila", 4 }, { "lily", 4 }, { "linden", 6 },
		{ "lotus", 5 }, { "luna", 4 }, { "magnolia", 8 },
		{ "major", 5 }, { "mango", 5 }, { "maple", 5 },
		{ "margarita", 9 }, { "margherita", 10 }, { "marguerite", 10 },
		{ "marigold", 8 }, { "marina", 6 }, { "marquis", 7 },
		{ "mars", 4 }, { "melody", 6 }, { "mercedes", 8 },
		{ "mercury", 7 }, { "mercy", 5 }, { "merlin", 6 },
		{ "mint", 4 }, { "misty", 5 }, { "myrtle", 6 }, { "navy", 4 },
		{ "neptune", 7 }, { "neve", 4 }, { "nieves", 6 },
		{ "nimbus", 6 }, { "noel", 4 }, { "nova", 4 }, { "ocean", 5 },
		{ "olive", 5 }, { "onyx", 4 }, { "opal", 4 }, { "orange", 6 },
		{ "orchid", 6 }, { "orion", 5 }, { "pascua", 6 },
		{ "peach", 5 }, { "pearl", 5 }, { "peony", 5 }, { "pepe", 4 },
		{ "peppa", 5 }, { "pepper", 6 }, { "perla", 5 },
		{ "phoenix", 7 }, { "pluto", 5 }, { "poppy", 5 },
		{ "prince", 6 }, { "raven", 5 }, { "reef", 4 }, { "regent", 6 },
		{ "river", 5 }, { "robin", 5 }, { "rosa", 4 }, { "rose", 4 },
		{ "rosemary", 8 }, { "rosetta", 7 }, { "roxo", 4 },
		{ "rubi", 4 }, { "rubin", 5 }, { "ruby", 4 }, { "saffron", 7 },
		{ "sage", 4 }, { "saturn", 6 }, { "scarlet", 7 },
		{ "scarlett", 8 }, { "sienna", 6 }, { "sierra", 6 },
		{ "silver", 6 }, { "sky", 3 }, { "skye", 4 }, { "sol", 3 },
		{ "sonic", 5 }, { "star", 4 }, { "stella", 6 },
		{ "sterling", 8 }, { "storm", 5 }, { "stratus", 7 },
		{ "sultan", 6 }, { "summer", 6 }, { "sunny", 5 },
		{ "tarragon", 8 }, { "teal", 4 }, { "terra", 5 },
		{ "thyme", 5 }, { "tiger", 5 }, { "titan", 5 }, { "topaz", 5 },
		{ "trinity", 7 }, { "tulip", 5 }, { "uranus", 6 },
		{ "vega", 4 }, { "venus", 5 }, { "verde", 5 }, { "verity", 6 },
		{ "viola", 5 }, { "violet", 6 }, { "violeta", 7 },
		{ "violette", 8 }, { "viscount", 8 }, { "willow", 6 },
		{ "winter", 6 }, { "zelda", 5 } };

	return SPEECH_IS_ONE(s, i, words);
}

/* "Goya", "Lincoln", "Tesla": whom rooms, plans and machines are called
 * after. */
static bool
is_famous(const struct speech *s, size_t i)
{
	static const struct str names[] = { { "achilles", 8 }, { "ada", 3 },
		{ "ajax", 4 }, { "amado", 5 }, { "anubis", 6 }, { "apollo", 6 },
		{ "ares", 4 }, { "ariosto", 7 }, { "aristotle", 9 },
		{ "armstrong", 9 }, { "artemis", 7 }, { "athena", 6 },
		{ "attila", 6 }, { "augustus", 8 }, { "austen", 6 },
		{ "avalon", 6 }, { "babbage", 7 }, { "bacchus", 7 },
		{ "bach", 4 }, { "balzac", 6 }, { "banksy", 6 },
		{ "bartok", 6 }, { "basquiat", 8 }, { "beatrix", 7 },
		{ "beckham", 7 }, { "beethoven", 9 }, { "bernini", 7 },
		{ "bismarck", 8 }, { "bizet", 5 }, { "boccaccio", 9 },
		{ "bohr", 4 }, { "bolivar", 7 }, { "boll", 4 }, { "boole", 5 },
		{ "borg", 4 }, { "borges", 6 }, { "borromini", 9 },
		{ "botero", 6 }, { "botticelli", 10 }, { "bowie", 5 },
		{ "brahms", 6 }, { "brecht", 6 }, { "bronte", 6 },
		{ "brunel", 6 }, { "bunsen", 6 }, { "byron", 5 },
		{ "caesar", 6 }, { "camelot", 7 }, { "camoes", 6 },
		{ "camus", 5 }, { "caravaggio", 10 }, { "carducci", 8 },
		{ "cassini", 7 }, { "cervantes", 9 }, { "cezanne", 7 },
		{ "chagall", 7 }, { "chaplin", 7 }, { "chaucer", 7 },
		{ "chopin", 6 }, { "churchill", 9 }, { "cicero", 6 },
		{ "cleopatra", 9 }, { "colombo", 7 }, { "colon", 5 },
		{ "columbus", 8 }, { "copernico", 9 }, { "copernicus", 10 },
		{ "corneille", 9 }, { "cruyff", 6 }, { "curie", 5 },
		{ "dahl", 4 }, { "dali", 4 }, { "dante", 5 }, { "darwin", 6 },
		{ "debussy", 7 }, { "degas", 5 }, { "descartes", 9 },
		{ "diana", 5 }, { "dickens", 7 }, { "diderot", 7 },
		{ "dijkstra", 8 }, { "dirac", 5 }, { "donatello", 9 },
		{ "dumas", 5 }, { "durer", 5 }, { "dvorak", 6 }, { "dylan", 5 },
		{ "edison", 6 }, { "eiffel", 6 }, { "einstein", 8 },
		{ "erasmus", 7 }, { "eros", 4 }, { "escher", 6 },
		{ "euclid", 6 }, { "euler", 5 }, { "eusebio", 7 },
		{ "everest", 7 }, { "excalibur", 9 }, { "faraday", 7 },
		{ "federer", 7 }, { "fermat", 6 }, { "fermi", 5 },
		{ "feynman", 7 }, { "fibonacci", 9 }, { "flaubert", 8 },
		{ "fleming", 7 }, { "fontane", 7 }, { "freud", 5 },
		{ "freya", 5 }, { "frodo", 5 }, { "gaia", 4 }, { "galdos", 6 },
		{ "galilei", 7 }, { "galileo", 7 }, { "gandalf", 7 },
		{ "gandhi", 6 }, { "garibaldi", 9 }, { "gaudi", 5 },
		{ "gauguin", 7 }, { "gauss", 5 }, { "giotto", 6 },
		{ "goethe", 6 }, { "gongora", 7 }, { "goya", 4 },
		{ "grotius", 7 }, { "gutenberg", 9 }, { "hades", 5 },
		{ "halley", 6 }, { "hals", 4 }, { "hamilton", 8 },
		{ "handel", 6 }, { "hannibal", 8 }, { "hathor", 6 },
		{ "hawking", 7 }, { "haydn", 5 }, { "hector", 6 },
		{ "hegel", 5 }, { "heine", 5 }, { "heisenberg", 10 },
		{ "helios", 6 }, { "hemingway", 9 }, { "hendrix", 7 },
		{ "hera", 4 }, { "hercules", 8 }, { "hermes", 6 },
		{ "hertz", 5 }, { "hitchcock", 9 }, { "hockney", 7 },
		{ "holbein", 7 }, { "homer", 5 }, { "hopper", 6 },
		{ "horus", 5 }, { "hubble", 6 }, { "hugo", 4 }, { "hulk", 4 },
		{ "humboldt", 8 }, { "huygens", 7 }, { "icarus", 6 },
		{ "isis", 4 }, { "joplin", 6 }, { "joule", 5 }, { "juno", 4 },
		{ "jupiter", 7 }, { "kafka", 5 }, { "kahlo", 5 },
		{ "kandinsky", 9 }, { "kant", 4 }, { "keats", 5 },
		{ "kelvin", 6 }, { "kepler", 6 }, { "klee", 4 },
		{ "kleist", 6 }, { "klimt", 5 }, { "knuth", 5 },
		{ "kronos", 6 }, { "lancelot", 8 }, { "lavoisier", 9 },
		{ "leeuwenhoek", 11 }, { "leibniz", 7 }, { "lennon", 6 },
		{ "leonardo", 8 }, { "leopardi", 8 }, { "lessing", 7 },
		{ "lincoln", 7 }, { "liszt", 5 }, { "loki", 4 }, { "lorca", 5 },
		{ "lovelace", 8 }, { "luther", 6 }, { "machado", 7 },
		{ "machiavelli", 11 }, { "madison", 7 }, { "magellan", 8 },
		{ "mahler", 6 }, { "mandela", 7 }, { "manet", 5 },
		{ "manzoni", 7 }, { "maradona", 8 }, { "marconi", 7 },
		{ "marley", 6 }, { "matisse", 7 }, { "maxwell", 7 },
		{ "medea", 5 }, { "mendel", 6 }, { "mendeleev", 9 },
		{ "mercator", 8 }, { "messi", 5 }, { "michelangelo", 12 },
		{ "milton", 6 }, { "mimir", 5 }, { "minerva", 7 },
		{ "miro", 4 }, { "modigliani", 10 }, { "moliere", 7 },
		{ "mondrian", 8 }, { "monet", 5 }, { "montaigne", 9 },
		{ "montessori", 10 }, { "monteverdi", 10 }, { "mozart", 6 },
		{ "multatuli", 9 }, { "munch", 5 }, { "nadal", 5 },
		{ "napoleon", 8 }, { "neptune", 7 }, { "nero", 4 },
		{ "neruda", 6 }, { "newton", 6 }, { "nietzsche", 9 },
		{ "nobel", 5 }, { "odin", 4 }, { "odysseus", 8 }, { "ohm", 3 },
		{ "orpheus", 7 }, { "orwell", 6 }, { "osiris", 6 },
		{ "paganini", 8 }, { "palladio", 8 }, { "pandora", 7 },
		{ "pascal", 6 }, { "pascoli", 7 }, { "pasteur", 7 },
		{ "pauli", 5 }, { "pavarotti", 9 }, { "pele", 4 },
		{ "pessoa", 6 }, { "petrarca", 8 }, { "picasso", 7 },
		{ "pirandello", 10 }, { "planck", 6 }, { "plato", 5 },
		{ "pollock", 7 }, { "poseidon", 8 }, { "presley", 7 },
		{ "prometheus", 10 }, { "proust", 6 }, { "puccini", 7 },
		{ "pythagoras", 10 }, { "queiros", 7 }, { "quevedo", 7 },
		{ "ra", 2 }, { "racine", 6 }, { "raffaello", 9 },
		{ "raphael", 7 }, { "ravel", 5 }, { "rembrandt", 9 },
		{ "renoir", 6 }, { "rodin", 5 }, { "ronaldo", 7 },
		{ "rontgen", 7 }, { "roosevelt", 9 }, { "rossini", 7 },
		{ "rothko", 6 }, { "rousseau", 8 }, { "rubens", 6 },
		{ "rumi", 4 }, { "sagan", 5 }, { "salk", 4 }, { "saramago", 8 },
		{ "saturn", 6 }, { "schiller", 8 }, { "schrodinger", 11 },
		{ "schubert", 8 }, { "schumacher", 10 }, { "schumann", 8 },
		{ "selene", 6 }, { "seneca", 6 }, { "senna", 5 },
		{ "shakespeare", 11 }, { "shelley", 7 }, { "sinatra", 7 },
		{ "socrates", 8 }, { "spinoza", 7 }, { "steen", 5 },
		{ "stendhal", 8 }, { "storm", 5 }, { "stradivari", 10 },
		{ "tasso", 5 }, { "tchaikovsky", 11 }, { "tempo", 5 },
		{ "tesla", 5 }, { "thanos", 6 }, { "thor", 4 },
		{ "tintoretto", 10 }, { "titian", 6 }, { "tiziano", 7 },
		{ "tolkien", 7 }, { "tolstoy", 7 }, { "troy", 4 },
		{ "turing", 6 }, { "ulysses", 7 }, { "unamuno", 7 },
		{ "velazquez", 9 }, { "verdi", 5 }, { "vermeer", 7 },
		{ "vespucci", 8 }, { "virgil", 6 }, { "vivaldi", 7 },
		{ "volta", 5 }, { "voltaire", 8 }, { "vondel", 6 },
		{ "vulcan", 6 }, { "wagner", 6 }, { "warhol", 6 },
		{ "washington", 10 }, { "watson", 6 }, { "woolf", 5 },
		{ "wordsworth", 10 }, { "yoda", 4 }, { "zeus", 4 },
		{ "zidane", 6 }, { "zola", 4 }, { "zuse", 4 } };

	return SPEECH_IS_ONE(s, i, names);
}

static bool
is_called(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "called", 6 }, { "e", 1 },
		{ "es", 2 }, { "est", 3 }, { "heet", 4 }, { "heisst", 6 },
		{ "is", 2 }, { "ist", 3 }, { "named", 5 }, { "was", 3 } };

	return SPEECH_IS_ONE(s, i, words);
}

/* "which printer is Bertha", "Angel is our staging cluster": a machine of that
 * name. */
static bool
is_machine(const struct speech *s, size_t i)
{
	static const struct str machines[] = { { "box", 3 }, { "cluster", 7 },
		{ "container", 9 }, { "copier", 6 }, { "database", 8 },
		{ "drone", 5 }, { "drucker", 7 }, { "environment", 11 },
		{ "impresora", 9 }, { "impressora", 10 }, { "imprimante", 10 },
		{ "instance", 8 }, { "laptop", 6 }, { "machine", 7 },
		{ "node", 4 }, { "printer", 7 }, { "prod", 4 },
		{ "production", 10 }, { "robot", 5 }, { "router", 6 },
		{ "saal", 4 }, { "sala", 4 }, { "salle", 5 }, { "room", 4 },
		{ "servidor", 8 }, { "staging", 7 }, { "stampante", 9 },
		{ "vacuum", 6 }, { "van", 3 }, { "vm", 2 }, { "zaal", 4 } };
	size_t k = i + 2;

	if (i > 1 && is_called(s, i - 1) && SPEECH_IS_ONE(s, i - 2, machines))
		return true;
	if (!is_called(s, i + 1) || speech_ends(s, i + 1))
		return false;
	for (size_t end = k + 4; k < end && !speech_ends(s, k - 1); k++)
		if (SPEECH_IS_ONE(s, k, machines))
			return true;
	return false;
}

/* "KeyError", "StepChange"; not "McGregor", "DiMaggio". */
bool
people_is_run_together(struct speech *s, size_t i)
{
	static const struct str before[] = { { "al", 2 }, { "da", 2 },
		{ "de", 2 }, { "del", 3 }, { "des", 3 }, { "di", 2 },
		{ "du", 2 }, { "el", 2 }, { "fitz", 4 }, { "la", 2 },
		{ "le", 2 }, { "lo", 2 }, { "mac", 3 }, { "mc", 2 }, { "o", 1 },
		{ "van", 3 }, { "von", 3 } };
	size_t at = speech_byte(s, speech_token(s, i)->start);
	size_t end = speech_byte(s, speech_token(s, i)->end);
	struct str word = speech_word(s, i);

	for (size_t b = at + 1; b < end; b++) {
		size_t n = b - at;

		if (s->text.p[b] < 'A' || s->text.p[b] > 'Z' ||
		    s->text.p[b - 1] < 'a' || s->text.p[b - 1] > 'z')
			continue;
		for (size_t k = 0; k < sizeof(before) / sizeof(*before); k++)
			if (before[k].n == n && word.n > n &&
			    !memcmp(before[k].p, word.p, n))
				return false;
		return true;
	}
	return false;
}

/* "Old Bailey", "Saint Valentin": at the second word. */
static bool
is_of_landmark(const struct speech *s, size_t i)
{
	static const struct str before[] = { { "black", 5 }, { "blue", 4 },
		{ "golden", 6 }, { "grand", 5 }, { "great", 5 }, { "green", 5 },
		{ "heiliger", 8 }, { "lower", 5 }, { "new", 3 }, { "north", 5 },
		{ "old", 3 }, { "red", 3 }, { "royal", 5 }, { "saint", 5 },
		{ "sainte", 6 }, { "san", 3 }, { "sankt", 5 }, { "santa", 5 },
		{ "santo", 5 }, { "sao", 3 }, { "sint", 4 }, { "south", 5 },
		{ "st", 2 }, { "upper", 5 }, { "white", 5 } };
	size_t k = i;

	if (k > 1 && speech_is_mark(s, k - 1, ".-"))
		k--;
	return k > 0 && SPEECH_IS_ONE(s, k - 1, before) &&
	       speech_is_capital(s, k - 1);
}

/* "Thursday's" */
static bool
is_day(const struct speech *s, size_t i)
{
	static const struct str days[] = { { "friday", 6 }, { "monday", 6 },
		{ "saturday", 8 }, { "sunday", 6 }, { "thursday", 8 },
		{ "tuesday", 7 }, { "wednesday", 9 } };
	struct str word = speech_word(s, i);

	for (size_t k = 0; k < sizeof(days) / sizeof(*days); k++)
		if (word.n >= days[k].n &&
		    !memcmp(word.p, days[k].p, days[k].n))
			return true;
	return false;
}

/* "Colin the Caterpillar" */
static bool
is_of_fiction(const struct speech *s, size_t i)
{
	return speech_is(s, i + 1, "the") && speech_is_letters(s, i + 2) &&
	       speech_is_capital(s, i + 2) && !speech_is_capital(s, i + 1);
}

/* "Sala Leonardo": some thing in the text has a name, and so may others. */
static bool
names_things(struct speech *s)
{
	if (s->things == THINGS_UNKNOWN) {
		s->things = THINGS_NONE;
		for (size_t i = 0; i < s->words->n_tokens; i++)
			if (speech_is_letters(s, i) &&
			    speech_is_capital(s, i) && !people_is_plain(s, i) &&
			    (speech_names_thing(s, i) || is_machine(s, i)))
				s->things = THINGS_NAMED;
	}
	return s->things == THINGS_NAMED;
}

/* "Kallax and Ekby": beside another word in capitals of no list, for which
 * nobody was found. */
static bool
is_beside_unknown(struct speech *s, size_t i)
{
	for (int side = 0; side < 2; side++) {
		size_t mark = side ? i + 1 : i - 1;
		size_t other = side ? i + 2 : i - 2;

		if (!(side ? other < s->words->n_tokens : i > 1) ||
		    !(speech_has_use(s, mark, USE_THEN) ||
			speech_is_mark(s, mark, ",/") ||
			speech_is(s, mark, "or") || speech_is(s, mark, "o")))
			continue;
		if (speech_is_letters(s, other) &&
		    speech_is_capital(s, other) && s->is[other] == 0 &&
		    !people_is_taken(s, other))
			return true;
	}
	return false;
}

int
people_doubt(struct speech *s, size_t i)
{
	unsigned is = s->is[i];

	if (is_machine(s, i) || people_is_run_together(s, i) ||
	    is_of_landmark(s, i) || is_of_fiction(s, i) || is_day(s, i))
		return INT_MAX;
	if (is_of_thing(s, i) || is_famous(s, i) || names_things(s))
		return LEAN_ODD;
	if (!(is & (WORD_FIRST | WORD_LAST)))
		return is_beside_unknown(s, i) ? LEAN_ODD : LEAN_NEW;
	if (is & WORD_KNOWN)
		return LEAN_WORD;
	return is & WORD_FIRST ? LEAN_FIRST : LEAN_LAST;
}
