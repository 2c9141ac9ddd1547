//! Steps: each is done, then confirmed by looking until it shows, then told with its number.

use super::browser::BrowserError;
use crate::cli::Failure;
use std::time::{Duration, Instant};

/// How long a step may take to show on the other server. Seconds on a busy machine; usually a blink.
const PATIENCE: Duration = Duration::from_secs(15);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(60);

/// What a look saw.
pub enum Seen {
    /// What was expected.
    Yes,
    /// Something else, in words.
    No(String),
}

impl Seen {
    /// `Yes` when `right`, else what was seen instead.
    pub fn when(right: bool, instead: impl FnOnce() -> String) -> Self {
        if right { Self::Yes } else { Self::No(instead()) }
    }
}

/// Counts the steps.
#[derive(Default)]
pub struct Stage {
    steps: usize,
}

impl Stage {
    /// How many were confirmed.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// Looks until `look` sees what is expected, then tells the step.
    ///
    /// # Errors
    /// When it is not seen in time: the step, what was expected, and what was seen last.
    pub async fn confirm(
        &mut self,
        step: &str,
        expected: &str,
        mut look: impl AsyncFnMut() -> Result<Seen, BrowserError>,
    ) -> Result<(), Failure> {
        let begun = Instant::now();
        loop {
            let seen = match look().await {
                Ok(Seen::Yes) => break,
                Ok(Seen::No(instead)) => instead,
                Err(error) => error.to_string(),
            };
            if begun.elapsed() > PATIENCE {
                return Err(Failure::new(format!(
                    "step {} failed: {step}\n  expected: {expected}\n  seen:     {seen}",
                    self.steps + 1
                )));
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.steps += 1;
        println!("{:>2}. {step}", self.steps);
        Ok(())
    }
}
