/* protocol/dlt645/dlt645_explain_security.c - security commands, 03H and 83H; see dlt645_tell.h. */
#include "protocol/dlt645/dlt645_security.h"
#include "protocol/dlt645/dlt645_tell.h"

static void tell_request(struct dlt645_rows *rows)
{
    static const struct dlt645_field sender = PART("operator code", "操作者代码", 4, DLT645_DIGITS);
    const struct dlt645_item *item = dlt645_tell_di(rows);
    if (!rows->has_di || !dlt645_tell_part(rows, &sender, "", DLT645_FEE_CLAUSE))
        return;
    const struct dlt645_security *command =
        dlt645_security_find(rows->di, false, dlt645_tell_left(rows));
    if (command != NULL)
        dlt645_tell_list(rows, command->request, command->request_count, DLT645_FEE_CLAUSE);
    else if (item == NULL)
        dlt645_tell_rest(rows, 0, "data", "数据", "", DLT645_ROW_OK);
}

static void tell_answer(struct dlt645_rows *rows)
{
    dlt645_tell_di(rows);
    if (!rows->has_di)
        return;
    const struct dlt645_security *command =
        dlt645_security_find(rows->di, true, dlt645_tell_left(rows));
    if (command != NULL)
        dlt645_tell_list(rows, command->answer, command->answer_count, DLT645_FEE_CLAUSE);
    else
        dlt645_tell_rest(rows, 0, "data", "数据", "", DLT645_ROW_OK);
}

void dlt645_explain_security(struct dlt645_rows *rows)
{
    if ((rows->control & DLT645_FROM_METER) != 0)
        tell_answer(rows);
    else
        tell_request(rows);
}
