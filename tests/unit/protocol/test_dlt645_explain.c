/* tests/unit/protocol/test_dlt645_explain.c - what is said about every byte. */
#include "protocol/dlt645/dlt645_candidate.h"
#include "protocol/dlt645/dlt645_explain.h"
#include "protocol/dlt645/dlt645_item.h"
#include "tests/unit/latin.h"
#include "tests/unit/protocol/dlt645_samples.h"
#include <stdarg.h>

#define BASE 100

/* All rows of one explanation as text; also checks that they lie end to end. */
struct told {
    char all[16384];  /* "name=value unit\n" ... */
    char data[16384]; /* rows of the data field: "name=value unit [note]; " ... */
    char errors[512]; /* "name@offset; " of error rows */
    size_t at;
    const uint8_t *bytes;
};

__attribute__((format(printf, 3, 4))) static void append(char *text, size_t capacity,
                                                         const char *format, ...)
{
    va_list args;
    size_t length = strlen(text);
    va_start(args, format);
    vsnprintf(text + length, capacity - length, format, args);
    va_end(args);
}

static void take_row(void *context, const struct dlt645_row *row)
{
    struct told *told = context;
    const char *gap = row->unit[0] != '\0' ? " " : "";
    ck_assert_uint_eq(row->offset, told->at);
    ck_assert_ptr_eq(row->bytes, told->bytes + (row->offset - BASE));
    ck_assert_uint_gt(strlen(row->clause), 5);
    ck_assert(row->state == DLT645_ROW_OK || row->note[0] != '\0');
    told->at += row->size;
    append(told->all, sizeof told->all, "%s=%s%s%s\n", row->what, row->value, gap, row->unit);
    if (row->state == DLT645_ROW_ERROR)
        append(told->errors, sizeof told->errors, "%s@%zu; ", row->what, row->offset - BASE);
    bool is_head = strcmp(row->what, "leading bytes") == 0 || strcmp(row->what, "start") == 0 ||
                   strcmp(row->what, "second start") == 0 || strcmp(row->what, "end") == 0 ||
                   strcmp(row->what, "control code") == 0 || strcmp(row->what, "check sum") == 0 ||
                   strcmp(row->what, "data length") == 0 ||
                   (strcmp(row->what, "address") == 0 && row->offset < BASE + 8);
    if (!is_head)
        append(told->data, sizeof told->data, "%s=%s%s%s%s%s%s; ", row->what, row->value, gap,
               row->unit, row->note[0] != '\0' ? " [" : "", row->note,
               row->note[0] != '\0' ? "]" : "");
}

static int tell(const uint8_t *bytes, size_t size, struct told *told,
                struct dlt645_explained *explained)
{
    memset(told, 0, sizeof *told);
    told->at = BASE;
    told->bytes = bytes;
    int result = dlt645_explain(bytes, size, BASE, FK_EN, take_row, told, explained);
    ck_assert_uint_eq(told->at, BASE + size);
    ck_assert_int_eq(explained->diag.kind, result);
    return result;
}

START_TEST(samples_are_explained)
{
    static struct told told;
    struct dlt645_explained explained;
    struct sample *sample = &samples[_i];
    char outcome[40] = "ok";
    int result = tell(sample->bytes, sample->size, &told, &explained);
    if (result != FK_OK)
        snprintf(outcome, sizeof outcome, "%s@%zu", fk_err_name(result),
                 explained.diag.offset - BASE);
    ck_assert_str_eq(outcome, sample->error);
    unsigned remarks = 0;
    for (char *row = strtok(sample->rows, ";"); row != NULL; row = strtok(NULL, ";")) {
        char line[320];
        row += *row == ' ';
        if (strncmp(row, "remarks=", 8) == 0) {
            remarks = (unsigned)atoi(row + 8);
            continue;
        }
        snprintf(line, sizeof line, "%s\n", row);
        ck_assert_msg(strstr(told.all, line) != NULL, "sample %d: '%s' in\n%s", sample->number, row,
                      told.all);
    }
    ck_assert_uint_eq(explained.remarks, remarks);
}
END_TEST

