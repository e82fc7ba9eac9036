/* Device files: what is read, and the one sentence that every mistake gets. */
#include "conformance/device/digest.h"
#include "conformance/dlt645/suites/suites.h"
#include "tests/unit/fk_check.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char base[] = "device:\n"                                               /* 1 */
                           "  vendor: ACME\n"                                        /* 2 */
                           "  model: X1\n"                                           /* 3 */
                           "  address: \"1234\"\n"                                   /* 4 */
                           "port:\n"                                                 /* 5 */
                           "  uri: serial:/dev/ttyUSB0\n"                            /* 6 */
                           "  baud: 9600\n"                                          /* 7 */
                           "  parity: none\n"                                        /* 8 */
                           "  echo: on\n"                                            /* 9 */
                           "pixit:\n"                                                /* 10 */
                           "  password_env: METER_PW\n"                              /* 11 */
                           "  password_level: 4\n"                                   /* 12 */
                           "  operator: \"0102AABB\"\n"                              /* 13 */
                           "  reply_least_ms: 10\n"                                  /* 14 */
                           "  reply_limit_ms: 800\n"                                 /* 15 */
                           "  latency_ms: 40\n"                                      /* 16 */
                           "  may_cut_supply: no\n"                                  /* 17 */
                           "features:\n"                                             /* 18 */
                           "  - {feature: wildcard, support: yes}\n"                 /* 19 */
                           "  - {feature: relay, support: no, reason: bare meter}\n" /* 20 */
                           "expected_failures:\n"                                    /* 21 */
                           "  - {test: dlt645/7.1/1-energy, reason: ticket 7}\n";    /* 22 */

static int parse(const char *text, struct device_file *file, struct fk_diag *diag)
{
    diag->text[0] = '\0';
    return device_file_parse("f.yaml", text, strlen(text), file, diag);
}

START_TEST(test_every_key_is_read)
{
    static const uint8_t address[] = {0x34, 0x12, 0, 0, 0, 0}, operator_code[] = {0xBB, 0xAA, 2, 1};
    struct device_file file;
    struct fk_diag diag;
    ck_assert_msg(parse(base, &file, &diag) == FK_OK, "%s", diag.text);
    ck_assert_str_eq(file.vendor, "ACME");
    ck_assert_str_eq(file.model, "X1");
    ck_assert_str_eq(file.firmware, "");
    ck_assert_mem_eq(file.address, address, sizeof address);
    ck_assert_str_eq(file.uri, "serial:/dev/ttyUSB0");
    ck_assert_uint_eq(file.baud, 9600);
    ck_assert_uint_eq(file.parity, TRANSPORT_PARITY_NONE);
    ck_assert_uint_eq(file.echo, TRANSPORT_ECHO_ON);
    ck_assert_str_eq(file.password_env, "METER_PW");
    ck_assert_uint_eq(file.password_level, 4);
    ck_assert_mem_eq(file.operator_code, operator_code, sizeof operator_code);
    ck_assert_uint_eq(file.reply_least_ms, 10);
    ck_assert_uint_eq(file.reply_limit_ms, 800);
    ck_assert_uint_eq(file.latency_ms, 40);
    ck_assert(!file.may_cut_supply);
    ck_assert_uint_eq(file.features, 1u << DEVICE_WILDCARD);
    ck_assert_str_eq(file.why_not[DEVICE_RELAY], "bare meter");
    ck_assert_str_eq(file.why_not[DEVICE_ALARM], "");
    ck_assert_uint_eq(file.expected_count, 1);
    ck_assert_str_eq(file.expected[0].test, "dlt645/7.1/1-energy");
    ck_assert_str_eq(file.expected[0].reason, "ticket 7");
    ck_assert_uint_eq(file.expected[0].line, 22);
    ck_assert_int_eq(conform_suite_check_device(&conform_dlt645, &file, &diag), FK_OK);
    device_file_fini(&file);
}
END_TEST

