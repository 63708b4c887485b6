/* What single words say of those beside them. */

#include <stdlib.h>
#include <string.h>

#include "redact/speech.h"

bool
speech_is_quarter(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "bagh", 4 }, { "bazaar", 6 },
		{ "chowk", 5 }, { "colony", 6 }, { "enclave", 7 },
		{ "layout", 6 }, { "marg", 4 }, { "nagar", 5 }, { "puram", 5 },
		{ "vihar", 5 } };

	return SPEECH_IS_ONE(s, i, words);
}

bool
speech_is_plant(const struct speech *s, size_t i)
{
	static const struct str plants[] = { { "camelia", 7 },
		{ "carvalho", 8 }, { "dahlia", 6 }, { "girassol", 8 },
		{ "iris", 4 }, { "jasmijn", 7 }, { "jasmim", 6 },
		{ "jasmin", 6 }, { "laranjeira", 10 }, { "margarida", 9 },
		{ "margarita", 9 }, { "oliveira", 8 }, { "olivier", 7 },
		{ "pereira", 7 }, { "pinheiro", 8 } };

	return SPEECH_IS_ONE(s, i, plants) && !speech_is_capital(s, i);
}

/* Behind each stands what a thing of its kind is called: "canapé Mathilde",
 * "la sala Goya". */
