/* SMS platform: window, rate, exempt kinds, delivery and receipts, places used again (R-61, R-64,
 * INV-08). Window 08:00-20:00, 10 a second, delivery 5 s; "cut done" is exempt. */
#include "tests/unit/models/sms_bench.h"
#include <stddef.h>
#include <string.h>

/* R-64; each text is one segment (R-63; R-65: 39 characters of at most 70). */
START_TEST(message_goes_through_its_states)
{
    static const unsigned states[] = {SMS_CREATED, SMS_QUEUED, SMS_SUBMITTED, SMS_SUBMIT_OK,
                                      SMS_DELIVERED};
    request(SMS_WARNING, 3, EIGHT);
    run_to(EIGHT, EIGHT + MS_MINUTE);
    ck_assert_uint_eq(bench->note_count, 5);
    for (unsigned i = 0; i < 5; i++) {
        ck_assert_uint_eq(bench->notes[i].note.state, states[i]);
        ck_assert_uint_eq(bench->notes[i].note.id, 1);
        ck_assert_int_eq(bench->notes[i].note.value, 1);
        ck_assert_int_eq(bench->notes[i].at, i < 4 ? EIGHT : EIGHT + 5 * MS_SECOND);
    }
    struct message report = bench_last(bench, MSG_SMS_REPORT);
    ck_assert_uint_eq(report.kind, SMS_WARNING);
    ck_assert_uint_eq(report.code, SMS_DELIVERED);
    ck_assert_uint_eq(report.customer, 3);
    ck_assert_uint_eq(report.ref, 4);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_MARKETING), 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_CUSTOMERS), 0);
    ck_assert_int_eq(sms_due(&sms, EIGHT + MS_HOUR), MS_NEVER);
}
END_TEST

static void cancel_at(unsigned kind, uint32_t customer, uint32_t strategy, ms_t now)
{
    struct message message = {
        .type = MSG_SMS_CANCEL, .kind = (uint8_t)kind, .customer = customer, .ref = strategy};
    ck_assert_int_eq(sms_handle(&sms, &message, now), FK_OK);
}

static void cancel(uint32_t customer, uint32_t strategy)
{
    cancel_at(SMS_PRE_CUT, customer, strategy, EIGHT - MS_HOUR);
}

/* who paid at 06:00 is not dunned at 08:00. A cancel that comes twice, of another strategy,
 * kind or customer, or after its message has left changes nothing. */
START_TEST(notice_of_a_cut_given_up_does_not_leave)
{
    ms_t at[4];
    request(SMS_PRE_CUT, 7, EIGHT - 3 * MS_HOUR); /* strategy 4 */
    cancel(7, 5);
    cancel(8, 4);
    cancel_at(SMS_WARNING, 7, 4, EIGHT - MS_HOUR);
    ck_assert_uint_eq(sms.messages[0].is_cancelled, 0);
    cancel(7, 4);
    cancel(7, 4);
    run_to(EIGHT - MS_HOUR, EIGHT + MS_HOUR);
    ck_assert_uint_eq(submissions(at, 4), 0);
    struct party_note note = bench_last_note(bench, EVENT_SMS);
    ck_assert_uint_eq(note.state, SMS_EXPIRED);
    ck_assert_uint_eq(bench->sent_count, 0);
    ck_assert_uint_eq(sms.notices.count, 0);
    request(SMS_PRE_CUT, 7, EIGHT + 2 * MS_HOUR);
    run_to(EIGHT + 2 * MS_HOUR, EIGHT + 2 * MS_HOUR);
    cancel_at(SMS_PRE_CUT, 7, 4, EIGHT + 2 * MS_HOUR); /* after */
    run_to(EIGHT + 2 * MS_HOUR, EIGHT + 3 * MS_HOUR);
    ck_assert_uint_eq(submissions(at, 4), 1);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_DELIVERED);
}
END_TEST

