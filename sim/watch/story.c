#include "sim/watch/story.h"

#include "models/meter/relay.h"
#include "sim/scenario/scenario_units.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum story_layer story_layer_of(const struct sim_event *e)
{
    static const enum story_layer layers[EVENT_TYPES] = {[EVENT_DECISION] = STORY_DECISION,
                                                         [EVENT_STRATEGY] = STORY_DECISION,
                                                         [EVENT_ORDER] = STORY_ORDER,
                                                         [EVENT_COMMAND] = STORY_COMMAND,
                                                         [EVENT_READ] = STORY_COMMAND,
                                                         [EVENT_SMS] = STORY_BESIDE,
                                                         [EVENT_PAYMENT] = STORY_M1,
                                                         [EVENT_RELAY] = STORY_METER,
                                                         [EVENT_SUPPLY] = STORY_SUPPLY,
                                                         [EVENT_QUERY] = STORY_MONEY,
                                                         [EVENT_FAULT] = STORY_BESIDE,
                                                         [EVENT_READING] = STORY_COMMAND,
                                                         [EVENT_CALC] = STORY_M3,
                                                         [EVENT_TERMINAL] = STORY_COMMAND,
                                                         [EVENT_AGREEMENT] = STORY_DECISION,
                                                         [EVENT_WALLET] = STORY_MONEY,
                                                         [EVENT_CALL] = STORY_BESIDE,
                                                         [EVENT_BILL] = STORY_M2,
                                                         [EVENT_COPY] = STORY_MONEY,
                                                         [EVENT_VISIT] = STORY_BESIDE,
                                                         [EVENT_BARRED] = STORY_BESIDE};
    static const enum story_layer payments[PAYMENT_STATES] = {[PAYMENT_PAID] = STORY_M1,
                                                              [PAYMENT_RECEIVED] = STORY_MONEY,
                                                              [PAYMENT_POSTED] = STORY_M2,
                                                              [PAYMENT_UNDONE] = STORY_M1,
                                                              [PAYMENT_CHANNEL_ONLY] = STORY_MONEY,
                                                              [PAYMENT_MARKETING_ONLY] =
                                                                  STORY_MONEY,
                                                              [PAYMENT_REVERSED] = STORY_M2,
                                                              [PAYMENT_REFUSED] = STORY_MONEY,
                                                              [PAYMENT_ASTRAY] = STORY_M1,
                                                              [PAYMENT_HELD] = STORY_M1,
                                                              [PAYMENT_ASKED] = STORY_MONEY};
    if (e->type == EVENT_PAYMENT)
        return e->state < PAYMENT_STATES ? payments[e->state] : STORY_MONEY;
    if (e->type == EVENT_QUERY)
        return e->kind <= MONEY_M3 ? (enum story_layer)(STORY_M1 + e->kind) : STORY_MONEY;
    return e->type < EVENT_TYPES ? layers[e->type] : STORY_BESIDE;
}

const char *story_layer_name(enum story_layer layer)
{
    static const char *const names[STORY_LAYERS] = {"L1", "L2", "L3", "L4", "L5",
                                                    "M1", "M2", "M3", "M",  ""};
    return layer < STORY_LAYERS ? names[layer] : "";
}

/* A term in the language. */
static const char *term(enum fk_lang lang, const char *(*en)(unsigned), const char *(*zh)(unsigned),
                        unsigned value)
{
    return lang == FK_ZH ? zh(value) : en(value);
}
#define TERM(lang, name, value) term(lang, name, name##_zh, value)

/* A result behind a blank; nothing if there is none. */
static const char *code_text(const struct sim_event *e, enum fk_lang lang)
{
    return e->code == RESULT_NONE ? "" : TERM(lang, result_code_name, e->code);
}

/* Nothing if the word of the state, which stands before it, says the same. */
static const char *code_behind(const char *state, const struct sim_event *e, enum fk_lang lang)
{
    const char *code = code_text(e, lang);
    return strcmp(code, state) == 0 ? "" : code;
}

