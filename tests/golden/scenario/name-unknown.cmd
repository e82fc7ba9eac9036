"$FEIKONG" run nowhere 2>&1 | sed -E 's/(here are b0, cut-window), .*/\1, .../' >&2
exit "${PIPESTATUS[0]}"
