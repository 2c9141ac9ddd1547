//! Backups: one folder with the database and the images.

use crate::domain::message::Message;
use crate::service::{Error, Service};
use std::path::{Path, PathBuf};

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The folder.
    pub folder: PathBuf,
    /// How many image files were copied.
    pub images: usize,
}

/// Name of the database in a backup.
const DATABASE: &str = "houselights.sqlite";
/// Name of the folder of images in a backup.
const MEDIA: &str = "media";

impl Service {
    /// Copies database and uploaded images into the new folder `to`, while the server may go on running. The database comes
    /// first: an image that is uploaded in between is then copied without a row, which does no harm; the other way round a row
    /// could be without its image. Copies of remote images are left out: they are fetched again.
    ///
    /// # Errors
    /// `Conflict` when the folder exists or the database is PostgreSQL; `Unwritable` with the reason.
    pub async fn back_up(&self, to: &Path) -> Result<Backup, Error> {
        let (store, blobs, to) = (self.store().clone(), self.env().blobs.clone(), to.to_owned());
        tokio::task::spawn_blocking(move || {
            if to.exists() {
                return Err(Error::Conflict {
                    code: "backup-exists",
                    message: Message::new("error-backup-exists").with("folder", to.display().to_string()),
                });
            }
            if store.backend_name() != "sqlite" {
                return Err(Error::Conflict {
                    code: "use-pg-dump",
                    message: "error-use-pg-dump".into(),
                });
            }
            let failed = |e: std::io::Error| Error::Unwritable(format!("cannot write {}: {e}", to.display()));
            std::fs::create_dir_all(&to).map_err(failed)?;
            private(&to).map_err(failed)?;
            store
                .copy_to(&to.join(DATABASE))
                .map_err(|e| Error::Unwritable(e.to_string()))?;
            let uploads = blobs.root().join("uploads");
            let images = if uploads.exists() {
                copy_folder(&uploads, &to.join(MEDIA).join("uploads")).map_err(failed)?
            } else {
                0
            };
            Ok(Backup { folder: to, images })
        })
        .await
        .map_err(|e| Error::Internal(e.to_string()))?
    }
}

/// Nobody else may read a backup: it holds the keys that actors sign with.
fn private(folder: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<usize> {
    std::fs::create_dir_all(to)?;
    let mut files = 0;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            files += copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
            files += 1;
        }
    }
    Ok(files)
}