/* row 1.4-2, row 1.4-4, row 2-19: which command may go to which address, and what is remarked. */
static const struct {
    uint8_t address, control;
    const char *note;
} reaches[] = {
    {0x99, 0x08, "broadcast"},
    {0x99, 0x16, "broadcast"},
    {0x99, 0x1D, "broadcast"},
    {0x99, 0x11, "broadcast, not allowed for this command"},
    {0x99, 0x1C, "broadcast, not allowed for this command"},
    {0x99, 0x91, "a meter answers with its own full address"},
    {0xAA, 0x11, "any meter"},
    {0xAA, 0x12, "any meter"},
    {0xAA, 0x13, "any meter"},
    {0xAA, 0x15, "any meter"},
    {0xAA, 0x14, "AA, this command must not be carried out"},
    {0xAA, 0x17, "AA, this command must not be carried out"},
    {0xAA, 0x1C, "AA, this command must not be carried out"},
    {0xAA, 0x93, "a meter answers with its own full address"},
    {0x12, 0x1C, ""},
    {0x12, 0x91, ""},
    {0xFB, 0x11, "neither twelve digits nor a shortened address"},
};

static void take_address(void *context, const struct dlt645_row *row)
{
    if (strcmp(row->what, "address") == 0 && row->offset == BASE + 1)
        snprintf(context, 80, "%s%s", row->note, row->state == DLT645_ROW_REMARK ? "!" : "");
}

START_TEST(addresses_fit_their_commands)
{
    struct dlt645_frame frame = {.control = reaches[_i].control};
    uint8_t bytes[32];
    char note[80], wanted[80];
    /* the notes that are no remark are these two and none */
    bool is_remark = reaches[_i].note[0] != '\0' && strcmp(reaches[_i].note, "broadcast") != 0;
    memset(frame.address, reaches[_i].address, sizeof frame.address);
    int size = dlt645_frame_encode(&frame, 0, bytes, sizeof bytes);
    ck_assert_int_eq(dlt645_explain(bytes, (size_t)size, BASE, FK_EN, take_address, note, NULL),
                     FK_OK);
    is_remark = is_remark && strcmp(reaches[_i].note, "any meter") != 0;
    snprintf(wanted, sizeof wanted, "%s%s", reaches[_i].note, is_remark ? "!" : "");
    ck_assert_str_eq(note, wanted);
}
END_TEST

