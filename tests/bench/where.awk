# Adds what callgrind counted up by process of the simulated world. Input: nm -A of the libraries, then
# callgrind_annotate --threshold=100. A function's file says what it is for; a name that several files
# have is shared out to none of them. What stands behind a line LESS is taken off: the same of a
# smaller run. Prints instructions a customer and percent, the largest first.
#
# Variables: customers, by whom the rest is divided
BEGIN {
    split("drawing: chance chance_row drawn_use habits outages population;" \
        "reading: concentrator concentrator_faults cell rates master_registers uploads areas site;" \
        "calculation: fee_runs fee_tariffs fee_select exceptions plan tariff gap money judge;" \
        "deciding: feecontrol fee_step customer customer_orders customer_notice customer_restore fee_money holds looks desks" \
        " outcomes fee_locks locks fee_enrol trips fee_trips fee_desks;" \
        "sending: sms sms_text phones pacer;" \
        "paying: customers channels channel_book withholding marketing ledger statements daily" \
        " purchases settlement;" \
        "cutting and restoring: orders master master_feps relay refusals crews energy;" \
        "watching: monitor books books_tariffs charge check_charges check_flight check_orders" \
        " check_payments check_supply check_trips check_wallets violations monitor_image;" \
        "events: log recorder;" \
        "messages: world world_groups links link seat inbox message_table engine;" \
        "tables and dates: id_map slots timers fifo heap grow large image", groups, ";")
    for (g in groups) {
        split(groups[g], parts, ": ")
        n = split(parts[2], files, " ")
        for (i = 1; i <= n; i++)
            process[files[i]] = parts[1]
    }
}
/^[^ ]*\.a:[^ ]*\.c\.o:/ {
    split($1, at, ":")
    file = at[2]
    sub(/\.c\.o$/, "", file)
    if ($(NF - 1) !~ /^[tT]$/)
        next
    name = $NF
    sub(/\..*/, "", name)
    if (name in of && of[name] != file)
        of[name] = "?"
    else
        of[name] = file
    next
}
/^LESS/ {
    less = 1
    next
}
/^ *[0-9,]+ \(/ {
    count = $1
    gsub(/,/, "", count)
    if ($0 ~ /PROGRAM TOTALS/) {
        all += less ? -count : count
        next
    }
    text = $0
    sub(/^[^)]*\) */, "", text)
    object = text ~ /\[/ ? text : ""
    sub(/^[^:]*:/, "", text)
    sub(/ .*/, "", text)
    sub(/[.'].*/, "", text)
    if (object ~ /libsimgrid|pthread|libstdc|libm\./)
        group = "SimGrid"
    else if (object ~ /ld-linux|libyaml|libcyaml/)
        group = "start of the program"
    else if (object ~ /libsqlite/)
        group = "database"
    else if (object ~ /libxxhash/)
        group = "events"
    else if (object ~ /libc\.so/)
        group = "C library"
    else if (!(text in of))
        group = "rest"
    else if (of[text] == "?")
        group = "names that several files have"
    else
        group = of[text] in process ? process[of[text]] : "rest"
    sum[group] += less ? -count : count
}
END {
    for (group in sum)
        printf "%10.0f instructions a customer, %4.1f %%: %s\n", sum[group] / customers,
            100 * sum[group] / all, group | "sort -rn"
}
