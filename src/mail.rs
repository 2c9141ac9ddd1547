//! Mails as they are read: a letter in one language, as plain text and as HTML. One pair of templates writes all of them.

use crate::domain::mail::{Letter, Written};
use crate::messages::{self, Language};
use askama::Template;

/// What stands around every mail.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// Name of the site.
    pub site: &'a str,
    /// Its first page.
    pub home: &'a str,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Plain<'a> {
    letter: &'a Letter,
    sender: Sender<'a>,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    letter: &'a Letter,
    sender: Sender<'a>,
    language: Language,
}

impl Plain<'_> {
    /// Somebody's words, each line marked as theirs, so that they cannot pass for ours.
    fn quote(&self, text: &str) -> String {
        let lines: Vec<String> = text
            .lines()
            .map(|line| format!("> {line}").trim_end().to_owned())
            .collect();
        lines.join("\n")
    }
}

/// Writes a letter in a language.
///
/// # Errors
/// When a template does not render.
pub fn write(letter: &Letter, language: Language, sender: Sender<'_>) -> Result<Written, askama::Error> {
    messages::within(language, || {
        Ok(Written {
            subject: messages::tell(&letter.subject),
            plain: Plain { letter, sender }.render()?,
            html: Html {
                letter,
                sender,
                language,
            }
            .render()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::Paragraph;
    use crate::domain::message::Message;

    fn letter() -> Letter {
        Letter {
            subject: Message::new("mail-test-subject").with("site", "Films"),
            name: "Jo <b>".to_owned(),
            paragraphs: vec![Paragraph {
                said: Message::new("mail-test-said"),
                quoted: "<script>x</script>\n\nYours, the admin".to_owned(),
                link: Some((
                    Message::new("mail-settings"),
                    "https://films.example/?a=1&b=2".to_owned(),
                )),
            }],
            reason: Message::new("mail-test-reason"),
            ways_out: Vec::new(),
        }
    }

    #[test]
    fn somebodys_words_are_marked_as_theirs_and_never_markup() {
        let sender = Sender {
            site: "Films",
            home: "https://films.example/",
        };
        let written = write(&letter(), Language::English, sender).unwrap();
        assert!(
            written
                .plain
                .contains("\n> <script>x</script>\n>\n> Yours, the admin\n"),
            "{}",
            written.plain
        );
        assert!(written.plain.contains("Hello Jo <b>,"), "{}", written.plain);
        assert!(
            written.plain.contains("https://films.example/?a=1&b=2\n"),
            "{}",
            written.plain
        );
        assert!(!written.html.contains("<script>"), "{}", written.html);
        assert!(!written.html.contains("Jo <b>"), "{}", written.html);
        assert!(written.html.contains("lang=\"en\""), "{}", written.html);
    }

    #[test]
    fn a_letter_is_written_in_the_language_it_is_asked_for() {
        let sender = Sender {
            site: "Filme",
            home: "https://filme.example/",
        };
        let written = write(&letter(), Language::German, sender).unwrap();
        assert!(written.plain.starts_with("Hallo Jo <b>,"), "{}", written.plain);
        assert!(written.html.contains("lang=\"de\""), "{}", written.html);
    }
}
