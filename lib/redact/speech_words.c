/* What single words say of those beside them. */

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

bool
speech_names_thing(const struct speech *s, size_t i)
{
	static const struct str before[] = { { "aula", 4 }, { "hall", 4 },
		{ "modell", 6 }, { "modelo", 6 }, { "modele", 6 },
		{ "model", 5 }, { "modello", 7 }, { "plan", 4 }, { "tarif", 5 },
		{ "tarifa", 6 }, { "raum", 4 }, { "room", 4 }, { "saal", 4 },
		{ "sala", 4 }, { "salle", 5 }, { "serie", 5 }, { "series", 6 },
		{ "vergaderzaal", 12 }, { "zaal", 4 } };
	static const struct str behind[] = { { "model", 5 }, { "plan", 4 },
		{ "room", 4 }, { "suite", 5 }, { "tier", 4 } };

	return (i > 0 && SPEECH_IS_ONE(s, i - 1, before)) ||
	       SPEECH_IS_ONE(s, i + 1, behind);
}
