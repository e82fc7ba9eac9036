# title: the Debian package installs on a bare Debian 12, works, and leaves nothing
# group: code
# quick: no
# long: yes
# cores: all
# seconds: 600
. tests/steps/lib.sh
case_is "cpack makes the package" eval '(cd build && cpack -G DEB -B "$FK_TMP/package")' || exit 1
bash tests/package.sh "$FK_TMP"/package/*.deb