/* on a line that is out of order the cancel comes first, and the notice does not leave all
 * the same; not even for a moment does it wait. Another customer's or another kind's does. */
START_TEST(cancel_that_overtakes_its_request_holds)
{
    ms_t at[4];
    cancel_at(SMS_PRE_CUT, 7, 4, EIGHT);
    cancel_at(SMS_PRE_CUT, 7, 4, EIGHT);
    request(SMS_PRE_CUT, 7, EIGHT + MS_MINUTE);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_EXPIRED);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_QUEUED), 0);
    ck_assert_uint_eq(sms.free_slots.count, 1);
    ck_assert_int_eq(sms_due(&sms, EIGHT + MS_MINUTE), MS_NEVER);
    request(SMS_PRE_CUT, 8, EIGHT + MS_MINUTE);
    request(SMS_WARNING, 7, EIGHT + MS_MINUTE);
    run_to(EIGHT + MS_MINUTE, EIGHT + MS_HOUR);
    ck_assert_uint_eq(submissions(at, 4), 2);
}
END_TEST

/* What never gets its request is forgotten after ten days, not a moment before. */
START_TEST(early_cancel_is_kept_for_ten_days)
{
    cancel_at(SMS_PRE_CUT, 7, 4, EIGHT);
    cancel_at(SMS_PRE_CUT, 9, 6, EIGHT + MS_DAY);
    request(SMS_PRE_CUT, 7, EIGHT + SMS_CANCEL_KEPT - 1);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_EXPIRED);
    request(SMS_PRE_CUT, 7, EIGHT + SMS_CANCEL_KEPT);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_QUEUED);
    cancel_at(SMS_PRE_CUT, 9, 8, EIGHT + SMS_CANCEL_KEPT);
    ck_assert_uint_eq(sms.early_ids.count, 2);
    ck_assert_ptr_null(slots_find(&sms.early, 4));
    ck_assert_ptr_nonnull(slots_find(&sms.early, 6));
}
END_TEST

static void notice(uint32_t number, ms_t now)
{
    struct message message = {
        .type = MSG_SMS_REQUEST, .kind = SMS_PRE_CUT, .customer = 7, .ref = 4, .id = number};
    ck_assert_int_eq(sms_handle(&sms, &message, now), FK_OK);
}

static void cancel_up_to(uint32_t number, ms_t now)
{
    struct message message = {
        .type = MSG_SMS_CANCEL, .kind = SMS_PRE_CUT, .customer = 7, .ref = 4, .id = number};
    ck_assert_int_eq(sms_handle(&sms, &message, now), FK_OK);
}

/* A cut that was held when its notice had left is announced anew later (T5): what was taken back
 * then is the notice before. One that comes out of order is taken back still. */
START_TEST(cancel_means_the_notice_before)
{
    ms_t at[4];
    notice(1, EIGHT);
    run_to(EIGHT, EIGHT + MS_SECOND);
    cancel_up_to(1, EIGHT + 2 * MS_SECOND);
    notice(2, EIGHT + MS_HOUR);
    cancel_up_to(1, EIGHT + MS_HOUR + 1); /* doubled */
    run_to(EIGHT + MS_HOUR, EIGHT + 2 * MS_HOUR);
    ck_assert_uint_eq(submissions(at, 4), 2);
    cancel_up_to(4, EIGHT + 2 * MS_HOUR);
    notice(3, EIGHT + 2 * MS_HOUR + 1);
    notice(4, EIGHT + 2 * MS_HOUR + 2);
    run_to(EIGHT + 2 * MS_HOUR, EIGHT + 3 * MS_HOUR);
    ck_assert_uint_eq(submissions(at, 4), 2);
}
END_TEST

/* Q13: kinds in `first` go before the others that wait, exempt ones before both, each queue in the
 * order of its coming; the window holds them all the same. */
