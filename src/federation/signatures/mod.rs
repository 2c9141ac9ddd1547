//! Cavage HTTP signatures, made and checked by aws-lc-rs.
