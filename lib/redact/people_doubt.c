/* When a single word that may be a name is rather a thing's. */

#include <limits.h>

#include "redact/people.h"

/* How much a word must lean towards a name, as speech_lean() tells. */
enum {
	LEAN_LAST = -50, /* a family name that is nothing else */
	LEAN_FIRST = 0,	 /* a first name, perhaps a family name too */
	LEAN_WORD = 100, /* a word too */
	LEAN_NEW = 240,	 /* of no list */
	LEAN_ODD = 300,	 /* things are called so at least as often */
};

/* "Ruby", "Olive", "Rosa": gems, plants, colours and the like, which goods,
 * plans and shades are called after. */
static bool
is_of_thing(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "alba", 4 }, { "amber", 5 },
		{ "ambra", 5 }, { "angel", 5 }, { "april", 5 }, { "ariel", 5 },
		{ "atlas", 5 }, { "august", 6 }, { "aurora", 6 },
		{ "azalea", 6 }, { "azul", 4 }, { "basil", 5 }, { "berlin", 6 },
		{ "beryl", 5 }, { "blanca", 6 }, { "blanche", 7 },
		{ "blue", 4 }, { "branca", 6 }, { "brook", 5 },
		{ "camelia", 7 }, { "caesar", 6 }, { "celeste", 7 },
		{ "cherry", 6 }, { "clementine", 10 }, { "clover", 6 },
		{ "coral", 5 }, { "crystal", 7 }, { "dahlia", 6 },
		{ "daisy", 5 }, { "dalia", 5 }, { "dawn", 4 }, { "delta", 5 },
		{ "diamond", 7 }, { "ebony", 5 }, { "eden", 4 }, { "ember", 5 },
		{ "emerald", 7 }, { "esmeralda", 9 }, { "faith", 5 },
		{ "fern", 4 }, { "flora", 5 }, { "forest", 6 }, { "garnet", 6 },
		{ "ginger", 6 }, { "gold", 4 }, { "grace", 5 },
		{ "harmony", 7 }, { "harvest", 7 }, { "hazel", 5 },
		{ "heather", 7 }, { "holly", 5 }, { "honey", 5 }, { "hope", 4 },
		{ "hunter", 6 }, { "indigo", 6 }, { "iris", 4 }, { "ivory", 5 },
		{ "ivy", 3 }, { "jade", 4 }, { "jasmin", 6 }, { "jasmine", 7 },
		{ "jasper", 6 }, { "joy", 3 }, { "juniper", 7 },
		{ "lavender", 8 }, { "liberty", 7 }, { "lila", 4 },
		{ "lily", 4 }, { "linden", 6 }, { "lotus", 5 }, { "luna", 4 },
		{ "magnolia", 8 }, { "mango", 5 }, { "maple", 5 },
		{ "margarita", 9 }, { "margherita", 10 }, { "marguerite", 10 },
		{ "marigold", 8 }, { "marina", 6 }, { "mars", 4 },
		{ "melody", 6 }, { "mercedes", 8 }, { "mercury", 7 },
		{ "mercy", 5 }, { "merlin", 6 }, { "mint", 4 }, { "misty", 5 },
		{ "navy", 4 }, { "neve", 4 }, { "nova", 4 }, { "ocean", 5 },
		{ "olive", 5 }, { "onyx", 4 }, { "opal", 4 }, { "orange", 6 },
		{ "orion", 5 }, { "peach", 5 }, { "pearl", 5 }, { "perla", 5 },
		{ "peony", 5 }, { "phoenix", 7 }, { "poppy", 5 },
		{ "raven", 5 }, { "reef", 4 }, { "river", 5 }, { "robin", 5 },
		{ "rosa", 4 }, { "rose", 4 }, { "rosemary", 8 }, { "roxo", 4 },
		{ "rubi", 4 }, { "rubin", 5 }, { "ruby", 4 }, { "saffron", 7 },
		{ "sage", 4 }, { "scarlet", 7 }, { "scarlett", 8 },
		{ "sienna", 6 }, { "sierra", 6 }, { "silver", 6 }, { "sky", 3 },
		{ "skye", 4 }, { "sol", 3 }, { "star", 4 }, { "stella", 6 },
		{ "sterling", 8 }, { "storm", 5 }, { "summer", 6 },
		{ "sunny", 5 }, { "teal", 4 }, { "terra", 5 }, { "tiger", 5 },
		{ "titan", 5 }, { "topaz", 5 }, { "trinity", 7 }, { "vega", 4 },
		{ "venus", 5 }, { "verde", 5 }, { "verity", 6 }, { "viola", 5 },
		{ "violet", 6 }, { "violeta", 7 }, { "violette", 8 },
		{ "willow", 6 }, { "winter", 6 } };

	return SPEECH_IS_ONE(s, i, words);
}

/* "Goya", "Lincoln", "Tesla": whom rooms, plans and machines are called
 * after. */
