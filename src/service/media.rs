//! Uploaded images, and copies of other servers' images, so that no page asks a third party for anything.

use crate::domain::id::MediaId;
use crate::domain::media::{Encoding, Rendition};
use crate::domain::message::Message;
use crate::domain::picture::{self, Limits, PictureError, Processed};
use crate::env::{BlobError, GetRequest};
use crate::service::views::{PictureView, Viewer};
use crate::service::{Error, Service};
use crate::store::media::{self, RemoteImage, StoredMedia};
use crate::urls::Urls;
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use url::Url;

/// Width at which avatars are shown and kept.
pub const AVATAR_WIDTH: i32 = picture::AVATAR_SIDE as i32;

/// A failed remote image is asked for again after this many hours, times the failures in a row.
const RETRY_HOURS: i64 = 6;
/// A remote image is fetched anew after this many days, since people change their pictures under one address.
const REFRESH_DAYS: i64 = 7;
/// The largest remote image, in bytes.
const REMOTE_MAX_BYTES: u32 = 8 * 1024 * 1024;
/// The longest alt text, in characters (Mastodon's limit).
pub const ALT_MAX: usize = 1500;

/// What an upload is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A poster, in three widths.
    Picture,
    /// A square profile picture.
    Avatar,
}

/// The key of a remote image: the hash of its address, in hex.
pub fn remote_key(url: &Url) -> String {
    Sha256::digest(url.as_str().as_bytes())
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Turns for asking for a picture, some pictures to each.
pub(in crate::service) struct Turns(Vec<tokio::sync::Mutex<()>>);

impl Default for Turns {
    fn default() -> Self {
        Self(std::iter::repeat_with(tokio::sync::Mutex::default).take(64).collect())
    }
}

impl Turns {
    /// Waits until it is this picture's turn; it ends with the guard.
    pub(in crate::service) async fn take(&self, key: &str) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        let sum: usize = key.bytes().map(usize::from).sum();
        match self.0.get(sum % self.0.len().max(1)) {
            Some(turn) => Some(turn.lock().await),
            None => None,
        }
    }
}

fn file_key(id: &MediaId, width: u32, encoding: Encoding) -> String {
    format!("uploads/{id}/{width}.{}", encoding.extension())
}

/// The keys of every file of an upload.
pub(in crate::service) fn file_keys(image: &StoredMedia) -> Vec<String> {
    let every = |rendition: &Rendition| Encoding::ALL.map(|encoding| file_key(&image.id, rendition.width, encoding));
    image.renditions.iter().flat_map(every).collect()
}

fn remote_file_key(key: &str) -> String {
    format!("remote/{key}.webp")
}

impl From<PictureError> for Error {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::TooManyBytes { .. } => Self::TooLarge(error.message()),
            other => Self::field("poster", other.message()),
        }
    }
}

impl From<BlobError> for Error {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Full(_) => Self::Unwritable(error.to_string()),
            BlobError::Missing(_) | BlobError::BadKey(_) => Self::NotFound,
            other => Self::Internal(other.to_string()),
        }
    }
}

/// The checked alt text of an upload.
pub fn check_alt(field: &str, alt: &str) -> Result<String, Error> {
    let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
    if alt.is_empty() {
        return Err(Error::field(field, "input-alt-missing"));
    }
    if alt.chars().count() > ALT_MAX {
        return Err(Error::field(
            field,
            Message::new("input-alt-long").with("most", ALT_MAX),
        ));
    }
    Ok(alt)
}

impl Service {
    fn limits(&self) -> Limits {
        let media = &self.config().media;
        Limits {
            max_bytes: usize::try_from(media.max_bytes).unwrap_or(usize::MAX),
            max_pixels: media.max_pixels,
        }
    }

