#include "models/meter/device/meter_rules.h"

#include "models/meter/relay.h"

#include <string.h>

#define RULES (sizeof(struct meter_rules) / sizeof(int32_t))
#define RULE(member, sound, en, zh)                                                                \
    [offsetof(struct meter_rules, member) / sizeof(int32_t)] = {#member, sound, {en, zh}}

static const struct meter_rule table[RULES] = {
    RULE(request_gap_ms, 500, "silence in ms inside a request that ends it",
         "请求内字节间断超过该毫秒数即作废"),
    RULE(needs_wake, 0, "1: a request without a leading FE is ignored",
         "1：无前导字节FE的请求不受理"),
    RULE(strips_wakes, 0, "1: FE is dropped inside a frame too", "1：帧内的FE也被丢弃"),
    RULE(checks_sum, 1, "0: a request with a wrong check sum is obeyed",
         "0：校验码错误的请求也执行"),
    RULE(checks_end, 1, "0: a request with a wrong end byte is obeyed",
         "0：结束符错误的请求也执行"),
    RULE(resyncs, 1, "0: the request behind garbage is lost", "0：乱码之后的请求丢失"),
    RULE(keeps_glued, 1, "0: bytes behind a request are lost", "0：请求之后紧跟的字节丢失"),
    RULE(answers_foreign, 0, "1: requests to other addresses are served",
         "1：响应发给其他地址的请求"),
    RULE(answers_six_aa, 1, "0: six AA are ignored", "0：不响应全AA通配地址"),
    RULE(answers_short, 1, "0: shortened addresses are ignored", "0：不响应缩位地址"),
    RULE(takes_aa_anywhere, 0, "1: AA stands for any byte also below another",
         "1：低位字节的AA也作通配"),
    RULE(writes_wild, 0, "1: a wildcard reaches every function", "1：通配地址可用于一切功能"),
    RULE(answers_broadcast, 0, "1: broadcast reaches every function and is answered",
         "1：广播地址可用于一切功能并应答"),
    RULE(takes_answers, 0, "1: D7, D6 and D5 of a request are not looked at",
         "1：不检查请求控制码的D7、D6、D5"),
    RULE(checks_seq, 1, "0: any SEQ gets the next part", "0：任何帧序号都给下一部分"),
    RULE(energy_fill, 0, "bits set in the high byte of the energy total", "总电能最高字节被置的位"),
    RULE(weekday_ahead, 0, "days by which the weekday is ahead", "星期超前的天数"),
    RULE(reverses_address, 0, "1: item 04000401 is sent high byte first",
         "1：数据项04000401高字节先发"),
    RULE(supply_bits, 0, "supply bits of status word 3", "状态字3的供电方式位"),
    RULE(daily_shift_ms, 0, "ms added to the stamp of a daily freeze", "日冻结时标多出的毫秒数"),
    RULE(makes_instant, 1, "0: instant freezes are not made", "0：不做瞬时冻结"),
    RULE(lacks_energy, 0, "1: item 00010000 does not exist", "1：无数据项00010000"),
    RULE(lacks_address, 0, "1: item 04000401 does not exist", "1：无数据项04000401"),
    RULE(lacks_clock, 0, "1: item 0400010C does not exist", "1：无数据项0400010C"),
    RULE(clock_rate, 1, "seconds of the meter clock a second; 0 stands, -1 runs backwards",
         "时钟每秒走的秒数，0停走，-1倒走"),
    RULE(time_window_s, 300, "difference in s up to which broadcast time is taken",
         "广播校时允许的偏差秒数"),
    RULE(checks_password, 1, "0: any password is right", "0：任何密码都对"),
    RULE(checks_level, 1, "0: any PA is taken for level 02", "0：任何密码级别都当作02级"),
    RULE(guards_readonly, 1, "0: read-only items can be written", "0：只读数据项可写"),
    RULE(stores_writes, 1, "0: writes are confirmed and not stored", "0：写入被确认而不保存"),
    RULE(number_write, 0,
         "item 04000402: 0 cannot be written, 1 can, 2 a write is confirmed and not stored",
         "数据项04000402：0不可写，1可写，2写入被确认而不保存"),
    RULE(settle_ms, 0, "ms from an order to the contact", "命令到触点动作的毫秒数"),
    RULE(plain_orders_all, 1, "0: plain passwords order 1A, 1B and 1C alone",
         "0：明文密码只能1A、1B、1C"),
    RULE(checks_deadline, 1, "0: expired orders are executed", "0：过期命令也执行"),
    RULE(checks_date, 1, "0: an impossible valid-until time is no objection",
         "0：有效时间不存在也执行"),
    RULE(expired_runs_ms, 0, "ms after which a refused expired order is executed, 0 never",
         "过期命令被拒后多少毫秒仍执行，0为不执行"),
    RULE(refuses_unknown, 1, "0: unknown orders are confirmed", "0：未知命令也确认"),
    RULE(protection_holds, 1, "0: 1A opens a protected relay", "0：保电时1A仍跳闸"),
    RULE(permit_runs, RELAY_PERMIT, "order executed for 1B", "收到1B时执行的命令"),
    RULE(close_runs, RELAY_CLOSE, "order executed for 1C, 0 none", "收到1C时执行的命令，0为不执行"),
    RULE(after_protect, 0, "order executed after 3A, 0 none", "3A之后再执行的命令，0为无"),
    RULE(after_unprotect, 0, "order executed after 3B, 0 none", "3B之后再执行的命令，0为无"),
    RULE(after_alarm, 0, "order executed after 2A, 0 none", "2A之后再执行的命令，0为无"),
    RULE(counts_trips, 1, "0: trips are not counted and recorded", "0：跳闸不计数不记录"),
    RULE(counts_repeats, 0, "1: a trip of an open relay is counted", "1：已跳闸再跳也计数"),
    RULE(keeps_operator, 1, "0: records hold operator code 0", "0：记录的操作者代码为0"),
    RULE(shows_contact, 1, "0: bit 4 of status word 3 stays 0", "0：状态字3的bit4恒为0"),
    RULE(command_falls, 1, "0: bit 6 of status word 3 stays 1 until the relay closes",
         "0：合闸前状态字3的bit6恒为1"),
    RULE(shows_protection, 1, "0: bit 12 of status word 3 stays 0", "0：状态字3的bit12恒为0"),
    RULE(gives_errors, 1, "0: silence instead of error answers", "0：不给异常应答"),
    RULE(error_bits, 0, "ERR of every error answer, 0 the right one",
         "异常应答一律的错误字，0为正确的"),
    RULE(error_more_bytes, 0, "bytes of 00 behind the error byte", "错误字之后多出的00字节数"),
    RULE(error_set, 0, "control bits set in error answers", "异常应答控制码被置的位"),
    RULE(error_clear, 0, "control bits cleared in error answers", "异常应答控制码被清的位"),
    RULE(control_clear, 0, "control bits cleared in every answer", "应答控制码被清的位"),
    RULE(read_set, 0, "control bits set in read answers", "读应答控制码被置的位"),
    RULE(read_clear, 0, "control bits cleared in read answers", "读应答控制码被清的位"),
    RULE(echoes_di, 1, "0: read answers carry identifier 00000000", "0：读应答的数据标识为零"),
    RULE(echoes_seq, 1, "0: follow-up answers carry SEQ 00", "0：后续帧序号为00"),
    RULE(echoes_address, 0, "1: answers carry the address of the request", "1：应答照抄请求的地址"),
    RULE(offset_less, 0, "taken off every data byte", "每个数据字节被减去的数"),
    RULE(sum_flip, 0, "bits inverted in the check sum", "校验码被取反的位"),
    RULE(sum_flip_from, 0, "data bytes from which the check sum is spoiled",
         "数据域达到该字节数才取反"),
    RULE(answer_delay_ms, 30, "ms from request to answer", "请求到应答的毫秒数"),
    RULE(late_every, 0, "every so manieth answer is late by 800 ms, 0 none",
         "每多少个应答有一个迟800毫秒，0为无"),
    RULE(answer_gap_ms, 0, "ms of silence inside an answer", "应答内的间断毫秒数"),
    RULE(answer_copies, 1, "times that an answer is sent", "应答发送的次数"),
    RULE(twice_every, 0, "every so manieth answer is sent once more, 0 none",
         "每多少个应答有一个多发一次，0为无"),
    RULE(noise_bytes, 0, "noise bytes before the leading FE", "前导字节之前的乱码字节数"),
    RULE(wakes, 4, "leading FE of an answer", "应答的前导字节FE个数"),
};
_Static_assert(RULES < 256, "a setting names its rule in a byte");

size_t meter_rule_count(void)
{
    return RULES;
}

const struct meter_rule *meter_rule_info(size_t rule)
{
    return rule < RULES ? &table[rule] : NULL;
}

static int32_t *member(struct meter_rules *rules, size_t rule)
{
    return (int32_t *)(void *)rules + rule;
}

int32_t meter_rule_get(const struct meter_rules *rules, size_t rule)
{
    return ((const int32_t *)(const void *)rules)[rule];
}

void meter_rule_put(struct meter_rules *rules, size_t rule, int32_t value)
{
    *member(rules, rule) = value;
}

void meter_rules_sound(struct meter_rules *rules)
{
    for (size_t i = 0; i < RULES; i++)
        *member(rules, i) = table[i].sound;
}

int meter_rules_apply(struct meter_rules *rules, const struct meter_trait *trait,
                      struct fk_diag *diag)
{
    for (const struct meter_setting *set = trait->set;
         set < trait->set + METER_TRAIT_RULES && set->rule; set++) {
        const struct meter_rule *rule = &table[set->rule - 1];
        int32_t value = meter_rule_get(rules, set->rule - 1u);
        if (value != rule->sound && value != set->value)
            return fk_fail(diag, FK_E_STATE, NULL, 0,
                           "'%s' sets rule %s to %d, which is %d already", trait->name, rule->name,
                           (int)set->value, (int)value);
    }
    for (const struct meter_setting *set = trait->set;
         set < trait->set + METER_TRAIT_RULES && set->rule; set++)
        *member(rules, set->rule - 1u) = set->value;
    return FK_OK;
}