/* Control code, data in clear, and all that is said about the data. */
static const struct {
    uint8_t control;
    const char *data, *rows;
} layouts[] = {
    {0x11, "00 00 01 00 05",
     "data identifier=00010000 [forward active energy, total]; number of records=05; "},
    {0x11, "01 01 10 06 02 30 08 02 03 26",
     "data identifier=06100101 [load curve, voltage phase A]; number of records=02; "
     "from=2026-03-02 08:30; "},
    {0x11, "00 00 01 00 05 06",
     "data identifier=00010000 [forward active energy, total]; "
     "further data=05 06 [not expected in a read request]; "},
    {0x11, "00 00", "data identifier=00 00 [2 of 4 bytes missing]; "},
    {0x11, "", "data identifier= [4 of 4 bytes missing]; "},
    {0x12, "01 FF 00 1D 01",
     "data identifier=1D00FF01 [trip record, 1 back]; sequence number=01; "},
    {0x12, "01 FF 00 1D",
     "data identifier=1D00FF01 [trip record, 1 back]; "
     "sequence number= [1 of 1 bytes missing]; "},
    {0x91, "FF 00 01 00 01 00 00 00 02 00 00 00",
     "data identifier=000100FF [forward active energy, all settlement periods, total]; "
     "forward active energy, total=000000.01 kWh; "
     "forward active energy, total, settlement period 1 back=000000.02 kWh; "},
    {0x91, "01 FF 01 01 45 23 01 30 08 02 03 26 46 23 01 31 08 02 03 26",
     "data identifier=0101FF01 [forward active maximum demand block, settlement period 1 back]; "
     "forward active maximum demand, total, settlement period 1 back=01.2345 kW; "
     "forward active maximum demand, time, total, settlement period 1 back=2026-03-02 08:30; "
     "forward active maximum demand, tariff 1, settlement period 1 back=01.2346 kW; "
     "forward active maximum demand, time, tariff 1, settlement period 1 back=2026-03-02 08:31; "},
    {0x91, "01 FF 06 05 00 00 02 03 26 AA 01 00 00 00 02 00 00 00 AA AA 03 00 00 80 AA",
     "data identifier=0506FF01 [daily freeze block, 1 back]; "
     "daily freeze, time, 1 back=2026-03-02 00:00; separator=AA; "
     "daily freeze, forward active energy, total, 1 back=000000.01 kWh; "
     "daily freeze, forward active energy, tariff 1, 1 back=000000.02 kWh; separator=AA; "
     "separator=AA [part not present]; "
     "daily freeze, combined reactive energy 1, total, 1 back=-000000.03 kvarh; separator=AA; "},
    {0x91, "00 00 01 04 01 01 01 02 01 07",
     "data identifier=04010000 [year zones, set 1]; day table, number 1=01; "
     "from date, number 1=01-01; day table, number 2=02; from date, number 2=07-01; "},
    {0x91, "03 00 01 04 04 30 08",
     "data identifier=04010003 [day table, set 1, number 3]; tariff, number 1=04; "
     "from time, number 1=08:30; "},
    {0x91, "01 00 03 04 02 01 10 26",
     "data identifier=04030001 [public holiday, number 1]; day table=02; date=2026-10-01; "},
    {0x91, "FF 01 05 04 83 56 00 00 84 56 00 00",
     "data identifier=040501FF [price, running set block]; "
     "price, running set, number 1=0000.5683 yuan/kWh; "
     "price, running set, number 2=0000.5684 yuan/kWh; "},
    {0x91, "01 0B 00 04 00 01",
     "data identifier=04000B01 [settlement day 1]; settlement day 1=day 1 00:00; "},
    {0x91, "02 0B 00 04 99 99",
     "data identifier=04000B02 [settlement day 2]; settlement day 2=99 99 [off]; "},
    {0x91, "01 00 FE 00 00 01 02 26",
     "data identifier=00FE0001 [settlement time, settlement period 1 back]; "
     "settlement time, settlement period 1 back=2026-02-01 00:00; "},
    {0x91, "01 15 00 04 00 40 01 00 00 00 00 00 00 00 00 00 05 06",
     "data identifier=04001501 [report word]; report word=0x4000 [trip succeeded]; "
     "report word, phase A=0x0001 [loss of voltage]; report word, phase B=0x0000 [none]; "
     "report word, phase C=0x0000 [none]; report word, last bytes=0x00000000; "
     "event count=05; event count, number 2=06; "},
    {0x91, "01 00 12 10 01 02 03", "data identifier=10120001 [not in the table]; data=01 02 03; "},
    {0x91, "03 05 01 10 01 02 03",
     "data identifier=10010503 [loss of voltage phase A record, data 05, 3 back]; "
     "loss of voltage phase A record, data 05, 3 back=01 02 03; "},
    {0x91, "01 0C 30 03 05 30 08 02 03 26 78 56 34 12 00 01 99 99 99 99",
     "data identifier=03300C01 [settlement day programming record, 1 back]; "
     "time=2026-03-02 08:30:05; operator code=12345678; settlement day 1 before=day 1 00:00; "
     "settlement day 2 before=99 99 [off]; settlement day 3 before=99 99 [off]; "},
    {0x91, "01 02 01 03 05 30 08 02 03 26 06 30 08 02 03 26 01 02",
     "data identifier=03010201 [loss of voltage record, phase B, 1 back]; "
     "start time=2026-03-02 08:30:05; end time=2026-03-02 08:30:06; rest of the record=01 02; "},
    {0x91, "00 FF 01 00 26 00 00 00 10 00 00 00",
     "data identifier=0001FF00 [forward active energy block]; "
     "forward active energy, total=000000.26 kWh; forward active energy, tariff 1=000000.10 kWh; "},
    {0x91, "00 00 01 00 26 00 00",
     "data identifier=00010000 [forward active energy, total]; "
     "forward active energy, total=26 00 00 [1 of 4 bytes missing]; "},
    {0x91, "00 00 01 00 26 00 00 00 77",
     "data identifier=00010000 [forward active energy, total]; "
     "forward active energy, total=000000.26 kWh; further data=77 [more than this command has]; "},
    {0x91, "00 FF 01 02 94 23 FF FF FF FF",
     "data identifier=0201FF00 [voltage block]; voltage phase A=239.4 V; "
     "voltage phase B=FF FF [not present, filled with FF]; "
     "voltage phase C=FF FF [not present, filled with FF]; "},
    {0x91, "00 FF 01 02",
     "data identifier=0201FF00 [voltage block]; voltage phase A= [2 of 2 bytes missing]; "},
    {0x91, "01 01 60 04 94", "data identifier=04600101 [not in the table]; data=94; "},
    {0x91, "01 01 60 04", "data identifier=04600101 [not in the table]; "},
    {0x91, "03 05 00 04 50 10",
     "data identifier=04000503 [status word 3]; status word 3=0x1050 "
     "[main supply; relay open; command open; not prepaid; protected]; "},
    {0x91, "FF 05 00 04 00 01 01 00 50 00 00 00 00 00 00 00 20 00",
     "data identifier=040005FF [status word block]; status word 1=0x0100 [control-loop error]; "
     "status word 2=0x0001 [active reverse phase A]; status word 3=0x0050 "
     "[main supply; relay open; command open; not prepaid]; status word 4=0x0000 [none]; "
     "status word 5=0x0000 [none]; status word 6=0x0000 [none]; "
     "status word 7=0x0020 [power down]; "},
    {0x91, "01 00 06 05 00 00 00 00 00",
     "data identifier=05060001 [daily freeze, time, 1 back]; "
     "daily freeze, time, 1 back=00 00 00 00 00 [never]; "},
    {0x91, "00 01 01 02 1A 23",
     "data identifier=02010100 [voltage phase A]; voltage phase A=1A 23 [not decimal digits]; "},
    {0x91, "0C 01 00 04 05 30 08 01 30 02 26",
     "data identifier=0400010C [date, weekday and time]; "
     "date, weekday and time=05 30 08 01 30 02 26 [no legal date or time]; "},
    {0xB1, "01 FF 00 1D 24 41 15",
     "data identifier=1D00FF01 [trip record, 1 back]; time=24 41 15 [continues in the next "
     "frame]; "},
    {0x92, "01 FF 00 1D 12 05 18 01",
     "data identifier=1D00FF01 [trip record, 1 back]; continued data=12 05 18; "
     "sequence number=01; "},
    {0xD1, "06", "error ERR=0x06 [no requested data; wrong password or not authorised]; "},
    {0xD1, "", "error ERR= [1 of 1 bytes missing]; "},
    {0xD6, "01 02", "error ERR=0x01 [other error]; further data=02 [more than this command has]; "},
    {0x13, "", ""},
    {0x93, "01 00 00 00 00 00", "address=000000000001; "},
    {0x15, "01 00 00 00 00 00", "address=000000000001; "},
    {0x95, "", ""},
    {0x14, "01 14 00 04 02 00 00 00 78 56 34 12 05 00",
     "data identifier=04001401 [trip delay]; password level=02 [plain]; password=000000; "
     "operator code=12345678; trip delay=0005 min; "},
    {0x14, "01 14 00 04 02 00 00 00 78 56 34 12 05 00 09",
     "data identifier=04001401 [trip delay]; password level=02 [plain]; password=000000; "
     "operator code=12345678; trip delay=0005 min; further data=09 [more than this item has]; "},
    {0x14, "0E 04 00 04 99 00 00 00 78 56 34 12 01 00 00 00 00 00 A1 A2 A3 A4",
     "data identifier=0400040E [customer number]; password level=99 [plain data and MAC]; "
     "password=000000; operator code=12345678; customer number=000000000001; MAC=A4A3A2A1; "},
    {0x14, "01 14 00 04 98 00 00 00 78 56 34 12 01 02 03 04 05 06 07 08 A1 A2 A3 A4",
     "data identifier=04001401 [trip delay]; password level=98 [cipher and MAC]; "
     "password=000000; operator code=12345678; "
     "cipher=01 02 03 04 05 06 07 08 [no multiple of 16 bytes]; MAC=A4A3A2A1; "},
    {0x14, "01 14 00 04",
     "data identifier=04001401 [trip delay]; "
     "password level= [1 of 1 bytes missing]; "},
    {0x94, "", ""},
    /* row 2-20 */
    {0x16, "99 99 99 99", "freeze time=99-99 99:99 [at once]; "},
    {0x16, "30 99 99 99", "freeze time=99-99 99:30 [every hour]; "},
    {0x16, "00 00 99 99", "freeze time=99-99 00:00 [every day]; "},
    {0x16, "59 23 31 99", "freeze time=99-31 23:59 [every month]; "},
    {0x16, "59 23 31 12", "freeze time=12-31 23:59 [once a year]; "},
    {0x16, "60 23 31 12", "freeze time=12-31 23:60 [no legal time]; "},
    {0x16, "00 24 99 99", "freeze time=99-99 24:00 [no legal time]; "},
    {0x16, "00 00 00 99", "freeze time=99-00 00:00 [no legal time]; "},
    {0x16, "00 00 01 00", "freeze time=00-01 00:00 [no legal time]; "},
    {0x16, "00 00 01 13", "freeze time=13-01 00:00 [no legal time]; "},
    {0x16, "0A 99 99 99", "freeze time=99-99 99:0A [no legal time]; "},
    {0x16, "99 00 99 99", "freeze time=99-99 00:99 [no legal time]; "},
    {0x96, "", ""},
    {0x08, "00 28 16 07 12 19", "time to set=2019-12-07 16:28:00; "},
    {0x08, "00 28 16 07 13 19", "time to set=00 28 16 07 13 19 [no legal date or time]; "},
    {0x1C, "02 00 00 00 00 00 00 00 1D 03 24 41 15 12 05 18",
     "password level=02 [plain]; password=000000; operator code=00000000; "
     "command N1=1D [trip, direct close after N2 x 5 min]; N2=03 [15 minutes]; "
     "valid until=2018-05-12 15:41:24; "},
    {0x1C, "02 00 00 00 00 00 00 00 1E 00 24 41 15 12 05 18",
     "password level=02 [plain]; password=000000; operator code=00000000; "
     "command N1=1E [trip, close permit after N2 x 5 min]; N2=00 [0 minutes]; "
     "valid until=2018-05-12 15:41:24; "},
    {0x1C, "02 00 00 00 00 00 00 00 55 01 24 41 15 12 05",
     "password level=02 [plain]; password=000000; operator code=00000000; "
     "command N1=55 [unknown command]; N2=01 [expected 00]; "
     "valid until=24 41 15 12 05 [1 of 6 bytes missing]; "},
    {0x1C, "02 00 00 00 00 00 00 00 3A",
     "password level=02 [plain]; password=000000; operator code=00000000; "
     "command N1=3A [protect]; N2= [1 of 1 bytes missing]; "},
    {0x9C, "", ""},
    {0x9C, "04 00", "execution word=0x0004 [direct trip]; "},
    {0x9C, "04", "execution word=04 [1 of 2 bytes missing]; "},
    {0xD1, "06", "error ERR=0x06 [no requested data; wrong password or not authorised]; "},
    {0xD1, "", "error ERR= [1 of 1 bytes missing]; "},
    {0xDC, "04", "error ERR=0x04 [wrong password or not authorised]; "},
    {0xDC, "20 00", "error word=0x0020 [trip failed, protected]; "},
    {0xC3, "08 00", "security error SERR=0x0008 [identity authentication failed]; "},
    /* 2: every control code, its parts as the lists of lengths there give them. */
    /* row 1.1-3, row 2-22 */
    {0x17, "08", "speed=0x08 [2400 bit/s]; "},
    {0x97, "40", "speed=0x40 [19200 bit/s]; "},
    {0x17, "0C", "speed=0x0C [exactly one of bits 1 to 6 must be set]; "},
    {0x17, "80", "speed=0x80 [exactly one of bits 1 to 6 must be set]; "},
    {0x17, "01", "speed=0x01 [exactly one of bits 1 to 6 must be set]; "},
    {0x18, "03 0C 00 04 02 11 22 33 02 44 55 66",
     "data identifier=04000C03 [password of level 2]; old level=02 [plain]; old password=332211; "
     "new level=02 [plain]; new password=665544; "},
    {0x98, "02 44 55 66", "new level=02 [plain]; new password=665544; "},
    {0x98, "02 44 55", "new level=02 [plain]; new password=44 55 [1 of 3 bytes missing]; "},
    {0x19, "04 11 22 33 78 56 34 12",
     "password level=04 [plain]; password=332211; operator code=12345678; "},
    {0x1A, "98 00 00 00 78 56 34 12 04 03 02 01 10 0F 0E 0D 0C 0B 0A 09 08 07 06 05 04 03 02 01",
     "password level=98 [cipher and MAC]; password=000000; operator code=12345678; MAC=01020304; "
     "cipher=0102030405060708090A0B0C0D0E0F10 [not readable without the key]; "},
    /* row 2.3-5 */
    {0x19, "96 11 22 33 78 56 34 12",
     "password level=96 [plain, level of other utilities]; password=332211; "
     "operator code=12345678; "},
    {0x1B, "02 11 22 33 78 56 34 12 FF FF FF FF",
     "password level=02 [plain]; password=332211; operator code=12345678; "
     "identifier to clear=FFFFFFFF [all events]; "},
    {0x1B, "02 11 22 33 78 56 34 12 FF 00 1D",
     "password level=02 [plain]; password=332211; operator code=12345678; "
     "identifier to clear=FF 00 1D [1 of 4 bytes missing]; "},
    /* row 2.3-1 */
    {0x1C, "0A 00 00 00 00 00 00 00 1A 00 05 30 08 02 03 26",
     "password level=0A [no known level]; password=000000; operator code=00000000; "
     "command N1=1A [trip]; N2=00; valid until=2026-03-02 08:30:05; "},
    {0x1D, "02", "output signal=02 [tariff switch]; "},
    {0x9D, "03", "output signal=03 [expected 00 to 02]; "},
    /* row 6.1-3 to row 6.1-7, row 5.4-49: the pieces of security commands */
    {0x03,
     "FF 00 00 07 01 02 03 04 01 02 03 04 05 06 07 08 11 12 13 14 15 16 17 18 21 22 23 24 25 "
     "26 00 00",
     "data identifier=070000FF [identity authentication]; operator code=04030201; "
     "cipher 1=0807060504030201; random 1=1817161514131211; dispersion factor=0000262524232221; "},
    {0x83, "FF 00 00 07 01 02 03 04 01 02 03 04 05 06 07 08",
     "data identifier=070000FF [identity authentication]; random 2=04030201; "
     "ESAM serial=0807060504030201; "},
    {0x03, "FF 01 00 07 01 02 03 04 05 00 01 02 03 04",
     "data identifier=070001FF [authentication validity]; operator code=04030201; "
     "validity=0005 min; MAC=04030201; "},
    {0x83, "FF 02 00 07 01 00 00 00 00 00 10 27 00 00 02 00 00 00 04 00 00 00",
     "data identifier=070002FF [authentication invalidate]; customer number=000000000001; "
     "amount=100.00 yuan; purchase count=2; key information=00000004; "},
    {0x03,
     "FF 01 01 07 01 02 03 04 10 27 00 00 01 00 00 00 01 02 03 04 01 00 00 00 00 00 05 06 07 "
     "08",
     "data identifier=070101FF [open account]; operator code=04030201; amount=100.00 yuan; "
     "purchase count=1; MAC1=04030201; customer number=000000000001; MAC2=08070605; "},
    {0x03,
     "FF 02 01 07 01 02 03 04 10 27 00 00 01 02 03 04 05 06 07 08 01 02 03 04 01 00 00 00 00 "
     "00 05 06 07 08",
     "data identifier=070102FF [recharge]; operator code=04030201; amount=100.00 yuan; "
     "order number=0807060504030201; MAC1=04030201; meter number=000000000001; MAC2=08070605; "},
    {0x03, "FF 01 80 07 01 02 03 04 04 00 00 00 02 00 01 DF",
     "data identifier=078001FF [data readback]; operator code=04030201; file length=4; "
     "file start=0; file=0002; directory=DF01; "},
    {0x83, "FF 01 80 07 04 00 00 00 02 00 01 DF 10 27 00 00 01 02 03 04",
     "data identifier=078001FF [data readback]; file length=4; file start=0; file=0002; "
     "directory=DF01; file data=10 27 00 00; MAC=04030201; "},
    {0x83,
     "FF 02 81 07 10 27 00 00 01 02 03 04 01 00 00 00 05 06 07 08 01 00 00 00 00 00 00 00 00 "
     "00",
     "data identifier=078102FF [state query]; amount=100.00 yuan; MAC1=04030201; "
     "purchase count=1; MAC2=08070605; customer number=000000000001; "
     "key information=00000000; "},
    {0x03, "FF 02 81 07 01 02 03 04",
     "data identifier=078102FF [state query]; operator code=04030201; "},
    {0x03, "FF 02 81 07 01",
     "data identifier=078102FF [state query]; "
     "operator code=01 [3 of 4 bytes missing]; "},
    {0x83, "FF 01 01 07", "data identifier=070101FF [open account]; "},
    {0xC3, "40 00", "security error SERR=0x0040 [purchase over the hoarding limit]; "},
    {0x1F, "01 02", "data=01 02 [unknown function]; "},
};