static const char *const kinds_before[] = { "abbonamento", "abito",
	"abonnement", "abrigo", "abteilung", "aceite", "acqua", "afdeling",
	"agriturismo", "alfombra", "amaciante", "anello", "antivirus",
	"appartamento", "appli", "application", "aranciata", "armadio",
	"armario", "armchair", "armoire", "arroz", "aspiradora",
	"aspirapolvere", "aspirateur", "aula", "auriculares", "azeite", "bad",
	"bague", "ballet", "bank", "bar", "barca", "barco", "baskets", "bateau",
	"bedrijf", "besprechungsraum", "bett", "beurre", "bibita",
	"bibliotheque", "bici", "bicicleta", "bicicletas", "bicicletta",
	"biciclette", "bier", "biere", "birra", "biscoito", "biscotti",
	"biscuit", "biscuits", "bistro", "bnb", "boiler", "bolacha", "bolachas",
	"bolo", "bolsa", "bolso", "boot", "borsa", "botas", "bottes",
	"bottines", "boulangerie", "box", "braccialetto", "bracelet", "brand",
	"bril", "brille", "broek", "broodje", "buffet", "bureau", "burro",
	"cadeira", "cadeiras", "cafe", "cafetiere", "caffe", "caldaia",
	"caldera", "cama", "camera", "camicia", "camisa", "camping", "canape",
	"candeeiro", "capacete", "cappotto", "caramelle", "caravan", "carta",
	"cartao", "carte", "casaco", "casco", "casque", "cerveja", "cerveza",
	"chair", "chaise", "chaises", "chalet", "chambre", "champu", "chaqueta",
	"chart", "chaudiere", "chaussures", "chemise", "chemisier",
	"cioccolatini", "classe", "climatiseur", "clinica", "clinique",
	"cluster", "cocina", "colchao", "colchon", "colecao", "coleccion",
	"collana", "collection", "collezione", "collier", "collirio", "color",
	"colore", "coloris", "commode", "concert", "confiture", "congelateur",
	"cor", "corso", "couch", "cours", "cozinha", "crema", "creme", "cucina",
	"cuffie", "cuisine", "dampfer", "departamento", "departement",
	"department", "detersivo", "deur", "ditta", "divano", "douche", "drone",
	"drucker", "eis", "empresa", "enceinte", "ensalada", "enseigne",
	"estante", "estanteria", "etagere", "fahrrad", "falda", "farbe",
	"farine", "farmacia", "fauteuil", "ferry", "fiets", "filiale",
	"filiere", "film", "finestra", "firma", "fogao", "fonds", "fone",
	"forfait", "formaggio", "formule", "forno", "four", "freins", "freni",
	"frigo", "frigorifero", "frigorifico", "fromage", "fund", "gafas",
	"galletas", "gamme", "gateau", "geladeira", "gelado", "gelato",
	"giacca", "gite", "glace", "gomme", "gonna", "grant", "gratin",
	"guarana", "habitacion", "hall", "helado", "helm", "hemd", "hocker",
	"hoover", "horno", "hose", "hotel", "hotte", "huile", "ijs",
	"impresora", "impresoras", "impressora", "imprimante", "insalata",
	"jacke", "jambon", "jamon", "jas", "jean", "joghurt", "jupe", "jurk",
	"kaart", "kaas", "kaffee", "kamer", "karte", "kase", "kast", "keuken",
	"kleid", "kleur", "koekjes", "koelkast", "koffie", "kollektion",
	"kommode", "konferenzraum", "kuche", "kuchen", "kuhlschrank", "laarzen",
	"lait", "lampada", "lampade", "lampara", "lamparas", "lampe", "lampen",
	"lampes", "latte", "lavabo", "lavadora", "lavanda", "lavastoviglie",
	"lavatrice", "lavavajillas", "leche", "leite", "letti", "letto",
	"libreria", "linea", "lit", "loja", "lunettes", "macarrao", "macchina",
	"magasin", "maglione", "maillot", "manteau", "mantel", "maquina",
	"marca", "marke", "marmellata", "marque", "massa", "matelas",
	"materasso", "matras", "matratze", "mattress", "melk", "merk", "mesa",
	"milch", "mochila", "model", "modele", "modeles", "modell", "modelli",
	"modello", "modelo", "modelos", "modem", "molho", "montre", "mostarda",
	"moto", "moutarde", "musical", "nave", "negozio", "nevera", "nudeln",
	"occhiali", "oculos", "oferta", "offerta", "olio", "opera",
	"operazione", "option", "opzione", "opzioni", "orologio", "oven",
	"overhemd", "pacchetto", "pack", "pacote", "paket", "pakket", "pan",
	"pandoro", "panettone", "pantalon", "pantaloni", "paquete", "parcours",
	"parfum", "pass", "passeggino", "pasta", "pastel", "pates", "peinture",
	"pelati", "perceuse", "perfume", "pharmacie", "piani", "pintura",
	"pizza", "pizzeria", "plan", "planes", "planos", "plugin", "pneumatici",
	"pneus", "poele", "poltrona", "porta", "portafoglio", "porte", "pouf",
	"poussette", "presunto", "printer", "profumo", "progetto", "project",
	"projekt", "projet", "projeto", "prosciutto", "proyecto", "puerta",
	"pull", "pullover", "quadro", "quarto", "queijo", "queso", "quiche",
	"raum", "regal", "reifen", "relogio", "reloj", "reparto", "residence",
	"restaurant", "rideau", "rideaux", "risotto", "ristorante", "robe",
	"robinet", "robot", "rock", "rok", "roman", "room", "rubinetto",
	"rucksack", "saal", "sac", "saia", "sala", "salade", "salades", "salat",
	"salle", "salsa", "sandales", "sandali", "sapatos", "sauce", "saus",
	"scanner", "scarpe", "schiff", "schoenen", "schokolade", "schrank",
	"schuhe", "sciroppo", "scooter", "sedia", "sedie", "senape", "serie",
	"series", "service", "servicio", "servizio", "sessel", "shampoing",
	"shampoo", "sideboard", "siege", "silla", "sillas", "sillon", "societe",
	"sofa", "sommier", "sorvete", "sosse", "specchio", "spectacle",
	"spettacolo", "stampante", "stanza", "staubsauger", "stiefel",
	"stivali", "stoel", "stoelen", "stofzuiger", "stuhl", "stuhle", "suite",
	"taart", "table", "tablette", "tafel", "tagliaerba", "tapete", "tapijt",
	"tapis", "tappeto", "tarif", "tarifa", "tarifas", "tarifs", "tarjeta",
	"tarta", "tarte", "tartes", "tas", "tasche", "tavoli", "tavolino",
	"tavolo", "tazza", "tazze", "teinte", "tema", "tenda", "tenis", "tente",
	"teppich", "theme", "tienda", "tisch", "tondeuse", "tonno", "torrone",
	"torta", "tractor", "trapano", "trattoria", "trottinette", "trui",
	"tur", "ufficio", "vaso", "velo", "ventilateur", "vergaderzaal",
	"vernice", "vespa", "veste", "vestido", "vestito", "villa", "vin",
	"vinho", "vino", "vloerkleed", "volets", "vtt", "wandkast",
	"waschmaschine", "wasmachine", "wein", "wijn", "winkel", "yacht",
	"yaourt", "yaourts", "yogurt", "zaal", "zahnpasta", "zaino",
	"zapatillas", "zapatos", "zimmer" };

