//! A generated report with planted typos, and what was meant by each of them.

use crate::{mistyping, names};
use bounces_core::{
    BounceTable, SeededRng,
    wire::{BouncesPage, TrackingActivity},
};
use std::collections::{BTreeMap, BTreeSet};

/// The kind of domain that was mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    MajorProvider,
    Provider,
    /// A company with many rows in the report.
    Company,
}

pub(crate) struct Report {
    pub(crate) table: BounceTable,
    /// The mistyped domains with the intended ones.
    pub(crate) planted: BTreeMap<String, (String, Kind)>,
}

const MAJOR: [(u64, &str); 9] = [
    (44, "gmail.com"),
    (16, "yahoo.com"),
    (14, "hotmail.com"),
    (10, "outlook.com"),
    (6, "icloud.com"),
    (3, "googlemail.com"),
    (3, "yahoo.co.uk"),
    (2, "hotmail.fr"),
    (2, "hotmail.co.uk"),
];

/// Other providers, a few of which each report has: those of the sender's country.
const PROVIDERS: [&[&str]; 8] = [
    &["comcast.net", "verizon.net", "sbcglobal.net", "bellsouth.net", "charter.net", "aol.com"],
    &["optonline.net", "earthlink.net", "att.net", "cox.net", "aol.com", "msn.com"],
    &["btinternet.com", "virginmedia.com", "talktalk.net", "sky.com", "live.co.uk"],
    &["t-online.de", "freenet.de", "web.de", "gmx.de", "gmx.net", "arcor.de"],
    &["wanadoo.fr", "orange.fr", "laposte.net", "free.fr", "sfr.fr"],
    &["libero.it", "virgilio.it", "tiscali.it", "alice.it"],
    &["telefonica.net", "bol.com.br", "terra.com.br", "uol.com.br", "hotmail.es"],
    &["bigpond.com", "optusnet.com.au", "xtra.co.nz", "sympatico.ca", "rogers.com", "shaw.ca"],
];

/// Codes at domains that exist, and at domains that were mistyped: some of these refuse email, and a
/// few accept it.
const AT_RIGHT: [(u64, &str); 7] =
    [(40, "B"), (14, "D"), (12, "Z"), (12, "F"), (13, "V"), (6, "S"), (3, "X")];
const AT_BLOCKING: [(u64, &str); 4] = [(20, "B"), (5, "D"), (70, "Z"), (5, "V")];
const AT_TYPO: [(u64, &str); 7] =
    [(68, "B"), (19, "D"), (4, "Z"), (1, "F"), (1, "V"), (6, "S"), (1, "X")];

/// The domains that a report draws from.
struct Domains {
    providers: &'static [&'static str],
    /// Companies with their weights; the first ones have many rows.
    companies: Vec<(u64, String)>,
    /// How many of them have enough rows to be frequent.
    frequent: usize,
}

impl Domains {
    fn new(rng: &mut SeededRng, rows: u64, valid: &[&str]) -> Self {
        let providers = rng.choose(&PROVIDERS).unwrap_or_default();
        let frequent = 1 + usize::try_from(rng.below(4)).unwrap_or(0);
        let mut companies = Vec::new();
        for _ in 0..frequent {
            companies.push((rows / 16, names::company(rng)));
        }
        for _ in 0..rows / 12 {
            companies.push((1 + rng.below(3), names::company(rng)));
        }
        // Real ones, of which many resemble a provider.
        for _ in 0..rows / 40 {
            let domain = rng.choose(valid).unwrap_or_default().to_owned();
            companies.push((1 + rng.below(3), domain));
        }
        for _ in 0..=rows / 400 {
            let index = usize::try_from(rng.below(companies.len() as u64)).unwrap_or(0);
            companies.push((1 + rng.below(2), names::sibling(rng, &companies[index].1)));
        }
        Self { providers, companies, frequent }
    }

