# Every verdict of every test on the sound meter and on each defect, one letter a cell: no change goes unseen.
"$FEIKONG" conform matrix --out matrix.tsv >/dev/null
awk -F '\t' '
    BEGIN { split("pass . fail F remark r inconclusive ? n/a - none 0 error E", list, " ");
            for (i = 1; i < 14; i += 2) letter[list[i]] = list[i + 1] }
    NR > 1 { cells = ""; for (i = 2; i <= NF; i++) cells = cells letter[$i]; printf "%-38s %s\n", $1, cells }' matrix.tsv
head -n 1 matrix.tsv | tr '\t' '\n' | tail -n +2 | nl -w 2 -s ' '