/* Before "of" and what is in it: "une bouteille de Sancerre". */
static const char *const packs[] = { "aceite", "assiette", "azeite", "bag",
	"bags", "barattolo", "barquette", "barquettes", "becher", "bicchiere",
	"blik", "boite", "boites", "bol", "bolo", "borda", "bote", "botella",
	"botellas", "bottiglia", "bottiglie", "bottle", "bottles", "bouteille",
	"bouteilles", "bowl", "box", "boxes", "busta", "caixa", "caixas",
	"caja", "cajas", "can", "caneca", "canette", "cans", "carton", "cheese",
	"confezione", "confezioni", "copa", "copas", "copo", "copos", "crate",
	"crates", "cuenco", "doos", "dose", "fetta", "fette", "flasche",
	"flaschen", "fles", "flessen", "formaggio", "frasco", "fromage",
	"garrafa", "garrafas", "glas", "glass", "glasses", "huile", "jabon",
	"jambon", "jamon", "jar", "jarra", "jarro", "jars", "kiste", "kisten",
	"krat", "lata", "latas", "lattina", "mortadella", "mostarda", "mostaza",
	"moutarde", "mug", "mustard", "naranjas", "olio", "oranges", "pacchi",
	"pacco", "pack", "packet", "packets", "packs", "packung", "pacote",
	"pacotes", "pak", "pakje", "paquet", "paquete", "paquetes", "paquets",
	"parfum", "part", "pasteis", "pastel", "piatto", "pint", "pints",
	"plate", "portion", "porzione", "pot", "pots", "prato", "presunto",
	"prosciutto", "queijo", "queso", "racion", "rhum", "sabonete", "sachet",
	"sapone", "saucisse", "saucisson", "savon", "scatola", "scatole",
	"slice", "slices", "tarta", "tarte", "tasse", "tasses", "taza", "tazas",
	"tazza", "tazze", "tin", "tins", "torta", "tranche", "tranches", "tube",
	"tuben", "vasetti", "vasetto", "vaso", "verre", "verres", "vin",
	"vinho", "vino", "xicara" };

/* "the Emma mattress" */
static const char *const kinds_behind[] = { "alert", "alerts", "armchair",
	"backpack", "bag", "bars", "bed", "bedding", "beer", "biscuits",
	"blanket", "blend", "blinds", "bookcase", "boots", "bread", "buggy",
	"bun", "bundle", "buns", "burger", "cabinet", "cake", "candle",
	"cardigan", "cereal", "chair", "cheese", "chocolate", "chocolates",
	"cider", "cluster", "coat", "cocktail", "coffee", "collection",
	"cookies", "costume", "cottage", "couch", "cream", "crisps", "curry",
	"curtains", "desk", "disease", "disorder", "drawer", "dreamhouse",
	"dress", "dressing", "duvet", "edition", "espresso", "exhibition",
	"fair", "festival", "figure", "font", "footstool", "foundation",
	"fries", "gem", "gems", "gin", "guitar", "ham", "heels", "hoodie",
	"hoover", "impersonator", "jacket", "jeans", "juice", "jumper",
	"kettle", "lager", "lamp", "legs", "lemonade", "line", "lipstick",
	"lymphoma", "match", "mattress", "mirror", "model", "module", "mug",
	"oven", "package", "paint", "palsy", "pasta", "perfume", "pie",
	"pillow", "pizza", "plan", "plugin", "plushies", "poster", "pram",
	"printer", "puzzle", "range", "repo", "roast", "room", "rug", "runner",
	"salad", "sandals", "sandwich", "sauce", "sausages", "serum", "shade",
	"shampoo", "sheets", "shelf", "shirt", "shoes", "skirt", "slipper",
	"sneakers", "sofa", "sofabed", "soup", "sprint", "steak", "stool",
	"stroller", "suitcase", "suite", "swatch", "swatches", "syndrome",
	"table", "tariff", "tart", "tea", "template", "tent", "tier", "toaster",
	"tour", "towel", "towels", "trainers", "update", "updates", "variant",
	"variants", "vodka", "wardrobe", "whisky", "wine", "yoghurt",
	"yogurt" };

