# Short names for what CONTRIBUTING.md describes. `just` alone lists them.

default:
    @just --list

# Start a server on embedded SQLite at http://localhost:8080
run *args:
    cargo run -- serve {{args}}

# Two servers on loopback that follow, publish and reply to each other
demo *args:
    cargo run -- demo {{args}}

# Everything CI runs on the code: both databases, another server and the browser
test *args:
    tests/run.sh {{args}}

# The tests on SQLite only, as fast as they get; `just test-sqlite -E 'test(sanitise)'`
test-sqlite *args:
    cargo nextest run --locked {{args}}

# The tests against a PostgreSQL you already have: just test-postgres postgres://user:password@localhost/name
test-postgres url *args:
    HOUSELIGHTS_TEST_POSTGRES_URL={{url}} cargo test --locked {{args}}

# A server made with Fedify that federates with this one
peers *words:
    tests/run.sh --peers-only {{words}}

# The journeys in Chromium
browser:
    tests/run.sh --browser-only

# Formatting, lints and documentation, as CI wants them
lint:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings
    RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps --locked

# Licences and known vulnerabilities (needs cargo-deny)
deny:
    cargo deny check

# Benchmarks
bench *args:
    cargo bench --locked --bench load -- {{args}}

# Every page of a site of ten thousand reviews, on both databases
bench-large *args:
    tests/run.sh --bench --large {{args}}

# Floods, ten thousand followers and dead hosts, on SQLite and on a PostgreSQL of its own
bench-federation *args:
    tests/run.sh --bench --federation {{args}}

# Memory over half an hour of activities of all kinds
bench-soak minutes="30" *args:
    tests/run.sh --bench --soak {{minutes}} {{args}}

# The hot paths alone, with criterion
bench-hot *args:
    cargo bench --locked --bench hot_paths -- {{args}}

# The whole CI
ci:
    .ci/run