START_TEST(test_defaults)
{
    static const char text[] = "device: {vendor: A, model: B, address: \"1\"}\nfeatures: []\n";
    struct device_file file;
    struct fk_diag diag;
    ck_assert_msg(parse(text, &file, &diag) == FK_OK, "%s", diag.text);
    ck_assert_uint_eq(file.baud, 2400);
    ck_assert_uint_eq(file.parity, TRANSPORT_PARITY_EVEN);
    ck_assert_uint_eq(file.echo, TRANSPORT_ECHO_AUTO);
    ck_assert_uint_eq(file.password_level, 2);
    ck_assert_uint_eq(file.reply_least_ms, 20);
    ck_assert_uint_eq(file.reply_limit_ms, 500);
    ck_assert_uint_eq(file.latency_ms, 0);
    ck_assert(!file.may_cut_supply);
    ck_assert_uint_eq(file.relay_settle_ms, 10000);
    ck_assert_int_eq(file.daily_freeze_at, 0);
    ck_assert_uint_eq(file.write_item, 0x04001403);
    ck_assert(file.wrong_passwords && file.broadcast_time);
    ck_assert_uint_eq(file.features, 0);
    device_file_fini(&file);
}
END_TEST

START_TEST(test_bench_keys)
{
    static const char text[] = "device: {vendor: A, model: B, address: \"1\"}\n"
                               "pixit: {relay_settle_ms: 4000, daily_freeze_at: \"23:59\", "
                               "write_item: \"0400040E\", wrong_passwords: no, "
                               "broadcast_time: no}\n"
                               "features: []\n";
    struct device_file file;
    struct fk_diag diag;
    ck_assert_msg(parse(text, &file, &diag) == FK_OK, "%s", diag.text);
    ck_assert_uint_eq(file.relay_settle_ms, 4000);
    ck_assert_int_eq(file.daily_freeze_at, 23 * MS_HOUR + 59 * MS_MINUTE);
    ck_assert_uint_eq(file.write_item, 0x0400040E);
    ck_assert(!file.wrong_passwords && !file.broadcast_time);
    device_file_fini(&file);
}
END_TEST

