#ifndef REDACT_PEOPLE_ARTICLES_H
#define REDACT_PEOPLE_ARTICLES_H

#include "redact/people.h"

/* private to the files of people_find(): what the words beside say */

/* "the Picasso", "my emma", "a rose"; not "a Mamadou", which is French. */
bool people_behind_article(const struct speech *s, size_t i);

/* "un Perrier", "una Margherita", "le Cookeo": an article before nobody; not
 * "la Paqui" or "o Chico", nor "il Rossi", nor "bist du Markus". */
bool people_behind_foreign_article(const struct speech *s, size_t i);

/* "die Waschmaschine": a noun that no list has, in a language that begins
 * them all with a capital; "eine Bosch", but not "der Bosch". */
bool people_behind_german_article(struct speech *s, size_t first);

/* "no le dejan", "Dejan el paquete": a verb of Spanish or Portuguese. */
bool people_is_verb(const struct speech *s, size_t i);

/* "comprar" */
bool people_is_infinitive(const struct speech *s, size_t i);

/* "den Reiter": a family name that is a word of German, behind an article. */
bool people_behind_german_the(const struct speech *s, size_t i);

#endif
