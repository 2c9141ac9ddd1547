//! Passwords and names, from a pipe or typed without being shown.

use super::Failure;
use std::io::{BufRead, IsTerminal, Write};

/// The first line of standard input.
///
/// # Errors
/// When there is none.
pub fn from_stdin() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\n', '\r']).to_owned();
    if password.is_empty() {
        return Err(Failure::new(
            "no password on standard input: pipe it in, as in `printf %s \"$PASSWORD\" | houselights …`",
        ));
    }
    Ok(password)
}

/// Asks twice on the terminal, without showing what is typed.
///
/// # Errors
/// When there is no terminal, or the two differ.
pub fn ask() -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(
            "there is no terminal to ask for a password: use --password-stdin",
        ));
    }
    let first = rpassword::prompt_password("Password (at least ten characters): ")?;
    let second = rpassword::prompt_password("Once more: ")?;
    if first != second {
        return Err(Failure::new("the two passwords differ: start again"));
    }
    Ok(first)
}

/// `given`, or what a person answers to `question`.
///
/// # Errors
/// When it is not given and there is no terminal to ask; `option` names what to give.
pub fn given_or_asked(given: Option<String>, question: &str, option: &str) -> Result<String, Failure> {
    if let Some(value) = given {
        return Ok(value);
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(format!(
            "{option} is missing, and there is no terminal to ask for it"
        )));
    }
    eprint!("{question}: ");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}
