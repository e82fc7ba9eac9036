#include "sim/hunt/hunt_reach.h"

#include "models/meter/relay.h"
#include "sim/hunt/hunt_settings.h"
#include <stdlib.h>
#include <string.h>

/* Situations that one event does not show. They are asked before the memory takes the event in. */
enum hunt_situation {
    SITUATION_NONE,
    SITUATION_POSTED_TWICE,     /* posted again within a second */
    SITUATION_PAID_UNPOSTED,    /* money is in the channel and not in the account */
    SITUATION_POSTED_JUST_NOW,  /* posted in the same second */
    SITUATION_NOTICE_OLD,       /* the notice is older than a day */
    SITUATION_TRIPPED_JUST_NOW, /* a trip left in the minute before */
    SITUATION_WHILE_OPEN,       /* the relay is open */
    SITUATION_WHILE_PERMITTED,  /* the relay waits for the key */
    SITUATION_WHILE_CLOSED,
    SITUATION_TWO_IN_FLIGHT,  /* another command or read of the customer is under way */
    SITUATION_MANY_IN_FLIGHT, /* of another customer */
    SITUATION_NEXT_SMS,       /* within a second of another message */
    SITUATION_OFF_A_DAY,      /* without supply since before the last midnight */
    SITUATION_CUT_AGAIN,      /* has been cut and closed before */
    SITUATION_AT_WINDOW_EDGE, /* within a minute of an edge of the cut window */
    SITUATION_TRIP_UNDER_WAY, /* a trip has left, and its try is not over */
    SITUATION_ORDER_OVER,     /* the latest remote order has failed, or was given up */
    SITUATION_LEFT_OPEN,      /* the relay is open, and his agreement is over */
    SITUATION_UNTOLD,         /* the notice of a restore is made, and not delivered */
    SITUATION_SESSION_OPEN,   /* a meter takes a command in a session that was open */
    SITUATION_SESSION_OVER,   /* it has run out */
    SITUATION_AHEAD           /* what is available would not have warned anybody */
};

#define BIT(value) (UINT64_C(1) << (value))
#define QUIET      (BIT(FEE_NORMAL) | BIT(FEE_REMINDED) | BIT(FEE_WARNED))
#define TRIP       BIT(RELAY_TRIP)
#define SENT       BIT(COMMAND_SENT)
#define POSTED     BIT(PAYMENT_POSTED)
#define CUTS       (BIT(ORDER_CUT) | BIT(ORDER_FIELD_CUT))
#define FAULT(kind)                                                                                \
    {                                                                                              \
        "fault", "", {"", ""}, EVENT_FAULT, BIT(kind), BIT(1), 0, 0                                \
    }
#define GO(id, en, zh, before, after)                                                              \
    {                                                                                              \
        "transition", id, {en, zh}, EVENT_DECISION, before, after, 0, 0                            \
    }
#define HELD(id, en, zh, reason)                                                                   \
    {                                                                                              \
        "transition", id, {en, zh}, EVENT_DECISION, 0, BIT(FEE_HELD), BIT(reason), 0               \
    }
#define ORDER(id, en, zh, kinds, state)                                                            \
    {                                                                                              \
        "order", id, {en, zh}, EVENT_ORDER, kinds, BIT(state), 0, 0                                \
    }
#define RESULT(code)                                                                               \
    {                                                                                              \
        "result", "R-25", {"", ""}, EVENT_ORDER, 0, 0, BIT(code), 0                                \
    }
/* The world itself, once: see is_set. */
#define SETTING(id, en, zh, setting)                                                               \
    {                                                                                              \
        "setting", id, {en, zh}, HUNT_WORLD, 0, 0, 0, setting                                      \
    }
/* The policy is one of scenarios/profiles/. */
#define PROFILE(name, zh)                                                                          \
    {                                                                                              \
        "profile", "", {name, zh}, HUNT_WORLD, 0, 0, 0, SETTING_PROFILE                            \
    }
#define IF(id, en, zh, type, kinds, states, codes, situation)                                      \
    {                                                                                              \
        "condition", id, {en, zh}, type, kinds, states, codes, situation                           \
    }

#define SMS_ENDS(id, en, zh, state, fates) IF(id, en, zh, EVENT_SMS, 0, BIT(state), fates, 0)
#define NO_NUMBER                                                                                  \
    (BIT(SMS_FATE_NUMBER_EMPTY) | BIT(SMS_FATE_NUMBER_SHORT) | BIT(SMS_FATE_NUMBER_LETTERS) |      \
     BIT(SMS_FATE_NUMBER_WRONG))

