#include "line/meter_command.h"

#include "base/number_text.h"
#include "line/meter_state_text.h"
#include "models/meter/device/defects.h"
#include "models/meter/device/device_hands.h"
#include "protocol/dlt645/dlt645_address.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#define WORDS_MAX 8
#define STEP_MAX  (400 * MS_DAY)

struct words {
    size_t count;
    const char *at[WORDS_MAX];
    char text[METER_COMMAND_MAX];
};

struct order {
    const struct words *words; /* the first is the command */
    ms_t now;
    FILE *answer;
    const struct meter_group *group;
};

/* Reads its words, then acts on `count` meters. */
typedef bool run(const struct order *order, struct meter_device *meters, size_t count);

struct command {
    const char *name;
    const char *form;
    struct fk_text meaning;
    size_t least, most; /* words behind the name */
    run *run;
};

static bool fail(FILE *answer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("error: ", answer);
    vfprintf(answer, format, arguments);
    va_end(arguments);
    return false;
}

static bool done(FILE *answer, const char *text)
{
    fprintf(answer, "ok%s%s", *text ? " " : "", text);
    return true;
}

static const char *word(const struct order *order, size_t index)
{
    return index < order->words->count ? order->words->at[index] : "";
}

/* "3.5kW" with `decimals` decimals at most and one of the units; units[i] is worth scales[i] of the
 * smallest. False: not of this form, above `most`, or not whole in the smallest. */
static bool quantity(const char *text, const char *const *units, const uint64_t *scales,
                     uint64_t most, uint64_t *out)
{
    uint64_t whole = 0, part = 0, ten = 1;
    size_t digits = 0;
    for (; isdigit((unsigned char)*text) && digits < 9; text++, digits++)
        whole = whole * 10 + (uint64_t)(*text - '0');
    if (digits == 0)
        return false;
    if (*text == '.') {
        for (text++; isdigit((unsigned char)*text) && ten < 1000000; text++, ten *= 10)
            part = part * 10 + (uint64_t)(*text - '0');
        if (ten == 1)
            return false;
    }
    for (size_t i = 0; units[i]; i++)
        if (strcmp(text, units[i]) == 0) {
            *out = whole * scales[i] + part * scales[i] / ten;
            return part * scales[i] % ten == 0 && *out <= most;
        }
    return false;
}

static bool run_button(const struct order *order, struct meter_device *meters, size_t count)
{
    size_t closed = 0;
    for (size_t i = 0; i < count; i++)
        closed += meter_key(&meters[i], order->now);
    return done(order->answer, closed ? "the relay closed" : "nothing to close");
}

static bool run_power(const struct order *order, struct meter_device *meters, size_t count)
{
    const char *to = word(order, 1);
    bool is_on = strcmp(to, "on") == 0;
    size_t changed = 0;
    if (!is_on && strcmp(to, "off") != 0)
        return fail(order->answer, "power '%s': expected on or off", to);
    for (size_t i = 0; i < count; i++)
        changed += meter_supply(&meters[i], is_on, order->now);
    return done(order->answer, changed ? "" : is_on ? "it was on" : "it was off");
}

/* Phase 0..2 of A, B, C, -1 for another word. */
static int phase_of(const char *text)
{
    const char *at = strlen(text) == 1 ? strchr("ABC", toupper((unsigned char)*text)) : NULL;
    return at ? (int)(at - "ABC") : -1;
}

struct phases {
    int only; /* phase 0..2, or -1: all */
    uint64_t value;
};

/* "[A|B|C] QUANTITY" behind the command. */
static bool phases_read(const struct order *order, const struct meter_device *meter,
                        const char *const *units, const uint64_t *scales, uint64_t most,
                        const char *expected, struct phases *out)
{
    const char *name = word(order, 0), *text = word(order, order->words->count - 1);
    out->only = order->words->count > 2 ? phase_of(word(order, 1)) : -1;
    if (order->words->count > 2 && out->only < 0)
        return fail(order->answer, "%s '%s': expected a phase, A, B or C", name, word(order, 1));
    if (out->only >= meter->config.phases)
        return fail(order->answer, "%s '%s': the meter has one phase, A (see --phases)", name,
                    word(order, 1));
    if (!quantity(text, units, scales, most, &out->value))
        return fail(order->answer, "%s '%s': expected %s", name, text, expected);
    return true;
}

