#include "reports/detect/detect_rules.h"

/* Texts, laid out by hand. */
/* clang-format off */
#define SITE {"inspect on site: control line, breaker, bypass", "现场检查控制线、断路器和旁路"}
#define LINK {"compare the meter's address on site with the customer's file", "现场核对电表地址与客户档案"}
#define WORD {"read the status word, then close the order by it", "召测状态字，据此办结工单"}
#define LIGHT {"call the customer, then look for an open breaker on site", "致电客户，再到现场查找断开的开关"}
#define GRID {"ask the dispatcher about an outage of the area", "向调度询问台区停电情况"}
#define CLOSE {"call the customer: he has to close his breaker himself", "致电客户：须自行合上断路器"}
#define AGAIN {"send the trip again while he owes, and look on site", "欠费期间再次跳闸，并到现场查看"}
#define PRESS {"call the customer: the key has to be pressed for 3 s", "致电客户：须按键 3 秒合闸"}
#define CREW {"restore on site; mend the line to the terminal", "现场复电，检修通道和终端"}
#define METER {"look at the code: key, clock, protection or relay of the meter", \
               "按失败代码检查密钥、时钟、保电或继电器"}
#define CRYPTO {"restart the encryption machine, then repeat the order", "恢复加密机后重发工单"}
#define RESEND {"send the order again", "重新发送工单"}
#define REGISTER {"mend the register, compute anew", "修正示数后重新测算"}
#define POST {"post the payment of the statement", "按对账单补销账"}

/* The first that holds counts: what is special stands before what is usual. A meter that did not
 * answer (FACT_DARK) may have had no voltage, or a wrong clock. R-72: an order that was not made,
 * failed, or is under way without an end, and a result that the meter contradicts. */
const struct detect_rule detect_rules[] = {
    {77, DETECT_WRONG_LINK, FACT_CUT | FACT_USED | FACT_NEIGHBOUR, FACT_RECLOSES, LINK},
    {78, DETECT_CURRENT_PASSES, FACT_CUT | FACT_USED | FACT_INTERRUPTED, FACT_RECLOSES, SITE},
    {77, DETECT_CURRENT_PASSES, FACT_CUT | FACT_USED, FACT_RECLOSES, SITE},
    {78, DETECT_CLOSED_BY_HAND, FACT_CUT | FACT_USED | FACT_RECLOSES, 0, AGAIN},

    {76, DETECT_MESSAGE_LOST, FACT_RESTORING | FACT_USED, 0, WORD},
    {76, DETECT_MESSAGE_LOST, FACT_PERMITTED | FACT_USED, 0, WORD},

    {88, DETECT_KEY, FACT_PERMITTED | FACT_NONE, 0, PRESS},
    {88, DETECT_HAND, FACT_SUPPLIED | FACT_NONE | FACT_BY_HAND, 0, CLOSE},
    {88, DETECT_NETWORK, FACT_SUPPLIED | FACT_NONE | FACT_RESTORED | FACT_AREA, 0, GRID},
    {88, DETECT_BREAKER_OPEN, FACT_SUPPLIED | FACT_NONE | FACT_RESTORED, FACT_DARK, LIGHT},
    {79, DETECT_WRONG_LINK, FACT_SUPPLIED | FACT_NONE | FACT_NEIGHBOUR, FACT_DARK, LINK},
    {79, DETECT_NETWORK, FACT_SUPPLIED | FACT_NONE | FACT_AREA, 0, GRID},
    {79, DETECT_MESSAGE_LOST, FACT_SUPPLIED | FACT_NONE | FACT_UNANSWERED, FACT_DARK, WORD},
    {79, DETECT_BREAKER_OPEN, FACT_SUPPLIED | FACT_NONE, FACT_DARK, LIGHT},

    {86, DETECT_NOT_POSTED, FACT_CUT | FACT_ONE_SIDED, 0, POST},
    {83, DETECT_ESTIMATE, FACT_CUT | FACT_PAID | FACT_EXCEPTION, 0, REGISTER},
    {83, DETECT_MESSAGE_LOST, FACT_RESTORING | FACT_LONG | FACT_UNORDERED, 0, RESEND},
    {85, DETECT_MESSAGE_LOST, FACT_STUCK, 0, WORD},
    {84, DETECT_NO_CRYPTO, FACT_RESTORING | FACT_LONG | FACT_NO_CRYPTO, 0, CRYPTO},
    {84, DETECT_REFUSED, FACT_RESTORING | FACT_LONG | FACT_REFUSED, 0, METER},
    {84, DETECT_NO_CONTACT, FACT_RESTORING | FACT_LONG | FACT_UNANSWERED, 0, CREW},
};
const size_t detect_rule_count = sizeof detect_rules / sizeof detect_rules[0];