/* Asked in Chinese, a row says nothing in English: neither name nor note. */
static void chinese_row(void *context, const struct dlt645_row *row)
{
    char word[40];
    (void)context;
    ck_assert_msg(row->what_zh[0] != '\0', "%s has no Chinese name", row->what);
    ck_assert_msg(!latin_word(row->what_zh, NULL, word, sizeof word), "%s: %s", row->what_zh, word);
    static const char *const documents[] = {"DL", "T", "Q", "GDW", NULL};
    ck_assert_msg(!latin_word(row->clause, documents, word, sizeof word), "%s", row->clause);
    ck_assert_msg(!latin_word(row->note, NULL, word, sizeof word), "%s: %s in '%s'", row->what,
                  word, row->note);
}

START_TEST(rows_are_chinese)
{
    struct dlt645_frame frame = {.control = layouts[_i].control};
    uint8_t bytes[DLT645_FRAME_MAX + 2];
    const char *data = layouts[_i].data;
    int length = hex_text_decode(data, strlen(data), frame.data, sizeof frame.data, NULL);
    frame.length = (uint8_t)length;
    int size = dlt645_frame_encode(&frame, 2, bytes, sizeof bytes);
    for (int cut = 1; cut <= size; cut++) /* whole, and cut short anywhere */
        (void)dlt645_explain(bytes, (size_t)cut, 0, FK_ZH, chinese_row, NULL, NULL);
    bytes[size - 2] ^= 1;
    bytes[size - 1] ^= 1;
    (void)dlt645_explain(bytes, (size_t)size, 0, FK_ZH, chinese_row, NULL, NULL);
}
END_TEST

