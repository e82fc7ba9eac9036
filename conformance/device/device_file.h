/* conformance/device/device_file.h - the device file: what a device declares (PICS) and what the
 * bench needs to know (PIXIT), in YAML. The format is described in docs/device-file.md.
 *
 * Unknown, missing and ill-typed keys are refused with one sentence
 *     FILE:LINE:COL: key 'x': what is wrong, expected what
 * Read-only after loading; any number of runs may share one. */
#ifndef CONFORMANCE_DEVICE_DEVICE_FILE_H
#define CONFORMANCE_DEVICE_DEVICE_FILE_H
#include "line/transport.h"
#include "protocol/dlt645/dlt645_frame.h"

/* Features of the PICS. A test may need several; a feature that the file does not support (or does
 * not name) makes its tests n/a with the reason given. Order is that of the table in device_file.c.
 */
enum device_feature {
    DEVICE_WILDCARD,       /* reads to the address of six AA */
    DEVICE_SHORT_ADDRESS,  /* reads to a shortened address */
    DEVICE_READ_ADDRESS,   /* function 13H */
    DEVICE_FOLLOW_UP,      /* an item that needs more than one frame, function 12H */
    DEVICE_CLOCK,          /* date and time can be read: 0400010C */
    DEVICE_CLOCK_WRITE,    /* 0400010C can be written with the password, to put the clock back */
    DEVICE_BROADCAST_TIME, /* function 08H */
    DEVICE_DAILY_FREEZE,   /* class 05, 0506.... */
    DEVICE_INSTANT_FREEZE, /* function 16H and 0501.... */
    DEVICE_WRITE,          /* function 14H with the password: 04001403 hold time */
    DEVICE_RELAY,          /* function 1CH: trip and close */
    DEVICE_PERMIT,         /* 1BH leaves an internal relay open until the key */
    DEVICE_PROTECT,        /* 3AH and 3BH */
    DEVICE_ALARM,          /* 2AH and 2BH */
    DEVICE_RELAY_FEEDBACK, /* status shows where the contact is, with and without load */
    DEVICE_EVENT_REPORT, /* 跟随上报: D5 = 1 on complete answers announces events, 04001101 b2 */
    DEVICE_FEATURES
};
_Static_assert(DEVICE_FEATURES <= 64, "a set of features is a uint64_t");

/* Set of one feature. */
static inline uint64_t device_feature_bit(enum device_feature feature)
{
    return UINT64_C(1) << feature;
}

#define DEVICE_TEXT 160

struct device_expected_failure {
    char test[DEVICE_TEXT]; /* full id of a test */
    char reason[DEVICE_TEXT];
    unsigned line, column; /* of the test's id in the file */
};

struct device_file {
    char path[256];  /* as given; for messages and reports */
    char digest[65]; /* SHA-256 of the text in hex */
    char *text;      /* the file as read, for the evidence; owned */
    size_t text_size;
    /* device */
    char vendor[DEVICE_TEXT], model[DEVICE_TEXT], firmware[DEVICE_TEXT];
    uint8_t address[DLT645_ADDRESS_SIZE]; /* wire order */
    /* port */
    char uri[256]; /* "" if the file names none */
    uint32_t baud;
    uint8_t parity; /* enum transport_parity */
    uint8_t echo;   /* enum transport_echo */
    /* pixit */
    char password_env[DEVICE_TEXT]; /* name of the environment variable, "" if none */
    uint8_t password_level;         /* PA, 0..9 */
    uint8_t operator_code[4];       /* C0..C3 as sent; the file has C3 first */
    uint32_t reply_least_ms;        /* shortest legal answer delay */
    uint32_t reply_limit_ms;        /* longest legal answer delay */
    uint32_t latency_ms;            /* what the way to the meter and back may add */
    uint32_t relay_settle_ms;       /* how long the relay may take from the answer to the bits */
    ms_t daily_freeze_at;           /* time of day of the daily freeze, 0 .. MS_DAY - MS_MINUTE */
    uint32_t write_item;            /* DI that the write tests change and put back */
    bool may_cut_supply;
    bool wrong_passwords; /* tests with a wrong password may run: some meters lock the level */
    bool broadcast_time;  /* tests of 08H may run: most meters take one a day */
    /* pics */
    uint64_t features;                          /* bit set of enum device_feature: supported */
    char why_not[DEVICE_FEATURES][DEVICE_TEXT]; /* reason for each that is not; "": not named */
    /* known failures */
    struct device_expected_failure *expected; /* owned */
    size_t expected_count;
};

/* Reads a file. FK_OK, FK_E_IO (cannot be read), FK_E_FORMAT or FK_E_MEMORY with the sentence in
 * *diag. On success free with device_file_fini; on error there is nothing to free. */
FK_MUST_CHECK int device_file_load(const char *path, struct device_file *file,
                                   struct fk_diag *diag);
/* The same from memory; `name` stands for the path in messages. */
FK_MUST_CHECK int device_file_parse(const char *name, const char *text, size_t size,
                                    struct device_file *file, struct fk_diag *diag);
/* The built-in file of the virtual meter, conformance/devices/virtual.yaml. */
FK_MUST_CHECK int device_file_builtin(struct device_file *file, struct fk_diag *diag);
void device_file_fini(struct device_file *file);

/* Options of a line to this device. */
void device_file_options(const struct device_file *file, struct transport_options *options);

/* Six hexadecimal digits "P0P1P2" in the order in which they are sent -> bytes. FK_E_FORMAT. */
FK_MUST_CHECK int device_password_parse(const char *text, uint8_t out[3]);

/* "relay", "follow-up" ...: names of the file format. NULL for a number that is none. */
const char *device_feature_name(unsigned feature);
/* What a feature is, in a few words. */
const char *device_feature_text(unsigned feature);

/* Text of the built-in file (generated from conformance/devices/virtual.yaml, compared by a test).
 */
extern const char device_virtual_text[];
#endif
