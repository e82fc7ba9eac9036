/* tests/unit/line/server_fixture.h - a meter server in a thread of the test, on a free port.
 */
#ifndef TESTS_UNIT_LINE_SERVER_FIXTURE_H
#define TESTS_UNIT_LINE_SERVER_FIXTURE_H
#include "line/meter_server.h"
#include "models/meter/device/device_state.h"

#include <check.h>
#include <pthread.h>

struct server_fixture {
    struct meter_device meter;
    struct meter_server server;
    pthread_t thread;
};

static inline void *server_thread(void *context)
{
    struct server_fixture *fixture = context;
    struct fk_diag diag;
    ck_assert_int_eq(meter_server_run(&fixture->server, &diag), FK_OK);
    return NULL;
}

/* `control` is the path of a socket for commands, or NULL. */
static inline void server_prepare(struct server_fixture *fixture, bool is_pty, bool is_echo,
                                  uint32_t delay_ms, const char *control)
{
    struct meter_config config;
    struct fk_diag diag = {.text = ""};
    meter_config_default(&config);
    if (delay_ms)
        config.rules.answer_delay_ms = (int32_t)delay_ms;
    meter_init(&fixture->meter, &config, meter_server_wall());
    int err = is_pty
                  ? meter_server_open_pty(&fixture->server, &fixture->meter, &diag)
                  : meter_server_open_tcp(&fixture->server, &fixture->meter, "127.0.0.1:0", &diag);
    ck_assert_msg(err == FK_OK, "%s", diag.text);
    fixture->server.line.is_echo = is_echo;
    if (control) {
        err = meter_control_listen(&fixture->server.control, control, &diag);
        ck_assert_msg(err == FK_OK, "%s", diag.text);
    }
}

static inline void server_go(struct server_fixture *fixture)
{
    ck_assert_int_eq(pthread_create(&fixture->thread, NULL, server_thread, fixture), 0);
}

static inline void server_start_all(struct server_fixture *fixture, bool is_pty, bool is_echo,
                                    uint32_t delay_ms, const char *control)
{
    server_prepare(fixture, is_pty, is_echo, delay_ms, control);
    server_go(fixture);
}

/* The socket exists when this returns: a client need not wait. delay_ms 0: the meter's default. */
static inline void server_start(struct server_fixture *fixture, bool is_pty, bool is_echo,
                                uint32_t delay_ms)
{
    server_start_all(fixture, is_pty, is_echo, delay_ms, NULL);
}

static inline void server_stop(struct server_fixture *fixture)
{
    meter_server_signal(&fixture->server, METER_SERVER_STOP);
    ck_assert_int_eq(pthread_join(fixture->thread, NULL), 0);
    meter_server_fini(&fixture->server);
}
#endif
