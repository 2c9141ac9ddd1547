//! One test binary for everything that looks at Houselights from outside its modules.
//!
//! The modules carry `cfg(test)` although nothing else is ever built here: it is how clippy recognises test code, in
//! which unwrapping is allowed.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod conversation;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod federation;
#[cfg(test)]
mod fuzzing;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod mails;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod security;
#[cfg(test)]
mod service;
#[cfg(test)]
mod start;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
#[cfg(test)]
mod uploads;