const struct hunt_reach_row hunt_reach_rows[] = {
    FAULT(FAULT_CRYPTO_DOWN),
    FAULT(FAULT_PAYMENT_LINK_DOWN),
    FAULT(FAULT_METER_UNREADABLE),
    FAULT(FAULT_MASTER_CLOCK),
    FAULT(FAULT_LINK_DELAY),
    FAULT(FAULT_LINK_LOSS),
    FAULT(FAULT_LINK_DOUBLED),
    FAULT(FAULT_LINK_DISORDER),
    FAULT(FAULT_LINK_OUTAGE),
    FAULT(FAULT_PAYMENT_LOST),
    FAULT(FAULT_PAYMENT_UNDONE),
    FAULT(FAULT_EXTERNAL_BREAKER),
    FAULT(FAULT_BREAKER_BY_HAND),
    FAULT(FAULT_CONTROL_LINE),
    FAULT(FAULT_BREAKER_TRIPPED),
    FAULT(FAULT_MANUAL_CUT),
    FAULT(FAULT_HOUSE_BREAKER),
    FAULT(FAULT_BYPASS),
    FAULT(FAULT_POWER_CUT),
    FAULT(FAULT_WRONG_LINK),
    FAULT(FAULT_RELAY_STUCK),
    FAULT(FAULT_METER_PROTECTED),
    FAULT(FAULT_KEY_LOCKED),
    FAULT(FAULT_METER_CLOCK),
    FAULT(FAULT_FEP_DOWN),
    FAULT(FAULT_TERMINAL_OFFLINE),
    FAULT(FAULT_SMS_DOWN),
    FAULT(FAULT_WRONG_REGISTERS),
    FAULT(FAULT_METER_REFUSES),
    FAULT(FAULT_HANDHELD_FAILS),
    FAULT(FAULT_NOT_IN_TASK),
    FAULT(FAULT_NO_SETTLED),
    FAULT(FAULT_FEE_CONTROL_DOWN),
    FAULT(FAULT_MARKETING_DOWN),
    FAULT(FAULT_CALCULATION_DOWN),
    FAULT(FAULT_APPROVERS_ABSENT),
    FAULT(FAULT_CREWS_ABSENT),
    FAULT(FAULT_FILE_LOST),
    FAULT(FAULT_TARIFF_MISSING),
    FAULT(FAULT_METER_CHANGE_OPEN),
    FAULT(FAULT_FILED_TWICE),
    FAULT(FAULT_MAC_ERRORS),
    FAULT(FAULT_CHANNEL_DOWN),
    FAULT(FAULT_HOTLINE_DOWN),
    FAULT(FAULT_HANDLERS_ABSENT),

    PROFILE("chongqing", "重庆"),
    PROFILE("csg", "南方电网"),
    PROFILE("fj_yd", "福建永定"),
    PROFILE("gansu_local", "甘肃"),
    PROFILE("jibei", "冀北"),
    PROFILE("jilin", "吉林"),
    PROFILE("sg_local", "国网本地费控"),
    PROFILE("statutory", "法定程序"),
    PROFILE("vendor_prepaid", "厂家预付费"),
    SETTING("R-47", "no status word is read", "不召读状态字", SETTING_WORD_UNREAD),
    SETTING("R-19", "handhelds of crews fail", "现场掌机故障", SETTING_HANDHELDS_FAIL),
    SETTING("INV-05", "other limits are held against the parties", "采用其他考核时限",
            SETTING_LIMITS),
    SETTING("R-70", "registers are not validated", "不校核示数", SETTING_UNVALIDATED),
    SETTING("P-CON-01", "use is drawn", "用电量随机", SETTING_USE_DRAWN),
    SETTING("P-PAY-13", "customers react to messages and cuts", "客户对短信和停电有反应",
            SETTING_REACTS),
    SETTING("P-CUT-05", "bills count when they are overdue", "账单逾期后才计欠", SETTING_ARREARS),
    SETTING("R-02", "only who may come to an amount is computed", "适时算费", SETTING_SELECTED),
    SETTING("R-21", "answers may come after their time", "应答可能超时", SETTING_ANSWERS_LATE),
    SETTING("P-FLD-06", "crews enter their results late", "现场结果迟录", SETTING_ENTERED_LATE),
    SETTING("R-32", "a cut counts by the status word", "停电以状态字确认", SETTING_WORD_PROVES),
    SETTING("R-32", "a cut counts when no current flows", "停电以电流为零确认",
            SETTING_CURRENT_PROVES),
    SETTING("GS-5", "local meters are sold energy", "本地表按电量购电", SETTING_SOLD_ENERGY),
    SETTING("GS-5", "local meters are sold time", "本地表按时间购电", SETTING_SOLD_TIME),
    SETTING("P-POP-10", "a fault of a whole unit", "整个管理单位的故障", SETTING_UNITS),
    SETTING("GS-6", "staff get purchases through by chance", "补发按概率成功", SETTING_REISSUED),
    SETTING("TR-8", "prices change on a day", "电价调整", SETTING_PRICES_CHANGE),
    SETTING("TR-8", "new prices are loaded after they hold", "新电价晚加载", SETTING_PRICES_LATE),
    SETTING("TR-1", "tiers", "阶梯电价", SETTING_TIERS),
    SETTING("TR-3", "meters with two rates", "峰谷电表", SETTING_TWO_RATES),
    SETTING("TR-6", "quotas of part of a year, or raised", "按月折算或加量的阶梯",
            SETTING_OWN_QUOTAS),
    SETTING("TR-9", "every line is rounded", "电费逐行取整", SETTING_LINES),
    SETTING("TR-12", "a basic fee by demand", "按需量的基本电费", SETTING_DEMAND),
    SETTING("TR-13", "a register of reactive energy", "无功示数", SETTING_REACTIVE),
    SETTING("TR-13", "reactive energy that changes from a moment on", "无功电量自某时刻起变化",
            SETTING_REACTIVE_TURNS),
    SETTING("R-10", "important customers", "重要客户", SETTING_IMPORTANT),
    SETTING("R-07", "some have a credit line", "部分客户有信用额度", SETTING_CREDIT),
    SETTING("R-07", "a credit line changes during the run", "信用额度在运行中调整",
            SETTING_CREDIT_LATER),
    SETTING("R-07", "some are restored otherwise", "部分客户复电方式不同", SETTING_OWN_MODES),
    SETTING("R-07", "some are told at another time before the cut", "部分客户停电通知等待时间不同",
            SETTING_OWN_WAITS),
    SETTING("R-75", "more than two calculations a day", "每日测算两次以上", SETTING_LATER_PUSHES),
    SETTING("P-THR-06", "thresholds in days of charge", "阈值按电费天数", SETTING_DAYS_OF_CHARGE),

    GO("T1", "enrolled", "开户", BIT(FEE_NOT_ENROLLED), BIT(FEE_NORMAL)),
    GO("T23", "the agreement ends, and nothing is under way", "协议终止，无在途处理",
       QUIET | BIT(FEE_CLOSE_ALLOWED), BIT(FEE_NOT_ENROLLED)),
    GO("T23", "the agreement ends while a cut is pending or has failed",
       "待停电或停电失败时协议终止",
       BIT(FEE_HELD) | BIT(FEE_NOTICE) | BIT(FEE_APPROVAL1) | BIT(FEE_APPROVAL2) |
           BIT(FEE_CUT_FAILED) | BIT(FEE_FIELD_CUT),
       BIT(FEE_NOT_ENROLLED)),
    IF("T23", "the agreement of who is cut ends", "停电时协议终止", EVENT_AGREEMENT, 0, BIT(0), 0,
       SITUATION_WHILE_OPEN),
    IF("T1", "an agreement of who was left cut begins", "停电后终止者重新开户", EVENT_AGREEMENT, 0,
       BIT(1), 0, SITUATION_LEFT_OPEN),
    GO("T2", "normal to reminded", "正常到提醒", BIT(FEE_NORMAL), BIT(FEE_REMINDED)),
    GO("T3", "normal or reminded to warned", "正常或提醒到预警",
       BIT(FEE_NORMAL) | BIT(FEE_REMINDED), BIT(FEE_WARNED)),
    GO("T4", "a cut is announced", "通知停电", QUIET, BIT(FEE_NOTICE)),
    GO("T5", "the pending cut is held", "待停电被锁定", BIT(FEE_NOTICE), BIT(FEE_HELD)),
    HELD("R-50", "held by protection", "因保电锁定", HOLD_PROTECTION),
    HELD("R-51", "held by a delay", "因缓停锁定", HOLD_DELAY),
    HELD("R-51", "held by a period without cuts", "因禁停期锁定", HOLD_PERIOD),
    HELD("T5", "not overdue long enough", "逾期未满", HOLD_OVERDUE),
    HELD("R-52", "waits for its turn", "等待放行", HOLD_TURN),
    HELD("R-26", "held by the mass brake", "因批量制动锁定", HOLD_BRAKE),
    GO("T5", "the cut that is out is taken back and held", "已下发的停电撤回并锁定",
       BIT(FEE_CUT_SENT) | BIT(FEE_FIELD_CUT), BIT(FEE_HELD)),
    GO("T6", "the held cut is announced again", "锁定的停电再次通知", BIT(FEE_HELD),
       BIT(FEE_NOTICE)),
    HELD("T7", "an approval cut waits until somebody starts its flow", "审批停电待人工发起",
         HOLD_START),
    GO("T7", "its flow is started", "人工发起审批", BIT(FEE_HELD), BIT(FEE_APPROVAL1)),
    GO("T7", "a cut goes to approval", "待停电送审批", 0, BIT(FEE_APPROVAL1)),
    GO("T7", "... and to the second level", "送二级审批", BIT(FEE_APPROVAL1), BIT(FEE_APPROVAL2)),
    GO("T8", "approved, and announced", "审批通过，通知停电",
       BIT(FEE_APPROVAL1) | BIT(FEE_APPROVAL2), BIT(FEE_NOTICE)),
    GO("CQ-5", "approved after the notice", "通知后审批通过",
       BIT(FEE_APPROVAL1) | BIT(FEE_APPROVAL2), BIT(FEE_HELD)),
    IF("T8", "rejected", "审批驳回", EVENT_STRATEGY, BIT(STRATEGY_CUT), BIT(STRATEGY_CANCELLED),
       BIT(RESULT_NOT_ALLOWED), 0),
    IF("T8", "not decided in time", "审批超时", EVENT_STRATEGY, BIT(STRATEGY_CUT),
       BIT(STRATEGY_CANCELLED), BIT(RESULT_TASK_TIMEOUT), 0),
    GO("T10", "paid during the approval", "审批期间缴费", BIT(FEE_APPROVAL1) | BIT(FEE_APPROVAL2),
       BIT(FEE_NORMAL) | BIT(FEE_REMINDED)),
    GO("T9", "second check passed", "二次校核通过", BIT(FEE_NOTICE) | BIT(FEE_HELD),
       BIT(FEE_READY)),
    GO("T9", "the cut order is out", "停电工单已下发", BIT(FEE_READY), BIT(FEE_CUT_SENT)),
    GO("T10", "paid while the notice runs", "通知期间缴费", BIT(FEE_NOTICE), QUIET),
    GO("T10", "paid while held", "锁定期间缴费", BIT(FEE_HELD), QUIET),
    GO("T11", "cut", "停电", BIT(FEE_CUT_SENT), BIT(FEE_CUT)),
    GO("T12", "cut failed", "停电失败", BIT(FEE_CUT_SENT), BIT(FEE_CUT_FAILED)),
    GO("T13", "the failed cut is repeated", "失败的停电重发", BIT(FEE_CUT_FAILED), BIT(FEE_READY)),
    GO("T14", "the failed cut goes to a crew", "失败的停电转现场",
       BIT(FEE_CUT_SENT) | BIT(FEE_CUT_FAILED), BIT(FEE_FIELD_CUT)),
    GO("T15", "cut by a crew", "现场停电", BIT(FEE_FIELD_CUT), BIT(FEE_CUT)),
    GO("T16", "paid after the cut", "停电后缴费", BIT(FEE_CUT), BIT(FEE_RESTORE_PENDING)),
    GO("T16", "paid while the cut is out, then cut and restored", "停电执行中缴费，停电后复电",
       BIT(FEE_CUT_SENT), BIT(FEE_RESTORE_PENDING)),
    GO("T16", "paid while the cut is out, then taken back", "停电执行中缴费，工单撤回",
       BIT(FEE_CUT_SENT), QUIET),
    GO("T16", "paid after the cut failed", "停电失败后缴费", BIT(FEE_CUT_FAILED),
       QUIET | BIT(FEE_RESTORE_PENDING)),
    GO("T16", "paid while a crew is to cut", "待现场停电时缴费", BIT(FEE_FIELD_CUT),
       QUIET | BIT(FEE_RESTORE_PENDING)),
    GO("T17", "the restore order is out", "复电工单已下发", BIT(FEE_RESTORE_PENDING),
       BIT(FEE_RESTORE_SENT)),
    GO("T18", "closing is permitted", "合闸允许", BIT(FEE_RESTORE_SENT) | BIT(FEE_RESTORE_PENDING),
       BIT(FEE_CLOSE_ALLOWED)),
    GO("T19", "the customer pressed the key", "客户按键合闸", BIT(FEE_CLOSE_ALLOWED), QUIET),
    GO("T20", "restored", "复电", BIT(FEE_RESTORE_SENT), QUIET),
    GO("T21", "the failed restore goes to a crew", "失败的复电转现场", BIT(FEE_RESTORE_SENT),
       BIT(FEE_FIELD_RESTORE)),
    GO("T21", "the failed restore is repeated (R-45)", "失败的复电重发（R-45）",
       BIT(FEE_RESTORE_FAILED), BIT(FEE_RESTORE_PENDING)),
    GO("T22", "restored by a crew", "现场复电", BIT(FEE_FIELD_RESTORE), QUIET),

    ORDER("T11", "a remote cut succeeded", "远程停电成功", BIT(ORDER_CUT), ORDER_SUCCESS),
    ORDER("T12", "a remote cut failed", "远程停电失败", BIT(ORDER_CUT), ORDER_FAILED),
    ORDER("R-23", "a remote cut timed out", "远程停电超时", BIT(ORDER_CUT), ORDER_TIMEOUT),
    ORDER("R-16", "a remote cut was taken back", "远程停电撤回", BIT(ORDER_CUT), ORDER_CANCELLED),
    ORDER("R-26", "a failed cut is held for a person", "失败的停电挂起待人工", BIT(ORDER_CUT),
          ORDER_HELD),
    ORDER("T20", "a remote restore succeeded", "远程复电成功", BIT(ORDER_RESTORE), ORDER_SUCCESS),
    ORDER("T21", "a remote restore failed", "远程复电失败", BIT(ORDER_RESTORE), ORDER_FAILED),
    ORDER("R-23", "a remote restore timed out", "远程复电超时", BIT(ORDER_RESTORE), ORDER_TIMEOUT),
    ORDER("T15", "a crew cut", "现场停电完成", BIT(ORDER_FIELD_CUT), ORDER_SUCCESS),
    ORDER("R-19", "a field cut was taken back", "现场停电撤回", BIT(ORDER_FIELD_CUT),
          ORDER_CANCELLED),
    ORDER("T22", "a crew restored", "现场复电完成", BIT(ORDER_FIELD_RESTORE), ORDER_SUCCESS),
    ORDER("R-44", "a crew changed the meter", "现场换装完成", BIT(ORDER_EXCHANGE), ORDER_SUCCESS),
    ORDER("R-53", "a meter is protected by hand", "人工下发保电成功", BIT(ORDER_PROTECT),
          ORDER_SUCCESS),
    ORDER("R-53", "a protection is ended by hand", "人工下发保电解除成功", BIT(ORDER_UNPROTECT),
          ORDER_SUCCESS),
    ORDER("R-20", "a meter alarms by order", "人工下发报警成功",
          BIT(ORDER_ALARM) | BIT(ORDER_ALARM_END), ORDER_SUCCESS),
    ORDER("R-23", "an order of a meter fails", "电表工单失败",
          BIT(ORDER_PROTECT) | BIT(ORDER_UNPROTECT) | BIT(ORDER_ALARM) | BIT(ORDER_ALARM_END),
          ORDER_FAILED),
    ORDER("R-71", "an exception order is made", "生成异常工单", BIT(ORDER_EXCEPTION),
          ORDER_CREATED),
    ORDER("R-71", "an exception order goes to a crew", "异常工单转现场补抄", BIT(ORDER_EXCEPTION),
          ORDER_FIELD),
    ORDER("R-74", "an exception order is closed", "异常工单归档", BIT(ORDER_EXCEPTION),
          ORDER_CLOSED),

    RESULT(RESULT_OK),
    RESULT(RESULT_TERMINAL_OFFLINE),
    RESULT(RESULT_NO_METER_ANSWER),
    RESULT(RESULT_CRYPTO_UNAVAILABLE),
    RESULT(RESULT_CMD_EXPIRED),
    RESULT(RESULT_AUTH_FAILED),
    RESULT(RESULT_METER_PROTECTED),
    RESULT(RESULT_RELAY_REFUSED),
    RESULT(RESULT_RELAY_STUCK),
    RESULT(RESULT_ARCHIVE_MISMATCH),
    RESULT(RESULT_TASK_TIMEOUT),
    RESULT(RESULT_NOT_ALLOWED),
    RESULT(RESULT_DUPLICATE),
    RESULT(RESULT_COUNT_MISMATCH),
    RESULT(RESULT_CHANNEL_BLOCKED),
    RESULT(RESULT_LIMIT_EXCEEDED),

    IF("INV-01", "a payment is posted", "缴费销账", EVENT_PAYMENT, 0, POSTED, 0, 0),
    IF("T1", "signed on line in a rollout", "推广中网上签约", EVENT_AGREEMENT, BIT(AGREED_ON_LINE),
       0, 0, 0),
    IF("T1", "signed at the counter in a rollout", "推广中柜台签约", EVENT_AGREEMENT,
       BIT(AGREED_AT_COUNTER), 0, 0, 0),
    IF("T1", "a wave leaves out an unfit meter", "推广批次不纳入不支持费控的电表", EVENT_BARRED,
       BIT(BAR_NOT_REMOTE), 0, 0, 0),
    IF("T1", "a wave leaves out a meter without its key", "推广批次不纳入未下装密钥的电表",
       EVENT_BARRED, BIT(BAR_NO_KEY), 0, 0, 0),
    IF("T1", "a wave leaves out who has no fit switch", "推广批次不纳入开关不符者", EVENT_BARRED,
       BIT(BAR_NO_SWITCH), 0, 0, 0),
    IF("R-80", "a bill is made", "生成账单", EVENT_BILL, 0, BIT(0), 0, 0),
    IF("R-80", "a bill is reversed and made anew", "账单冲正重算", EVENT_BILL, 0, BIT(1), 0, 0),
    IF("R-82", "found in the channel alone", "单边账（渠道有）", EVENT_PAYMENT, 0,
       BIT(PAYMENT_CHANNEL_ONLY), 0, 0),
    IF("R-82", "found in marketing alone", "单边账（营销有）", EVENT_PAYMENT, 0,
       BIT(PAYMENT_MARKETING_ONLY), 0, 0),
    IF("R-83", "a payment is reversed", "冲正", EVENT_PAYMENT, 0, BIT(PAYMENT_REVERSED), 0, 0),
    IF("INV-01", "two payments of one customer within a second", "同一客户一秒内两笔缴费",
       EVENT_PAYMENT, 0, POSTED, 0, SITUATION_POSTED_TWICE),
    IF("INV-03", "a trip leaves", "跳闸命令下发", EVENT_COMMAND, TRIP, SENT, 0, 0),
    IF("INV-03", "a trip leaves, the money is in the channel", "跳闸命令下发，钱在渠道",
       EVENT_COMMAND, TRIP, SENT, 0, SITUATION_PAID_UNPOSTED),
    IF("INV-03", "a posting in the minute after a trip", "跳闸后一分钟内销账", EVENT_PAYMENT, 0,
       POSTED, 0, SITUATION_TRIPPED_JUST_NOW),
    IF("INV-03", "a posting in the second before a trip", "跳闸前一秒内销账", EVENT_COMMAND, TRIP,
       SENT, 0, SITUATION_POSTED_JUST_NOW),
    IF("R-16", "a posting while a trip is under way", "跳闸时销账", EVENT_PAYMENT, 0, POSTED, 0,
       SITUATION_TRIP_UNDER_WAY),
    IF("INV-04", "a trip leaves on a notice of the day before", "凭前一日通知下发跳闸",
       EVENT_COMMAND, TRIP, SENT, 0, SITUATION_NOTICE_OLD),
    IF("INV-05", "a posting after the agreement of who is cut", "停电客户协议终止后销账",
       EVENT_PAYMENT, 0, POSTED, 0, SITUATION_LEFT_OPEN),
    IF("INV-05", "a posting while the relay is open", "继电器断开时销账", EVENT_PAYMENT, 0, POSTED,
       0, SITUATION_WHILE_OPEN),
    IF("INV-06", "an order times out", "工单超时", EVENT_ORDER, 0, BIT(ORDER_TIMEOUT), 0, 0),
    IF("INV-07", "an order is made", "生成工单", EVENT_ORDER, 0, BIT(ORDER_CREATED), 0, 0),
    IF("INV-08", "a message waits for the window", "短信等待时段", EVENT_SMS, 0,
       BIT(SMS_WAIT_WINDOW), 0, 0),
    IF("INV-08", "two messages within a second", "一秒内两条短信", EVENT_SMS, 0, BIT(SMS_SUBMITTED),
       0, SITUATION_NEXT_SMS),
    SMS_ENDS("R-64", "the gateway rejects a message", "网关拒绝短信", SMS_SUBMIT_REJECT, 0),
    SMS_ENDS("R-64", "a message is not delivered", "短信未送达", SMS_UNDELIVERED, 0),
    SMS_ENDS("R-64", "a message expires", "短信过期", SMS_EXPIRED, 0),
    SMS_ENDS("R-64", "no report comes", "短信无回执", SMS_NO_REPORT, 0),
    SMS_ENDS("R-12", "delivered, and not read by the customer", "已送达而客户未读到", SMS_DELIVERED,
             BIT(SMS_FATE_INTERCEPTED) | BIT(SMS_FATE_WRONG_OWNER)),
    IF("R-15", "a last notice is delivered", "最后通知已送达", EVENT_SMS, BIT(SMS_LAST_NOTICE),
       BIT(SMS_DELIVERED), 0, 0),
    IF("R-15", "a last notice is not delivered", "最后通知未送达", EVENT_SMS, BIT(SMS_LAST_NOTICE),
       BIT(SMS_SUBMIT_REJECT) | BIT(SMS_UNDELIVERED) | BIT(SMS_EXPIRED) | BIT(SMS_NO_REPORT), 0, 0),
    IF("R-42", "the notice of a restore is delivered", "复电前告知已送达", EVENT_SMS,
       BIT(SMS_RESTORE_NOTICE), BIT(SMS_DELIVERED), 0, 0),
    IF("R-42", "a crew goes after the time for that notice", "告知超时后派人复电", EVENT_DECISION,
       BIT(FEE_RESTORE_PENDING), BIT(FEE_FIELD_RESTORE), 0, SITUATION_UNTOLD),
    SMS_ENDS("CQ-11", "a call reaches the customer", "电话通知到客户", SMS_DELIVERED,
             BIT(SMS_FATE_CALL_AGREED)),
    SMS_ENDS("CQ-11", "a call reaches nobody", "电话无人接听", SMS_UNDELIVERED,
             BIT(SMS_FATE_CALL_AGREED)),
    IF("P-THR-03", "a second warning is delivered", "二次预警已送达", EVENT_SMS,
       BIT(SMS_SECOND_WARNING), BIT(SMS_DELIVERED), 0, 0),
    SMS_ENDS("CQ-13", "nobody can be told", "无号码且无纸质通知", SMS_SUBMIT_REJECT, NO_NUMBER),
    SMS_ENDS("R-62", "a slip is delivered", "纸质通知单已送达", SMS_DELIVERED,
             NO_NUMBER | BIT(SMS_FATE_PAPER_AGREED)),
    IF("P-PAY-17", "money goes to another account", "电费入他人账户", EVENT_PAYMENT, 0,
       BIT(PAYMENT_ASTRAY), 0, 0),
    IF("P-PAY-17", "money is held, the account is nobody's", "不明款挂账", EVENT_PAYMENT, 0,
       BIT(PAYMENT_HELD), 0, 0),
    IF("P-PAY-11", "a payer asks for his money back", "客户申请退费", EVENT_PAYMENT, 0,
       BIT(PAYMENT_ASKED), 0, 0),
    IF("Q87", "a place shows a copy of the balance", "渠道显示余额副本", EVENT_QUERY, BIT(MONEY_M4),
       BIT(COPY_SITE) | BIT(COPY_APP), 0, 0),
    IF("Q90", "a message is looked at for the balance", "查看短信余额", EVENT_QUERY, BIT(MONEY_M4),
       BIT(COPY_SMS), 0, 0),
    IF("Q98", "an agency shows the balance", "代收点显示余额", EVENT_QUERY, BIT(MONEY_M4),
       BIT(COPY_AGENCY), 0, 0),
    IF("Q79", "somebody in the dark calls", "停电原因不明致电95598", EVENT_CALL, BIT(CALL_DARK), 0,
       0, 0),
    IF("Q97", "a call that nobody takes", "致电95598未接通", EVENT_CALL, 0, BIT(CALL_UNANSWERED), 0,
       0),
    IF("Q83", "somebody who has paid calls", "缴费后未复电致电95598", EVENT_CALL,
       BIT(CALL_UNRESTORED), BIT(CALL_QUESTION), 0, 0),
    IF("P-RST-03", "somebody asks for the button", "咨询按键合闸", EVENT_CALL, BIT(CALL_BUTTON), 0,
       0, 0),
    IF("P-RST-01", "somebody complains", "投诉", EVENT_CALL, 0, BIT(CALL_COMPLAINT), 0, 0),
    IF("R-60", "a planned message", "计划发送的短信", EVENT_SMS,
       BIT(SMS_DUNNING) | BIT(SMS_BILL) | BIT(SMS_FREE_TEXT), BIT(SMS_CREATED), 0, 0),
    IF("R-81", "told that a tier is reached", "阶梯到档短信", EVENT_SMS, BIT(SMS_TIER),
       BIT(SMS_CREATED), 0, 0),
    IF("INV-09", "two tries at one meter", "同一电表两条在途命令", EVENT_COMMAND, 0, SENT, 0,
       SITUATION_TWO_IN_FLIGHT),
    IF("INV-09", "tries at two meters", "两块电表有在途命令", EVENT_COMMAND, 0, SENT, 0,
       SITUATION_MANY_IN_FLIGHT),
    IF("INV-11", "a purchase is written into a local meter", "购电写入本地费控表", EVENT_WALLET,
       BIT(WALLET_WRITTEN), BIT(WALLET_BY_ORDER), 0, 0),
    IF("INV-11", "... by card", "购电卡写入", EVENT_WALLET, BIT(WALLET_WRITTEN),
       BIT(WALLET_BY_CARD), 0, 0),
    IF("INV-11", "the payment of a purchase is reversed before it is written", "写表前冲正",
       EVENT_ORDER, BIT(ORDER_RECHARGE) | BIT(ORDER_REISSUE), BIT(ORDER_CANCELLED), 0, 0),
    IF("GS-12", "a local meter is changed with money inside", "带余额换表", EVENT_WALLET,
       BIT(WALLET_EMPTIED), BIT(WALLET_BY_CREW), 0, 0),
    IF("GS-12", "the rest of a local meter goes back to the card", "余额退回购电卡", EVENT_WALLET,
       BIT(WALLET_EMPTIED), BIT(WALLET_BY_CARD), 0, 0),
    IF("INV-12", "a purchase comes to a meter once more", "同一购电再次到表", EVENT_WALLET,
       BIT(WALLET_REFUSED), 0, BIT(RESULT_COUNT_MISMATCH), 0),
    IF("GS-13", "a local meter trips by itself", "本地费控表自跳闸", EVENT_WALLET,
       BIT(WALLET_TRIPPED), 0, 0, 0),
    IF("GS-10", "a card is put into the next meter", "购电卡插入他户电表", EVENT_WALLET,
       BIT(WALLET_REFUSED), BIT(WALLET_BY_CARD), BIT(RESULT_ARCHIVE_MISMATCH), 0),
    IF("GS-10", "a card brings a meter other amounts", "参数卡修改电表参数", EVENT_WALLET,
       BIT(WALLET_SET), 0, 0, 0),
    IF("Q79", "a local meter trips by its load", "本地费控表过负荷跳闸", EVENT_WALLET,
       BIT(WALLET_OVERLOADED), 0, 0, 0),
    IF("Q79", "... and closes again", "过负荷后自动合闸", EVENT_WALLET, BIT(WALLET_RECLOSED),
       BIT(WALLET_BY_ITSELF), 0, 0),
    IF("Q79", "... by the key", "过负荷后按键合闸", EVENT_WALLET, BIT(WALLET_RECLOSED),
       BIT(WALLET_BY_KEY), 0, 0),
    IF("GS-6", "a purchase is found in the meter by the inspection staff", "核查发现已写入",
       EVENT_ORDER, BIT(ORDER_REISSUE), BIT(ORDER_CLOSED), BIT(RESULT_DUPLICATE), 0),
    IF("INV-13", "supply returns after a midnight", "跨零点后来电", EVENT_SUPPLY, 0, BIT(1), 0,
       SITUATION_OFF_A_DAY),
    IF("INV-14", "a second cut after a restore", "复电后再次停电", EVENT_COMMAND, TRIP, SENT, 0,
       SITUATION_CUT_AGAIN),
    IF("INV-16", "a trip leaves at an edge of the cut window", "在停电时段边缘下发跳闸",
       EVENT_COMMAND, TRIP, SENT, 0, SITUATION_AT_WINDOW_EDGE),
    IF("R-30", "a command in a session that is open", "认证有效期内的命令", EVENT_COMMAND, 0,
       BIT(COMMAND_ANSWERED), BIT(RESULT_OK), SITUATION_SESSION_OPEN),
    IF("R-30", "a command after the session ran out", "认证失效后的命令", EVENT_COMMAND, 0,
       BIT(COMMAND_ANSWERED), BIT(RESULT_AUTH_FAILED), SITUATION_SESSION_OVER),
    IF("R-34", "a trip is delayed by the meter", "电表跳闸延时", EVENT_RELAY, 0,
       BIT(RELAY_TRIP_DELAY), 0, 0),
    IF("R-34", "the delay ends, and the relay opens", "延时到，继电器断开", EVENT_RELAY,
       BIT(RELAY_TRIP_DELAY), BIT(RELAY_OPEN), 0, 0),
    IF("R-32", "the delay ends, and the relay stays closed", "延时内取消，继电器未断开",
       EVENT_RELAY, BIT(RELAY_TRIP_DELAY), BIT(RELAY_CLOSED), 0, 0),
    IF("INV-17", "a restore leaves for a closed relay", "向已合闸的电表下发复电", EVENT_COMMAND,
       BIT(RELAY_CLOSE), SENT, 0, SITUATION_WHILE_CLOSED),
    IF("INV-17", "a permit leaves for a closed relay (R-46)", "向已合闸的电表下发合闸允许（R-46）",
       EVENT_COMMAND, BIT(RELAY_PERMIT), SENT, 0, SITUATION_WHILE_CLOSED),
    IF("INV-17", "a trip leaves for an open relay", "向已跳闸的电表下发跳闸", EVENT_COMMAND, TRIP,
       SENT, 0, SITUATION_WHILE_OPEN),
    IF("INV-17", "a crew cuts a relay that is open", "现场停电时继电器已断开", EVENT_ORDER, CUTS,
       BIT(ORDER_SUCCESS), 0, SITUATION_WHILE_PERMITTED),
    IF("R-73", "a warning rests on an estimate that is carried on", "预警依据推算电费",
       EVENT_STRATEGY, BIT(STRATEGY_WARN), BIT(STRATEGY_LIVE), 0, SITUATION_AHEAD),
    IF("R-47", "an order that has failed succeeds after all", "已失败的工单终于成功", EVENT_ORDER,
       BIT(ORDER_CUT) | BIT(ORDER_RESTORE), BIT(ORDER_SUCCESS), 0, SITUATION_ORDER_OVER),
    IF("INV-18", "a cut is given up because money came", "来款后放弃停电", EVENT_DECISION,
       BIT(FEE_NOTICE) | BIT(FEE_HELD) | BIT(FEE_CUT_FAILED), QUIET, 0, 0),
};
const unsigned hunt_reach_count = sizeof hunt_reach_rows / sizeof hunt_reach_rows[0];
_Static_assert(sizeof hunt_reach_rows / sizeof hunt_reach_rows[0] <= HUNT_REACH_MAX,
               "results hold a count for each row");

