//! What a signed-in person does on a Houselights site, page by page and form by form.

use super::browser::{Browser, BrowserError, Page};
use super::people::Person;
use crate::env::Net;
use url::Url;

/// A person's browser on the own server.
pub struct Visit {
    origin: Url,
    browser: Browser,
}

/// A review as typed into the editor.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    /// Fields by name.
    pub fields: &'a [(&'a str, &'a str)],
    /// Label of the rating.
    pub rating: &'a str,
    /// The poster with its alt text.
    pub poster: Option<(&'a [u8], &'a str)>,
}

impl Visit {
    /// Opens the front page of an empty site, makes the owner's account there, and is signed in.
    ///
    /// # Errors
    /// When a page or its form is not as expected.
    pub async fn first(origin: &Url, person: Person, net: &Net) -> Result<Self, BrowserError> {
        let mut browser = Browser::new(net);
        let page = browser.open(origin).await?;
        let form = page
            .form("/welcome")?
            .with("name", person.name)
            .with("handle", person.handle)
            .with("email", person.email)
            .with("password", person.password);
        let page = browser.submit(&page, &form, None).await?;
        Self::of(origin, browser, &page)
    }

    /// Signs in.
    ///
    /// # Errors
    /// When the page is not as expected, or name and password are wrong.
    pub async fn sign_in(origin: &Url, handle: &str, password: &str, net: &Net) -> Result<Self, BrowserError> {
        let mut browser = Browser::new(net);
        let page = browser.open(&at(origin, "/sign-in")).await?;
        let form = page.form("/sign-in")?.with("handle", handle).with("password", password);
        let page = browser.submit(&page, &form, None).await?;
        Self::of(origin, browser, &page)
    }

    fn of(origin: &Url, browser: Browser, page: &Page) -> Result<Self, BrowserError> {
        let mut forms = page.contents().forms.into_iter();
        if !(page.status.is_success() && forms.any(|form| form.action.contains("/sign-out"))) {
            return Err(page.missing("button to sign out".to_owned()));
        }
        Ok(Self {
            origin: origin.clone(),
            browser,
        })
    }

