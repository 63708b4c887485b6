#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "findings/findings.h"

/*
 * What can be found wrong with a templates file before any customer reads it:
 * in its members, and in its wording.  A file is read to its end whatever is
 * wrong in it.
 */

/* Code, level, what it means: the closed list that users filter by. */
#define LINT_CODES(X) \
	X(SYNTAX, ERROR, "syntax", "the file cannot be read or evaluated") \
	X(UNKNOWN_MEMBER, ERROR, "unknown-member", \
	    "a member that means nothing where it stands") \
	X(BAD_MEMBER, ERROR, "bad-member", \
	    "a member of the wrong type, or one that is missing") \
	X(MISSING_MOMENT, ERROR, "missing-moment", \
	    "a language has no message for a moment, or none that always " \
	    "fits") \
	X(MISSING_LANGUAGE, ERROR, "missing-language", \
	    "the default language has no messages, or what is called a " \
	    "language is none") \
	X(UNKNOWN_BLANK, ERROR, "unknown-blank", \
	    "braces around what is no blank: the customer would read them") \
	X(UNTIMELY_BLANK, ERROR, "untimely-blank", \
	    "a blank for what is not known at that moment, or not always") \
	X(UNKNOWN_SIGNAL, ERROR, "unknown-signal", \
	    "a next step waits for a signal that does not exist") \
	X(OVERLONG, ERROR, "too-long", \
	    "more than a channel takes: 1600 characters; in WhatsApp three " \
	    "buttons of 20 characters, in Messenger 13") \
	X(LINK_IN_VOICE, ERROR, "link-in-voice", \
	    "a link where it would be read out") \
	X(NO_DISCLOSURE, ERROR, "no-disclosure", \
	    "when the bot returned it does not say that it is a machine (EU " \
	    "AI Act, Art. 50(1))") \
	X(CLAIMS_HUMAN, ERROR, "claims-human", \
	    "it says of itself that it is a human") \
	X(NO_WAY_OUT, ERROR, "no-way-out", \
	    "with nobody there, after a failure, when the bot returned or " \
	    "the " \
	    "conversation is closed: no word of how to get to a person") \
	X(FALSE_PROMISE, ERROR, "false-promise", \
	    "it promises what no route has computed: \"shortly\", a time " \
	    "that is no blank, or in a crisis that help comes") \
	X(CRISIS_WITHOUT_NUMBER, ERROR, "crisis-without-number", \
	    "a crisis message without {number}") \
	X(BLAME, WARNING, "blame", "it blames the customer") \
	X(DARK_PATTERN, WARNING, "dark-pattern", \
	    "it presses, shames or scares the customer off, or has buttons " \
	    "of which none leads to a person") \
	X(FEIGNED_FEELING, WARNING, "feigned-feeling", \
	    "a machine claims to feel") \
	X(FALSE_CHEER, WARNING, "false-cheer", \
	    "good cheer, or an exclamation mark, where there is bad news") \
	X(UNCLEAR_WHO, WARNING, "unclear-who", \
	    "it does not say that a person comes, or is there") \
	X(NOT_INCLUSIVE, WARNING, "not-inclusive", \
	    "words that leave somebody out") \
	X(HARD_TO_READ, WARNING, "hard-to-read", \
	    "above nine years of school (WCAG 2.2, 3.1.5), or a sentence of " \
	    "more than 25 words") \
	X(LONG_TO_HEAR, WARNING, "long-to-hear", \
	    "more than 40 words, which a voice channel may have to read out") \
	X(NEVER_USED, WARNING, "never-used", \
	    "a wording behind one that always fits, or for a tone that the " \
	    "persona does not have") \
	X(UNTRANSLATED, WARNING, "untranslated", \
	    "two languages have the same text") \
	X(SEVERAL_SMS, NOTE, "several-sms", \
	    "a wording for SMS that takes more than one (160 characters of " \
	    "GSM 03.38, or 70 of others)") \
	X(NO_EMPATHY, NOTE, "no-empathy", \
	    "the persona sees what is wrong, and a language has no words for " \
	    "it")

#define LINT_CODE_LINE(id, level, code, help) "    " code ": " help "\n"

/* What the manual says of it. */
#define LINT_MANUAL \
	"--lint reads a templates file to its end and prints every finding " \
	"as FILE:LINE:COLUMN: LEVEL: CODE: TEXT.  What it says of wording " \
	"comes from a table of words and phrases in six languages " \
	"(--show-defaults=wording.csv; --lint-words takes yours); reading " \
	"grades are RIX's.  The codes, errors first, then warnings, at last " \
	"notes (several-sms, no-empathy):\n\n" LINT_CODES(LINT_CODE_LINE)

struct lint;

/* `words` is the table, from `file`; dies on one that cannot be used. */
struct lint *lint_new(const char *file, struct str words);
void lint_free(struct lint *l);

/* Lint one templates file; "-" is standard input, NULL are the built-in ones.
 * Dies when it cannot be read at all. */
void lint_templates(struct lint *l, const char *file);

/* In the order of the files and of their places. */
const struct findings *lint_findings(const struct lint *l);

#endif