    fn right(&self, rng: &mut SeededRng) -> String {
        match rng.below(100) {
            0..50 => rng.choose_weighted(&MAJOR).unwrap_or_default().to_owned(),
            50..62 => rng.choose(self.providers).unwrap_or_default().to_owned(),
            _ => {
                let indexes: Vec<_> =
                    self.companies.iter().map(|(weight, name)| (*weight, name.as_str())).collect();
                rng.choose_weighted(&indexes).unwrap_or_default().to_owned()
            }
        }
    }

    /// A domain that somebody mistypes.
    fn intended(&self, rng: &mut SeededRng) -> (String, Kind) {
        match rng.below(100) {
            0..74 => {
                (rng.choose_weighted(&MAJOR).unwrap_or_default().to_owned(), Kind::MajorProvider)
            }
            74..84 => (rng.choose(self.providers).unwrap_or_default().to_owned(), Kind::Provider),
            _ => {
                let index = usize::try_from(rng.below(self.frequent as u64)).unwrap_or(0);
                (self.companies[index].1.clone(), Kind::Company)
            }
        }
    }
}

/// The report with a number. `valid` are domains that exist, even if they look like typos.
pub(crate) fn generate(number: u64, valid: &[&str]) -> Report {
    let mut rng = SeededRng::new(number).stream(0x7479_706f);
    let rows = 160 << rng.below(5);
    let rows = rows + rng.below(rows);
    let domains = Domains::new(&mut rng, rows, valid);
    let exists: BTreeSet<_> = domains.companies.iter().map(|(_, name)| name.as_str()).collect();
    let blocking = rng.percent(50).then(|| domains.right(&mut rng));
    let mistyped = 2 + rng.below(9);
    let mut planted: BTreeMap<String, (String, Kind)> = BTreeMap::new();
    let mut addresses = Vec::new();
    for number in 0..rows {
        let (domain, codes): (_, &[(u64, &str)]) = if rng.percent(mistyped) {
            (mistyped_domain(&mut rng, &domains, &mut planted, &exists, valid), &AT_TYPO)
        } else {
            let domain = domains.right(&mut rng);
            let is_blocking = blocking.as_ref() == Some(&domain);
            (domain, if is_blocking { &AT_BLOCKING } else { &AT_RIGHT })
        };
        addresses.push((format!("a{number}@{domain}"), rng.choose_weighted(codes)));
    }
    let row = |(address, code): (String, Option<&'static str>)| TrackingActivity {
        email_address: Some(address.into()),
        bounce_code: code.map(Into::into),
        ..TrackingActivity::default()
    };
    let tracking_activities = addresses.into_iter().map(row).collect();
    let mut table = BounceTable::default();
    table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    Report { table, planted }
}

/// A mistyped domain: often one that others mistyped in the same way.
fn mistyped_domain(
    rng: &mut SeededRng,
    domains: &Domains,
    planted: &mut BTreeMap<String, (String, Kind)>,
    exists: &BTreeSet<&str>,
    valid: &[&str],
) -> String {
    let again: Vec<_> = planted
        .iter()
        .filter(|(_, (_, kind))| *kind != Kind::Company)
        .map(|(typed, _)| typed.as_str())
        .collect();
    if rng.percent(40)
        && let Some(typed) = rng.choose(&again)
    {
        return typed.to_owned();
    }
    loop {
        let (intended, kind) = domains.intended(rng);
        // The longer a name, the more often somebody mistypes it.
        if mistyping::longest_label(&intended).len() as u64 <= rng.below(12) {
            continue;
        }
        let typed = mistyping::mistype(rng, &intended);
        let is_other = valid.contains(&typed.as_str()) || exists.contains(typed.as_str());
        let means_other = planted.get(&typed).is_some_and(|(meant, _)| *meant != intended);
        if !is_other && !means_other {
            planted.insert(typed.clone(), (intended, kind));
            return typed;
        }
    }
}
