#ifndef PACKET_FLAT_H
#define PACKET_FLAT_H

#include "packet/target.h"

/* How one target writes a map of fields. */
struct flat {
	const char *prefix; /* before our names, "hoff_" */
	bool capital;	    /* Hoff_Customer_Id */
	bool numbers;	    /* as JSON numbers; else as strings */
	bool whole_numbers; /* only those without a fraction */
	bool lists;	    /* skills and what was tried as arrays */
	uint64_t not ;	    /* fields that stand elsewhere in the payload */
	size_t longest;	    /* UTF-16 units; what is longer stands elsewhere,
			       too; 0: anything */
};

/* Append the members of an object, with a comma where one stands before. */
void flat_put(const struct sketch *s, const struct fit *fit,
    const struct flat *how, struct buf *out);

/* Append a field as a JSON string; nothing and false where it is empty. */
bool flat_put_string(const struct sketch *s, const struct fit *fit,
    const char *member, enum field f, struct buf *out);

/* As json_member_string(), of a user's --set; nothing where it is not set. */
void flat_put_setting(
    const struct sketch *s, const char *name, struct buf *out);

#endif
