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

#endif
