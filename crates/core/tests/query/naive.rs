//! A naive oracle: filters and sorts rows one at a time, as documented, without any optimization.

use crate::icu::{self, Icu};
use bounces_core::{
    BounceCode, BounceTable, CodeCounts, CodePointRules, DomainId, LocaleRules, NextStep,
    ProviderFamily, Query, RowId, SendPeriod, SortColumn, SortDirection, SortKey, Suggestions,
};
use std::cmp::Ordering;

/// Rules that compare and fold whole texts.
pub(crate) trait Naive: LocaleRules {
    fn compare(&self, a: &str, b: &str) -> Ordering;
    fn fold_all(&self, text: &str) -> String;
}

impl Naive for CodePointRules {
    fn compare(&self, a: &str, b: &str) -> Ordering {
        let lower = |character: char| {
            let mut lower_case = character.to_lowercase();
            lower_case.next().filter(|_| lower_case.next().is_none()).unwrap_or(character)
        };
        let letters = |text: &str| text.chars().map(lower).collect::<Vec<_>>();
        let cases =
            |text: &str| text.chars().map(|letter| letter != lower(letter)).collect::<Vec<_>>();
        letters(a).cmp(&letters(b)).then_with(|| cases(a).cmp(&cases(b)))
    }

    fn fold_all(&self, text: &str) -> String {
        without_decomposition(&text.to_lowercase())
    }
}

impl Naive for Icu {
    fn compare(&self, a: &str, b: &str) -> Ordering {
        self.compare(a, b)
    }

    fn fold_all(&self, text: &str) -> String {
        without_decomposition(&icu::fold(text))
    }
}

