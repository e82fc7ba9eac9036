# The number of names grows with every scenario, and they stand where the program does.
short() {
    sed -E 's/(here are) [0-9]+, in .*/\1 N, in FOLDER/' >&2
}
"$FEIKONG" run s04 2>&1 | short
"$FEIKONG" run S-4 2>&1 | short
"$FEIKONG" run scenarios/s-04.yaml
"$FEIKONG" run s-04.yaml
"$FEIKONG" bill --tariff tariffs/CQ.yaml --energy 1
"$FEIKONG" bill --tariff CX --energy 1