    pub(in crate::service) async fn blocking<T: Send + 'static>(
        &self,
        run: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        tokio::task::spawn_blocking(run)
            .await
            .map_err(|e| Error::Internal(e.to_string()))
    }

    /// Takes an upload: decoded, scaled, re-encoded without metadata; files first, then the row, so that a full disk leaves
    /// nothing behind that a page could show.
    ///
    /// # Errors
    /// `Invalid` (`poster`, or `alt_field`), `TooLarge`, `Unwritable`.
    pub async fn upload(
        &self,
        viewer: &Viewer,
        bytes: Vec<u8>,
        alt: &str,
        purpose: Purpose,
    ) -> Result<PictureView, Error> {
        let alt = match purpose {
            // A picture may wait in a draft for its description; publishing asks for it.
            Purpose::Picture if !alt.trim().is_empty() => check_alt("poster_alt", alt)?,
            Purpose::Picture | Purpose::Avatar => String::new(),
        };
        let limits = self.limits();
        let processed = self
            .blocking(move || match purpose {
                Purpose::Picture => picture::process(&bytes, limits),
                Purpose::Avatar => picture::avatar(&bytes, limits),
            })
            .await??;
        let id = MediaId::new(self.next_id());
        let stored = StoredMedia {
            id: id.clone(),
            owner_id: viewer.actor.id.clone(),
            alt,
            width: pixels(processed.width),
            height: pixels(processed.height),
            blurhash: processed.blurhash.clone(),
            renditions: processed.files.iter().map(|file| file.rendition.clone()).collect(),
            created_at: self.now(),
        };
        self.write_files(id, processed).await?;
        let row = stored.clone();
        self.store()
            .write(move |c| Ok::<_, Error>(media::insert(c, &row)?))
            .await?;
        Ok(picture_view(&stored))
    }

    async fn write_files(&self, id: MediaId, processed: Processed) -> Result<(), Error> {
        let blobs = self.env().blobs.clone();
        self.blocking(move || {
            let mut written: Vec<String> = Vec::new();
            for file in &processed.files {
                for encoding in Encoding::ALL {
                    let key = file_key(&id, file.rendition.width, encoding);
                    if let Err(error) = blobs.put(&key, file.bytes(encoding)) {
                        for key in &written {
                            blobs.delete(key).ok();
                        }
                        return Err(Error::from(error));
                    }
                    written.push(key);
                }
            }
            Ok(())
        })
        .await?
    }

    /// Replaces the alt text of one of the viewer's pictures.
    pub async fn set_alt(&self, viewer: &Viewer, id: &MediaId, alt: &str) -> Result<(), Error> {
        let alt = check_alt("poster_alt", alt)?;
        let (owner, id) = (viewer.actor.id.clone(), id.clone());
        let own = self
            .store()
            .write(move |c| Ok::<_, Error>(media::set_alt(c, &id, &owner, &alt)?))
            .await?;
        if own { Ok(()) } else { Err(Error::NotFound) }
    }

    /// One of the viewer's own pictures.
    pub async fn own_picture(&self, viewer: &Viewer, id: &MediaId) -> Result<PictureView, Error> {
        let (owner, id) = (viewer.actor.id.clone(), id.clone());
        self.read(move |c| {
            let image = media::by_id(c, &id)?
                .filter(|image| image.owner_id == owner)
                .ok_or(Error::NotFound)?;
            Ok(picture_view(&image))
        })
        .await
    }

    /// The bytes of a rendition.
    pub async fn media_file(&self, id: &MediaId, width: u32, encoding: Encoding) -> Result<Vec<u8>, Error> {
        let (blobs, key) = (self.env().blobs.clone(), file_key(id, width, encoding));
        Ok(self.blocking(move || blobs.get(&key)).await??)
    }

    /// The proxied copy of a remote image (WebP), fetched at its first use through the guarded client. Only images of actors
    /// and posts that are stored here can be asked for: this is no open proxy.
    pub async fn remote_media_file(&self, key: &str) -> Result<Vec<u8>, Error> {
        let (_, cached, due) = self.look_at_remote(key).await?;
        if !due {
            return cached.ok_or(Error::NotFound);
        }
        // A page with a new picture is opened by many at once: the first of them asks for it, and the others wait.
        let _turn = self.memory().pictures.take(key).await;
        let (image, cached, due) = self.look_at_remote(key).await?;
        if !due {
            return cached.ok_or(Error::NotFound);
        }
        match self.fetch_remote(&image.url, &image.purpose).await {
            Ok(bytes) => {
                let (blobs, file, copy) = (self.env().blobs.clone(), remote_file_key(key), bytes.clone());
                self.blocking(move || blobs.put(&file, &copy)).await??;
                self.note_remote(key, "ready", 0).await?;
                Ok(bytes)
            }
            Err(reason) => {
                tracing::info!(media.key = key, reason, "a remote image could not be fetched");
                self.note_remote(key, "failed", image.failures.saturating_add(1))
                    .await?;
                cached.ok_or(Error::NotFound)
            }
        }
    }

    /// What is known of a remote image, our copy of it, and whether it is to be asked for.
    async fn look_at_remote(&self, key: &str) -> Result<(RemoteImage, Option<Vec<u8>>, bool), Error> {
        let row_key = key.to_owned();
        let image = self.read(move |c| Ok(media::remote(c, &row_key)?)).await?;
        let image = image.ok_or(Error::NotFound)?;
        let cached = self.cached_remote(key).await?;
        let age = image.fetched_at.map(|at| self.now() - at);
        let due = match (image.state.as_str(), age) {
            ("ready", Some(age)) => age > TimeDelta::days(REFRESH_DAYS),
            ("failed", Some(age)) => age > TimeDelta::hours(RETRY_HOURS * i64::from(image.failures.clamp(1, 28))),
            _ => true,
        };
        Ok((image, cached, due))
    }

    async fn cached_remote(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        let (blobs, file) = (self.env().blobs.clone(), remote_file_key(key));
        match self.blocking(move || blobs.get(&file)).await? {
            Ok(bytes) => Ok(Some(bytes)),
            Err(BlobError::Missing(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn note_remote(&self, key: &str, state: &'static str, failures: i32) -> Result<(), Error> {
        let (key, now) = (key.to_owned(), self.now());
        self.store()
            .write(move |c| Ok::<_, Error>(media::set_remote(c, &key, state, failures, now)?))
            .await
    }

    async fn fetch_remote(&self, url: &str, purpose: &str) -> Result<Vec<u8>, String> {
        let url = Url::parse(url).map_err(|e| e.to_string())?;
        let verdict = self.policies().await.map_err(|e| e.to_string())?.of_url(&url);
        // In allow-list mode pictures may still come from elsewhere: those who are listed keep them where they like.
        let barred = verdict.reject_media || verdict.is_suspended();
        if barred && !self.config().federation.mode.is_allowlist() {
            return Err("a rule of this site forbids it".to_owned());
        }
        let mut request = GetRequest::new(url, "image/webp, image/png, image/jpeg, image/gif;q=0.8");
        request.max_bytes = u64::from(REMOTE_MAX_BYTES);
        request.takes_type = Some(may_be_picture);
        let response = self.env().net.get(&request, None).await.map_err(|e| e.to_string())?;
        if response.status.as_u16() != 200 {
            return Err(format!("answered {}", response.status.as_u16()));
        }
        let (limits, square) = (self.limits(), purpose == "avatar");
        let limits = Limits {
            max_bytes: REMOTE_MAX_BYTES as usize,
            ..limits
        };
        let processed = self
            .blocking(move || {
                if square {
                    picture::avatar(&response.body, limits)
                } else {
                    picture::process(&response.body, limits)
                }
            })
            .await
            .map_err(|e| e.to_string())?
            .map_err(|e| e.to_string())?;
        let file = processed
            .files
            .into_iter()
            .min_by_key(|file| file.rendition.width.abs_diff(640));
        file.map(|file| file.webp).ok_or_else(|| "no rendition".to_owned())
    }
}

/// May an answer of this type be a picture? Storage services often know no better than a stream of bytes.
fn may_be_picture(content_type: &str) -> bool {
    let name = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    name.starts_with("image/") || matches!(name.as_str(), "application/octet-stream" | "binary/octet-stream")
}

fn pixels(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// The view of an uploaded image.
pub(in crate::service) fn picture_view(image: &StoredMedia) -> PictureView {
    let mut widths: Vec<i32> = image
        .renditions
        .iter()
        .map(|rendition| pixels(rendition.width))
        .collect();
    widths.sort_unstable();
    let srcset = |format: &str| {
        let parts: Vec<String> = widths
            .iter()
            .map(|width| format!("{} {width}w", Urls::media_path(&image.id, *width, format)))
            .collect();
        parts.join(", ")
    };
    let middle = widths
        .iter()
        .copied()
        .find(|width| *width >= 640)
        .or_else(|| widths.last().copied())
        .unwrap_or(image.width);
    PictureView {
        id: image.id.clone(),
        src: Urls::media_path(&image.id, middle, "jpg"),
        webp_srcset: srcset("webp"),
        jpeg_srcset: srcset("jpg"),
        width: image.width,
        height: image.height,
        alt: image.alt.clone(),
    }
}
