"$FEIKONG" meter --listen 127.0.0.1:0 >ready &
meter=$!
until read -r word uri <ready && [ -n "$uri" ]; do :; done 2>/dev/null
"$FEIKONG" meter --listen "${uri#tcp:}" 2>message
code=$?
sed 's/127.0.0.1:[0-9]*/127.0.0.1:PORT/' message >&2
kill -TERM "$meter"
wait "$meter"
exit $code
