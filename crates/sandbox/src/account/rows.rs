//! A report's rows, wherever they come from: counting, filtering and cutting them into pages.

use super::{
    Account, Code,
    email::{Email, Rows},
    generated::Generated,
};
use bounces_core::wire::TrackingActivity;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A row as it is sent.
#[derive(Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Row {
    /// As documented.
    Documented(Box<TrackingActivity<'static>>),
    /// In a way that no documentation has.
    Odd(Value),
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
            Self::Odd(row) => row.get("bounce_code").and_then(Value::as_str),
        }
    }
}

/// A page as a sample's file has it.
#[derive(Deserialize)]
struct SamplePage<'a> {
    #[serde(borrow)]
    tracking_activities: Vec<TrackingActivity<'a>>,
}

/// The rows that stand in a file; `None` if they do not.
pub(super) fn read(rows: Rows) -> Result<Option<Vec<Row>>, serde_json::Error> {
    match rows {
        Rows::None | Rows::Generated { .. } => Ok(None),
        Rows::Odd(text) => {
            let rows: Vec<Value> = serde_json::from_str(text)?;
            Ok(Some(rows.into_iter().map(Row::Odd).collect()))
        }
        Rows::Sample(text) => {
            let page: SamplePage = serde_json::from_str(text)?;
            let rows = page.tracking_activities.into_iter();
            Ok(Some(rows.map(|row| Row::Documented(Box::new(row))).collect()))
        }
    }
}

impl Email {
    /// Whether the rows are generated.
    pub(crate) fn is_generated(&self) -> bool {
        self.generated().is_some()
    }

    /// The generated rows; `None` if they are others.
    pub(super) fn generated(&self) -> Option<Generated> {
        let Rows::Generated { count, spread } = self.rows else { return None };
        Some(Generated { activity: self.id, count, sent: self.sent?, spread })
    }
}

impl Account {
    /// At most `limit` rows from `start` on, newest first: all, or those of the codes.
    pub(crate) fn slice(&self, email: &Email, codes: &[Code], start: u32, limit: u32) -> Slice {
        let wanted = |index: &u32| {
            codes.is_empty() || self.code(email, *index).is_some_and(|code| codes.contains(&code))
        };
        let mut indexes = (start..self.count(email)).filter(wanted);
        let here: Vec<u32> = indexes.by_ref().take(limit as usize).collect();
        let rows = here.into_iter().filter_map(|index| self.row(email, index)).collect();
        Slice { rows, next: indexes.next() }
    }

    /// How many rows an activity has.
    pub(super) fn count(&self, email: &Email) -> u32 {
        match email.generated() {
            Some(generated) => generated.count,
            None => u32::try_from(self.file(email).len()).unwrap_or(u32::MAX),
        }
    }

    /// The code of a row, if it is one of the seven.
    pub(super) fn code(&self, email: &Email, index: u32) -> Option<Code> {
        match email.generated() {
            Some(generated) => Some(generated.code(index)),
            None => self.file(email).get(index as usize)?.code().and_then(Code::of),
        }
    }

    fn row(&self, email: &Email, index: u32) -> Option<Row> {
        match email.generated() {
            Some(generated) => Some(Row::Documented(Box::new(generated.row(index)))),
            None => self.file(email).get(index as usize).cloned(),
        }
    }

    fn file(&self, email: &Email) -> &[Row] {
        self.files.get(email.id).map(Vec::as_slice).unwrap_or_default()
    }
}
