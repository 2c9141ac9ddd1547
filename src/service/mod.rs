//! Use cases; the only caller of the store.