static const struct {
    unsigned question;
    struct fk_text text;
} questions[] = {
    {76, {"restored on site, the system does not say so", "现场已复电，系统未反映"}},
    {77, {"cut in the system, supply is on", "系统已停电，现场有电"}},
    {78, {"cut, and supply came back without a payment", "停电后未缴费而来电"}},
    {79, {"no supply, and no order for that", "无工单而停电"}},
    {83, {"to be restored, and no order was made", "应复电而无复电工单"}},
    {84, {"the restore failed", "复电失败"}},
    {85, {"the order is under way without an end", "工单一直执行中"}},
    {86, {"paid at the channel, not posted", "渠道已缴，未销账"}},
    {88, {"restored in the system, no supply", "系统已复电，现场无电"}},
};

static const struct {
    const char *name;
    struct fk_text text;
} families[DETECT_FAMILIES] = {
    [DETECT_CURRENT_PASSES] = {"current-passes",
                               {"the current passes the open relay", "电流绕过断开的继电器"}},
    [DETECT_CLOSED_BY_HAND] = {"closed-by-hand", {"closed by hand after the cut", "停电后被人合闸"}},
    [DETECT_WRONG_LINK] = {"wrong-link", {"the orders go to another meter", "户表关系错误"}},
    [DETECT_MESSAGE_LOST] = {"message-lost", {"a message or result was lost", "报文或结果丢失"}},
    [DETECT_BREAKER_OPEN] = {"breaker-open", {"a breaker behind the meter is open", "表后开关断开"}},
    [DETECT_NETWORK] = {"network", {"no voltage at the meter", "电网停电"}},
    [DETECT_KEY] = {"key-not-pressed", {"the key was not pressed", "客户未按键"}},
    [DETECT_HAND] = {"hand-not-closed", {"the breaker was not closed by hand", "断路器未手合"}},
    [DETECT_NO_CONTACT] = {"no-contact", {"terminal or meter do not answer", "终端或电表无应答"}},
    [DETECT_REFUSED] = {"meter-refuses", {"the meter refuses the command", "电表拒绝执行"}},
    [DETECT_NO_CRYPTO] = {"crypto-down", {"the encryption machine is down", "加密机故障"}},
    [DETECT_NOT_POSTED] = {"not-posted", {"the money was not posted", "缴费未销账"}},
    [DETECT_ESTIMATE] = {"wrong-estimate", {"the estimate is wrong", "测算有误"}},
};
/* clang-format on */

const struct detect_rule *detect_rule_of(uint32_t facts)
{
    for (size_t i = 0; i < detect_rule_count; i++)
        if ((facts & detect_rules[i].needs) == detect_rules[i].needs &&
            (facts & detect_rules[i].never) == 0)
            return &detect_rules[i];
    return NULL;
}

struct fk_text detect_question_text(unsigned question)
{
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        if (questions[i].question == question)
            return questions[i].text;
    return (struct fk_text){"?", "?"};
}

const char *detect_family_name(unsigned family)
{
    return family < DETECT_FAMILIES ? families[family].name : "?";
}

struct fk_text detect_family_text(unsigned family)
{
    return family < DETECT_FAMILIES ? families[family].text : (struct fk_text){"?", "?"};
}
