# The option anywhere, and the locale.
"$FEIKONG" conform list --lang=zh 7.3
LC_ALL=zh_CN.UTF-8 "$FEIKONG" conform list 7.4 fc.protect/4
"$FEIKONG" conform list 7.4 --lang de
