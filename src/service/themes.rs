//! The theme of the site: one of those that come with the program, or the owner's own.

use crate::domain::account::Permission;
use crate::domain::theme::{BUILT_IN, BuiltIn, Theme};
use crate::service::freshness::{Stamp, Tag};
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, settings};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, PoisonError};

/// Which theme: a key of [`BUILT_IN`], or [`OWN`].
const CHOICE: &str = "theme";
/// The file of the site's own theme, as it was typed.
const FILE: &str = "theme.css";
/// The choice of the site's own theme.
pub const OWN: &str = "own";

/// A style sheet to go with every page, after the site's own.
#[derive(Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its address: another style sheet has another.
    pub path: String,
    /// What stands in it.
    pub css: String,
}

impl Sheet {
    fn of(theme: &Theme) -> Self {
        let css = theme.to_css();
        let hash: String = URL_SAFE_NO_PAD.encode(Sha256::digest(&css)).chars().take(10).collect();
        Self {
            path: format!("/theme/{hash}.css"),
            css,
        }
    }
}

/// The style sheet of the theme, kept until another is chosen.
#[derive(Default)]
pub(in crate::service) struct KeptTheme(Mutex<Option<(Option<Arc<Sheet>>, Stamp)>>);

/// The theme as its form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeForm {
    /// A key of [`BUILT_IN`], or [`OWN`].
    pub choice: String,
    /// The file of the site's own theme; to begin one, that of the theme every site begins with.
    pub css: String,
}

impl Service {
    /// The style sheet of the theme; `None` while it is the one every site begins with, which is in the site's own style sheet.
    pub async fn theme_sheet(&self) -> Result<Option<Arc<Sheet>>, Error> {
        self.sync_freshness().await?;
        if let Some(kept) = self.kept_theme() {
            return Ok(kept);
        }
        let stamp = self.freshness().stamp(&[Tag::theme()]);
        let sheet = self
            .look(|c| Ok(theme(c)?.map(|theme| Arc::new(Sheet::of(&theme)))))
            .await?;
        let mut kept = self.memory().theme.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((sheet.clone(), stamp));
        Ok(sheet)
    }

    fn kept_theme(&self) -> Option<Option<Arc<Sheet>>> {
        let kept = self.memory().theme.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (sheet, stamp) = kept.as_ref()?;
        self.freshness().is_fresh(stamp).then(|| sheet.clone())
    }

    /// The theme to change.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer may edit the site.
    pub async fn theme_for_edit(&self, viewer: &Viewer) -> Result<ThemeForm, Error> {
        Self::allow(viewer, Permission::EditSite)?;
        self.read(|c| {
            let [first, ..] = BUILT_IN;
            Ok(ThemeForm {
                choice: choice(c)?.unwrap_or_else(|| first.key.to_owned()),
                css: settings::get(c, FILE)?.unwrap_or_else(|| first.css.to_owned()),
            })
        })
        .await
    }

    /// Chooses a theme. The site's own is checked first, and kept even while another is chosen.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` of `choice` for a theme that is not there, of `css` for what [`Theme::parse`] refuses.
    pub async fn save_theme(&self, viewer: &Viewer, form: &ThemeForm) -> Result<(), Error> {
        Self::allow(viewer, Permission::EditSite)?;
        let own = form.choice == OWN;
        if own {
            Theme::parse(&form.css).map_err(Error::Invalid)?;
        } else if built_in(&form.choice).is_none() {
            return Err(Error::field("choice", "input-theme-choice"));
        }
        let form = form.clone();
        self.write(move |c, tags| {
            settings::set(c, CHOICE, &form.choice)?;
            if own {
                settings::set(c, FILE, &form.css)?;
            }
            tags.push(Tag::theme());
            Ok(())
        })
        .await
    }
}

fn built_in(key: &str) -> Option<BuiltIn> {
    BUILT_IN.into_iter().find(|theme| theme.key == key)
}

fn choice(c: &mut Conn) -> Result<Option<String>, Error> {
    let chosen = settings::get(c, CHOICE)?;
    Ok(chosen.filter(|key| key == OWN || built_in(key).is_some()))
}

/// The theme that is chosen, unless it is the one every site begins with. A file that a newer version refuses is as if it had
/// not been chosen: a page that can be read is worth more.
fn theme(c: &mut Conn) -> Result<Option<Theme>, Error> {
    let [first, ..] = BUILT_IN;
    let Some(key) = choice(c)?.filter(|key| key != first.key) else {
        return Ok(None);
    };
    let css = match built_in(&key) {
        Some(theme) => theme.css.to_owned(),
        None => settings::get(c, FILE)?.unwrap_or_default(),
    };
    let read = Theme::parse(&css);
    if let Err(faults) = &read {
        tracing::warn!(
            theme.choice = key,
            faults = faults.len(),
            "the theme of the site cannot be used any more"
        );
    }
    Ok(read.ok())
}
