#!/bin/sh
# Called by the Maven build of the server: brings in what comes from npm. Usage: build.sh TARGET_DIRECTORY
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

for tool in node npm; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        echo "Sekisho builds with Node.js 20 or newer and npm: install them (on Debian: apt-get install nodejs npm) and run the command again." >&2
        exit 1
    fi
done
version=$(node --version)
major=${version#v}
major=${major%%.*}
if [ "$major" -lt 20 ]; then
    echo "Sekisho builds with Node.js 20 or newer and finds $version: install a newer one and run the command again." >&2
    exit 1
fi
node "$here/install.mjs"
exec node "$here/build.mjs" "$1"
