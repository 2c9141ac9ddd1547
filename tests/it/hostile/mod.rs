//! The sixteen groups of attacks that the design names, one module for each. Every test says what the answer is, that nothing in
//! the database has changed, and that no forbidden address was connected to.

mod addresses;
mod audiences;
mod caches;
mod content_types;
mod floods;
mod forgery;
mod house;
mod identity;
mod json_ld;
mod keys;
mod loops;
mod markup;
mod media;
mod our_host;
mod replay;
mod signatures;
mod sizes;
mod wire;
