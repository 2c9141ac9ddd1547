//! What one viewer may not see is on no page, in no feed, collection, search or count, whatever became of it before.

use crate::pages::browser::{Answer, Browser, World, world_on};
use crate::service::sites_with;
use chrono::{TimeDelta, TimeZone, Utc};
use houselights::domain::account::Role;
use houselights::domain::essay::EssayInput;
use houselights::domain::id::{CommentId, EssayId, ListId, ReviewId, ViewingId};
use houselights::domain::like::Subject;
use houselights::domain::list::ListInput;
use houselights::domain::moderation::Decision;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind, ViewingInput};
use houselights::domain::schedule::ScheduleInput;
use houselights::domain::viewing::ViewingForm;
use houselights::env::Clock;
use houselights::service::guests::GuestInput;
use houselights::service::moderation::DecisionInput;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use scraper::Selector;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

/// Stands beside the word of each thing, so that a search for it would show what it finds.
const SHARED: &str = "zirkon";
/// More pages than the site of these tests has.
const MOST: usize = 900;

/// What becomes of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Publish,
    Schedule,
    Withdraw,
    Delete,
    Hold,
    Reject,
    Spam,
}

const STEPS: [Step; 7] = [
    Step::Publish,
    Step::Schedule,
    Step::Withdraw,
    Step::Delete,
    Step::Hold,
    Step::Reject,
    Step::Spam,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A draft, scheduled, a list or viewing for nobody else.
    Own,
    /// Its author may have it back; until then the text is put away.
    Withdrawn,
    Public,
    Held,
    /// Rejected or called spam.
    Refused,
    Gone,
}

#[derive(Clone, Debug)]
enum What {
    Review(ReviewId),
    Essay(EssayId),
    List(ListId),
    Viewing(ViewingId),
    Comment(CommentId),
    /// With the key of whoever wrote it.
    Guest(CommentId, String),
}

struct Thing {
    word: String,
    what: What,
    state: State,
    was_public: bool,
}

/// The people of the test: a writer, whoever comments, and those who look on.
struct People {
    rita: Viewer,
    mema: Viewer,
    host: ReviewId,
}

fn text(word: &str) -> String {
    format!("{SHARED} {word}")
}

fn review(word: &str) -> ReviewInput {
    ReviewInput {
        film: format!("Film{word}"),
        year: "1974".to_owned(),
        language: "en".to_owned(),
        tags: vec![format!("tag{word}")],
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: text(word),
        }],
        viewings: vec![ViewingInput {
            seen_on: "2014-01-13".to_owned(),
            ..ViewingInput::default()
        }],
        ..ReviewInput::default()
    }
}

fn essay(word: &str) -> EssayInput {
    EssayInput {
        title: format!("Essay{word}"),
        language: "en".to_owned(),
        source: text(word),
        ..EssayInput::default()
    }
}

fn viewing(word: &str, private: bool) -> ViewingForm {
    ViewingForm {
        film: format!("Film{word}"),
        year: "1981".to_owned(),
        viewing: ViewingInput {
            seen_on: "2015-02-03".to_owned(),
            note: text(word),
            ..ViewingInput::default()
        },
        private,
    }
}

async fn settle_in(world: &World) -> People {
    let site = &world.site;
    let rita = site.person("rita", Role::Owner).await;
    for (handle, role) in [
        ("rob", Role::Reviewer),
        ("mona", Role::Moderator),
        ("other", Role::Member),
        ("mema", Role::Member),
    ] {
        site.person(handle, role).await;
    }
    let published = site
        .service
        .save_review(&rita, None, &review("host"), Intent::Publish)
        .await
        .unwrap();
    People {
        mema: site.service.viewer_of("mema").await.unwrap(),
        host: published.id,
        rita,
    }
}

