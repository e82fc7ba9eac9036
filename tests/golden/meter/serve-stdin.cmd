# Commands come in by standard input; its end does not end the meter.
coproc meter { exec "$FEIKONG" meter --pty --stdin --load 0 --energy 26; }
pid=$meter_PID
read -r -u "${meter[0]}" ready _
echo "$ready"
printf '%s\n' 'load 3.5kW' 'fault no-response 3' 'power off' 'huh' >&"${meter[1]}"
for _ in 1 2 3 4; do read -r -u "${meter[0]}" line && echo "$line"; done
echo state >&"${meter[1]}"
read -r -u "${meter[0]}" line && echo "$line" | sed 's/"clock": "[^"]*", //'
exec {meter[1]}>&-
kill "$pid"
wait "$pid"
echo "exit $?"
