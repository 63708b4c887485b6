#ifndef REDACT_PEOPLE_H
#define REDACT_PEOPLE_H

#include "redact/speech.h"

/* private to the files of people_find() */

/* Of a name, and of a text that may be little else, in tokens. */
enum { PEOPLE_LONGEST_NAME = 7, PEOPLE_SHORT_TEXT = 4 };

/* How much says that a name stands here: see people_fits(). */
enum sure { SURE_WEAK = 1, SURE_FAIR, SURE_GREETED, SURE_TITLED, SURE_STRONG };

static inline bool
people_is_name(const struct speech *s, size_t i)
{
	return s->is[i] & (WORD_FIRST | WORD_LAST) && speech_token(s, i)->n > 2;
}

/* A word of some language, and no name. */
static inline bool
people_is_plain(const struct speech *s, size_t i)
{
	return s->is[i] & WORD_KNOWN && !people_is_name(s, i);
}

/* "de", "van" */
static inline bool
people_is_particle(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_PARTICLE);
}

/* Of a sentence, or a line. */
static inline bool
people_at_start(const struct speech *s, size_t i)
{
	return i == 0 || speech_ends(s, i - 1) ||
	       speech_is_mark(s, i - 1, ".!?;");
}

/* Nobody's name, in any case. */
bool people_is_never(const struct speech *s, size_t i);

/* Could token i begin a name, where so much says that one stands here? */
bool people_fits(const struct speech *s, size_t i, enum sure sure);

/* The last token of the name that begins at `first`. */
size_t people_name_end(const struct speech *s, size_t first);

/* "Dr. Jens Habicht", "Mr Sam Quill", where a name must stand: a first name,
 * and a surname that is a word too; the last token of both, or `last`. */
size_t people_surname_end(const struct speech *s, size_t first, size_t last);

/* "karen", which is a word too, but none of the most frequent. */
static inline bool
people_is_small_first(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens && !speech_is_capital(s, i) &&
	       s->is[i] & WORD_FIRST && !(s->is[i] & WORD_COMMON) &&
	       speech_token(s, i)->n > 2;
}

/* The last token of one that the tagger ended at `last`. */
size_t people_round_off(const struct speech *s, size_t first, size_t last);

/* The first word behind "van", "de la", "van 't" and the like. */
size_t people_skip_particles(const struct speech *s, size_t i);

/* speech_add(), with the initials that stand before. */
void people_add(struct speech *s, struct spans *out, size_t first, size_t last,
    struct finding_of what);

/* "Big", "lil": before somebody's first name. */
bool people_is_byname(const struct speech *s, size_t i);

/* "GmbH", "Inc": what stands before it is nobody's name. */
bool people_is_company(const struct speech *s, size_t i);

/* "4 Douwe Egberts", "12 bags of Hanson cement": a thing that is counted. */
bool people_is_counted(const struct speech *s, size_t first);

/* Something was found where token `first` begins. */
bool people_is_taken(struct speech *s, size_t first);

/* What only the tagger takes for names, where nothing was found: see
 * people_tagged.c. */
void people_take_tagged(struct speech *s, struct spans *out);

/* Two words in the text are German and nothing else. */
bool people_speak_german(struct speech *s);

/* How much one word must lean towards a name to be taken for one: see
 * speech_lean(). */
int people_doubt(struct speech *s, size_t i);

/* "KeyError", "StepChange"; not "McGregor", "DiMaggio". */
bool people_is_run_together(struct speech *s, size_t i);

/* "r k narayan", "s. ramanathan": at the first of the initials in small
 * letters, the name behind them; or `i`. */
size_t people_behind_initials(const struct speech *s, size_t i);

/* people_speaker.c: "Regards, Jane", behind the greeting; "Sarah here", at
 * "here"; "What is your name?", all of a short answer but for "yes it's". */
void people_take_signoff(struct speech *s, size_t i, struct spans *out);
void people_take_speaker(
    struct speech *s, size_t i, enum sure sure, struct spans *out);
void people_take_answer(struct speech *s, struct spans *out);

/* What stands beside: people_beside.c. */
void people_take_hyphened(struct speech *s, size_t hyphen, struct spans *out);
void people_take_vietnamese(struct speech *s, struct spans *out);
void people_take_turned(struct speech *s, struct spans *out);
void people_take_corrected(struct speech *s, struct spans *out);
void people_take_listed(struct speech *s, struct spans *out);
void people_take_born(struct speech *s, struct spans *out);
void people_take_ages(struct speech *s, struct spans *out);

/* "and", ",": between two that are named together. */
bool people_is_and(const struct speech *s, size_t i);

/* Behind "my daughter", and at "my" before who that is: people_kin.c. */
bool people_is_my(const struct speech *s, size_t i);
void people_take_kin(
    struct speech *s, const struct term_hit *h, struct spans *out);

#endif
