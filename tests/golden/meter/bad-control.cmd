"$FEIKONG" meter --pty --control "$(printf 'x%.0s' {1..108})"
"$FEIKONG" meter --pty --control no/such/folder