/* Without a phase, the power is shared out; what does not divide stays with the first. */
static bool run_load(const struct order *order, struct meter_device *meters, size_t count)
{
    static const char *const units[] = {"kW", "W", NULL};
    static const uint64_t scales[] = {10000, 10};
    struct phases read;
    if (!phases_read(order, meters, units, scales, METER_LOAD_MAX_DW,
                     "a power up to 99.9999kW in steps of 0.1W, as 3.5kW or 800W", &read))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint32_t dw[METER_PHASES] = {0};
        unsigned phases = meters[i].config.phases;
        if (meters[i].load.is_set)
            memcpy(dw, meters[i].load.dw, sizeof dw);
        for (unsigned phase = 0; read.only < 0 && phase < phases; phase++)
            dw[phase] = (uint32_t)(read.value / phases + (phase == 0 ? read.value % phases : 0));
        if (read.only >= 0)
            dw[read.only] = (uint32_t)read.value;
        meter_load_set(&meters[i], dw, order->now);
    }
    return done(order->answer, "");
}

static bool run_voltage(const struct order *order, struct meter_device *meters, size_t count)
{
    static const char *const units[] = {"V", NULL};
    static const uint64_t scales[] = {10};
    struct phases read;
    if (!phases_read(order, meters, units, scales, METER_VOLTAGE_MAX_DV,
                     "a voltage up to 999.9V in steps of 0.1V, as 220V", &read))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint16_t dv[METER_PHASES];
        memcpy(dv, meters[i].load.dv, sizeof dv);
        for (int phase = 0; phase < METER_PHASES; phase++)
            if (read.only < 0 || read.only == phase)
                dv[phase] = (uint16_t)read.value;
        meter_voltage_set(&meters[i], dv, order->now);
    }
    return done(order->answer, "");
}

static bool run_factor(const struct order *order, struct meter_device *meters, size_t count)
{
    static const char *const units[] = {"", NULL};
    static const uint64_t scales[] = {1000};
    uint64_t value;
    if (!quantity(word(order, 1), units, scales, 1000, &value) || value == 0)
        return fail(order->answer, "factor '%s': expected a power factor from 0.001 to 1.000",
                    word(order, 1));
    for (size_t i = 0; i < count; i++)
        meter_power_factor_set(&meters[i], (uint16_t)value, order->now);
    return done(order->answer, "");
}

/* "+45min", "-10s". */
static bool span_read(const char *text, ms_t *out)
{
    static const char *const units[] = {"d", "h", "min", "s", "ms", NULL};
    static const uint64_t scales[] = {MS_DAY, MS_HOUR, MS_MINUTE, MS_SECOND, 1};
    uint64_t value;
    if ((*text != '+' && *text != '-') || !quantity(text + 1, units, scales, STEP_MAX, &value))
        return false;
    *out = *text == '-' ? -(ms_t)value : (ms_t)value;
    return true;
}

static bool run_clock(const struct order *order, struct meter_device *meters, size_t count)
{
    ms_t by;
    if (!span_read(word(order, 1), &by))
        return fail(order->answer,
                    "clock '%s': expected + or -, a number and d, h, min, s or ms, as +45min, "
                    "at most 400d",
                    word(order, 1));
    for (size_t i = 0; i < count; i++)
        meter_clock_jump(&meters[i], by, order->now);
    return done(order->answer, "");
}

/* Time is everybody's, whomever the command names. */
static bool pace(const struct order *order, ms_t by, uint32_t speed)
{
    if (!order->group->pace)
        return fail(order->answer, "%s: the time of these meters cannot be moved", word(order, 0));
    (void)order->group->pace(order->group->context, by, speed);
    return done(order->answer, "");
}

static bool run_step(const struct order *order, struct meter_device *meters, size_t count)
{
    char text[METER_COMMAND_MAX + 1];
    ms_t by;
    (void)meters;
    (void)count;
    snprintf(text, sizeof text, "+%s", word(order, 1));
    if (!span_read(text, &by))
        return fail(order->answer,
                    "step '%s': expected a number and d, h, min, s or ms, as 15min, at most 400d",
                    word(order, 1));
    return pace(order, by, METER_PACE_SAME);
}

