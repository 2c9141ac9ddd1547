//! The store on both databases.

mod claims;
mod notifications;
mod order;
mod schema;
mod together;
