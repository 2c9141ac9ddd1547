//! SQLite admits one writer at a time, so what waits for it is written together: the first in line takes everything that waits,
//! each in a savepoint of its own, and commits once. A commit writes every page that was touched; a hundred comments that
//! arrive together touch the same few.
//!
//! Nobody is answered before the commit, and what fails takes nothing with it but itself. PostgreSQL has many writers, whose
//! locks would meet in such a batch: there each goes by itself.

use super::backend::{Conn, Store, StoreError, begin, commit, on_each_backend, rollback, transaction};
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// The most that is committed at once. What comes first waits for the last.
const TOGETHER: usize = 64;

/// What waits to be written, in the order it came.
#[derive(Default)]
pub(in crate::store) struct Line(Mutex<VecDeque<Box<dyn Waiting>>>);

impl Line {
    fn join(&self, one: Box<dyn Waiting>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(one);
    }

    /// The next in line, without those whose askers have gone away.
    fn take(&self) -> Vec<Box<dyn Waiting>> {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = Vec::new();
        while taken.len() < TOGETHER
            && let Some(one) = line.pop_front()
        {
            if one.is_wanted() {
                taken.push(one);
            }
        }
        taken
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
        if !self.is_sqlite() {
            return self.write_alone(run).await;
        }
        let (answer, mut answered) = oneshot::channel();
        self.line.join(Box::new(Write {
            run: Some(run),
            result: None,
            answer,
        }));
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
        let mut taken = self.line.take();
        if taken.is_empty() {
            return;
        }
        let committed = match self.writers.get() {
            Ok(mut conn) => write_together(&mut conn, &mut taken),
            Err(error) => Err(StoreError::Pool(error.to_string())),
        };
        for one in taken {
            one.tell(committed.as_ref().map_or_else(|error| Err(again(error)), |()| Ok(())));
        }
    }
}

fn write_together(conn: &mut Conn, taken: &mut [Box<dyn Waiting>]) -> Result<(), StoreError> {
    begin(conn)?;
    let written = in_savepoints(conn, taken).and_then(|()| commit(conn));
    if written.is_err() {
        // A failed COMMIT (full disk) leaves the transaction open.
        rollback(conn).ok();
    }
    written
}

/// Stops at an error that ends the transaction by itself (a full disk among them): then nothing of it was written.
fn in_savepoints(conn: &mut Conn, taken: &mut [Box<dyn Waiting>]) -> Result<(), StoreError> {
    for one in taken {
        on_each_backend!(conn, |c| AnsiTransactionManager::begin_transaction(c))?;
        if one.run(conn) {
            on_each_backend!(conn, |c| AnsiTransactionManager::commit_transaction(c))?;
        } else if let Err(error) = rollback(conn) {
            // There is no savepoint to go back to: SQLite has rolled back everything, as it does when it cannot write.
            return Err(StoreError::Open(format!(
                "disk I/O failed, and nothing of this was written: {error}"
            )));
        }
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
