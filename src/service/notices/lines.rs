//! What a mail says of each piece of news, as far as it may still be seen.

use crate::domain::account::Account;
use crate::domain::actor::Actor;
use crate::domain::comment::{Comment, CommentState, Root};
use crate::domain::id::CommentId;
use crate::domain::mail::Paragraph;
use crate::domain::message::Message;
use crate::domain::notice::Topic;
use crate::domain::notification::NotificationKind;
use crate::domain::text::{SafeHtml, plain, sanitize};
use crate::service::notifications::{NotificationView, titles_of};
use crate::service::{Error, Service};
use crate::store::notices::{Matter, Notice};
use crate::store::{Conn, actors, comments, hosts, notifications};

/// Characters of somebody's words in a mail.
const EXCERPT: usize = 400;

/// Somebody's words for a mail: what they hid behind a warning stays there.
fn words_of(html: &SafeHtml, warning: Option<&str>) -> String {
    match warning {
        Some(warning) => plain::excerpt(warning, EXCERPT),
        None => plain::excerpt(&plain::from_html(sanitize::without_spoilers(html).as_str()), EXCERPT),
    }
}

impl Service {
    /// What is to be said to an account, in the order in which it happened.
    pub(super) fn lines_for(
        &self,
        c: &mut Conn,
        account: &Account,
        planned: &[Notice],
    ) -> Result<Vec<Paragraph>, Error> {
        let ids: Vec<&str> = planned
            .iter()
            .filter_map(|notice| match &notice.matter {
                Matter::Notification(id) => Some(id.as_str()),
                Matter::Comment(_) | Matter::Host(_) => None,
            })
            .collect();
        let rows = notifications::by_ids(c, &account.actor_id, &ids)?;
        let seen: Vec<_> = rows
            .iter()
            .filter(|(note, _)| note.read_at.is_some_and(|at| at > note.created_at))
            .map(|(note, _)| note.id.clone())
            .collect();
        let views = self.notification_views(c, &account.actor_id, rows)?;
        let mut lines = Vec::new();
        for notice in planned {
            let line = match &notice.matter {
                // Whoever has seen it on the page need not be told.
                Matter::Notification(id) if seen.contains(id) => None,
                Matter::Notification(id) => match views.iter().find(|view| view.id == *id) {
                    Some(view) => self.line_of(c, view)?,
                    None => None,
                },
                Matter::Comment(id) => self.line_of_waiting(c, id)?,
                Matter::Host(host) => self.line_of_trouble(c, host, notice.topic)?,
            };
            lines.extend(line);
        }
        Ok(lines)
    }

    fn line_of(&self, c: &mut Conn, view: &NotificationView) -> Result<Option<Paragraph>, Error> {
        let comment = match &view.comment_id {
            Some(id) => comments::by_id(c, id)?,
            None => None,
        };
        let is_hidden = |comment: &Comment| comment.state != CommentState::Visible;
        let is_gone = match view.kind {
            // About a text: gone with it.
            NotificationKind::Reply
            | NotificationKind::Like
            | NotificationKind::Boost
            | NotificationKind::Emoji
            | NotificationKind::Link
            | NotificationKind::Quote => view.about.is_none() || comment.as_ref().is_some_and(is_hidden),
            NotificationKind::Mention => comment.as_ref().is_some_and(is_hidden),
            _ => false,
        };
        if is_gone {
            return Ok(None);
        }
        let key = match view.kind {
            NotificationKind::Reply => "notice-reply",
            NotificationKind::Mention if view.about.is_some() => "notice-mention",
            NotificationKind::Mention => "notice-mention-elsewhere",
            NotificationKind::Link => "notice-link",
            NotificationKind::Quote => "notice-quote",
            NotificationKind::Like => "notice-like",
            NotificationKind::Boost => "notice-boost",
            NotificationKind::Emoji => "notice-emoji",
            NotificationKind::Follow if view.asks => "notice-follow-request",
            NotificationKind::Follow => "notice-follow",
            NotificationKind::Report => "notice-report",
            NotificationKind::Private => "notice-private",
            NotificationKind::FollowAccepted | NotificationKind::Moved => return Ok(None),
        };
        let mut said = Message::new(key).with("who", &view.actor.name);
        if let Some(about) = view.about.as_ref().filter(|_| key != "notice-mention-elsewhere") {
            said = said.with("title", &about.title);
        }
        let own_words = matches!(view.kind, NotificationKind::Reply | NotificationKind::Mention);
        let quoted = comment
            .as_ref()
            .filter(|_| own_words)
            .map(|comment| words_of(&comment.html, comment.summary.as_deref()));
        let path = match view.kind {
            NotificationKind::Follow => view.actor_path.as_str(),
            // What a report or a private message says stays on the site.
            NotificationKind::Report => "/moderation/reports",
            NotificationKind::Private => "/news",
            _ => view.about.as_ref().map_or("/news", |about| about.path.as_str()),
        };
        Ok(Some(Paragraph {
            said,
            quoted: quoted.unwrap_or_default(),
            link: Some((Message::new("notice-read"), self.absolute(path))),
        }))
    }

