# title: no layer includes what it may not
# group: code
# quick: yes
# cores: 1
# seconds: 60
. tests/steps/lib.sh
bash tests/check_layers.sh "$FK_ROOT"

# The check itself: each of these small trees breaks one rule and must be refused.
refuses() { # file, line, and perhaps a second file with its line
    local tree=$FK_TMP/tree
    rm -rf "$tree"
    mkdir -p "$tree/$(dirname "$1")"
    printf '%s\n' "$2" >"$tree/$1"
    [ $# -eq 2 ] || printf '%s\n' "$4" >"$tree/$3"
    bash tests/check_layers.sh "$tree" >"$FK_TMP/out"
    [ $? -eq 1 ] && [ "$(grep -c '^not ok ' "$FK_TMP/out")" -eq 1 ] || {
        cat "$FK_TMP/out"
        return 1
    }
}
case_is "refused: protocol includes models" refuses protocol/a.c '#include "models/house/party.h"'
case_is "refused: models includes sim" refuses models/a.c '#include "sim/world/world.h"'
case_is "refused: sim includes reports" refuses sim/a.c '#include "reports/store/store.h"'
case_is "refused: sim includes conformance" refuses sim/a.c '#include "conformance/run/run.h"'
case_is "refused: conformance includes sim" refuses conformance/a.c '#include "sim/world/world.h"'
case_is "refused: reports includes cli" refuses reports/a.c '#include "cli/cmd.h"'
case_is "refused: an include not from the root" refuses models/a.c '#include "clock.h"'
case_is "refused: base includes protocol" refuses base/a.c '#include "protocol/dlt645/dlt645_frame.h"'
case_is "refused: line includes sim" refuses line/a.c '#include "sim/world/run.h"'
case_is "refused: scenario includes world" refuses sim/scenario/a.c '#include "sim/world/run.h"'
case_is "refused: siblings include each other" refuses models/around/a.c \
    '#include "models/feecontrol/policy.h"'
case_is "refused: a room nobody knows" refuses sim/attic/a.c 'int a;'
case_is "refused: a circle between files" refuses reports/page/a.h \
    '#include "reports/page/b.h"' reports/page/b.h '#include "reports/page/a.h"'
case_is "refused: SimGrid outside sim" refuses conformance/a.c '#include <simgrid/engine.h>'
case_is "refused: sqlite3 outside the store" refuses reports/page.c '#include <sqlite3.h>'
case_is "refused: libserialport outside conformance" refuses sim/a.c '#include <libserialport.h>'
case_is "refused: models read the clock" refuses models/a.c 'long f(void) { return time(NULL); }'
case_is "refused: models do I/O" refuses models/a.c 'void f(void) { printf("x"); }'
case_is "refused: models include POSIX" refuses models/a.c '#include <unistd.h>'
case_is "refused: gnuplot outside the plotter" refuses cli/a.c 'FILE *f = popen("gnuplot", "w");'
case_is "refused: a library prints" refuses sim/a.c 'void f(void) { puts("x"); }'
case_is "refused: alloca" refuses sim/a.c 'void *p = alloca(3);'