static const char *n1_name(unsigned n1, enum fk_lang lang)
{
    return n1 == RELAY_TRIP        ? FK_SAY(lang, "trip", "跳闸")
           : n1 == RELAY_CLOSE     ? FK_SAY(lang, "close", "合闸")
           : n1 == RELAY_PROTECT   ? FK_SAY(lang, "protect", "保电")
           : n1 == RELAY_UNPROTECT ? FK_SAY(lang, "unprotect", "保电解除")
           : n1 == RELAY_ALARM_ON  ? FK_SAY(lang, "alarm", "报警")
           : n1 == RELAY_ALARM_OFF ? FK_SAY(lang, "end of the alarm", "报警解除")
                                   : FK_SAY(lang, "permit", "合闸允许");
}

void story_amount(fen_t amount, enum fk_lang lang, char out[STORY_AMOUNT_MAX])
{
    char *unit;
    scenario_value_format(TYPE_AMOUNT, amount, out);
    if (lang == FK_ZH && (unit = strstr(out, "CNY")) != NULL)
        memcpy(unit, "元", sizeof "元"); /* three bytes too */
}

static void tell_decision(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    char amount[STORY_AMOUNT_MAX];
    story_amount(e->value, lang, amount);
    if (e->type == EVENT_DECISION && e->code != HOLD_NONE)
        snprintf(
            out, size,
            FK_SAY(lang, "decision   %s -> %s (%s), %s available", "决策  %s -> %s（%s），可用 %s"),
            TERM(lang, fee_state_name, e->kind), TERM(lang, fee_state_name, e->state),
            TERM(lang, hold_reason_name, e->code), amount);
    else if (e->type == EVENT_DECISION)
        snprintf(out, size,
                 FK_SAY(lang, "decision   %s -> %s, %s available", "决策  %s -> %s，可用 %s"),
                 TERM(lang, fee_state_name, e->kind), TERM(lang, fee_state_name, e->state), amount);
    else if (e->state == STRATEGY_LIVE)
        snprintf(out, size,
                 FK_SAY(lang, "strategy   %u %s %s, %s available", "策略  %u %s %s，可用 %s"),
                 e->id, TERM(lang, strategy_kind_name, e->kind),
                 TERM(lang, strategy_state_name, e->state), amount);
    else
        snprintf(out, size, FK_SAY(lang, "strategy   %u %s %s %s", "策略  %u %s %s %s"), e->id,
                 TERM(lang, strategy_kind_name, e->kind), TERM(lang, strategy_state_name, e->state),
                 code_text(e, lang));
}

static void tell_money(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    char amount[STORY_AMOUNT_MAX];
    story_amount(e->value, lang, amount);
    if (e->type == EVENT_QUERY && e->kind == MONEY_M4)
        snprintf(out, size, FK_SAY(lang, "query      %s %s %s", "查询  %s %s %s"),
                 TERM(lang, money_layer_name, e->kind), TERM(lang, copy_place_name, e->state),
                 amount);
    else if (e->type == EVENT_QUERY)
        snprintf(out, size, FK_SAY(lang, "query      %s %s", "查询  %s %s"),
                 TERM(lang, money_layer_name, e->kind), amount);
    else
        snprintf(out, size, FK_SAY(lang, "payment    %u %s %s %s", "缴费  %u %s %s %s"), e->id,
                 TERM(lang, pay_channel_name, e->kind), TERM(lang, payment_state_name, e->state),
                 amount);
}

static void tell_bill(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    char amount[STORY_AMOUNT_MAX];
    story_amount(e->value, lang, amount);
    snprintf(out, size,
             e->state ? FK_SAY(lang, "bill       %u at %u.%02u kWh, %s, reversed",
                               "账单  %u 示数 %u.%02u 千瓦时，%s，冲正")
                      : FK_SAY(lang, "bill       %u at %u.%02u kWh, %s",
                               "账单  %u 示数 %u.%02u 千瓦时，%s"),
             e->id, e->ref / 100, e->ref % 100, amount);
    if (e->code > 0 && !e->state) /* TR-13 */
        snprintf(out + strlen(out), size - strlen(out),
                 FK_SAY(lang, ", power factor %u.%02u", "，功率因数 %u.%02u"), e->code / 100,
                 e->code % 100);
}

