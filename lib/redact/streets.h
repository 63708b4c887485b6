#ifndef REDACT_STREETS_H
#define REDACT_STREETS_H

#include <stdbool.h>
#include <stddef.h>

#include "redact/speech.h"

/* Characters; what is longer may be a postcode. */
enum { STREET_LONGEST_HOUSE = 4 };

/* "42", "221b", "8a": at most five digits and a letter. */
bool street_is_house(const struct speech *s, size_t i);

/* "Apt 4B", "Suite 210", ", 4º B", "/ 12" behind a token: the last token of it,
 * or `last`. */
size_t street_unit_end(const struct speech *s, size_t last);

/* "12-2", "8/41", "78 B": the last token of it. */
size_t street_house_end(const struct speech *s, size_t house);

/* The number behind a street, and ", 4 B" for floor and door; or 0. */
size_t street_house_behind(const struct speech *s, size_t last);

/* "s/n", "snc", "km 11", "kilometro once": what stands for a number where there
 * is none; the last token, or 0. */
size_t street_numberless_end(const struct speech *s, size_t i);

/* The number before a street, "27", "3 bis", "12,"; or `i`. */
size_t street_house_before(const struct speech *s, size_t i);

/* "forty two" and no further number: its last token, or `i`. */
size_t street_said_house_end(const struct speech *s, size_t i);

/* The same behind a street: "via Padova centotrentuno"; or 0. */
size_t street_said_house_behind(const struct speech *s, size_t last);

/* The first token of the name of a house before its number, or `i`. */
size_t street_house_name(const struct speech *s, size_t i);

/* "at forty two maple street": not "one way street", nor the midst of a longer
 * number. */
bool street_is_said_house_at(const struct speech *s, size_t i); /* private */

/* Most words are no number. */
static inline bool
street_is_said_house(const struct speech *s, size_t i)
{
	const struct seen *x = &s->seen[i];

	return (x->uses & USE_NUMERAL || x->compound || x->is_long) &&
	       street_is_said_house_at(s, i);
}

/* ", Harrow Road" behind a building that ends at `last`: its last token, or
 * `last`. */
size_t street_road_behind(const struct speech *s, size_t last);

/* street_rue.c: "rue", "calle", "C.so" stand at token i; and add the address,
 * at that token. */
bool street_is_rue_at(const struct speech *s, size_t i); /* private */
bool street_by_rue(struct speech *s, size_t i, struct spans *out);

/* Most words are none. */
static inline bool
street_is_rue(const struct speech *s, size_t i)
{
	enum { LONGEST_SHORT = 4 };
	size_t n = speech_token(s, i)->n;

	return s->seen[i].uses & USE_RUE ||
	       ((n <= 2 ||
		    (n <= LONGEST_SHORT && speech_is_mark(s, i + 1, "."))) &&
		   street_is_rue_at(s, i));
}

/* street_forms.c: add the address that begins at token i; false: none does. */
bool street_by_place(struct speech *s, size_t i, struct spans *out);
bool street_by_adjective(struct speech *s, size_t i, struct spans *out);
bool street_by_quarter(struct speech *s, size_t i, struct spans *out);
bool street_by_building(struct speech *s, size_t i, struct spans *out);
bool street_box(struct speech *s, size_t i, struct spans *out);
bool street_by_the(struct speech *s, size_t i, struct spans *out);
bool street_corner(struct speech *s, size_t i, struct spans *out);
bool street_by_house(struct speech *s, size_t i, struct spans *out);
bool street_hamlet(struct speech *s, size_t i, struct spans *out);
/* an estate with a number or a flat; a street and its number in one word */
bool street_estate(struct speech *s, size_t i, struct spans *out);
bool street_glued(struct speech *s, size_t i, struct spans *out);

/* form_fields.c: add the value of each line that is called as an address or a
 * town is. */
void form_fields_find(struct speech *s, struct spans *out);

/* street_neighbours.c: add what else is said of where somebody lives, "but I'm
 * at 32", "on Tinkers Lane"; addresses of the text are in `out` from `first`
 * on.
 */
void street_neighbours(struct speech *s, size_t first, struct spans *out);

/* street_parts.c: the same, at its first word or at the number of that; and the
 * last token of what goes on behind a street that ends at `last`. */
bool street_by_parts(struct speech *s, size_t i, struct spans *out);
size_t street_parts_behind(const struct speech *s, size_t last);

/* "cottage", "farm", "lodge": the last word of what a house is called. */
bool street_is_house_word(const struct speech *s, size_t i);

/* "93047 Regensburg", "2011 HM Haarlem", at the number. */
void postcode_find(
    struct speech *s, size_t i, bool behind_street, struct spans *out);

/* What stands behind a street that ends at token i: ", Toledo, OH 43604". */
void postcode_town_behind(struct speech *s, size_t i, struct spans *out);

/* At a token with a digit: one that little says, and what stands beside it. */
void postcode_plain(struct speech *s, size_t i, struct spans *out);

bool postcode_is_dutch(const struct speech *s, size_t i); /* "2011hm" */

bool postcode_is_bracketed(const struct speech *s, size_t i);
bool postcode_is_small(const struct speech *s, size_t i);

/* "sw1a 1aa", "m5v 2t6" of small letters, too, where one is expected. */
bool postcode_is_pair(const struct speech *s, size_t i);

/* "SW1A 1AA", "M5V 2T6": the shape is enough. */
bool postcode_is_form(const struct speech *s, size_t i);

#endif
