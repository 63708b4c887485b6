#ifndef REDACT_MEMBER_H
#define REDACT_MEMBER_H

#include <stdbool.h>

#include "base/str.h"

/* What the name of a member says about its value.  Case, '_' and '-' do not
 * matter: "firstName" is "first_name". */
enum member {
	MEMBER_OTHER,
	MEMBER_PERSON,	  /* an object that is somebody: "customer", "agents" */
	MEMBER_THING,	  /* an object that is nobody: "bot", "company" */
	MEMBER_NAME,	  /* somebody's name, inside such an object */
	MEMBER_PART,	  /* of a name, wherever it stands: "first_name" */
	MEMBER_FULL_NAME, /* somebody's name, wherever it stands */
	MEMBER_SENDER,	  /* a name or a role: "from", "author" */
};

enum member member_read(struct str key);

/* A word that names nobody, though it stands where names do: "guest". */
bool member_is_generic(struct str small_letters);

/* A word that is a name and a common word: "will". */
bool member_is_common(struct str small_letters);

/* "van", "de": a word that is part of names, and names nobody. */
bool member_is_particle(struct str small_letters);

#endif