/* what the meter says of its session. */
static const char *session_text(const struct sim_event *e, enum fk_lang lang)
{
    static const struct fk_text texts[SESSION_STATES] = {
        [SESSION_NONE] = {"", ""},
        [SESSION_NEW] = {", authenticated anew", "，新认证"},
        [SESSION_OPEN] = {", in the session that is open", "，认证有效期内"},
        [SESSION_OVER] = {", the session has run out", "，认证已失效"},
        [SESSION_REFUSED] = {", no session is opened", "，认证失败"},
        [SESSION_ENDED] = {", wrong MACs have ended the session", "，校验错误，认证终止"}};
    bool is_said = e->state == COMMAND_ANSWERED && e->value >= 0 && e->value < SESSION_STATES;
    return is_said ? fk_text_in(texts[e->value], lang) : "";
}

static void tell_command(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    const char *step =
        e->state == COMMAND_SENT ? FK_SAY(lang, "leaves", "下发") : FK_SAY(lang, "ends", "结束");
    if (e->type == EVENT_COMMAND && e->attempt == 0) /* long after its try was given up */
        snprintf(out, size,
                 FK_SAY(lang, "command    %u of order %u, %s, is answered late: %s",
                        "命令  %u（工单 %u），%s，迟到应答 %s"),
                 e->id, e->ref, n1_name(e->kind, lang), code_text(e, lang));
    else if (e->type == EVENT_COMMAND)
        snprintf(out, size,
                 FK_SAY(lang, "command    %u of order %u, %s, try %u %s %s%s",
                        "命令  %u（工单 %u），%s，第 %u 次%s %s%s"),
                 e->id, e->ref, n1_name(e->kind, lang), e->attempt, step, code_text(e, lang),
                 session_text(e, lang));
    else
        snprintf(out, size, FK_SAY(lang, "read       %u of %s, %s %s", "召测  %u %s，%s %s"), e->id,
                 e->kind ? FK_SAY(lang, "the status word", "状态字")
                         : FK_SAY(lang, "the register", "示数"),
                 step, code_text(e, lang));
}

/* The register of a day, and what was computed with it. */
static void tell_register(const struct sim_event *e, ms_t start, enum fk_lang lang, char *out,
                          size_t size)
{
    char value[STORY_AMOUNT_MAX];
    int day = (int)((clock_day_at((int32_t)e->id) - start) / MS_DAY);
    if (e->type == EVENT_CALC) {
        story_amount(e->value, lang, value);
        snprintf(out, size,
                 FK_SAY(lang, "calculated with the register of D%d 00:00: %s, %s available",
                        "测算  用 D%d 00:00 示数：%s，可用 %s"),
                 day, TERM(lang, fee_state_name, e->state), value);
    } else if (e->state) {
        snprintf(out, size,
                 FK_SAY(lang, "register   of D%d 00:00 comes in: %" PRId64 ".%02d kWh",
                        "抄表  D%d 00:00 示数：%" PRId64 ".%02d 千瓦时"),
                 day, e->value / 100, (int)(e->value % 100));
    } else {
        snprintf(out, size,
                 FK_SAY(lang, "register   of D%d 00:00 is missing", "抄表  D%d 00:00 示数缺失"),
                 day);
    }
}

