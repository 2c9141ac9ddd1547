//! Media files in one folder, written whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Files that are still being written stand here, so that no reader ever meets half a file.
const PARTIAL: &str = ".partial";
/// A partial file this old was left by a server that was killed.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// Bytes by key below `media.path`. The methods block on the disk: call them from a blocking thread.
#[derive(Clone, Debug)]
pub struct Blobs(Arc<Folder>);

#[derive(Debug)]
struct Folder {
    root: PathBuf,
    counter: AtomicU64,
}

/// Why a blob could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("{0:?} is not a valid media key")]
    BadKey(String),
    #[error("there is no media file {0:?}")]
    Missing(String),
    #[error("the disk that holds the media folder is full")]
    Full(#[source] io::Error),
    #[error("the media folder cannot be used: {0}")]
    Io(#[from] io::Error),
}

impl Blobs {
    /// Opens the folder `root`, making it when it is not there, and clears what a killed server left half-written.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the folder cannot be made or written to.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, BlobError> {
        let root = root.into();
        let named = |error: io::Error| {
            BlobError::from(io::Error::new(
                error.kind(),
                format!("media.path {}: {error}", root.display()),
            ))
        };
        let partial = root.join(PARTIAL);
        fs::create_dir_all(&partial).map_err(named)?;
        for entry in fs::read_dir(&partial).map_err(named)?.flatten() {
            let age = entry
                .metadata()
                .and_then(|metadata| metadata.modified())
                .map(|modified| modified.elapsed());
            if matches!(age, Ok(Ok(age)) if age > ABANDONED) {
                fs::remove_file(entry.path()).map_err(named)?;
            }
        }
        Ok(Self(Arc::new(Folder {
            root,
            counter: AtomicU64::new(0),
        })))
    }

    /// Keeps `bytes` under `key`, replacing what was there. When it returns, they are on the disk; when it fails, the
    /// folder is as before.
    ///
    /// # Errors
    /// [`BlobError::Full`] when the disk is full, [`BlobError::BadKey`], [`BlobError::Io`].
    pub fn put(&self, key: &str, bytes: &[u8]) -> Result<(), BlobError> {
        self.put_with(key, |file| file.write_all(bytes))
    }

    fn put_with(&self, key: &str, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), BlobError> {
        let target = self.path(key)?;
        let folder = target.parent().unwrap_or(&self.0.root);
        fs::create_dir_all(folder).map_err(typed)?;
        let (partial, mut file) = self.partial().map_err(typed)?;
        write(&mut file).and_then(|()| file.sync_all()).map_err(typed)?;
        fs::rename(&partial.0, &target).map_err(typed)?;
        // The name is only safe against power loss once the folder is on the disk as well.
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(typed)?;
        Ok(())
    }

    /// The bytes kept under `key`.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::BadKey`], [`BlobError::Io`].
    pub fn get(&self, key: &str) -> Result<Vec<u8>, BlobError> {
        fs::read(self.path(key)?).map_err(|error| match error.kind() {
            ErrorKind::NotFound => BlobError::Missing(key.to_owned()),
            _ => error.into(),
        })
    }

    /// Whether something is kept under `key`.
    ///
    /// # Errors
    /// [`BlobError::BadKey`], [`BlobError::Io`].
    pub fn contains(&self, key: &str) -> Result<bool, BlobError> {
        Ok(self.path(key)?.try_exists()?)
    }

    /// Forgets `key`; forgetting what is not there is no error.
    ///
    /// # Errors
    /// [`BlobError::BadKey`], [`BlobError::Io`].
    pub fn delete(&self, key: &str) -> Result<(), BlobError> {
        match fs::remove_file(self.path(key)?) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// The file of `key`, whether or not it exists.
    ///
    /// # Errors
    /// [`BlobError::BadKey`].
    pub fn path(&self, key: &str) -> Result<PathBuf, BlobError> {
        if is_valid_key(key) {
            Ok(self.0.root.join(key))
        } else {
            Err(BlobError::BadKey(key.to_owned()))
        }
    }

    /// The folder itself, as for backups.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.0.root
    }

    fn partial(&self) -> io::Result<(Partial, File)> {
        loop {
            let number = self.0.counter.fetch_add(1, Ordering::Relaxed);
            let path = self
                .0
                .root
                .join(PARTIAL)
                .join(format!("{}-{number}", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                // Left by an earlier process that had our number.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(file) => return Ok((Partial(path), file)),
            }
        }
    }
}

/// Removes the partial file on every way out; after the rename there is nothing left to remove.
struct Partial(PathBuf);

impl Drop for Partial {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.0)
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(file = %self.0.display(), %error, "a partial media file could not be removed");
        }
    }
}

fn typed(error: io::Error) -> BlobError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => BlobError::Full(error),
        _ => BlobError::Io(error),
    }
}

/// Lower-case path segments of `[a-z0-9._-]` that do not begin with a dot, as `posters/01j…/640.webp`.
fn is_valid_key(key: &str) -> bool {
    let segment = |segment: &str| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'))
    };
    key.len() <= 200 && key.split('/').all(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files(&path));
            } else {
                found.push(path);
            }
        }
        found
    }

    #[test]
    fn what_is_put_can_be_read_replaced_and_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path().join("new/media")).unwrap();
        blobs.put("posters/a/640.webp", b"one").unwrap();
        blobs.put("posters/a/640.webp", b"two").unwrap();
        assert_eq!(blobs.get("posters/a/640.webp").unwrap(), b"two");
        assert!(blobs.contains("posters/a/640.webp").unwrap());
        blobs.delete("posters/a/640.webp").unwrap();
        blobs.delete("posters/a/640.webp").unwrap();
        assert!(matches!(blobs.get("posters/a/640.webp"), Err(BlobError::Missing(_))));
        assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_full_disk_is_a_typed_error_and_leaves_the_old_file_and_nothing_half_written() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path()).unwrap();
        blobs.put("a.webp", b"old").unwrap();
        let enospc = 28;
        let failed = blobs.put_with("a.webp", |file| {
            file.write_all(b"half")?;
            Err(io::Error::from_raw_os_error(enospc))
        });
        assert!(matches!(failed, Err(BlobError::Full(_))), "{failed:?}");
        assert_eq!(blobs.get("a.webp").unwrap(), b"old");
        assert_eq!(files(folder.path()), [folder.path().join("a.webp")]);
    }

    #[test]
    fn keys_cannot_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path()).unwrap();
        for key in [
            "",
            "/",
            "..",
            "../a",
            "a/../b",
            "a//b",
            "/etc/passwd",
            ".partial/x",
            "a/.b",
            "A",
            "a\\b",
            "a\0",
            "é",
        ] {
            assert!(matches!(blobs.put(key, b"x"), Err(BlobError::BadKey(_))), "{key:?}");
            assert!(matches!(blobs.get(key), Err(BlobError::BadKey(_))), "{key:?}");
            assert!(matches!(blobs.delete(key), Err(BlobError::BadKey(_))), "{key:?}");
        }
    }

    #[test]
    fn opening_clears_only_what_was_abandoned() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(PARTIAL)).unwrap();
        let (old, fresh) = (
            folder.path().join(PARTIAL).join("1-0"),
            folder.path().join(PARTIAL).join("2-0"),
        );
        fs::write(&fresh, b"x").unwrap();
        let file = File::create(&old).unwrap();
        let then = file.metadata().unwrap().modified().unwrap() - ABANDONED * 2;
        file.set_modified(then).unwrap();
        Blobs::open(folder.path()).unwrap();
        assert_eq!(files(folder.path()), [fresh]);
    }
}
