/*
 * train-signals DATA OWN TESTS OUT - train the built-in model
 *
 * Run by `make model`.  DATA is the folder of public data sets, OWN that of
 * lessons of our own, TESTS that of sentences of our own which are measured on
 * and not trained on.  One thread, and every draw from a seed: the same files
 * give the same bytes.
 */

#include "base/die.h"
#include "model/train/training.h"
#include "stream/stream.h"

enum { CEILING = 1 << 30 };

static const char attribution[] =
    "GoEmotions (Demszky et al. 2020, Google), Apache-2.0\n"
    "ConvAbuse (Cercas Curry et al. 2021), CC-BY-4.0\n"
    "counsel-chat (Bertagnolli), MIT\n"
    "Bitext customer support intents (Bitext Innovations 2022), "
    "CDLA-Sharing-1.0: these weights are Results\n"
    "Rasa helpdesk-assistant, financial-demo, carbon-bot (Rasa "
    "Technologies), Apache-2.0\n"
    "botframework-solutions (Microsoft), MIT\n"
    "Watson assistant-simple (IBM), Apache-2.0\n"
    "CLINC150 (Larson et al. 2019), CC-BY-3.0\n"
    "BANKING77 (Casanueva et al. 2020, PolyAI), CC-BY-4.0\n"
    "HWU64 (Liu et al. 2019), CC-BY-4.0\n"
    "HINT3 SOFMattress (Arora et al. 2020, Haptik), ODbL-1.0: produced "
    "work\n"
    "MultiDoGO (Peskov et al. 2019, Amazon), CDLA-Permissive-1.0\n"
    "STAR (Mosig et al. 2020, Rasa Technologies), MIT\n"
    "Schema-Guided Dialogue (Rastogi et al. 2020, Google), CC-BY-SA-4.0\n"
    "Taskmaster-4 (Byrne and Ganesh, Google), CC-BY-4.0\n"
    "bAbI dialog task 6 (Bordes and Weston 2016; DSTC2), CC-BY-3.0\n"
    "cucom (vakyansh), Apache-2.0\n"
    "DBDC3 (DBDC3 Task Organizers 2017), MIT\n";

static void
gather(struct examples *e, const char *data, const char *own)
{
	sources_intents(e, data);
	sources_emotions(e, data);
	sources_abuse(e, data);
	sources_counsel(e, data);
	sources_dialogues(e, data);
	sources_lessons(e, own);
	sources_turns(e, own);
	sources_lists(e);
	examples_fold(e);
}

int
main(int argc, char **argv)
{
	struct training t = { 0 };
	struct examples e;
	struct arena run;
	struct buf card = { 0 }, out = { 0 };

	program = "train-signals";
	if (argc != 5)
		die("usage: train-signals DATA OWN TESTS OUT");
	arena_init(&run, CEILING);
	examples_init(&e, &run);
	t.examples = &e;
	t.tests = argv[3];
	sentences_reserve(&e, t.tests);
	gather(&e, argv[1], argv[2]);
	training_fit(&t, &run);
	training_score_all(&t, &run);
	training_calibrate(&t);
	t.model.kind = MODEL_SIGNALS;
	t.model.name = STR("hoff");
	t.model.version = STR("1");
	t.model.attribution = str_of(attribution);
	t.model.parameters[MODEL_LEAST_WORDS] = WORDS;
	t.model.parameters[MODEL_SENTIMENT] = MOOD;
	t.model.parameters[MODEL_ALONE] = SHORT;
	card_write(&t, &card);
	t.model.card = buf_view(&card);
	model_write(&t.model, &out);
	stream_publish(argv[4], buf_view(&out));
	return ALL_GOOD;
}
