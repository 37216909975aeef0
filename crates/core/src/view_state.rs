//! The state of a view (filters, order and page) as one short text. Answering its query is done in
//! `query`.
//!
//! The text is the element's attribute `view` and the detail of its event `bounces-view-change`,
//! and it can be part of a URL. It has parts such as `codes=B,Z&q=exam&sort=email,-date&page=2`,
//! encoded like an HTML form (a space is `+`, most other characters are `%C3%BC`):
//!
//! | part | value | default |
//! |---|---|---|
//! | `codes` | letters, and `unknown` for all undocumented codes | all codes |
//! | `q` | words to search for | all rows |
//! | `domain` | a domain, without `@` | all domains |
//! | `provider` | a provider family, such as `microsoft`: its domains only | all domains |
//! | `group` | `provider`: domains are listed by provider family | each domain by itself |
//! | `when` | `first-hour`, `first-day` (the rest of it) or `later`, counted from when the email was sent | all dates |
//! | `last` | `24h`, `3d`, `7d` or `30d` until now | all dates |
//! | `from`, `before` | days such as `2026-11-12`; the second does not match itself | all dates |
//! | `removable` | `yes`: only rows that are recommended for removal | all rows |
//! | `step` | `remove`, `fix`, `blocked`, `wait`, `auto-reply` or `done`: only rows with this next step | all rows |
//! | `repeat` | `yes`: only rows whose contact bounced in one of the last emails before | all rows |
//! | `sort` | `email`, `name`, `reason`, `date`, `before`; with `-` before it descending: Z to A, newest first, most often | `-date` |
//! | `page` | from 1 | 1 |
//! | `size` | rows per page, 1 to 500 | the host's choice |
//!
//! Defaults are not written, so the view of a new report is the empty text. Malformed parts are
//! ignored; they do not affect other parts, nor a malformed sort key the other keys. If a part
//! occurs twice, the last valid one counts; the same holds for `when`, `last` and days. Days that exclude
//! all days are ignored. The text contains an address only if the user searches for one.

mod date_filter;
mod form_encoding;

pub use date_filter::{DateFilter, RelativeRange};

use crate::{
    BounceCode, CodeSet, Day, NextStep, ProviderFamily, Query, SendPeriod, SortColumn,
    SortDirection, SortKey, SortKeys, Timestamp,
};
use std::fmt;

/// How many rows a page has at most. Each is a row of a real table, so the page bounds the work of the
/// browser.
pub const MAX_PAGE_SIZE: usize = 500;

/// What the user looks at. It has days of the user's calendar where a [`Query`] has timestamps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewState {
    /// The codes to show; all if empty.
    pub codes: CodeSet,
    /// The words to search for. A text without words is not written.
    pub search: String,
    /// The domain to show. An empty one, or one with an `@`, is not written.
    pub domain: Option<String>,
    /// The provider family to show.
    pub provider: Option<ProviderFamily>,
    /// Whether domains are listed by provider family.
    pub by_provider: bool,
    /// The dates to show.
    pub dates: DateFilter,
    /// Whether to show only rows that are recommended for removal.
    pub removable_only: bool,
    /// The next step that the rows must have.
    pub step: Option<NextStep>,
    /// Whether to show only rows whose contact bounced in one of the last emails before.
    pub repeats_only: bool,
    /// What the rows are sorted by.
    pub sort: SortKeys,
    /// The page, from 1.
    pub page: usize,
    /// Rows per page, 1 to [`MAX_PAGE_SIZE`], if the user chose a number.
    pub page_size: Option<usize>,
}

impl Default for ViewState {
    /// The first page of all rows, newest first.
    fn default() -> Self {
        Self {
            codes: CodeSet::EMPTY,
            search: String::new(),
            domain: None,
            provider: None,
            by_provider: false,
            dates: DateFilter::Any,
            removable_only: false,
            step: None,
            repeats_only: false,
            sort: SortKeys::default(),
            page: 1,
            page_size: None,
        }
    }
}

impl ViewState {
    /// The same sort, page size and list of domains for all rows, from the first page.
    #[must_use]
    pub fn without_filters(self) -> Self {
        let Self { by_provider, sort, page_size, .. } = self;
        Self { by_provider, sort, page_size, ..Self::default() }
    }

