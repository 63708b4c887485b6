/* Utterances whose intent says something about a head. */

#include <string.h>

#include "base/die.h"
#include "model/train/examples.h"
#include "model/train/table.h"

#define BIT(name) HEAD_BIT(name)

/* In which files an intent says 1, and of what it leaves one in doubt. */
static const struct meaning {
	const char *files; /* what their names begin with */
	const char *intent;
	uint32_t yes, doubt;
} meanings[] = {
	{ "bitext", "contact_human_agent", BIT(human_request), 0 },
	{ "bitext", "contact_customer_service", 0, BIT(human_request) },
	{ "bitext", "complaint", BIT(complaint), BIT(negative) },
	{ "bitext", "review", 0, BIT(complaint) | BIT(negative_feedback) },
	{ "bitext", "delete_account", 0, BIT(privacy) },
	{ "bitext", "payment_issue", 0, BIT(payment) },
	{ "bitext", "recover_password", 0, BIT(security) },
	{ "watson", "Help-Connect_to_Agent", BIT(human_request), 0 },
	{ "watson", "Business_Information-Contact_Us", 0, BIT(human_request) },
	{ "watson", "Business_Information-Phone_Number", 0,
	    BIT(human_request) },
	{ "watson", "Account_Access-Report_Fraudulent_Use", BIT(fraud),
	    BIT(security) },
	{ "watson", "Banking-Report_Fraudulent_Use", BIT(fraud),
	    BIT(security) },
	{ "watson", "Banking-Report_Stolen_Card", BIT(security), BIT(fraud) },
	{ "watson", "Banking-Report_Lost_Card", BIT(security), BIT(fraud) },
	{ "watson", "Banking-Billing_Dispute", 0, BIT(fraud) },
	{ "watson", "Billing-Dispute", 0, BIT(fraud) | BIT(complaint) },
	{ "watson", "Payment_Defer_Payment", BIT(payment), 0 },
	{ "watson", "Payment_Installments", 0, BIT(payment) },
	{ "watson", "Payment-Late_Fees", 0, BIT(payment) },
	{ "watson", "Billing-Modify_Payment_Due_Date", 0, BIT(payment) },
	{ "watson", "Billing-Service_Complaints_Adjustments",
	    BIT(complaint) | BIT(negative), BIT(negative_feedback) },
	{ "watson", "General_Conversation-Customer_Emotion_Anger",
	    BIT(anger) | BIT(negative), BIT(abuse) | BIT(negative_feedback) },
	{ "watson", "General_Conversation-Customer_Emotion_Joy", BIT(positive),
	    0 },
	{ "watson", "General_Conversation-Feedback_Negative",
	    BIT(negative_feedback) | BIT(negative), BIT(abuse) | BIT(anger) },
	{ "watson", "General_Conversation-Feedback_Positive", BIT(positive),
	    BIT(closing) },
	{ "watson", "General_Conversation-Farewells", BIT(closing), 0 },
	{ "watson", "General_Conversation-Thanks", BIT(closing),
	    BIT(positive) },
	{ "watson", "Help-Security_Assurance", 0,
	    BIT(privacy) | BIT(security) },
	{ "clinc150", "report_fraud", BIT(fraud), BIT(security) },
	{ "clinc150", "report_lost_card", BIT(security), BIT(fraud) },
	{ "clinc150", "freeze_account", 0, BIT(security) | BIT(fraud) },
	{ "clinc150", "account_blocked", 0, BIT(security) },
	{ "clinc150", "goodbye", BIT(closing), BIT(positive) },
	{ "clinc150", "thank_you", BIT(closing), BIT(positive) },
	{ "clinc150", "cancel", 0, BIT(closing) },
	{ "clinc150", "no", 0, BIT(closing) | BIT(negative_feedback) },
	{ "banking77", "compromised_card", BIT(security) | BIT(fraud), 0 },
	{ "banking77", "lost_or_stolen_card", BIT(security), BIT(fraud) },
	{ "banking77", "lost_or_stolen_phone", BIT(security), BIT(fraud) },
	{ "banking77", "card_payment_not_recognised", BIT(fraud),
	    BIT(security) },
	{ "banking77", "cash_withdrawal_not_recognised", BIT(fraud),
	    BIT(security) },
	{ "banking77", "direct_debit_payment_not_recognised", BIT(fraud),
	    BIT(security) },
	{ "banking77", "transaction_charged_twice", 0,
	    BIT(fraud) | BIT(complaint) },
	{ "banking77", "extra_charge_on_statement", 0,
	    BIT(fraud) | BIT(complaint) },
	{ "banking77", "request_refund", 0, BIT(fraud) | BIT(complaint) },
	{ "banking77", "passcode_forgotten", 0, BIT(security) },
	{ "banking77", "terminate_account", 0, BIT(complaint) },
	{ "rasa_helpdesk", "human_handoff", BIT(human_request), 0 },
	{ "rasa_helpdesk", "goodbye", BIT(closing), 0 },
	{ "rasa_helpdesk", "thank", BIT(closing), BIT(positive) },
	{ "rasa_financial", "human_handoff", BIT(human_request), 0 },
	{ "rasa_financial", "goodbye", BIT(closing), 0 },
	{ "rasa_financial", "thankyou", BIT(closing), BIT(positive) },
	{ "rasa_carbon", "insult", BIT(abuse) | BIT(negative),
	    BIT(anger) | BIT(violence) | BIT(self_harm) |
		BIT(negative_feedback) },
	{ "rasa_carbon", "vulgar", BIT(abuse),
	    BIT(negative) | BIT(anger) | BIT(violence) | BIT(self_harm) },
	{ "rasa_carbon", "express_negative-emo", BIT(negative),
	    BIT(anger) | BIT(abuse) | BIT(negative_feedback) | BIT(anxiety) },
	{ "rasa_carbon", "express_positive-emo", BIT(positive), BIT(closing) },
	{ "rasa_carbon", "inform_notunderstanding", 0,
	    BIT(negative_feedback) | BIT(anger) | BIT(negative) },
	{ "rasa_carbon", "faq/accuse-scam", 0,
	    BIT(fraud) | BIT(complaint) | BIT(anger) | BIT(negative) |
		BIT(abuse) },
	{ "rasa_carbon", "farewell", BIT(closing), 0 },
	{ "rasa_carbon", "thank", BIT(closing), BIT(positive) },
	{ "ms_lu", "Escalate", BIT(human_request), 0 },
	{ "ms_lu", "Stop", 0, BIT(closing) },
	{ "ms_lu", "Cancel", 0, BIT(closing) },
	{ "ms_lu", "FinishTask", 0, BIT(closing) },
	{ "ms_lu", "Reject", 0, BIT(negative_feedback) },
	{ "hwu64", "general_negate", BIT(negative_feedback),
	    BIT(negative) | BIT(anger) | BIT(abuse) },
	{ "hwu64", "general_explain", 0, BIT(negative_feedback) },
	{ "hwu64", "general_dontcare", 0,
	    BIT(negative_feedback) | BIT(negative) },
	{ "hwu64", "general_praise", BIT(positive), BIT(closing) },
	{ "hwu64", "general_commandstop", 0,
	    BIT(closing) | BIT(negative_feedback) },
};

