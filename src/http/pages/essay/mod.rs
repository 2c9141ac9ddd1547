//! Posts of this site: all of them, one, and the editor.

pub mod edit;
pub mod posts;
pub mod read;
