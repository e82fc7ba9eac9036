# strays, a damaged frame, a good frame, strays; leading FE alone do no harm
"$FEIKONG" decode 01 02 FE 68 01 72 00 72 00 00 68 91 08 33 33 34 33 33 33 33 33 E8 16 FE FE \
    68 11 11 11 11 11 11 68 9C 00 D2 16 AA FE FE
