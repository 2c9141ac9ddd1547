//! Deliveries: fair between servers. Each server has a lane with a few requests at a time; a server that does not answer
//! loses its lane and is parked, and nobody else waits for it: a request that hangs gives its slot back, and servers that
//! failed last time are probed in slots of their own.

use super::{Step, report, rest};
use crate::federation::Federation;
use crate::service::Error;
use crate::service::queues::{DeliveryResult, DueDelivery};
use futures_util::StreamExt;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::time::Instant;

/// Deliveries taken at one time.
const BATCH: usize = 384;
/// Deliveries in hand at one time, sent or waiting in a lane. Far more than are sent at one time: a slow server's share of a
/// batch must leave room for the others'.
const IN_HAND: usize = 896;
/// More is taken only when there is so much room: taking a few at a time would look through the queue again and again.
const ROOM: usize = 192;
/// How long results may wait to be written together, and how often more is taken while lanes are busy. After a crash what was not
/// written is sent again, which changes nothing elsewhere.
const TOGETHER: Duration = Duration::from_millis(20);
/// Deliveries to one server for which a second connection is worth its handshake.
const PER_CONNECTION: usize = 16;
/// Probes of servers that failed last time, in hand and sent at one time.
const PROBES_IN_HAND: usize = 256;
const PROBES: usize = 32;
/// How long a request counts against the limit of requests at one time. Whoever takes longer is slow or dead, costs us
/// nothing but a socket, and must not keep the others waiting.
const BRISK: Duration = Duration::from_millis(200);

/// What a lane reports.
enum Report {
    Sent(Sent),
    LaneEnded(String),
}

struct Sent {
    id: String,
    probe: bool,
    result: DeliveryResult,
}

/// What limits the requests at one time.
#[derive(Clone)]
struct Slots {
    sound: Arc<Semaphore>,
    probes: Arc<Semaphore>,
}

impl Slots {
    fn new(federation: &Federation) -> Self {
        let sound = federation.service().config().federation.delivery_concurrency.max(1);
        Self {
            sound: Arc::new(Semaphore::new(sound)),
            probes: Arc::new(Semaphore::new(PROBES.min(sound))),
        }
    }

    fn of(&self, delivery: &DueDelivery) -> &Semaphore {
        if delivery.probe { &self.probes } else { &self.sound }
    }
}

/// What the loop has under way.
#[derive(Default)]
struct Hand {
    /// Servers that have lanes.
    busy: HashSet<String>,
    /// Deliveries to servers that are well.
    sound: usize,
    /// Deliveries to servers that failed last time.
    probes: usize,
    /// What came of deliveries, to be written.
    results: Vec<(String, DeliveryResult)>,
}

impl Hand {
    fn is_empty(&self) -> bool {
        self.sound == 0 && self.probes == 0 && self.busy.is_empty()
    }

    fn take(&mut self, report: Report) {
        match report {
            Report::Sent(sent) => {
                let counter = if sent.probe { &mut self.probes } else { &mut self.sound };
                *counter = counter.saturating_sub(1);
                self.results.push((sent.id, sent.result));
            }
            Report::LaneEnded(host) => {
                self.busy.remove(&host);
            }
        }
    }
}

/// Serves until `stop` turns true.
pub async fn run(federation: Federation, mut stop: watch::Receiver<bool>) {
    let slots = Slots::new(&federation);
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let (mut hand, mut reports) = (Hand::default(), Vec::new());
    // When results are written and more is taken; `None` until something is reported.
    let mut next: Option<Instant> = None;
    loop {
        let stopping = *stop.borrow();
        if next.is_none_or(|at| at <= Instant::now()) || (stopping && hand.is_empty()) {
            next = None;
            write(&federation, std::mem::take(&mut hand.results)).await;
            if stopping && hand.is_empty() {
                return;
            }
            if !stopping && IN_HAND.saturating_sub(hand.sound) >= ROOM {
                let asked = BATCH.min(IN_HAND.saturating_sub(hand.sound));
                let due = claim(&federation, &hand, asked).await;
                let all = due.len() >= asked;
                start_lanes(&federation, &slots, &sender, &mut hand, due);
                if all {
                    continue;
                }
                // What is left in the queue is for servers that have lanes: looking again before one ends finds nothing.
            }
        }
        tokio::select! {
            taken = receiver.recv_many(&mut reports, BATCH) => {
                if taken == 0 {
                    return;
                }
                reports.drain(..).for_each(|report| hand.take(report));
                next = next.or_else(|| Some(Instant::now() + TOGETHER));
            }
            () = until(next), if next.is_some() => {}
            () = rest(&federation.service().wake().deliveries, &mut stop), if !stopping && next.is_none() => {}
        }
    }
}

async fn until(moment: Option<Instant>) {
    if let Some(moment) = moment {
        tokio::time::sleep_until(moment).await;
    }
}

