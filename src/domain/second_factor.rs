//! The second factor: codes of a telephone (TOTP, RFC 6238), and the codes that let somebody in without it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};

/// Bytes of a secret: the length of a SHA-1, as RFC 4226 advises.
pub const SECRET_BYTES: usize = 20;
/// Recovery codes that are given out together.
pub const RECOVERY_CODES: usize = 10;
/// Bytes behind a recovery code: with 80 bits a fast hash of it is as good as a slow one.
pub const RECOVERY_BYTES: usize = 10;
/// Letters that are not mistaken for one another (Crockford's base 32), in lower case.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A secret as it is kept and typed: base 32 without padding.
pub fn secret_text(bytes: [u8; SECRET_BYTES]) -> String {
    Secret::from(bytes.to_vec()).to_base32()
}

fn totp(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).build().ok()
}

/// The step at which the code fits: now, or one before or after, for clocks that differ. It must be used once only.
pub fn step_of(secret: &str, code: &str, now: DateTime<Utc>) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let step = totp(secret)?.check(&code, u64::try_from(now.timestamp()).ok()?)?;
    i64::try_from(step).ok()
}

/// The code of that moment; for tests, which have no telephone.
pub fn code_at(secret: &str, at: DateTime<Utc>) -> Option<String> {
    Some(totp(secret)?.generate(u64::try_from(at.timestamp()).ok()?).to_string())
}

/// What a telephone reads out of the picture (the Key Uri Format that all of them understand).
pub fn setup_address(secret: &str, site: &str, handle: &str) -> String {
    let label =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let site: String = site.chars().filter(|c| *c != ':').collect();
    format!(
        "otpauth://totp/{site}:{handle}?secret={secret}&issuer={site}",
        site = label(&site),
        handle = label(handle)
    )
}

/// The secret in groups of four, as it is typed.
pub fn in_groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// A recovery code of these random bytes: sixteen letters in groups of four.
pub fn recovery_code(bytes: [u8; RECOVERY_BYTES]) -> String {
    let mut code = String::with_capacity(19);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let at = usize::try_from((held >> bits) & 31).unwrap_or_default();
            if code.len() % 5 == 4 {
                code.push('-');
            }
            code.push(LETTERS.get(at).copied().map_or('0', char::from));
        }
    }
    code
}

/// By what a recovery code of an account is known; `None` for what cannot be one.
pub fn recovery_key(account: &str, typed: &str) -> Option<String> {
    let letters: String = typed
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    if letters.len() != 16 || !letters.bytes().all(|b| LETTERS.contains(&b)) {
        return None;
    }
    Some(URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{account}:{letters}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "12345678901234567890", of RFC 6238, appendix B.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        assert_eq!(secret_text(*b"12345678901234567890"), SECRET);
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code_at(SECRET, at(seconds)).unwrap(), code);
            assert_eq!(step_of(SECRET, code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_fits_for_a_minute_and_a_half_and_no_longer() {
        assert_eq!(step_of(SECRET, "287 082", at(59)), Some(1));
        assert_eq!(step_of(SECRET, "287082", at(89)), Some(1));
        assert_eq!(step_of(SECRET, "287082", at(5)), Some(1));
        assert_eq!(step_of(SECRET, "287082", at(90)), None);
        for junk in ["", "28708", "2870822", "28708a", "٢٨٧٠٨٢"] {
            assert_eq!(step_of(SECRET, junk, at(59)), None, "{junk}");
        }
    }

    #[test]
    fn recovery_codes_are_read_as_people_type_them_and_belong_to_one_account() {
        let code = recovery_code([255; 10]);
        assert_eq!(code, "zzzz-zzzz-zzzz-zzzz");
        assert_eq!(recovery_code([0; 10]), "0000-0000-0000-0000");
        let key = recovery_key("a", &code);
        assert!(key.is_some());
        assert_eq!(recovery_key("a", " ZZZZ zzzz zzzzzzzz "), key);
        assert_ne!(recovery_key("b", &code), key);
        assert_eq!(
            recovery_key("a", "oooo-oooo-oooo-oooo"),
            recovery_key("a", &recovery_code([0; 10]))
        );
        assert_eq!(recovery_key("a", "zzzz"), None);
    }

    #[test]
    fn the_address_in_the_picture_cannot_be_broken_by_a_name() {
        let address = setup_address(SECRET, "Rows: near & back", "mara");
        assert_eq!(
            address,
            format!("otpauth://totp/Rows%20near%20%26%20back:mara?secret={SECRET}&issuer=Rows%20near%20%26%20back")
        );
        assert_eq!(in_groups("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
