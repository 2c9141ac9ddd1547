//! What people are to be told by mail, and how they want to be told.

use crate::domain::id::{AccountId, ActorId, CommentId, NotificationId};
use crate::domain::notice::{Choices, Topic};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::{notice_choices, notices};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::{exists, min};
use diesel::prelude::*;

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reader {
    /// Somebody with an account.
    Account(AccountId),
    /// A guest, by their actor.
    Guest(ActorId),
}

/// What they are told about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// One of their news.
    Notification(NotificationId),
    /// A comment: one that waits, an answer to a guest, a guest's own.
    Comment(CommentId),
    /// A server.
    Host(String),
}

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Our identifier.
    pub id: String,
    /// To whom.
    pub reader: Reader,
    /// What kind of news.
    pub topic: Topic,
    /// About what.
    pub matter: Matter,
    /// In the daily digest.
    pub is_digest: bool,
    /// When it happened.
    pub created_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = notices)]
struct NoticeRow {
    id: String,
    account_id: Option<String>,
    guest_id: Option<String>,
    topic: String,
    notification_id: Option<String>,
    comment_id: Option<String>,
    host: Option<String>,
    is_digest: bool,
    created_at: NaiveDateTime,
}

impl NoticeRow {
    fn into_notice(self) -> Result<Notice, StoreError> {
        let row = RowName {
            table: "notices",
            id: &self.id,
        };
        let reader = match (self.account_id, self.guest_id) {
            (Some(id), _) => Reader::Account(AccountId::new(id)),
            (None, Some(id)) => Reader::Guest(ActorId::new(id)),
            (None, None) => return Err(row.bad("account_id")),
        };
        let matter = match (self.notification_id, self.comment_id, self.host) {
            (Some(id), _, _) => Matter::Notification(NotificationId::new(id)),
            (None, Some(id), _) => Matter::Comment(CommentId::new(id)),
            (None, None, Some(host)) => Matter::Host(host),
            (None, None, None) => return Err(row.bad("comment_id")),
        };
        Ok(Notice {
            topic: row.word("topic", &self.topic, Topic::parse)?,
            reader,
            matter,
            is_digest: self.is_digest,
            created_at: time(self.created_at),
            id: self.id,
        })
    }
}

