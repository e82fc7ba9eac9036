/* Each named defect of the virtual meter shows on the line, in the answer the table names and
 * in nothing that the sound meter does. */
#include "models/meter/device/defects.h"
#include "models/meter/device/profiles.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include "tests/unit/models/meter_bench.h"

/* What a master sees when it sends the requests in turn: "-" or the bytes of each answer and its
 * delay. Requests with "!" are raw bytes, with "~" too, and then the next follows after 100 ms. */
struct defect_case {
    const char *name;
    const char *requests[4];
    const char *sound, *defective; /* last answer: control and data as the scanner finds them;
                                    * defective NULL: as the sound one */
};

#define READ       "11 00000100"
#define ENERGY     "91 00000100 00260000"
#define STATUS     "11 03050004"
#define TRIP       "1C 02000000 11223344 1A00 T+60"
#define PERMIT     "1C 02000000 11223344 1B00 T+60"
#define EXPIRED    "1C 02000000 00000000 1A00 T-60"
#define PROTECT    "1C 02000000 11223344 3A00 T+60"
#define UNPROTECT  "1C 02000000 11223344 3B00 T+60"
#define ALARM      "1C 02000000 11223344 2A00 T+60"
#define BAD_SUM    "!68 610100000000 68 11 04 33333433 00 16"
#define WRONG_END  "!68 610100000000 68 11 04 33333433 14 17"
#define NO_WAKE    "!68 610100000000 68 11 04 33333433 14 16"
#define READ_2     "68 610100000000 68 11 04 33333534 16 16"
#define TWO_READS  "!68 610100000000 68 11 04 33333433 14 16 " READ_2
#define WRITE_ZERO "14 01140004 02000000 00000000 0100"

