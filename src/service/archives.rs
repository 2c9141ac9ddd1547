//! A member's archive: everything the site keeps about them, in one file that they can take with them.

use crate::domain::id::MediaId;
use crate::service::media::file_keys;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::archive;
use crate::store::media::{self, StoredMedia};
use serde_json::Value;
use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What stands at the beginning of an archive.
const README: &str = "\
This is everything that the site keeps about you. It was made when you asked for it.

  *.json         one file for each kind of thing; every entry of it is one line of the site's database.
                 reviews.json, review_sections.json: what you wrote, as you typed it (\"source\", in Markdown).
                 comments.json, essays.json, lists.json, viewings.json: the same for the rest.
                 activities.json: what was sent to other servers, as ActivityStreams documents (\"json\").
                 people.json: the people whom the other files name by their identifiers.
  media/         the pictures you uploaded, each in its largest size. media.json says what they show.

Times are in UTC. Left out are only the keys and hashes with which somebody else could sign in or speak as you.
";

/// An archive that was made: a file without a name, which is gone when it is closed.
#[derive(Debug)]
pub struct Archive {
    /// The file, to be read from its beginning.
    pub file: File,
    /// Its length in bytes.
    pub length: u64,
    /// What to call it.
    pub name: String,
}

impl Service {
    /// Makes the viewer's archive. It is written to a temporary file, since pictures may be more than memory holds.
    ///
    /// # Errors
    /// `Internal` when the disk does not let it.
    pub async fn archive(&self, viewer: &Viewer) -> Result<Archive, Error> {
        let (actor, account) = (viewer.actor.id.clone(), viewer.account.id.clone());
        let (parts, people, pictures) = self
            .read(move |c| {
                let mut parts = Vec::with_capacity(archive::PARTS.len());
                for part in archive::PARTS {
                    parts.push((part.table, archive::rows(c, part, &actor, &account)?));
                }
                let people = archive::people(c, &actor)?;
                Ok((parts, people, media::of_owner(c, &actor)?))
            })
            .await?;
        let name = format!("{}-{}.zip", viewer.actor.handle, self.now().format("%Y-%m-%d"));
        let root = self.env().blobs.root().to_owned();
        let (mut file, length) = self
            .blocking(move || write(parts, people, &pictures, &root))
            .await?
            .map_err(|error| Error::Internal(format!("an archive cannot be written: {error}")))?;
        file.rewind().map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Archive { file, length, name })
    }
}

fn write(
    mut parts: Vec<(&'static str, Vec<Value>)>,
    people: Vec<Value>,
    pictures: &[StoredMedia],
    root: &Path,
) -> std::io::Result<(File, u64)> {
    parts.push(("people", people));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    // Pictures are packed already.
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(tempfile::tempfile_in(root)?);
    zip.start_file("README.txt", packed)?;
    zip.write_all(README.as_bytes())?;
    for (name, rows) in parts {
        if rows.is_empty() {
            continue;
        }
        zip.start_file(format!("{name}.json"), packed)?;
        serde_json::to_writer_pretty(&mut zip, &rows)?;
    }
    for picture in pictures {
        if let Some((name, path)) = largest(picture, root) {
            // A file that is missing is no reason to give nothing.
            if let Ok(mut file) = File::open(path) {
                zip.start_file(name, plain)?;
                std::io::copy(&mut file, &mut zip)?;
            }
        }
    }
    let mut file = zip.finish()?;
    let length = file.seek(std::io::SeekFrom::End(0))?;
    Ok((file, length))
}

/// The largest rendition of a picture in the encoding that every program reads: what it is called in the archive, and where it is.
fn largest(picture: &StoredMedia, root: &Path) -> Option<(String, std::path::PathBuf)> {
    let key = file_keys(picture).pop()?;
    let extension = Path::new(&key).extension()?.to_str()?.to_owned();
    Some((name_of(&picture.id, &extension), root.join(key)))
}

fn name_of(id: &MediaId, extension: &str) -> String {
    format!("media/{id}.{extension}")
}