/* Development parts first: what they hold is not trained on. */
static const struct {
	const char *name, *language;
	enum { DEV, TRAIN, BOTH } side;
} files[] = {
	{ "banking77.dev", "en", DEV },
	{ "clinc150.dev", "en", DEV },
	{ "hwu64.dev", "en", DEV },
	{ "bitext.dev", "en", DEV },
	{ "watson_banking.train", "en", BOTH },
	{ "rasa_helpdesk.train", "en", BOTH },
	{ "rasa_financial.train", "en", BOTH },
	{ "rasa_carbon.train", "en", BOTH },
	{ "ms_lu_en.train", "en", BOTH },
	{ "ms_lu_de.train", "de", BOTH },
	{ "ms_lu_es.train", "es", BOTH },
	{ "ms_lu_fr.train", "fr", BOTH },
	{ "ms_lu_it.train", "it", BOTH },
	{ "ms_lu_zh.train", "zh", BOTH },
	{ "banking77.train", "en", TRAIN },
	{ "clinc150.train", "en", TRAIN },
	{ "hwu64.train", "en", TRAIN },
	{ "bitext.train", "en", TRAIN },
	{ "hint3_sofmattress.train", "en", BOTH },
};

static void
label(struct example *x, const char *file, struct str intent)
{
	uint32_t doubt = 0;

	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++) {
		const struct meaning *m = &meanings[i];

		if (strncmp(file, m->files, strlen(m->files)) != 0 ||
		    !str_eq(intent, str_of(m->intent)))
			continue;
		doubt |= m->doubt;
		for (size_t h = 0; h < N_HEADS; h++)
			if (m->yes >> h & 1)
				x->label[h] = 1;
	}
	examples_silent(x, CUSTOMER_HEADS & ~doubt);
}

static void
add_file(struct examples *e, const char *data, size_t i)
{
	const char *name = arena_cstr(
	    e->arena, arena_printf(e->arena, "intents/%s.tsv", files[i].name));
	const char *dot = strchr(files[i].name, '.');
	const char *source = arena_cstr(e->arena,
	    (struct str){ files[i].name, (size_t)(dot - files[i].name) });
	struct table t;
	size_t text, intent;

	table_read(&t, data, name, e->arena);
	text = table_column(&t, "text");
	intent = table_column(&t, "intent");
	for (size_t row = 0; row < t.n_rows; row++) {
		struct str words = table_cell(&t, row, text);
		bool dev = files[i].side == DEV ||
			   (files[i].side == BOTH && examples_by_hash(words));
		struct example *x = examples_add(
		    e, words, files[i].language, false, source, dev);

		if (x)
			label(x, files[i].name, table_cell(&t, row, intent));
	}
}

void
sources_intents(struct examples *e, const char *data)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		add_file(e, data, i);
}
