//! The conversation under a review or a post elsewhere.

pub mod react;
pub mod reply;
pub mod thread;