/* `from` is replaced by `to` in the file above; what is said begins with `says`. */
static const struct {
    const char *from, *to, *says;
} mistakes[] = {
    {"baud: 9600", "bawd: 9600",
     "f.yaml:7:3: key 'bawd': unknown, expected uri, baud, parity or echo"},
    {"baud: 9600", "baud: fast",
     "f.yaml:7:9: key 'baud': 'fast' is no legal value, expected 600, "},
    {"baud: 9600", "baud: [9600]",
     "f.yaml:7:9: key 'baud': a value of another kind, expected 600, "},
    {"baud: 9600", "baud: 300",
     "f.yaml:7:9: key 'baud': 300 is no speed of DL/T 645, expected 600, "},
    {"baud: 9600", "baud: 9600\n  baud: 2400",
     "f.yaml:8:3: key 'baud': given twice, expected 600, "},
    {"parity: none", "parity: mark",
     "f.yaml:8:11: key 'parity': mark is no legal value, expected none, even or odd"},
    {"echo: on", "echo: maybe",
     "f.yaml:9:9: key 'echo': maybe is no legal value, expected off, on or auto"},
    {"  address: \"1234\"\n", "",
     "f.yaml:3:10: key 'address': missing, expected a text of 1 to 12 digits"},
    {"\"1234\"", "\"12345678901234\"",
     "f.yaml:4:12: key 'address': '12345678901234' is no address, expected 1 to 12 digits"},
    {"\"1234\"", "\"AA\"",
     "f.yaml:4:12: key 'address': 'AA' is no address, expected 1 to 12 digits"},
    {"\"1234\"", "\"\"", "f.yaml:4:12: key 'address': "},
    {"level: 4", "level: 12", "f.yaml:12:19: key 'password_level': 12, expected 0 to 9"},
    {"level: 4", "level: -1",
     "f.yaml:12:19: key 'password_level': '-1' is no legal value, expected a number"},
    {"baud: 9600", "baud: 9600 Bd",
     "f.yaml:7:9: key 'baud': '9600 Bd' is no whole number in digits alone, expected 600, "},
    {"level: 4", "level: 4 or 2",
     "f.yaml:12:19: key 'password_level': '4 or 2' is no whole number in digits alone, expected a "
     "number from 0 to 9"},
    {"level: 4", "level: 04", "f.yaml:12:19: key 'password_level': '04' is no whole number"},
    {"least_ms: 10", "least_ms: \"10 ms\"",
     "f.yaml:14:19: key 'reply_least_ms': '10 ms' is no whole number"},
    {"limit_ms: 800", "limit_ms: 8e2",
     "f.yaml:15:19: key 'reply_limit_ms': '8e2' is no whole number in digits alone, expected a "
     "number of milliseconds from 50 to 60000"},
    {"latency_ms: 40", "latency_ms: 4,000", "f.yaml:16:15: key 'latency_ms': '4,000' is no whole"},
    {"latency_ms: 40", "latency_ms: 4.5", "f.yaml:16:15: key 'latency_ms': '4.5' is no whole"},
    {"latency_ms: 40", "latency_ms: 0x10", "f.yaml:16:15: key 'latency_ms': '0x10' is no whole"},
    {"supply: no", "supply: no\n  relay_settle_ms: 5 s",
     "f.yaml:18:20: key 'relay_settle_ms': '5 s' is no whole number in digits alone, expected a "
     "number of milliseconds from 0 to 600000"},
    {"0102AABB", "0102AAB",
     "f.yaml:13:13: key 'operator': '0102AAB' is no operator code, expected 8"},
    {"least_ms: 10", "least_ms: 900",
     "f.yaml:14:19: key 'reply_least_ms': 900, expected less than reply_limit_ms 800"},
    {"limit_ms: 800", "limit_ms: 1", "f.yaml:15:19: key 'reply_limit_ms': 1, expected 50 to 60000"},
    {"latency_ms: 40", "latency_ms: 70000",
     "f.yaml:16:15: key 'latency_ms': 70000, expected 0 to 60000"},
    {"supply: no", "supply: perhaps",
     "f.yaml:17:19: key 'may_cut_supply': perhaps is no legal value, expected yes or no"},
    {"supply: no", "supply: no\n  relay_settle_ms: 600001",
     "f.yaml:18:20: key 'relay_settle_ms': 600001, expected 0 to 600000"},
    {"supply: no", "supply: no\n  daily_freeze_at: \"24:00\"",
     "f.yaml:18:20: key 'daily_freeze_at': '24:00' is no time of day, expected hh:mm"},
    {"supply: no", "supply: no\n  daily_freeze_at: \"1:000\"",
     "f.yaml:18:20: key 'daily_freeze_at': '1:000' is no time of day, expected hh:mm"},
    {"supply: no", "supply: no\n  write_item: \"4001403\"",
     "f.yaml:18:15: key 'write_item': '4001403' is no data identifier, expected 8"},
    {"supply: no", "supply: no\n  wrong_passwords: 2",
     "f.yaml:18:20: key 'wrong_passwords': 2 is no legal value, expected yes or no"},
    {"supply: no", "supply: no\n  broadcast_time: never",
     "f.yaml:18:19: key 'broadcast_time': never is no legal value, expected yes or no"},
    {"feature: wildcard", "feature: wildcat",
     "f.yaml:19:15: key 'feature': 'wildcat' is no feature, expected a name of "
     "docs/device-file.md"},
    {"feature: relay", "feature: wildcard",
     "f.yaml:20:15: key 'feature': 'wildcard' is named twice, expected once"},
    {"support: yes", "support: sometimes",
     "f.yaml:19:34: key 'support': sometimes is no legal value, expected yes or no"},
    {"support: yes", "suport: yes",
     "f.yaml:19:25: key 'suport': unknown, expected feature, support or reason"},
    {", reason: bare meter", "",
     "f.yaml:20:5: key 'reason': missing, expected why 'relay' is not supported"},
    {", reason: ticket 7", "",
     "f.yaml:22:12: key 'reason': missing, expected a text of 1 to 255 characters"},
    {"device:", "devise:",
     "f.yaml:1:1: key 'devise': unknown, expected device, port, pixit, features or"},
    {"features:", "features: 3\nfeatures_:",
     "f.yaml:18:11: key 'features': a value of another kind, expected a list"},
    {"vendor: ACME", "vendor: {",
     "f.yaml:2:11: key 'vendor': a value of another kind, expected a text"},
    {"  password_env: METER_PW\n", "", NULL},
    {"  - {feature: wildcard, support: yes}\n", "  - {feature: write, support: yes}\n", NULL},
};

