#ifndef REDACT_WORD_LISTS_H
#define REDACT_WORD_LISTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "wordlist/wordlist.h"

/*
 * Words of natural language that say something of those beside them: lists of
 * defaults/words.csv, a row for each word with its list and its language (none
 * where several have it), with accents or without.  Rows are what another
 * language needs first; words that the form of a sentence hangs on, such as
 * "de" and "of", stand where they are asked for.
 */

/* clang-format off */
/* Those that are asked for by word. */
#define WORD_LISTS_ASKED(X) \
	X(address_at) /* "at": before a house */ \
	X(address_then) /* "please": behind an address */ \
	X(age_have) /* "tengo": before an age */ \
	X(age_old) /* "old": behind an age and its years */ \
	X(article_of_name) /* "den Uwe", "el Manolo" */ \
	X(at_number) /* "at no. 31" */ \
	X(before_clitic) /* "no": before "le" and a verb */ \
	X(born) /* "geb": before the name that one was born with */ \
	X(branch) /* "the Walsall branch" */ \
	X(building) /* "towers": behind the name of one */ \
	X(called) /* "is", "heet": before a name */ \
	X(clitic) /* "le": before a verb, behind "no" */ \
	X(come_from) /* "soy de": before a town */ \
	X(company) /* "gmbh": behind a firm */ \
	X(correction) /* "no, wait": what was said is put right */ \
	X(counted) /* "people": behind a number that is no house */ \
	X(counted_of) /* "bags of" */ \
	X(country) /* too large to tell anybody by */ \
	X(digits_filler) /* "no, sorry": among digits said */ \
	X(door) /* "izquierda": behind a floor */ \
	X(dwelling) /* "flat": before its number */ \
	X(english_word) /* "please" */ \
	X(estate) /* "clos": before the name of one */ \
	X(famous) /* "goya", "tesla": rooms are called after them */ \
	X(floor) /* "Stock": behind its number */ \
	X(floor_ordinal) /* "segundo", "third": of a floor */ \
	X(french_or_italian_word) /* and neither Spanish nor Portuguese */ \
	X(german_before_thing) /* "vom Reiter": no name behind it */ \
	X(german_day) /* "freitag" */ \
	X(german_in) /* "im": before a noun, in German */ \
	X(german_one) /* "eine": before a make, nobody */ \
	X(german_the) /* "die": before any noun */ \
	X(german_word) /* of no other language */ \
	X(giving) /* "that I sent you": behind "password" */ \
	X(goods_one) /* "deux Leffe, une Leffe" */ \
	X(ground_floor) /* "bajo": no number before it */ \
	X(group_between) /* "then": between two groups of a number */ \
	X(house) /* "cottage": what houses with names are */ \
	X(house_called) /* "hausnummer": before the number of a house */ \
	X(house_number) /* "no. 31" */ \
	X(i_am) /* "soy": before one's own name */ \
	X(kin) /* "mother's": whose maiden name */ \
	X(kind_before) /* "canape Mathilde", "la sala Goya" */ \
	X(kind_behind) /* "the Emma mattress" */ \
	X(landmark_near) /* "opposite": before a landmark of an address */ \
	X(landmark_before) /* "old", "saint": before a name in a landmark's */ \
	X(left_at) /* "leave it with": before a neighbour's house */ \
	X(letter_count) /* "double": before a letter */ \
	X(letter_name) /* "jota": a letter */ \
	X(line) /* "ligne de": a train goes there */ \
	X(lives_at) /* "he's at" */ \
	X(login_brand) /* what is logged in to, and no user */ \
	X(machine) /* "printer": what is given names */ \
	X(mail_host) /* "gmail": has everybody's address */ \
	X(name_and_word) /* "will": a name in a record, and a common word */ \
	X(name_particle) /* "van": part of names of a record, names nobody */ \
	X(name_prefix) /* "mc", "di": before a capital inside a name */ \
	X(not) /* "not": between a name and what it is no more */ \
	X(not_italian) /* behind "via", which is no street then */ \
	X(noun_and_name) /* "mann", "mitte": of German, somebody or a place too */ \
	X(numbered) /* "platform": before a number that is no house */ \
	X(office) /* "buchhaltung": where one works */ \
	X(one_of_goods) /* "une": before goods, no name */ \
	X(owned) /* "Jane's account": what people have */ \
	X(pack) /* "bottle of": before what is in it */ \
	X(part) /* "block 5": a part of an address */ \
	X(part_behind) /* "2nd cross", "B wing" */ \
	X(part_later) /* "phase 2": no address begins so */ \
	X(part_of_place) /* "sector 17": of an address alone */ \
	X(part_then) /* "and then": before a number that goes on */ \
	X(pass) /* "boarding": before "pass", which is no password */ \
	X(password_for) /* "for": whose a password is */ \
	X(plant) /* "oliveira": a plant, and a name too */ \
	X(plot) /* "plot 7" */ \
	X(postcode) /* "plz": what one is called */ \
	X(postcode_before) /* "near": before one in small letters */ \
	X(preposition) /* "aus": before a town */ \
	X(quarter) /* "nagar": quarters of Indian towns end so */ \
	X(role) /* "agent": names nobody, though it stands where names do */ \
	X(sentence) /* in a sentence, rather than a pass phrase */ \
	X(small_word) /* "dejan": a name, and in small letters a word */ \
	X(social_security) /* "ssn": of its number */ \
	X(street_adjective) /* "Neuer Wall" */ \
	X(street_at) /* "Am Markt" */ \
	X(street_before) /* "korte": before the name of a street */ \
	X(street_end) /* "-strasse": the end of a street's name */ \
	X(street_word) /* "mill": everyday words that streets are called */ \
	X(the_of_goods) /* "gli": before goods, no name */ \
	X(then) /* "and": behind a town */ \
	X(thing_name) /* "ruby", "olive": goods are called after it */ \
	X(ticket) /* "Bayern-Ticket" */ \
	X(told_for) /* "for": whose a secret is */ \
	X(told_link) /* "now", "from": before a secret */ \
	X(town_kind) /* "city of": the town itself */ \
	X(town_word) /* "reading": a town and a word */ \
	X(unit_behind) /* "sala 12": of an address that stands before it */ \
	X(user_on) /* "on insta": behind a user name */ \
	X(vietnamese_family) /* "nguyen": before "thi" and "van" */ \
	X(when) /* "call me tomorrow": no name */ \
	X(with) /* "with a w" */ \
	X(work) /* "cookbook": what the famous make */ \
	X(years) /* "Jahre": behind an age */ \
	X(years_had) /* "anos": of those, in "tengo treinta anos" */

