# one object a line, and the exit code says that not all is well
"$FEIKONG" decode --json 12 34 68 11 11 11 11 11 11 68 9C 00 D2 16 68 11 11 11 11 11 11 68 9C 00 D3 16
