#ifndef REDACT_CONTEXT_H
#define REDACT_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "redact/kind.h"
#include "redact/lexicon.h"

/* What the words around a place say about the number that begins there.  No
 * word is looked at across a placeholder or the end of a sentence. */

/* "call me on", "Handynummer", "mi telefono"; not "my order number".  `before`
 * is the turn before, which may have asked for it. */
bool context_says_phone(
    const struct lexicon *l, struct str text, size_t at, struct str before);

/* "card number is": one that was mistyped is still nearly a card. */
bool context_says_card(const struct lexicon *l, struct str text, size_t at);

/* "What is your card number?" */
bool context_asks_for_card(const struct lexicon *l, struct str before);

/* "order number", "invoice", "ticket no.": another number, said right before.
 */
bool context_says_other(const struct lexicon *l, struct str text, size_t at);

/* Whether one of the words before a place, or of the turn before, has a bit of
 * `own`; see lexicon.h. */
bool context_has_own(const struct lexicon *l, struct str text, size_t at,
    struct str before, uint64_t own);

/* What the next number is called, "my SSN is", "nr PESEL", as in
 * context_says_phone(): its kind; KIND_IDENTITY when it is identity in general
 * ("tax number", "patient"); KIND_NOTHING. */
enum kind context_names(
    const struct lexicon *l, struct str text, size_t at, struct str before);

/* What the number that begins at a place is told to be behind it: "471122 is my
 * policy number". */
enum kind context_names_behind(
    const struct lexicon *l, struct str text, size_t at);

/* Nothing stands between a number and what it is called, or nothing at all
 * before it: its groups may be several, "my pin is 12 34". */
bool context_calls_next(const struct lexicon *l, struct str text, size_t at);

/* The two halves of it: what is said before a place, where *start: nothing was
 * up to the beginning of the text; and what the turn before asked for. */
enum kind context_names_here(
    const struct lexicon *l, struct str text, size_t at, bool *start);
enum kind context_names_asked(const struct lexicon *l, struct str before);

/* Whether what stands at a place may be what the turn before spoke of: where
 * that ends with the number ("my PIN is 3100."), only what is said at once, "so
 * 3100?", or called a number, and not "your current balance is 5703". */
bool context_may_answer(
    const struct lexicon *l, struct str text, size_t at, struct str before);

/* "Reply with your date of birth (DD/MM/YYYY) to find your booking.": asked
 * for, though more is said behind it; not where another question follows. */
bool context_asks_for_birth(const struct lexicon *l, struct str before);

/* "<NIF_1> no, sorry": what a turn that is redacted begins with; KIND_NOTHING.
 */
enum kind context_answered(struct str before);

/* All that a turn before another has its say in, as one number. */
unsigned context_asked(const struct lexicon *l, struct str before);

/* The same of a member's name, "customer_ssn". */
enum kind context_names_key(const struct lexicon *l, struct str key);

/* "version", "firmware", "section": a dotted number that is no address. */
bool context_says_version(const struct lexicon *l, struct str text, size_t at);

/* A member's name that says so: "build", "firmwareVersion". */
bool context_is_version_key(const struct lexicon *l, struct str key);

/* A member's name that announces a telephone number: "mobile_no". */
bool context_is_phone_key(const struct lexicon *l, struct str key);

#endif
