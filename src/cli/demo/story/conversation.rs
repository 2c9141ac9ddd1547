//! Replying, answering, liking, boosting, and taking things back.

use super::{Cast, Published};
use crate::cli::Failure;
use crate::cli::demo::people::{MARA, NILS};
use crate::cli::demo::reader::{says, silent};
use crate::cli::demo::stage::Seen;

const QUESTION: &str = "The lamp hums in two scenes only. Did you count them?";
const ANSWER: &str = "I counted three, and the third one is a recording of the first.";
const PROMISE: &str = "Then I have to go again, and bring a stopwatch.";
const EDITED_PROMISE: &str = "Then I have to go again, and bring two stopwatches.";

impl Cast<'_> {
    /// Reply, answer, reply to the answer, like, boost.
    pub(super) async fn talk(&mut self, review: &Published) -> Result<(), Failure> {
        let handle = format!("@nils@{}", self.beta.host());
        let post = self.nils.open(&review.elsewhere).await?;
        self.nils.comment(&post, QUESTION).await?;
        let reader = &self.reader;
        self.stage
            .confirm(
                "Nils replies on beta; the reply stands under the review on alpha",
                "his words, name and full handle",
                async || reader.reads(&review.page, &[QUESTION, NILS.name, &handle]).await,
            )
            .await?;
        self.stage
            .confirm(
                "Alpha lists it in the review's replies",
                "replies.totalItems 1",
                async || reader.counts(&review.object, "replies", 1).await,
            )
            .await?;

        let page = self.mara.open_url(&review.page).await?;
        self.mara.answer(&page, QUESTION, ANSWER).await?;
        let nils = &mut self.nils;
        self.stage
            .confirm(
                "Mara answers on alpha; the answer stands under the post on beta",
                "her words and name",
                async || Ok(says(&nils.open(&review.elsewhere).await?, &[ANSWER, MARA.name])),
            )
            .await?;

        let post = self.nils.open(&review.elsewhere).await?;
        self.nils.answer(&post, ANSWER, PROMISE).await?;
        self.stage
            .confirm(
                "Nils replies to the answer; alpha shows all three, nested",
                "the reply three levels deep",
                async || {
                    let page = reader.page(&review.page).await?;
                    let html = page.html();
                    let place = |words: &str| html.find(words).unwrap_or(usize::MAX);
                    if !(place(QUESTION) < place(ANSWER) && place(ANSWER) < place(PROMISE)) {
                        return Ok(says(&page, &[QUESTION, ANSWER, PROMISE]));
                    }
                    let depth = list_depth(&html, PROMISE) - list_depth(&html, QUESTION);
                    Ok(Seen::when(depth == 2, || {
                        format!("a reply {depth} levels below the first")
                    }))
                },
            )
            .await?;

        for (word, collection) in [("like", "likes"), ("boost", "shares")] {
            let post = self.nils.open(&review.elsewhere).await?;
            self.nils.press(&post, &format!("/{word}")).await?;
            self.stage
                .confirm(
                    &format!("Nils presses {word}; alpha counts it"),
                    &format!("{collection}.totalItems 1 in the Article"),
                    async || reader.counts(&review.object, collection, 1).await,
                )
                .await?;
        }
        Ok(())
    }

    /// An edited comment, an undone like, a deleted comment.
    pub(super) async fn take_back(&mut self, review: &Published) -> Result<(), Failure> {
        let reader = &self.reader;
        let post = self.nils.open(&review.elsewhere).await?;
        self.nils.edit_comment(&post, PROMISE, EDITED_PROMISE).await?;
        self.stage
            .confirm(
                "Nils edits his reply; alpha shows the new words",
                "the edited text, marked as edited",
                async || reader.reads(&review.page, &[EDITED_PROMISE, "edited"]).await,
            )
            .await?;
        let post = self.nils.open(&review.elsewhere).await?;
        self.nils.press(&post, "/unlike").await?;
        self.stage
            .confirm(
                "Nils takes his like back; alpha counts none",
                "likes.totalItems 0 in the Article",
                async || reader.counts(&review.object, "likes", 0).await,
            )
            .await?;
        let post = self.nils.open(&review.elsewhere).await?;
        self.nils.delete_comment(&post, EDITED_PROMISE).await?;
        self.stage
            .confirm(
                "Nils deletes his reply; alpha no longer shows it",
                "a page without the deleted words",
                async || Ok(silent(&reader.page(&review.page).await?, EDITED_PROMISE)),
            )
            .await
    }
}

/// How many lists are open where `words` stand.
fn list_depth(html: &str, words: &str) -> i64 {
    let before = html.split(words).next().unwrap_or_default();
    let count = |what: &str| i64::try_from(before.matches(what).count()).unwrap_or_default();
    count("<ol") - count("</ol>")
}
