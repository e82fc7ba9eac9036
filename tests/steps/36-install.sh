# title: what is installed works: program, scenarios by name, man pages, completion, Debian package
# group: code
# quick: yes
# cores: 1
# seconds: 60
. tests/steps/lib.sh
prefix=$FK_TMP/usr
case_is "installs into a folder" cmake --install build --prefix "$prefix"
installed=$prefix/bin/feikong

by_name() { # from another folder, without the source tree
    (cd "$FK_TMP" && "$installed" run s-08-sound --quiet)
}
case_is "the installed program finds its scenarios by name" by_name
# A file of one's own that builds on an installed scenario.
mkdir "$FK_TMP/mine"
printf 'extends: [s-08-sound.yaml]\nid: MINE\nseed: 2\n' >"$FK_TMP/mine/mine.yaml"
own_file() {
    (cd "$FK_TMP/mine" && "$installed" run mine.yaml --quiet)
}
case_is "a file of one's own extends an installed scenario" own_file
mkdir "$FK_TMP/mine/s-08-sound"
by_name_beside_results() {
    (cd "$FK_TMP/mine" && "$installed" run s-08-sound --quiet)
}
case_is "a folder of results does not hide the scenario of its name" by_name_beside_results
for page in "$prefix"/share/man/man1/*.1; do
    output=$(groff -man -Tutf8 -ww "$page" 2>&1 >"$FK_TMP/page")
    if [ -z "$output" ] && [ "$(wc -l <"$FK_TMP/page")" -gt 15 ]; then
        ok "man page $(basename "$page") is read without a warning"
    else
        not_ok "man page $(basename "$page") is read without a warning"
        printf '%s\n' "$output" | sed 's/^/# /'
    fi
done
# Every command has its page, every option of its help stands in it.
for command in $("$installed" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    [ "$command" != help ] || continue
    page=$prefix/share/man/man1/feikong-$command.1
    for option in $("$installed" "$command" --help | sed -n 's/^  \(--[a-z0-9-]*\).*/\1/p'); do
        grep -qF -- "$(printf '%s' "$option" | sed 's/-/\\-/g')" "$page" ||
            not_ok "feikong-$command.1 tells of $option"
    done
    ok "feikong-$command.1 tells of every option"
done

completes() { # words typed so far, expected candidate
    (
        # shellcheck disable=SC1091
        . "$prefix/share/bash-completion/completions/feikong"
        read -r -a COMP_WORDS <<<"$1"
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _feikong
        printf '%s\n' "${COMPREPLY[@]}" | grep -qxF -- "$2"
    )
}
case_is "completes a command" completes "feikong con" conform
case_is "completes an option" completes "feikong run --ou" --out
case_is "completes a sub-command" completes "feikong conform ver" verify
case_is "offers nothing that is not there" eval '! completes "feikong run --xx" --out'

package() {
    (cd build && cpack -G DEB -B "$FK_TMP/package") && set -- "$FK_TMP"/package/*.deb &&
        dpkg-deb --contents "$1" | grep -q ' ./usr/bin/feikong$' &&
        dpkg-deb --contents "$1" | grep -q ' ./usr/share/feikong/scenarios/b0.yaml$' &&
        dpkg-deb --field "$1" Depends | grep -q libsimgrid
}
case_is "cpack makes a Debian package that names its libraries" package
