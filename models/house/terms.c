#include "models/house/terms.h"

#include "base/text.h"
#include <string.h>

static const struct fk_text fee_states[FEE_STATES] = {{"not-enrolled", "非费控"},
                                                      {"normal", "正常"},
                                                      {"reminded", "提醒"},
                                                      {"warned", "预警"},
                                                      {"held", "待停电/锁定"},
                                                      {"notice", "待停电/停电通知"},
                                                      {"approval-1", "待停电/一级审批"},
                                                      {"approval-2", "待停电/二级审批"},
                                                      {"ready", "待停电/就绪"},
                                                      {"cut-sent", "停电执行中"},
                                                      {"cut", "停电"},
                                                      {"cut-failed", "停电失败"},
                                                      {"field-cut", "现场停电"},
                                                      {"restore-pending", "待复电"},
                                                      {"restore-sent", "复电执行中"},
                                                      {"close-allowed", "合闸允许"},
                                                      {"restore-failed", "复电失败"},
                                                      {"field-restore", "现场复电"}};
static const struct fk_text strategy_kinds[STRATEGY_KINDS] = {
    {"remind", "提醒策略"}, {"warn", "预警策略"}, {"cut", "停电策略"}, {"restore", "复电策略"}};
static const struct fk_text strategy_states[STRATEGY_STATES] = {
    {"live", "有效"}, {"done", "完成"}, {"cancelled", "作废"}};
static const struct fk_text order_kinds[ORDER_KINDS] = {
    {"cut", "停电"},           {"restore", "复电"},
    {"field-cut", "现场停电"}, {"field-restore", "现场复电"},
    {"exception", "测算异常"}, {"exchange", "二级换装"},
    {"recharge", "充值下发"},  {"reissue", "充值补发"},
    {"protect", "保电"},       {"unprotect", "保电解除"},
    {"alarm", "报警"},         {"alarm-end", "报警解除"}};
static const struct fk_text order_hands[ORDER_HANDS] = {
    {"system", "系统"},     {"approver-1", "一级审批人"}, {"approver-2", "二级审批人"},
    {"operator", "值班员"}, {"crew", "现场人员"},         {"handler", "处理人员"}};
static const struct fk_text order_states[ORDER_STATES] = {
    {"created", "生成"},     {"queued", "待发送"}, {"sent", "已下发"},  {"accepted", "采集已接收"},
    {"executing", "执行中"}, {"success", "成功"},  {"failed", "失败"},  {"timeout", "超时"},
    {"retry", "重发"},       {"held", "挂起"},     {"field", "转现场"}, {"closed", "归档"},
    {"cancelled", "作废"}};
static const struct fk_text result_codes[RESULT_CODES] = {{"NONE", "无结果"},
                                                          {"OK", "成功"},
                                                          {"TERMINAL_OFFLINE", "终端离线"},
                                                          {"NO_METER_ANSWER", "表计无应答"},
                                                          {"AUTH_FAILED", "身份认证失败"},
                                                          {"CRYPTO_UNAVAILABLE", "加密机不可用"},
                                                          {"CMD_EXPIRED", "命令过期"},
                                                          {"METER_PROTECTED", "电表保电"},
                                                          {"RELAY_REFUSED", "继电器拒动"},
                                                          {"RELAY_STUCK", "继电器卡死"},
                                                          {"ARCHIVE_MISMATCH", "档案不符"},
                                                          {"TASK_TIMEOUT", "任务超时"},
                                                          {"DUPLICATE", "重复任务"},
                                                          {"NOT_ALLOWED", "不允许"},
                                                          {"COUNT_MISMATCH", "购电次数不符"},
                                                          {"CHANNEL_BLOCKED", "通道阻塞"},
                                                          {"LIMIT_EXCEEDED", "超限"}};
