/* protocol/dlt645/dlt645_security.c - see the header. */
#include "protocol/dlt645/dlt645_security.h"

#define DIGITS(name, zh, length)                                                                   \
    {                                                                                              \
        name, zh, length, DLT645_DIGITS, 0, ""                                                     \
    }
#define AMOUNT                                                                                     \
    {                                                                                              \
        "amount", "金额", 4, DLT645_BINARY, 2, "yuan"                                              \
    }
#define PURCHASES                                                                                  \
    {                                                                                              \
        "purchase count", "购电次数", 4, DLT645_BINARY, 0, ""                                      \
    }
#define MAC1     DIGITS("MAC1", "MAC1", 4)
#define MAC2     DIGITS("MAC2", "MAC2", 4)
#define MAC      DIGITS("MAC", "MAC", 4)
#define CUSTOMER DIGITS("customer number", "客户编号", 6)
#define METER    DIGITS("meter number", "表号", 6)
#define KEY_INFO DIGITS("key information", "密钥信息", 4)
#define REST(name, zh)                                                                             \
    {                                                                                              \
        name, zh, 0, DLT645_REST, 0, ""                                                            \
    }
#define FILE_PARTS                                                                                 \
    {"file length", "读取长度", 2, DLT645_BINARY, 0, ""},                                          \
        {"file start", "起始地址", 2, DLT645_BINARY, 0, ""}, DIGITS("file", "文件", 2),            \
        DIGITS("directory", "目录", 2)

static const struct dlt645_field auth[] = {DIGITS("cipher 1", "密文1", 8),
                                           DIGITS("random 1", "随机数1", 8),
                                           DIGITS("dispersion factor", "分散因子", 8)};
static const struct dlt645_field auth_answer[] = {DIGITS("random 2", "随机数2", 4),
                                                  DIGITS("ESAM serial", "ESAM序列号", 8)};
static const struct dlt645_field validity[] = {{"validity", "有效时长", 2, DLT645_BCD, 0, "min"},
                                               MAC};
static const struct dlt645_field invalid_answer[] = {CUSTOMER, AMOUNT, PURCHASES, KEY_INFO};
static const struct dlt645_field infrared[] = {DIGITS("cipher 2", "密文2", 8)};
static const struct dlt645_field infrared_query[] = {DIGITS("random 1", "随机数1", 8)};
static const struct dlt645_field infrared_answer[] = {
    METER, DIGITS("ESAM serial", "ESAM序列号", 8), DIGITS("cipher of random 1", "随机数1密文", 8),
    DIGITS("random 2", "随机数2", 8)};
static const struct dlt645_field purchase[] = {AMOUNT, PURCHASES, MAC1, CUSTOMER, MAC2};
static const struct dlt645_field order[] = {AMOUNT, DIGITS("order number", "订单号", 8), MAC1,
                                            METER, MAC2};
static const struct dlt645_field order_customer[] = {
    AMOUNT, DIGITS("order number", "订单号", 8), MAC1, METER, MAC2, CUSTOMER};
static const struct dlt645_field wallet[] = {AMOUNT, MAC1, PURCHASES, MAC2};
static const struct dlt645_field key_update[] = {KEY_INFO, MAC,
                                                 DIGITS("new key, cipher", "新密钥密文", 32)};
static const struct dlt645_field key_update_2013[] = {REST("keys, 36 bytes each", "密钥块"), MAC};
static const struct dlt645_field file_id[] = {FILE_PARTS};
static const struct dlt645_field file_answer[] = {FILE_PARTS, REST("file data", "回抄数据"), MAC};
static const struct dlt645_field bytes_only[] = {REST("data", "数据")};
static const struct dlt645_field compare_answer[] = {DIGITS("comparison", "比对结果", 64)};
static const struct dlt645_field state_answer[] = {AMOUNT, MAC1,     PURCHASES,
                                                   MAC2,   CUSTOMER, KEY_INFO};