    /// Opens a page of the own server.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn open(&mut self, path: &str) -> Result<Page, BrowserError> {
        self.browser.open(&at(&self.origin, path)).await
    }

    /// Opens any address.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn open_url(&mut self, url: &Url) -> Result<Page, BrowserError> {
        self.browser.open(url).await
    }

    /// Makes a rating scale, lowest word first.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn make_scale(&mut self, name: &str, words: &[&str]) -> Result<Page, BrowserError> {
        let page = self.open("/settings/scales/new").await?;
        let mut form = page.form("/settings/scales")?.with("name", name);
        for (number, word) in words.iter().enumerate() {
            form = form.with(&format!("steps.{number}.label"), word);
        }
        self.browser.submit(&page, &form, Some(("do", "save"))).await
    }

    /// Writes and publishes a review; gives its page.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn publish(&mut self, typed: &Typed<'_>) -> Result<Page, BrowserError> {
        let page = self.open("/write").await?;
        self.fill_in_and_publish(page, typed).await
    }

    /// Changes a published review, from its page; gives its page.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn edit(&mut self, review: &Url, typed: &Typed<'_>) -> Result<Page, BrowserError> {
        let page = self.editor(review).await?;
        self.fill_in_and_publish(page, typed).await
    }

    /// Withdraws a published review.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn withdraw(&mut self, review: &Url) -> Result<Page, BrowserError> {
        let page = self.editor(review).await?;
        let form = page.form("/withdraw")?;
        self.browser.submit(&page, &form, None).await
    }

    async fn editor(&mut self, review: &Url) -> Result<Page, BrowserError> {
        let page = self.open_url(review).await?;
        let edit = page.link("Edit")?;
        self.open_url(&edit).await
    }

    async fn fill_in_and_publish(&mut self, page: Page, typed: &Typed<'_>) -> Result<Page, BrowserError> {
        let mut form = page.form("/write")?;
        for (name, value) in typed.fields {
            form = form.with(name, value);
        }
        if !typed.rating.is_empty() {
            let step = form.choice("step", typed.rating).map(ToOwned::to_owned);
            let step = step.ok_or_else(|| page.missing(format!("rating “{}”", typed.rating)))?;
            form = form.with("step", &step);
        }
        if let Some((bytes, alt)) = typed.poster {
            form = form
                .with("poster_alt", alt)
                .with_file("poster", "poster.png", "image/png", bytes.to_vec());
        }
        let answer = self.browser.submit(&page, &form, Some(("do", "publish"))).await?;
        // A refused form comes back as the editor, with what is wrong on top.
        if answer.status.is_success() && answer.form("/write").is_err() {
            return Ok(answer);
        }
        let link = answer.link("See the page");
        match link {
            Ok(url) if answer.status.is_success() => self.open_url(&url).await,
            _ => Err(answer.missing("published review".to_owned())),
        }
    }

    /// Types an address or handle of another server into the search box; gives the page that it leads to here.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn look_up(&mut self, query: &str) -> Result<Page, BrowserError> {
        let page = self.open("/following").await?;
        let form = page.form("/following")?.with("who", query);
        self.browser.submit(&page, &form, None).await
    }

    /// Presses the first button of a page whose form goes to `action`.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn press(&mut self, page: &Page, action: &str) -> Result<Page, BrowserError> {
        let form = page.form(action)?;
        self.browser.submit(page, &form, None).await
    }

    /// Fills in the form of a page that goes to `action`, and sends it.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn fill(&mut self, page: &Page, action: &str, typed: &[(&str, &str)]) -> Result<Page, BrowserError> {
        let mut form = page.form(action)?;
        for (name, value) in typed {
            form = form.with(name, value);
        }
        self.browser.submit(page, &form, None).await
    }

    /// Writes under whatever stands on `page`.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn comment(&mut self, page: &Page, text: &str) -> Result<Page, BrowserError> {
        let form = page.form("/reply")?.with("text", text);
        self.browser.submit(page, &form, None).await
    }

    /// Answers the comment on `page` that shows `words`.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn answer(&mut self, page: &Page, words: &str, text: &str) -> Result<Page, BrowserError> {
        let reply = self.beside(page, words, "/reply")?;
        let page = self.open_url(&reply).await?;
        self.comment(&page, text).await
    }

    /// Changes the comment on `page` that shows `words`.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn edit_comment(&mut self, page: &Page, words: &str, text: &str) -> Result<Page, BrowserError> {
        let edit = self.beside(page, words, "/edit")?;
        let page = self.open_url(&edit).await?;
        let form = page.form("/edit")?.with("text", text);
        self.browser.submit(&page, &form, None).await
    }

    /// Deletes the comment on `page` that shows `words`.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn delete_comment(&mut self, page: &Page, words: &str) -> Result<Page, BrowserError> {
        let delete = self.beside(page, words, "/delete")?;
        let page = self.open_url(&delete).await?;
        let form = page.form("/delete")?;
        self.browser.submit(&page, &form, None).await
    }

    /// The link to `what` of the comment that shows `words`: the first such link behind the words.
    fn beside(&self, page: &Page, words: &str, what: &str) -> Result<Url, BrowserError> {
        let html = page.html();
        let missing = || page.missing(format!("comment “{words}” with a link to {what}"));
        let (_, rest) = html.split_once(words).ok_or_else(missing)?;
        let (comment, _) = rest.split_once("</article>").ok_or_else(missing)?;
        let links = super::forms::read(comment).links;
        let link = links
            .into_iter()
            .find(|(href, _)| href.contains("/c/") && href.ends_with(what));
        link.and_then(|(href, _)| page.url.join(&href).ok()).ok_or_else(missing)
    }
}

/// A path, with query, of a site.
#[must_use]
pub fn at(origin: &Url, path: &str) -> Url {
    let mut url = origin.clone();
    let (path, query) = path
        .split_once('?')
        .map_or((path, None), |(path, query)| (path, Some(query)));
    url.set_path(path);
    url.set_query(query);
    url
}
