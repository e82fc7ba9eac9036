"$FEIKONG" question 39 8 --quiet >out
code=$?
sed 's/fingerprint [0-9a-f]*/fingerprint ./' out
exit $code