/// Replaces the letters that Unicode does not decompose.
fn without_decomposition(text: &str) -> String {
    let pairs = [
        ("ß", "ss"),
        ("æ", "ae"),
        ("ð", "d"),
        ("ø", "o"),
        ("þ", "th"),
        ("đ", "d"),
        ("ħ", "h"),
        ("ı", "i"),
        ("ł", "l"),
        ("ŋ", "n"),
        ("œ", "oe"),
        ("ŧ", "t"),
        ("ς", "σ"),
        ("‐", "-"),
        ("‑", "-"),
        ("–", "-"),
        ("‘", "'"),
        ("’", "'"),
        ("ʼ", "'"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// A filter that can be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Without {
    Nothing,
    Codes,
    Domain,
    Step,
    Time,
    Repeats,
}

/// The rows that match a query, in its order, without any suggestions.
pub(crate) fn rows(table: &BounceTable, query: &Query, locale: &dyn Naive) -> Vec<RowId> {
    rows_with(table, &Suggestions::default(), query, locale)
}

/// The rows that match a query, in its order.
pub(crate) fn rows_with(
    table: &BounceTable,
    suggestions: &Suggestions,
    query: &Query,
    locale: &dyn Naive,
) -> Vec<RowId> {
    let mut rows = passing(table, suggestions, query, locale, Without::Nothing);
    rows.sort_by(|a, b| {
        let unequal = |key: &SortKey| {
            Some(compare(table, *key, locale, *a, *b)).filter(|order| order.is_ne())
        };
        query.sort.as_slice().iter().find_map(unequal).unwrap_or(Ordering::Equal)
    });
    rows
}

/// The facet counts by code.
pub(crate) fn code_counts(
    table: &BounceTable,
    suggestions: &Suggestions,
    query: &Query,
    locale: &dyn Naive,
) -> CodeCounts {
    let rows = passing(table, suggestions, query, locale, Without::Codes);
    BounceCode::ALL.map(|code| count(&rows, |row| table.code(row).index() == code.index()))
}

/// The facet counts by domain and code.
pub(crate) fn domain_counts(
    table: &BounceTable,
    suggestions: &Suggestions,
    query: &Query,
    locale: &dyn Naive,
) -> Vec<CodeCounts> {
    let rows = passing(table, suggestions, query, locale, Without::Domain);
    let counts = |domain| {
        BounceCode::ALL.map(|code| {
            count(&rows, |row| {
                table.domain(row) == Some(domain) && table.code(row).index() == code.index()
            })
        })
    };
    table.domains().map(counts).collect()
}

/// The facet counts by next step.
pub(crate) fn step_counts(
    table: &BounceTable,
    suggestions: &Suggestions,
    query: &Query,
    locale: &dyn Naive,
) -> [u32; NextStep::ALL.len()] {
    let rows = passing(table, suggestions, query, locale, Without::Step);
    NextStep::ALL.map(|step| {
        count(&rows, |row| NextStep::of_row(table, suggestions.typo_domains(), row) == step)
    })
}

/// The facet counts by period after sending.
pub(crate) fn period_counts(
    table: &BounceTable,
    suggestions: &Suggestions,
    query: &Query,
    locale: &dyn Naive,
) -> [u32; SendPeriod::ALL.len()] {
    let rows = passing(table, suggestions, query, locale, Without::Time);
    SendPeriod::ALL.map(|period| {
        count(&rows, |row| {
            let time = table.time(row).zip(query.sent);
            time.is_some_and(|(time, sent)| {
                let [from, before] = period.bounds(sent);
                from.is_none_or(|from| time >= from) && before.is_none_or(|before| time < before)
            })
        })
    })
}

/// How many rows whose contact bounced before pass the other filters.
pub(crate) fn repeats_count(
    table: &BounceTable,
    suggestions: &Suggestions,
    query: &Query,
    locale: &dyn Naive,
) -> u32 {
    let rows = passing(table, suggestions, query, locale, Without::Repeats);
    count(&rows, |row| table.earlier().count(row) > 0)
}

fn count(rows: &[RowId], counts: impl Fn(RowId) -> bool) -> u32 {
    u32::try_from(rows.iter().filter(|row| counts(**row)).count()).expect("a small table")
}

fn passing(
    table: &BounceTable,
    suggestions: &Suggestions,
    query: &Query,
    locale: &dyn Naive,
    without: Without,
) -> Vec<RowId> {
    let search = locale.fold_all(&query.search);
    let words: Vec<&str> = search.split_whitespace().collect();
    let passes = |row: &RowId| {
        let domain = table.domain(*row).map(|domain| table.domain_name(domain));
        let texts = [table.email(*row), table.name(*row)].map(|text| locale.fold_all(text));
        let time = table.time(*row);
        let by_code = without == Without::Codes
            || query.codes.is_empty()
            || query.codes.contains(table.code(*row));
        let repeats =
            without == Without::Repeats || !query.repeats_only || table.earlier().count(*row) > 0;
        let removable = !query.removable_only || table.is_removable(*row);
        let by_domain = without == Without::Domain
            || query.domain.as_ref().is_none_or(|wanted| {
                domain.is_some_and(|domain| domain == wanted.to_ascii_lowercase())
            }) && query.provider.is_none_or(|wanted| {
                domain.is_some_and(|domain| ProviderFamily::of(domain) == Some(wanted))
            });
        let by_step = without == Without::Step
            || query.step.is_none_or(|step| {
                NextStep::of_row(table, suggestions.typo_domains(), *row) == step
            });
        let by_time = without == Without::Time
            || query.from.is_none_or(|from| time.is_some_and(|time| time >= from))
                && query.before.is_none_or(|before| time.is_some_and(|time| time < before));
        by_code
            && by_domain
            && by_step
            && removable
            && repeats
            && words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
            && by_time
    };
    table.rows().filter(passes).collect()
}

fn compare(
    table: &BounceTable,
    SortKey { column, direction }: SortKey,
    locale: &dyn Naive,
    a: RowId,
    b: RowId,
) -> Ordering {
    let text = |a: &str, b: &str| {
        let [a, b] = [a, b].map(|text| Some(text).filter(|text| !text.is_empty()));
        missing_last(a, b, direction, |a, b| locale.compare(a, b))
    };
    match column {
        SortColumn::Email => text(table.email(a), table.email(b)),
        SortColumn::Name => text(table.name(a), table.name(b)),
        SortColumn::Reason => missing_last(
            Some(table.code(a).index()),
            Some(table.code(b).index()),
            direction,
            Ord::cmp,
        ),
        SortColumn::Date => missing_last(table.time(a), table.time(b), direction, Ord::cmp),
        SortColumn::Before => {
            let [a, b] =
                [a, b].map(|row| Some(table.earlier().count(row)).filter(|count| *count > 0));
            missing_last(a, b, direction, Ord::cmp)
        }
    }
}

fn missing_last<T>(
    a: Option<T>,
    b: Option<T>,
    direction: SortDirection,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if direction == SortDirection::Ascending => compare(&a, &b),
        (Some(a), Some(b)) => compare(&b, &a),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// The first domain with at least half of the rows of each step, and how many those are.
pub(crate) fn step_domains(
    table: &BounceTable,
    suggestions: &Suggestions,
) -> [Option<(DomainId, u32)>; NextStep::ALL.len()] {
    NextStep::ALL.map(|step| {
        let rows = table.rows();
        let rows: Vec<_> = rows
            .filter(|row| NextStep::of_row(table, suggestions.typo_domains(), *row) == step)
            .collect();
        let at = |domain| rows.iter().filter(|row| table.domain(**row) == Some(domain)).count();
        let main = table.domains().find(|domain| at(*domain) > 0 && at(*domain) * 2 >= rows.len());
        main.map(|domain| (domain, u32::try_from(at(domain)).expect("a small table")))
    })
}
