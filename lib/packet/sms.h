#ifndef PACKET_SMS_H
#define PACKET_SMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * What a text costs as SMS: GSM 03.38's alphabet of seven bits, whose
 * extension takes two, else UCS-2; 160 or 70 of them in one, or 153 or 67 in
 * each of several, where neither two that belong together are parted.
 */
struct sms {
	bool wide; /* UCS-2 */
	size_t units, segments;
};

void sms_count(struct str utf8, struct sms *out);

#endif