/* Those that are read as a whole: what words begin or end with, and
 * what is looked up with other things. */
#define WORD_LISTS_READ(X) \
	X(abstract_end) /* "-zione": no name ends so */ \
	X(around_number) /* "at 10 am on": a small word, and no plate */ \
	X(at) /* "arroba": said for @ */ \
	X(car) /* "lorry": somebody speaks of one */ \
	X(car_polish) /* "samochod": the same in Poland */ \
	X(car_swedish) /* "bilen": a car in Sweden */ \
	X(colour_end) /* "-blau": no town */ \
	X(day_begin) /* "thursday": begins a word that is no name */ \
	X(direction) /* "north": in the name of a street */ \
	X(domain) /* "com": ends an address of mail */ \
	X(dot) /* "dot": in an address of mail */ \
	X(family_name) /* "okafor", which the model has not */ \
	X(given_name) /* "ngozi", which the model has not */ \
	X(kind_end) /* "-schrank": what kinds of goods end with */ \
	X(like) /* "for", "wie": before an example */ \
	X(mail_joint) /* "underscore": in an address of mail */ \
	X(medicine_end) /* "-statin": no name ends so */ \
	X(never) /* "bonjour": no name, whatever stands before it */ \
	X(of_login) /* "verification": before "code" */ \
	X(particle) /* "van", "de": part of a name */ \
	X(password_tail) /* "all lowercase": said of a pass phrase behind it */ \
	X(place_before_answer) /* "aus": before a place, answering */ \
	X(plate) /* "kennzeichen": what a plate is called */ \
	X(plate_polish) /* "tablice": of the plate, in Poland */ \
	X(radio) /* "alpha": a letter, spelled */ \
	X(rue) /* "calle": before the name of a street */ \
	X(says) /* "lautet": before a secret */ \
	X(says_card) /* "visa": near a card number */ \
	X(says_is) /* "lautet": between a name and its number */ \
	X(says_my) /* "my": before a number */ \
	X(says_new) /* "my new number": between the two */ \
	X(says_number) /* "nr": a number is called so */ \
	X(says_of) /* "of the": between a name and what it is of */ \
	X(says_open) /* "code": it is what the word before says */ \
	X(says_other) /* "order": near another number */ \
	X(says_phone) /* "call": near a telephone number */ \
	X(says_version) /* "firmware": near a version */ \
	X(short_month) /* "dez", "okt" */ \
	X(soft_street_end) /* "-ring": of towns, names and words, too */ \
	X(spell) /* "spelled": before letters */ \
	X(state) /* "nsw": behind a town */ \
	X(street) /* "lane": behind the name of a street */ \
	X(street_of) /* "della": in the name of a street */ \
	X(sure_street) /* "avenue": hardly ever anything else */ \
	X(sure_street_end) /* "-strasse": hardly ever anything else */ \
	X(talk) /* "email": behind "via", no street */ \
	X(the) /* "your": no name behind it */ \
	X(then_number) /* "but": behind a whole number */ \
	X(uh) /* "hm": between two digits */ \
	X(unit) /* "apt": before the number of a flat */ \
	X(verb_end) /* "-iendo": in small letters no name ends so */ \
	X(word_name) /* "pip": a first name and a word */ \
	X(yes) /* "sure": before an answer */

