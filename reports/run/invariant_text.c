#include "reports/run/run_sections.h"

#include "sim/watch/recorder.h"

static const struct fk_text invariant_texts[SIM_INVARIANTS] = {
    [1] = {"The account (M2) is the sum of posted receipts less reversals and settled bills, for "
           "every customer, to the fen",
           "电费账户余额（M2）等于已销账收款减去冲正与已结算电费，逐户逐分相符"},
    [2] = {"A register that came in time is judged: nobody is left undecided for the day whose "
           "register leaves him below the overdraft limit (R-75)",
           "按时到达的表示数都已研判：当日表示数使余额低于透支额度的客户，不得整日无处置（R-75）"},
    [3] = {"Nobody is cut, by command or by a crew, who is protected, on hold, or not below the "
           "overdraft limit by the money posted and the register read at that moment",
           "不论远程命令还是现场，都不得对保电、暂缓，或按当时已销账金额与表示数未低于透支额度的客"
           "户停电"},
    [4] = {"Nobody is cut without a recent real reading and a notice that was received long enough "
           "ago and is still valid",
           "没有近期真实抄表示数，或停电通知未送达足够时间、已失效，不得停电"},
    [5] = {"Whoever has money again has supply within the restore limit (24 hours)",
           "余额恢复的客户须在复电时限（24 小时）内复电"},
    [6] = {"Every order reaches a final state; none executes, waits for a crew or is held longer "
           "than its limit",
           "每张工单都到达终态；执行、等待现场或挂起均不超过时限"},
    [7] = {"Every cut and restore order has exactly one cause; no strategy has two live orders",
           "每张停复电工单有且只有一个原因；一条策略不得同时有两张有效工单"},
    [8] = {"SMS leave within their window and not faster than the rate",
           "短信只在允许时段内发送，且不超过发送速率"},
    [9] = {"Commands in flight stay within the limits of concentrator, front-end processor and "
           "master station",
           "在途命令数不超过集中器、前置机和主站的限值"},
    [10] =
        {"Who closes his breaker by hand is never sent a command to close or to permit it (CQ-7)",
         "自行手合断路器的客户，任何时候都不下发合闸或合闸允许命令（CQ-7）"},
    [11] = {"The money in a local meter and what it has used are what it began with and what was "
            "written into it",
            "本地费控表：表内余额加已用电费等于初始金额加成功写入的购电额"},
    [12] = {"A local meter has counted as many purchases as were written into it",
            "本地费控表：表内购电次数等于成功写入次数"},
    [13] = {"Energy is conserved: what meters counted is billed or still unbilled",
            "电量守恒：表计计量的电量都已计费或尚待计费"},
    [14] = {"Nobody is cut twice without a restore between", "两次停电之间必有一次复电"},
    [15] = {"The event log is in its defined order: the same seed and files give the same "
            "fingerprint",
            "事件日志按规定顺序排列：相同种子和文件得到相同指纹"},
    [16] = {"Nobody is cut outside the cut window, or by a crew outside its hours",
            "不得在停电时段以外停电，现场人员不得在工作时间以外停电"},
    [17] = {"Where nothing is under way, what the systems believe and where the relay stands agree",
            "没有在途操作时，各系统的认定与继电器实际位置一致"},
    [18] = {"Nobody is below the overdraft with supply for longer than the limit while nothing is "
            "done about it",
            "低于透支额度而仍在用电、且无任何处理的时间不得超过时限"},
};

struct fk_text run_invariant_text(unsigned number)
{
    static const struct fk_text unknown = {"see the system rules", "见系统规则"};
    bool is_known = number < SIM_INVARIANTS && invariant_texts[number].en;
    return is_known ? invariant_texts[number] : unknown;
}
