//! Reviews: read, write, take back.

pub mod changes;
pub mod delivery;
pub mod drafts;
pub mod editor;
pub mod read;
pub mod removal;
pub mod typed;
pub mod write;