impl People {
    /// One of each kind, as hidden as it can be when it is made.
    async fn things(&self, world: &World, clock: &Clock, guest_form: Option<String>) -> Vec<Thing> {
        let service = &world.site.service;
        let mut things = Vec::new();
        let mut add = |word: &str, what, state| {
            things.push(Thing {
                word: word.to_owned(),
                what,
                state,
                was_public: state == State::Public,
            });
        };
        let draft = service
            .save_review(&self.rita, None, &review("quorble"), Intent::Save)
            .await;
        add("quorble", What::Review(draft.unwrap().id), State::Own);
        let post = service.save_essay(&self.rita, None, &essay("vextly"), false).await;
        add("vextly", What::Essay(post.unwrap()), State::Own);
        let list = ListInput {
            title: "Listplimth".to_owned(),
            language: "en".to_owned(),
            intro: text("plimth"),
            kind: "manual".to_owned(),
            of: "films".to_owned(),
            ..ListInput::default()
        };
        let list = service.save_list(&self.rita, None, &list).await.unwrap();
        add("plimth", What::List(list), State::Own);
        let log = service.log_viewing(&self.rita, None, &viewing("gromwel", true)).await;
        add("gromwel", What::Viewing(log.unwrap()), State::Own);
        let target = Subject::Review(self.host.clone());
        let said = service
            .write_comment(&self.mema, target.clone(), &text("brastin"))
            .await;
        let said = said.unwrap();
        decide(world, &self.rita, &said.id, Decision::Hold).await;
        add("brastin", What::Comment(said.id), State::Held);
        let opened = match guest_form {
            Some(form) => form,
            None => {
                let form = service.guest_form(&target).await.unwrap();
                clock.advance(TimeDelta::seconds(30));
                form
            }
        };
        let input = GuestInput {
            name: "Ada".to_owned(),
            text: text("clavnik"),
            opened,
            ..GuestInput::default()
        };
        let from: IpAddr = "203.0.113.7".parse().unwrap();
        let guest = service.write_as_guest(target, &input, from).await.unwrap();
        let id = guest.comment.id;
        decide(world, &self.rita, &id, Decision::Hold).await;
        add("clavnik", What::Guest(id, guest.key), State::Held);
        things
    }

    /// Does a step where it can be done, and says what the thing is then.
    async fn step(&self, world: &World, thing: &mut Thing, step: Step) {
        let (service, rita) = (&world.site.service, &self.rita);
        if thing.state == State::Gone {
            return;
        }
        let done = match (&thing.what, step) {
            (What::Review(id), Step::Publish) => match service.revive_review(rita, id).await {
                // Only what was withdrawn comes back like that.
                Ok(_) => Some(State::Public),
                Err(_) => {
                    let saved = service
                        .save_review(rita, Some(id), &review(&thing.word), Intent::Publish)
                        .await;
                    saved.ok().map(|_| State::Public)
                }
            },
            (What::Review(id), Step::Schedule) => {
                let when = Intent::Schedule(ScheduleInput {
                    date: "2027-01-01".to_owned(),
                    time: "18:30".to_owned(),
                    zone: "Europe/Lisbon".to_owned(),
                    ..ScheduleInput::default()
                });
                let saved = service.save_review(rita, Some(id), &review(&thing.word), when).await;
                saved.ok().map(|_| State::Own)
            }
            (What::Review(id), Step::Withdraw) => {
                service.withdraw_review(rita, id).await.ok().map(|()| State::Withdrawn)
            }
            (What::Review(id), Step::Delete) => service.delete_review(rita, id).await.ok().map(|()| State::Gone),
            (What::Essay(id), Step::Publish) => {
                let saved = service.save_essay(rita, Some(id), &essay(&thing.word), true).await;
                saved.ok().map(|_| State::Public)
            }
            (What::Essay(id), Step::Withdraw) => service.withdraw_essay(rita, id).await.ok().map(|()| State::Withdrawn),
            (What::Essay(id), Step::Delete) => service.delete_essay(rita, id).await.ok().map(|()| State::Gone),
            (What::List(id), Step::Publish | Step::Withdraw) => {
                let public = step == Step::Publish;
                service.set_list_public(rita, id, public).await.unwrap();
                Some(if public { State::Public } else { State::Own })
            }
            (What::List(id), Step::Delete) => service.delete_list(rita, id).await.ok().map(|()| State::Gone),
            (What::Viewing(id), Step::Publish | Step::Withdraw) => {
                let public = step == Step::Publish;
                let form = viewing(&thing.word, !public);
                service.log_viewing(rita, Some(id), &form).await.unwrap();
                Some(if public { State::Public } else { State::Own })
            }
            (What::Viewing(id), Step::Delete) => service.delete_viewing(rita, id).await.ok().map(|()| State::Gone),
            (What::Comment(id), Step::Delete) => {
                service.delete_comment(&self.mema, id).await.unwrap();
                Some(State::Gone)
            }
            (What::Guest(id, key), Step::Delete) => service.delete_as_guest(id, key).await.ok().map(|()| State::Gone),
            (What::Comment(id) | What::Guest(id, _), step) => {
                let (decision, state) = match step {
                    Step::Publish => (Decision::Approve, State::Public),
                    Step::Reject => (Decision::Reject, State::Refused),
                    Step::Spam => (Decision::Spam, State::Refused),
                    _ => (Decision::Hold, State::Held),
                };
                decide(world, rita, id, decision).await;
                Some(state)
            }
            _ => None,
        };
        if let Some(state) = done {
            thing.state = state;
            thing.was_public |= state == State::Public;
        }
    }
}

