# title: JUnit files follow their schema, and their counts are right
# group: suite
# quick: yes
# cores: 1
# seconds: 120
. tests/steps/lib.sh
export FEIKONG_METER_PASSWORD=000000

valid() { # file
    xmllint --noout --schema tests/junit.xsd "$1"
}
counts() { # file: the counts in the attributes are the elements that are there
    local wrong
    wrong=$(xmllint --xpath "count(//testsuite[@tests != count(testcase) or
        @failures != count(testcase/failure) or @errors != count(testcase/error) or
        (@skipped and @skipped != count(testcase/skipped))])" "$1") && [ "$wrong" = 0 ]
}
number_is() { # expected or "+" for any above 0, XPath, file
    local got
    got=$(xmllint --xpath "$2" "$3")
    echo "$2 is $got, expected $1"
    if [ "$1" = + ]; then
        [ "$got" -gt 0 ]
    else
        [ "$got" = "$1" ]
    fi
}
# junit NAME FAILURES COMMAND...: the command writes the file; FAILURES is 0 or "+"
junit() {
    local name=$1 failures=$2 file=$FK_TMP/$1.xml
    shift 2
    "$FEIKONG" "$@" --junit "$file" >"$FK_TMP/out" 2>&1
    if [ ! -s "$file" ]; then
        not_ok "$name writes a file"
        sed 's/^/# /' "$FK_TMP/out"
        return
    fi
    case_is "$name follows tests/junit.xsd" valid "$file"
    case_is "$name counts right" counts "$file"
    case_is "$name holds test cases" number_is + "count(//testcase)" "$file"
    case_is "$name: failures" number_is "$failures" "count(//failure)" "$file"
}
junit "run that holds" 0 run scenarios/s-04.yaml --quiet
junit "run that does not hold" + run scenarios/s-04.yaml --quiet --set policy.failure.repeats=0
junit "conformance that passes" 0 conform run --port sim:
junit "conformance that fails" + conform run --port sim: --defect permit-closes

# The schema can refuse.
broken() {
    ! sed "$1" "$FK_TMP/conformance that passes.xml" >"$FK_TMP/broken.xml" || ! valid "$FK_TMP/broken.xml"
}
case_is "the schema refuses an unknown element" broken 's/<testcase /<testcaze /'
case_is "the schema refuses a missing count" broken 's/ failures="[0-9]*"//'
case_is "the schema refuses a case without a name" broken 's/\(<testcase[^>]*\) name="[^"]*"/\1/'
