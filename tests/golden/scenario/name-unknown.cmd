"$FEIKONG" run nowhere 2>&1 | sed -E 's/(here are agreements, b0), .*/\1, .../' >&2
exit "${PIPESTATUS[0]}"
