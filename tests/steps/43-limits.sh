# title: every command under every limit: its own exit code or 3 with one sentence, nothing half-written
# group: code
# quick: no
# cores: 1
# seconds: 120
# long_seconds: 300
. tests/steps/lib.sh
export FEIKONG_METER_PASSWORD=000000
frame=68AAAAAAAAAAAA681300DF16
"$FEIKONG" conform run dlt645/7.1 --out "$FK_TMP/evidence" >/dev/null || not_ok "evidence to verify"
"$FEIKONG" run scenarios/s-34.yaml --quiet --out "$FK_TMP/result" >/dev/null || not_ok "a result to read"
printf '%s\n' "$frame" "$frame" >"$FK_TMP/frames"

# One row a command: exit code without limits, arguments. OUT is a folder of its own.
commands=(
    "0 --version"
    "0 --help"
    "0 help scenario policy"
    "0 decode $frame"
    "0 decode --json <$FK_TMP/frames"
    "0 run scenarios/s-34.yaml --quiet --out OUT --junit OUT.xml"
    "0 run scenarios/s-34.yaml scenarios/s-08-sound.yaml --quiet --out OUT"
    "0 hunt --seeds 1-2 --jobs 1 --quiet --out OUT"
    "0 hunt --show 3"
    "0 conform list --json"
    "0 conform explain trip-opens"
    "0 conform run dlt645/7.1 --port sim: --out OUT --junit OUT.xml"
    "0 conform verify $FK_TMP/evidence"
    "0 conform matrix --out OUT.tsv"
    "0 meter --list-defects"
    "0 story $FK_TMP/result 0 --out OUT"
    "0 compare $FK_TMP/result $FK_TMP/result --out OUT"
)
# Limits: what ulimit is told, or what the output goes to.
limits=(
    "-v 60000" "-v 130000" "-v 210000" "-f 0" "-f 64" "-n 4" "-n 6" "-Ss 64" ">/dev/full" "OUT=/proc/x"
)
if [ "$FK_LONG" = 1 ]; then
    limits+=(
        "-v 80000" "-v 100000" "-v 160000" "-v 190000" "-v 230000" "-v 260000" "-f 1" "-f 8" "-f 200"
        "-n 5" "-n 8" "-n 12" "-s 512" ">&-" "OUT=/dev/null/x"
    )
fi

# under LIMIT ARGUMENTS: runs; sets code and leaves standard error in $FK_TMP/err.
under() {
    local limit=$1 arguments=$2 input=/dev/null output=$FK_TMP/out place=$FK_TMP/place/out
    case $arguments in *" <"*) input=${arguments#*<} arguments=${arguments% <*} ;; esac
    case $limit in
    ">&-") output= ;;
    ">"*) output=${limit#>} ;;
    OUT=*) place=${limit#OUT=} ;;
    esac
    rm -rf "$FK_TMP/place"
    mkdir -p "$FK_TMP/place/tmp"
    # shellcheck disable=SC2086
    (
        exec 2>&1
        [ -n "$output" ] && exec >"$output" || exec >&-
        case $limit in -*) ulimit $limit || exit 99 ;; esac
        TMPDIR=$FK_TMP/place/tmp exec "$FEIKONG" ${arguments//OUT/$place}
    ) <"$input" | cat >"$FK_TMP/err"
    code=${PIPESTATUS[0]}
}
# What a run leaves must be whole: no temporary names, no empty or cut files.
is_clean() {
    local file left
    left=$(cd "$FK_TMP/place" && find tmp out* \( -path 'tmp/*' -o -name '*.part' -o -name '*.??????' \
        -o -name '*-wal' -o -name '*-journal' \) ! -name '*.report' 2>/dev/null)
    [ -z "$left" ] || return 1
    while IFS= read -r file; do
        case $file in
        *.db) [ "$(sqlite3 "$file" "PRAGMA integrity_check; SELECT count(*) > 0 FROM run" | tr '\n' ' ')" = "ok 1 " ] ;;
        *.xml) xmllint --noout "$file" ;;
        *.html) tail -n 1 "$file" | grep -q '</html>' ;;
        *.jsonl) tail -n 1 "$file" | grep -q '"kind":"end"' ;;
        esac || return 1
    done < <(find "$FK_TMP/place" -type f)
}
holds() { # LIMIT ROW
    local expected=${2%% *} code
    under "$1" "${2#* }"
    local lines files
    lines=$(wc -l <"$FK_TMP/err")
    # Each of several files may have its sentence: scenarios, and what a conformance run writes.
    case $2 in *"conform run"*) files=4 ;; *) files=$(grep -o 'scenarios/' <<<"$2" | wc -l) ;; esac
    { [ $code -eq "$expected" ] ||
        { [ $code -eq 3 ] && [ "$lines" -ge 1 ] && [ "$lines" -le $((files > 1 ? files : 1)) ]; } ||
        { [ $code -eq 2 ] && [ "$lines" -eq 1 ] && [[ $1 == OUT=* ]]; }; } && is_clean && return
    echo "exit code $code"
    head -n 12 "$FK_TMP/err"
    find "$FK_TMP/place" -type f
    return 1
}
for row in "${commands[@]}"; do
    for limit in "${limits[@]}"; do
        name=${row#* }
        case_is "$limit: feikong ${name//$FK_TMP/}" holds "$limit" "$row"
    done
done

# Around the least memory with which a command works every answer is its own, or 3 with one sentence; below it the
# loader of the system may have said no (127).
tight() { # OPTION OF ulimit, FIRST, STEP, LAST in KB, command...
    local option=$1 kb code lines whole=0
    for kb in $(seq "$2" "$3" "$4"); do
        (ulimit -c 0 && ulimit "$option" "$kb" && exec "$FEIKONG" "${@:5}" >"$FK_TMP/out" 2>"$FK_TMP/err")
        code=$?
        lines=$(wc -l <"$FK_TMP/err")
        case $code-$lines in
        0-0) whole=1 ;;
        3-1) ! grep -vE '^(feikong|built-in|.*: )' "$FK_TMP/err" || return 1 ;;
        127-* | 139-0) ;; # 139: not even the loader began
        *)
            echo "$option $kb: exit code $code"
            head -n 5 "$FK_TMP/err"
            return 1
            ;;
        esac
    done
    [ $whole = 1 ]
}
result=$FK_TMP/result
for command in "story $result 0" "compare $result $result" "conform verify $FK_TMP/evidence" \
    "conform run dlt645/7.1/1 --port sim:" "decode $frame" "run scenarios/s-34.yaml --quiet"; do
    # shellcheck disable=SC2086
    {
        case_is "feikong ${command//$FK_TMP/} in little address space" tight -v 50000 1000 66000 $command
        case_is "feikong ${command//$FK_TMP/} in little data" tight -d 3000 500 12000 $command
    }
done
case_is "feikong hunt in little address space" \
    tight -v 50000 1000 66000 hunt --seeds 1-2 --jobs 1 --quiet --out "$FK_TMP/hunted"
case_is "feikong report in little address space" tight -v 53000 500 58000 report "$result" RPT-02
