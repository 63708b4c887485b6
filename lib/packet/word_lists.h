#ifndef PACKET_WORD_LISTS_H
#define PACKET_WORD_LISTS_H

#include "base/embed.h"
#include "wordlist/wordlist.h"

/* clang-format off */
/* What single words do in a text; the lists of words.csv. */
#define PACKET_WORDS(X) \
	X(abbreviation) /* "Rs.": the full stop ends no sentence */ \
	X(abbreviation_of_number) /* the same where a number is behind it */ \
	X(and) /* goes on from what the part before tells */ \
	X(but) /* behind the key of an option that is chosen */ \
	X(currency) /* "pounds": behind an amount */ \
	X(day_month) /* "20. Juni": behind a day with a full stop */ \
	X(declines) /* "do not want": who says so wants none of it */ \
	X(forbids) /* "don't": a text begins so that says no; a blank behind it
		      or, where it has one, its mark */ \
	X(forbids_whatever) /* the same, whatever is behind it */ \
	X(instead_of) /* "41230 instead of 14230": which one is right only both
			 tell */ \
	X(mail_from) /* "From:": begins the head of a mail that is answered */ \
	X(mail_sent) /* "Sent:": begins the line behind it */ \
	X(mail_when) /* "On": begins "On Monday Ann wrote:" */ \
	X(mail_wrote) /* "wrote:": ends it */ \
	X(option_means) /* "2 to cancel": between a key and its option */ \
	X(order_before) /* "please": before a verb that is an order */ \
	X(order_verb) /* "put": a wish, unless others do it: "they put it" */ \
	X(part_of) /* "90 of the 341": between a part and the whole */ \
	X(points_back) /* "stop it": tells nothing alone */ \
	X(says_no) /* "nope": an answer, as far as no phrase refuses */ \
	X(told_of_past) /* "signed": a day beside it is only told of */ \
	X(wish_open) /* "can you": no wish where nothing is behind it */
/* clang-format on */

#define PACKET_WORD_ENUM(name) PACKET_WORDS_##name,
enum packet_words { PACKET_WORDS(PACKET_WORD_ENUM) N_PACKET_WORDS };
#undef PACKET_WORD_ENUM

EMBED(embed_packet_words_lists);

static inline struct wordlist
packet_words(enum packet_words list)
{
	return wordlist_get(embed_packet_words_lists, list);
}

/* Whether a text begins with a word of the list: a blank is behind it, unless
 * the word has a mark at its end. */
bool packet_begins_with(enum packet_words list, struct str text);

#endif
