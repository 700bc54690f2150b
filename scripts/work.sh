# Sourced by scripts that keep files in a temporary folder and run programs meanwhile. Sets work, a new folder, and pids, to which a script adds the id of
# each program that it starts. When the script ends, also by a signal, these programs end first, and then the folder is removed.
work=$(mktemp -d "${TMPDIR:-/tmp}/slipway-$(basename "$0").XXXXXX")
pids=()
finish() {
  trap '' HUP INT TERM
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  # A program that still runs would write into the folder.
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  # Go keeps modules read-only.
  chmod -R u+w "$work" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

# Runs a program that ends with the script: one in the foreground would go on if a signal ended only the script.
attend() {
  local code=0
  "$@" &
  pids+=($!)
  wait $! || code=$?
  unset 'pids[-1]'
  return "$code"
}
