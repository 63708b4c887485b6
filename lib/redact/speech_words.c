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
	"agriturismo", "alfombra", "almofada", "almofadas", "almohada",
	"amaciante", "anello", "antivirus", "aparador", "appartamento", "appli",
	"application", "applique", "aranciata", "armadio", "armario", "armband",
	"armbanduhr", "armchair", "armoire", "arroz", "aspiradora",
	"aspirapolvere", "aspirateur", "aula", "auriculares", "azeite", "bad",
	"badeanzug", "bague", "ballet", "bambola", "banador", "bank", "bar",
	"barca", "barco", "baskets", "bateau", "bedrijf", "berceau", "berco",
	"besprechungsraum", "besteck", "bett", "bettwasche", "beurre", "bibita",
	"bibliotheque", "bici", "bicicleta", "bicicletas", "bicicletta",
	"biciclette", "bier", "biere", "bikini", "birra", "biscoito",
	"biscotti", "biscuit", "biscuits", "bistro", "bloes", "blouson",
	"bluse", "bnb", "boiler", "bolacha", "bolachas", "bolo", "bolsa",
	"bolso", "boneca", "bonnet", "boot", "borsa", "botas", "bottes",
	"bottines", "bougie", "bougies", "boulangerie", "box", "braccialetto",
	"bracelet", "brand", "bril", "brille", "broek", "broodje", "bufanda",
	"buffet", "bureau", "bureaustoel", "burro", "cachecol", "cadeira",
	"cadeiras", "cafe", "cafetiere", "caffe", "caldaia", "caldera", "cama",
	"camera", "camicia", "camisa", "camping", "canape", "candeeiro",
	"capacete", "cappello", "cappotto", "caramelle", "caravan", "carrinho",
	"carta", "cartao", "carte", "casaco", "casco", "casque", "cazadora",
	"ceinture", "cerveja", "cerveza", "chair", "chaise", "chaises",
	"chaleco", "chalet", "chambre", "champu", "chaqueta", "chart",
	"chaudiere", "chaussure", "chaussures", "chemise", "chemisier",
	"cheveux", "cinto", "cintura", "cinturon", "cioccolatini", "classe",
	"climatiseur", "clinica", "clinique", "cluster", "cochecito", "cocina",
	"cojin", "cojines", "colbert", "colcha", "colchao", "colchon",
	"colecao", "coleccion", "colete", "collana", "collection", "collezione",
	"collier", "collirio", "color", "colore", "coloris", "combinaison",
	"commode", "comodino", "concert", "confiture", "congelateur", "coperta",
	"cor", "corso", "cortina", "cortinas", "costume", "couch", "couchtisch",
	"couette", "cours", "coussin", "cozinha", "credenza", "crema", "creme",
	"cucina", "cuffie", "cuisine", "culla", "cuna", "cuscini", "cuscino",
	"dampfer", "decke", "dekbed", "dekbedovertrek", "departamento",
	"departement", "department", "detersivo", "deur", "ditta", "divani",
	"divano", "douche", "doudou", "drone", "drucker", "eau", "echarpe",
	"edredao", "eettafel", "eis", "empresa", "enceinte", "ensalada",
	"enseigne", "espejo", "espelho", "esstisch", "estante", "estanteria",
	"estojo", "etagere", "fahrrad", "falda", "farbe", "farine", "farmacia",
	"fauteuil", "ferry", "fiets", "filiale", "filiere", "film", "finestra",
	"firma", "fogao", "fonds", "fone", "forfait", "formaggio", "formule",
	"forno", "four", "freins", "freni", "frigo", "frigorifero",
	"frigorifico", "fromage", "fund", "funda", "gafas", "galletas", "gamme",
	"gateau", "geladeira", "gelado", "gelato", "geschirr", "giacca",
	"gilet", "gite", "giubbotto", "glace", "gomme", "gonna", "gordijn",
	"gordijnen", "gorro", "grant", "gratin", "guarana", "habitacion",
	"hall", "handtasche", "helado", "helm", "hemd", "hocker", "hoed",
	"hoekbank", "hoes", "hoover", "horloge", "horno", "hose", "hotel",
	"hotte", "housse", "huile", "ijs", "impresora", "impresoras",
	"impressora", "imprimante", "insalata", "jacke", "jambon", "jamon",
	"jaqueta", "jas", "jean", "joghurt", "jupe", "jurk", "kaart", "kaas",
	"kaffee", "kamer", "karte", "kase", "kast", "kette", "ketting",
	"keuken", "kinderwagen", "kissen", "kleid", "kleur", "kochtopf",
	"koekjes", "koelkast", "koffer", "koffie", "kollektion", "kommode",
	"konferenzraum", "kuche", "kuchen", "kuhlschrank", "kussen", "laarzen",
	"ladekast", "lait", "lampada", "lampadaire", "lampadario", "lampade",
	"lampara", "lamparas", "lampe", "lampen", "lampes", "landau", "latte",
	"laufrad", "lavabo", "lavadora", "lavanda", "lavastoviglie",
	"lavatrice", "lavavajillas", "leche", "leite", "lencol", "lenzuola",
	"letti", "letto", "leuchte", "libreria", "linea", "linge", "lit",
	"loja", "lunettes", "macarrao", "macchina", "magasin", "maglione",
	"maillot", "maleta", "manta", "manteau", "mantel", "maquina", "marca",
	"marke", "marmellata", "marque", "massa", "matelas", "materasso",
	"matras", "matratze", "mattress", "melk", "merk", "mesa", "milch",
	"mochila", "mochilas", "model", "modele", "modeles", "modell",
	"modelli", "modello", "modelo", "modelos", "modem", "molho", "montre",
	"mostarda", "moto", "moutarde", "muneca", "musical", "muts", "mutze",
	"nachtkastje", "nave", "negozio", "nevera", "nudeln", "occhiali",
	"oculos", "oferta", "offerta", "ohrringe", "olio", "oorbellen", "opera",
	"operazione", "option", "opzione", "opzioni", "oreiller", "orologio",
	"oven", "overhemd", "pacchetto", "pack", "pacote", "paket", "pakket",
	"pan", "pandoro", "panettone", "pantalon", "pantaloni", "pantoffels",
	"paquete", "parcours", "parfum", "parure", "pass", "passeggini",
	"passeggino", "pasta", "pastel", "pates", "peignoir", "peinture",
	"pelati", "peluche", "pelucia", "perceuse", "perfume", "pfanne",
	"pharmacie", "piani", "pigiama", "pijama", "pintura", "piumone",
	"pizza", "pizzeria", "plafoniera", "plaid", "plan", "planes", "planos",
	"plugin", "pneumatici", "pneus", "poele", "poltrona", "porta",
	"portafoglio", "porte", "pouf", "poupee", "poussette", "presunto",
	"printer", "profumo", "progetto", "project", "projekt", "projet",
	"projeto", "prosciutto", "proyecto", "puerta", "pull", "pulli",
	"pullover", "pumps", "puppe", "pyjama", "quadro", "quarto", "queijo",
	"queso", "quiche", "raum", "regal", "reifen", "relogio", "reloj",
	"reparto", "residence", "restaurant", "rideau", "rideaux", "risotto",
	"ristorante", "robe", "robinet", "robot", "rock", "rok", "roman",
	"room", "rubinetto", "rucksack", "rugzak", "saal", "sac", "sacoche",
	"saia", "sala", "salade", "salades", "salat", "salle", "salontafel",
	"salsa", "sandale", "sandales", "sandali", "sandalia", "sandalias",
	"sandalo", "sapatos", "sauce", "saus", "scanner", "scarpe", "schal",
	"schiff", "schlafsack", "schoenen", "schokolade", "schrank", "schuh",
	"schuhe", "sciarpa", "sciroppo", "scooter", "sedia", "sedie", "senape",
	"serie", "series", "service", "servicio", "servierwagen", "servizio",
	"sessel", "shampoing", "shampoo", "shirt", "sideboard", "siege",
	"silla", "sillas", "sillon", "sjaal", "sneakers", "societe", "sofa",
	"sommier", "sorvete", "sosse", "specchio", "spectacle", "spettacolo",
	"spiegel", "spielzeug", "stampante", "stanza", "staubsauger",
	"stehlampe", "stiefel", "stivali", "stoel", "stoelen", "stofzuiger",
	"stuhl", "stuhle", "suite", "suspension", "taart", "table", "tablette",
	"tafel", "tagliaerba", "tapete", "tapijt", "tapis", "tappeto", "tarif",
	"tarifa", "tarifas", "tarifs", "tarjeta", "tarta", "tarte", "tartes",
	"tas", "tasche", "tavoli", "tavolino", "tavolo", "tazza", "tazze",
	"teinte", "tema", "tenda", "tende", "tenis", "tente", "teppich",
	"theme", "tienda", "tisch", "tondeuse", "tonno", "torrone", "torta",
	"tractor", "trapano", "trattoria", "travesseiro", "trottinette", "trui",
	"tur", "ufficio", "vaisselle", "valigia", "valise", "vase", "vaso",
	"velo", "ventilateur", "vergaderzaal", "vernice", "vespa", "veste",
	"vestido", "vestito", "villa", "vin", "vinho", "vino", "vitrina",
	"vloerkleed", "volets", "vorhang", "vorhange", "vtt", "wandkast",
	"waschmaschine", "wasmachine", "wein", "wijn", "winkel", "yacht",
	"yaourt", "yaourts", "yogurt", "zaal", "zahnpasta", "zaino",
	"zapatillas", "zapatos", "zelt", "zimmer" };

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
static const char *const kinds_behind[] = { "album", "alert", "alerts",
	"armchair", "backpack", "bag", "bars", "beanie", "bed", "bedding",
	"bedframe", "bedspread", "beer", "bib", "biscuits", "blanket", "blazer",
	"blend", "blinds", "blouse", "bookcase", "boots", "bowl", "bra",
	"bracelet", "bread", "brooch", "buggy", "bun", "bundle", "buns",
	"burger", "cabinet", "cake", "candle", "cardigan", "cardigans",
	"cereal", "chair", "cheese", "chocolate", "chocolates", "cider",
	"cluster", "coat", "cocktail", "coffee", "collection", "cookies",
	"costume", "cot", "cottage", "couch", "cream", "crisps", "curry",
	"curtains", "cushion", "cushions", "desk", "disease", "disorder",
	"drawer", "dreamhouse", "dress", "dressing", "dungarees", "duvet",
	"earrings", "edition", "espresso", "exhibition", "fair", "festival",
	"figure", "fleece", "font", "footstool", "foundation", "fries", "gem",
	"gems", "gilet", "gin", "glove", "gloves", "gown", "guitar", "ham",
	"handbag", "headboard", "heels", "highchair", "hob", "hoodie",
	"hoodies", "hoover", "hotel", "hotpot", "impersonator", "inn", "jacket",
	"jeans", "jug", "juice", "jumper", "jumpsuit", "kettle", "knife",
	"lager", "lamp", "lampshade", "leggings", "legs", "lemonade", "line",
	"lipstick", "loafers", "loungers", "lymphoma", "match", "mattress",
	"mirror", "model", "module", "mug", "mugs", "necklace", "nightdress",
	"novel", "oven", "package", "paint", "palsy", "parka", "pasta",
	"pendant", "perfume", "pie", "pillow", "pinafore", "pizza", "plan",
	"planter", "playsuit", "plugin", "plushies", "polo", "poster", "pram",
	"printer", "pub", "purse", "puzzle", "pyjamas", "quilt", "range",
	"recliner", "repo", "roast", "robe", "romper", "room", "rucksack",
	"rug", "runner", "salad", "sandals", "sandwich", "sauce", "saucepan",
	"sausages", "scarf", "serum", "shade", "shampoo", "sheets", "shelf",
	"shirt", "shoes", "shorts", "sideboard", "skirt", "sleeper", "slipper",
	"slippers", "sneakers", "socks", "sofa", "sofabed", "sofas", "soup",
	"sprint", "steak", "stool", "strap", "stroller", "suitcase", "suite",
	"sunglasses", "swatch", "swatches", "swimsuit", "syndrome", "table",
	"tablecloth", "tariff", "tart", "tea", "template", "tent", "tier",
	"tights", "tile", "tiles", "toaster", "tote", "tour", "towel", "towels",
	"toy", "tracksuit", "trainers", "trousers", "tumbler", "umbrella",
	"update", "updates", "variant", "variants", "vase", "vodka",
	"waistcoat", "wallpaper", "wardrobe", "wellies", "whisky", "wig",
	"wine", "wreath", "yoghurt", "yogurt" };

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

