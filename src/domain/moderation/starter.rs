//! Labelled comments for a site that has decided nothing yet. What was learnt from them fades as the site's own decisions come to
//! outnumber them.

use super::spam::{Lessons, features, is_shouting};
use crate::domain::text::links;
use std::sync::LazyLock;

/// A label, a tab and a text on each line; how they were made stands at the top of the file.
const FILE: &str = include_str!("starter.tsv");

static LESSONS: LazyLock<Lessons> = LazyLock::new(|| learn(labelled()));

/// What is learnt from them.
pub fn lessons() -> &'static Lessons {
    &LESSONS
}

/// The labelled texts: whether each is spam, and what it says.
pub fn labelled() -> impl Iterator<Item = (bool, &'static str)> {
    FILE.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(label, text)| (label == "spam", text))
}

/// The hosts of the addresses in a plain text.
fn hosts(text: &str) -> Vec<String> {
    text.split_whitespace()
        .filter_map(|word| links::web_url(word.trim_end_matches(['.', ',', '!', '?', ')'])))
        .filter_map(|url| url.host_str().map(str::to_owned))
        .collect()
}

fn learn<'a>(texts: impl Iterator<Item = (bool, &'a str)>) -> Lessons {
    let mut lessons = Lessons::default();
    for (is_spam, text) in texts {
        lessons.learn(&features(text, &hosts(text), None), is_spam);
    }
    lessons
}

/// How well comments are told apart that were not learnt from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Spam that scored so.
    pub caught: usize,
    /// Spam that did not.
    pub missed: usize,
    /// People's comments that scored so.
    pub wronged: usize,
    /// People's comments that did not.
    pub passed: usize,
}

impl Tally {
    /// Of what scored so, how much was spam: 0 to 1.
    pub fn precision(self) -> f64 {
        share(self.caught, self.caught + self.wronged)
    }

    /// Of all spam, how much scored so: 0 to 1.
    pub fn recall(self) -> f64 {
        share(self.caught, self.caught + self.missed)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of some hundred")]
fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}

/// Learns from nine tenths of the labelled comments and scores the last tenth, ten times over, so that each is scored by a filter
/// that has not seen it. `guest` says whether they are scored as by guests or as by strangers of another server.
pub fn cross_validate(at: u8, guest: bool) -> Tally {
    const FOLDS: usize = 10;
    let all: Vec<(bool, &str)> = labelled().collect();
    let mut tally = Tally::default();
    for fold in 0..FOLDS {
        let lessons = learn(
            all.iter()
                .enumerate()
                .filter(|(n, _)| n % FOLDS != fold)
                .map(|(_, one)| *one),
        );
        for (is_spam, text) in all.iter().skip(fold).step_by(FOLDS) {
            let hosts = hosts(text);
            let signs = super::spam::Signs {
                links: i64::try_from(hosts.len()).unwrap_or_default(),
                shouting: is_shouting(text),
                guest,
                ..super::spam::Signs::default()
            };
            let mut reasons = lessons.read(&features(text, &hosts, None));
            reasons.extend(signs.read());
            let place = match (*is_spam, super::spam::score(&reasons) >= at) {
                (true, true) => &mut tally.caught,
                (true, false) => &mut tally.missed,
                (false, true) => &mut tally.wronged,
                (false, false) => &mut tally.passed,
            };
            *place += 1;
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moderation::CommentPolicy;

    #[test]
    fn there_are_as_many_of_each_and_every_line_is_read() {
        let spam = labelled().filter(|(is_spam, _)| *is_spam).count();
        let lines = FILE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!((spam * 2, lines), (lines, labelled().count()));
        assert!(lines >= 200, "{lines}");
    }

    #[test]
    fn comments_that_were_not_learnt_from_are_told_apart() {
        let policy = CommentPolicy::default();
        for guest in [true, false] {
            let held = cross_validate(policy.hold_at, guest);
            let spam = cross_validate(policy.spam_at, guest);
            println!(
                "guest {guest}: from {} on precision {:.3}, recall {:.3} {held:?}; from {} on precision {:.3}, recall {:.3} {spam:?}",
                policy.hold_at,
                held.precision(),
                held.recall(),
                policy.spam_at,
                spam.precision(),
                spam.recall(),
            );
            // What goes to the spam folder is looked at least: of a hundred comments by people two at most may lie there. What
            // waits is looked at anyway: nine of ten should be worth the look, and most of the spam among them.
            assert!(spam.wronged * 50 <= spam.wronged + spam.passed, "{spam:?}");
            assert!(held.precision() >= 0.85 && held.recall() >= 0.75, "{held:?}");
        }
    }
}