async fn decide(world: &World, by: &Viewer, id: &CommentId, decision: Decision) {
    let input = DecisionInput::about(id, decision);
    world.site.service.decide(by, input).await.unwrap();
}

/// Who looks: nobody in particular, or an account.
const LOOKERS: [&str; 6] = ["", "other", "rob", "mema", "mona", "rita"];

/// May that person see it? `None` where either would do.
fn may_see(thing: &Thing, who: &str) -> Option<bool> {
    let caretaker = matches!(who, "mona" | "rita");
    match (thing.state, &thing.what) {
        (State::Public, _) => Some(true),
        (State::Withdrawn, _) if who == "rita" => None,
        (State::Own | State::Withdrawn, _) => Some(who == "rita"),
        (State::Held, What::Comment(_)) => Some(caretaker || who == "mema"),
        (State::Held, _) => Some(caretaker),
        // The author may be told, in full or not.
        (State::Refused, What::Comment(_)) if who == "mema" => None,
        (State::Refused, _) => Some(caretaker),
        (State::Gone, _) => Some(false),
    }
}

/// Addresses of a thing that no page may lead to, tried anyway.
fn doors(thing: &Thing) -> Vec<String> {
    let word = &thing.word;
    let mut doors = match &thing.what {
        What::Review(id) => vec![
            format!("/r/{id}"),
            format!("/@rita/film{word}"),
            format!("/@rita/film{word}/changes"),
            format!("/write/{id}"),
            format!("/write/{id}/delivery"),
            format!("/r/{id}/reply"),
            format!("/r/{id}/report"),
            format!("/r/{id}/replies"),
            format!("/films/film{word}"),
            format!("/films/film{word}/edit"),
            format!("/tags/tag{word}"),
            format!("/@rita/tags/tag{word}"),
            format!("/tags/tag{word}/feed.atom"),
        ],
        What::Essay(id) => vec![
            format!("/p/{id}"),
            format!("/@rita/posts/essay{word}"),
            format!("/posts/{id}"),
        ],
        What::List(id) => vec![
            format!("/lists/{id}"),
            format!("/@rita/lists/list{word}"),
            format!("/@rita/lists/list{word}/feed.atom"),
        ],
        What::Viewing(id) => vec![
            format!("/diary/log/{id}"),
            format!("/films/film{word}"),
            "/diary/2015".to_owned(),
        ],
        What::Comment(id) | What::Guest(id, _) => vec![
            format!("/c/{id}"),
            format!("/c/{id}/reply"),
            format!("/c/{id}/edit"),
            format!("/c/{id}/report"),
            format!("/c/{id}/replies"),
            format!("/c/{id}/likes"),
            format!("/moderation/comments/{id}"),
        ],
    };
    doors.push(format!("/search?q={word}"));
    doors
}

