//! A block list held against the rules in force.

use crate::domain::policy::{BlockList, Difference, Listed, Policy, PolicyBook, Severity, Target, Verdict};
use crate::service::policies::reach::{self, Reach};
use crate::service::policies::{Wrong, check, csv};
use crate::service::{Error, Service};
use crate::store::{Conn, policies};
use std::collections::{HashMap, HashSet};

/// A line that would change something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    /// The line; for a rule to be lifted, the line that says nothing.
    pub listed: Listed,
    /// What counts for that server now.
    pub now: Verdict,
    /// What the line changes.
    pub difference: Difference,
    /// What it would touch.
    pub reach: Reach,
    /// It was looked at before, and left.
    pub passed_over: bool,
    /// Names the line and what it says, for choosing it.
    pub mark: String,
}

/// A list held against the rules in force: nothing has been changed yet.
#[derive(Clone, Debug)]
pub struct ListReview {
    /// The list.
    pub list: BlockList,
    /// What it would change, by kind of change, those that touch the most first.
    pub lines: Vec<ReviewLine>,
    /// How many lines change nothing.
    pub same: usize,
    /// Lines that cannot be read, or that are about this server.
    pub wrong: Vec<Wrong>,
}

impl ListReview {
    /// Names this state of the list: what is chosen is chosen of it, and of no later one.
    pub fn edition(&self) -> String {
        let read = self.list.read_at.unwrap_or(self.list.created_at);
        format!("{}-{}", read.timestamp_millis(), self.list.content.len())
    }
}

/// Holds a list against the rules.
pub(super) fn review(service: &Service, c: &mut Conn, list: BlockList) -> Result<ListReview, Error> {
    let reading = csv::read(list.content.as_bytes()).unwrap_or_default();
    let rules = policies::all(c)?;
    let book = PolicyBook::new(&rules, false);
    let passed: HashSet<&str> = list.passed_over.iter().map(String::as_str).collect();
    let named: HashSet<&str> = reading.lines.iter().map(|line| line.host.as_str()).collect();
    let (mut lines, mut same, mut wrong) = (Vec::new(), 0, reading.wrong);
    let mut add = |listed: Listed, now, difference, mark: String| {
        lines.push(ReviewLine {
            passed_over: passed.contains(mark.as_str()),
            reach: Reach::default(),
            listed,
            now,
            difference,
            mark,
        });
    };
    for listed in &reading.lines {
        let rule = Policy::new(Target::Host(listed.host.clone()), service.now());
        if check(&rule, service.urls()).is_err() {
            wrong.push(Wrong {
                line: 0,
                text: listed.host.clone(),
                why: "input-policy-own".into(),
            });
            continue;
        }
        let now = book.of_host(&listed.host);
        match Difference::between(now, listed.verdict()) {
            Some(difference) => add(listed.clone(), now, difference, listed.mark()),
            None => same += 1,
        }
    }
    for rule in rules.iter().filter(|rule| rule.list.as_ref() == Some(&list.id)) {
        let Some(listed) = Listed::of(rule).filter(|listed| !named.contains(listed.host.as_str())) else {
            continue;
        };
        let nothing = Listed {
            severity: Severity::None,
            reject_media: false,
            reject_reports: false,
            public_comment: String::new(),
            obfuscate: false,
            host: listed.host.clone(),
        };
        let mark = format!("{} lifted", listed.host);
        add(nothing, listed.verdict(), Difference::Lifted, mark);
    }
    let hosts: Vec<&str> = lines.iter().map(|line| line.listed.host.as_str()).collect();
    let reaches = reach::of_hosts(c, &hosts)?;
    for (line, reach) in lines.iter_mut().zip(reaches) {
        line.reach = reach;
    }
    lines.sort_by(|a, b| {
        let weight = |line: &ReviewLine| line.reach.follows() + line.reach.comments;
        (a.difference, weight(b), &a.listed.host).cmp(&(b.difference, weight(a), &b.listed.host))
    });
    Ok(ListReview {
        list,
        lines,
        same,
        wrong,
    })
}

/// The rules that some lines make.
pub(super) fn rules_of(
    c: &mut Conn,
    service: &Service,
    list: &BlockList,
    lines: &[&ReviewLine],
) -> Result<Vec<Policy>, Error> {
    let known: HashMap<Target, Policy> = policies::all(c)?.into_iter().map(|p| (p.target.clone(), p)).collect();
    // A file comes once, so there is nothing to follow.
    let id = list.url.as_ref().map(|_| list.id.clone());
    let rules = lines.iter().map(|line| {
        let target = Target::Host(line.listed.host.clone());
        match line.difference {
            Difference::Lifted => Policy::new(target, service.now()),
            _ => line.listed.rule(known.get(&target).cloned(), id.clone(), service.now()),
        }
    });
    Ok(rules.collect())
}