static int
compare(const void *word, const void *kind)
{
	const struct str *have = word;
	const char *of = *(const char *const *)kind;
	int order = strncmp(have->p, of, have->n);

	return order ? order : -(of[have->n] != '\0');
}

static bool
is_kind(const struct speech *s, size_t i, const char *const *kinds, size_t n)
{
	struct str word;

	if (!speech_is_letters(s, i))
		return false;
	word = speech_word(s, i);
	return bsearch(&word, kinds, n, sizeof(*kinds), compare) != NULL;
}

#define IS_KIND(s, i, kinds) \
	is_kind(s, i, kinds, sizeof(kinds) / sizeof(*(kinds)))

/* "una confezione di", before token i. */
static bool
is_packed(const struct speech *s, size_t i)
{
	static const struct str of[] = { { "de", 2 }, { "di", 2 }, { "of", 2 },
		{ "da", 2 } };

	return i > 1 && SPEECH_IS_ONE(s, i - 1, of) && IS_KIND(s, i - 2, packs);
}

/* "2x" */
static bool
is_times(const struct speech *s, size_t i)
{
	struct str word = speech_word(s, i);

	return s->seen[i].has_digit && word.n < 4 && word.p[word.n - 1] == 'x';
}

bool
speech_is_several(const struct speech *s, size_t i)
{
	return i > 0 && !speech_ends(s, i - 1) &&
	       ((speech_has_use(s, i - 1, USE_ONES) &&
		    !(i > 1 && speech_has_use(s, i - 2, USE_NUMERAL))) ||
		   is_times(s, i - 1));
}

bool
speech_is_make(const struct speech *s, size_t i)
{
	for (size_t k = 0; k < s->n_hits; k++)
		if (s->hits[k].list == SPEECH_name_not &&
		    s->hits[k].first <= i && i <= s->hits[k].last)
			return true;
	return false;
}

/* "Kleiderschrank", "Saugroboter": what kinds end with in German and Dutch. */
static bool
is_compound_kind(const struct speech *s, size_t i)
{
	static const struct str ends[] = { { "bank", 4 }, { "bett", 4 },
		{ "jacke", 5 }, { "kast", 4 }, { "kleid", 5 }, { "kommode", 7 },
		{ "kuche", 5 }, { "lampe", 5 }, { "maschine", 8 },
		{ "matratze", 8 }, { "paket", 5 }, { "raum", 4 },
		{ "regal", 5 }, { "roboter", 7 }, { "saal", 4 },
		{ "sauger", 6 }, { "schrank", 7 }, { "schuhe", 6 },
		{ "sessel", 6 }, { "sofa", 4 }, { "stuhl", 5 }, { "tafel", 5 },
		{ "tarif", 5 }, { "tisch", 5 }, { "zimmer", 6 } };
	struct str word;

	if (!speech_is_letters(s, i))
		return false;
	word = speech_word(s, i);
	for (size_t k = 0; k < sizeof(ends) / sizeof(*ends); k++)
		if (word.n > ends[k].n + 2 &&
		    !memcmp(word.p + word.n - ends[k].n, ends[k].p, ends[k].n))
			return true;
	return false;
}

bool
speech_names_thing(const struct speech *s, size_t i)
{
	return (i > 0 && (IS_KIND(s, i - 1, kinds_before) ||
			     is_compound_kind(s, i - 1))) ||
	       is_packed(s, i) ||
	       (!speech_ends(s, i) && IS_KIND(s, i + 1, kinds_behind));
}