static bool
is_famous(const struct speech *s, size_t i)
{
	static const struct str names[] = { { "achilles", 8 }, { "ada", 3 },
		{ "apollo", 6 }, { "aristotle", 9 }, { "armstrong", 9 },
		{ "athena", 6 }, { "austen", 6 }, { "bach", 4 },
		{ "balzac", 6 }, { "bartok", 6 }, { "beatrix", 7 },
		{ "beethoven", 9 }, { "bernini", 7 }, { "bismarck", 8 },
		{ "bizet", 5 }, { "bohr", 4 }, { "bolivar", 7 },
		{ "borges", 6 }, { "borromini", 9 }, { "botero", 6 },
		{ "botticelli", 10 }, { "brahms", 6 }, { "brecht", 6 },
		{ "brunel", 6 }, { "caravaggio", 10 }, { "camoes", 6 },
		{ "camus", 5 }, { "cervantes", 9 }, { "cezanne", 7 },
		{ "chagall", 7 }, { "chaplin", 7 }, { "chopin", 6 },
		{ "churchill", 9 }, { "cicero", 6 }, { "cleopatra", 9 },
		{ "colombo", 7 }, { "colon", 5 }, { "columbus", 8 },
		{ "copernicus", 10 }, { "copernico", 9 }, { "curie", 5 },
		{ "dali", 4 }, { "dante", 5 }, { "darwin", 6 },
		{ "debussy", 7 }, { "degas", 5 }, { "descartes", 9 },
		{ "dickens", 7 }, { "diderot", 7 }, { "donatello", 9 },
		{ "durer", 5 }, { "dvorak", 6 }, { "edison", 6 },
		{ "eiffel", 6 }, { "einstein", 8 }, { "escher", 6 },
		{ "euclid", 6 }, { "euler", 5 }, { "everest", 7 },
		{ "faraday", 7 }, { "fermat", 6 }, { "fermi", 5 },
		{ "feynman", 7 }, { "fibonacci", 9 }, { "fleming", 7 },
		{ "freud", 5 }, { "galilei", 7 }, { "galileo", 7 },
		{ "gandhi", 6 }, { "garibaldi", 9 }, { "gaudi", 5 },
		{ "gauguin", 7 }, { "gauss", 5 }, { "giotto", 6 },
		{ "goethe", 6 }, { "goya", 4 }, { "gutenberg", 9 },
		{ "handel", 6 }, { "haydn", 5 }, { "hegel", 5 },
		{ "hemingway", 9 }, { "hercules", 8 }, { "hermes", 6 },
		{ "hitchcock", 9 }, { "holbein", 7 }, { "homer", 5 },
		{ "hopper", 6 }, { "hugo", 4 }, { "humboldt", 8 },
		{ "icarus", 6 }, { "jupiter", 7 }, { "kafka", 5 },
		{ "kahlo", 5 }, { "kandinsky", 9 }, { "kant", 4 },
		{ "kepler", 6 }, { "klee", 4 }, { "klimt", 5 },
		{ "lavoisier", 9 }, { "leibniz", 7 }, { "leonardo", 8 },
		{ "lincoln", 7 }, { "liszt", 5 }, { "lorca", 5 },
		{ "lovelace", 8 }, { "luther", 6 }, { "machiavelli", 11 },
		{ "madison", 7 }, { "magellan", 8 }, { "mahler", 6 },
		{ "mandela", 7 }, { "manet", 5 }, { "marconi", 7 },
		{ "matisse", 7 }, { "maxwell", 7 }, { "mendel", 6 },
		{ "mendeleev", 9 }, { "mercator", 8 }, { "michelangelo", 12 },
		{ "miro", 4 }, { "modigliani", 10 }, { "moliere", 7 },
		{ "mondrian", 8 }, { "monet", 5 }, { "montessori", 10 },
		{ "monteverdi", 10 }, { "mozart", 6 }, { "munch", 5 },
		{ "napoleon", 8 }, { "neptune", 7 }, { "neruda", 6 },
		{ "newton", 6 }, { "nietzsche", 9 }, { "nobel", 5 },
		{ "odin", 4 }, { "orwell", 6 }, { "paganini", 8 },
		{ "palladio", 8 }, { "pascal", 6 }, { "pasteur", 7 },
		{ "pavarotti", 9 }, { "pessoa", 6 }, { "petrarca", 8 },
		{ "picasso", 7 }, { "pirandello", 10 }, { "planck", 6 },
		{ "plato", 5 }, { "poseidon", 8 }, { "prometheus", 10 },
		{ "proust", 6 }, { "puccini", 7 }, { "pythagoras", 10 },
		{ "raffaello", 9 }, { "raphael", 7 }, { "ravel", 5 },
		{ "rembrandt", 9 }, { "renoir", 6 }, { "rodin", 5 },
		{ "rontgen", 7 }, { "roosevelt", 9 }, { "rossini", 7 },
		{ "rousseau", 8 }, { "rubens", 6 }, { "salk", 4 },
		{ "schiller", 8 }, { "schubert", 8 }, { "schumann", 8 },
		{ "shakespeare", 11 }, { "socrates", 8 }, { "spinoza", 7 },
		{ "stradivari", 10 }, { "tasso", 5 }, { "tchaikovsky", 11 },
		{ "tesla", 5 }, { "thor", 4 }, { "tintoretto", 10 },
		{ "titian", 6 }, { "tiziano", 7 }, { "tolstoy", 7 },
		{ "turing", 6 }, { "velazquez", 9 }, { "verdi", 5 },
		{ "vermeer", 7 }, { "vespucci", 8 }, { "virgil", 6 },
		{ "vivaldi", 7 }, { "volta", 5 }, { "voltaire", 8 },
		{ "wagner", 6 }, { "warhol", 6 }, { "washington", 10 },
		{ "watson", 6 }, { "zeus", 4 }, { "zola", 4 } };

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
static bool
is_run_together(struct speech *s, size_t i)
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

	if (is_machine(s, i) || is_run_together(s, i))
		return INT_MAX;
	if (is_of_thing(s, i) || is_famous(s, i) || names_things(s))
		return LEAN_ODD;
	if (!(is & (WORD_FIRST | WORD_LAST)))
		return is_beside_unknown(s, i) ? LEAN_ODD : LEAN_NEW;
	if (is & WORD_KNOWN)
		return LEAN_WORD;
	return is & WORD_FIRST ? LEAN_FIRST : LEAN_LAST;
}
