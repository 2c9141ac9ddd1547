//! What is said elsewhere about a review: taken off its page and put back.

pub mod press;
