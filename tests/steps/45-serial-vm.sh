# title: the conformance suite over a serial port in a virtual machine
# group: suite
# quick: no
# cores: 1
# seconds: 220
bash tests/vm/serial.sh
