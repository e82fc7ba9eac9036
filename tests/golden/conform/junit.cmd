"$FEIKONG" conform run 7.1 7.2 glued-requests --defect one-request,wrong-error-bit --junit junit.xml >/dev/null
cat junit.xml
xmllint --noout --schema "$ROOT/tests/junit.xsd" junit.xml 2>/dev/null
