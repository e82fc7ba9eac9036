"$FEIKONG" conform close
"$FEIKONG" conform close --device "$ROOT/conformance/devices/virtual.yaml" trip-opens
echo "exit $?"
