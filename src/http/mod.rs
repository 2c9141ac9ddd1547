//! actix: translates, decides nothing.
