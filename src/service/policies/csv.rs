//! Block lists as files: the columns in which Mastodon exports and imports its domain blocks, or one name on a line.

use crate::domain::message::Message;
use crate::domain::policy::{Listed, Policy, Severity, normal_host};
use std::collections::HashMap;

/// The most lines of a list; the longest that are passed around have some thousands.
const LINES_MAX: usize = 20_000;
/// The longest public comment that is taken over, in characters; the rest is cut off.
const COMMENT_MAX: usize = 500;
/// The columns of Mastodon (`app/models/form/domain_block_batch.rb`, `admin/export_domain_blocks_controller.rb`).
const COLUMNS: [&str; 6] = [
    "#domain",
    "#severity",
    "#reject_media",
    "#reject_reports",
    "#public_comment",
    "#obfuscate",
];

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its number in the file, from 1.
    pub line: u64,
    /// Its first column.
    pub text: String,
    /// What is wrong with it.
    pub why: Message,
}

/// A list as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The lines, in the order of the file, each server once: where it stands twice, the stricter line counts.
    pub lines: Vec<Listed>,
    /// The lines that could not be read.
    pub wrong: Vec<Wrong>,
}

/// Where each column stands.
struct Places(HashMap<String, usize>);

impl Places {
    /// Of a first line that names them; `None` when it does not.
    fn named(first: &csv::StringRecord) -> Option<Self> {
        let plain = |cell: &str| cell.trim().trim_start_matches('#').to_ascii_lowercase();
        let places: HashMap<String, usize> = first.iter().enumerate().map(|(n, cell)| (plain(cell), n)).collect();
        places.contains_key("domain").then_some(Self(places))
    }

    /// Of a file without names: as Mastodon writes them.
    fn usual() -> Self {
        let plain = |cell: &&str| cell.trim_start_matches('#').to_owned();
        Self(COLUMNS.iter().map(plain).zip(0..).collect())
    }

    fn cell<'a>(&self, record: &'a csv::StringRecord, name: &str) -> &'a str {
        let place = self.0.get(name);
        place.and_then(|n| record.get(*n)).unwrap_or_default().trim()
    }

    fn is_set(&self, record: &csv::StringRecord, name: &str) -> bool {
        matches!(
            self.cell(record, name).to_ascii_lowercase().as_str(),
            "true" | "t" | "1" | "yes"
        )
    }
}

/// Reads a list.
///
/// # Errors
/// A message when it is no list at all, or far too long.
pub fn read(bytes: &[u8]) -> Result<Reading, Message> {
    // The reader is one line behind after lines that end in two characters.
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return Err("input-list-empty".into());
    }
    if text.starts_with('<') || text.starts_with('{') || text.starts_with('[') {
        return Err("input-list-no-csv".into());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut reading = Reading::default();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut places = None;
    for (n, record) in reader.records().enumerate() {
        if n > LINES_MAX {
            return Err(Message::new("input-list-long").with("most", LINES_MAX));
        }
        let Ok(record) = record else {
            continue;
        };
        if places.is_none() {
            let named = Places::named(&record);
            let is_header = named.is_some();
            places = Some(named.unwrap_or_else(Places::usual));
            if is_header {
                continue;
            }
        }
        let Some(places) = &places else { continue };
        let name = places.cell(&record, "domain");
        // Plain lists explain themselves in lines that begin like that.
        if name.is_empty() || name.starts_with('#') {
            continue;
        }
        match line(places, &record) {
            Ok(listed) => match known.get(&listed.host).and_then(|at| reading.lines.get_mut(*at)) {
                Some(before) if before.severity < listed.severity => *before = listed,
                Some(_) => {}
                None => {
                    known.insert(listed.host.clone(), reading.lines.len());
                    reading.lines.push(listed);
                }
            },
            Err(why) => reading.wrong.push(Wrong {
                line: record.position().map_or(0, csv::Position::line),
                text: name.chars().take(100).collect(),
                why,
            }),
        }
    }
    if reading.lines.is_empty() {
        return Err("input-list-nothing".into());
    }
    Ok(reading)
}

fn line(places: &Places, record: &csv::StringRecord) -> Result<Listed, Message> {
    let name = places.cell(record, "domain");
    if name.strip_prefix("*.").unwrap_or(name).contains('*') {
        return Err("input-list-hidden".into());
    }
    let host = normal_host(name).ok_or("input-list-no-server")?;
    let severity = match places.cell(record, "severity").to_ascii_lowercase().as_str() {
        // A list of names alone is a list of whom not to talk to.
        "" | "suspend" => Severity::Suspend,
        "silence" | "limit" => Severity::Silence,
        "noop" | "none" => Severity::None,
        _ => return Err("input-list-severity".into()),
    };
    Ok(Listed {
        host,
        severity,
        reject_media: places.is_set(record, "reject_media"),
        reject_reports: places.is_set(record, "reject_reports"),
        public_comment: places
            .cell(record, "public_comment")
            .chars()
            .filter(|c| !c.is_control())
            .take(COMMENT_MAX)
            .collect(),
        obfuscate: places.is_set(record, "obfuscate"),
    })
}