static void tell_fault(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    const char *name = TERM(lang, fault_kind_name, e->kind);
    const char *what = e->state ? FK_SAY(lang, "begins", "开始") : FK_SAY(lang, "ends", "结束");
    if (e->kind == FAULT_WRONG_REGISTERS) {
        snprintf(out, size,
                 FK_SAY(lang, "fault      %s by %" PRId64 ".%02d kWh %s",
                        "故障  %s，偏差 %" PRId64 ".%02d 千瓦时，%s"),
                 name, e->value / 100, (int)(e->value % 100), what);
    } else if (fault_is_link(e->kind)) {
        snprintf(out, size,
                 FK_SAY(lang, "fault      %s on interface I%d %s", "故障  %s，接口 I%d，%s"), name,
                 (int)e->value, what);
    } else if (e->kind == FAULT_CHANNEL_DOWN) {
        snprintf(out, size, FK_SAY(lang, "fault      %s of %s %s", "故障  %s（%s）%s"), name,
                 TERM(lang, pay_channel_name, (unsigned)e->value), what);
    } else if (e->kind == FAULT_METER_REFUSES) {
        snprintf(out, size, FK_SAY(lang, "fault      %s with %s %s", "故障  %s，%s，%s"), name,
                 TERM(lang, result_code_name, (unsigned)e->value), what);
    } else if (e->kind == FAULT_MASTER_CLOCK || e->kind == FAULT_METER_CLOCK) {
        int64_t off = e->value < 0 ? -e->value : e->value;
        snprintf(out, size,
                 FK_SAY(lang, "fault      %s, off by %s%" PRId64 ".%03d s, %s",
                        "故障  %s，偏差 %s%" PRId64 ".%03d 秒，%s"),
                 name, e->value < 0 ? "-" : "", off / MS_SECOND, (int)(off % MS_SECOND), what);
    } else {
        snprintf(out, size, FK_SAY(lang, "fault      %s %s", "故障  %s %s"), name, what);
    }
}

/* In the unit that is sold. */
static void sold_amount(const struct sim_event *e, enum fk_lang lang, char out[STORY_AMOUNT_MAX])
{
    char number[24];
    money_format(e->value, number);
    if (e->attempt >> 4 == WALLET_ENERGY)
        snprintf(out, STORY_AMOUNT_MAX, FK_SAY(lang, "%s kWh", "%s 千瓦时"), number);
    else if (e->attempt >> 4 == WALLET_TIME)
        snprintf(out, STORY_AMOUNT_MAX, FK_SAY(lang, "%" PRId64 " min", "%" PRId64 " 分钟"),
                 e->value);
    else
        story_amount(e->value, lang, out);
}

/* What a local meter did with the money in it, and by whom. */
static void tell_wallet(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    char amount[STORY_AMOUNT_MAX];
    sold_amount(e, lang, amount);
    bool is_shown = e->kind == WALLET_RECLOSED || e->kind == WALLET_SET;
    if (is_shown && e->state != WALLET_BY_ITSELF)
        snprintf(out, size,
                 FK_SAY(lang, "meter      %s by %s, %s remaining", "电表  %s，%s，剩余 %s"),
                 TERM(lang, wallet_event_name, e->kind), TERM(lang, wallet_source_name, e->state),
                 amount);
    else if (e->state == WALLET_BY_ITSELF)
        snprintf(out, size, FK_SAY(lang, "meter      %s, %s remaining", "电表  %s，剩余 %s"),
                 TERM(lang, wallet_event_name, e->kind), amount);
    else
        snprintf(out, size,
                 FK_SAY(lang, "meter      purchase %u of %s %s by %s %s",
                        "电表  第 %u 次购电 %s，%s，%s %s"),
                 e->id, amount, TERM(lang, wallet_event_name, e->kind),
                 TERM(lang, wallet_source_name, e->state), code_text(e, lang));
}

/* Behind it what nobody in the system sees, if there is anything. */
static void tell_sms(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    const char *what = e->attempt == SMS_ON_PAPER  ? FK_SAY(lang, "paper     ", "纸质通知")
                       : e->attempt == SMS_BY_CALL ? FK_SAY(lang, "call      ", "电话通知")
                                                   : FK_SAY(lang, "sms       ", "短信");
    bool is_plain = e->code == SMS_FATE_PLAIN;
    snprintf(out, size, FK_SAY(lang, "%s %u %s %s%s%s", "%s  %u %s %s%s%s"), what, e->id,
             TERM(lang, sms_kind_name, e->kind), TERM(lang, sms_state_name, e->state),
             is_plain ? "" : FK_SAY(lang, ": ", "："),
             is_plain ? "" : TERM(lang, sms_fate_name, e->code));
}

