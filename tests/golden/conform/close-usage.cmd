"$FEIKONG" conform close
"$FEIKONG" conform close --device "$ROOT/conformance/devices/virtual.yaml" trip-opens
echo "exit $?"
"$FEIKONG" conform close --device "$ROOT/conformance/devices/strict.yaml" --device
echo "exit $?"
cp "$ROOT/conformance/devices/virtual.yaml" device.yaml
"$FEIKONG" conform close --device device.yaml
echo "exit $?"