/// Writes rules as such a list. Rules about single people and allowances have no line there.
pub fn write(policies: &[Policy]) -> String {
    lines(policies.iter().filter_map(Listed::of))
}

fn lines(listed: impl Iterator<Item = Listed>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let flag = |on: bool| if on { "true" } else { "false" };
    // A writer into memory has nothing to fail at.
    writer.write_record(COLUMNS).ok();
    for line in listed {
        let severity = match line.severity {
            Severity::Suspend => "suspend",
            Severity::Silence => "silence",
            Severity::None | Severity::Allow => "noop",
        };
        let cells = [
            line.host.as_str(),
            severity,
            flag(line.reject_media),
            flag(line.reject_reports),
            line.public_comment.as_str(),
            flag(line.obfuscate),
        ];
        writer.write_record(cells).ok();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::Target;
    use chrono::DateTime;
    use proptest::prelude::*;

    #[test]
    fn the_file_of_mastodon_is_read_with_its_columns_in_any_order() {
        let text = "\u{feff}#severity,#domain,#reject_media,#reject_reports,#public_comment,#obfuscate,extra\r\n\
                    suspend,Spam.Example,TRUE,false,\"insults, \"\"jokes\"\"\",true,x\r\n\
                    silence,*.loud.example,false,true,,false\r\n\
                    noop,pics.example,true,,,\r\n\
                    ,Bücher.example,,,,\r\n\
                    suspend,s***.example,,,,\r\n\
                    maim,odd.example,,,,\r\n\
                    silence,spam.example,,,,\r\n\
                    suspend,http://with/path,,,,\r\n";
        let reading = read(text.as_bytes()).unwrap();
        let hosts: Vec<&str> = reading.lines.iter().map(|line| line.host.as_str()).collect();
        assert_eq!(
            hosts,
            ["spam.example", "loud.example", "pics.example", "xn--bcher-kva.example"]
        );
        let spam = &reading.lines[0];
        assert_eq!(
            (spam.severity, spam.public_comment.as_str()),
            (Severity::Suspend, "insults, \"jokes\"")
        );
        assert!(spam.reject_media && !spam.reject_reports && spam.obfuscate);
        assert_eq!(reading.lines[2].severity, Severity::None);
        let wrong: Vec<(u64, Message)> = reading.wrong.iter().map(|w| (w.line, w.why.clone())).collect();
        assert_eq!(
            wrong,
            [
                (6, "input-list-hidden".into()),
                (7, "input-list-severity".into()),
                (9, "input-list-no-server".into())
            ]
        );
    }

    #[test]
    fn a_list_of_names_suspends_and_pages_and_empty_files_are_no_lists() {
        let reading = read(b"# kept by Jo\nspam.example\n\nloud.example,silence\n").unwrap();
        assert_eq!(
            (reading.lines[0].severity, reading.lines[1].severity),
            (Severity::Suspend, Severity::Silence)
        );
        assert_eq!(read(b" \n").unwrap_err(), Message::new("input-list-empty"));
        assert_eq!(
            read(b"<!doctype html><title>404</title>").unwrap_err().key(),
            "input-list-no-csv"
        );
        assert_eq!(
            read(b"#domain,#severity\n").unwrap_err(),
            Message::new("input-list-nothing")
        );
        let long = "a.example\n".repeat(LINES_MAX + 2);
        assert_eq!(read(long.as_bytes()).unwrap_err().key(), "input-list-long");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(
            names in proptest::collection::btree_set("[a-z]{1,8}", 1..20),
            comment in "[ -~äß]{0,40}", flags in any::<(bool, bool, bool)>(), level in 0..3_usize,
        ) {
            let policies: Vec<Policy> = names.iter().map(|name| Policy {
                severity: [Severity::None, Severity::Silence, Severity::Suspend][level],
                reject_media: flags.0, reject_reports: flags.1, obfuscate: flags.2,
                public_comment: comment.trim().to_owned(),
                ..Policy::new(Target::Host(format!("{name}.example")), DateTime::UNIX_EPOCH)
            }).collect();
            let reading = read(write(&policies).as_bytes()).unwrap();
            let lines: Vec<Listed> = policies.iter().filter_map(Listed::of).collect();
            prop_assert_eq!(reading.lines, lines);
            prop_assert!(reading.wrong.is_empty());
        }

        #[test]
        fn no_bytes_make_it_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }
    }
}