/* What each tells whoever reads it. */
static const struct fk_text result_meanings[RESULT_CODES] = {
    [RESULT_NONE] = {"nothing has come back yet", "尚无结果"},
    [RESULT_OK] = {"the meter has done it and says so", "电表已执行并应答"},
    [RESULT_TERMINAL_OFFLINE] = {"the terminal is not logged on, nothing was sent to the meter",
                                 "终端未登录，命令未下发到表"},
    [RESULT_NO_METER_ANSWER] = {"the terminal is there, the meter behind it does not answer",
                                "终端在线，表计无应答"},
    [RESULT_AUTH_FAILED] =
        {"the meter does not take the keys of the command: key, password or chip",
         "电表不认可命令的密钥：检查密钥、密码或安全芯片"},
    [RESULT_CRYPTO_UNAVAILABLE] = {"the encryption machine does not answer, no command can be made",
                                   "加密机无应答，无法组成命令"},
    [RESULT_CMD_EXPIRED] =
        {"by the clock of the meter the command was no longer valid: set the clock",
         "按电表时钟命令已过有效期：应校时"},
    [RESULT_METER_PROTECTED] = {"the meter is under protection (3A) and trips for nobody",
                                "电表处于保电状态（3A），不执行跳闸"},
    [RESULT_RELAY_REFUSED] = {"the meter takes the command and does not move its relay",
                              "电表接受命令而继电器不动作"},
    [RESULT_RELAY_STUCK] = {"the relay had to move and is stuck: a crew, then another meter",
                            "继电器应动作而卡死：派现场，必要时换表"},
    [RESULT_ARCHIVE_MISMATCH] = {"the file names a meter that is not there: compare the address",
                                 "档案与现场电表不符：核对表地址"},
    [RESULT_TASK_TIMEOUT] =
        {"nothing came within the time limit of the order: read the status word",
         "时限内无结果：召测状态字"},
    [RESULT_DUPLICATE] = {"the same is under way already", "相同任务已在执行"},
    [RESULT_NOT_ALLOWED] =
        {"a rule forbids it now: outside the hours, locked, not approved, taken back",
         "规则不允许：时段外、保电、审批未通过或已撤销"},
    [RESULT_COUNT_MISMATCH] =
        {"the meter has counted other purchases than marketing (local meters)",
         "表内购电次数与营销不符（本地费控）"},
    [RESULT_CHANNEL_BLOCKED] = {"the channel for purchases is blocked all day (local meters)",
                                "购电下发通道全天阻塞（本地费控）"},
    [RESULT_LIMIT_EXCEEDED] = {"more money than the meter may hold (local meters)",
                               "超过囤积限值（本地费控）"}};
static const struct fk_text sms_kinds[SMS_KINDS] = {{"reminder", "提醒短信"},
                                                    {"warning", "预警短信"},
                                                    {"pre-cut", "停电通知短信"},
                                                    {"cut-done", "停电短信"},
                                                    {"paid", "交费短信"},
                                                    {"restored", "复电短信"},
                                                    {"close-allowed", "合闸允许短信"},
                                                    {"fault-handler", "故障处理短信"},
                                                    {"order-due", "工单临期短信"},
                                                    {"dunning", "停电催费短信"},
                                                    {"tier-reached", "阶梯到档短信"},
                                                    {"monthly-bill", "月度账单短信"},
                                                    {"free-text", "自由文本短信"},
                                                    {"withheld", "代扣成功短信"},
                                                    {"recharged", "充值成功短信"},
                                                    {"last-notice", "停电前最后通知短信"},
                                                    {"second-warning", "二次预警短信"},
                                                    {"restore-notice", "复电前告知短信"}};
static const struct fk_text calc_causes[CALC_CAUSES] = {{"none", "无"},
                                                        {"missing-register", "表码缺失"},
                                                        {"register-backwards", "表码倒走"},
                                                        {"register-jump", "表码突变"},
                                                        {"missing-tariff", "电价缺失"},
                                                        {"missing-file", "档案缺失"},
                                                        {"meter-changed", "换表"},
                                                        {"not-in-run", "未参与测算"},
                                                        {"computed-twice", "重复测算"}};
static const struct fk_text sms_states[SMS_STATES] = {
    {"created", "生成"},     {"wait-window", "待时段"}, {"queued", "待发送"},
    {"submitted", "已提交"}, {"submit-ok", "提交成功"}, {"submit-reject", "提交拒绝"},
    {"delivered", "已送达"}, {"undelivered", "未送达"}, {"expired", "过期"},
    {"no-report", "无回执"}};
static const struct fk_text sms_media[SMS_MEDIA] = {
    {"sms", "短信"}, {"paper", "纸质通知单"}, {"call", "电话通知"}};
