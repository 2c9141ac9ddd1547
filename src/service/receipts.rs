//! Receipts: what was sent about a review, where, and what came of it.

use crate::domain::account::Permission;
use crate::domain::id::ReviewId;
use crate::domain::message::Message;
use crate::service::views::Viewer;
use crate::service::webmentions::PageReceipt;
use crate::service::{Error, Service};
use crate::store::deliveries::{self, DeliveryState, Receipt};
use crate::store::roots;
use chrono::{DateTime, Utc};

/// The receipts of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipts {
    /// Deliveries that were taken.
    pub delivered: i64,
    /// Deliveries to be sent or tried again.
    pub pending: i64,
    /// Deliveries that were refused or given up.
    pub failed: i64,
    /// One for each delivery that was asked for, newest first.
    pub rows: Vec<ReceiptRow>,
    /// Where the next page of rows begins.
    pub older: Option<String>,
    /// Pages of the web that the review links to, and what came of telling them.
    pub pages: Vec<PageReceipt>,
}

/// One delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    /// Host of the inbox.
    pub host: String,
    /// Where to.
    pub inbox: String,
    /// `Create`, `Update`, `Delete`.
    pub activity_type: String,
    /// Where it stands, for people.
    pub state_words: Message,
    /// How often it was tried.
    pub attempts: i32,
    /// Last HTTP status.
    pub last_status: Option<i32>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it is tried next; `None` once it is finished.
    pub next_try: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Which of the receipts of a review to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceiptQuery {
    /// Only those that ended like this.
    pub end: Option<End>,
    /// From before this delivery on.
    pub before: Option<String>,
}

/// Where a delivery stands, as a person asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Refused, or given up.
    Failed,
    /// To be sent or tried again.
    Waiting,
    /// Taken.
    Arrived,
}

impl End {
    /// Each of them, what needs a look first.
    pub const ALL: [Self; 3] = [Self::Failed, Self::Waiting, Self::Arrived];

    /// The name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Waiting => "waiting",
            Self::Arrived => "arrived",
        }
    }

    /// Reads the name in addresses.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.as_str() == name)
    }

    fn states(self) -> &'static [DeliveryState] {
        match self {
            Self::Failed => &DeliveryState::FAILED,
            Self::Waiting => &[DeliveryState::Pending],
            Self::Arrived => &[DeliveryState::Delivered],
        }
    }
}

/// Rows on a page.
const ROWS: usize = 200;

fn words(state: &str, attempts: i32) -> Message {
    Message::new(match (DeliveryState::parse(state), attempts) {
        (Some(DeliveryState::Pending), 0) => "delivery-on-its-way",
        (Some(DeliveryState::Pending), _) => "delivery-again",
        (Some(DeliveryState::Delivered), _) => "delivery-delivered",
        (Some(DeliveryState::Refused), _) => "delivery-refused",
        (Some(DeliveryState::Gone), _) => "delivery-gone",
        (Some(DeliveryState::Expired), _) => "delivery-expired",
        (None, _) => "delivery-unknown",
    })
}

pub(in crate::service) fn row_of(receipt: Receipt) -> ReceiptRow {
    let waits = receipt.finished_at.is_none();
    ReceiptRow {
        host: receipt.host,
        inbox: receipt.inbox,
        activity_type: receipt.activity_type,
        state_words: words(&receipt.state, receipt.attempts),
        attempts: receipt.attempts,
        last_status: receipt.last_status,
        last_error: receipt.last_error,
        next_try: waits.then_some(receipt.next_try),
        finished_at: receipt.finished_at,
    }
}

impl Service {
    /// What was sent about a review, for its author and for those who may read diagnostics.
    ///
    /// # Errors
    /// `NotFound` for a review that is not the viewer's.
    pub async fn receipts(&self, viewer: &Viewer, id: &ReviewId, asked: ReceiptQuery) -> Result<Receipts, Error> {
        let (viewer, id) = (viewer.clone(), id.clone());
        self.read(move |c| {
            let review = roots::by_id(c, &crate::domain::comment::Root::Review(id.clone()))?.ok_or(Error::NotFound)?;
            let may = review.author_id == viewer.actor.id || viewer.account.role.may(Permission::ReadDiagnostics);
            if !may {
                return Err(Error::NotFound);
            }
            let subject = format!("review:{id}");
            let mut receipts = Receipts::default();
            for (state, n) in deliveries::counts_by_subject(c, &subject)? {
                match DeliveryState::parse(&state) {
                    Some(DeliveryState::Delivered) => receipts.delivered += n,
                    Some(DeliveryState::Pending) => receipts.pending += n,
                    _ => receipts.failed += n,
                }
            }
            let states = asked.end.map(End::states).unwrap_or_default();
            let limit = i64::try_from(ROWS + 1).unwrap_or(i64::MAX);
            let mut rows = deliveries::receipts(c, &subject, states, asked.before.as_deref(), limit)?;
            let more = rows.len() > ROWS;
            rows.truncate(ROWS);
            receipts.older = rows.last().filter(|_| more).map(|row| row.id.clone());
            receipts.rows = rows.into_iter().map(row_of).collect();
            receipts.pages = Self::page_receipts(c, &id)?;
            Ok(receipts)
        })
        .await
    }
}
