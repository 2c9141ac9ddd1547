//! Use cases; the only caller of the store. Each one is one transaction and, where the world must know, one `Change`.