/* "Kleiderschrank", "Saugroboter": what kinds end with in German and Dutch. */
static bool
is_compound_kind(const struct speech *s, size_t i)
{
	static const struct str ends[] = { { "automat", 7 }, { "bank", 4 },
		{ "bett", 4 }, { "gerat", 5 }, { "herd", 4 }, { "kocher", 6 },
		{ "machine", 7 }, { "ofen", 4 }, { "trockner", 8 },
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

/* "Kaffeevollautomat von Jura", "the sofa by Nolte": who makes it, before
 * token i. */
static bool
is_made_by(const struct speech *s, size_t i)
{
	static const struct str by[] = { { "von", 3 }, { "by", 2 },
		{ "van", 3 } };

	return i > 1 && SPEECH_IS_ONE(s, i - 1, by) &&
	       (is_compound_kind(s, i - 2) || IS_KIND(s, i - 2, kinds_before) ||
		   IS_KIND(s, i - 2, kinds_behind));
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

bool
speech_names_thing(const struct speech *s, size_t i)
{
	return (i > 0 && (IS_KIND(s, i - 1, kinds_before) ||
			     is_compound_kind(s, i - 1))) ||
	       is_packed(s, i) || is_made_by(s, i) ||
	       (!speech_ends(s, i) && IS_KIND(s, i + 1, kinds_behind));
}