START_TEST(clauses_are_chinese)
{
    static const struct fk_text rows[] = {
        {"DL/T 645-2007 5.2.6, 5.2.7", "DL/T 645-2007 5.2.6，5.2.7"},
        {"DL/T 645-2007 annex A.5, annex C", "DL/T 645-2007 附录A.5，附录C"},
        {"fee-control extension of DL/T 645-2007, 1CH", "DL/T 645-2007费控扩展，1CH"},
        {DLT645_FEE_CLAUSE, "费控扩展，Q/GDW 1365"}};
    char out[96];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert_str_eq(dlt645_clause_in(rows[i].en, FK_ZH, out, sizeof out), rows[i].zh);
        ck_assert_ptr_eq(dlt645_clause_in(rows[i].en, FK_EN, out, sizeof out), rows[i].en);
    }
    ck_assert_str_eq(dlt645_clause_in("annex A", FK_ZH, out, 6), ""); /* no half character */
}
END_TEST

START_TEST(samples_are_chinese)
{
    const struct sample *sample = &samples[_i];
    (void)dlt645_explain(sample->bytes, sample->size, 0, FK_ZH, chinese_row, NULL, NULL);
}
END_TEST

START_TEST(data_fields_are_explained)
{
    static struct told told;
    struct dlt645_explained explained;
    struct dlt645_frame frame = {.control = layouts[_i].control};
    uint8_t bytes[DLT645_FRAME_MAX];
    const char *data = layouts[_i].data, *rows = layouts[_i].rows;
    int length = hex_text_decode(data, strlen(data), frame.data, sizeof frame.data, NULL);
    ck_assert_int_ge(length, 0);
    frame.length = (uint8_t)length;
    int size = dlt645_frame_encode(&frame, 0, bytes, sizeof bytes);
    ck_assert_int_eq(tell(bytes, (size_t)size, &told, &explained), FK_OK);
    ck_assert_str_eq(told.data, rows);
    /* Every "missing", "expected", "not ..." is a remark, and nothing else is. */
    bool is_remarkable =
        strstr(rows, "missing]") || strstr(rows, "more than") || strstr(rows, "expected") ||
        strstr(rows, "[not in") || strstr(rows, "no legal") || strstr(rows, "not decimal") ||
        strstr(rows, "unknown") || strstr(rows, "[0 minutes") || strstr(rows, "exactly one") ||
        strstr(rows, "no known level") || strstr(rows, "no multiple");
    ck_assert_int_eq(explained.remarks > 0, is_remarkable);
    ck_assert_uint_eq(explained.control, layouts[_i].control);
    ck_assert_str_eq(explained.address, "000000000000");
}
END_TEST

