#!/usr/bin/env bash
# Every test of Houselights: the Rust tests on SQLite and on a PostgreSQL of their own, then a server made with Fedify that
# federates with it, then the journeys in Chromium.
#
#   tests/run.sh                       everything
#   tests/run.sh --no-browser [ARGS]   without the journeys; ARGS go to `cargo test`, and with them nothing else is run
#   tests/run.sh --no-peers            without Fedify; also together with --no-browser
#   tests/run.sh --browser-only        only the journeys
#   tests/run.sh --peers-only [WORDS]  only Fedify, or of its cases the files that hold WORDS in their names
#   tests/run.sh --bench ARGS          no tests but `cargo bench --bench load -- ARGS`, with the same PostgreSQL
#
# What a machine lacks is installed when this runs as root on Debian or Ubuntu; otherwise the line to run is printed.
# PostgreSQL runs in a temporary folder on a free loopback port and is gone afterwards; one that is installed and
# running is not touched. Set HOUSELIGHTS_TEST_POSTGRES_URL to use a server of your own, whose user may create databases.
set -euo pipefail
cd "$(dirname "$0")/.."

rust=yes peers=yes browser=yes bench=no
while [ $# -gt 0 ]; do
  case "$1" in
    --no-browser) browser=no ;;
    --no-peers) peers=no ;;
    --browser-only) rust=no peers=no ;;
    --peers-only) rust=no browser=no ;;
    --bench) peers=no browser=no bench=yes ;;
    --help|-h) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) break ;;
  esac
  shift
done
# Whoever chooses some of the Rust tests wants nothing else.
if [ "$rust" = yes ] && [ $# -gt 0 ]; then peers=no; fi

say() { printf '\n== %s\n' "$*" >&2; }
die() { printf '\ntests/run.sh: %s\n' "$*" >&2; exit 1; }

# --- what the machine needs ---------------------------------------------------------------------------------------
postgres_bin() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
  if [ -z "$found" ] && command -v initdb >/dev/null; then
    found=$(dirname "$(readlink -f "$(command -v initdb)")")
  fi
  printf '%s' "$found"
}

missing=()
lacks() { command -v "$1" >/dev/null || missing+=("$2"); }
lacks cc build-essential
lacks make make
lacks perl perl
if [ "$rust" = yes ] && [ -z "${HOUSELIGHTS_TEST_POSTGRES_URL:-}" ] && [ ! -x "$(postgres_bin)/initdb" ]; then
  missing+=(postgresql)
fi
if [ "$rust" = yes ]; then
  # The mail server of the tests.
  python3 -c 'import aiosmtpd' 2>/dev/null || /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || missing+=(python3-aiosmtpd)
fi
if [ "$browser" = yes ] || [ "$peers" = yes ]; then
  lacks node nodejs
  lacks npm npm
fi
[ "$rust$peers" = nono ] || lacks openssl openssl
if [ "$browser" = yes ]; then
  lacks "${CHROMIUM:-chromium}" chromium
fi
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -y -q --no-install-recommends "${missing[@]}"
  else
    die "this machine lacks ${missing[*]}. On Debian or Ubuntu:
  sudo apt-get install --no-install-recommends ${missing[*]}"
  fi
fi
command -v cargo >/dev/null || die "Rust is missing. Install it as https://rustup.rs says, then run this again."

# --- a PostgreSQL of our own --------------------------------------------------------------------------------------
as_postgres() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  # PostgreSQL refuses to run as root; its package made a user for it.
  as_postgres() { runuser -u postgres -- "$@"; }
fi

start_postgres() {
  local bin folder port attempt
  bin=$(postgres_bin)
  folder=$(mktemp -d "${TMPDIR:-/tmp}/houselights-postgres.XXXXXX")
  chmod 700 "$folder"
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  trap 'stop_postgres "'"$bin"'" "'"$folder"'"' EXIT
  cd "$folder"
  as_postgres "$bin/initdb" -D "$folder/data" -U houselights -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 \
    || { cat "$folder/initdb.log" >&2; die "initdb failed"; }
  for attempt in 1 2 3 4 5 6 7 8; do
    port=$((20000 + RANDOM % 20000))
    if as_postgres "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/data/server.log" -o "-c listen_addresses=127.0.0.1 \
      -c port=$port -c unix_socket_directories=$folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
      -c max_connections=300 -c shared_buffers=128MB" start >/dev/null 2>&1; then
      export HOUSELIGHTS_TEST_POSTGRES_URL="postgres://houselights:houselights@127.0.0.1:$port/postgres"
      cd - >/dev/null
      return
    fi
  done
  cat "$folder/data/server.log" >&2
  die "PostgreSQL did not start on eight ports in a row"
}

stop_postgres() {
  as_postgres "$1/pg_ctl" -D "$2/data" -m immediate -s stop >/dev/null 2>&1 || true
  rm -rf "$2"
}

# --- the tests ----------------------------------------------------------------------------------------------------
if [ "$rust" = yes ]; then
  if [ -z "${HOUSELIGHTS_TEST_POSTGRES_URL:-}" ]; then
    say "Starting a PostgreSQL for the tests"
    start_postgres
  fi
  if [ "$bench" = yes ]; then
    cargo bench --locked --bench load -- "$@"
    exit
  fi
  say "Rust tests, on SQLite and on PostgreSQL"
  cargo test --locked "$@"
fi

# `cargo test` has built the program already; a `cargo build` after it would compile it once more, with other features.
[ "$rust" = yes ] || cargo build --locked
export HOUSELIGHTS_BIN="$PWD/${CARGO_TARGET_DIR:-target}/debug/houselights"
case "${CARGO_TARGET_DIR:-}" in /*) HOUSELIGHTS_BIN="$CARGO_TARGET_DIR/debug/houselights" ;; esac

if [ "$peers" = yes ]; then
  say "A server made with Fedify, over TLS"
  [ "$rust" = no ] || set --
  npm --prefix tests/peers ci --no-audit --no-fund --loglevel=error
  node tests/peers/run.mjs "$@"
fi

if [ "$browser" = yes ]; then
  say "Journeys in Chromium"
  CHROMIUM=$(command -v "${CHROMIUM:-chromium}")
  export CHROMIUM
  npm --prefix tests/browser ci --no-audit --no-fund --loglevel=error
  npm --prefix tests/browser test
fi
say "All tests passed"
