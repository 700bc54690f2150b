# Sourced by the scripts in this folder: starts a fresh one-machine cloud, which stops with the script.
# Sets host (as in image names), url, token, and work, a folder for the suite; DOCKER_CONFIG has a login for the host.
set -euo pipefail
export CGO_ENABLED=0
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
suites=$root/e2e/suites
. scripts/work.sh

touch "$work/out"
./slipway up --port 0 --data "$work/data" >"$work/out" 2>"$work/err" &
pids+=($!)
until grep -q '^Slipway is ready at ' "$work/out"; do
  kill -0 "${pids[0]}" 2>/dev/null || { cat "$work/err" >&2; exit 1; }
  sleep 0.2
done
url=$(sed -n 's/^Slipway is ready at //p' "$work/out")
host=${url#*://}
token=$(<"$work/data/admin-token")
export DOCKER_CONFIG=$work/docker
mkdir "$DOCKER_CONFIG"
printf '{"auths":{"%s":{"auth":"%s"}}}' "$host" "$(printf 'suite:%s' "$token" | base64 -w0)" >"$DOCKER_CONFIG/config.json"

# Copies a Go module of this version, writable, and prints the copy's folder.
module() {
  local dir
  dir=$(GOFLAGS=-mod=mod go mod download -json "$1" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
  cp -r "$dir" "$work/module"
  chmod -R u+w "$work/module"
  echo "$work/module"
}

# Starts a proxy that logs in to the registry, for suites without a login, and sets door to its host.
open_door() {
  (cd "$suites/door" && go build -o "$work/door" .)
  "$work/door" "$url" "$token" >"$work/door.txt" &
  pids+=($!)
  until [[ -s $work/door.txt ]]; do sleep 0.1; done
  door=$(<"$work/door.txt")
}

# Prints the counts of a run of Go's tests (go test -v, on standard input), and each failed test. Fails if one failed, or none ran.
go_counts() {
  awk '
    /^=== RUN/ { said = "" }
    { said = said $0 "\n" }
    /^--- PASS/ { passed++ }
    /^--- FAIL/ { failed++; printf "%s", said }
    /^--- SKIP/ { skipped++ }
    /^(FAIL|panic:)/ { broken = 1; print }
    END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit !(passed && !failed && !broken) }'
}
