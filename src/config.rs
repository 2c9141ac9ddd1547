//! Typed, layered configuration: defaults < file < environment.