static const struct {
    const char *hex, *outcome, *errors;
    unsigned remarks;
} heads[] = {
    {"", "format@0", "", 0},
    {"FE FE", "format@2", "", 0},
    {"01 02", "format@0", "no frame@0; ", 0},
    {"FE 01", "format@1", "no frame@1; ", 0},
    {"68", "format@1", "", 0},
    {"68 61 01 00", "format@4", "no frame@1; ", 0},
    {"68 61 01 00 00 00 00", "format@7", "", 0},
    {"68 61 01 00 00 00 00 68", "format@8", "", 0},
    {"68 61 01 00 00 00 00 68 11", "format@9", "", 0},
    {"68 61 01 00 00 00 00 68 11 04", "format@10", "", 0},
    {"68 61 01 00 00 00 00 68 11 04 33 33", "format@12", "", 1},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33", "format@14", "", 0},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 14", "format@15", "", 0},
    {"68 61 01 00 00 00 00 67 11 04", "format@7", "second start@7; no frame@8; ", 0},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 15 16", "checksum@14", "check sum@14; ", 0},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 14 17", "format@15", "end@15; ", 0},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 15 17", "format@15", "check sum@14; end@15; ", 0},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 14 16 AA", "format@16", "no frame@16; ", 0},
    {"68 61 0B 00 00 00 00 68 11 04 33 33 34 33 1E 16", "ok", "", 1},
    {"68 AA 01 00 00 00 00 68 11 04 33 33 34 33 5D 16", "ok", "", 1},
};

