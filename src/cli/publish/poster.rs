//! The poster beside a review file.

use super::front_matter::PosterMatter;
use crate::cli::{Failure, refused};
use crate::domain::id::{MediaId, ReviewId};
use crate::domain::media::Encoding;
use crate::domain::picture::{Limits, process};
use crate::service::Service;
use crate::service::media::Purpose;
use crate::service::views::{PictureView, Viewer};
use std::path::Path;

/// The picture that the review gets: the one it has when the file shows the same, a new upload otherwise.
///
/// # Errors
/// When the file cannot be read or is no picture, or the alt text is missing.
pub async fn place(
    service: &Service,
    viewer: &Viewer,
    review: Option<&ReviewId>,
    poster: Option<&PosterMatter>,
    folder: &Path,
) -> Result<Option<MediaId>, Failure> {
    let Some(poster) = poster.filter(|poster| !poster.file.0.trim().is_empty()) else {
        return Ok(None);
    };
    let path = folder.join(poster.file.0.trim());
    let bytes = std::fs::read(&path)
        .map_err(|error| Failure::new(format!("poster: {} cannot be read: {error}", path.display())))?;
    if let Some(current) = current(service, viewer, review).await?
        && shows_the_same(service, &current, bytes.clone()).await?
    {
        if current.alt != poster.alt.0.trim() {
            let done = service.set_alt(viewer, &current.id, &poster.alt.0).await;
            done.map_err(|error| refused(&error))?;
        }
        return Ok(Some(current.id));
    }
    let uploaded = service.upload(viewer, bytes, &poster.alt.0, Purpose::Picture).await;
    Ok(Some(uploaded.map_err(|error| refused(&error))?.id))
}

async fn current(
    service: &Service,
    viewer: &Viewer,
    review: Option<&ReviewId>,
) -> Result<Option<PictureView>, Failure> {
    let Some(review) = review else { return Ok(None) };
    let editing = service
        .review_for_edit(viewer, review)
        .await
        .map_err(|error| refused(&error))?;
    Ok(editing.context.poster)
}

/// Compares what the upload would be stored as with what is stored: both come from the same encoder, so equal bytes are
/// equal pictures, and nothing about the file needs to be remembered.
async fn shows_the_same(service: &Service, current: &PictureView, bytes: Vec<u8>) -> Result<bool, Failure> {
    let media = &service.config().media;
    let limits = Limits {
        max_bytes: usize::try_from(media.max_bytes).unwrap_or(usize::MAX),
        max_pixels: media.max_pixels,
    };
    let processed = tokio::task::spawn_blocking(move || process(&bytes, limits)).await?;
    // A file that is no picture is refused by the upload, with its reason.
    let Ok(processed) = processed else { return Ok(false) };
    let Some(largest) = processed.files.last() else {
        return Ok(false);
    };
    let stored = service.media_file(&current.id, processed.width, Encoding::Webp).await;
    Ok(stored.is_ok_and(|stored| stored == largest.webp))
}