async fn claim(federation: &Federation, hand: &Hand, asked: usize) -> Vec<DueDelivery> {
    let hosts: Vec<String> = hand.busy.iter().cloned().collect();
    let room = PROBES_IN_HAND.saturating_sub(hand.probes);
    match federation.service().claim_deliveries(asked, room, &hosts).await {
        Ok(due) => due,
        Err(error) => {
            report("deliveries", &error);
            Vec::new()
        }
    }
}

fn start_lanes(federation: &Federation, slots: &Slots, sender: &Reports, hand: &mut Hand, due: Vec<DueDelivery>) {
    let probing = due.iter().filter(|one| one.probe).count();
    hand.probes += probing;
    hand.sound += due.len() - probing;
    for (host, due) in by_host(due) {
        hand.busy.insert(host.clone());
        tokio::spawn(lane(federation.clone(), slots.clone(), host, due, sender.clone()));
    }
}

/// Sends what is due.
///
/// # Errors
/// [`Error`] when the queue cannot be read.
pub async fn step(federation: &Federation) -> Result<Step, Error> {
    let due = federation.service().claim_deliveries(BATCH, BATCH, &[]).await?;
    if due.is_empty() {
        return Ok(Step::Idle);
    }
    let slots = Slots::new(federation);
    let (sender, mut receiver) = mpsc::unbounded_channel();
    for (host, due) in by_host(due) {
        tokio::spawn(lane(federation.clone(), slots.clone(), host, due, sender.clone()));
    }
    drop(sender);
    let mut results = Vec::new();
    while let Some(report) = receiver.recv().await {
        if let Report::Sent(sent) = report {
            results.push((sent.id, sent.result));
        }
    }
    federation.service().finish_deliveries(results).await?;
    Ok(Step::Worked)
}

fn by_host(due: Vec<DueDelivery>) -> HashMap<String, Vec<DueDelivery>> {
    let mut hosts: HashMap<String, Vec<DueDelivery>> = HashMap::new();
    for one in due {
        hosts.entry(one.host.clone()).or_default().push(one);
    }
    hosts
}

type Reports = mpsc::UnboundedSender<Report>;

/// Tells the loop that a lane has ended, whatever ended it.
struct Lane {
    host: String,
    sender: mpsc::UnboundedSender<Report>,
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.sender.send(Report::LaneEnded(std::mem::take(&mut self.host))).ok();
    }
}

/// Sends the deliveries of one server, a few at a time. After the first that got no answer, or was asked to wait, the rest is
/// not tried: it would cost a timeout each, or be one more request too many.
async fn lane(federation: Federation, slots: Slots, host: String, due: Vec<DueDelivery>, sender: Reports) {
    let lane = Lane { host, sender };
    let most = federation.service().config().federation.per_host_concurrency.max(1);
    let at_once = most.min(1 + due.len() / PER_CONNECTION);
    let not_now: Mutex<Option<DeliveryResult>> = Mutex::new(None);
    let (federation, slots, not_now, sender) = (&federation, &slots, &not_now, &lane.sender);
    futures_util::stream::iter(due)
        .for_each_concurrent(at_once, |one| async move {
            let known = not_now.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let result = match known {
                Some(result) => result,
                None => send(federation, slots.of(&one), &one).await,
            };
            if concerns_the_host(&result) {
                *not_now.lock().unwrap_or_else(PoisonError::into_inner) = Some(result.clone());
            }
            let sent = Sent {
                id: one.id,
                probe: one.probe,
                result,
            };
            sender.send(Report::Sent(sent)).ok();
        })
        .await;
}

/// No answer, or the wish to be left alone for a while.
fn concerns_the_host(result: &DeliveryResult) -> bool {
    matches!(
        result,
        DeliveryResult::Retry { status: None, .. } | DeliveryResult::Retry { after: Some(_), .. }
    )
}

/// Sends one delivery in a slot, and gives the slot back when it takes long.
async fn send(federation: &Federation, slots: &Semaphore, one: &DueDelivery) -> DeliveryResult {
    // The semaphore is never closed; without a permit the request still goes out, only uncounted.
    let slot = slots.acquire().await.ok();
    let sending = federation.deliver(one);
    tokio::pin!(sending);
    match tokio::time::timeout(BRISK, &mut sending).await {
        Ok(result) => result,
        Err(_) => {
            drop(slot);
            sending.await
        }
    }
}

async fn write(federation: &Federation, results: Vec<(String, DeliveryResult)>) {
    if results.is_empty() {
        return;
    }
    // When this fails, the leases run out and the deliveries are sent again: twice is better than never, and every inbox
    // knows an activity by its id.
    if let Err(error) = federation.service().finish_deliveries(results).await {
        report("deliveries", &error);
    }
}
