#!/bin/sh
# Installs the Debian packages of tools/packages.txt that are missing.
#
# Usage: tools/setup.sh [demo|check]      demo: what the program needs; check (default): all
#
# Needs root or sudo only if something is missing. Exit code 0: everything is there; 3: a package could
# not be installed (its name and what it is for are on standard error).
set -u
cd "$(dirname "$0")/.." || exit 3
group=${1:-check}
case $group in
demo | check) ;;
-h | --help)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
*)
    echo "setup: unknown group '$group', expected demo or check" >&2
    exit 2
    ;;
esac

wanted() {
    while read -r name need reason; do
        case $name in '' | '#'*) continue ;; esac
        if [ "$need" = demo ] || [ "$group" = check ]; then
            echo "$name"
        fi
    done <tools/packages.txt
}
reason_of() {
    sed -n "s/^$1  *[a-z]*  *//p" tools/packages.txt
}
is_installed() {
    # clang-format and others may come from a package that provides the name
    dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}
missing() {
    for name in $(wanted); do
        is_installed "$name" || printf '%s ' "$name"
    done
}

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "setup: this is not a Debian system; these packages or their like are needed:" >&2
    wanted | sed 's/^/  /' >&2
    exit 0 # the configuration names the first library that is not there
fi
need=$(missing)
[ -n "$need" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "setup: these packages are missing and neither root nor sudo is here to install them:" >&2
        for name in $need; do
            echo "  $name: $(reason_of "$name")" >&2
        done
        exit 3
    fi
    as_root=sudo
fi
log=$(mktemp) || exit 3
trap 'rm -f "$log"' EXIT
apt() {
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -y "$@" </dev/null >"$log" 2>&1
}

echo "setup: installing $need"
if ! apt update; then
    echo "setup: the package lists could not be refreshed: $(grep -m1 '^[EW]:' "$log")" >&2
fi
# shellcheck disable=SC2086
if ! apt install --no-install-recommends $need; then
    # One by one, to name those that cannot be had.
    for name in $need; do
        is_installed "$name" || apt install --no-install-recommends "$name" ||
            echo "setup: $name ($(reason_of "$name")) cannot be installed: $(
                grep -m1 '^E:' "$log" || tail -n 1 "$log")" >&2
    done
fi
left=$(missing)
if [ -n "$left" ]; then
    echo "setup: stopped, missing: $left" >&2
    exit 3
fi
