//! What the user looks at, as one short text and back: filters, order and page. What is asked for
//! by it stands in `query`.
//!
//! The text is the element's attribute `view` and the detail of its event `bounces-view-change`,
//! and it may stand in a URL. It has parts such as `codes=B,Z&q=exam&sort=email,-date&page=2`,
//! written as browsers write forms (a space is `+`, the rest beyond a few signs is `%C3%BC`):
//!
//! | part | value | if it is missing |
//! |---|---|---|
//! | `codes` | letters, and `unknown` for all codes that are not documented | all codes |
//! | `q` | the words that are searched for | all rows |
//! | `domain` | a domain, without `@` | all domains |
//! | `last` | `24h`, `3d`, `7d` or `30d`: what bounced since | all days |
//! | `from`, `before` | days such as `2026-11-12`; the second is not shown any more | all days |
//! | `removable` | `yes`: those that are recommended for removal | all rows |
//! | `sort` | `email`, `name`, `reason`, `date`; with `-` before it the other way round: Z to A, newest first | `-date` |
//! | `page` | from 1 | 1 |
//! | `size` | rows on a page, 1 to 500 | the host's choice |
//!
//! What is as if it were missing is not written, so that the view of a fresh report is the empty
//! text. What cannot be read is passed over: a part that is malformed does not spoil the others,
//! nor a sort key the keys beside it. Of a part that is there twice the last readable one counts,
//! and of `last` and days too. Days between which there is none are passed over.
//! There is an address in it only if the user searches for one.

mod form_encoding;

use crate::{
    BounceCode, CodeSet, Day, Query, SortColumn, SortDirection, SortKey, SortKeys, Timestamp,
    listed_enum::listed_enum,
};
use std::fmt;

/// The most rows that stand on a page.
pub const MAX_PAGE_SIZE: usize = 500;

/// What the user looks at. Its days are the user's own; a [`Query`] has moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewState {
    /// The codes to show; all if empty.
    pub codes: CodeSet,
    /// The words that are searched for. A text without a word is not written.
    pub search: String,
    /// The domain to show. One with an `@` or without a character is not written.
    pub domain: Option<String>,
    /// The dates to show.
    pub dates: DateFilter,
    /// Whether to show only rows that are recommended for removal.
    pub removable_only: bool,
    /// What the rows are sorted by.
    pub sort: SortKeys,
    /// The page, from 1.
    pub page: usize,
    /// Rows on a page, 1 to [`MAX_PAGE_SIZE`], if the user chose.
    pub page_size: Option<usize>,
}

/// The dates that are shown. Rows without a date are shown only with any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateFilter {
    /// All of them.
    #[default]
    Any,
    /// The latest, up to now.
    Last(RelativeRange),
    /// Days of the user's own.
    Days {
        /// The first day that is shown.
        from: Option<Day>,
        /// The first day that is not shown any more.
        before: Option<Day>,
    },
}

impl DateFilter {
    /// Days with bounds; [`DateFilter::Any`] if there is none. `None` if no day lies between them.
    pub fn between(from: Option<Day>, before: Option<Day>) -> Option<Self> {
        match (from, before) {
            (None, None) => Some(Self::Any),
            (Some(from), Some(before)) if from >= before => None,
            (from, before) => Some(Self::Days { from, before }),
        }
    }

    /// The first moment that is shown, and the first that is not shown any more.
    ///
    /// `start_of` says when a day begins where the user is.
    pub fn bounds(
        self,
        now: Timestamp,
        start_of: impl Fn(Day) -> Timestamp,
    ) -> [Option<Timestamp>; 2] {
        match self {
            Self::Any => [None, None],
            Self::Last(recent) => [Some(recent.before(now)), None],
            Self::Days { from, before } => [from, before].map(|day| day.map(&start_of)),
        }
    }
}

listed_enum! {
    /// A range of time that ends now, the shortest first.
    pub enum RelativeRange {
        /// 24 hours.
        Day,
        /// 3 times 24 hours.
        ThreeDays,
        /// 7 times 24 hours.
        Week,
        /// 30 times 24 hours.
        ThirtyDays,
    }
}

impl RelativeRange {
    fn before(self, now: Timestamp) -> Timestamp {
        let days = match self {
            Self::Day => 1,
            Self::ThreeDays => 3,
            Self::Week => 7,
            Self::ThirtyDays => 30,
        };
        now.plus_days(-days)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Day => "24h",
            Self::ThreeDays => "3d",
            Self::Week => "7d",
            Self::ThirtyDays => "30d",
        }
    }
}

impl Default for ViewState {
    /// The first page of all rows, newest first.
    fn default() -> Self {
        Self {
            codes: CodeSet::EMPTY,
            search: String::new(),
            domain: None,
            dates: DateFilter::Any,
            removable_only: false,
            sort: SortKeys::default(),
            page: 1,
            page_size: None,
        }
    }
}

impl ViewState {
    /// Reads what a view displays. What cannot be read is passed over; a `?` or `#` before it too.
    pub fn parse(text: &str) -> Self {
        let mut view = Self::default();
        let text = text.trim();
        for part in text.strip_prefix(['?', '#']).unwrap_or(text).split('&') {
            if let Some((name, value)) = part.split_once('=') {
                view.read(name, &form_encoding::decode(value));
            }
        }
        if let DateFilter::Days { from, before } = view.dates {
            view.dates = DateFilter::between(from, before).unwrap_or_default();
        }
        view
    }

