//! The conversation under a review or a post elsewhere.

pub mod alone;
pub mod guest;
pub mod react;
pub mod reply;
pub mod thread;
pub mod visit;
