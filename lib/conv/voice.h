#ifndef CONV_VOICE_H
#define CONV_VOICE_H

/* Private to the room: the members of a turn that conv_voice() reads. */
#define VOICE_KEYS(X) \
	X(ASR, "asr") \
	X(DTMF, "dtmf") \
	X(SILENCE, "silence_s") \
	X(BARGE_IN, "barge_in") \
	X(SLOT, "slot")

#endif
