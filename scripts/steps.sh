# Sourced: how a step of the set-up is announced, logged, guarded and given up.
# Standard output belongs to the program that is set up; all of this goes to standard error.

# The exit code of a script that lacks what only a network could bring: the set-up goes on without.
unreachable=75

say() { printf 'shoggoth: %s\n' "$*" >&2; }

# fail WHAT-HAPPENED WHAT-TO-DO
fail() {
  printf 'shoggoth: %s\n          %s\n' "$1" "$2" >&2
  exit 1
}

need_tools() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || {
      say "no $tool here"
      exit "$unreachable"
    }
  done
}

# step SENTENCE COMMAND...: runs the command with its output in $log and a dot every few seconds.
step() {
  local sentence="$1" began=$SECONDS heartbeat status=0
  shift
  printf 'shoggoth: %s ' "$sentence" >&2
  # Descriptor 9 is the lock, which must not outlive this script.
  (while sleep 5 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do printf . >&2; done) 9>&- &
  heartbeat=$!
  "$@" </dev/null >"$log" 2>&1 || status=$?
  kill "$heartbeat" 2>/dev/null || true
  wait "$heartbeat" 2>/dev/null || true
  if [ "$status" = 0 ]; then
    printf ' done in %s s\n' $((SECONDS - began)) >&2
  else
    printf ' failed after %s s\n' $((SECONDS - began)) >&2
  fi
  return "$status"
}

disk_advice="Is the disk full? Make room and try again."

# fail_step WHAT-TO-DO: ends after a failed step, with the end of what it said.
fail_step() {
  tail -n 20 "$log" | sed 's/^/    /' >&2
  fail "all that the failed step said is in $log" "$1"
}

# open_workshop NAME: waits for its turn at the cache, then makes a folder, $work, that is gone again
# at the end. What is made there is put in its place by one rename, so that others never see half of it.
open_workshop() {
  mkdir -p "$cache/logs" || fail "the folder $cache cannot be made" \
    "Make it writable, or set XDG_CACHE_HOME to a folder that is."
  log="$cache/logs/$1.log"
  exec 9>"$cache/lock"
  if ! lock LOCK_NB; then
    say "another set-up is at work; waiting for it"
    lock
  fi
  rm -rf "$cache"/work.*
  work="$(mktemp -d "$cache/work.XXXXXX")"
  trap 'rm -rf "$work"' EXIT
  # pip ends by itself on an interrupt, which would then pass for a failed download.
  trap 'exit 130' INT
}

# A lock on descriptor 9 stays until this script ends, however it ends. macOS has no flock command.
lock() {
  python3 - "$@" <<'PYTHON' 2>/dev/null
import fcntl, sys
fcntl.flock(9, fcntl.LOCK_EX | sum(getattr(fcntl, name) for name in sys.argv[1:]))
PYTHON
}

sha256() { { sha256sum "$1" 2>/dev/null || shasum -a 256 "$1"; } | cut -d ' ' -f 1; }

# download PACKAGE RELEASE SHA256 SIZE: one file into $work, checked before anything in it is used.
download() {
  echo "$1==$2 --hash=sha256:$3" >"$work/requirements.txt"
  if step "downloading $1 $2 ($4)" env PIP_REQUIRE_VIRTUALENV=false \
    python3 -m pip download --require-hashes --no-deps --no-cache-dir --retries 2 \
    --disable-pip-version-check --no-binary "$llama_package" \
    --dest "$work" --requirement "$work/requirements.txt"; then
    return
  fi
  if grep -q 'DO NOT MATCH THE HASHES' "$log"; then
    fail_step "What was downloaded is not the pinned file: do not use it; try another network."
  fi
  exit "$unreachable"
}