/* clang-format on */

#define WORD_LIST_ENUM(name) WORDS_##name,
enum word_list {
	WORD_LISTS_ASKED(WORD_LIST_ENUM) N_WORD_LISTS_ASKED,
	LAST_WORD_LIST_ASKED = N_WORD_LISTS_ASKED - 1,
	WORD_LISTS_READ(WORD_LIST_ENUM) N_WORD_LISTS
};
#undef WORD_LIST_ENUM

/* The lists that a word is in, of those that are asked for: a bit for each. */
struct word_set {
	uint64_t bits[(N_WORD_LISTS_ASKED + 63) / 64];
};

struct word_lists; /* read-only */

/* From words.csv: when the program is built. */
const struct word_lists *word_lists_read(struct arena *run);

/* Their words, and what else they are, as bytes of this machine; and from
 * them. */
struct str word_lists_words(const struct word_lists *w);
struct str word_lists_image(const struct word_lists *w);
const struct word_lists *word_lists_thaw(
    struct str words, struct str image, struct arena *run);

/* All sets that words have, by number; 0 is the empty one. */
const struct word_set *word_lists_sets(const struct word_lists *w);

/* The number of a word's set: text_hash() of it. */
uint16_t word_lists_of(const struct word_lists *w, uint64_t hash);

static inline bool
word_set_has(const struct word_set *s, enum word_list l)
{
	return s->bits[l / 64] >> l % 64 & 1;
}

static inline void
word_set_add(struct word_set *to, const struct word_set *s)
{
	for (size_t i = 0; i < sizeof(s->bits) / sizeof(*s->bits); i++)
		to->bits[i] |= s->bits[i];
}

/* The words of a list. */
struct wordlist word_lists_all(const struct word_lists *w, enum word_list l);

/* Whether a word is in a list, of one that is no token. */
bool word_lists_have(
    const struct word_lists *w, enum word_list l, struct str word);

/* The same of letters of ASCII as they are written, large or small. */
bool word_lists_have_letters(
    const struct word_lists *w, enum word_list l, struct str letters);

/* A word begins as one of a list, or ends so with `more` bytes before it. */
bool word_lists_begin(
    const struct word_lists *w, enum word_list l, struct str word);
bool word_lists_end(
    const struct word_lists *w, enum word_list l, struct str word, size_t more);

#endif
