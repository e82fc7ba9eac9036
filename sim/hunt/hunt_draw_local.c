/* Local meters, their money and what is done to it. */
#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"
#include <stdlib.h>

enum {
    ASPECT_LOCAL = 21,
    ASPECT_LOAD = 49,
    ASPECT_CARDS = 50,
    ASPECT_SOLD = 62,
    ASPECT_CARD_BACK = 63,
    ASPECT_REISSUE = 64,
    LOCAL_ONE_IN = 6,
    LOCALS_MAX = 2,
    LOCAL_HANDS = 3,
    LOCAL_PAYMENTS = 3
};

static struct scenario_target draw_who(struct hunt_dice *d, const struct sim_scenario *s)
{
    struct scenario_target target = {.group = -1, .klass = -1};
    if (hunt_one_in(d, 4))
        return target;
    target.group = (int)hunt_below(d, s->group_count);
    target.klass = (int)hunt_below(d, s->groups[target.group].classes);
    return target;
}

static ms_t draw_when(struct hunt_dice *d, const struct sim_scenario *s, ms_t healed)
{
    uint32_t minutes = (uint32_t)((healed - s->start) / MS_MINUTE);
    return s->start + (ms_t)hunt_below(d, minutes) * MS_MINUTE;
}

/* What the meters are set to, and how hard it is to reach them. */
static void draw_terms(struct hunt_dice *d, struct sim_scenario *s)
{
    struct wallet_terms *terms = &s->wallet;
    terms->alarms[0] = (fen_t)HUNT_PICK(d, 3000, 3000, 1000, 0);
    terms->alarms[1] = (fen_t)HUNT_PICK(d, 1000, 0, -100);
    if (terms->alarms[1] > terms->alarms[0])
        terms->alarms[1] = terms->alarms[0];
    terms->overdraft = (fen_t)HUNT_PICK(d, 0, 0, 500);
    terms->most = (fen_t)HUNT_PICK(d, 999999, 999999, 5000);
    terms->close_at = (fen_t)HUNT_PICK(d, 0, 0, 100);
    terms->is_alarm_below = hunt_one_in(d, 4);
    terms->trips_at_zero = hunt_one_in(d, 4);
    terms->is_off_at_first = hunt_one_in(d, 8);
    s->recharge_blocked = (uint32_t)HUNT_PICK(d, 0, 0, 120000, 1000000);
    s->count_wrong = (uint32_t)HUNT_PICK(d, 0, 0, 50000, 300000);
    s->recharge_lost = (uint32_t)HUNT_PICK(d, 0, 0, 350000, 1000000);
    s->subscribers = (uint32_t)HUNT_PICK(d, 0, 600000, 1000000);
    s->reissues = hunt_below(d, 3);
    s->reissue_after = chance_const(HUNT_PICK(d, MS_MINUTE, 2 * MS_HOUR, 13 * MS_HOUR));
    s->review = HUNT_PICK(d, 0, MS_HOUR, MS_DAY);
}

/* What they are sold: money in two worlds of three. */
static void draw_sold(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_SOLD};
    if (!hunt_one_in(&d, 3))
        return;
    s->wallet.unit = hunt_one_in(&d, 2) ? WALLET_ENERGY : WALLET_TIME;
    s->hour_price = (fen_t)HUNT_PICK(&d, 17, 17, 1, 61, 1000);
}

/* In one world of four the staff fare as P-LOC-05 says, or worse or better. */
static void draw_reissue(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_REISSUE};
    if (hunt_one_in(&d, 4))
        s->reissue_success = (uint32_t)HUNT_PICK(&d, 500000, 500000, 1, 1000000);
}

/* The first entry of these lists is there already, or none is. */
static int draw_visits(struct hunt_dice *d, struct sim_scenario *s, ms_t healed)
{
    uint32_t hands = hunt_below(d, LOCAL_HANDS + 1), payments = hunt_below(d, LOCAL_PAYMENTS + 1);
    void *more = realloc(s->hands, (s->hand_count + LOCAL_HANDS) * sizeof *s->hands);
    if (!more)
        return FK_E_MEMORY;
    s->hands = more;
    more = realloc(s->payments, (s->payment_count + LOCAL_PAYMENTS + 1) * sizeof *s->payments);
    if (!more)
        return FK_E_MEMORY;
    s->payments = more;
    for (; hands > 0; hands--)
        s->hands[s->hand_count++] =
            (struct scenario_hands){.at = draw_when(d, s, healed),
                                    .what = hunt_one_in(d, 3) ? HAND_METER_CHANGE : HAND_CARD,
                                    .target = s->local_meters[0].target};
    for (; payments > 0; payments--) {
        ms_t at = draw_when(d, s, healed);
        s->payments[s->payment_count++] = (struct scenario_payment){
            .from = at,
            .to = at,
            .amount = (fen_t)HUNT_PICK(d, 10000, 3000, 1, 6000),
            .channel = (enum pay_channel)HUNT_PICK(d, PAY_ATM, PAY_ATM, PAY_APP, PAY_COUNTER),
            .target = s->local_meters[0].target};
    }
    return FK_OK;
}

/* In one world of three somebody takes back to his card what is left. */
static int draw_card_back(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_CARD_BACK};
    if (!hunt_one_in(&d, 3))
        return FK_OK;
    void *more = realloc(s->hands, (s->hand_count + 1) * sizeof *s->hands);
    if (!more)
        return FK_E_MEMORY;
    s->hands = more;
    s->hands[s->hand_count++] = (struct scenario_hands){.at = draw_when(&d, s, healed),
                                                        .what = HAND_CARD_BACK,
                                                        .target = s->local_meters[0].target};
    return FK_OK;
}

/* In one world of three the meters have load control, above the load of most or of nobody; and now
 * and then somebody holds the key. */
