//! The store on both databases.

mod claims;
mod order;
mod schema;
