# title: random times and other policies: nobody who has paid stays without supply
# group: scenarios
# quick: no
# cores: 1
# seconds: 120
# S-01-pay with command times around and beyond their time-out, payments at any moment around the cut, slow
# receipts and postings, both restore modes, with and without receipt and second check. Whatever meets whatever:
# no invariant is violated that the policy does not allow, everybody is supplied in the end, nobody hangs between two states, and the log does not
# depend on how many concentrators share an actor.
. tests/steps/lib.sh

# stress SEED GROUP DIR [--set ...]: sets code, fingerprint
stress() {
    local seed=$1 group=$2 dir=$3
    shift 3
    "$FEIKONG" run scenarios/s-01-pay.yaml --quiet --seed "$seed" --group "$group" --out "$dir" \
        --set days=5 --set expectations=none --set policy.failure.repeats=1 \
        --set "customer.pay_after_cut.after=U(1 s, 4 h)" --set "sms.delivery=LN(4 s, 30 s)" \
        --set "payment.posting_delay=LN(20 s, 5 min)" "$@" >"$FK_TMP/out" 2>&1
    code=$?
    fingerprint=$(sed -n 's/^ *fingerprint \([0-9a-f]\{16\}\),.*/\1/p' "$FK_TMP/out")
}

# No invariant is violated, and nothing is expected: exit 4. Where a notice counts when it is sent, it may have been
# received less than the waiting time before the cut: INV-04 alone, as the fault table says.
holds() { # receipt
    if [ "$1" = true ]; then
        test $code -eq 4
    else
        test $code -eq 1 && test "$(sqlite3 "$FK_TMP/a/run.db" \
            "SELECT group_concat(DISTINCT invariant) FROM violation")" = 4
    fi
}

seed=0
for restore in automatic safe; do
    for receipt in true false; do
        for second in true false; do
            for time in "10 s" "U(1 s, 55 s)" "U(1 s, 90 s)"; do
                for each in 1 3; do
                    seed=$((seed + 1))
                    settings=(--set "policy.restore_mode=$restore" --set "policy.receipt_needed=$receipt"
                        --set "policy.second_check=$second" --set "collection.command_time=$time"
                        --set "collection.commands_per_concentrator=$each")
                    name="$restore, receipt $receipt, second check $second, command $time, $each at once"
                    stress $seed 32 "$FK_TMP/a" "${settings[@]}"
                    case_is "$name: holds" holds "$receipt"
                    first=$fingerprint
                    left=$(sqlite3 "$FK_TMP/a/run.db" "
                        SELECT (SELECT customers_off FROM v_daily ORDER BY day DESC LIMIT 1) +
                            (SELECT count(*) FROM (SELECT after, max(at) FROM v_decision GROUP BY customer)
                             WHERE after NOT IN ('normal', 'reminded', 'warned'))")
                    case_is "$name: everybody is supplied and at rest" test "$left" = 0
                    stress $seed 1 "$FK_TMP/b" "${settings[@]}"
                    case_is "$name: the same with one concentrator to an actor" \
                        test "$fingerprint" = "$first"
                    rm -rf "$FK_TMP/a" "$FK_TMP/b"
                done
            done
        done
    done
done
