#include <math.h>

#include "conv/conv.h"
#include "conv/keys.h"
#include "conv/voice.h"

#define VOICE_ENUM(name, key) VOICE_##name,
enum { VOICE_KEYS(VOICE_ENUM) N };
#undef VOICE_ENUM

#define VOICE_KEY(name, key) [VOICE_##name] = KEY(key),
static const struct key keys[N] = { VOICE_KEYS(VOICE_KEY) };
#undef VOICE_KEY

static double
number_in(const struct json *j, uint32_t v, double most)
{
	double x;

	if (!v || json_kind_of(j, v) != JSON_NUMBER)
		return NAN;
	x = json_number(j, v);
	return x >= 0 && x <= most ? x : NAN;
}

static struct str
string_in(const struct conv *c, uint32_t v)
{
	if (!v || json_kind_of(c->json, v) != JSON_STRING)
		return STR("");
	return json_string(c->json, v, c->record);
}

struct voice
conv_read_voice(const struct conv *c, const struct turn *t)
{
	static const struct key confidence[] = { KEY("confidence") };
	struct voice voice = { .asr_confidence = NAN, .silence_s = NAN };
	uint32_t has[N], asr = 0;

	keys_pick(c->json, t->value, keys, N, KEY_ANY, has);
	if (has[VOICE_ASR] &&
	    json_kind_of(c->json, has[VOICE_ASR]) == JSON_OBJECT)
		keys_pick(
		    c->json, has[VOICE_ASR], confidence, 1, KEY_ANY, &asr);
	voice.asr_confidence = number_in(c->json, asr, 1);
	voice.silence_s = number_in(c->json, has[VOICE_SILENCE], 1e9);
	voice.keys = string_in(c, has[VOICE_DTMF]);
	voice.pressed = voice.keys.n ||
			(has[VOICE_DTMF] && json_kind_of(c->json,
						has[VOICE_DTMF]) == JSON_TRUE);
	voice.barge_in =
	    has[VOICE_BARGE_IN] &&
	    json_kind_of(c->json, has[VOICE_BARGE_IN]) == JSON_TRUE;
	voice.slot = string_in(c, has[VOICE_SLOT]);
	return voice;
}