static const struct fk_text sms_fates[SMS_FATES] = {
    {"plain", "如状态所示"},          {"intercepted", "被手机软件拦截"},
    {"wrong-owner", "号码属于他人"},  {"lost", "丢失"},
    {"misrouted", "携号转网误投"},    {"receipt-lost", "回执丢失"},
    {"number-empty", "号码为空"},     {"number-short", "号码位数不足"},
    {"number-letters", "号码含字母"}, {"number-wrong", "号码不合规"},
    {"paper-agreed", "约定纸质通知"}, {"call-agreed", "约定电话通知"}};
static const struct fk_text agreement_ways[AGREEMENT_WAYS] = {
    {"flow", "流程"}, {"file", "批量导入"}, {"on-line", "网上"}, {"counter", "柜台"}};
static const struct fk_text rollout_bars[ROLLOUT_BARS] = {
    {"not-remote", "电表不支持费控"}, {"no-key", "未下装密钥"}, {"no-switch", "开关不符合条件"}};
static const struct fk_text pay_channels[PAY_CHANNELS] = {
    {"alipay", "支付宝"}, {"wechat", "微信"},  {"app", "掌上电力"},    {"withholding", "代扣"},
    {"bank", "银行代收"}, {"counter", "坐收"}, {"atm", "自助购电终端"}};
static const struct fk_text wallet_events[WALLET_EVENTS] = {
    {"written", "写入"},        {"refused", "拒绝"},          {"alarm", "余额报警"},
    {"tripped", "自跳闸"},      {"closed", "自合闸"},         {"emptied", "取出余额"},
    {"overload", "过负荷跳闸"}, {"reclosed", "过负荷后合闸"}, {"set", "参数设置"}};
static const struct fk_text wallet_sources[WALLET_SOURCES] = {{"order", "远程下发"},
                                                              {"card", "购电卡"},
                                                              {"itself", "电表自身"},
                                                              {"crew", "现场人员"},
                                                              {"key", "客户按键"}};
static const struct fk_text wallet_units[WALLET_UNITS] = {
    {"money", "金额"}, {"energy", "电量"}, {"time", "时间"}};
static const struct fk_text payment_states[PAYMENT_STATES] = {
    {"paid", "已缴"},
    {"received", "已接收"},
    {"posted", "已销账"},
    {"undone", "渠道已撤销"},
    {"channel-only", "单边账（渠道有）"},
    {"marketing-only", "单边账（营销有）"},
    {"reversed", "已冲正"},
    {"refused", "代扣失败"},
    {"astray", "户号输错"},
    {"held", "不明款挂账"},
    {"asked-back", "申请退费"}};
static const struct fk_text hold_reasons[HOLD_REASONS] = {{"none", "无"},
                                                          {"protection", "保电"},
                                                          {"delay", "缓停"},
                                                          {"no-cut-period", "禁停期"},
                                                          {"turn", "待放行"},
                                                          {"mass-brake", "批量制动"},
                                                          {"not-started", "未发起审批"},
                                                          {"overdue", "逾期未满"}};
static const struct fk_text session_states[SESSION_STATES] = {
    {"none", "不区分"},        {"authenticated", "新认证"}, {"open", "认证有效"},
    {"run-out", "认证已失效"}, {"refused", "认证失败"},     {"ended", "校验错误，认证终止"}};

static const struct fk_text command_states[COMMAND_STATES] = {{"sent", "已下发"},
                                                              {"answered", "已应答"}};
static const struct fk_text read_items[READ_ITEMS] = {{"register", "示数"},
                                                      {"status-word-3", "状态字3"}};
static const struct fk_text call_reasons[CALL_REASONS] = {
    {"dark", "停电原因不明"}, {"unrestored", "缴费后未复电"}, {"button", "不会按键合闸"}};
static const struct fk_text call_kinds[CALL_KINDS] = {
    {"question", "咨询"}, {"complaint", "投诉"}, {"unanswered", "未接通"}};
static const struct fk_text money_layers[MONEY_LAYERS] = {{"M1", "渠道流水"},
                                                          {"M2", "电费账户余额"},
                                                          {"M3", "电费可用余额"},
                                                          {"M4", "各渠道查询余额"},
                                                          {"M5", "表内剩余金额"}};
