# a relay command in clear, its answer, a second command enciphered; on standard input
printf "%s\n" "68 11 11 11 11 11 11 68 1C 10 33 33 33 33 33 33 33 33" "4D 33 57 74 48 45 38 4B 55 16" \
    "68 11 11 11 11 11 11 68 9C 00 D2 16" \
    "FE FE FE FE 68 11 11 11 11 11 11 68 1C 1C CB 33 33 33 AB 89 67 45 1E 64 F4 36" \
    "A4 F5 83 0A 0B 3D FC B1 13 77 1D 00 39 DD 8E B9 7D 16" | "$FEIKONG" decode
