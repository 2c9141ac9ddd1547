//! What the forms of lists hold.

use crate::domain::id::ListItemId;
use crate::domain::list::{List, ListInput};
use crate::http::forms::Form;
use crate::service::lists::ItemInput;

/// A list as the form has it.
pub(super) fn list(form: &Form) -> ListInput {
    let text = |name: &str| form.text(name).to_owned();
    ListInput {
        title: text("title"),
        slug: text("slug"),
        language: text("language"),
        intro: text("intro"),
        kind: text("kind"),
        of: text("of"),
        from: text("from"),
        until: text("until"),
        at_least: text("at_least"),
        at_most: text("at_most"),
        tag: text("tag"),
        person: text("person"),
        recommended: form.has("recommended"),
        unseen: form.has("unseen"),
        order: text("order"),
    }
}

/// A stored list as the form shows it.
pub(super) fn input_of(list: &List) -> ListInput {
    let number = |n: Option<i32>| n.map(|n| n.to_string()).unwrap_or_default();
    ListInput {
        title: list.title.clone(),
        slug: list.slug.clone(),
        language: list.language.clone(),
        intro: list.intro.clone(),
        kind: list.kind.as_str().to_owned(),
        of: list.of.as_str().to_owned(),
        from: number(list.query.from),
        until: number(list.query.until),
        at_least: number(list.query.at_least),
        at_most: number(list.query.at_most),
        tag: list.query.tag.clone().unwrap_or_default(),
        person: list.query.person.clone().unwrap_or_default(),
        recommended: list.query.recommended,
        unseen: list.query.unseen,
        order: list.query.order.as_str().to_owned(),
    }
}

/// An item as the form has it.
pub(super) fn item(form: &Form) -> ItemInput {
    let text = |name: &str| form.text(name).to_owned();
    ItemInput {
        film: text("film"),
        year: text("year"),
        person: text("person"),
        part: text("part"),
        note: text("note"),
    }
}

/// The notes of the items that the form shows.
pub(super) fn notes(form: &Form) -> Vec<(ListItemId, String)> {
    let items = form.all("item");
    items
        .map(|id| (ListItemId::new(id), form.text(&format!("note.{id}")).to_owned()))
        .collect()
}