static const struct fk_text copy_places[COPY_PLACES] = {
    {"sms", "短信"},       {"site", "95598 网站"},
    {"app", "网上国网"},   {"third-party", "第三方渠道"},
    {"counter", "营业厅"}, {"agency", "代收点"}};
static const struct fk_text copy_refreshes[COPY_REFRESHES] = {
    {"not-shown", "不显示"}, {"live", "实时"}, {"calculated", "随测算"}, {"timed", "定时"}};
static const struct fk_text fault_kinds[FAULT_KINDS] = {{"crypto-down", "加密机故障"},
                                                        {"payment-link-down", "缴费接口中断"},
                                                        {"meter-unreadable", "表计不可读"},
                                                        {"master-clock", "主站时钟偏差"},
                                                        {"link-delay", "接口时延"},
                                                        {"link-loss", "接口丢失报文"},
                                                        {"link-doubled", "接口重复报文"},
                                                        {"link-disorder", "接口报文乱序"},
                                                        {"link-outage", "接口中断"},
                                                        {"payment-lost", "缴费未到营销"},
                                                        {"payment-undone", "渠道撤销缴费"},
                                                        {"external-breaker", "外置断路器"},
                                                        {"breaker-by-hand", "断路器须手合"},
                                                        {"control-line-open", "控制线断开"},
                                                        {"breaker-tripped", "断路器自跳"},
                                                        {"manual-cut", "人工断电"},
                                                        {"house-breaker", "户内开关断开"},
                                                        {"bypass", "短接"},
                                                        {"power-cut", "台区停电"},
                                                        {"wrong-link", "户表串户"},
                                                        {"relay-stuck", "继电器卡死"},
                                                        {"meter-protected", "电表误保电"},
                                                        {"key-out-of-reach", "按键无法触及"},
                                                        {"meter-clock", "电表时钟偏差"},
                                                        {"fep-down", "前置机故障"},
                                                        {"terminal-offline", "终端离线"},
                                                        {"wrong-registers", "推送示数错误"},
                                                        {"meter-refuses", "表计拒绝命令"},
                                                        {"handheld-fails", "现场掌机故障"},
                                                        {"sms-down", "短信中心中断"},
                                                        {"not-in-task", "不在采集任务"},
                                                        {"no-settled-reading", "无结算示数"},
                                                        {"fee-control-down", "费控系统停运"},
                                                        {"marketing-down", "营销系统停运"},
                                                        {"calculation-down", "测算停运"},
                                                        {"approvers-absent", "审批人员缺勤"},
                                                        {"crews-absent", "现场班组缺勤"},
                                                        {"file-lost", "客户档案丢失"},
                                                        {"tariff-missing", "客户电价缺失"},
                                                        {"meter-change-open", "换表未归档"},
                                                        {"filed-twice", "客户档案重复"},
                                                        {"mac-errors", "密钥不一致"},
                                                        {"channel-down", "缴费渠道停用"},
                                                        {"hotline-down", "95598 热线中断"},
                                                        {"handlers-absent", "异常处理人员缺勤"}};

#define NAME_OF(function, table, count)                                                            \
    const char *function(unsigned value)                                                           \
    {                                                                                              \
        return value < (count) ? (table)[value].en : "?";                                          \
    }
#define ZH_OF(function, table, count)                                                              \
    const char *function(unsigned value)                                                           \
    {                                                                                              \
        return value < (count) ? (table)[value].zh : "?";                                          \
    }

