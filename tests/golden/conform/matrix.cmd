"$FEIKONG" conform matrix --out matrix.tsv | tail -n 1
awk -F '\t' 'NR == 1 { columns = NF } NF != columns { exit 1 } END { print columns > 20 && NR > 24 ? "whole" : "small" }' matrix.tsv