int hunt_memory_init(struct hunt_memory *memory, const struct sim_scenario *scenario)
{
    *memory = (struct hunt_memory){.scenario = scenario};
    memory->people = calloc(scenario_customers(scenario), sizeof *memory->people);
    return memory->people ? FK_OK : FK_E_MEMORY;
}

void hunt_memory_fini(struct hunt_memory *memory)
{
    free(memory->people);
    memory->people = NULL;
}

static bool is_near_edge(const struct clock_window *window, ms_t at)
{
    ms_t time = clock_time_of_day(at);
    return time - window->from < MS_MINUTE || window->to - time <= MS_MINUTE;
}

/* No policy of the world warns above this, fen. */
static fen_t highest_warning(const struct sim_scenario *s)
{
    fen_t highest = s->policy.warning;
    if (s->policy.warning_days > 0)
        return INT64_MAX;
    if (s->policy.overdraft > highest)
        highest = s->policy.overdraft;
    if (s->non_residents.warning > highest)
        highest = s->non_residents.warning;
    for (uint32_t i = 0; i < s->override_count; i++)
        if (s->overrides[i].warning > highest)
            highest = s->overrides[i].warning;
    return highest;
}

static bool is_situation(const struct hunt_memory *m, const struct sim_event *e, unsigned situation)
{
    const struct hunt_person *p = &m->people[e->entity];
    switch ((enum hunt_situation)situation) {
    case SITUATION_NONE:
        return true;
    case SITUATION_POSTED_TWICE:
    case SITUATION_POSTED_JUST_NOW:
        return p->posted_at && e->at - p->posted_at < MS_SECOND;
    case SITUATION_PAID_UNPOSTED:
        return p->unposted > 0;
    case SITUATION_NOTICE_OLD:
        return p->noticed_at && p->noticed_at < clock_day_start(e->at);
    case SITUATION_TRIPPED_JUST_NOW:
        return p->tripped_at && e->at - p->tripped_at < MS_MINUTE;
    case SITUATION_WHILE_OPEN:
        return p->relay == RELAY_OPEN;
    case SITUATION_WHILE_PERMITTED:
        return p->relay >= RELAY_OPEN;
    case SITUATION_WHILE_CLOSED:
        return p->relay == RELAY_CLOSED;
    case SITUATION_TWO_IN_FLIGHT:
        return p->in_flight > 0;
    case SITUATION_MANY_IN_FLIGHT:
        return m->in_flight > p->in_flight;
    case SITUATION_NEXT_SMS:
        return m->sms_at && e->at - m->sms_at < MS_SECOND;
    case SITUATION_OFF_A_DAY:
        return p->is_off && p->tripped_at && p->tripped_at < clock_day_start(e->at);
    case SITUATION_CUT_AGAIN:
        return p->closed_at > 0;
    case SITUATION_AT_WINDOW_EDGE:
        return is_near_edge(&m->scenario->policy.cut_window, e->at);
    case SITUATION_TRIP_UNDER_WAY:
        return p->is_tripping;
    case SITUATION_ORDER_OVER:
        return p->is_order_over;
    case SITUATION_LEFT_OPEN:
        return p->is_left && p->relay == RELAY_OPEN;
    case SITUATION_UNTOLD:
        return p->is_untold;
    case SITUATION_SESSION_OPEN:
        return e->value == SESSION_OPEN;
    case SITUATION_SESSION_OVER:
        return e->value == SESSION_OVER;
    case SITUATION_AHEAD:
        return m->scenario->is_extrapolating && e->value > highest_warning(m->scenario);
    }
    return false;
}