START_TEST(preferred_kinds_go_first)
{
    static const unsigned order[] = {4, 2, 5, 1, 3};
    sms.config.first = 1U << SMS_PRE_CUT;
    request(SMS_WARNING, 1, EIGHT - 1);
    request(SMS_PRE_CUT, 2, EIGHT - 1);
    request(SMS_WARNING, 3, EIGHT - 1);
    run_to(EIGHT - 1, EIGHT - 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 0);
    ck_assert_int_eq(sms_due(&sms, EIGHT - 1), EIGHT);
    request(SMS_CUT_DONE, 4, EIGHT);
    request(SMS_PRE_CUT, 5, EIGHT);
    run_to(EIGHT, EIGHT + MS_SECOND);
    unsigned n = 0;
    for (unsigned i = 0; i < bench->note_count; i++)
        if (bench->notes[i].note.state == SMS_SUBMITTED)
            ck_assert_uint_eq(bench->notes[i].note.customer, order[n++]);
    ck_assert_uint_eq(n, 5);
}
END_TEST

/* the rate counts segments. A bill has two, a free text those of the scenario: at ten a
 * second the next message waits 200 ms for a bill, and 300 ms for a text of three. */
START_TEST(rate_counts_segments)
{
    static const uint8_t texts[] = {1, 3};
    struct message text = {.type = MSG_SMS_REQUEST, .kind = SMS_FREE_TEXT, .customer = 2};
    ms_t at[4];
    sms.config.free_texts = texts;
    sms.config.free_text_count = 2;
    request(SMS_BILL, 1, EIGHT);
    text.value = 2;
    ck_assert_int_eq(sms_handle(&sms, &text, EIGHT), FK_OK);
    ck_assert_int_eq(bench_last_note(bench, EVENT_SMS).value, 3);
    request(SMS_WARNING, 3, EIGHT);
    run_to(EIGHT, EIGHT + MS_SECOND);
    ck_assert_uint_eq(submissions(at, 4), 3);
    ck_assert_int_eq(at[0], EIGHT);
    ck_assert_int_eq(at[1], EIGHT + 200);
    ck_assert_int_eq(at[2], EIGHT + 500);
    text.value = 3;
    ck_assert_int_eq(sms_handle(&sms, &text, EIGHT), FK_E_ARG);
    text.value = 0;
    ck_assert_int_eq(sms_handle(&sms, &text, EIGHT), FK_E_ARG);
}
END_TEST

/* S-37: nothing leaves while the SMS centre is down, exempt or not, and two outages at a time end
 * with the later; what had left arrives. */
START_TEST(nothing_leaves_while_the_centre_is_down)
{
    struct message fault = {.type = MSG_FAULT, .kind = FAULT_SMS_DOWN, .code = 1, .id = 1};
    request(SMS_WARNING, 1, EIGHT);
    run_to(EIGHT, EIGHT);
    ck_assert_int_eq(sms_handle(&sms, &fault, EIGHT + 1), FK_OK);
    ck_assert_int_eq(sms_handle(&sms, &fault, EIGHT + 1), FK_OK);
    request(SMS_WARNING, 2, EIGHT + 1);
    request(SMS_CUT_DONE, 3, EIGHT + 1);
    run_to(EIGHT + 1, EIGHT + MS_HOUR);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_DELIVERED), 1);
    fault.code = 0;
    ck_assert_int_eq(sms_handle(&sms, &fault, EIGHT + MS_HOUR), FK_OK);
    ck_assert_int_eq(sms_due(&sms, EIGHT + MS_HOUR), MS_NEVER);
    ck_assert_int_eq(sms_handle(&sms, &fault, EIGHT + 2 * MS_HOUR), FK_OK);
    ck_assert_int_eq(sms_due(&sms, EIGHT + 2 * MS_HOUR), EIGHT + 2 * MS_HOUR);
    run_to(EIGHT + 2 * MS_HOUR, EIGHT + 3 * MS_HOUR);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_DELIVERED), 3);
}
END_TEST

#define ALL        1000000
#define OF(member) offsetof(struct sms_shares, member)