static const struct dlt645_field mode[] = {DIGITS("dispersion factor", "分散因子", 8),
                                           {"charging mode", "费控模式", 1, DLT645_RAW, 0, ""},
                                           MAC1,
                                           AMOUNT,
                                           PURCHASES,
                                           MAC2};

#define COUNT(fields) (sizeof(fields) / sizeof(fields)[0])
#define ROW(di, sure, name, zh, request, answer)                                                   \
    {                                                                                              \
        di, sure, name, zh, COUNT(request), COUNT(answer), request, answer                         \
    }
#define ASK(di, sure, name, zh, request)                                                           \
    {                                                                                              \
        di, sure, name, zh, COUNT(request), 0, request, NULL                                       \
    }
#define GET(di, sure, name, zh, answer)                                                            \
    {                                                                                              \
        di, sure, name, zh, 0, COUNT(answer), NULL, answer                                         \
    }

static const struct dlt645_security rows[] = {
    ROW(0x070000FFu, 'A', "identity authentication", "身份认证", auth, auth_answer),
    ASK(0x070001FFu, 'A', "authentication validity", "身份认证时效设置", validity),
    GET(0x070002FFu, 'A', "authentication invalidate", "身份认证失效", invalid_answer),
    ASK(0x070003FFu, 'A', "infrared authentication", "红外认证", infrared),
    ASK(0x070101FFu, 'A', "open account", "开户", purchase),
    ASK(0x070102FFu, 'A', "recharge", "充值", purchase),
    ASK(0x070102FFu, 'B', "recharge, maker's form", "充值(厂家格式)", order),
    ASK(0x070102FFu, 'B', "recharge, maker's form", "充值(厂家格式)", order_customer),
    ASK(0x070103FFu, 'A', "wallet initialisation", "钱包初始化", wallet),
    ASK(0x070104FFu, 'B', "write information file 1", "写参数信息文件1", bytes_only),
    ASK(0x070105FFu, 'B', "write information file 2", "写参数信息文件2", bytes_only),
    ASK(0x070108FFu, 'B', "refund, maker's form", "退费(厂家格式)", order),
    ASK(0x070108FFu, 'B', "refund, maker's form", "退费(厂家格式)", order_customer),
    ASK(0x070201FFu, 'A', "key update 1", "密钥更新1", key_update),
    ASK(0x070202FFu, 'A', "key update 2", "密钥更新2", key_update),
    ASK(0x070203FFu, 'A', "key update 3", "密钥更新3", key_update),
    ASK(0x070301FFu, 'B', "key update of 2013", "密钥更新(新)", key_update_2013),
    ROW(0x078001FFu, 'A', "data readback", "数据回抄", file_id, file_answer),
    ROW(0x078002FFu, 'B', "software compare", "软件比对", bytes_only, compare_answer),
    ROW(0x078003FFu, 'A', "infrared query", "红外认证查询", infrared_query, infrared_answer),
    GET(0x078102FFu, 'A', "state query", "状态查询", state_answer),
    ASK(0x07A006FFu, 'B', "charging mode switch", "费控模式状态切换", mode),
};

size_t dlt645_security_count(void)
{
    return COUNT(rows);
}

const struct dlt645_security *dlt645_security_at(size_t index)
{
    return index < COUNT(rows) ? &rows[index] : NULL;
}

size_t dlt645_security_size(const struct dlt645_field *fields, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += fields[i].length;
    return size;
}

const struct dlt645_security *dlt645_security_find(uint32_t di, bool is_answer, size_t size)
{
    const struct dlt645_security *first = NULL;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct dlt645_security *row = &rows[i];
        if (row->di != di)
            continue;
        if (first == NULL)
            first = row;
        if (size == (is_answer ? dlt645_security_size(row->answer, row->answer_count)
                               : dlt645_security_size(row->request, row->request_count)))
            return row;
    }
    return first;
}