/* clang-format off */
static const struct defect_case cases[] = {
    {"bad-checksum", {READ}, ENERGY, "bad frame"},
    {"accepts-bad-checksum", {BAD_SUM}, "-", ENERGY},
    {"no-offset", {READ}, ENERGY, "91 CDCDCECD CDF3CDCD"},
    {"no-resync", {"!00 01 02", READ}, ENERGY, "-"},
    {"wake-stripped", {"1C 02000000 CBCBCBCB 2A00 T+60"}, "9C", "-"},
    {"late-answer", {READ}, ENERGY, "600 ms"},
    {"early-answer", {READ}, ENERGY, "5 ms"},
    {"foreign-address", {"@000000000162 11 00000100"}, "-", ENERGY},
    {"broadcast-answer", {"@999999999999 11 00000100"}, "-", ENERGY},
    {"broadcast-answer", {"@999999999999 16 99999999"}, "-", "96"},
    {"broadcast-answer", {"@999999999999 08 T+1"}, "-", "88"},
    {"no-wildcard", {"@AAAAAAAAAAAA 13"}, "93 610100000000", "-"},
    {"no-short-address", {"@AAAAAAAA0161 11 00000100"}, ENERGY, "-"},
    {"any-level", {"14 01140004 09000000 00000000 0100"}, "D4 04", "94"},
    {"close-lost", {TRIP, "1C 02000000 11223344 1C00 T+60", STATUS}, "91 03050004 0000",
     "91 03050004 5000"},
    {"wild-echo", {"@AAAAAAAAAAAA 13"}, "93 610100000000", "other address"},
    {"wild-write", {"@AAAAAAAAAAAA " WRITE_ZERO}, "-", "94"},
    {"wild-write", {"@AAAAAAAAAAAA " TRIP, STATUS}, "91 03050004 0000", "91 03050004 5000"},
    {"answers-answers", {"91 00000100"}, "-", ENERGY},
    {"no-direction", {READ}, ENERGY, "11 00000100 00260000"},
    {"error-direction", {"11 EFBEADDE"}, "D1 02", "51 02"},
    {"di-not-echoed", {READ}, ENERGY, "91 00000000 00260000"},
    {"no-error-answer", {"11 EFBEADDE"}, "D1 02", "-"},
    {"no-error-answer", {"03 00000007"}, "C3 0400", "-"},
    {"wrong-error-bit", {"11 EFBEADDE"}, "D1 02", "D1 01"},
    {"seq-ignored", {"11 01FF0105", "12 01FF0105 02"}, "D2 02", "part"},
    {"seq-not-echoed", {"11 01FF0105", "12 01FF0105 01"}, "part", "part 00"},
    {"more-always", {READ}, ENERGY, "B1 00000100 00260000"},
    {"address-reversed", {"11 01040004"}, "91 01040004 610100000000", "91 01040004 000000000161"},
    {"long-checksum", {"11 01FF0105"}, "part", "bad frame"},
    {"more-lost", {"11 01FF0105"}, "part", "last"},
    {"freeze-lost", {"16 99999999", "11 01000105"}, "91 01000105 3008020326",
     "91 01000105 0000000000"},
    {"any-password", {"14 01140004 02123456 00000000 0100"}, "D4 04", "94"},
    {"any-password", {"1C 02123456 00000000 1A00 T+60"}, "DC 04", "9C"},
    {"writes-readonly", {"14 02040004 02000000 00000000 111111111111", "11 02040004"},
     "91 02040004 610100000000", "91 02040004 111111111111"},
    {"writes-readonly", {"14 00000100 02000000 00000000 00000000"}, "D4 04", "94"},
    {"write-lost", {WRITE_ZERO, "11 01140004"}, "91 01140004 0100", "91 01140004 0000"},
    {"time-any", {"@999999999999 08 T+301", "11 02010004"}, "91 02010004 063008",
     "91 02010004 073508"},
    {"ignores-deadline", {"1C 02000000 00000000 1A00 T-60"}, "DC 04", "9C"},
    {"any-deadline", {"1C 02000000 00000000 1A00 000000310299"}, "DC 04", "9C"},
    {"unknown-done", {"1C 02000000 00000000 4A00 T+60"}, "DC 04", "9C"},
    {"trips-when-protected", {PROTECT, TRIP}, "DC 04", "9C"},
    {"trips-when-protected", {PROTECT, TRIP, STATUS}, "91 03050004 0010", "91 03050004 5010"},
    {"unprotect-moves", {PROTECT, UNPROTECT, STATUS}, "91 03050004 0000", "91 03050004 5000"},
    {"permit-closes", {TRIP, PERMIT, STATUS}, "91 03050004 1000", "91 03050004 0000"},
    {"alarm-trips", {ALARM, STATUS}, "91 03050004 8000", "91 03050004 D000"},
    {"trip-not-counted", {TRIP, "11 0100001D"}, "91 0100001D 010000", "91 0100001D 000000"},
    {"trip-not-counted", {TRIP, "11 0102001D"}, "91 0102001D 11223344", "91 0102001D 00000000"},
    {"repeat-counted", {TRIP, TRIP, "11 0100001D"}, "91 0100001D 010000", "91 0100001D 020000"},
    {"operator-lost", {TRIP, "11 0102001D"}, "91 0102001D 11223344", "91 0102001D 00000000"},
    {"status-stale", {TRIP, STATUS}, "91 03050004 5000", "91 03050004 4000"},
    {"command-stale", {TRIP, PERMIT, STATUS}, "91 03050004 1000", "91 03050004 5000"},
    {"protect-hidden", {PROTECT, STATUS}, "91 03050004 0010", "91 03050004 0000"},
    {"protect-closes", {TRIP, PROTECT, STATUS}, "91 03050004 1010", "91 03050004 0010"},
    {"accepts-wrong-end", {WRONG_END}, "-", ENERGY},
    {"impatient", {"~68 610100000000 68 11 04", "!33333433 14 16"}, ENERGY, "-"},
    {"freeze-shifted", {"14 0C010004 02000000 00000000 59592301 020326", "11 01000605"},
     "91 01000605 0000030326", "91 01000605 0001030326"},
    {"needs-wake", {NO_WAKE}, ENERGY, "-"},
    {"one-request", {TWO_READS, "!"}, "D1 02", "-"},
    {"energy-padded", {READ}, ENERGY, "91 00000100 002600F0"},
    {"weekday-wrong", {"11 01010004"}, "91 01010004 01020326", "91 01010004 02020326"},
    {"supply-bits", {STATUS}, "91 03050004 0000", "91 03050004 0600"},
    {"gap-inside", {READ}, ENERGY, "gap of 700 ms"},
    {"answer-twice", {READ}, ENERGY, "twice"},
    {"twice-some", {READ, READ, READ, READ}, ENERGY, "twice"},
    {"number-lost", {"14 02040004 02000000 00000000 111111111111"}, "D4 04", "94"},
    {"late-some", {READ, READ, READ, READ}, ENERGY, "800 ms"},
    {"foreign-echo", {"@000000000162 11 00000100"}, "-", "other address"},
    {"scattered-aa", {"@00AA00000161 11 00000100"}, "-", ENERGY},
    {"long-error", {"11 EFBEADDE"}, "D1 02", "D1 0200"},
    {"error-more", {"11 EFBEADDE"}, "D1 02", "F1 02"},
    {"clock-stands", {READ, "11 02010004"}, "91 02010004 063008", "91 02010004 053008"},
    {"clock-back", {READ, "11 02010004"}, "91 02010004 063008", "91 02010004 043008"},
    {"any-level", {"1C 09000000 00000000 1A00 T+60"}, "DC 04", "9C"},
    {"trips-late", {EXPIRED}, "DC 04", NULL},
    {"trips-late", {EXPIRED, STATUS}, "91 03050004 0000", NULL},
    {"trips-late", {EXPIRED, STATUS, STATUS}, "91 03050004 0000", "91 03050004 5000"},
};
/* clang-format on */

