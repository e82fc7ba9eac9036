errors=$PWD/errors
cd "$GOLDEN" && "$FEIKONG" run no-parent.yaml 2>"$errors"
code=$?
sed 's/; nor is it in scenarios, .*/; nor is it in scenarios, .../' "$errors" >&2
exit $code
