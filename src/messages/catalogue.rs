//! The catalogue: the messages of each language, read once from files that are part of the program.

use super::Language;
use crate::domain::message::{Arg, Message};
use crate::domain::text::escape;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

type Bundle = FluentBundle<FluentResource>;

/// The files of a language; English and every other have the same.
macro_rules! files {
    ($folder:literal) => {
        files!($folder: "shared" "layout" "error" "input" "actor" "comment" "essay" "federation" "film" "home" "host"
            "index" "joining" "list" "mail" "mention" "moderation" "person" "policy" "post" "privacy" "received" "report" "review" "search" "session" "settings" "setup" "stats"
            "tag" "viewing")
    };
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!($folder, "/", $name, ".ftl")))),*]
    };
}

/// Name and text of each file of a language.
pub(super) const fn files_of(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::English => files!("en"),
        Language::German => files!("de"),
    }
}

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| Language::ALL.map(bundle));

fn bundle(language: Language) -> Bundle {
    let tag = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Marks around what is filled in would end up in attributes and titles; texts of unknown direction have `dir="auto"`.
    bundle.set_use_isolating(false);
    // NUMBER, with which a message asks for ordinals. It can only be there already, and then all is well.
    bundle.add_builtins().ok();
    for (_, text) in files_of(language) {
        // What cannot be read is left out and found by the tests; the rest of the file is there.
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn bundle_of(language: Language) -> &'static Bundle {
    let [english, german] = &*BUNDLES;
    match language {
        Language::English => english,
        Language::German => german,
    }
}

/// A message in a language; in English, where that language lacks it. In HTML, what was filled in is escaped, except
/// `markup`, which is HTML already.
pub(super) fn text(language: Language, message: &Message, markup: &[(&'static str, String)], html: bool) -> String {
    let mut args = FluentArgs::with_capacity(message.args().len() + markup.len());
    for (name, arg) in message.args() {
        let value: FluentValue<'_> = match arg {
            Arg::Text(text) if html => FluentValue::from(escape(text)),
            Arg::Text(text) => FluentValue::from(text.as_str()),
            Arg::Number(n) => FluentValue::from(*n),
            Arg::Message(inner) => FluentValue::from(self::text(language, inner, &[], html)),
        };
        args.set(*name, value);
    }
    for (name, html) in markup {
        args.set(*name, html.as_str());
    }
    [language, Language::English]
        .into_iter()
        .find_map(|language| {
            let bundle = bundle_of(language);
            let pattern = bundle.get_message(message.key())?.value()?;
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
            debug_assert!(errors.is_empty(), "{}: {errors:?}", message.key());
            Some(text)
        })
        .unwrap_or_else(|| {
            debug_assert!(false, "the catalogue has no message {:?}", message.key());
            message.key().to_owned()
        })
}
