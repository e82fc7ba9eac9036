"$FEIKONG" run nowhere 2>&1 | sed -E 's/(here are) [0-9]+, in .*/\1 N, in FOLDER/' >&2
exit "${PIPESTATUS[0]}"
