echo 'energy: 26' >state
"$FEIKONG" meter --pty --state state
echo "exit $?" && cat state
"$FEIKONG" meter --pty --state no/such/folder/state
