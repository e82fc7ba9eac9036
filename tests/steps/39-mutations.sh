# title: each mutation can be made, and each scenario has one of its own
# group: code
# quick: yes
# cores: 1
# seconds: 60
. tests/steps/lib.sh
# What is tried here is the text of tests/mutations/list.txt alone; that a mutation is noticed, 80-mutations.sh tries.
problems() { # list: each row that cannot be tried, a line
    perl - "$1" <<'PERL'
use strict;
open my $list, "<", $ARGV[0] or die;
my (%text, %seen, $at);
my %is_test = map { m{([^/]*)\.c$}; $1 => 1 } glob "tests/unit/*/*.c";
while (my $line = <$list>) {
    chomp $line;
    $at++;
    next if $line =~ /^(#|\s*$)/;
    my ($file, $old, $new, $tests, @more) = split / [|] /, $line;
    if (!defined $tests || @more) { print "$at: not four fields\n"; next }
    if ($seen{$line}++) { print "$at: stands there twice\n"; next }
    if (!-f $file) { print "$at: no file $file\n"; next }
    s/[{][|][}]/ | /g for $old, $new;
    $text{$file} //= do { local $/; open my $source, "<", $file or die; <$source> };
    my $times = () = $text{$file} =~ /\Q$old\E/g;
    print "$at: found $times times in $file: $old\n" if $times != 1;
    print "$at: changes nothing\n" if $old eq $new;
    if ($tests =~ /^\$ /) {
        -f or print "$at: no file $_\n" for $tests =~ m{\b(scenarios/\S+)}g;
    } else {
        $is_test{$_} or print "$at: no test $_\n" for split / /, $tests;
    }
}
PERL
}
# Scenarios that lean on mutations, and the mutation: "FAMILY FILE | OLD | NEW". A family is the number of the
# catalogue, S-04 with S-04-b and all others, or the id; variants show one rule under other settings, and one of
# them is enough.
leaning() { # list
    local row file
    sed -nE 's/^([^#].*) [|] [$] run (scenarios\/[a-z0-9-]+\.yaml)( --[^|]*)?$/\2 \1/p' "$1" | while read -r file row; do
        [ ! -f "$file" ] || echo "$(family "$file") $row"
    done
}
family() { # file
    sed -nE 's/^id: *(S-[0-9]+)?(.*)/\1 \2/p' "$1" | sed -E 's/^(S-[0-9]+) .*/\1/; s/^ //'
}
# What is wrong: a family without a row, and two that share one.
unsound() { # list
    local file name
    leaning "$1" >"$FK_TMP/leaning"
    for file in scenarios/*.yaml; do
        grep -q '^expectations:' "$file" || continue # others build on it
        name=$(family "$file")
        grep -q "^$name " "$FK_TMP/leaning" || echo "$name has no mutation: $file"
    done
    sort -u "$FK_TMP/leaning" | sed 's/^[^ ]* //' | sort | uniq -d | sed 's/^/two scenarios lean on: /'
}
nothing() { # command...
    local output
    output=$("$@")
    [ -z "$output" ] || {
        printf '%s\n' "$output"
        return 1
    }
}
list=tests/mutations/list.txt
rows=$(grep -cvE '^(#|\s*$)' $list)
case_is "$rows mutations can be made, at least 1000" test "$rows" -ge 1000
case_is "each text is found once, each test is there" nothing problems $list
case_is "each scenario has a mutation of its own that turns it red" nothing unsound $list
families=$(cut -d ' ' -f 1 "$FK_TMP/leaning" | sort -u | wc -l)
case_is "so have $families, at least 60" test "$families" -ge 60

# The check itself.
finds() { # function, line that it must print, change of the list...
    local function=$1 line=$2
    shift 2
    "$@" $list >"$FK_TMP/list"
    "$function" "$FK_TMP/list" >"$FK_TMP/found"
    [ "$(cat "$FK_TMP/found")" = "$line" ] || {
        cat "$FK_TMP/found"
        return 1
    }
}
with() { # row, list
    cat "$2"
    echo "$1"
}
next=$(($(wc -l <$list) + 1))
case_is "a scenario without a mutation is found" finds unsound "S-07 has no mutation: scenarios/s-07.yaml" \
    grep -v s-07.yaml
row=$(sed -n 's/ [|] [$] run scenarios.s-07.yaml --quiet$//p' $list)
case_is "two that lean on the same are found" finds unsound "two scenarios lean on: $row" \
    with "$row | \$ run scenarios/s-10.yaml --quiet"
case_is "a text that is gone is found" finds problems "$next: found 0 times in base/err.h: nowhere" \
    with "base/err.h | nowhere | here | test_money"
case_is "a text that is there twice is found" finds problems "$next: found 2 times in base/err.h: BASE_ERR_H" \
    with "base/err.h | BASE_ERR_H | FK | test_money"
case_is "a test that is gone is found" finds problems "$next: no test test_nowhere" \
    with "base/err.h | #endif | # endif | test_nowhere"
case_is "three fields are found" finds problems "$next: not four fields" with "base/err.h | #endif | test_money"