static int draw_load(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_LOAD};
    if (!hunt_one_in(&d, 3))
        return FK_OK;
    s->load_control = (struct load_terms){
        .limit = (uint32_t)HUNT_PICK(&d, 300, 300, 333, 150, 600, 5000),
        .delay = HUNT_PICK(&d, MS_MINUTE, MS_SECOND, MS_HOUR, 13 * MS_HOUR),
        .reclose_after = HUNT_PICK(&d, 5 * MS_MINUTE, MS_MINUTE, 2 * MS_HOUR, 30 * MS_HOUR),
        .recloses_most = (uint32_t)HUNT_PICK(&d, 3, 0, 1, 20),
        .is_anew_by_hand = hunt_one_in(&d, 3)};
    uint32_t keys = hunt_below(&d, LOCAL_HANDS);
    void *more = realloc(s->hands, (s->hand_count + LOCAL_HANDS) * sizeof *s->hands);
    if (!more)
        return FK_E_MEMORY;
    s->hands = more;
    for (; keys > 0; keys--)
        s->hands[s->hand_count++] = (struct scenario_hands){
            .at = draw_when(&d, s, healed), .what = HAND_KEY, .target = s->local_meters[0].target};
    return FK_OK;
}

/* In one world of three cards go astray: into the next meter, of somebody who has bought with his,
 * and with other amounts into his own. */
static int draw_cards(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_CARDS};
    if (!hunt_one_in(&d, 3))
        return FK_OK;
    void *more = realloc(s->hands, (s->hand_count + 3) * sizeof *s->hands);
    if (!more)
        return FK_E_MEMORY;
    s->hands = more;
    more = realloc(s->payments, (s->payment_count + 1) * sizeof *s->payments);
    if (!more)
        return FK_E_MEMORY;
    s->payments = more;
    struct scenario_hands card = {
        .at = draw_when(&d, s, healed),
        .what = HAND_CARD_TERMS,
        .target = s->local_meters[0].target,
        .alarms = {(fen_t)HUNT_PICK(&d, 3000, 20000, 0), (fen_t)HUNT_PICK(&d, 0, -500)},
        .most = (fen_t)HUNT_PICK(&d, 0, 5000, 1)};
    s->hands[s->hand_count++] = card;
    card = (struct scenario_hands){.at = draw_when(&d, s, healed) + 10 * MS_SECOND,
                                   .what = HAND_CARD_ELSEWHERE,
                                   .target = card.target};
    s->payments[s->payment_count++] = (struct scenario_payment){.from = card.at - 10 * MS_SECOND,
                                                                .to = card.at - 10 * MS_SECOND,
                                                                .amount = 3000,
                                                                .channel = PAY_ATM,
                                                                .target = card.target};
    s->hands[s->hand_count++] = card;
    card.at += 10 * MS_SECOND;
    card.what = HAND_CARD;
    if (hunt_one_in(&d, 2))
        s->hands[s->hand_count++] = card;
    return FK_OK;
}

/* A story for reversals: the channel takes back what it was paid for somebody whose meter cannot be
 * reached, so that the statement finds the purchase still open. */
static int draw_reversal(struct hunt_dice *d, struct sim_scenario *s, ms_t healed)
{
    const struct scenario_target *target = &s->local_meters[0].target;
    ms_t at = draw_when(d, s, healed);
    if (!hunt_one_in(d, 4))
        return FK_OK;
    void *more = realloc(s->faults, (s->fault_count + 1) * sizeof *s->faults);
    if (!more)
        return FK_E_MEMORY;
    s->faults = more;
    s->faults[s->fault_count++] = (struct scenario_fault){.kind = FAULT_PAYMENT_UNDONE,
                                                          .share = 1000000,
                                                          .from = s->start,
                                                          .to = healed,
                                                          .target = *target};
    s->payments[s->payment_count++] = (struct scenario_payment){
        .from = at, .to = at, .amount = 10000, .channel = PAY_COUNTER, .target = *target};
    if (s->statement_at < 0) {
        s->statement_at = 10 * MS_HOUR;
        s->matching = 2 * MS_HOUR;
    }
    if (hunt_one_in(d, 2))
        s->recharge_blocked = 1000000;
    s->local_meters[0].account = 0;
    s->local_meters[0].has_several = false;
    return FK_OK;
}

int hunt_draw_local(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_LOCAL};
    if (!hunt_one_in(&d, LOCAL_ONE_IN) || s->tariff_version_count > 0)
        return FK_OK; /* refused: money in a meter is used at one price */
    uint32_t count = 1 + hunt_below(&d, LOCALS_MAX);
    free(s->local_meters);
    s->local_meters = calloc(LOCALS_MAX, sizeof *s->local_meters);
    if (!s->local_meters)
        return FK_E_MEMORY;
    for (s->local_count = 0; s->local_count < count; s->local_count++) {
        struct scenario_local *local = &s->local_meters[s->local_count];
        *local = (struct scenario_local){.account = (fen_t)HUNT_PICK(&d, 0, 0, -2000, 500),
                                         .has_several = hunt_one_in(&d, 4),
                                         .is_cash = hunt_one_in(&d, 4),
                                         .target = draw_who(&d, s)};
        if (hunt_one_in(&d, 4))
            local->remote_from = draw_when(&d, s, healed);
    }
    draw_terms(&d, s);
    draw_sold(seed, s);
    draw_reissue(seed, s);
    int err = draw_visits(&d, s, healed);
    if (err == FK_OK)
        err = draw_reversal(&d, s, healed);
    if (err == FK_OK)
        err = draw_card_back(seed, s, healed);
    if (err == FK_OK)
        err = draw_load(seed, s, healed);
    return err == FK_OK ? draw_cards(seed, s, healed) : err;
}
