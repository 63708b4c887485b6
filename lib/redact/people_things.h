#ifndef REDACT_PEOPLE_THINGS_H
#define REDACT_PEOPLE_THINGS_H

#include "redact/people.h"

/*
 * Private to the files of people_take_tagged(): words from `first` to `last`
 * that look like a name, and name a thing.
 */

/* "Vanessa's Bistro", "Ashok Vihar": a house or a quarter of that name. */
bool people_is_of_business(const struct speech *s, size_t first, size_t last);

/* "the Dulux", "Bosch Series", "Redmi Note": what a firm makes, or a firm. */
bool people_is_of_firm(const struct speech *s, size_t first, size_t last);

/* "Clio 1.5", "Octavia 2": a number of a model right behind one word. */
bool people_is_numbered(const struct speech *s, size_t first, size_t last);

/* "Zustellung": a word that no list has, where all nouns have capitals. */
bool people_is_german_noun(struct speech *s, size_t first, size_t last);

/* "Facturación", "Spedizione", "Omeprazol": no name ends so. */
bool people_is_abstract(const struct speech *s, size_t i);

/* One word that stands where a thing does. */
bool people_is_thing(const struct speech *s, size_t i);

/* "Tobar Lodge", "Braun-Rasierer", "Elsa-jurk": what its last word says. */
bool people_is_thing_of_name(const struct speech *s, size_t first, size_t last);

/* "the Oliver Bonas cushion", "the Sir Francis Drake pub" */
bool people_is_of_goods(const struct speech *s, size_t first, size_t last);

/* One of these, or another: "een jasmijn", "Raum Schiller", "Liefertermin
 * Freitag". */
bool people_are_a_thing(struct speech *s, size_t first, size_t last);

#endif
