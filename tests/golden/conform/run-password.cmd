# Whatever the password is, it does not stand in the evidence (654321 with 33H added is 98 76 54).
FEIKONG_METER_PASSWORD=654321 "$FEIKONG" conform run trip-opens --out result | tail -n 1
grep -c 987654 result/trace.jsonl
