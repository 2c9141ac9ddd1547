//! Pure types, invariants and policy: what a film-review site is, without any I/O.

pub mod text;
