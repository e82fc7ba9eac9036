# A trip that was ordered, the supply cut, the program killed: the next start has it.
begin() {
    coproc meter { exec "$FEIKONG" meter --pty --stdin --load 0 --energy 26 --state state; }
    pid=$meter_PID
    read -r -u "${meter[0]}" _ _
}
say() {
    echo "$1" >&"${meter[1]}"
    read -r -u "${meter[0]}" line && echo "$line" | sed 's/"clock": "[^"]*", //'
}
begin
say 'clock +1d'
say 'breaker stuck'
say 'power off'
kill -9 "$pid"
wait "$pid" 2>/dev/null
begin
say state
kill "$pid"
wait "$pid"
echo "exit $?"
ls