fn starts() -> Vec<String> {
    [
        "/",
        "/sitemap.xml",
        "/feed.atom",
        "/feed.json",
        "/search?q=zirkon",
        "/search?q=film",
        "/users/rita",
        "/users/rita/outbox",
        "/users/rita/outbox?page=1",
        "/users/rita/featured",
        "/actor/outbox",
        "/nodeinfo/2.1",
        "/moderation?state=any",
        "/moderation/log",
        "/news",
        "/drafts",
        "/stats",
        "/index",
        "/diary",
        "/lists",
        "/posts",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// What an answer leads to on this site.
fn links(answer: &Answer, origin: &str) -> Vec<String> {
    let mut found = vec![answer.header("location").to_owned()];
    if answer.header("content-type").starts_with("text/html") {
        let links = Selector::parse("a[href], link[href], form[method=get]").unwrap();
        let page = answer.html();
        let address = |link: scraper::ElementRef<'_>| {
            let value = link.value();
            value.attr("href").or(value.attr("action")).map(str::to_owned)
        };
        found.extend(page.select(&links).filter_map(address));
    } else {
        let rest = answer.body.split(origin).skip(1);
        let address = |rest: &str| {
            rest.split(['"', '<', '>', '&', '\\', ' ', ']'])
                .next()
                .map(str::to_owned)
        };
        found.extend(rest.filter_map(address));
    }
    let own = found.into_iter().filter_map(|to| {
        let to = to.strip_prefix(origin).unwrap_or(&to).split('#').next()?.to_owned();
        let skip = [
            "/assets/",
            "/media/",
            "/cards/",
            "/theme/",
            "/sign-in?",
            "/appearance",
            "/settings/leaving/archive",
        ];
        (to.starts_with('/') && !to.starts_with("//") && !skip.iter().any(|skip| to.starts_with(skip))).then_some(to)
    });
    own.collect()
}

/// Everything that can be reached, and what was answered, as a page and as a document of ActivityStreams.
async fn look_around(browser: &Browser, origin: &str, doors: &[String], documents: bool) -> BTreeMap<String, String> {
    let mut known: BTreeSet<String> = doors.iter().cloned().chain(starts()).collect();
    let mut next: Vec<String> = known.iter().cloned().collect();
    let mut seen = BTreeMap::new();
    while let Some(path) = next.pop() {
        assert!(known.len() < MOST, "the site grows without end: {path}");
        let page = browser.get(&path).await;
        assert!(page.status < 500, "{path}: {}", page.body);
        for to in links(&page, origin) {
            if known.insert(to.clone()) {
                next.push(to);
            }
        }
        seen.insert(path.clone(), page.body);
        if documents {
            let asked = actix_web::test::TestRequest::get()
                .uri(&path)
                .insert_header(("accept", "application/activity+json"));
            let document = browser.send(asked).await;
            seen.insert(format!("{path} as a document"), document.body);
        }
    }
    seen
}

/// A page without what its reader asked for: a search repeats it.
fn answered(path: &str, body: &str, word: &str) -> String {
    if path.contains(&format!("q={word}"))
        || path.contains(&format!("tag{word}"))
        || path.contains(&format!("film{word}"))
    {
        return body
            .lines()
            .filter(|line| !line.contains(&format!("value=\"{word}\"")) && !line.contains("<title>"))
            .collect::<Vec<_>>()
            .join("\n")
            .replace(&format!("“{word}”"), "")
            .replace(&format!("q={word}"), "");
    }
    body.to_owned()
}

async fn check(world: &World, things: &[Thing], lookers: &[&str]) {
    while world.site.service.index_changes().await.unwrap() {}
    let origin = world.site.service.urls().origin().to_owned();
    let doors: Vec<String> = things.iter().flat_map(doors).collect();
    for who in lookers {
        let browser = match *who {
            "" => world.browser(),
            handle => world.signed_in(handle).await,
        };
        let seen = look_around(&browser, &origin, &doors, who.is_empty()).await;
        for thing in things {
            let word = &thing.word;
            let shown: Vec<&String> = seen
                .iter()
                .filter(|(path, body)| {
                    answered(path, body, word).contains(&text(word)) || {
                        // A search marks what it was asked for.
                        answered(path, body, word).contains(&format!("</mark> {word}"))
                    }
                })
                .map(|(path, _)| path)
                .collect();
            let named: Vec<&String> = seen
                .iter()
                .filter(|(path, body)| answered(path, body, word).to_lowercase().contains(word.as_str()))
                .map(|(path, _)| path)
                .collect();
            let state = (thing.state, thing.was_public);
            match may_see(thing, who) {
                Some(true) => assert!(!shown.is_empty(), "{who:?} does not find {word} {state:?}"),
                Some(false) => {
                    assert!(shown.is_empty(), "{who:?} sees {word} {state:?} on {shown:?}");
                    // That a film exists may be known once somebody has said so in public.
                    if !thing.was_public {
                        assert!(named.is_empty(), "{who:?} reads of {word} {state:?} on {named:?}");
                    }
                }
                None => {}
            }
        }
    }
}

fn worlds() -> (Clock, Vec<crate::service::Site>) {
    let clock = Clock::manual(Utc.with_ymd_and_hms(2026, 11, 22, 20, 0, 0).unwrap());
    let sites = sites_with(&[], Some(&clock));
    (clock, sites)
}

async fn live_through(plan: &[(usize, Step)]) {
    let (clock, sites) = worlds();
    for site in sites {
        let world = world_on(site).await;
        let people = settle_in(&world).await;
        let mut things = people.things(&world, &clock, None).await;
        let (before, after) = plan.split_at(plan.len() / 2);
        for (half, lookers) in [(before, &LOOKERS[..2]), (after, &LOOKERS[..])] {
            for (n, step) in half {
                let n = n % things.len();
                people.step(&world, &mut things[n], *step).await;
            }
            check(&world, &things, lookers).await;
        }
    }
}

#[test]
fn whatever_becomes_of_a_thing_only_those_who_may_see_it_do() {
    let config = Config {
        cases: 2,
        max_shrink_iters: 0,
        failure_persistence: None,
        ..Config::default()
    };
    let step = (0..6_usize, prop::sample::select(STEPS.to_vec()));
    let plans = prop::collection::vec(step, 10..30);
    let run = |plan: Vec<(usize, Step)>| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(tokio::task::LocalSet::new().run_until(live_through(&plan)));
        Ok(())
    };
    TestRunner::new(config).run(&plans, run).unwrap();
}

