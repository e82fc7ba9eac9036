# Reads forward active energy (00010000) over TCP; the log goes to standard error without its moments.
"$FEIKONG" meter --listen 127.0.0.1:0 --address 161 --energy 26.5 --load 0 --verbose >ready 2>log &
meter=$!
until read -r word uri <ready && [ -n "$uri" ]; do :; done 2>/dev/null
echo "$word ${uri%:*}:PORT"
exec 3<>"/dev/tcp/127.0.0.1/${uri##*:}"
printf '\xfe\xfe\x68\x61\x01\x00\x00\x00\x00\x68\x11\x04\x33\x33\x34\x33\x14\x16' >&3
head -c 24 <&3 | od -An -tx1 -w24
kill -TERM "$meter"
wait "$meter"
code=$?
cut -c25- log >&2
exit $code