NAME_OF(fee_state_name, fee_states, FEE_STATES)
ZH_OF(fee_state_name_zh, fee_states, FEE_STATES)
NAME_OF(strategy_kind_name, strategy_kinds, STRATEGY_KINDS)
ZH_OF(strategy_kind_name_zh, strategy_kinds, STRATEGY_KINDS)
NAME_OF(strategy_state_name, strategy_states, STRATEGY_STATES)
ZH_OF(strategy_state_name_zh, strategy_states, STRATEGY_STATES)
NAME_OF(order_kind_name, order_kinds, ORDER_KINDS)
ZH_OF(order_kind_name_zh, order_kinds, ORDER_KINDS)
NAME_OF(order_hand_name, order_hands, ORDER_HANDS)
ZH_OF(order_hand_name_zh, order_hands, ORDER_HANDS)
NAME_OF(order_state_name, order_states, ORDER_STATES)
ZH_OF(order_state_name_zh, order_states, ORDER_STATES)
NAME_OF(result_code_name, result_codes, RESULT_CODES)
ZH_OF(result_code_name_zh, result_codes, RESULT_CODES)
NAME_OF(result_code_meaning, result_meanings, RESULT_CODES)
ZH_OF(result_code_meaning_zh, result_meanings, RESULT_CODES)
NAME_OF(calc_cause_name, calc_causes, CALC_CAUSES)
ZH_OF(calc_cause_name_zh, calc_causes, CALC_CAUSES)
NAME_OF(sms_kind_name, sms_kinds, SMS_KINDS)
ZH_OF(sms_kind_name_zh, sms_kinds, SMS_KINDS)
NAME_OF(sms_state_name, sms_states, SMS_STATES)
ZH_OF(sms_state_name_zh, sms_states, SMS_STATES)
NAME_OF(sms_medium_name, sms_media, SMS_MEDIA)
ZH_OF(sms_medium_name_zh, sms_media, SMS_MEDIA)
NAME_OF(sms_fate_name, sms_fates, SMS_FATES)
ZH_OF(sms_fate_name_zh, sms_fates, SMS_FATES)
NAME_OF(agreement_way_name, agreement_ways, AGREEMENT_WAYS)
ZH_OF(agreement_way_name_zh, agreement_ways, AGREEMENT_WAYS)
NAME_OF(rollout_bar_name, rollout_bars, ROLLOUT_BARS)
ZH_OF(rollout_bar_name_zh, rollout_bars, ROLLOUT_BARS)
NAME_OF(pay_channel_name, pay_channels, PAY_CHANNELS)
ZH_OF(pay_channel_name_zh, pay_channels, PAY_CHANNELS)
NAME_OF(payment_state_name, payment_states, PAYMENT_STATES)
ZH_OF(payment_state_name_zh, payment_states, PAYMENT_STATES)
NAME_OF(hold_reason_name, hold_reasons, HOLD_REASONS)
ZH_OF(hold_reason_name_zh, hold_reasons, HOLD_REASONS)
NAME_OF(session_state_name, session_states, SESSION_STATES)
ZH_OF(session_state_name_zh, session_states, SESSION_STATES)
NAME_OF(command_state_name, command_states, COMMAND_STATES)
ZH_OF(command_state_name_zh, command_states, COMMAND_STATES)
NAME_OF(read_item_name, read_items, READ_ITEMS)
ZH_OF(read_item_name_zh, read_items, READ_ITEMS)
NAME_OF(call_reason_name, call_reasons, CALL_REASONS)
NAME_OF(call_kind_name, call_kinds, CALL_KINDS)
NAME_OF(money_layer_name, money_layers, MONEY_LAYERS)
ZH_OF(call_reason_name_zh, call_reasons, CALL_REASONS)
ZH_OF(call_kind_name_zh, call_kinds, CALL_KINDS)
ZH_OF(money_layer_name_zh, money_layers, MONEY_LAYERS)
NAME_OF(copy_place_name, copy_places, COPY_PLACES)
ZH_OF(copy_place_name_zh, copy_places, COPY_PLACES)
NAME_OF(copy_refresh_name, copy_refreshes, COPY_REFRESHES)
NAME_OF(wallet_event_name, wallet_events, WALLET_EVENTS)
ZH_OF(wallet_event_name_zh, wallet_events, WALLET_EVENTS)
NAME_OF(wallet_source_name, wallet_sources, WALLET_SOURCES)
ZH_OF(wallet_source_name_zh, wallet_sources, WALLET_SOURCES)
NAME_OF(wallet_unit_name, wallet_units, WALLET_UNITS)
ZH_OF(wallet_unit_name_zh, wallet_units, WALLET_UNITS)
NAME_OF(fault_kind_name, fault_kinds, FAULT_KINDS)
ZH_OF(fault_kind_name_zh, fault_kinds, FAULT_KINDS)

int terms_find(const char *(*name)(unsigned), unsigned count, const char *text)
{
    for (unsigned i = 0; i < count; i++)
        if (strcmp(name(i), text) == 0)
            return (int)i;
    return -1;
}
