#ifndef REDACT_WEB_SECRETS_H
#define REDACT_WEB_SECRETS_H

#include "redact/speech.h"

/* Private to secrets.c: what stands behind token `last`, the end of what a
 * session, a cookie or the users of a path are called. */
void web_session(struct speech *s, size_t last, struct spans *out);
void web_cookies(struct speech *s, size_t last, struct spans *out);
void web_user(struct speech *s, size_t last, struct spans *out);

#endif
