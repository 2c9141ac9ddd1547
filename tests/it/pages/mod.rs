//! Every page, rendered with every sample of its view; and what people do on them.

mod accounts;
pub mod browser;
mod conversation;
mod diagnostics;
mod films;
mod joining;
mod journeys;
mod languages;
mod looking_up;
mod news;
mod queries;
mod reports;
mod scales;
mod servers;
mod sharing;
mod themes;

use askama::Template;
use houselights::http::pages::{
    actor, comment, essay, film, guest, home, host, index, join, list, moderation, notice, person, policy, post,
    received, report, review, search, session, settings, setup, stats, tag, viewing,
};
use houselights::http::problem::ErrorPage;
use scraper::{Html, Selector};

/// Words that mean that a template or a view was not filled in.
const PLACEHOLDERS: [&str; 8] = ["%s", "{{", "}}", "{}", "undefined", "None", "Some(", "lorem"];

/// The budget of a page's HTML before comments, in bytes, uncompressed; compressed it is a quarter of that.
const HTML_MAX: usize = 100 * 1024;

fn rendered() -> Vec<(String, String)> {
    let mut all = Vec::new();
    macro_rules! pages {
        ($($name:literal => $samples:expr),+ $(,)?) => {$(
            for (i, page) in $samples.iter().enumerate() {
                all.push((format!("{} {i}", $name), page.render().unwrap()));
            }
        )+};
    }
    pages! {
        "home" => home::front::Front::samples(),
        "about" => home::about::About::samples(),
        "privacy" => home::privacy::Privacy::samples(),
        "guests" => guest::ask::Ask::samples(),
        "guests/kept" => guest::kept::Page::samples(),
        "review" => review::read::Read::samples(),
        "changes" => review::changes::Changes::samples(),
        "editor" => review::editor::Editor::samples(),
        "drafts" => review::drafts::Drafts::samples(),
        "delivery" => review::delivery::Delivery::samples(),
        "removal" => review::removal::Removal::samples(),
        "film" => film::looks::Looks::samples(),
        "index" => index::list::List::samples(),
        "diary" => viewing::diary::Diary::samples(),
        "diary entry" => viewing::log::Log::samples(),
        "stats" => stats::numbers::Numbers::samples(),
        "credits" => person::credits::Credits::samples(),
        "edit person" => person::edit::Edit::samples(),
        "edit film" => film::edit::Edit::samples(),
        "profile" => actor::profile::Profile::samples(),
        "interact" => actor::interact::Interact::samples(),
        "following" => actor::following::Following::samples(),
        "person" => actor::following::Person::samples(),
        "news" => actor::news::News::samples(),
        "comment" => comment::alone::Alone::samples(),
        "reply" => comment::reply::Reply::samples(),
        "doors" => comment::guest::Doors::samples(),
        "visit" => comment::visit::Visit::samples(),
        "guest's own" => comment::guest::Mine::samples(),
        "queue" => moderation::queue::Queue::samples(),
        "queued" => moderation::queue::One::samples(),
        "rules" => moderation::rules::Rules::samples(),
        "audit log" => moderation::log::Log::samples(),
        "elsewhere" => post::elsewhere::Elsewhere::samples(),
        "sign in" => session::sign_in::SignIn::samples(),
        "code" => session::code::Code::samples(),
        "forgotten" => session::forgotten::Forgotten::samples(),
        "reset" => session::reset::Reset::samples(),
        "sessions" => settings::sessions::Sessions::samples(),
        "second factor" => settings::second_factor::SecondFactor::samples(),
        "recovery codes" => settings::second_factor::RecoveryCodes::samples(),
        "accounts" => settings::accounts::Accounts::samples(),
        "report" => report::make::Make::samples(),
        "reports" => report::list::Reports::samples(),
        "one report" => report::one::OneReport::samples(),
        "servers" => policy::list::List::samples(),
        "server rule" => policy::rule::Rule::samples(),
        "block list" => policy::review::Review::samples(),
        "about servers" => policy::public::Public::samples(),
        "join" => join::form::Join::samples(),
        "confirm address" => join::confirm::Confirm::samples(),
        "joining" => settings::joining::Joining::samples(),
        "leaving" => settings::leaving::Leaving::samples(),
        "welcome" => setup::welcome::Welcome::samples(),
        "settings" => settings::profile::Settings::samples(),
        "notifications" => settings::notifications::Notifications::samples(),
        "no more mails" => notice::stop::Stop::samples(),
        "moving" => settings::whereabouts::Moving::samples(),
        "appearance" => settings::appearance::Appearance::samples(),
        "theme" => settings::theme::Themes::samples(),
        "scales" => settings::scales::Scales::samples(),
        "scale" => settings::scale::EditScale::samples(),
        "replace scale" => settings::replace::ReplaceScale::samples(),
        "servers" => host::list::List::samples(),
        "server" => host::one::One::samples(),
        "inbox log" => received::log::Log::samples(),
        "inbox entry" => received::entry::Entry::samples(),
        "lists" => list::overview::Overview::samples(),
        "list" => list::read::Read::samples(),
        "new list" => list::edit::Begin::samples(),
        "list editor" => list::edit::Edit::samples(),
        "posts" => essay::posts::Posts::samples(),
        "post" => essay::read::Read::samples(),
        "post editor" => essay::edit::Edit::samples(),
        "search" => search::results::Results::samples(),
        "tag" => tag::reviews::Reviews::samples(),
        "error" => ErrorPage::samples(),
    }
    all
}

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

