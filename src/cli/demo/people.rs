//! Who takes part in the demo.

/// An owner of one of the two servers.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// Handle.
    pub handle: &'static str,
    /// As readers see it.
    pub name: &'static str,
    /// For signing in.
    pub email: &'static str,
    /// Good enough for a server that lives for minutes on one machine.
    pub password: &'static str,
}

/// Writes the reviews, on alpha.
pub const MARA: Person = Person {
    handle: "mara",
    name: "Mara Lind",
    email: "mara@alpha.localhost",
    password: "the third lamp from the left",
};

/// Follows and replies, from beta.
pub const NILS: Person = Person {
    handle: "nils",
    name: "Nils Aune",
    email: "nils@beta.localhost",
    password: "popcorn before the trailers",
};