/// Plans a notice. A comment or server of which that reader is told already, or was, is not planned again.
pub fn plan(c: &mut Conn, notice: &Notice, due_at: DateTime<Utc>) -> Result<bool, StoreError> {
    let (account, guest) = match &notice.reader {
        Reader::Account(id) => (Some(id.as_str()), None),
        Reader::Guest(id) => (None, Some(id.as_str())),
    };
    let (notification, comment, host) = match &notice.matter {
        Matter::Notification(id) => (Some(id.as_str()), None, None),
        Matter::Comment(id) => (None, Some(id.as_str()), None),
        Matter::Host(host) => (None, None, Some(host.as_str())),
    };
    let row = (
        notices::id.eq(&notice.id),
        notices::account_id.eq(account),
        notices::guest_id.eq(guest),
        notices::topic.eq(notice.topic.as_str()),
        notices::notification_id.eq(notification),
        notices::comment_id.eq(comment),
        notices::host.eq(host),
        notices::is_digest.eq(notice.is_digest),
        notices::due_at.eq(Some(stamp(due_at))),
        notices::created_at.eq(stamp(notice.created_at)),
    );
    let added = on_each_backend!(c, |c| diesel::insert_into(notices::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// When that reader is told of the same kind anyway, apart from the digest.
pub fn next_due(c: &mut Conn, reader: &Reader, topic: Topic) -> Result<Option<DateTime<Utc>>, StoreError> {
    let mut query = notices::table
        .filter(notices::topic.eq(topic.as_str()))
        .filter(notices::is_digest.eq(false))
        .filter(notices::mail_id.is_null())
        .select(min(notices::due_at))
        .into_boxed();
    query = match reader {
        Reader::Account(id) => query.filter(notices::account_id.eq(id.as_str())),
        Reader::Guest(id) => query.filter(notices::guest_id.eq(id.as_str())),
    };
    let found: Option<NaiveDateTime> = query.get_result(c)?;
    Ok(found.map(time))
}

/// True when something is due that no mail tells yet; cheap, and without a write lock.
pub fn is_due(c: &mut Conn, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = notices::table
        .filter(notices::due_at.le(stamp(now)))
        .filter(notices::mail_id.is_null());
    Ok(diesel::select(exists(due)).get_result(c)?)
}

/// What is due and no mail tells yet, oldest first.
pub fn due(c: &mut Conn, now: DateTime<Utc>, limit: i64) -> Result<Vec<Notice>, StoreError> {
    let query = notices::table
        .filter(notices::due_at.le(stamp(now)))
        .filter(notices::mail_id.is_null())
        .order(notices::id)
        .limit(limit)
        .select(notices::id);
    let ids: Vec<String> = match c {
        Conn::Sqlite(c) => query.load(c)?,
        Conn::Postgres(c) => query.for_update().skip_locked().load(c)?,
    };
    let rows: Vec<NoticeRow> = notices::table
        .filter(notices::id.eq_any(ids))
        .order(notices::id)
        .select(NoticeRow::as_select())
        .load(c)?;
    rows.into_iter().map(NoticeRow::into_notice).collect()
}

/// That mail tells them.
pub fn put_into(c: &mut Conn, ids: &[&str], mail: &str) -> Result<(), StoreError> {
    diesel::update(notices::table.filter(notices::id.eq_any(ids)))
        .set(notices::mail_id.eq(Some(mail)))
        .execute(c)?;
    Ok(())
}

/// What a mail tells, oldest first.
pub fn by_mail(c: &mut Conn, mail: &str) -> Result<Vec<Notice>, StoreError> {
    let rows: Vec<NoticeRow> = notices::table
        .filter(notices::mail_id.eq(mail))
        .order(notices::id)
        .select(NoticeRow::as_select())
        .load(c)?;
    rows.into_iter().map(NoticeRow::into_notice).collect()
}

/// What a mail tells was told. That a guest or a server's trouble was, is remembered.
pub fn told(c: &mut Conn, mail: &str) -> Result<(), StoreError> {
    let theirs = || notices::table.filter(notices::mail_id.eq(mail));
    let once = notices::guest_id.is_not_null().or(notices::host.is_not_null());
    diesel::update(theirs().filter(once))
        .set((
            notices::due_at.eq(None::<NaiveDateTime>),
            notices::mail_id.eq(None::<String>),
        ))
        .execute(c)?;
    diesel::delete(theirs()).execute(c)?;
    Ok(())
}

/// Somebody wants no more mails of that kind, or no digest: what waits is not told.
pub fn forget(c: &mut Conn, account: &AccountId, is_unwanted: impl Fn(&Notice) -> bool) -> Result<(), StoreError> {
    let rows: Vec<NoticeRow> = notices::table
        .filter(notices::account_id.eq(account.as_str()))
        .filter(notices::due_at.is_not_null())
        .select(NoticeRow::as_select())
        .load(c)?;
    let mut ids = Vec::new();
    for row in rows {
        let notice = row.into_notice()?;
        if is_unwanted(&notice) {
            ids.push(notice.id);
        }
    }
    diesel::delete(notices::table.filter(notices::id.eq_any(ids))).execute(c)?;
    Ok(())
}

/// Forgets what a guest was to be told.
pub fn forget_guest(c: &mut Conn, guest: &ActorId) -> Result<(), StoreError> {
    let waiting = notices::table
        .filter(notices::guest_id.eq(guest.as_str()))
        .filter(notices::due_at.is_not_null());
    diesel::delete(waiting).execute(c)?;
    Ok(())
}

/// Forgets that servers were in trouble before then, and that guests were told something before `guests`.
pub fn prune(c: &mut Conn, servers: DateTime<Utc>, guests: DateTime<Utc>) -> Result<(), StoreError> {
    let told = || notices::table.filter(notices::due_at.is_null());
    let hosts = told().filter(notices::host.is_not_null());
    diesel::delete(hosts.filter(notices::created_at.lt(stamp(servers)))).execute(c)?;
    diesel::delete(told().filter(notices::created_at.lt(stamp(guests)))).execute(c)?;
    Ok(())
}

/// How somebody wants to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Language of the mails, BCP 47; empty: that of the site.
    pub language: String,
    /// Kind by kind.
    pub choices: Choices,
}

/// How somebody wants to be told; as everybody, where they did not say.
pub fn wishes_of(c: &mut Conn, account: &AccountId) -> Result<Wishes, StoreError> {
    let found: Option<(String, String)> = notice_choices::table
        .find(account.as_str())
        .select((notice_choices::language, notice_choices::choices))
        .get_result(c)
        .optional()?;
    let Some((language, choices)) = found else {
        return Ok(Wishes::default());
    };
    let row = RowName {
        table: "notice_choices",
        id: account.as_str(),
    };
    let choices = serde_json::from_str(&choices).map_err(|_| row.bad("choices"))?;
    Ok(Wishes { language, choices })
}

/// Remembers how somebody wants to be told.
pub fn set_wishes(c: &mut Conn, account: &AccountId, wishes: &Wishes) -> Result<(), StoreError> {
    let row = RowName {
        table: "notice_choices",
        id: account.as_str(),
    };
    let choices = serde_json::to_string(&wishes.choices).map_err(|_| row.bad("choices"))?;
    let values = (
        notice_choices::account_id.eq(account.as_str()),
        notice_choices::language.eq(&wishes.language),
        notice_choices::choices.eq(&choices),
    );
    on_each_backend!(c, |c| diesel::insert_into(notice_choices::table)
        .values(values)
        .on_conflict(notice_choices::account_id)
        .do_update()
        .set((
            notice_choices::language.eq(&wishes.language),
            notice_choices::choices.eq(&choices),
        ))
        .execute(c))?;
    Ok(())
}