    fn read(&mut self, name: &str, value: &str) {
        match name {
            "codes" => replace(&mut self.codes, read_codes(value)),
            "q" => value.clone_into(&mut self.search),
            "domain" => replace(
                &mut self.domain,
                Some(value).filter(is_domain).map(|name| Some(name.to_owned())),
            ),
            "last" => replace(&mut self.dates, read_recent(value).map(DateFilter::Last)),
            "from" => self.read_days(value, |[from, _], day| *from = Some(day)),
            "before" => self.read_days(value, |[_, before], day| *before = Some(day)),
            "removable" => replace(&mut self.removable_only, (value == "yes").then_some(true)),
            "sort" => replace(&mut self.sort, read_sort(value)),
            "page" => replace(&mut self.page, value.parse().ok().filter(|page| *page > 0)),
            "size" => replace(&mut self.page_size, read_size(value).map(Some)),
            _ => {}
        }
    }

    fn read_days(&mut self, value: &str, set: impl Fn([&mut Option<Day>; 2], Day)) {
        if let Some(day) = Day::parse(value) {
            let [mut from, mut before] = match self.dates {
                DateFilter::Days { from, before } => [from, before],
                DateFilter::Any | DateFilter::Last(_) => [None, None],
            };
            set([&mut from, &mut before], day);
            self.dates = DateFilter::Days { from, before };
        }
    }

    /// What is asked for by it. `start_of` says when a day begins where the user is.
    pub fn query(&self, now: Timestamp, start_of: impl Fn(Day) -> Timestamp) -> Query {
        let [from, before] = self.dates.bounds(now, start_of);
        Query {
            codes: self.codes,
            search: self.search.clone(),
            domain: self.domain.clone(),
            from,
            before,
            removable_only: self.removable_only,
            sort: self.sort.clone(),
        }
    }
}

impl fmt::Display for ViewState {
    /// The shortest text that reads as this view; the same for equal views.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { codes, search, domain, dates, removable_only, sort, page, page_size } = self;
        let mut parts = Parts { formatter, separator: "" };
        if !codes.is_empty() {
            parts.list("codes", codes.iter().map(|code| ("", code_name(code))))?;
        }
        if !search.trim().is_empty() {
            parts.text("q", search)?;
        }
        if let Some(domain) = domain.as_deref().filter(is_domain) {
            parts.text("domain", domain)?;
        }
        match dates {
            DateFilter::Any => {}
            DateFilter::Last(recent) => parts.value("last", &recent.name())?,
            DateFilter::Days { from, before } => {
                for (name, day) in [("from", from), ("before", before)] {
                    if let Some(day) = day {
                        parts.value(name, day)?;
                    }
                }
            }
        }
        if *removable_only {
            parts.value("removable", &"yes")?;
        }
        if *sort != SortKeys::default() {
            let sign = |direction| match direction {
                SortDirection::Ascending => "",
                SortDirection::Descending => "-",
            };
            let keys = sort.as_slice().iter();
            parts.list("sort", keys.map(|key| (sign(key.direction), key.column.column().id())))?;
        }
        if *page > 1 {
            parts.value("page", page)?;
        }
        if let Some(page_size) = page_size.filter(|size| is_size(*size)) {
            parts.value("size", &page_size)?;
        }
        Ok(())
    }
}

/// Writes the parts of a view, with `&` between them.
struct Parts<'a, 'b> {
    formatter: &'a mut fmt::Formatter<'b>,
    separator: &'static str,
}

impl Parts<'_, '_> {
    fn begin(&mut self, name: &str) -> fmt::Result {
        self.formatter.write_str(std::mem::replace(&mut self.separator, "&"))?;
        self.formatter.write_str(name)?;
        self.formatter.write_str("=")
    }

    fn text(&mut self, name: &str, text: &str) -> fmt::Result {
        self.begin(name)?;
        form_encoding::encode(text, self.formatter)
    }

    fn value(&mut self, name: &str, value: &dyn fmt::Display) -> fmt::Result {
        self.begin(name)?;
        value.fmt(self.formatter)
    }

    /// Writes signs and names, with commas between them.
    fn list(
        &mut self,
        name: &str,
        items: impl Iterator<Item = (&'static str, &'static str)>,
    ) -> fmt::Result {
        self.begin(name)?;
        for (place, (sign, item)) in items.enumerate() {
            self.formatter.write_str(if place == 0 { "" } else { "," })?;
            self.formatter.write_str(sign)?;
            self.formatter.write_str(item)?;
        }
        Ok(())
    }
}

fn replace<T>(value: &mut T, read: Option<T>) {
    if let Some(read) = read {
        *value = read;
    }
}

fn read_codes(value: &str) -> Option<CodeSet> {
    let named = |name: &str| {
        let is_named =
            |code: &BounceCode<'static>| code_name(*code).eq_ignore_ascii_case(name.trim());
        BounceCode::ALL.into_iter().find(is_named)
    };
    let codes: CodeSet = value.split(',').filter_map(named).collect();
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

fn read_sort(value: &str) -> Option<SortKeys> {
    let key = |text: &str| {
        let text = text.trim();
        let (direction, name) = match text.strip_prefix('-') {
            Some(name) => (SortDirection::Descending, name),
            None => (SortDirection::Ascending, text),
        };
        let column = SortColumn::from_id(name)?;
        Some(SortKey { column, direction })
    };
    let mut keys = value.split(',').filter_map(key).peekable();
    keys.peek()?;
    Some(SortKeys::new(keys))
}

fn read_recent(value: &str) -> Option<RelativeRange> {
    RelativeRange::ALL.into_iter().find(|recent| recent.name() == value)
}

fn read_size(value: &str) -> Option<usize> {
    value.parse().ok().filter(|size| is_size(*size))
}

fn is_domain(text: &&str) -> bool {
    !text.is_empty() && !text.contains('@')
}

fn is_size(size: usize) -> bool {
    (1..=MAX_PAGE_SIZE).contains(&size)
}
