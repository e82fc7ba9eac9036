# A wrong check sum from the start: the defect is there over a pseudo-terminal too.
"$FEIKONG" meter --pty --energy 26.5 --load 0 --defect bad-checksum >ready &
meter=$!
until read -r word uri <ready && [ -n "$uri" ]; do :; done 2>/dev/null
echo "$word ${uri%/*}/N"
exec 3<>"${uri#pty:}"
printf '\x68\x61\x01\x00\x00\x00\x00\x68\x11\x04\x33\x33\x34\x33\x14\x16' >&3
head -c 24 <&3 | od -An -tx1 -w24
kill -INT "$meter"
wait "$meter"