void hunt_reach_world(const struct sim_scenario *scenario, uint32_t *reach)
{
    for (unsigned i = 0; i < hunt_reach_count; i++) {
        const struct hunt_reach_row *row = &hunt_reach_rows[i];
        bool is_profile = row->type == HUNT_WORLD && row->situation == SETTING_PROFILE;
        if (is_profile ? strcmp(scenario->policy.name, row->text.en) == 0
                       : row->type == HUNT_WORLD &&
                             hunt_is_set(scenario, (enum hunt_setting)row->situation))
            reach[i]++;
    }
}

static void remember_try(struct hunt_memory *m, struct hunt_person *p, const struct sim_event *e)
{
    if (e->state == COMMAND_SENT) {
        p->in_flight++;
        m->in_flight++;
    } else if (e->attempt > 0 && e->code != RESULT_CRYPTO_UNAVAILABLE &&
               e->code != RESULT_TERMINAL_OFFLINE && p->in_flight > 0) {
        p->in_flight--;
        m->in_flight--;
    }
    if (e->type != EVENT_COMMAND || e->kind != RELAY_TRIP)
        return;
    p->is_tripping = e->state == COMMAND_SENT;
    if (p->is_tripping)
        p->tripped_at = e->at;
}

/* A remote order is over without success, until there is a new one. */
static void remember_order(struct hunt_person *p, const struct sim_event *e)
{
    if (e->kind == ORDER_CUT || e->kind == ORDER_RESTORE)
        p->is_order_over = e->state == ORDER_FAILED || e->state == ORDER_HELD ||
                           e->state == ORDER_FIELD || e->state == ORDER_CANCELLED;
}

