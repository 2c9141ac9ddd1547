//! Asking other servers how many people follow somebody who answers here for the first time.

use crate::federation::Federation;
use crate::federation::fetch::Budget;
use crate::service::Error;
use crate::service::remote::NoteReceived;

impl Federation {
    /// Asks for the size of the followers collection of an author, where that is a sign worth having. A server that does not answer, or
    /// does not say, tells nothing; the text is taken in all the same.
    ///
    /// # Errors
    /// [`Error`] of the database only.
    pub(in crate::federation) async fn ask_for_followers(
        &self,
        note: &NoteReceived,
        budget: &Budget,
    ) -> Result<(), Error> {
        let Some(followers) = self.service().wants_followers_of(note).await? else {
            return Ok(());
        };
        let total = match self.fetch(&followers, budget).await {
            Ok(document) => document.object().integer("totalItems"),
            Err(_) => None,
        };
        let total = total.filter(|total| *total >= 0);
        self.service().note_followers_of(&note.author.id, total).await
    }
}
