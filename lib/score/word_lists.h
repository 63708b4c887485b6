#ifndef SCORE_WORD_LISTS_H
#define SCORE_WORD_LISTS_H

#include "base/embed.h"
#include "wordlist/wordlist.h"

/* clang-format off */
/* What single words do in a turn; the lists of words.csv. */
#define SCORE_WORDS(X) \
	X(answers_by) /* "press": what a bot calls answering */ \
	X(asks) /* "what": a question of a bot's that asks for something */ \
	X(asks_else) /* "confirm": a question with it is another one */ \
	X(able) /* "can": with I or we, what a bot offers */ \
	X(able_self) /* "puedo": I can, in a word */ \
	X(before_person) /* "a real": in a thought that is only the person */ \
	X(bids) /* "enter": asks for something without a question mark */ \
	X(confirms) /* "yes": begins an answer that is one */ \
	X(goes_on) /* "next": takes a step, again and again */ \
	X(i_will) /* "I": who bids nobody: "I will tell you" */ \
	X(if) /* before what a question only supposes */ \
	X(label_means) /* "2 to talk": between a key and what it stands for */ \
	X(me) /* "connect me" asks for a person */ \
	X(me_named) /* "call me Tom" asks for none */ \
	X(no_person) /* "humane": no slip of a noun for a person */ \
	X(not_able) /* "not": behind it nothing is offered */ \
	X(or) /* ends the thought that is only the person */ \
	X(passive) /* "was": before a deed that was done to the customer */ \
	X(past_ago) /* "ago": beside past_years, years away */ \
	X(past_errand) /* "policy": asks for what has been */ \
	X(past_in) /* "in": before a year */ \
	X(past_last) /* "last": beside past_year */ \
	X(past_not) /* "not": before past_well, not well */ \
	X(past_now) /* "again": what was is not over */ \
	X(past_over) /* "recovered" */ \
	X(past_verb) /* "had": beside a danger that was */ \
	X(past_well) /* "fine": beside past_now, it is over */ \
	X(past_year) /* "year": one */ \
	X(past_years) /* "years": one or more */ \
	X(person_alone) /* "humn": a slip of one that is all that is said */ \
	X(person_near) /* "talk to a humn": of one behind a verb */ \
	X(person_spelled) /* "h u m a n" */ \
	X(please_now) /* "connect me please": may stand behind */ \
	X(talk_near) /* "talkign": a slip before a noun for a person */ \
	X(verb_goes_on) /* "nicht mit": no verb ends before it */ \
	X(with_near) /* "wiht": behind talk_near */ \
	X(yes) /* "reply YES": what a bot wants to hear */
/* clang-format on */

#define SCORE_WORDS_ENUM(name) SCORE_WORDS_##name,
enum score_words { SCORE_WORDS(SCORE_WORDS_ENUM) N_SCORE_WORDS };
#undef SCORE_WORDS_ENUM

EMBED(embed_score_words_lists);

static inline struct wordlist
score_words(enum score_words list)
{
	return wordlist_get(embed_score_words_lists, list);
}

#endif
