//! One test binary for everything that looks at Houselights from outside its modules.

mod architecture;
mod documents;