START_TEST(damage_is_placed)
{
    static struct told told;
    struct dlt645_explained explained;
    uint8_t bytes[64] = {0};
    char outcome[40] = "ok";
    int size = hex_text_decode(heads[_i].hex, strlen(heads[_i].hex), bytes, sizeof bytes, NULL);
    int result = tell(bytes, (size_t)size, &told, &explained);
    if (result != FK_OK)
        snprintf(outcome, sizeof outcome, "%s@%zu", fk_err_name(result),
                 explained.diag.offset - BASE);
    ck_assert_str_eq(outcome, heads[_i].outcome);
    ck_assert_str_eq(told.errors, heads[_i].errors);
    ck_assert_uint_eq(explained.remarks, heads[_i].remarks);
    ck_assert_int_eq(explained.has_head, size >= 9 && bytes[0] == 0x68 && bytes[7] == 0x68);
}
END_TEST

START_TEST(the_whole_is_summed_up)
{
    struct dlt645_explained explained;
    const struct sample *sample = &samples[1];
    ck_assert_int_eq(dlt645_explain(sample->bytes, sample->size, 0, FK_EN, NULL, NULL, &explained),
                     FK_OK);
    ck_assert(explained.has_head && explained.has_di);
    ck_assert_uint_eq(explained.di, 0x00010000);
    ck_assert_str_eq(explained.function, "read");
    ck_assert_str_eq(explained.address, "000000000161");
    ck_assert_int_eq(dlt645_explain(sample->bytes, sample->size, 0, FK_EN, NULL, NULL, NULL),
                     FK_OK);
    ck_assert_str_eq(dlt645_function_name(0x9C, FK_EN), "relay control");
    ck_assert_str_eq(dlt645_function_name(0x1F, FK_EN), "unknown function");
}
END_TEST

