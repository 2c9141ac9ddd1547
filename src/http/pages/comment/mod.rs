//! The conversation under a review.

pub mod thread;