static void remember(struct hunt_memory *m, const struct sim_event *e)
{
    struct hunt_person *p = &m->people[e->entity];
    switch (e->type) {
    case EVENT_PAYMENT:
        if (e->state == PAYMENT_PAID) {
            p->unposted++;
            p->paid_at = e->at;
        }
        if (e->state == PAYMENT_POSTED) {
            p->posted_at = e->at;
            p->unposted--;
        }
        if (e->state == PAYMENT_UNDONE) {
            p->unposted--;
            p->undone_at = e->at;
        }
        if (e->state == PAYMENT_REVERSED)
            p->unposted++;
        break;
    case EVENT_ORDER:
        remember_order(p, e);
        break;
    case EVENT_COMMAND:
    case EVENT_READ:
        remember_try(m, p, e);
        break;
    case EVENT_SMS:
        if (e->state == SMS_DELIVERED && e->kind == SMS_PRE_CUT)
            p->noticed_at = e->at;
        if (e->state == SMS_SUBMITTED)
            m->sms_at = e->at;
        if (e->kind == SMS_RESTORE_NOTICE)
            p->is_untold = e->state != SMS_DELIVERED;
        break;
    case EVENT_RELAY:
        p->relay = e->state;
        break;
    case EVENT_AGREEMENT:
        p->is_left = !e->state;
        break;
    case EVENT_SUPPLY:
        p->is_off = !e->state;
        if (e->state)
            p->closed_at = e->at;
        break;
    default:
        break;
    }
}

static bool holds(uint64_t set, unsigned value)
{
    return set == 0 || (value < 64 && (set >> value & 1));
}

void hunt_reach_event(struct hunt_memory *memory, const struct sim_event *e, uint32_t *reach)
{
    for (unsigned i = 0; i < hunt_reach_count; i++) {
        const struct hunt_reach_row *row = &hunt_reach_rows[i];
        if (row->type == e->type && holds(row->kinds, e->kind) && holds(row->states, e->state) &&
            holds(row->codes, e->code) && is_situation(memory, e, row->situation))
            reach[i]++;
    }
    remember(memory, e);
}
