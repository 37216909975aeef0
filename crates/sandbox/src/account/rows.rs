//! A report's rows, whatever their source: counting, filtering and paging.

use super::{
    Account, Code,
    activity::{Activity, Rows},
    generated::Generated,
};
use bounces_core::wire::TrackingActivity;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A row as it is serialized.
#[derive(Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Row {
    /// A row that matches the documentation.
    Documented(Box<TrackingActivity<'static>>),
    /// A row that deviates from the documentation.
    Malformed(Value),
}

/// A page of rows.
pub(crate) struct Slice {
    pub(crate) rows: Vec<Row>,
    /// The index of the next page's first row, if there is one.
    pub(crate) next: Option<u32>,
}

impl Row {
    fn code(&self) -> Option<&str> {
        match self {
            Self::Documented(row) => row.bounce_code.as_deref(),
            Self::Malformed(row) => row.get("bounce_code").and_then(Value::as_str),
        }
    }
}

/// A page as stored in a sample file.
#[derive(Deserialize)]
struct SamplePage<'a> {
    #[serde(borrow)]
    tracking_activities: Vec<TrackingActivity<'a>>,
}

/// Parses rows that come from a file; `None` for any other source.
pub(super) fn parse_file(rows: Rows) -> Result<Option<Vec<Row>>, serde_json::Error> {
    match rows {
        Rows::None | Rows::Generated { .. } => Ok(None),
        Rows::Malformed(text) => {
            let rows: Vec<Value> = serde_json::from_str(text)?;
            Ok(Some(rows.into_iter().map(Row::Malformed).collect()))
        }
        Rows::Sample(text) => {
            let page: SamplePage = serde_json::from_str(text)?;
            let rows = page.tracking_activities.into_iter();
            Ok(Some(rows.map(|row| Row::Documented(Box::new(row))).collect()))
        }
    }
}

impl Activity {
    /// Whether the rows are generated.
    pub(crate) fn is_generated(&self) -> bool {
        self.generated().is_some()
    }

    /// The row generator; `None` if the rows come from a file or there are none.
    pub(super) fn generated(&self) -> Option<Generated> {
        let Rows::Generated { count, spread } = self.rows else { return None };
        Some(Generated { activity: self.id, count, sent: self.sent?, spread })
    }
}

impl Account {
    /// At most `limit` rows from `start` on, newest first, restricted to `codes` unless it is empty.
    pub(crate) fn slice(
        &self,
        activity: &Activity,
        codes: &[Code],
        start: u32,
        limit: u32,
    ) -> Slice {
        let matches = |index: &u32| {
            codes.is_empty()
                || self.code(activity, *index).is_some_and(|code| codes.contains(&code))
        };
        let mut indexes = (start..self.count(activity)).filter(matches);
        let page: Vec<u32> = indexes.by_ref().take(limit as usize).collect();
        let rows = page.into_iter().filter_map(|index| self.row(activity, index)).collect();
        Slice { rows, next: indexes.next() }
    }

    /// The number of rows of an activity.
    pub(super) fn count(&self, activity: &Activity) -> u32 {
        match activity.generated() {
            Some(generated) => generated.count,
            None => u32::try_from(self.file_rows(activity).len()).unwrap_or(u32::MAX),
        }
    }

    /// The code of a row, if it is one of the seven.
    pub(super) fn code(&self, activity: &Activity, index: u32) -> Option<Code> {
        match activity.generated() {
            Some(generated) => Some(generated.code(index)),
            None => {
                self.file_rows(activity).get(index as usize)?.code().and_then(Code::from_letter)
            }
        }
    }

    fn row(&self, activity: &Activity, index: u32) -> Option<Row> {
        match activity.generated() {
            Some(generated) => Some(Row::Documented(Box::new(generated.row(index)))),
            None => self.file_rows(activity).get(index as usize).cloned(),
        }
    }

    fn file_rows(&self, activity: &Activity) -> &[Row] {
        self.file_rows.get(activity.id).map(Vec::as_slice).unwrap_or_default()
    }
}
