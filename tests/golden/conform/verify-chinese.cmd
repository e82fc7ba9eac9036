# The final check is compared in the language of the run, whatever the reader's.
"$FEIKONG" conform run fc.relay/3 --defect close-lost --out result --lang zh | sed -n '4,9p;/结束时/p'
"$FEIKONG" conform verify result --lang zh
"$FEIKONG" conform verify result
"$FEIKONG" conform matrix --lang zh | sed -n '1p;$p'
