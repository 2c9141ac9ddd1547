//! Pure types, invariants and policy: what a film-review site is, without any I/O.

pub mod account;
pub mod actor;
pub mod change;
pub mod comment;
pub mod film;
pub mod follow;
pub mod host;
pub mod id;
pub mod job;
pub mod like;
pub mod media;
pub mod mention;
pub mod notification;
pub mod picture;
pub mod policy;
pub mod post;
pub mod quote;
pub mod rating;
pub mod review;
pub mod summary;
pub mod text;
pub mod viewing;
pub mod webmention;
pub mod xmlrpc;
