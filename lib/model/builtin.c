/* Apart from the rest: who brings a model of its own does not bring this one,
 * too. */

#include "base/embed.h"
#include "model/model.h"

EMBED(embed_model_hoff_model);

const struct model *
model_builtin(struct arena *run)
{
	return model_embedded(
	    EMBEDDED(embed_model_hoff_model), "hoff.model", run);
}
