# A trip with a timer of five minutes, a load curve and a month take no time where the tester steps.
printf 'after,kw\n0:00,3\n1:00,6\n1:30,0\n' >curve.csv
coproc meter { exec "$FEIKONG" meter --pty --stdin --speed 0 --replay curve.csv --load 0 --energy 10; }
pid=$meter_PID
read -r -u "${meter[0]}" _ _
for command in 'step 59min' 'step 1min' 'state' 'step 31d' 'state' 'step 1y'; do
    echo "$command" >&"${meter[1]}"
    read -r -u "${meter[0]}" line && echo "$line" | sed 's/.*\("energy_kwh": [0-9.]*\).*\("power_w": [^]]*\]\).*/\1 \2/'
done
kill "$pid"
wait "$pid"
