# The answer times of the console are those of the report: one run, one computation.
"$FEIKONG" conform run dlt645/7.1 dlt645/5.3.3 --port sim: --out result --lang en | grep -o 'answer delay [0-9].*'
grep -o '<tr class="sum"><td>all</td>\(<td class="num">[0-9]*</td>\)*' result/report.html | sed 's/<[^>]*>/ /g; s/  */ /g'
