//! The rows of a report and their sources: files and the generator.

use super::{
    activity::{Activity, Rows, SPREAD},
    generated::Generated,
};
use bounces_core::wire::TrackingActivity;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Above the numbers of all contacts of other reports, so that an address belongs to one contact.
const FIRST_NUMBER_OF_THE_PAST: u32 = 60_000;

/// A row as it is serialized.
#[derive(Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Row {
    /// A row that matches the documentation.
    Documented(Box<TrackingActivity<'static>>),
    /// A row that deviates from the documentation.
    Malformed(Value),
}

impl Row {
    pub(super) fn code(&self) -> Option<&str> {
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
        Rows::None | Rows::Generated { .. } | Rows::Past { .. } => Ok(None),
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

    /// Whether contacts of later reports bounced in it.
    pub(super) fn is_past(&self) -> bool {
        matches!(self.rows, Rows::Past { .. })
    }

    /// The row generator; `None` if the rows come from a file or there are none.
    pub(super) fn generated(&self) -> Option<Generated> {
        let (count, spread, first_number) = match self.rows {
            Rows::Generated { count, spread } => (count, spread, 0),
            Rows::Past { count } => (count, SPREAD, FIRST_NUMBER_OF_THE_PAST),
            Rows::None | Rows::Sample(_) | Rows::Malformed(_) => return None,
        };
        Some(Generated { activity: self.id, count, sent: self.sent?, spread, first_number })
    }
}