/* Sends one request in one piece; the answer stays in bench->output. */
static void send_once(struct bench *bench, const char *request)
{
    uint8_t bytes[DLT645_FRAME_MAX + 8];
    size_t size;
    bool is_part = *request == '~';
    if (*request == '!' || is_part) {
        size = bench_bytes(bench, request + 1, bytes);
    } else {
        struct dlt645_frame frame = bench_frame(bench, request);
        int encoded = dlt645_frame_encode(&frame, 4, bytes, sizeof bytes);
        ck_assert_int_gt(encoded, 0);
        size = (size_t)encoded;
    }
    meter_receive(&bench->meter, bytes, size, bench->now, &bench->output);
    bench->now += is_part ? 100 : MS_SECOND;
}

/* What the master sees of the answer; parts of long items in short. */
static void describe(const struct bench *bench, char *text, size_t capacity)
{
    const struct meter_output *output = &bench->output;
    struct dlt645_frame answer;
    int used = dlt645_frame_decode(output->bytes, output->size, &answer, NULL);
    if (output->size == 0) {
        snprintf(text, capacity, "-");
    } else if (used < 0) {
        snprintf(text, capacity, "bad frame");
    } else if (2 * (size_t)used == output->size) {
        ck_assert_mem_eq(output->bytes, output->bytes + used, (size_t)used);
        snprintf(text, capacity, "twice");
    } else if (output->gap_ms > 0) {
        ck_assert(output->gap_at > 0 && output->gap_at < output->size);
        snprintf(text, capacity, "gap of %u ms", output->gap_ms);
    } else if (output->delay_ms != 30) {
        snprintf(text, capacity, "%u ms", output->delay_ms);
    } else if (memcmp(answer.address, bench->meter.config.address, 6) != 0) {
        snprintf(text, capacity, "other address");
    } else if (answer.length > 100) {
        const char *form = answer.control & DLT645_MORE ? "part" : "last";
        bool is_follow = (answer.control & DLT645_FUNCTION) == DLT645_READ_FOLLOW;
        bool is_zero = is_follow && answer.data[answer.length - 1] == 0;
        snprintf(text, capacity, "%s%s", form, is_zero ? " 00" : "");
    } else {
        int at = snprintf(text, capacity, "%02X", answer.control);
        for (size_t i = 0; i < answer.length; i++)
            at += snprintf(text + at, capacity - (size_t)at, "%02X", answer.data[i]);
    }
}

/* Text of a table without the spaces between hex bytes. */
static void compact(const char *text, char *out)
{
    if (isdigit((unsigned char)text[0]) || isupper((unsigned char)text[0])) {
        bool is_delay = strstr(text, "ms") != NULL;
        for (; *text; text++)
            if (*text != ' ' || is_delay)
                *out++ = *text;
        *out = '\0';
        return;
    }
    strcpy(out, text);
}

static void run_case(const struct defect_case *c, const struct meter_trait *defect,
                     const char *expected)
{
    struct bench bench;
    char seen[600], wanted[600];
    bench_init(&bench, defect);
    for (size_t i = 0; i < 4 && c->requests[i]; i++)
        send_once(&bench, c->requests[i]);
    describe(&bench, seen, sizeof seen);
    compact(expected, wanted);
    ck_assert_msg(strcmp(seen, wanted) == 0, "%s (%s): saw %s, expected %s", c->name,
                  defect ? "defective" : "sound", seen, wanted);
}

