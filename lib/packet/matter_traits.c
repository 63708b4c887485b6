#include "packet/matter_traits.h"

#include "packet/gist.h"

#define WANT(want) GIST_BIT(WANT_##want)

static const struct matter_trait traits[N_MATTERS + 1] = {
	[MATTER_GAS] = { .done = WANT(REPAIR) | WANT(VISIT), .safety = true },
	[MATTER_LEAK] = { .done = WANT(REPAIR) | WANT(VISIT), .safety = true },
	[MATTER_SUPPLY] = { .done = WANT(SERVICE) | WANT(REPAIR) | WANT(STOP) },
	[MATTER_TOPUP] = { .done = WANT(FIX) },
	[MATTER_HOME_REPAIR] = { .done = WANT(REPAIR) | WANT(SERVICE),
	    .goods = true },
	[MATTER_NUISANCE] = { .done = WANT(STOP) },
	[MATTER_COLLECTION_MISSED] = { .done = WANT(VISIT) },
	[MATTER_TENANCY_END] = { .ends = true },
	[MATTER_MEDICINE] = { .safety = true },
	[MATTER_SYMPTOM] = { .safety = true },
	[MATTER_HARASSED] = { .safety = true },
	[MATTER_CARD_LOST] = { .done = WANT(REPLACEMENT) | WANT(STOP),
	    .signal = "compliance.fraud",
	    .urgent = true,
	    .goods = true },
	[MATTER_CARD_BLOCKED] = { .done = WANT(UNBLOCK) | WANT(REPLACEMENT),
	    .goods = true },
	[MATTER_CARD_KEPT] = { .done = WANT(REPLACEMENT), .goods = true },
	[MATTER_CARD_NEW] = { .done = WANT(REPLACEMENT) | WANT(DELIVERY),
	    .goods = true },
	[MATTER_ACCOUNT_BLOCKED] = { .done = WANT(UNBLOCK) },
	[MATTER_ACCOUNT_TAKEN] = { .done = WANT(UNBLOCK) | WANT(STOP),
	    .signal = "compliance.security",
	    .urgent = true },
	[MATTER_SCAM] = { .done = WANT(STOP),
	    .signal = "compliance.fraud",
	    .urgent = true },
	[MATTER_DISPUTE] = { .signal = "compliance.fraud" },
	[MATTER_WRONG_TRANSFER] = { .signal = "compliance.fraud" },
	[MATTER_PAID] = { .done = WANT(FIX) | WANT(CORRECTION) | WANT(STOP) },
	[MATTER_CANNOT_PAY] = { .done = WANT(TIME) | WANT(STOP),
	    .signal = "compliance.payment" },
	[MATTER_DIRECT_DEBIT] = { .done = WANT(CHANGE), .ends = true },
	[MATTER_NOT_MINE] = { .done = WANT(STOP) | WANT(CORRECTION) },
	[MATTER_FINE] = { .done =
			      WANT(CORRECTION) | WANT(STOP) | WANT(CANCEL) },
	[MATTER_PRICE_UP] = { .ends = true, .priced = true },
	[MATTER_PRICE_PROMISED] = { .priced = true },
	[MATTER_GIFT_CARD] = { .done = WANT(DISCOUNT) | WANT(VOUCHER),
	    .priced = true },
	[MATTER_DONATION] = { .ends = true },
	[MATTER_PARCEL_MISSING] = { .goods = true },
	[MATTER_DELIVERY_LATE] = { .goods = true,
	    .ends = true,
	    .priced = true },
	[MATTER_ADDRESS] = { .done = WANT(CHANGE) | WANT(FIX) },
	[MATTER_ITEM_WRONG] = { .goods = true, .priced = true },
	[MATTER_ITEM_DAMAGED] = { .goods = true, .priced = true },
	[MATTER_ITEM_MISSING] = { .goods = true },
	[MATTER_FOOD] = { .goods = true, .priced = true },
	[MATTER_RETURN_ITEM] = { .goods = true },
	[MATTER_EXCHANGE] = { .done = WANT(REPLACEMENT) | WANT(CHANGE),
	    .goods = true },
	[MATTER_ORDER_CANCELLED] = { .goods = true },
	[MATTER_CANCEL_ORDER] = { .done = WANT(CANCEL) | WANT(STOP),
	    .ends = true },
	[MATTER_ORDER_CHANGE] = { .done = WANT(CHANGE),
	    .goods = true,
	    .ends = true },
	[MATTER_WARRANTY] = { .goods = true },
	[MATTER_REPAIR_STATUS] = { .goods = true },
	[MATTER_SELLER] = { .goods = true },
	[MATTER_CANCEL_CONTRACT] = { .done = WANT(CANCEL) | WANT(STOP),
	    .ends = true,
	    .priced = true },
	[MATTER_RENEWAL] = { .done = WANT(CANCEL) | WANT(STOP),
	    .ends = true,
	    .priced = true },
	[MATTER_MIS_SOLD] = { .done = WANT(CANCEL) | WANT(STOP),
	    .ends = true,
	    .priced = true },
	[MATTER_PAUSE] = { .done = WANT(PAUSE) | WANT(STOP), .ends = true },
	[MATTER_PLAN_CHANGE] = { .done = WANT(CHANGE),
	    .ends = true,
	    .priced = true },
	[MATTER_NUMBER_PORT] = { .done = WANT(FIX), .ends = true },
	[MATTER_SIM] = { .done = WANT(REPLACEMENT) | WANT(SERVICE) | WANT(UNBLOCK), .signal = "compliance.security", .goods = true },
	[MATTER_MOVE_HOME] = { .done = WANT(CHANGE), .ends = true },
	[MATTER_CLOSE_ACCOUNT] = { .done = WANT(CANCEL) | WANT(STOP),
	    .ends = true },
	[MATTER_OWNER_CHANGE] = { .done = WANT(CHANGE) | WANT(FIX) },
	[MATTER_DETAILS] = { .done = WANT(CHANGE) | WANT(FIX) },
	[MATTER_ON_BEHALF] = { .done = WANT(STOP) | WANT(FIX) | WANT(CHANGE) | WANT(CANCEL), .ends = true },
	[MATTER_DEATH] = { .done = WANT(FIX) | WANT(STOP) | WANT(CANCEL),
	    .ends = true },
	[MATTER_LOGIN] = { .done = WANT(UNBLOCK) | WANT(SERVICE),
	    .signal = "compliance.security" },
	[MATTER_CODE] = { .done = WANT(RESEND) | WANT(UNBLOCK) },
	[MATTER_ERASE] = { .signal = "compliance.privacy" },
	[MATTER_DATA_LEAK] = { .done = WANT(STOP),
	    .signal = "compliance.privacy",
	    .urgent = true },
	[MATTER_RECORD] = { .done = WANT(FIX) | WANT(CHANGE) },
	[MATTER_CONNECTION] = { .done = WANT(REPAIR) | WANT(SERVICE) | WANT(VISIT), .goods = true, .ends = true },
	[MATTER_FAULT] = { .done = WANT(REPAIR) | WANT(SERVICE),
	    .goods = true },
	[MATTER_METER] = { .done = WANT(FIX) | WANT(STOP) | WANT(CORRECTION) },
	[MATTER_APPOINTMENT] = { .done = WANT(BOOKING) | WANT(CHANGE),
	    .ends = true },
	[MATTER_VISIT] = { .done = WANT(VISIT) | WANT(BOOKING) | WANT(CORRECTION), .goods = true },
	[MATTER_REFERRAL] = { .done = WANT(BOOKING) },
	[MATTER_BOOKING] = { .ends = true },
	[MATTER_STAY] = { .priced = true },
	[MATTER_NAME_WRONG] = { .done = WANT(CHANGE) | WANT(FIX) },
	[MATTER_CHECK_IN] = { .done = WANT(FIX) },
	[MATTER_HIRE_CAR] = { .priced = true },
	[MATTER_CLAIM_REFUSED] = { .signal = "compliance.legal" },
	[MATTER_POLICY_CHANGE] = { .done = WANT(CHANGE) | WANT(FIX),
	    .ends = true },
	[MATTER_PRICE] = { .priced = true },
	[MATTER_OFFER] = { .priced = true },
	[MATTER_COMPLAINT] = { .signal = "compliance.complaint" },
	/* of what is not known */
	[N_MATTERS] = { .goods = true, .ends = true, .priced = true },
};

const struct matter_trait *
matter_trait(enum matter m)
{
	return &traits[m];
}

bool
matter_may_end_in(enum matter m, unsigned want)
{
	switch (want) {
	case WANT_REPLACEMENT:
	case WANT_REPAIR:
	case WANT_RESEND:
		return traits[m].goods;
	case WANT_CANCEL:
		return traits[m].ends;
	case WANT_DISCOUNT:
		return traits[m].priced;
	default:
		return true;
	}
}
