#!/bin/sh
# Configures and builds one preset of CMakePresets.json; quiet unless something fails.
#
# Usage: tools/build.sh PRESET [TARGET...]
#   PRESET    "release" makes build/feikong; cmake --list-presets lists all.
case ${1-} in
'' | -h | --help)
    sed -n '2,5s/^# \{0,1\}//p' "$0"
    [ -n "${1-}" ]
    exit $((2 * $?))
    ;;
esac
set -u
cd "$(dirname "$0")/.." || exit 1
preset=$1
shift
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
# --fresh: a build folder that was copied from another place, or made by another generator.
if ! cmake --preset "$preset" >"$log" 2>&1 && ! cmake --fresh --preset "$preset" >"$log" 2>&1; then
    cat "$log" >&2
    echo "build: preset $preset cannot be configured" >&2
    exit 1
fi
if [ $# -gt 0 ]; then
    set -- --target "$@"
fi
if ! cmake --build --preset "$preset" "$@" >"$log" 2>&1; then
    grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking|Re-checking)' "$log" >&2
    echo "build: preset $preset does not build" >&2
    exit 1
fi
