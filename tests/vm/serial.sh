#!/bin/bash
# The conformance suite over a serial port that is one: in a virtual machine, /dev/ttyS1.. are 16550 UARTs
# with a virtual meter behind each, so that libserialport, its settings and its lock are really used.
#
# Usage: tests/vm/serial.sh [WORK]      WORK: folder for the kernel and logs (default build/vm)
#
#   feikong meter --listen (sound)       <- socket -> ttyS1 \
#   feikong meter --listen (a defect)    <- socket -> ttyS2  > guest: feikong conform run --port serial:...
#   feikong meter --listen (with echo)   <- socket -> ttyS3 /
#
# The guest is the kernel of Debian's linux-image-cloud-amd64 (downloaded and unpacked, not installed) with an
# initial file system of busybox, the program and its libraries. It runs as root in memory, knows no disk and no
# network. Needs qemu-system-x86, busybox-static and faketime. Prints one "ok" or "not ok" line per case.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/steps/lib.sh
. "$root/tests/steps/lib.sh"
at_noon "$0" "$@" # the guest too: see -rtc
FEIKONG=${FEIKONG:-$root/build/feikong}
work=${1:-$root/build/vm}
limit=${FK_VM_SECONDS:-180}
meters=()
# shellcheck disable=SC2317 # called by trap
stop_meters() {
    local meter
    for meter in "${meters[@]}"; do
        kill "$meter" 2>/dev/null
    done
}
trap stop_meters EXIT
give_up() {
    echo "not ok - serial port in a virtual machine: $*"
    exit 1
}

# The kernel's package name changes with every update; the meta package knows the present one.
fetch_kernel() {
    local package
    kernel=$(find "$work/kernel/boot" -name 'vmlinuz-*' 2>/dev/null | head -n 1)
    [ -z "$kernel" ] || return 0
    package=$(LC_ALL=C apt-cache depends linux-image-cloud-amd64 2>/dev/null |
        sed -n 's/.*Depends: \(linux-image-[^ ]*\)/\1/p' | head -n 1)
    [ -n "$package" ] || give_up "no package linux-image-cloud-amd64, run apt-get update"
    rm -rf "$work/package"
    mkdir -p "$work/package"
    (cd "$work/package" && apt-get -q download "$package" >"$work/download.log" 2>&1) ||
        give_up "$package cannot be downloaded: $(tail -n 1 "$work/download.log")"
    dpkg-deb --fsys-tarfile "$work/package"/*.deb | tar -x -C "$work/package" ./boot ||
        give_up "$package cannot be unpacked"
    rm -f "$work/package"/*.deb
    rm -rf "$work/kernel"
    mv "$work/package" "$work/kernel"
    kernel=$(find "$work/kernel/boot" -name 'vmlinuz-*' | head -n 1)
}

# What the guest runs. Its console is the first UART; a line "case NAME CODE" tells each exit code.
write_init() {
    cat <<'INIT'
#!/bin/busybox sh
/bin/busybox mkdir -p /dev /proc /sys /tmp
/bin/busybox mount -t devtmpfs dev /dev
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
exec >/dev/ttyS0 2>&1
export FEIKONG_METER_PASSWORD=000000
try() { # NAME PORT OPTION...
    name=$1
    port=$2
    shift 2
    /feikong conform run --device /device.yaml --port "$port" "$@"
    echo "case $name $?"
}
try sound serial:/dev/ttyS1
try defect serial:/dev/ttyS2 dlt645/5.2.6/1 dlt645/7.4
try echo serial:/dev/ttyS3 dlt645/5.2.8 dlt645/7.1 dlt645/fc.relay/1
try missing serial:/dev/ttyS9 dlt645/7.4
echo "case end 0"
/bin/busybox poweroff -f
INIT
}

build_guest() {
    local guest=$work/guest library
    rm -rf "$guest"
    mkdir -p "$guest/bin"
    cp "$(command -v busybox)" "$guest/bin/busybox" || give_up "busybox-static is not installed"
    cp "$FEIKONG" "$guest/feikong" || give_up "$FEIKONG is not there, build it first"
    cp "$root/conformance/devices/virtual.yaml" "$guest/device.yaml"
    write_init >"$guest/init"
    chmod +x "$guest/init"
    for library in $(env -u LD_PRELOAD ldd "$FEIKONG" | grep -o '/[^ ]*'); do
        mkdir -p "$guest/$(dirname "$library")"
        cp -L "$library" "$guest/$library"
    done
    (cd "$guest" && find . | busybox cpio -o -H newc 2>/dev/null | gzip -1) >"$work/guest.gz"
}

# start_meter NAME OPTION...: sets `port` to its TCP port. --delay leaves room for a guest that
# sees the end of its sending late.
start_meter() {
    local ready=$work/$1.ready uri=
    shift
    : >"$ready"
    "$FEIKONG" meter --listen 127.0.0.1:0 --delay 100 "$@" >"$ready" &
    meters+=($!)
    while ! read -r _ uri <"$ready"; do
        kill -0 "${meters[-1]}" 2>/dev/null || give_up "a virtual meter did not start"
    done
    port=${uri##*:}
}

run_guest() {
    local sockets=()
    start_meter sound
    sockets+=(-chardev "socket,id=m1,host=127.0.0.1,port=$port" -serial chardev:m1)
    start_meter defect --defect bad-checksum
    sockets+=(-chardev "socket,id=m2,host=127.0.0.1,port=$port" -serial chardev:m2)
    start_meter echo --echo
    sockets+=(-chardev "socket,id=m3,host=127.0.0.1,port=$port" -serial chardev:m3)
    timeout "$limit" env -u LD_PRELOAD qemu-system-x86_64 -accel tcg -cpu max -m 512 \
        -rtc "base=$(date -u +%Y-%m-%dT%H:%M:%S)" -nodefaults -no-reboot -display none \
        -kernel "$kernel" -initrd "$work/guest.gz" -append 'console=ttyS0 quiet panic=-1' \
        -serial "file:$work/console.log" "${sockets[@]}" >"$work/qemu.log" 2>&1 </dev/null
}

expect() { # NAME CODE TEXT
    if tr -d '\r' <"$work/console.log" | grep -qx "case $1 $2"; then
        echo "ok - serial port in a virtual machine: $3"
    else
        echo "not ok - serial port in a virtual machine: $3"
        failed=1
    fi
}

command -v qemu-system-x86_64 >/dev/null || give_up "qemu-system-x86 is not installed"
mkdir -p "$work" || give_up "$work cannot be made"
fetch_kernel
build_guest
: >"$work/console.log"
run_guest || echo "# the virtual machine ended with code $?"
failed=0
expect sound 0 "the sound meter passes every test"
expect defect 1 "a meter with wrong check sums fails"
expect echo 0 "an adapter that hears itself changes nothing"
expect missing 3 "a port that is not there is an error of the harness"
expect end 0 "the guest came to its end"
[ $failed = 0 ] || tail -n 40 "$work/console.log" "$work/qemu.log" | tr -d '\r' | sed 's/^/# /'
exit $failed