START_TEST(long_reads_are_remarked)
{
    static const struct {
        uint8_t control, length;
        unsigned remarks;
    } reads[] = {{0xB1, 200, 0}, {0xB1, 201, 1}, {0x92, 201, 1}, {0x14, 204, 0}};
    for (size_t i = 0; i < sizeof reads / sizeof reads[0]; i++) {
        struct dlt645_explained explained;
        struct dlt645_frame frame = {.control = reads[i].control, .length = reads[i].length};
        uint8_t bytes[DLT645_FRAME_MAX];
        dlt645_di_put(frame.data, 0x0001FF00);
        int size = dlt645_frame_encode(&frame, 0, bytes, sizeof bytes);
        ck_assert_int_eq(dlt645_explain(bytes, (size_t)size, 0, FK_EN, NULL, NULL, &explained),
                         FK_OK);
        ck_assert_uint_eq(explained.remarks, reads[i].remarks);
    }
}
END_TEST

/* Whatever the bytes are, the rows lie end to end, and the verdict is that of the decoder. */
START_TEST(random_bytes_are_covered)
{
    static struct told told;
    struct dlt645_explained explained;
    random_seed("explain");
    for (int round = 0; round < 20000; round++) {
        uint8_t bytes[DLT645_FRAME_MAX + 4];
        struct dlt645_frame frame = random_frame(), back;
        if (random_below(2))
            dlt645_di_put(frame.data,
                          dlt645_item_at(random_below((uint32_t)dlt645_item_count()))->di);
        int size = dlt645_frame_encode(&frame, random_below(3), bytes, sizeof bytes);
        ck_assert_int_gt(size, 0);
        size_t shown = random_below(4) ? (size_t)size : 1 + random_below((uint32_t)size);
        if (random_below(3) == 0)
            bytes[random_below((uint32_t)shown)] ^= (uint8_t)(1 + random_below(255));
        int decoded = dlt645_frame_decode(bytes, shown, &back, NULL);
        int result = tell(bytes, shown, &told, &explained);
        if (decoded == (int)shown)
            ck_assert_int_eq(result, FK_OK);
        else
            ck_assert_int_eq(result, decoded > 0 ? FK_E_FORMAT : decoded);
    }
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(cases, test, 0, sizeof table / sizeof table[0])

static Suite *explain_suite(void)
{
    Suite *suite = suite_create("dlt645_explain");
    TCase *cases = tcase_create("explain");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, samples_load, NULL);
    tcase_add_loop_test(cases, samples_are_explained, 0, SAMPLE_COUNT);
    tcase_add_loop_test(cases, samples_are_chinese, 0, SAMPLE_COUNT);
    LOOP(data_fields_are_explained, layouts);
    LOOP(addresses_fit_their_commands, reaches);
    LOOP(rows_are_chinese, layouts);
    tcase_add_test(cases, clauses_are_chinese);
    LOOP(damage_is_placed, heads);
    tcase_add_test(cases, the_whole_is_summed_up);
    tcase_add_test(cases, long_reads_are_remarked);
    tcase_add_test(cases, random_bytes_are_covered);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(explain_suite)