    /// Parses what a view displays, with or without `?` or `#` before it. Malformed parts are
    /// ignored.
    pub fn parse(text: &str) -> Self {
        let mut view = Self::default();
        let text = text.trim();
        for part in text.strip_prefix(['?', '#']).unwrap_or(text).split('&') {
            if let Some((name, value)) = part.split_once('=') {
                view.set_part(name, &form_encoding::decode(value));
            }
        }
        if let DateFilter::Days { from, before } = view.dates {
            view.dates = DateFilter::between(from, before).unwrap_or_default();
        }
        view
    }

    fn set_part(&mut self, name: &str, value: &str) {
        match name {
            "codes" => set_if_valid(&mut self.codes, parse_codes(value)),
            "q" => value.clone_into(&mut self.search),
            "domain" => set_if_valid(
                &mut self.domain,
                Some(value).filter(is_domain).map(|name| Some(name.to_owned())),
            ),
            "when" => set_if_valid(
                &mut self.dates,
                SendPeriod::from_id(value).map(DateFilter::AfterSending),
            ),
            "provider" => {
                set_if_valid(&mut self.provider, ProviderFamily::from_id(value).map(Some));
            }
            "group" => set_if_valid(&mut self.by_provider, (value == "provider").then_some(true)),
            "last" => set_if_valid(&mut self.dates, parse_range(value).map(DateFilter::Last)),
            "from" => self.set_day(value, |[from, _], day| *from = Some(day)),
            "before" => self.set_day(value, |[_, before], day| *before = Some(day)),
            "removable" => {
                set_if_valid(&mut self.removable_only, (value == "yes").then_some(true));
            }
            "repeat" => set_if_valid(&mut self.repeats_only, (value == "yes").then_some(true)),
            "step" => set_if_valid(&mut self.step, NextStep::from_id(value).map(Some)),
            "sort" => set_if_valid(&mut self.sort, parse_sort(value)),
            "page" => {
                set_if_valid(&mut self.page, value.parse().ok().filter(|page| *page > 0));
            }
            "size" => set_if_valid(&mut self.page_size, parse_page_size(value).map(Some)),
            _ => {}
        }
    }

    fn set_day(&mut self, value: &str, set: impl Fn([&mut Option<Day>; 2], Day)) {
        if let Some(day) = Day::parse(value) {
            let [mut from, mut before] = match self.dates {
                DateFilter::Days { from, before } => [from, before],
                DateFilter::Any | DateFilter::AfterSending(_) | DateFilter::Last(_) => [None, None],
            };
            set([&mut from, &mut before], day);
            self.dates = DateFilter::Days { from, before };
        }
    }

    /// The query of this view. `sent` is when the email was sent, if that is known. `start_of` gives
    /// the time when a day begins in the user's time zone.
    pub fn query(
        &self,
        now: Timestamp,
        sent: Option<Timestamp>,
        start_of: impl Fn(Day) -> Timestamp,
    ) -> Query {
        let [from, before] = self.dates.bounds(now, sent, start_of);
        Query {
            codes: self.codes,
            search: self.search.clone(),
            domain: self.domain.clone(),
            provider: self.provider,
            from,
            before,
            sent,
            removable_only: self.removable_only,
            step: self.step,
            repeats_only: self.repeats_only,
            sort: self.sort.clone(),
        }
    }
}

impl fmt::Display for ViewState {
    /// The shortest text that parses as this view; equal views have equal texts.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without `..`, a new part does not compile until it is written.
        let Self {
            codes,
            search,
            domain,
            provider,
            by_provider,
            dates,
            removable_only,
            step,
            repeats_only,
            sort,
            page,
            page_size,
        } = self;
        let mut writer = PartWriter { formatter, separator: "" };
        if !codes.is_empty() {
            writer.list("codes", codes.iter().map(|code| ("", code_name(code))))?;
        }
        if !search.trim().is_empty() {
            writer.text("q", search)?;
        }
        if let Some(domain) = domain.as_deref().filter(is_domain) {
            writer.text("domain", domain)?;
        }
        if let Some(provider) = provider {
            writer.value("provider", &provider.id())?;
        }
        if *by_provider {
            writer.value("group", &"provider")?;
        }
        writer.dates(dates)?;
        if *removable_only {
            writer.value("removable", &"yes")?;
        }
        if let Some(step) = step {
            writer.value("step", &step.id())?;
        }
        if *repeats_only {
            writer.value("repeat", &"yes")?;
        }
        if *sort != SortKeys::default() {
            writer.sort(sort)?;
        }
        if *page > 1 {
            writer.value("page", page)?;
        }
        if let Some(page_size) = page_size.filter(|size| is_page_size(*size)) {
            writer.value("size", &page_size)?;
        }
        Ok(())
    }
}

