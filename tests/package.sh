#!/bin/bash
# Installs the Debian package on a bare Debian 12, uses it, removes it and looks for what it left.
#
# Usage: tests/package.sh PACKAGE.deb
# Needs root and the package debootstrap; everything lives in a temporary folder that is removed at the
# end. Prints one "ok - case" or "not ok - case" a case.
set -u
package=$(realpath "${1:?which package?}") || exit 2
if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
    echo "not ok - a bare system needs root and the package debootstrap"
    exit 1
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf --one-file-system "$work"' EXIT
target=$work/debian
mirror=$(sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' \
    /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list /etc/apt/sources.list 2>/dev/null |
    head -n 1)
inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        chroot "$target" /bin/sh -c "$1" >"$work/log" 2>&1
}
case_is() { # name, command
    if "${@:2}"; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        tail -n 20 "$work/log" | sed 's/^/# /'
    fi
}
debootstrap --variant=minbase bookworm "$target" "$mirror" >"$work/log" 2>&1
case_is "a bare Debian 12" test $? -eq 0
cp /etc/resolv.conf "$target/etc/resolv.conf"
cp "$package" "$target/root/feikong.deb"
case_is "the package installs with what it needs" inside \
    "apt-get update -q && apt-get install -q -y --no-install-recommends /root/feikong.deb"
case_is "a scenario runs by its name" inside "cd / && feikong run s-08-sound --quiet"
case_is "the virtual meter passes" inside "feikong conform run 'dlt645/*' --port sim:"
case_is "the package is removed" inside "apt-get purge -q -y feikong"
left=$(find "$target/usr" "$target/etc" "$target/var/lib" -path '*feikong*' -not -path '*/dpkg/*' -not -path '*/apt/*')
case_is "nothing is left" test -z "$left"
[ -z "$left" ] || printf '# %s\n' "$left"
