//! SQLite admits one writer at a time, so what waits for it is written together: the first in line takes what waits, each in
//! a savepoint of its own, for some milliseconds, and commits once. A commit writes every page that was touched; a hundred
//! comments that arrive together touch the same few. What another server waits for goes before what only a worker waits for.
//!
//! Nobody is answered before the commit, and what fails takes nothing with it but itself. PostgreSQL has many writers, whose
//! locks would meet in such a batch: there each goes by itself.

use super::backend::{Conn, Store, StoreError, begin, commit, on_each_backend, rollback, transaction};
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// The most that is committed at once, and the longest that is written on before a commit: what comes first waits for the
/// last, and whoever comes next for all of it.
const TOGETHER: usize = 64;
const LONGEST: Duration = Duration::from_millis(4);

/// What waits to be written, in the order it came.
#[derive(Default)]
pub(in crate::store) struct Line(Mutex<Lines>);

#[derive(Default)]
struct Lines {
    urgent: VecDeque<Box<dyn Waiting>>,
    ordinary: VecDeque<Box<dyn Waiting>>,
}

/// Whom a write keeps waiting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Haste {
    /// Another server, which sends nothing more on its connection until it has its answer.
    Urgent,
    /// Anybody else.
    Ordinary,
}

impl Line {
    fn join(&self, one: Box<dyn Waiting>, haste: Haste) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match haste {
            Haste::Urgent => lines.urgent.push_back(one),
            Haste::Ordinary => lines.ordinary.push_back(one),
        }
    }

    /// The next in line, past those whose askers have gone away.
    fn next(&self) -> Option<Box<dyn Waiting>> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let one = lines.urgent.pop_front().or_else(|| lines.ordinary.pop_front())?;
            if one.is_wanted() {
                return Some(one);
            }
        }
    }
}

/// Something to be written, and somebody who waits for it.
trait Waiting: Send {
    fn is_wanted(&self) -> bool;
    /// Does it. False when nothing of it is to stay.
    fn run(&mut self, conn: &mut Conn) -> bool;
    /// Tells how it ended. What did not work says so itself, whatever became of the rest.
    fn tell(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Write<F, T, E> {
    run: Option<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Waiting for Write<F, T, E>
where
    F: FnOnce(&mut Conn) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn is_wanted(&self) -> bool {
        !self.answer.is_closed()
    }

    fn run(&mut self, conn: &mut Conn) -> bool {
        let Some(run) = self.run.take() else { return false };
        // A panic is the asker's and nobody else's; a savepoint takes back what it had written.
        self.result = catch_unwind(AssertUnwindSafe(|| run(conn))).ok();
        matches!(self.result, Some(Ok(_)))
    }

    fn tell(self: Box<Self>, committed: Result<(), StoreError>) {
        let answer = match (self.result, committed) {
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(E::from(error)),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(E::from(StoreError::Cancelled)),
        };
        self.answer.send(answer).ok();
    }
}

impl Store {
    /// Runs `run` in a writing transaction, on a blocking thread: everything in it is committed, or nothing.
    /// SQLite takes its lock at once (`BEGIN IMMEDIATE`), since a transaction that reads first and writes later can fail
    /// with "database is locked" however long it waits.
    pub async fn write<T, E, F>(&self, run: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.write_in_line(run, Haste::Ordinary).await
    }

    /// The same as [`Store::write`], before all that waits for that.
    pub async fn write_first<T, E, F>(&self, run: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.write_in_line(run, Haste::Urgent).await
    }

    async fn write_in_line<T, E, F>(&self, run: F, haste: Haste) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if !self.is_sqlite() {
            return self.write_alone(run).await;
        }
        let (answer, mut answered) = oneshot::channel();
        let write = Write {
            run: Some(run),
            result: None,
            answer,
        };
        self.line.join(Box::new(write), haste);
        // Whoever has the turn may take this along; else this takes along whatever waits when it has the turn itself.
        loop {
            let turn = tokio::select! {
                biased;
                answer = &mut answered => return answer.unwrap_or_else(|_| Err(StoreError::Cancelled.into())),
                turn = Arc::clone(&self.write_slots).acquire_owned() => turn.map_err(|_| StoreError::Cancelled)?,
            };
            let store = self.clone();
            tokio::task::spawn_blocking(move || {
                let _turn = turn;
                store.write_line();
            })
            .await
            .map_err(|_| StoreError::Cancelled)?;
        }
    }

    async fn write_alone<T, E, F>(&self, run: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let turn = Arc::clone(&self.write_slots)
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Cancelled)?;
        let pool = self.writers.clone();
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let mut conn = pool.get().map_err(|e| StoreError::Pool(e.to_string()))?;
            transaction(&mut conn, run)
        })
        .await
        .map_err(|_| StoreError::Cancelled)?
    }

    /// Writes what waits.
    fn write_line(&self) {
        let Some(first) = self.line.next() else { return };
        let mut taken = vec![first];
        let committed = match self.writers.get() {
            Ok(mut conn) => write_together(&mut conn, &self.line, &mut taken),
            Err(error) => Err(StoreError::Pool(error.to_string())),
        };
        for one in taken {
            one.tell(committed.as_ref().map_or_else(|error| Err(again(error)), |()| Ok(())));
        }
    }
}

/// Writes the first of `taken` and then what waits in line, which joins it there.
fn write_together(conn: &mut Conn, line: &Line, taken: &mut Vec<Box<dyn Waiting>>) -> Result<(), StoreError> {
    begin(conn)?;
    let written = in_savepoints(conn, line, taken).and_then(|()| commit(conn));
    if written.is_err() {
        // A failed COMMIT (full disk) leaves the transaction open.
        rollback(conn).ok();
    }
    written
}

/// Stops at an error that ends the transaction by itself (a full disk among them): then nothing of it was written.
fn in_savepoints(conn: &mut Conn, line: &Line, taken: &mut Vec<Box<dyn Waiting>>) -> Result<(), StoreError> {
    let begun = Instant::now();
    loop {
        if let Some(one) = taken.last_mut() {
            in_savepoint(conn, one.as_mut())?;
        }
        if taken.len() >= TOGETHER || begun.elapsed() > LONGEST {
            return Ok(());
        }
        match line.next() {
            Some(one) => taken.push(one),
            None => return Ok(()),
        }
    }
}

fn in_savepoint(conn: &mut Conn, one: &mut dyn Waiting) -> Result<(), StoreError> {
    on_each_backend!(conn, |c| AnsiTransactionManager::begin_transaction(c))?;
    if one.run(conn) {
        on_each_backend!(conn, |c| AnsiTransactionManager::commit_transaction(c))?;
    } else if let Err(error) = rollback(conn) {
        // There is no savepoint to go back to: SQLite has rolled back everything, as it does when it cannot write.
        return Err(StoreError::Open(format!(
            "disk I/O failed, and nothing of this was written: {error}"
        )));
    }
    Ok(())
}

/// The same error for the next in line: an error of the database cannot be copied, its words can.
fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::Cancelled => StoreError::Cancelled,
        StoreError::Pool(words) => StoreError::Pool(words.clone()),
        other => StoreError::Open(other.to_string()),
    }
}
