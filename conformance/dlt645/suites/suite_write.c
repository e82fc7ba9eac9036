/* Writing parameters, DL/T 645-2007 7.3. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"
#include "protocol/dlt645/dlt645_item.h"

#include <string.h>

#define ENERGY_SIZE 4
#define ENERGY_STEP 100 /* 1 kWh: more than any load uses between two reads */
#define ENERGY_TOP  99999999

/* Another value, or obeying would not show; kept under 'o' and 't': old and written. */
static bool write_energy(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    uint8_t found[ENERGY_SIZE], other[ENERGY_SIZE];
    int64_t old;
    (void)step;
    if (!case_get_number(c, DI_ENERGY, ENERGY_SIZE, &old, &answer))
        return false;
    memcpy(found, answer.frame.data + 4, sizeof found);
    int64_t to = old > ENERGY_TOP - ENERGY_STEP ? old - ENERGY_STEP : old + ENERGY_STEP;
    *dlt645_slot(c, 'o') = old;
    *dlt645_slot(c, 't') = to;
    return dlt645_bcd_put((uint64_t)to, other, sizeof other) == FK_OK &&
           case_write(c, NULL, DI_ENERGY, other, found, sizeof found, CASE_RIGHT) &&
           case_receive(c, &own(c)->answer);
}

/* A register that obeyed shows a value nearer to what was written than to what it was: it runs on
 * meanwhile. */
static bool not_written(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    int64_t old = *dlt645_slot(c, 'o'), other = *dlt645_slot(c, 't'), now;
    if (!case_get_number(c, DI_ENERGY, ENERGY_SIZE, &now, &answer))
        return false;
    int64_t from_old = now > old ? now - old : old - now;
    int64_t from_other = now > other ? now - other : other - now;
    if (from_other < from_old)
        return case_broken(c, &answer.proof, conform_says(c, step),
                           CASE_SAY(c, "it went from %lld to %lld when %lld was written (0.01 kWh)",
                                    "由%lld变为%lld，所写为%lld（0.01 kWh）"),
                           (long long)old, (long long)now, (long long)other);
    dlt645_journal_drop(&own(c)->journal); /* nothing to put back, and the register runs on */
    return case_held(c);
}

static bool was_refused(struct conform_case *c, const struct conform_step *step)
{
    (void)step;
    return case_expect_error(
        c, &own(c)->answer, DLT645_WRITE, DLT645_ERR_NOT_ALLOWED | DLT645_ERR_NO_DATA,
        (struct fk_text){"not authorised, or no requested data", "未授权或无请求数据"});
}

/* 04000402 is read only in one place of the rules and writable in another: what counts is that the
 * meter does what it answers. Which of the two it does is told. */
static bool number_found(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    (void)step;
    if (!case_read(c, DI_METER_NUMBER, &answer) || !case_expect_sound(c, &answer, DI_METER_NUMBER))
        return false;
    if (answer.frame.control & DLT645_ERROR_ANSWER)
        return !case_observe(
            c, CASE_SAY(c, "the meter does not have item 04000402", "电表没有数据项04000402"));
    return dlt645_find_item(c, DI_METER_NUMBER);
}

/* Kept under 'w': 1 if the write was confirmed. */
static bool number_answered(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    (void)step;
    if (!case_receive(c, &answer) || !case_expect_frame(c, &answer, DLT645_WRITE))
        return false;
    *dlt645_slot(c, 'w') = !(answer.frame.control & DLT645_ERROR_ANSWER);
    return *dlt645_slot(c, 'w') ? case_expect_done(c, &answer, DLT645_WRITE, 0) : case_held(c);
}

static bool number_is(struct conform_case *c, const struct conform_step *step)
{
    const struct conform_step as_found = {ITEM_AS_FOUND, .says = step->says};
    const struct conform_step as_written = {ITEM_AS_WRITTEN, .says = step->says};
    bool is_written = *dlt645_slot(c, 'w');
    if (!dlt645_verb_item_is.run(c, is_written ? &as_written : &as_found))
        return false;
    return case_observe(c, is_written ? CASE_SAY(c, "04000402 can be written with this password",
                                                 "此密码可写04000402")
                                      : CASE_SAY(c, "04000402 cannot be written with this password",
                                                 "此密码不可写04000402"));
}

static const struct conform_step write_read_back[] = {
    FIND_ITEM,
    WRITE_OTHER(NULL),
    CHECK('a', WRITE_DONE, SAYS("the write is confirmed", "写数据被确认", "2: 14; LT-P-01")),
    CHECK('b', ITEM_AS_WRITTEN, SAYS("the value written", "读回所写数值", "2: 14; LT-P-01")),
};
static const struct conform_step read_only[] = {
    PREPARE(STEP_CODE(write_energy),
            NEEDS(.features = FEATURE(DEVICE_WRITE), .has_password = true, .puts_item_back = true)),
    CHECK('a', STEP_CODE(not_written),
          SAYS("a register that cannot be written", "不可写的寄存器", "5.1")),
    CHECK('b', STEP_CODE(was_refused),
          SAYS("not authorised, or no requested data", "未授权或无请求数据", "2.1")),
};
static const struct conform_step meter_number[] = {
    CHECK('a', STEP_CODE(number_found), NEEDS(.features = FEATURE(DEVICE_WRITE)),
          SAYS("item 04000402, or a refusal to read it", "数据项04000402，或拒绝读取", "2.3, 5.4")),
    WRITE_OTHER(NULL),
    CHECK('b', STEP_CODE(number_answered),
          SAYS("the write is refused, or confirmed", "写数据被拒绝或被确认", "2.3")),
    CHECK('c', STEP_CODE(number_is),
          SAYS("as found if it was refused, as written if it was confirmed",
               "被拒绝则不变，被确认则为所写数值", "2.3")),
};

static const struct conform_test tests[] = {
    {"dlt645/7.3/1-write-read-back",
     {"write and read back", "写数据并读回"},
     {"A confirmed write is stored: the item reads as written.",
      "被确认的写数据已保存：读回与所写一致。"},
     CLAUSE("7.3"),
     CONFORM_MUST,
     STEPS(write_read_back)},
    {"dlt645/7.3/3-read-only",
     {"read-only item refused", "拒绝写只读数据项"},
     {"A write to an item that can only be read is refused, also with the right password, and "
      "changes nothing.",
      "写只读数据项被拒绝（密码正确亦然），数据不变。"},
     CLAUSE("7.3, annex A"),
     CONFORM_MUST,
     STEPS(read_only)},
    {"dlt645/7.3/5-meter-number",
     {"meter number: done as answered", "表号：做到所答"},
     {"A write of 04000402 is refused and changes nothing, or is confirmed and stored; which of "
      "the "
      "two is told.",
      "写04000402被拒绝且数据不变，或被确认并保存；结果予以说明。"},
     CLAUSE("7.3, annex A"),
     CONFORM_MUST,
     STEPS(meter_number)},
};

const struct conform_group suite_write = {tests, sizeof tests / sizeof *tests};