/* a share of all, and what then becomes of a message: its last state, when after the
 * submission, its fate. */
static const struct {
    size_t share;
    enum sms_state last;
    ms_t after;
    enum sms_fate fate;
} ends[] = {{OF(rejected), SMS_SUBMIT_REJECT, 0, SMS_FATE_PLAIN},
            {OF(lost), SMS_NO_REPORT, MS_DAY, SMS_FATE_LOST},
            {OF(misrouted), SMS_UNDELIVERED, 5 * MS_SECOND, SMS_FATE_MISROUTED},
            {OF(intercepted), SMS_DELIVERED, 5 * MS_SECOND, SMS_FATE_INTERCEPTED},
            {OF(wrong_owner), SMS_DELIVERED, 5 * MS_SECOND, SMS_FATE_WRONG_OWNER},
            {OF(receipt_lost), SMS_NO_REPORT, MS_DAY, SMS_FATE_RECEIPT_LOST},
            {OF(no_number), SMS_SUBMIT_REJECT, 0, SMS_FATE_NUMBER_EMPTY}};

START_TEST(every_end_is_noted_and_reported)
{
    uint32_t all = ALL;
    memcpy((char *)&sms.config.shares + ends[_i].share, &all, sizeof all);
    request(SMS_CLOSE_ALLOWED, 3, EIGHT);
    run_to(EIGHT, EIGHT + 2 * MS_DAY);
    struct bench_note last = bench->notes[bench->note_count - 1];
    ck_assert_uint_eq(last.note.state, ends[_i].last);
    ck_assert_uint_eq(last.note.code, ends[_i].fate);
    ck_assert_int_eq(last.at - EIGHT, ends[_i].after);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_MARKETING), 1);
    for (unsigned i = 0; i < bench->sent_count; i++)
        if (bench->sent[i].to == PARTY_MARKETING)
            ck_assert_uint_eq(bench->sent[i].message.code, ends[_i].last);
    /* the customer presses the key only if it was he who read it */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_CUSTOMERS),
                      ends[_i].fate == SMS_FATE_RECEIPT_LOST);
    ck_assert_uint_eq(sms.free_slots.count, 1);
    ck_assert_int_eq(sms_due(&sms, EIGHT + 2 * MS_DAY), MS_NEVER);
    /* the handler of a failure has a phone of his own */
    bench_clear(bench);
    request(SMS_FAULT_HANDLER, 3, EIGHT + 2 * MS_DAY);
    run_to(EIGHT + 2 * MS_DAY, EIGHT + 4 * MS_DAY);
    struct party_note handler = bench_last_note(bench, EVENT_SMS);
    bool is_his = ends[_i].share >= OF(wrong_owner) || ends[_i].share == OF(intercepted);
    ck_assert(!is_his || (handler.state == SMS_DELIVERED && handler.code == SMS_FATE_PLAIN));
}
END_TEST

/* P-SMS-08: a phone that is off for longer than the validity never gets it; just as long is in
 * time. */
START_TEST(message_expires)
{
    sms.config.delivery = chance_const(MS_DAY);
    request(SMS_WARNING, 3, EIGHT);
    run_to(EIGHT, EIGHT + MS_DAY);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_DELIVERED);
    sms.config.delivery = chance_const(MS_DAY + 1);
    request(SMS_WARNING, 3, EIGHT + 2 * MS_DAY);
    run_to(EIGHT + 2 * MS_DAY, EIGHT + 3 * MS_DAY - 1);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_SUBMIT_OK);
    run_to(EIGHT + 3 * MS_DAY - 1, EIGHT + 3 * MS_DAY);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_EXPIRED);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).code, SMS_EXPIRED);
    ck_assert_int_eq(sms_due(&sms, EIGHT + 3 * MS_DAY), MS_NEVER);
}
END_TEST

/* A wrong owner has all messages of a customer; a lost message is drawn anew each time. Of 400
 * customers with two messages each a share of a half is 200 (sigma 10). */