START_TEST(defect_shows)
{
    const struct defect_case *c = &cases[_i];
    const struct meter_trait *defect = meter_defect_find(c->name);
    ck_assert_ptr_nonnull(defect);
    ck_assert(!c->defective || strcmp(c->sound, c->defective) != 0);
    run_case(c, NULL, c->sound);
    run_case(c, defect, c->defective ? c->defective : c->sound);
}
END_TEST

/* The items that a profile lacks are answered as unknown, everything else as ever. */
START_TEST(lacked_items)
{
    static const struct {
        const char *profile, *request;
    } rows[] = {{"lacks-00010000", "11 00000100"},
                {"lacks-04000401", "11 01040004"},
                {"lacks-0400010C", "11 0C010004"}};
    for (size_t i = 0; i < 3; i++) {
        struct bench bench;
        bench_init(&bench, meter_profile_find(rows[i].profile));
        for (size_t k = 0; k < 3; k++) {
            const char *got = bench_ask(&bench, rows[k].request);
            ck_assert_msg((strcmp(got, "D102") == 0) == (k == i), "%s: %s", rows[i].profile, got);
        }
    }
}
END_TEST

/* "From 8 bytes" means the answer of 8 data bytes too. */
START_TEST(spoiled_sum_begins_at_its_size)
{
    for (int32_t from = 7; from <= 9; from++) {
        struct bench bench;
        char seen[600], sound[600];
        bench_init(&bench, NULL);
        bench.meter.config.rules.sum_flip = 0x55;
        bench.meter.config.rules.sum_flip_from = from;
        send_once(&bench, READ);
        describe(&bench, seen, sizeof seen);
        compact(ENERGY, sound); /* 8 data bytes */
        ck_assert_str_eq(seen, from <= 8 ? "bad frame" : sound);
    }
}
END_TEST

/* Two defects that copy answers: the fourth of the longest answers is there three times, whole. */
START_TEST(copies_of_the_longest)
{
    struct bench bench;
    bench_init(&bench, meter_defect_find("answer-twice"));
    const struct meter_trait *some = meter_defect_find("twice-some");
    ck_assert_int_eq(meter_rules_apply(&bench.meter.config.rules, some, NULL), FK_OK);
    for (size_t nth = 1; nth <= 4; nth++) {
        size_t copies = nth == 4 ? 3 : 2;
        send_once(&bench, "11 01FF0105");
        const struct meter_output *output = &bench.output;
        struct dlt645_frame answer;
        int used = dlt645_frame_decode(output->bytes, output->size, &answer, NULL);
        ck_assert_int_gt(used, DLT645_READ_MAX);
        ck_assert_uint_eq(output->size, copies * (size_t)used);
        for (size_t i = 1; i < copies; i++)
            ck_assert_mem_eq(output->bytes, output->bytes + i * (size_t)used, (size_t)used);
    }
}
END_TEST

/* A write of the meter number: refused, stored, or confirmed and lost. */
START_TEST(number_written)
{
    static const struct {
        const char *answer, *number;
    } rows[] = {{"D404", "9102040004610100000000"},
                {"94", "9102040004111111111111"},
                {"94", "9102040004610100000000"}};
    for (int32_t rule = 0; rule < 3; rule++) {
        struct bench bench;
        bench_init(&bench, NULL);
        bench.meter.config.rules.number_write = rule;
        ck_assert_str_eq(bench_ask(&bench, "14 02040004 02000000 00000000 111111111111"),
                         rows[rule].answer);
        ck_assert_str_eq(bench_ask(&bench, "11 02040004"), rows[rule].number);
    }
}
END_TEST

START_TEST(every_defect_has_a_case)
{
    for (size_t i = 0; i < meter_defect_count(); i++) {
        size_t found = 0;
        for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
            found += strcmp(cases[k].name, meter_defect_info(i)->name) == 0;
        ck_assert_msg(found > 0, "%s", meter_defect_info(i)->name);
    }
}
END_TEST

/* Names are interfaces; every row sets at least one rule to a value that is not the sound one. */
static void check_trait(const struct meter_trait *trait, const char *letters)
{
    struct meter_rules sound, rules;
    meter_rules_sound(&sound);
    rules = sound;
    ck_assert_uint_eq(strspn(trait->name, letters), strlen(trait->name));
    ck_assert_uint_gt(strlen(trait->text.en), 10);
    ck_assert_uint_gt(strlen(trait->text.zh), 10);
    ck_assert_int_eq(meter_rules_apply(&rules, trait, NULL), FK_OK);
    ck_assert_int_ne(trait->set[0].rule, 0);
    for (size_t i = 0; i < METER_TRAIT_RULES && trait->set[i].rule; i++) {
        ck_assert_uint_le(trait->set[i].rule, meter_rule_count());
        ck_assert_int_ne(meter_rule_info(trait->set[i].rule - 1u)->sound, trait->set[i].value);
        ck_assert_int_eq(meter_rule_get(&rules, trait->set[i].rule - 1u), trait->set[i].value);
    }
}

