//! Sessions: where an account is signed in, in words that its owner recognises.

use chrono::{DateTime, Utc};

/// The browser of a session, in one word for the program and one for the system; empty where that cannot be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browser {
    /// The program, such as Firefox.
    pub name: String,
    /// What it runs on, such as Linux.
    pub system: String,
}

/// Most browsers claim to be several: what is rarer stands first.
const NAMES: [(&str, &str); 12] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("YaBrowser/", "Yandex"),
    ("Epiphany/", "Epiphany"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

const SYSTEMS: [(&str, &str); 9] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("Linux", "Linux"),
];

impl Browser {
    /// Reads a `User-Agent` header. Versions are left out: they change under a session, and are nobody's business.
    pub fn of(user_agent: &str) -> Self {
        let find = |table: &[(&str, &str)]| {
            let found = table.iter().find(|(sign, _)| user_agent.contains(sign));
            found.map_or_else(String::new, |(_, word)| (*word).to_owned())
        };
        Self {
            name: find(&NAMES),
            system: find(&SYSTEMS),
        }
    }
}

/// A place where an account is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Our identifier, a hash of the cookie's secret: it ends the session and cannot begin one.
    pub id: String,
    /// In which browser.
    pub browser: Browser,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to within some hours.
    pub last_seen_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_what_their_users_call_them() {
        for (header, name, system) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox",
                "Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
                "Chrome",
                "Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0",
                "Edge",
                "Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                "Safari",
                "macOS",
            ),
            ("<script>alert(1)</script>", "", ""),
            ("", "", ""),
        ] {
            let browser = Browser::of(header);
            assert_eq!(
                (browser.name.as_str(), browser.system.as_str()),
                (name, system),
                "{header}"
            );
        }
    }
}