START_TEST(owners_are_drawn_once)
{
    static uint8_t wrong[400][2], lost[400][2];
    unsigned wrongs = 0, losts = 0, changes = 0;
    sms.config.shares = (struct sms_shares){.wrong_owner = ALL / 2};
    for (unsigned share = 0; share < 2; share++) {
        for (unsigned turn = 0; turn < 2; turn++) {
            ms_t now = EIGHT + (2 * share + turn) * 2 * MS_DAY;
            bench_clear(bench);
            for (uint32_t i = 0; i < 400; i++)
                request(SMS_WARNING, i, now);
            run_to(now, now + 2 * MS_DAY - MS_HOUR);
            for (unsigned i = 0; i < bench->note_count; i++) {
                const struct party_note *n = &bench->notes[i].note;
                if (n->state >= SMS_SUBMIT_REJECT)
                    (share ? lost : wrong)[n->customer][turn] = n->code != SMS_FATE_PLAIN;
            }
        }
        sms.config.shares = (struct sms_shares){.lost = ALL / 2};
    }
    for (unsigned i = 0; i < 400; i++) {
        ck_assert_uint_eq(wrong[i][0], wrong[i][1]);
        wrongs += wrong[i][0];
        losts += lost[i][0];
        changes += lost[i][0] != lost[i][1];
    }
    ck_assert(wrongs > 160 && wrongs < 240);
    ck_assert(losts > 160 && losts < 240);
    ck_assert(changes > 160 && changes < 240);
}
END_TEST

/* K-11, P-POP-11, P-POP-12: two numbers a day are checked in each county of ten, from EIGHT on.
 * Before, nobody has a number, or (1) nobody his own; afterwards all have. */
START_TEST(numbers_are_checked_one_after_the_other)
{
    unsigned fate = _i ? SMS_FATE_WRONG_OWNER : SMS_FATE_NUMBER_EMPTY;
    sms.config.checks = (struct sms_checks){2, 10, EIGHT, 0, 0};
    *(_i ? &sms.config.shares.wrong_owner : &sms.config.shares.no_number) = ALL;
    for (int n = -6; n < 18; n++) {
        uint32_t place = (uint32_t)(n + 6) % 6, customer = 10 * (place % 2) + place;
        ms_t day = (n + 6) / 6 - 1, now = EIGHT + day * MS_DAY + place * MS_HOUR;
        request(SMS_WARNING, customer, now);
        run_to(now, now + MS_MINUTE);
        ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).code,
                          day > 0 && place < 2 * day ? SMS_FATE_PLAIN : fate);
    }
}
END_TEST

static struct phone_entry entries[4] = {{SMS_FATE_NUMBER_SHORT, 0, 0, 0, MS_NEVER},
                                        {SMS_FATE_PLAIN, 1, 0, 0, EIGHT + MS_DAY},
                                        {SMS_FATE_PLAIN, 0, 1, 0, MS_NEVER},
                                        {SMS_FATE_PLAIN, 0, 0, 0, MS_NEVER}};
static struct phones phones = {entries, 4, {0}};

/* Customers 0 to 3 have what stands above. */
static void set_phones(void)
{
    for (uint32_t i = 0; i < 4; i++)
        ck_assert_int_eq(id_map_put(&phones.of, i, i), FK_OK);
    sms.config.phones = &phones;
}

static struct party_note outcome(unsigned kind, uint32_t customer, ms_t now)
{
    request(kind, customer, now);
    run_to(now, now + 2 * MS_HOUR);
    return bench_last_note(bench, EVENT_SMS);
}

/* R-62, CQ-13: without a valid number a warning and a notice go on paper if there is paper, and
 * count when they are delivered; nothing else can be sent. Paper takes nothing of the rate and
 * needs no window. */
