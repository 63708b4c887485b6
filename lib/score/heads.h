#ifndef SCORE_HEADS_H
#define SCORE_HEADS_H

#include "model/model.h"
#include "score/models.h"
#include "score/reading.h"
#include "score/signals.h"

/*
 * Private to the room: what models add to the term lists.
 *
 * A head has the probability p = 1 / (1 + e^-(slope x score + offset)).  Below
 * the head's floor no more than a trace of it counts, see model_probability();
 * slope, offset and floor come with the model, fitted where it was trained.
 * With t for what the lists say,
 *
 *	signal = max(t, p), or 0.49 t where p casts doubt
 *	sentiment = t + w (1 - |t|)(p of positive - p of negative)
 *
 * A list is sure of its words and knows nothing of the others; a head that has
 * a bound for it casts doubt where p is lower: "do you sell legal cover" holds
 * a word of the law.  No head of a danger has one, nor that of requests, so
 * what the lists say of those is never lowered.  On a short turn, and where
 * less than all of p would count, the lists are right.
 *
 * w comes with the model too, and the number of words below
 * which a turn is short: there p counts half, but for sentiment and for heads
 * that proved right on turns of two words and more, so that it puts turns in an
 * order and decides nothing.
 *
 * A head is silent where its list found a word and a negator turned it round,
 * or a counter-term, unless all of that is weak (READING_WEAK).  But a head of
 * a danger then hears the turn without the words of its counter-terms: a phone
 * may be dead, and somebody in danger, too.  No more than a
 * trace is left of what a head knows too little of: a request where the lists
 * found a person or a bot that is spoken of, unless p is high, for they know
 * more of what is asked, and refused, than a model that counts words; in the
 * same way negative_feedback where they found an idiom of giving up (by the
 * weight of such terms), of which no doubt is cast either; a child
 * on a short turn; and in a language that the model has no lessons in, as the
 * log says or as is guessed (language/language.h), short turns and all but
 * anger, anxiety, urgency, closing, abuse, self_harm and sentiment.  Of a bot's
 * line it speaks in English only.
 */

/* One thread's; NULL, which is as good to all below, where there are no
 * models. */
struct heads *heads_new(const struct models *m);
void heads_free(struct heads *h);

/* What a head may say where the lists know better, or it knows too little:
 * nothing, p as a trace (p x MODEL_TRACE), that unless p is high, or p.
 * `brief`: on a short turn. */
enum leave { LEAVE_NOTHING, LEAVE_TRACE, LEAVE_SURE, LEAVE_WHOLE };
enum leave heads_leave(const struct reading *r, size_t slot, bool brief);

/* What is left of p then. */
double heads_left(enum leave leave, double p);

/* What a head leaves of t where it casts doubt. */
double heads_doubted(double t);

/* After reading_signals(): add to what the lists say.  `whole`: to all of it,
 * not only to negative_feedback. */
void heads_add(
    struct heads *h, const struct reading *r, bool whole, struct signals *g);

/* After heads_add() and person_request() of the same text: the model's part of
 * human_request. */
double heads_request(const struct heads *h);

/* The words that speak most for the head of a slot, of sentiment for that of
 * its sign; false: no model has one. */
bool heads_span(struct heads *h, const struct reading *r, size_t slot,
    double value, struct model_span *out);

/* Whether a bot's text, of which the lists say t, is one that did not
 * understand: t and p together as a signal. */
double heads_fallback(struct heads *h, const struct reading *r, double t);

/* After heads_fallback() of the same text: how much its words say of a
 * breakdown, in log odds; where no model speaks as much as an everyday line. */
double heads_breakdown(const struct heads *h);

/* The intent of a text that the log has none for; false: no model, no words. */
bool heads_intent(struct heads *h, const struct reading *r, struct signals *g);

#endif
