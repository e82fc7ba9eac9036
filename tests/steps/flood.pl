# A serial server gone mad on 127.0.0.1: bytes without end, as fast as they are taken.
#
# Usage: perl tests/steps/flood.pl [HOST:PORT REQUESTS]
#   without arguments it floods whoever connects; with them it passes so many requests on to a meter
#   and floods after the next. Prints "ready tcp:127.0.0.1:N"; ends after a minute.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my ($target, $requests) = @ARGV;
my $noise = "\x55" x 65536;
$SIG{PIPE} = 'IGNORE';
$| = 1;
alarm 60;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 5) or die "no port: $!";
print 'ready tcp:127.0.0.1:', $server->sockport, "\n";

# False when the master has gone, true when it is time to flood.
sub pass {
    my ($master) = @_;
    my $meter = IO::Socket::INET->new($target) or die "no meter: $!";
    my $select = IO::Select->new($master, $meter);
    while (1) {
        for my $from ($select->can_read) {
            sysread($from, my $bytes, 4096) or return 0;
            return 1 if $from == $master && --$requests < 0;
            syswrite($from == $master ? $meter : $master, $bytes);
        }
    }
}

while (my $master = $server->accept) {
    next if defined $target && !pass($master);
    1 while syswrite $master, $noise;
}
