//! The figures, beside the limits that the project set itself.

use crate::large::percentile;
use std::fmt::Write as _;
use std::time::Duration;

/// One kind of request.
#[derive(Debug)]
pub struct Line {
    what: String,
    per_second: f64,
    cpu_per_1000: f64,
}

impl Line {
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    pub fn new(what: &str, count: u64, seconds: f64, cpu: f64) -> Self {
        Self {
            what: what.to_owned(),
            per_second: count as f64 / seconds,
            cpu_per_1000: cpu * 1000.0 / count as f64,
        }
    }
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub struct Report {
    pub lines: Vec<Line>,
    pub start_ms: f64,
    pub idle_rss_mb: f64,
    pub rss_after_mb: f64,
    pub review_bytes: usize,
    pub follow_seconds: f64,
    pub fan_out_seconds: f64,
    pub fan_out_spread: f64,
    pub fan_out_cpu: f64,
}

/// Aims of issue 2: requests per second at least, server cpu-seconds per 1,000 at most.
const AIMS: [(&str, f64, f64); 6] = [
    ("Review page, 50 comments", 5_000.0, 0.2),
    ("Review page, 50 comments, gzip", 5_000.0, 0.2),
    ("Review Article (JSON)", 30_000.0, 0.04),
    ("Actor (JSON)", 30_000.0, 0.04),
    ("WebFinger", 30_000.0, 0.04),
    ("Inbox POST, verified and stored", 1_000.0, f64::NAN),
];

impl Report {
    fn tables(&self) -> String {
        let mut out = String::new();
        out.push_str("| request | per second | aim | server cpu-s per 1,000 | aim |\n|---|--:|--:|--:|--:|\n");
        for line in &self.lines {
            let aim = AIMS.iter().find(|(what, _, _)| *what == line.what);
            let (rate, cpu) = aim.map_or((String::new(), String::new()), |(_, rate, cpu)| {
                (
                    format!("≥ {rate:.0}"),
                    if cpu.is_nan() {
                        String::new()
                    } else {
                        format!("≤ {cpu}")
                    },
                )
            });
            writeln!(
                out,
                "| {} | {:.0} | {rate} | {:.3} | {cpu} |",
                line.what, line.per_second, line.cpu_per_1000
            )
            .unwrap();
        }
        out.push_str("\n| figure | measured | aim |\n|---|--:|--:|\n");
        for (what, value, aim) in [
            ("start to first answer", format!("{:.0} ms", self.start_ms), "≤ 300 ms"),
            ("memory, idle (RSS)", format!("{:.1} MB", self.idle_rss_mb), "≤ 40 MB"),
            (
                "memory after all of the above (RSS)",
                format!("{:.1} MB", self.rss_after_mb),
                "",
            ),
            (
                "review page with 50 comments, uncompressed",
                format!("{:.1} KB", self.review_bytes as f64 / 1024.0),
                "",
            ),
            (
                "1,000 Follows from 1,000 unknown servers, until each has its Accept",
                format!("{:.1} s", self.follow_seconds),
                "",
            ),
            (
                "fan-out: publish to the 1,000th inbox on the 1,000th host",
                format!("{:.2} s", self.fan_out_seconds),
                "≤ 3 s",
            ),
            (
                "fan-out: first to last delivery",
                format!("{:.2} s", self.fan_out_spread),
                "",
            ),
            ("fan-out: server cpu-seconds", format!("{:.2} s", self.fan_out_cpu), ""),
        ] {
            writeln!(out, "| {what} | {value} | {aim} |").unwrap();
        }
        out
    }

    /// Prints the tables, and writes them down where that is wanted.
    pub fn finish(&self, write: bool) {
        publish("pages", &self.tables(), write);
    }
}

/// Figures with the aims they are held against.
#[derive(Debug, Default)]
pub struct Figures(Vec<[String; 3]>);

impl Figures {
    /// One more line.
    pub fn add(&mut self, what: &str, measured: String, aim: &str) {
        println!("{what}: {measured}");
        self.0.push([what.to_owned(), measured, aim.to_owned()]);
    }

    /// Prints the table, and writes it down under that mark where that is wanted.
    pub fn finish(&self, mark: &str, write: bool) {
        let mut out = String::from("| figure | measured | aim |\n|---|--:|--:|\n");
        for [what, measured, aim] in &self.0 {
            writeln!(out, "| {what} | {measured} | {aim} |").unwrap();
        }
        publish(mark, &out, write);
    }
}

/// How long pages take.
#[derive(Debug, Default)]
pub struct Pages {
    rows: Vec<String>,
    notes: Vec<String>,
}

impl Pages {
    /// The 95th percentiles of one kind of page: made anew, first visits and kept.
    pub fn add(
        &mut self,
        database: &str,
        what: &str,
        addresses: usize,
        anew: &[Duration],
        first: &[Duration],
        kept: &[Duration],
    ) {
        let ms = |all: &[Duration], percent| format!("{:.2}", percentile(all, percent).as_secs_f64() * 1000.0);
        let row = format!(
            "| {what} | {database} | {addresses} | {} | {} | {} | {} |",
            ms(anew, 50),
            ms(anew, 95),
            ms(first, 95),
            ms(kept, 95)
        );
        println!("{row}");
        self.rows.push(row);
    }

    /// A figure that is no duration.
    pub fn say(&mut self, note: &str) {
        println!("{note}");
        self.notes.push(note.to_owned());
    }

    /// Prints the table, the databases side by side, and writes it down where that is wanted.
    pub fn finish(&mut self, write: bool) {
        let half = self.rows.len() / 2;
        let order = |n: usize| (n % half.max(1), n / half.max(1));
        let mut rows: Vec<(usize, &String)> = self.rows.iter().enumerate().collect();
        rows.sort_by_key(|(n, _)| order(*n));
        let mut out = String::from(
            "| page | database | addresses | made anew, p50 ms | made anew, p95 ms | first visits, p95 ms | kept, p95 ms |\n|---|---|--:|--:|--:|--:|--:|\n",
        );
        for (_, row) in rows {
            writeln!(out, "{row}").unwrap();
        }
        writeln!(out, "\n{}", self.notes.join(" ")).unwrap();
        publish("large", &out, write);
    }
}

/// Prints the tables, and puts them between the two marks of that name.
fn publish(mark: &str, tables: &str, write: bool) {
    const PATH: &str = "docs/benchmarks.md";
    println!("{tables}");
    if !write {
        return;
    }
    let (begin, end) = (format!("<!-- {mark} -->"), format!("<!-- /{mark} -->"));
    let text = std::fs::read_to_string(PATH).unwrap();
    let (before, rest) = text.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    let today = houselights::env::Clock::system().now().format("%Y-%m-%d");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let head = format!(
        "Measured in one run on {today} on a machine of {cores} cores, with nothing else running but the load itself."
    );
    std::fs::write(PATH, format!("{before}{begin}\n{head}\n\n{tables}{end}{after}")).unwrap();
    println!("{PATH} is up to date.");
}
