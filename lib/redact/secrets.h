#ifndef REDACT_SECRETS_H
#define REDACT_SECRETS_H

#include "redact/speech.h"

/* private to the files of secrets_find() */

/* From token i to the next white space, or to the quote that it began with:
 * the bytes of it, without what ends a sentence or quotes. */
struct span secret_run(struct speech *s, size_t i);

/* The first token from `i` on that begins at byte `end` or behind it. */
size_t secret_token_behind(struct speech *s, size_t i, size_t end);

/* Is it written as no word is: digits, marks, capitals inside? */
bool secret_is_odd(const struct speech *s, struct span x);

/* Could it be a user name, by its letters? */
bool secret_is_user_name(const struct speech *s, struct span x);

/* Behind the cue's last token: marks and "is"; *told: there were any. */
size_t secret_value_behind(const struct speech *s, size_t i, bool *told);

/* What is logged in to, and no user: written with capitals inside. */
bool secret_is_brand(struct speech *s, size_t i);

void secret_add(struct spans *out, struct span x, enum kind kind,
    const char *rule, unsigned char score);

/* The user name behind a cue that ends before token `cue`. */
void user_name_take(struct speech *s, size_t cue, bool sure, struct spans *out);

/* "rosieposie99 on insta": the one before a cue. */
void user_name_on(struct speech *s, size_t cue, struct spans *out);

/* "@starling_dev", where no address is meant. */
void user_names_handles(struct speech *s, struct spans *out);

/* A password of several words up to where its clause ends, "correct horse
 * battery staple", that begins at token `first`; `cue`: what it is called, or
 * `first` where it was asked for. */
void secret_phrase(
    struct speech *s, size_t cue, size_t first, struct spans *out);

/* "password is "correct horse battery staple"": all that stands in the quotes
 * in front of token `first`; false: that are none. */
bool secret_quoted(struct speech *s, size_t first, struct spans *out);

/* "sunshine", told to be the password: the last word of its clause, and nothing
 * that is said of passwords. */
bool secret_is_told_word(const struct speech *s, size_t i);

/* A placeholder of ours at the '<' of token i. */
bool secret_is_held(struct speech *s, size_t i);

/* The password in the answer to who asks for one. */
void password_take_answer(struct speech *s, struct spans *out);

/* What is told of a password or a user name further behind its cue:
 * "change my login from sunita_r to sunita.rao", "pw for the shop Sun&Sea_7".
 */
void secrets_told_later(struct speech *s, const struct term_hit *cue,
    enum kind kind, struct spans *out);

#endif
