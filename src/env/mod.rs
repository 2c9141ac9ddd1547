//! Everything impure behind small types: clock, ids, outbound HTTP, blobs.