static bool run_speed(const struct order *order, struct meter_device *meters, size_t count)
{
    uint64_t speed;
    (void)meters;
    (void)count;
    if (!number_text(word(order, 1), 0, METER_SPEED_MAX, &speed))
        return fail(order->answer, "speed '%s': expected a number from 0 to %d", word(order, 1),
                    METER_SPEED_MAX);
    return pace(order, 0, (uint32_t)speed);
}

static bool breaker_close(const struct order *order, struct meter_device *meters, size_t count)
{
    size_t closed = 0;
    int err = FK_OK;
    for (size_t i = 0; i < count; i++) {
        int one = meter_breaker_close(&meters[i], order->now);
        closed += one == FK_OK;
        err = one == FK_OK ? err : one;
    }
    if (closed > 0)
        return done(order->answer, "");
    if (err == FK_REFUSED)
        return fail(order->answer, "breaker close: it is stuck, or the meter holds it open");
    return fail(order->answer, "breaker close: expected an open breaker outside the meter "
                               "(--external); a relay inside is closed by 'button'");
}

static bool run_breaker(const struct order *order, struct meter_device *meters, size_t count)
{
    const char *to = word(order, 1);
    bool is_stuck = strcmp(to, "stuck") == 0;
    if (strcmp(to, "close") == 0)
        return breaker_close(order, meters, count);
    if (!is_stuck && strcmp(to, "ok") != 0)
        return fail(order->answer, "breaker '%s': expected stuck, ok or close", to);
    for (size_t i = 0; i < count; i++)
        meter_breaker_stick(&meters[i], is_stuck, order->now);
    return done(order->answer, "");
}

static bool fault_read(const struct order *order, enum meter_fault_kind *kind,
                       const struct meter_trait **trait, uint64_t *left)
{
    const char *name = word(order, 1);
    *trait = NULL;
    *left = 1;
    if (order->words->count > 2 && !number_text(word(order, 2), 1, UINT16_MAX, left))
        return fail(order->answer, "fault '%s': expected a number of requests from 1 to 65535",
                    word(order, 2));
    if (strcmp(name, "no-response") == 0)
        *kind = METER_FAULT_UNHEARD;
    else if (strcmp(name, "lost-answer") == 0)
        *kind = METER_FAULT_UNANSWERED;
    else if (strcmp(name, "off") == 0)
        *kind = METER_FAULT_NONE;
    else
        *kind = METER_FAULT_TRAIT;
    if (*kind != METER_FAULT_TRAIT)
        return true;
    *trait = meter_defect_find(name);
    return *trait != NULL ||
           fail(order->answer,
                "fault '%s': expected no-response, lost-answer, off or the name of a defect", name);
}

static bool run_fault(const struct order *order, struct meter_device *meters, size_t count)
{
    enum meter_fault_kind kind = METER_FAULT_NONE;
    const struct meter_trait *trait = NULL;
    struct fk_diag diag;
    uint64_t left = 0;
    if (!fault_read(order, &kind, &trait, &left))
        return false;
    for (size_t i = 0; i < count; i++)
        if (meter_fault_set(&meters[i], kind, trait, (uint16_t)left, &diag) != FK_OK)
            return fail(order->answer, "fault %s", diag.text);
    return done(order->answer, "");
}

static bool run_state(const struct order *order, struct meter_device *meters, size_t count)
{
    if (count > 1)
        fputc('[', order->answer);
    for (size_t i = 0; i < count; i++) {
        meter_advance(&meters[i], order->now);
        if (i > 0)
            fputs(", ", order->answer);
        meter_state_text(&meters[i], order->answer);
    }
    if (count > 1)
        fputc(']', order->answer);
    return true;
}

static run run_help;

