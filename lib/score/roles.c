#include "score/roles.h"

enum {
	MOST = 1 << 20,	     /* bytes of turns */
	KEPT_ROOM = 1 << 20, /* bytes of index, from record to record */
};

void
roles_free(struct roles *r)
{
	json_copy_free(&r->renamed);
}

/* Turn by turn. */
static uint32_t
role_value(const void *of, size_t i)
{
	const struct conv *c = of;
	const struct turn *t = &c->turns[i];

	return t->role_after ? t->value + t->role_after
			     : json_get(c->json, t->value, STR("role"));
}

static void
put_role(void *of, size_t i, struct buf *out)
{
	const struct conv *c = of;

	json_put_string(out, str_of(conv_role_name(c->turns[i].role)));
}

void
roles_rename(struct roles *r, const struct conv *c)
{
	const struct json_value *list = &c->json->values[c->turn_list];

	if (r->renamed.values.room > KEPT_ROOM)
		json_copy_free(&r->renamed);
	if (list->end - list->start > MOST)
		return;
	json_copy_edited(&r->renamed, c->json, c->turn_list,
	    (struct json_edits){ c->n_turns, role_value, put_role, (void *)c });
	r->json = &r->renamed.json;
	r->shift = c->turn_list;
}
