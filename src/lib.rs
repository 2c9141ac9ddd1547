//! Houselights: a self-hosted, federated film-review server.
//!
//! Layers are folders, nouns are files, and a noun has the same name in every layer. The modules below stand in layer
//! order; `tests/it/architecture.rs` enforces who may import whom. ARCHITECTURE.md walks through the house.
//!
//! ```text
//! page or API    http -> service -> store            one transaction: rows + a FanOut(Change) job
//! federation in  http/activitypub/inbox -> federation/inbox -> activities -> service::remote -> store
//! federation out worker: FanOut(Change) -> federation/fanout -> deliveries -> federation/deliver -> the other server
//! ```

pub mod domain;

pub mod config;
pub mod env;
pub mod mail;
pub mod messages;
pub mod urls;

pub mod store;

pub mod service;

pub mod federation;

pub mod http;
pub mod worker;

pub mod app;
pub mod cli;
pub mod telemetry;