/* RPT-06. */
static void tell_copy(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    char amount[STORY_AMOUNT_MAX];
    story_amount(e->value, lang, amount);
    if (e->value == 0)
        snprintf(out, size, "%s",
                 FK_SAY(lang, "copy       of the account at fee control is right",
                        "副本  费控系统的账户副本一致"));
    else
        snprintf(out, size,
                 FK_SAY(lang, "copy       of the account at fee control lacks %s",
                        "副本  费控系统的账户副本少 %s"),
                 amount);
}

/* RPT-09. */
static void tell_visit(const struct sim_event *e, ms_t start, enum fk_lang lang, char *out,
                       size_t size)
{
    char moment[STORY_MOMENT_MAX];
    story_moment(e->value, start, moment);
    snprintf(out, size,
             FK_SAY(lang, "crew       sets out, order %u, there at %s%s",
                    "现场  出发，工单 %u，%s 到达%s"),
             e->id, moment, !e->state ? "" : FK_SAY(lang, ", its handheld fails", "，掌机故障"));
}

static void tell_terminal(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    snprintf(
        out, size,
        e->state
            ? FK_SAY(lang, "terminal   K%02u logs on at FEP %u", "终端  K%02u 登录，前置机 %u")
            : FK_SAY(lang, "terminal   K%02u not heard at FEP %u", "终端  K%02u 失联，前置机 %u"),
        e->id, e->ref);
}

static void tell_copy_or_visit(const struct sim_event *e, ms_t start, enum fk_lang lang, char *out,
                               size_t size)
{
    if (e->type == EVENT_COPY)
        tell_copy(e, lang, out, size);
    else
        tell_visit(e, start, lang, out, size);
}

/* T1, T23; a conversion by file has no flow (Q80). */
static void tell_agreement(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    if (!e->state)
        snprintf(out, size, "%s", FK_SAY(lang, "agreement  ends", "协议  终止"));
    else if (e->kind == AGREED_BY_FILE)
        snprintf(out, size, "%s",
                 FK_SAY(lang, "agreement  archived by a file, no flow", "协议  批量导入，无流程"));
    else if (e->kind == AGREED_BY_FLOW)
        snprintf(out, size, FK_SAY(lang, "agreement  archived, flow %u", "协议  归档，流程 %u"),
                 e->id);
    else
        snprintf(out, size,
                 FK_SAY(lang, "agreement  signed %s and archived, flow %u, sent back %u times",
                        "协议  %s签约并归档，流程 %u，退回 %u 次"),
                 TERM(lang, agreement_way_name, e->kind), e->id, e->ref);
}

/* whose hands it goes through, where the tables of a run tell of people (story.h). */
static void tell_order(const struct sim_event *e, enum fk_lang lang, char *out, size_t size)
{
    const char *kind = TERM(lang, order_kind_name, e->kind);
    const char *state = TERM(lang, order_state_name, e->state);
    bool is_told = e->state == ORDER_CREATED && e->kind != ORDER_EXCEPTION && e->value > 0;
    unsigned hands = is_told ? (unsigned)e->value : 0, permit = hands >> 4 & 15;
    const char *by = TERM(lang, order_hand_name, hands & 15);
    if (permit)
        snprintf(out, size,
                 FK_SAY(lang, "order      %u %s %s by %s, permitted by %s, carried out by %s",
                        "工单  %u %s %s，发起 %s，许可 %s，执行 %s"),
                 e->id, kind, state, by, TERM(lang, order_hand_name, permit),
                 TERM(lang, order_hand_name, hands >> 8 & 15));
    else if (is_told)
        snprintf(out, size, FK_SAY(lang, "order      %u %s %s by %s", "工单  %u %s %s，发起 %s"),
                 e->id, kind, state, by);
    else
        snprintf(out, size, FK_SAY(lang, "order      %u %s %s %s", "工单  %u %s %s %s"), e->id,
                 kind, state, code_behind(state, e, lang));
}