START_TEST(no_number_means_paper)
{
    static const unsigned kinds[] = {SMS_WARNING, SMS_DUNNING, SMS_PRE_CUT};
    ms_t night = EIGHT - 3 * MS_HOUR;
    set_phones();
    struct party_note note = outcome(SMS_PRE_CUT, 0, night);
    ck_assert(note.state == SMS_SUBMIT_REJECT && note.code == SMS_FATE_NUMBER_SHORT);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).code, SMS_SUBMIT_REJECT);
    sms.config.paper = chance_const(MS_HOUR);
    for (unsigned i = 0; i < 3; i++) {
        note = outcome(kinds[i], 0, night + (i + 1) * 2 * MS_HOUR);
        ck_assert(note.state == SMS_DELIVERED && note.code == SMS_FATE_NUMBER_SHORT);
        ck_assert(note.attempt == SMS_ON_PAPER && note.value == 0);
        ck_assert_int_eq(bench->notes[bench->note_count - 1].at,
                         night + (i + 1) * 2 * MS_HOUR + MS_HOUR);
        ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).code, SMS_DELIVERED);
        ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).ref, 4);
    }
    sms.config.heard = 1U << SMS_BILL; /* by which customers pay */
    note = outcome(SMS_BILL, 0, EIGHT + 4 * MS_HOUR);
    ck_assert(note.state == SMS_DELIVERED && note.attempt == SMS_ON_PAPER);
    sms.config.heard = 0;
    note = outcome(SMS_BILL, 0, EIGHT + 6 * MS_HOUR - 1);
    ck_assert(note.state == SMS_SUBMIT_REJECT && note.attempt == SMS_BY_PHONE);
    note = outcome(SMS_PAID, 0, EIGHT + 6 * MS_HOUR);
    ck_assert(note.state == SMS_SUBMIT_REJECT && note.attempt == SMS_BY_PHONE);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 0);
    note = outcome(SMS_FAULT_HANDLER, 0, EIGHT + 8 * MS_HOUR);
    ck_assert_uint_eq(note.state, SMS_DELIVERED);
}
END_TEST

/* R-12 strict: the slip is delivered, and fee control is told that nothing is known of it.
 * P-SMS-17: a slip that is lost. */
START_TEST(paper_may_not_count)
{
    set_phones();
    sms.config.paper = chance_const(MS_HOUR);
    sms.config.is_paper_counted = false;
    struct party_note note = outcome(SMS_PRE_CUT, 0, EIGHT);
    ck_assert_uint_eq(note.state, SMS_DELIVERED);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).code, SMS_NO_REPORT);
    sms.config.paper_lost = ALL;
    note = outcome(SMS_PRE_CUT, 0, EIGHT + 2 * MS_HOUR);
    ck_assert_uint_eq(note.state, SMS_UNDELIVERED);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).code, SMS_UNDELIVERED);
}
END_TEST

/* CQ-11: who is telephoned is told in the window, and nothing leaves as an SMS; a call that reaches
 * nobody is not delivered; where nobody calls he gets the SMS. {missed, last state} */
static const struct {
    uint32_t missed;
    unsigned state;
} calls[] = {{0, SMS_DELIVERED}, {ALL, SMS_UNDELIVERED}};

