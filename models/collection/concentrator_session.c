#include "models/collection/concentrator.h"
#include "models/collection/concentrator_parts.h"

/* Authentication and control are two frames of the same length (P-PLC-06). */
ms_t concentrator_control_time(const struct concentrator *c, ms_t time)
{
    return c->config->session > 0 ? time / 2 : 0;
}

/* The meter looks at the MAC before anything else. */
static enum result_code refusal(struct concentrator *c, uint32_t customer, uint8_t n1, ms_t now)
{
    int16_t off = concentrator_meter(c, customer)->clock_error_min;
    bool is_wrong = c->macs.count > 0 &&
                    macs_refuse(&c->macs, customer, clock_day_number(now + off * MS_MINUTE),
                                c->config->mac_lock);
    return is_wrong ? RESULT_AUTH_FAILED : refusals_code(&c->refusals, customer, n1);
}

enum result_code concentrator_authenticate(struct concentrator *c, uint32_t customer,
                                           const struct concentrator_job *job, ms_t now,
                                           int64_t *session)
{
    const struct message *request = &job->request;
    if (c->config->session == 0)
        return refusal(c, customer, request->kind, now);
    struct session_command command = {.customer = customer,
                                      .is_new = request->code,
                                      .opened = job->due - job->control,
                                      .length = c->config->session};
    enum result_code code = RESULT_AUTH_FAILED;
    enum session_state state;
    /* without a session there is no MAC to look at */
    if (command.is_new || sessions_has(&c->sessions, customer, now))
        code = refusal(c, customer, request->kind, now);
    command.is_right = code != RESULT_AUTH_FAILED;
    if (sessions_take(&c->sessions, &command, now, &state) != FK_OK)
        c->err = FK_E_MEMORY;
    *session = state;
    return state == SESSION_NEW || state == SESSION_OPEN ? code : RESULT_AUTH_FAILED;
}
