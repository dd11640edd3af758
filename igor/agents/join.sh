#!/bin/sh
# Makes this machine an agent of an Igor controller: fetches agent.pyz, checks its SHA-256, joins, and runs the agent in
# the foreground. Started again it runs the agent that is there. The join token comes in IGOR_JOIN_TOKEN, because other
# users of a machine see arguments. Nothing happens before the last line, so that a script that was cut off does nothing.
set -eu

usage="usage: join.sh --url URL --sha256 DIGEST (--name NAME | --group GROUP) [--home DIR] [--labels 'A B']
       [--executors N] [--ca FILE]"

fail() {
    echo "igor join: $1" >&2
    exit 1
}

fetch() {
    "$python" - "$url/agent.pyz" "$sha256" "$1" <<'EOF'
import hashlib, os, sys, urllib.request

url, digest, path = sys.argv[1:]
try:
    data = urllib.request.urlopen(url, timeout=60).read()
except OSError as error:
    sys.exit("igor join: %s cannot be fetched: %s" % (url, error))
found = hashlib.sha256(data).hexdigest()
if found != digest.lower():
    sys.exit(
        "igor join: %s has the SHA-256 %s, not %s: nothing was run. If the controller was upgraded since the command was"
        " made, make a new one with igor agent token" % (url, found, digest)
    )
with open(path + ".tmp", "wb") as file:
    file.write(data)
os.rename(path + ".tmp", path)
EOF
}

main() {
    url= sha256= name= group= home= labels= executors=1
    while [ $# -gt 0 ]; do
        [ $# -ge 2 ] || fail "$1 needs a value
$usage"
        case $1 in
            --url) url=${2%/} ;;
            --sha256) sha256=$2 ;;
            --name) name=$2 ;;
            --group) group=$2 ;;
            --home) home=$2 ;;
            --labels) labels=$2 ;;
            --executors) executors=$2 ;;
            --ca) export SSL_CERT_FILE="$2" ;;
            *) fail "$1 is no option
$usage" ;;
        esac
        shift 2
    done
    [ -n "$url" ] && [ -n "$sha256" ] || fail "$usage"
    [ -n "$name" ] || [ -z "$group" ] || name=$group-$(uname -n | cut -d. -f1)
    [ -n "$name" ] || fail "$usage"

    python=${PYTHON:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null ||
        fail "$python is not Python 3.8 or newer: install one, or name it in PYTHON"

    umask 077
    home=${home:-$HOME/.igor/agents/$name}
    mkdir -p "$home"
    if [ ! -s "$home/token" ]; then
        [ -n "${IGOR_JOIN_TOKEN:-}" ] || fail "IGOR_JOIN_TOKEN is not set: igor agent token prints the whole command"
        printf '%s\n' "$IGOR_JOIN_TOKEN" >"$home/join-token"
    fi
    unset IGOR_JOIN_TOKEN
    [ -s "$home/token" ] && [ -s "$home/agent.pyz" ] || fetch "$home/agent.pyz"
    exec "$python" "$home/agent.pyz" --url "$url" --name "$name" --home "$home" --join-token-file "$home/join-token" \
        --labels "$labels" --executors "$executors" </dev/null
}

main "$@"