START_TEST(table_of_defects)
{
    ck_assert_uint_ge(meter_defect_count(), 52);
    for (size_t i = 0; i < meter_defect_count(); i++) {
        const struct meter_trait *info = meter_defect_info(i);
        check_trait(info, "abcdefghijklmnopqrstuvwxyz-");
        ck_assert_ptr_nonnull(info->found_by);
        ck_assert_ptr_eq(meter_defect_find(info->name), info); /* also: no name twice */
        ck_assert_ptr_null(meter_profile_find(info->name));
    }
    ck_assert_ptr_null(meter_defect_info(meter_defect_count()));
    ck_assert_ptr_null(meter_defect_find("no-such-defect"));
    ck_assert_ptr_null(meter_defect_find(""));
}
END_TEST

START_TEST(table_of_profiles)
{
    ck_assert_uint_ge(meter_profile_count(), 4);
    for (size_t i = 0; i < meter_profile_count(); i++) {
        const struct meter_trait *info = meter_profile_info(i);
        check_trait(info, "abcdefghijklmnopqrstuvwxyz-0123456789C");
        ck_assert_ptr_null(info->found_by);
        ck_assert_ptr_eq(meter_profile_find(info->name), info);
    }
    ck_assert_ptr_null(meter_profile_info(meter_profile_count()));
    ck_assert_ptr_null(meter_profile_find("no-such-profile"));
}
END_TEST

/* Every member of the record is told, and nothing depends on a rule's place. */
START_TEST(table_of_rules)
{
    struct meter_rules rules;
    meter_rules_sound(&rules);
    ck_assert_int_eq(rules.request_gap_ms, 500);
    ck_assert_int_eq(rules.noise_bytes, 0);
    ck_assert_int_eq(rules.permit_runs, RELAY_PERMIT);
    for (size_t i = 0; i < meter_rule_count(); i++) {
        const struct meter_rule *rule = meter_rule_info(i);
        ck_assert_ptr_nonnull(rule->name);
        ck_assert_uint_gt(strlen(rule->text.en), 10);
        ck_assert_uint_gt(strlen(rule->text.zh), 10);
        ck_assert_int_eq(meter_rule_get(&rules, i), rule->sound);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(rule->name, meter_rule_info(k)->name);
    }
    ck_assert_ptr_null(meter_rule_info(meter_rule_count()));
}
END_TEST

/* Two traits that set one rule differently contradict each other; nothing is set then. */
START_TEST(contradictions_are_refused)
{
    struct meter_rules rules, before;
    struct fk_diag diag;
    meter_rules_sound(&rules);
    ck_assert_int_eq(meter_rules_apply(&rules, meter_defect_find("late-answer"), NULL), FK_OK);
    ck_assert_int_eq(meter_rules_apply(&rules, meter_defect_find("late-answer"), NULL), FK_OK);
    before = rules;
    ck_assert_int_eq(meter_rules_apply(&rules, meter_defect_find("early-answer"), &diag),
                     FK_E_STATE);
    ck_assert_str_eq(diag.text,
                     "'early-answer' sets rule answer_delay_ms to 5, which is 600 already");
    ck_assert_mem_eq(&rules, &before, sizeof rules);
}
END_TEST

static Suite *meter_defects_suite(void)
{
    Suite *suite = suite_create("meter_defects");
    TCase *tc = tcase_create("defects");
    tcase_add_loop_test(tc, defect_shows, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tc, every_defect_has_a_case);
    tcase_add_test(tc, lacked_items);
    tcase_add_test(tc, copies_of_the_longest);
    tcase_add_test(tc, number_written);
    tcase_add_test(tc, spoiled_sum_begins_at_its_size);
    tcase_add_test(tc, table_of_defects);
    tcase_add_test(tc, table_of_profiles);
    tcase_add_test(tc, table_of_rules);
    tcase_add_test(tc, contradictions_are_refused);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_defects_suite)