#[test]
fn no_page_shows_a_placeholder() {
    for (name, html) in rendered() {
        // Linked data is JSON, in which braces close side by side; that it can be read is looked at elsewhere.
        let html: String = html
            .lines()
            .filter(|line| !line.contains("application/ld+json"))
            .collect::<Vec<_>>()
            .join("\n");
        for word in PLACEHOLDERS {
            assert!(!html.contains(word), "{name} holds {word:?}:\n{html}");
        }
    }
}

#[test]
fn every_page_has_one_heading_one_main_and_a_title() {
    for (name, html) in rendered() {
        let page = Html::parse_document(&html);
        assert_eq!(count(&page, "h1"), 1, "{name}: h1");
        assert_eq!(count(&page, "main"), 1, "{name}: main");
        assert_eq!(count(&page, "html[lang]"), 1, "{name}: language");
        let title = page.select(&Selector::parse("title").unwrap()).next().unwrap();
        assert!(title.text().collect::<String>().trim().len() > 3, "{name}: title");
        assert!(html.len() <= HTML_MAX, "{name}: {} bytes", html.len());
    }
}

#[test]
fn the_policy_against_scripts_and_inline_styles_breaks_no_page() {
    for (name, html) in rendered() {
        let page = Html::parse_document(&html);
        for forbidden in [
            // A script is a file of ours that waits for the page; nothing is ever written into the page itself.
            "script:not([type='application/ld+json']):not([src^='/assets/'][defer])",
            "style",
            "[style]",
            "iframe",
            "[onclick]",
            "[onload]",
            "base",
        ] {
            assert_eq!(count(&page, forbidden), 0, "{name} has {forbidden}");
        }
        for attribute in ["src", "srcset"] {
            let selector = Selector::parse(&format!("[{attribute}]")).unwrap();
            for element in page.select(&selector) {
                let value = element.value().attr(attribute).unwrap_or_default();
                assert!(value.starts_with('/'), "{name} loads {value:?} from elsewhere");
            }
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    for (name, html) in rendered() {
        let page = Html::parse_document(&html);
        for form in page.select(&Selector::parse("form[method=post]").unwrap()) {
            let token = form
                .select(&Selector::parse("input[type=hidden][name=csrf]").unwrap())
                .count();
            assert_eq!(token, 1, "{name}: {:?}", form.value().attr("action"));
        }
    }
}

#[test]
fn every_control_has_a_label_and_every_id_is_the_only_one() {
    for (name, html) in rendered() {
        let page = Html::parse_document(&html);
        let controls = Selector::parse("input:not([type=hidden]), textarea, select").unwrap();
        for control in page.select(&controls) {
            let id = control.value().attr("id").unwrap_or_default();
            let named = !id.is_empty()
                && page
                    .select(&Selector::parse("label[for]").unwrap())
                    .any(|label| label.value().attr("for") == Some(id));
            let wrapped = control
                .ancestors()
                .any(|a| a.value().as_element().is_some_and(|e| e.name() == "label"));
            assert!(named || wrapped, "{name}: {:?} has no label", control.html());
        }
        let mut seen = std::collections::HashSet::new();
        for element in page.select(&Selector::parse("[id]").unwrap()) {
            let id = element.value().attr("id").unwrap_or_default();
            assert!(seen.insert(id.to_owned()), "{name}: id {id:?} twice");
        }
        for link in page.select(&Selector::parse("a[href^='#']").unwrap()) {
            let target = link.value().attr("href").unwrap_or_default().trim_start_matches('#');
            assert!(seen.contains(target), "{name}: a link to #{target}, which is not there");
        }
    }
}

#[test]
fn names_from_other_servers_are_escaped() {
    let html: String = rendered().into_iter().map(|(_, html)| html).collect();
    assert!(!html.contains("<b>Weld</b>"));
    assert!(html.contains("&#60;b&#62;Weld&#60;/b&#62;"));
}
