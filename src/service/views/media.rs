//! Pictures as pages show them.

use crate::domain::id::MediaId;

/// An uploaded image in its renditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureView {
    /// Our identifier.
    pub id: MediaId,
    /// Path of a middle-sized JPEG, for `src`.
    pub src: String,
    /// `path 320w, path 640w, …` of the WebP files.
    pub webp_srcset: String,
    /// Likewise of the JPEG files.
    pub jpeg_srcset: String,
    /// Width of the largest rendition, for the aspect ratio.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Alt text.
    pub alt: String,
}