/// Writes the parts of a view, with `&` between them.
struct PartWriter<'a, 'b> {
    formatter: &'a mut fmt::Formatter<'b>,
    separator: &'static str,
}

impl PartWriter<'_, '_> {
    fn name(&mut self, name: &str) -> fmt::Result {
        self.formatter.write_str(std::mem::replace(&mut self.separator, "&"))?;
        self.formatter.write_str(name)?;
        self.formatter.write_str("=")
    }

    fn text(&mut self, name: &str, text: &str) -> fmt::Result {
        self.name(name)?;
        form_encoding::encode(text, self.formatter)
    }

    fn value(&mut self, name: &str, value: &dyn fmt::Display) -> fmt::Result {
        self.name(name)?;
        value.fmt(self.formatter)
    }

    fn dates(&mut self, dates: &DateFilter) -> fmt::Result {
        match dates {
            DateFilter::Any => Ok(()),
            DateFilter::AfterSending(period) => self.value("when", &period.id()),
            DateFilter::Last(range) => self.value("last", &range.name()),
            DateFilter::Days { from, before } => {
                for (name, day) in [("from", from), ("before", before)] {
                    if let Some(day) = day {
                        self.value(name, day)?;
                    }
                }
                Ok(())
            }
        }
    }

    fn sort(&mut self, sort: &SortKeys) -> fmt::Result {
        let sign = |direction| match direction {
            SortDirection::Ascending => "",
            SortDirection::Descending => "-",
        };
        let keys = sort.as_slice().iter();
        self.list("sort", keys.map(|key| (sign(key.direction), key.column.column().id())))
    }

    /// Writes signs and items, with commas between them.
    fn list(
        &mut self,
        name: &str,
        items: impl Iterator<Item = (&'static str, &'static str)>,
    ) -> fmt::Result {
        self.name(name)?;
        for (index, (sign, item)) in items.enumerate() {
            self.formatter.write_str(if index == 0 { "" } else { "," })?;
            self.formatter.write_str(sign)?;
            self.formatter.write_str(item)?;
        }
        Ok(())
    }
}

fn set_if_valid<T>(target: &mut T, parsed: Option<T>) {
    if let Some(value) = parsed {
        *target = value;
    }
}

fn parse_codes(value: &str) -> Option<CodeSet> {
    let parse = |name: &str| {
        let has_name =
            |code: &BounceCode<'static>| code_name(*code).eq_ignore_ascii_case(name.trim());
        BounceCode::ALL.into_iter().find(has_name)
    };
    let codes: CodeSet = value.split(',').filter_map(parse).collect();
    (!codes.is_empty()).then_some(codes)
}

fn code_name(code: BounceCode<'static>) -> &'static str {
    match code {
        BounceCode::Unknown(_) => "unknown",
        BounceCode::NonExistent
        | BounceCode::Suspended
        | BounceCode::Undeliverable
        | BounceCode::Full
        | BounceCode::Blocked
        | BounceCode::Other
        | BounceCode::Vacation => code.as_str(),
    }
}

fn parse_sort(value: &str) -> Option<SortKeys> {
    let key = |text: &str| {
        let text = text.trim();
        let (direction, name) = match text.strip_prefix('-') {
            Some(name) => (SortDirection::Descending, name),
            None => (SortDirection::Ascending, text),
        };
        Some(SortKey { column: SortColumn::from_id(name)?, direction })
    };
    let mut keys = value.split(',').filter_map(key).peekable();
    keys.peek()?;
    Some(SortKeys::new(keys))
}

fn parse_range(value: &str) -> Option<RelativeRange> {
    RelativeRange::ALL.into_iter().find(|range| range.name() == value)
}

fn parse_page_size(value: &str) -> Option<usize> {
    value.parse().ok().filter(|size| is_page_size(*size))
}

fn is_domain(text: &&str) -> bool {
    !text.is_empty() && !text.contains('@')
}

fn is_page_size(size: usize) -> bool {
    (1..=MAX_PAGE_SIZE).contains(&size)
}
