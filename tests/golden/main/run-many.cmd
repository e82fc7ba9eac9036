"$FEIKONG" run s-04 --bless
"$FEIKONG" run s-04 --jobs 0
"$FEIKONG" run s-04 --jobs 65
"$FEIKONG" run s-04 --fingerprints ""
