//! Mails of news.

pub mod stop;