    /// A path of this site, or an address elsewhere, for a mail.
    fn absolute(&self, path: &str) -> String {
        if path.starts_with('/') {
            format!("{}{path}", self.urls().origin())
        } else {
            path.to_owned()
        }
    }

    fn line_of_waiting(&self, c: &mut Conn, id: &CommentId) -> Result<Option<Paragraph>, Error> {
        let Some(comment) = comments::by_id(c, id)?.filter(|comment| comment.state == CommentState::Held) else {
            return Ok(None);
        };
        let (Some(author), Some(title)) = (actors::by_id(c, &comment.author_id)?, Self::title_of(c, &comment)?) else {
            return Ok(None);
        };
        let said = Message::new("notice-waiting")
            .with("who", author.display_name())
            .with("title", title);
        Ok(Some(Paragraph {
            said,
            quoted: words_of(&comment.html, comment.summary.as_deref()),
            link: Some((
                Message::new("notice-decide"),
                self.absolute(&format!("/moderation/comments/{id}")),
            )),
        }))
    }

    fn line_of_trouble(&self, c: &mut Conn, host: &str, topic: Topic) -> Result<Option<Paragraph>, Error> {
        let said = if topic == Topic::Refusal {
            Message::new("notice-refused").with("host", host)
        } else {
            // Whoever answers again by now is no trouble.
            let known = hosts::get(c, host)?;
            let Some(since) = known.failing_since.filter(|_| known.failures > 0) else {
                return Ok(None);
            };
            Message::new("notice-trouble")
                .with("host", host)
                .with("day", Message::day(since.date_naive()))
        };
        let page = self.absolute(&format!("/settings/federation/hosts/{host}"));
        Ok(Some(Paragraph::of(said).leading("notice-server", page)))
    }

    /// What is to be said to a guest.
    pub(super) fn lines_for_guest(&self, c: &mut Conn, planned: &[Notice]) -> Result<Vec<Paragraph>, Error> {
        let mut lines = Vec::new();
        for notice in planned {
            let Matter::Comment(id) = &notice.matter else { continue };
            let shown = comments::by_id(c, id)?.filter(|comment| comment.state == CommentState::Visible);
            let Some(comment) = shown else { continue };
            let Some(title) = Self::title_of(c, &comment)? else {
                continue;
            };
            let is_answer = notice.topic == Topic::GuestAnswer;
            let line = if is_answer {
                let own = match &comment.parent_id {
                    Some(parent) => comments::by_id(c, parent)?,
                    None => None,
                };
                let is_there = own.is_some_and(|own| own.state == CommentState::Visible);
                match actors::by_id(c, &comment.author_id)?.filter(|actor| is_there && is_heard(actor)) {
                    Some(author) => {
                        let said = Message::new("notice-guest-answer")
                            .with("who", author.display_name())
                            .with("title", title);
                        Some((said, words_of(&comment.html, comment.summary.as_deref())))
                    }
                    None => None,
                }
            } else {
                Some((
                    Message::new("notice-guest-approved").with("title", title),
                    String::new(),
                ))
            };
            let link = (Message::new("notice-read"), self.absolute(&format!("/c/{id}")));
            lines.extend(line.map(|(said, quoted)| Paragraph {
                said,
                quoted,
                link: Some(link),
            }));
        }
        Ok(lines)
    }

    /// The title of what a comment stands under; `None` when that is not there any more.
    fn title_of(c: &mut Conn, comment: &Comment) -> Result<Option<String>, Error> {
        let wanted = match &comment.root {
            Root::Review(id) => (vec![id.clone()], Vec::new()),
            Root::Post(id) => (Vec::new(), vec![id.clone()]),
        };
        Ok(titles_of(c, &wanted)?.remove(&comment.root).map(|(_, title)| title))
    }
}

fn is_heard(actor: &Actor) -> bool {
    actor.deleted_at.is_none()
}