START_TEST(who_is_telephoned)
{
    struct phone_entry entry = {.is_called = 1, .until = MS_NEVER};
    struct phones others = {.entries = &entry, .count = 1};
    ck_assert_int_eq(id_map_put(&others.of, 3, 0), FK_OK);
    sms.config.phones = &others;
    sms.config.call = chance_const(20 * MS_MINUTE);
    sms.config.call_missed = calls[_i].missed;
    request(SMS_WARNING, 3, EIGHT - 3 * MS_HOUR);
    ck_assert_int_eq(sms_due(&sms, EIGHT - 3 * MS_HOUR), EIGHT + 20 * MS_MINUTE);
    run_to(EIGHT - 3 * MS_HOUR, EIGHT + MS_HOUR);
    ck_assert_uint_eq(bench->note_count, 2);
    ck_assert_uint_eq(bench->notes[1].note.state, calls[_i].state);
    ck_assert_uint_eq(bench->notes[1].note.attempt, SMS_BY_CALL);
    ck_assert_uint_eq(bench->notes[1].note.code, SMS_FATE_CALL_AGREED);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).code, calls[_i].state);
    request(SMS_RESTORE_NOTICE, 3,
            EIGHT + 14 * MS_HOUR); /* a restore waits for no morning */
    ck_assert_uint_eq(bench->notes[2].note.attempt, SMS_BY_CALL);
    ck_assert_int_eq(sms_due(&sms, EIGHT + 14 * MS_HOUR), EIGHT + 14 * MS_HOUR + 20 * MS_MINUTE);
    sms.config.call.count = 0;
    request(SMS_WARNING, 3, EIGHT + 14 * MS_HOUR);
    ck_assert_uint_eq(bench->notes[3].note.attempt, SMS_BY_PHONE);
    id_map_fini(&others.of);
}
END_TEST

/* CQ-9: who wants paper has it for what dunning needs, and SMS for the rest; without paper SMS for
 * all. A number of somebody else's is read by him until it is put in order. */
START_TEST(what_the_file_says)
{
    set_phones();
    ck_assert_uint_eq(outcome(SMS_WARNING, 2, EIGHT).attempt, SMS_BY_PHONE);
    sms.config.paper = chance_const(MS_HOUR);
    struct party_note note = outcome(SMS_WARNING, 2, EIGHT + 2 * MS_HOUR);
    ck_assert(note.attempt == SMS_ON_PAPER && note.code == SMS_FATE_PAPER_AGREED);
    note = outcome(SMS_RESTORE_NOTICE, 2, EIGHT + 3 * MS_HOUR); /* */
    ck_assert(note.attempt == SMS_ON_PAPER && note.state == SMS_DELIVERED);
    note = outcome(SMS_PAID, 2, EIGHT + 4 * MS_HOUR + 1);
    ck_assert(note.attempt == SMS_BY_PHONE && note.code == SMS_FATE_PLAIN);
    note = outcome(SMS_WARNING, 1, EIGHT + 6 * MS_HOUR);
    ck_assert(note.state == SMS_DELIVERED && note.code == SMS_FATE_WRONG_OWNER);
    note = outcome(SMS_WARNING, 1, EIGHT + MS_DAY);
    ck_assert(note.state == SMS_DELIVERED && note.code == SMS_FATE_PLAIN);
    note = outcome(SMS_WARNING, 3, EIGHT + MS_DAY + 2 * MS_HOUR);
    ck_assert(note.state == SMS_DELIVERED && note.code == SMS_FATE_PLAIN);
}
END_TEST

/* Ids are never used again: a message after the last one is refused, not numbered 0. */
START_TEST(ids_end)
{
    struct message message = {.type = MSG_SMS_REQUEST, .kind = SMS_WARNING, .customer = 7};
    sms.next_id = UINT32_MAX - 1;
    request(SMS_WARNING, 7, EIGHT);
    ck_assert_uint_eq(sms.next_id, UINT32_MAX);
    ck_assert_int_eq(sms_handle(&sms, &message, EIGHT), FK_E_RANGE);
}
END_TEST

START_TEST(close_allowed_reaches_the_customer)
{
    request(SMS_CLOSE_ALLOWED, 7, EIGHT);
    run_to(EIGHT, EIGHT + MS_MINUTE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_CUSTOMERS), 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_MARKETING), 1);
}
END_TEST

/* P-PAY-13: whoever reacts is told with his balance, but for kinds that he does not react to; on
 * paper too. */