START_TEST(test_mistakes)
{
    char text[2 * sizeof base];
    struct device_file file;
    struct fk_diag diag;
    const char *at = strstr(base, mistakes[_i].from);
    ck_assert_msg(at != NULL, "nothing to replace: %s", mistakes[_i].from);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - base), base, mistakes[_i].to,
             at + strlen(mistakes[_i].from));
    int err = parse(text, &file, &diag);
    if (mistakes[_i].says) {
        ck_assert_int_eq(err, FK_E_FORMAT);
        ck_assert_msg(strncmp(diag.text, mistakes[_i].says, strlen(mistakes[_i].says)) == 0,
                      "'%s': says '%s', expected '%s'", mistakes[_i].to, diag.text,
                      mistakes[_i].says);
        ck_assert_msg(strchr(diag.text, '\n') == NULL, "more than one line: %s", diag.text);
    } else {
        ck_assert_msg(err == FK_OK, "%s", diag.text);
        device_file_fini(&file);
    }
}
END_TEST

/* As many known failures as a vendor has: there is no ceiling. */
START_TEST(test_many_known_failures)
{
    static char text[16384];
    struct device_file file;
    struct fk_diag diag;
    size_t size = (size_t)snprintf(text, sizeof text, "%s", base);
    for (int i = 0; i < 200; i++)
        size += (size_t)snprintf(text + size, sizeof text - size,
                                 "  - {test: dlt645/7.1/1-energy, reason: ticket %d}\n", i);
    ck_assert_uint_lt(size, sizeof text);
    ck_assert_msg(parse(text, &file, &diag) == FK_OK, "%s", diag.text);
    ck_assert_uint_eq(file.expected_count, 201);
    ck_assert_str_eq(file.expected[200].reason, "ticket 199");
    ck_assert_uint_eq(file.expected[200].line, 222);
    device_file_fini(&file);
}
END_TEST

START_TEST(test_password_belongs_to_features)
{
    static const char text[] = "device: {vendor: A, model: B, address: \"1\"}\n"
                               "pixit: {operator: \"00000000\"}\n"
                               "features: [{feature: relay, support: yes}]\n";
    struct device_file file;
    struct fk_diag diag;
    ck_assert_int_eq(parse(text, &file, &diag), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "f.yaml:2:8: key 'password_env': missing, expected"));
}
END_TEST

START_TEST(test_unknown_expected_test)
{
    char text[2 * sizeof base];
    struct device_file file;
    struct fk_diag diag;
    const char *at = strstr(base, "1-energy");
    snprintf(text, sizeof text, "%.*s9-nothing%s", (int)(at - base), base, at + 8);
    ck_assert_int_eq(parse(text, &file, &diag), FK_OK);
    ck_assert_int_eq(conform_suite_check_device(&conform_dlt645, &file, &diag), FK_E_FORMAT);
    ck_assert_msg(
        strstr(diag.text, "f.yaml:22:12: key 'test': 'dlt645/7.1/9-nothing' is no test") != NULL,
        "%s", diag.text);
    device_file_fini(&file);
}
END_TEST

START_TEST(test_files)
{
    struct device_file file, builtin;
    struct fk_diag diag = {.text = ""};
    ck_assert_int_eq(device_file_load("/nonexistent/x.yaml", &file, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "/nonexistent/x.yaml: No such file"));
    ck_assert_int_eq(device_file_load("/", &file, &diag), FK_E_IO);
    ck_assert_msg(device_file_load("conformance/devices/virtual.yaml", &file, &diag) == FK_OK, "%s",
                  diag.text);
    ck_assert_msg(device_file_builtin(&builtin, &diag) == FK_OK, "%s", diag.text);
    ck_assert_str_eq(file.text, builtin.text); /* the built-in text is this very file */
    ck_assert_str_eq(file.digest, builtin.digest);
    ck_assert_uint_eq(builtin.features,
                      ((1u << DEVICE_FEATURES) - 1) & ~(1u << DEVICE_EVENT_REPORT));
    device_file_fini(&file);
    device_file_fini(&builtin);
}
END_TEST