/// Each of these has shown something once, or well might: published and taken back, refused after it was public, deleted.
#[tokio::test]
async fn what_was_public_and_is_not_any_more_is_gone_everywhere() {
    let all = |step: Step| (0..6).map(move |n| (n, step));
    let plan: Vec<_> = all(Step::Publish).chain(all(Step::Withdraw)).collect();
    live_through(&plan).await;
    let plan: Vec<_> = all(Step::Publish).chain(all(Step::Delete)).collect();
    live_through(&plan).await;
    let refused = [
        (4, Step::Publish),
        (5, Step::Publish),
        (4, Step::Spam),
        (5, Step::Reject),
    ];
    live_through(&refused).await;
}

/// Hidden things change nothing at all for those who may not see them: no count, no date, no order.
#[tokio::test]
async fn nobody_else_can_tell_that_there_is_something_hidden() {
    let (clock, sites) = worlds();
    for site in sites {
        let world = world_on(site).await;
        let people = settle_in(&world).await;
        let origin = world.site.service.urls().origin().to_owned();
        let target = Subject::Review(people.host.clone());
        let form = world.site.service.guest_form(&target).await.unwrap();
        clock.advance(TimeDelta::seconds(30));
        let lookers = [
            world.browser(),
            world.signed_in("other").await,
            world.signed_in("rob").await,
        ];
        let mut before = Vec::new();
        while world.site.service.index_changes().await.unwrap() {}
        for browser in &lookers {
            // Twice: the first visit may set a cookie.
            look_around(browser, &origin, &[], false).await;
            before.push(look_around(browser, &origin, &[], false).await);
        }
        let things = people.things(&world, &clock, Some(form)).await;
        assert!(things.iter().all(|thing| thing.state != State::Public));
        while world.site.service.index_changes().await.unwrap() {}
        for (browser, before) in lookers.iter().zip(&before) {
            let after = look_around(browser, &origin, &[], false).await;
            let differ = before
                .keys()
                .chain(after.keys())
                .filter(|path| before.get(*path) != after.get(*path));
            let differ: BTreeSet<&String> = differ.collect();
            assert!(differ.is_empty(), "{differ:?}");
        }
    }
}
