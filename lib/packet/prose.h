#ifndef PACKET_PROSE_H
#define PACKET_PROSE_H

#include "packet/field.h"

/* The packet as people read it. */
enum prose {
	PROSE_TEXT,
	PROSE_MARKDOWN, /* CommonMark; what was said cannot pass for markup */
	PROSE_HTML,
};

void prose_put(const struct sketch *s, const struct fit *fit, enum prose kind,
    struct buf *out);

#endif