/* The example of the documentation is a file that works: its relay can be tested, and the failure
 * that it expects belongs to a test that runs. */
START_TEST(test_documented_example)
{
    static char text[32768];
    char why[200];
    struct device_file file;
    struct fk_diag diag = {.text = ""};
    FILE *stream = fopen("docs/device-file.md", "rb");
    ck_assert_ptr_nonnull(stream);
    text[fread(text, 1, sizeof text - 1, stream)] = '\0';
    fclose(stream);
    const char *begin = strstr(text, "```yaml\n");
    ck_assert_ptr_nonnull(begin);
    begin += strlen("```yaml\n");
    char *end = strstr(begin, "```\n");
    ck_assert_ptr_nonnull(end);
    *end = '\0';
    ck_assert_msg(parse(begin, &file, &diag) == FK_OK, "%s", diag.text);
    ck_assert_msg(conform_suite_check_device(&conform_dlt645, &file, &diag) == FK_OK, "%s",
                  diag.text);
    size_t relay_tests = 0;
    for (size_t i = 0; i < conform_suite_count(&conform_dlt645); i++) {
        const struct conform_test *test = conform_suite_at(&conform_dlt645, i);
        if (strncmp(test->id, "dlt645/fc.relay/", 16) != 0)
            continue;
        relay_tests++;
        ck_assert_msg(!conform_suite_excluded(test, &file, FK_EN, why, sizeof why), "%s: %s",
                      test->id, why);
    }
    ck_assert_uint_ge(relay_tests, 9);
    ck_assert_uint_ge(file.expected_count, 1);
    for (size_t i = 0; i < file.expected_count; i++)
        ck_assert_msg(
            !conform_suite_excluded(conform_suite_find(&conform_dlt645, file.expected[i].test),
                                    &file, FK_EN, why, sizeof why),
            "%s: %s", file.expected[i].test, why);
    device_file_fini(&file);
}
END_TEST

/* The first two examples of FIPS 180-4. */
START_TEST(test_digest)
{
    char digest[65];
    ck_assert_int_eq(digest_sha256("abc", 3, digest), FK_OK);
    ck_assert_str_eq(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ck_assert_int_eq(digest_sha256("", 0, digest), FK_OK);
    ck_assert_str_eq(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
END_TEST

START_TEST(test_password_text)
{
    static const char *const bad[] = {"", "12345", "1234567", "12345g", " 12345", "0x1234"};
    static const uint8_t good[] = {0x12, 0x34, 0x56};
    uint8_t out[3];
    ck_assert_int_eq(device_password_parse("123456", out), FK_OK);
    ck_assert_mem_eq(out, good, sizeof good);
    for (size_t i = 0; i < COUNT(bad); i++)
        ck_assert_int_eq(device_password_parse(bad[i], out), FK_E_FORMAT);
}
END_TEST

static Suite *device_file_suite(void)
{
    Suite *suite = suite_create("device file");
    TCase *reads = tcase_create("reads");
    tcase_add_test(reads, test_every_key_is_read);
    tcase_add_test(reads, test_defaults);
    tcase_add_test(reads, test_bench_keys);
    tcase_add_loop_test(reads, test_mistakes, 0, COUNT(mistakes));
    tcase_add_test(reads, test_password_belongs_to_features);
    tcase_add_test(reads, test_many_known_failures);
    tcase_add_test(reads, test_unknown_expected_test);
    tcase_add_test(reads, test_files);
    tcase_add_test(reads, test_documented_example);
    tcase_add_test(reads, test_digest);
    tcase_add_test(reads, test_password_text);
    suite_add_tcase(suite, reads);
    return suite;
}

FK_CHECK_MAIN(device_file_suite)
