//! Emoji reactions: what counts as one.

/// The longest name of a custom emoji, in characters.
const NAME_MAX: usize = 64;
/// The longest sequence of one Unicode emoji, in characters: a flag of a region has seven, a family with skins ten.
const SEQUENCE_MAX: usize = 12;

/// The emoji that a reaction names: one Unicode emoji as it is, or the name of a custom one as `:name:`, without the server it
/// is from. `None` for anything else: what stands in a document may be a whole sentence.
pub fn read(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(name) = text.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')) {
        // Misskey names the server too: `:name@server.example:`, and `@.` for its own.
        let name = name.split('@').next().unwrap_or_default();
        let is_name = !name.is_empty()
            && name.chars().count() <= NAME_MAX
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+'));
        return is_name.then(|| format!(":{name}:"));
    }
    is_one_emoji(text).then(|| text.to_owned())
}

/// A heart is what servers with emojis send when somebody there presses the button for a plain like.
pub fn is_heart(text: &str) -> bool {
    matches!(text.trim(), "❤" | "❤\u{FE0F}" | "♥" | "♥\u{FE0F}")
}

/// Characters that join or change the one before.
fn is_joint(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

fn is_region(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

fn is_base(c: char) -> bool {
    matches!(c, '©' | '®' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}'
        | '\u{24C2}' | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}'
        | '\u{3297}' | '\u{3299}' | '\u{1F000}'..='\u{1F1E5}' | '\u{1F200}'..='\u{1FAFF}')
        && !is_joint(c)
}

fn is_one_emoji(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > SEQUENCE_MAX {
        return false;
    }
    match chars.as_slice() {
        [one, two] if is_region(*one) && is_region(*two) => return true,
        // A key: a digit in a box.
        ['0'..='9' | '#' | '*', rest @ ..] => return matches!(rest, ['\u{FE0F}', '\u{20E3}'] | ['\u{20E3}']),
        [first, ..] if is_base(*first) => {}
        _ => return false,
    }
    // A second picture belongs to the first only where the two are joined.
    chars
        .windows(2)
        .all(|pair| matches!(pair, [before, c] if is_joint(*c) || (is_base(*c) && *before == '\u{200D}')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_emoji_is_an_emoji_and_a_sentence_is_none() {
        for one in [
            "🔥",
            "👍🏽",
            "👩‍👩‍👧‍👦",
            "🇨🇿",
            "3️⃣",
            "⭐",
            "☕️",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
        ] {
            assert_eq!(read(one).as_deref(), Some(one));
        }
        for none in [
            "", "fire", "🔥🔥", "🔥 hot", "<b>", "3", "\u{202E}", "\u{200D}", "::", ":a b:", ":<b>:", ":",
        ] {
            assert_eq!(read(none), None, "{none:?}");
        }
    }

    #[test]
    fn a_custom_emoji_is_known_by_its_name_alone() {
        assert_eq!(read(":blobcat:").as_deref(), Some(":blobcat:"));
        assert_eq!(read(":blobcat@misskey.example:").as_deref(), Some(":blobcat:"));
        assert_eq!(read(":blobcat@.:").as_deref(), Some(":blobcat:"));
        assert_eq!(read(&format!(":{}:", "a".repeat(65))), None);
    }

    #[test]
    fn a_heart_is_a_like() {
        assert!(is_heart("❤") && is_heart("❤️") && !is_heart("🔥"));
    }
}