void story_tell(const struct sim_event *e, ms_t start, enum fk_lang lang, char out[STORY_LINE_MAX])
{
    size_t size = STORY_LINE_MAX;
    switch ((enum event_type)e->type) {
    case EVENT_DECISION:
    case EVENT_STRATEGY:
        tell_decision(e, lang, out, size);
        break;
    case EVENT_PAYMENT:
    case EVENT_QUERY:
        tell_money(e, lang, out, size);
        break;
    case EVENT_ORDER:
        tell_order(e, lang, out, size);
        break;
    case EVENT_COMMAND:
    case EVENT_READ:
        tell_command(e, lang, out, size);
        break;
    case EVENT_SMS:
        tell_sms(e, lang, out, size);
        break;
    case EVENT_RELAY:
        snprintf(out, size, FK_SAY(lang, "relay      %s -> %s", "继电器  %s -> %s"),
                 TERM(lang, relay_state_name, e->kind), TERM(lang, relay_state_name, e->state));
        break;
    case EVENT_SUPPLY:
        snprintf(out, size, "%s",
                 e->state ? FK_SAY(lang, "supply     on", "供电  有电")
                          : FK_SAY(lang, "supply     off", "供电  停电"));
        break;
    case EVENT_FAULT:
        tell_fault(e, lang, out, size);
        break;
    case EVENT_TERMINAL:
        tell_terminal(e, lang, out, size);
        break;
    case EVENT_AGREEMENT:
        tell_agreement(e, lang, out, size);
        break;
    case EVENT_WALLET:
        tell_wallet(e, lang, out, size);
        break;
    case EVENT_CALL:
        snprintf(out, size, FK_SAY(lang, "95598      %s: %s", "95598  %s：%s"),
                 TERM(lang, call_kind_name, e->state), TERM(lang, call_reason_name, e->kind));
        break;
    case EVENT_BILL:
        tell_bill(e, lang, out, size);
        break;
    case EVENT_COPY:
    case EVENT_VISIT:
        tell_copy_or_visit(e, start, lang, out, size);
        break;
    case EVENT_BARRED:
        snprintf(out, size, FK_SAY(lang, "rollout    left out: %s", "推广  未纳入：%s"),
                 TERM(lang, rollout_bar_name, e->kind));
        break;
    case EVENT_READING:
    case EVENT_CALC:
        tell_register(e, start, lang, out, size);
        break;
    default:
        snprintf(out, size, "?          %u", e->type);
        break;
    }
    for (size_t end = strlen(out); end > 0 && out[end - 1] == ' '; end--)
        out[end - 1] = '\0'; /* no result, no blank before it */
}

void story_moment(ms_t at, ms_t start, char out[STORY_MOMENT_MAX])
{
    ms_t since = at - start, time = since % MS_DAY;
    snprintf(out, STORY_MOMENT_MAX, "D%d %02d:%02d:%02d.%03d", (int)(since / MS_DAY) % 10000,
             (int)(time / MS_HOUR) % 100, (int)(time % MS_HOUR / MS_MINUTE) % 100,
             (int)(time % MS_MINUTE / MS_SECOND) % 100, (int)(time % MS_SECOND) % 1000);
}

void story_line(const struct sim_event *event, ms_t start, enum fk_lang lang,
                char out[STORY_LINE_MAX])
{
    char text[STORY_LINE_MAX], moment[STORY_MOMENT_MAX];
    story_moment(event->at, start, moment);
    story_tell(event, start, lang, text);
    snprintf(out, STORY_LINE_MAX, "%s  %.200s", moment, text);
}
