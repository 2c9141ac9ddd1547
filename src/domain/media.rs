//! Images the server keeps: what is stored about them and in which forms they are served.

use serde::{Deserialize, Serialize};

/// A format we serve. Every image is served in both: WebP for browsers, JPEG for servers and readers that know no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Webp,
    Jpeg,
}

impl Encoding {
    /// Both, best first.
    pub const ALL: [Self; 2] = [Self::Webp, Self::Jpeg];

    /// The media type, as in `Content-Type` and `mediaType`.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The file name extension, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }

    /// The encoding a file name extension stands for.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.extension() == extension)
    }
}

/// One size of an image. Sizes are in pixels, lengths in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    pub width: u32,
    pub height: u32,
    pub bytes_webp: u64,
    pub bytes_jpeg: u64,
}

impl Rendition {
    /// The length of the file in one encoding.
    #[must_use]
    pub fn bytes(&self, encoding: Encoding) -> u64 {
        match encoding {
            Encoding::Webp => self.bytes_webp,
            Encoding::Jpeg => self.bytes_jpeg,
        }
    }
}

/// The smallest rendition at least `width` pixels wide, or the largest there is. Renditions stand in any order.
#[must_use]
pub fn at_least(renditions: &[Rendition], width: u32) -> Option<&Rendition> {
    let wide_enough = renditions
        .iter()
        .filter(|rendition| rendition.width >= width)
        .min_by_key(|r| r.width);
    wide_enough.or_else(|| largest(renditions))
}

/// The largest rendition: the one other servers are given.
#[must_use]
pub fn largest(renditions: &[Rendition]) -> Option<&Rendition> {
    renditions.iter().max_by_key(|rendition| rendition.width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_width(width: u32) -> Rendition {
        Rendition {
            width,
            height: width,
            bytes_webp: 1,
            bytes_jpeg: 2,
        }
    }

    #[test]
    fn the_smallest_rendition_that_is_wide_enough_is_chosen() {
        let all = [of_width(640), of_width(320), of_width(1280)];
        assert_eq!(at_least(&all, 300).map(|r| r.width), Some(320));
        assert_eq!(at_least(&all, 321).map(|r| r.width), Some(640));
        assert_eq!(at_least(&all, 4000).map(|r| r.width), Some(1280));
        assert_eq!(at_least(&[], 1), None);
    }

    #[test]
    fn extensions_name_their_encoding() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_extension(encoding.extension()), Some(encoding));
        }
        assert_eq!(Encoding::from_extension("svg"), None);
    }
}
