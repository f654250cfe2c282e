#!/bin/sh
# Measures from the start of the built server to its first answered page, with and without the cache of loaded
# classes (JDK 25 AOT cache), on a data directory that exists: wall time, and memory (RSS) ten seconds later.
#
#   ./sekisho demo            builds it; end it with Ctrl-C
#   sh bench/start.sh [runs = 3]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
app=$root/server/target/app
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
data=$(mktemp -d)
chmod 711 "$data"
export SEKISHO_HOME="$root"
trap 'rm -rf "$data"' EXIT

once() {
    port=$((18000 + $$ % 1000))
    begin=$(date +%s%N)
    "$java" "$@" -Xlog:disable -jar "$app/sekisho-server.jar" serve --port $port --data-dir "$data" \
        >/dev/null 2>&1 &
    pid=$!
    until curl -sf -o /dev/null "http://localhost:$port/signin"; do
        kill -0 $pid || { echo "the server didn't start"; exit 1; }
        sleep 0.05
    done
    end=$(date +%s%N)
    sleep 10
    rss=$(awk '/VmRSS/ { print int($2 / 1024) }' /proc/$pid/status)
    kill $pid
    wait $pid 2>/dev/null || true
    echo "$(((end - begin) / 1000000)) ms to the first page, $rss MB"
}

echo "first start, makes the database:"
once -XX:AOTCache="$app/sekisho.aot"
i=0
while [ $i -lt "${1:-3}" ]; do
    echo "with the AOT cache:    $(once -XX:AOTCache="$app/sekisho.aot")"
    echo "without the AOT cache: $(once -XX:AOTMode=off)"
    i=$((i + 1))
done
