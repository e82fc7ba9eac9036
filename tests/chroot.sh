#!/bin/bash
# Runs ./demo (cold, then warm) and ./check --quick on a clean Debian 12 base system.
#
# Usage: tests/chroot.sh [--base FILE.tar] [--full]
#   --base FILE.tar   keep the base system in this file and use it again the next time
#   --full            ./check instead of ./check --quick
# Needs root and the package debootstrap. The mirror is the first one that apt uses on this machine. The
# base system, a clone of the last commit and everything they make live in a temporary folder that is
# removed at the end; mounts are made in a mount namespace of their own and vanish with it.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
base=
quick=--quick
while [ $# -gt 0 ]; do
    case $1 in
    --base)
        base=${2:?--base needs a file name}
        shift
        ;;
    --full) quick= ;;
    *)
        echo "chroot: unknown option '$1', expected --base FILE.tar or --full" >&2
        exit 2
        ;;
    esac
    shift
done
if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
    echo "chroot: needs root and the package debootstrap" >&2
    exit 2
fi
if [ -z "${FK_CHROOT_INSIDE:-}" ]; then
    export FK_CHROOT_INSIDE=1
    exec unshare --mount --propagation private "$0" ${base:+--base "$base"} \
        $([ -n "$quick" ] || echo --full)
fi

work=$(mktemp -d)
clean() {
    umount "$work/debian/dev/pts" "$work/debian/dev/shm" "$work/debian/proc" 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap clean EXIT
target=$work/debian
mkdir "$target"
mirror=$(sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' \
    /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list /etc/apt/sources.list 2>/dev/null |
    head -n 1)
if [ -n "$base" ] && [ -f "$base" ]; then
    tar -xf "$base" -C "$target"
else
    echo "== base system"
    debootstrap --variant=minbase bookworm "$target" "$mirror" >"$work/log" 2>&1 || {
        tail -n 20 "$work/log" >&2
        exit 1
    }
    [ -z "$base" ] || tar -cf "$base" -C "$target" .
fi
mount -t proc proc "$target/proc"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$target/dev/pts"
ln -sf pts/ptmx "$target/dev/ptmx"
mkdir -p "$target/dev/shm"
mount -t tmpfs tmpfs "$target/dev/shm"
cp /etc/resolv.conf "$target/etc/resolv.conf"
git -c safe.directory='*' clone -q --no-hardlinks "$root" "$target/srv/feikong"

inside() {
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb \
        chroot "$target" /bin/sh -c "cd /srv/feikong && $1"
}
result=0
timed() { # title, command
    local start code
    echo "== $1"
    start=$(date +%s%N)
    code=0
    inside "$2" || code=$?
    printf '== %s: exit code %d after %d.%d s\n' "$1" $code $(($(date +%s%N) / 1000000000 - start / 1000000000)) \
        $((($(date +%s%N) - start) / 100000000 % 10))
    [ $code -eq 0 ] || result=1
}
timed "./demo, cold" ./demo
timed "./demo, warm" ./demo
timed "./check $quick" "./check $quick"
exit $result