START_TEST(customers_hear_what_they_react_to)
{
    struct message request = {
        .type = MSG_SMS_REQUEST, .kind = SMS_WARNING, .customer = 3, .ref = 7, .value = -208};
    sms.config.heard = 1U << SMS_WARNING;
    ck_assert_int_eq(sms_handle(&sms, &request, EIGHT), FK_OK);
    request.kind = SMS_PAID;
    ck_assert_int_eq(sms_handle(&sms, &request, EIGHT), FK_OK);
    run_to(EIGHT, EIGHT + MS_MINUTE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_CUSTOMERS), 1);
    for (unsigned i = 0; i < bench->sent_count; i++)
        ck_assert_int_eq(bench->sent[i].message.value,
                         bench->sent[i].to == PARTY_CUSTOMERS ? -208 : 0);
    sms.config.shares.no_number = 1000000;
    sms.config.paper = chance_const(MS_HOUR);
    request.kind = SMS_WARNING;
    ck_assert_int_eq(sms_handle(&sms, &request, EIGHT + MS_MINUTE), FK_OK);
    run_to(EIGHT + MS_MINUTE, EIGHT + 2 * MS_HOUR);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_CUSTOMERS), 2);
}
END_TEST

/* What is told when it is sent is told again when it is delivered. */
START_TEST(submission_is_reported_if_asked_for)
{
    struct message request = {
        .type = MSG_SMS_REQUEST, .kind = SMS_PRE_CUT, .customer = 3, .ref = 7};
    for (unsigned told = 0; told <= 1; told++) {
        bench_clear(bench);
        sms.config.told_when_sent = told << SMS_PRE_CUT;
        ms_t at = BENCH_MIDNIGHT + (told + 9) * MS_HOUR;
        ck_assert_int_eq(sms_handle(&sms, &request, at), FK_OK);
        ck_assert_int_eq(sms_tick(&sms, at), FK_OK);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_MARKETING), told);
        if (told) {
            ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).code, SMS_SUBMIT_OK);
            ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).ref, 7);
        }
        ck_assert_int_eq(sms_tick(&sms, at + 30 * MS_MINUTE), FK_OK);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_MARKETING), told + 1);
        ck_assert_uint_eq(bench_last(bench, MSG_SMS_REPORT).code, SMS_DELIVERED);
    }
}
END_TEST

START_TEST(foreign_messages_are_refused)
{
    struct message message = {.type = MSG_PAY};
    ck_assert_int_eq(sms_handle(&sms, &message, EIGHT), FK_E_ARG);
}
END_TEST

static Suite *sms_suite(void)
{
    Suite *suite = suite_create("sms");
    TCase *tcase = tcase_create("sms");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, message_goes_through_its_states);
    tcase_add_test(tcase, ids_end);
    tcase_add_test(tcase, notice_of_a_cut_given_up_does_not_leave);
    tcase_add_test(tcase, cancel_that_overtakes_its_request_holds);
    tcase_add_test(tcase, early_cancel_is_kept_for_ten_days);
    tcase_add_test(tcase, cancel_means_the_notice_before);
    tcase_add_test(tcase, preferred_kinds_go_first);
    tcase_add_test(tcase, rate_counts_segments);
    tcase_add_test(tcase, nothing_leaves_while_the_centre_is_down);
    tcase_add_loop_test(tcase, every_end_is_noted_and_reported, 0,
                        (int)(sizeof ends / sizeof ends[0]));
    tcase_add_test(tcase, message_expires);
    tcase_add_test(tcase, owners_are_drawn_once);
    tcase_add_loop_test(tcase, numbers_are_checked_one_after_the_other, 0, 2);
    tcase_add_test(tcase, no_number_means_paper);
    tcase_add_test(tcase, paper_may_not_count);
    tcase_add_loop_test(tcase, who_is_telephoned, 0, 2);
    tcase_add_test(tcase, what_the_file_says);
    tcase_add_test(tcase, close_allowed_reaches_the_customer);
    tcase_add_test(tcase, submission_is_reported_if_asked_for);
    tcase_add_test(tcase, customers_hear_what_they_react_to);
    tcase_add_test(tcase, foreign_messages_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(sms_suite)
