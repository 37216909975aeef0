//! Access to the rows of an activity, whatever their source: counting, filtering and paging.

use super::{Account, activity::Activity, code::Code, rows::Row};
/// A page of rows.
pub(crate) struct Slice {
    pub(crate) rows: Vec<Row>,
    /// The index of the next page's first row, if there is one.
    pub(crate) next: Option<u32>,
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
            Some(generated) => {
                let row = generated.row(index);
                let row = match self.repeats.get(activity.id, index) {
                    Some(repeat) => repeat.in_place_of(row),
                    None => row,
                };
                Some(Row::Documented(Box::new(row)))
            }
            None => self.file_rows(activity).get(index as usize).cloned(),
        }
    }

    fn file_rows(&self, activity: &Activity) -> &[Row] {
        self.file_rows.get(activity.id).map(Vec::as_slice).unwrap_or_default()
    }
}
