//! Suggestions in whole reports: precision and recall in 300 generated ones with planted typos, and
//! the sandbox's November newsletter.

mod mistyping;
mod names;
mod november;
mod report;

use bounces_core::{BounceCode, Suggestions};
use report::{Kind, Report, generate};
use std::collections::BTreeMap;

const REPORTS: u64 = 300;

/// Rows of one kind.
#[derive(Clone, Copy, Default)]
struct Rows {
    planted: u32,
    found: u32,
}

#[derive(Default)]
struct Figures {
    by_kind: BTreeMap<Kind, Rows>,
    /// Wrong suggestions, with the number of their rows.
    wrong: BTreeMap<(String, String), u32>,
    missed: BTreeMap<(String, String), u32>,
}

impl Figures {
    fn add(&mut self, report: &Report) {
        let table = &report.table;
        let mut suggestions = Suggestions::default();
        suggestions.update(table);
        for row in table.rows() {
            let Some(domain) = table.domain(row).map(|domain| table.domain_name(domain)) else {
                continue;
            };
            let may_be_typo = matches!(
                table.code(row),
                BounceCode::NonExistent | BounceCode::Suspended | BounceCode::Undeliverable
            );
            let planted = report.planted.get(domain).filter(|_| may_be_typo);
            let intended = planted.map(|(intended, _)| intended.as_str());
            let suggested = suggestions.for_row(table, row);
            if let Some((_, kind)) = planted {
                let rows = self.by_kind.entry(*kind).or_default();
                rows.planted += 1;
                rows.found += u32::from(suggested == intended);
            }
            let pair = |other: &str| (domain.to_owned(), other.to_owned());
            match (suggested, intended) {
                (Some(suggested), _) if Some(suggested) != intended => {
                    *self.wrong.entry(pair(suggested)).or_default() += 1;
                }
                (None, Some(intended)) => *self.missed.entry(pair(intended)).or_default() += 1,
                _ => {}
            }
        }
    }

    fn total(&self) -> Rows {
        self.by_kind.values().fold(Rows::default(), |sum, rows| Rows {
            planted: sum.planted + rows.planted,
            found: sum.found + rows.found,
        })
    }
}

fn percent(part: u32, whole: u32) -> f64 {
    f64::from(part) * 100.0 / f64::from(whole.max(1))
}

/// The most frequent ones, for reading.
fn most(rows: &BTreeMap<(String, String), u32>) -> Vec<(u32, &(String, String))> {
    let mut most: Vec<_> = rows.iter().map(|(pair, rows)| (*rows, pair)).collect();
    most.sort_unstable_by(|a, b| b.cmp(a));
    most.truncate(25);
    most
}

#[test]
fn planted_typos_are_found_and_right_domains_are_left_alone() {
    let valid: Vec<_> = include_str!("../fixtures/valid_domains.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect();
    let mut figures = Figures::default();
    for number in 0..REPORTS {
        figures.add(&generate(number, &valid));
    }
    let Rows { planted, found } = figures.total();
    let wrong: u32 = figures.wrong.values().sum();
    for (kind, rows) in &figures.by_kind {
        println!("{kind:?}: {} of {} rows found", rows.found, rows.planted);
    }
    println!("missed: {:?}", most(&figures.missed));
    println!("wrong: {:?}", most(&figures.wrong));
    let (precision, recall) = (percent(found, found + wrong), percent(found, planted));
    println!("{REPORTS} reports: precision {precision:.2} %, recall {recall:.2} %");
    assert!(planted > 10_000, "{planted}");
    assert!(precision >= 99.5, "{precision}");
    assert!(recall >= 95.0, "{recall}");
}
