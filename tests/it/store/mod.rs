//! The store on both databases.

mod accounts;
mod claims;
mod notifications;
mod order;
mod plans;
mod schema;
mod together;
