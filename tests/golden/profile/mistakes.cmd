for argument in chonqing x "$ROOT/scenarios/b0.yaml" "$ROOT/scenarios/tariffs/cq.yaml" "jibei jilin" --all --lang; do
    # shellcheck disable=SC2086
    "$FEIKONG" profile $argument 2>errors
    echo "exit $?"
    sed "s,$ROOT/,," errors >&2
done
mkdir profiles
printf 'policy: {name: own}\n' >profiles/own.yaml
"$FEIKONG" profile profiles/own.yaml
echo "exit $?"
printf 'extends: [b0.yaml]\nprofile: own\nid: own\n' >own.yaml
"$FEIKONG" run own.yaml
echo "exit $?"
"$FEIKONG" run s-56 --set profile=jibai
