//! The forms, links and pictures of an HTML page, read as a browser reads them.

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// A form with what its fields hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it goes; empty for the page itself.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// Sent as `multipart/form-data`.
    pub multipart: bool,
    /// Fields as they would be sent, in page order.
    pub fields: Vec<(String, String)>,
    /// Every name a person may fill in, ticked or not.
    pub names: Vec<String>,
    /// The choices of radio buttons and selections: field, value, label.
    pub choices: Vec<(String, String, String)>,
    /// Names of file fields.
    pub file_fields: Vec<String>,
    /// Chosen files.
    pub files: Vec<File>,
}

/// A file chosen for a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Form field.
    pub field: String,
    /// As the browser would say it.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl Form {
    /// Fills a field in, replacing what stood there.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// Chooses a file.
    #[must_use]
    pub fn with_file(mut self, field: &str, name: &str, media_type: &str, bytes: Vec<u8>) -> Self {
        self.files.push(File {
            field: field.to_owned(),
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            bytes,
        });
        self
    }

    /// What a field holds now.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of the choice with that label.
    #[must_use]
    pub fn choice(&self, field: &str, label: &str) -> Option<&str> {
        self.choices
            .iter()
            .find(|(name, _, words)| name == field && words == label)
            .map(|(_, value, _)| value.as_str())
    }
}

/// What stands on a page, beside its text.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// In page order.
    pub forms: Vec<Form>,
    /// `href` and text of links.
    pub links: Vec<(String, String)>,
    /// `src` and `alt` of images.
    pub images: Vec<(String, String)>,
    /// `rel`, `type` and `href` of `<link>`.
    pub heads: Vec<(String, String, String)>,
}

/// Reads a page.
#[must_use]
pub fn read(html: &str) -> Contents {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    // The tokenizer pauses after a script; nothing runs here, so it is fed again.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.state.into_inner().page
}

#[derive(Default)]
struct Reader {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    page: Contents,
    /// The form being read stands last in `page.forms`.
    in_form: bool,
    /// Text of the element whose words are wanted: a link, a label, a text area.
    words: String,
    in_link: Option<String>,
    /// The choice that the open label names.
    labelled: Option<(String, String)>,
    textarea: Option<String>,
    select: Option<String>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.words.push_str(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.open(&tag),
            Token::TagToken(tag) => state.close(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn open(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        match &*tag.name {
            "form" => {
                self.page.forms.push(Form {
                    action: attribute(tag, "action").unwrap_or_default(),
                    method: attribute(tag, "method")
                        .unwrap_or_else(|| "get".to_owned())
                        .to_ascii_lowercase(),
                    multipart: attribute(tag, "enctype").as_deref() == Some("multipart/form-data"),
                    ..Form::default()
                });
                self.in_form = true;
            }
            "input" => self.input(tag),
            "textarea" => {
                self.textarea = attribute(tag, "name");
                self.words.clear();
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "select" => self.select = attribute(tag, "name"),
            "option" => {
                if let (Some(name), Some(value)) = (self.select.clone(), attribute(tag, "value")) {
                    let chosen = has(tag, "selected");
                    self.words.clear();
                    self.labelled = Some((name.clone(), value.clone()));
                    self.field(name, value, chosen);
                }
            }
            "label" => {
                self.words.clear();
                self.labelled = None;
            }
            "a" => {
                self.words.clear();
                self.in_link = attribute(tag, "href");
            }
            "img" => {
                let of = |name| attribute(tag, name).unwrap_or_default();
                self.page.images.push((of("src"), of("alt")));
            }
            "link" => {
                let of = |name| attribute(tag, name).unwrap_or_default();
                self.page.heads.push((of("rel"), of("type"), of("href")));
            }
            "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
            "title" => return TokenSinkResult::RawData(RawKind::Rcdata),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn close(&mut self, tag: &Tag) {
        match &*tag.name {
            "form" => self.in_form = false,
            "textarea" => {
                if let Some(name) = self.textarea.take() {
                    // The first line break after the tag belongs to the markup.
                    let text = self.words.strip_prefix('\n').unwrap_or(&self.words).to_owned();
                    self.field(name, text, true);
                }
            }
            "select" => self.select = None,
            "label" | "option" => {
                if let Some((name, value)) = self.labelled.take()
                    && self.in_form
                    && let Some(form) = self.page.forms.last_mut()
                {
                    let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
                    form.choices.push((name, value, words));
                }
            }
            "a" => {
                if let Some(href) = self.in_link.take() {
                    let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
                    self.page.links.push((href, words));
                }
            }
            _ => {}
        }
    }

    fn input(&mut self, tag: &Tag) {
        let Some(name) = attribute(tag, "name") else {
            return;
        };
        let kind = attribute(tag, "type").unwrap_or_default();
        let value = attribute(tag, "value");
        match kind.as_str() {
            "file" => {
                if self.in_form
                    && let Some(form) = self.page.forms.last_mut()
                {
                    form.file_fields.push(name);
                }
            }
            "submit" | "button" | "reset" | "image" => {}
            "checkbox" | "radio" => {
                let value = value.unwrap_or_else(|| "on".to_owned());
                self.labelled = Some((name.clone(), value.clone()));
                self.field(name, value, has(tag, "checked"));
            }
            _ => self.field(name, value.unwrap_or_default(), true),
        }
    }

    fn field(&mut self, name: String, value: String, sent: bool) {
        if self.in_form
            && let Some(form) = self.page.forms.last_mut()
        {
            if !form.names.contains(&name) {
                form.names.push(name.clone());
            }
            if sent {
                form.fields.push((name, value));
            }
        }
    }
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.to_string())
}

fn has(tag: &Tag, name: &str) -> bool {
    attribute(tag, name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_with_its_values_choices_and_files() {
        let page = read(
            r#"<p><a href="/x">A <b>link</b></a><img src="/p.webp" alt="A &quot;lamp&quot;">
            <form method="post" action="/write" enctype="multipart/form-data"><input type="hidden" name="csrf" value="t&amp;k">
            <input name="film" value=""><textarea name="take">
Some <b>text</b></textarea><label><input type="radio" name="step" value="s1"> Fine</label>
            <label><input type="radio" name="step" value="s2" checked> Very
            good</label><input type="checkbox" name="recommend" value="yes"><input type="file" name="poster">
            <button name="do" value="publish">Publish</button></form><form action="/search"><input name="q"></form>"#,
        );
        let [form, search] = page.forms.as_slice() else {
            panic!("{:?}", page.forms)
        };
        let pairs: Vec<_> = form.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("csrf", "t&k"),
                ("film", ""),
                ("take", "Some <b>text</b>"),
                ("step", "s2")
            ]
        );
        assert_eq!(form.names, ["csrf", "film", "take", "step", "recommend"]);
        assert_eq!(form.choice("step", "Very good"), Some("s2"));
        assert!(form.multipart && form.method == "post" && form.file_fields == ["poster"]);
        assert_eq!((search.action.as_str(), search.method.as_str()), ("/search", "get"));
        assert_eq!(page.links, [("/x".to_owned(), "A link".to_owned())]);
        assert_eq!(page.images, [("/p.webp".to_owned(), "A \"lamp\"".to_owned())]);
    }

    #[test]
    fn filling_in_replaces_what_stood_there() {
        let form = Form::default().with("a", "1").with("a", "2").with("b", "3");
        assert_eq!(form.fields, [("a".into(), "2".into()), ("b".into(), "3".into())]);
        assert_eq!(form.value("b"), Some("3"));
    }
}