static const struct command commands[] = {
    {"button",
     "button",
     {"hold the key of the meter for 3 s", "按住表上按键3秒"},
     0,
     0,
     run_button},
    {"power",
     "power off|on",
     {"take the supply away, give it back", "断电、复电"},
     1,
     1,
     run_power},
    {"load",
     "load [A|B|C] 3.5kW",
     {"power from now on, in kW or W", "此后的功率，以kW或W计"},
     1,
     2,
     run_load},
    {"voltage", "voltage [A|B|C] 220V", {"voltage from now on", "此后的电压"}, 1, 2, run_voltage},
    {"factor", "factor 0.95", {"power factor from now on", "此后的功率因数"}, 1, 1, run_factor},
    {"clock",
     "clock +45min",
     {"let the meter clock jump, by d, h, min, s or ms", "电表时钟跳变，单位d、h、min、s、ms"},
     1,
     1,
     run_clock},
    {"step",
     "step 15min",
     {"let time pass at once: energy, freezes, timers and all",
      "时间立即前进，电量、冻结、延时随之"},
     1,
     1,
     run_step},
    {"speed",
     "speed 60",
     {"time goes so many times as fast; 0: in steps alone", "时间倍速；0为仅按步前进"},
     1,
     1,
     run_speed},
    {"breaker",
     "breaker stuck|ok|close",
     {"the contact sticks, moves again, is closed by hand", "触点卡住、恢复、人工合闸"},
     1,
     1,
     run_breaker},
    {"fault",
     "fault NAME [N]",
     {"for the next N requests: no-response, lost-answer or a defect; off ends it",
      "此后N次请求：no-response无应答，lost-answer应答丢失，或一种缺陷；off结束"},
     1,
     2,
     run_fault},
    {"state",
     "state",
     {"the meter in one line of JSON", "以一行JSON给出电表状态"},
     0,
     0,
     run_state},
    {"help", "help", {"the commands", "命令一览"}, 0, 0, run_help},
};
#define COMMANDS (sizeof commands / sizeof *commands)

bool meter_command_info(size_t index, const char **form, struct fk_text *meaning)
{
    if (index >= COMMANDS)
        return false;
    *form = commands[index].form;
    *meaning = commands[index].meaning;
    return true;
}

static bool run_help(const struct order *order, struct meter_device *meters, size_t count)
{
    (void)meters;
    (void)count;
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(order->answer, "%s%s", i == 0 ? "ok " : "; ", commands[i].form);
    return true;
}

static bool split(const char *text, struct words *words)
{
    size_t length = strlen(text);
    words->count = 0;
    if (length >= sizeof words->text)
        return false;
    memcpy(words->text, text, length + 1);
    for (char *rest = words->text, *at = strtok_r(rest, " \t\r", &rest); at;
         at = strtok_r(NULL, " \t\r", &rest)) {
        if (words->count == WORDS_MAX)
            return false;
        words->at[words->count++] = at;
    }
    return true;
}

/* Takes "@DIGITS" off the words; *only is the meter meant, NULL for all. */
static bool address_take(struct words *words, const struct meter_group *group, FILE *answer,
                         struct meter_device **only)
{
    uint8_t address[DLT645_ADDRESS_SIZE];
    *only = NULL;
    if (words->count == 0 || words->at[0][0] != '@')
        return true;
    const char *digits = words->at[0] + 1;
    size_t length = strlen(digits);
    words->count--;
    memmove(words->at, words->at + 1, words->count * sizeof *words->at);
    if (length == 0 || length > 12 || strspn(digits, "0123456789") != length ||
        dlt645_address_parse(digits, address) < 0)
        return fail(answer, "'@%s': expected @ and 1 to 12 digits of an address", digits);
    for (size_t i = 0; i < group->count && *only == NULL; i++)
        if (memcmp(group->meters[i].config.address, address, sizeof address) == 0)
            *only = &group->meters[i];
    return *only != NULL || fail(answer, "'@%s': no meter here has this address", digits);
}

bool meter_command(const struct meter_group *group, const char *text, ms_t now, FILE *answer)
{
    struct words words;
    struct meter_device *only;
    if (!split(text, &words))
        return fail(answer, "a command has at most %d bytes and %d words", METER_COMMAND_MAX - 1,
                    WORDS_MAX);
    if (!address_take(&words, group, answer, &only))
        return false;
    if (words.count == 0)
        return fail(answer, "a command was expected, see 'help'");
    const struct order order = {.words = &words, .now = now, .answer = answer, .group = group};
    for (size_t i = 0; i < COMMANDS; i++) {
        const struct command *command = &commands[i];
        if (strcmp(words.at[0], command->name) != 0)
            continue;
        if (words.count - 1 < command->least || words.count - 1 > command->most)
            return fail(answer, "%s: expected '%s'", command->name, command->form);
        return command->run(&order, only ? only : group->meters, only ? 1 : group->count);
    }
    return fail(answer, "'%s' is no command, see 'help'", words.at[0]);
}
