//! Finds the rows that the query gives, in steps that leave the browser time to draw and to listen.
//!
//! What is found at once is shown at once. Longer work goes on in later tasks, while the rows that
//! were found before stay on the screen; what changes meanwhile is taken up by the work under way.

use super::{Announcement, Report};
use crate::{
    i18n::{Letters, locale_of},
    platform::{idle, next_task, panic_boundary::spawn_local},
};
use bounces_core::{Column, Progress, RowOrder};
use js_sys::Date;
use leptos::prelude::*;

/// How long a task may be at it, in milliseconds. Browsers call 50 a long task, and some of that
/// is needed to draw.
pub(super) const TASK: f64 = 20.0;

/// Rows of work between two looks at the clock: about a millisecond.
const STEP: usize = 1 << 15;

/// Rows of work in a moment in which nothing else is to do: some milliseconds.
const PREPARED_AT_ONCE: usize = 1 << 17;

/// The order of the rows, and what finding them needs.
#[derive(Debug)]
pub(crate) struct Finder {
    order: RowOrder,
    letters: Letters,
    /// Whether a task goes on with it.
    at_work: bool,
    then: Then,
}

/// What happens when the rows are found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Then {
    /// The page to show.
    pub(super) page: Option<usize>,
    /// What to tell screen readers.
    pub(super) say: Option<Announcement>,
    /// Whether to tell the host, since the user changed the view.
    pub(super) tell: bool,
}

/// How many rows were found. It differs whenever the rows or their order may differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub(super) count: usize,
    /// Whether they are those of the table and the query as they are, or were a moment ago.
    pub(super) is_known: bool,
    version: u64,
}

impl Finder {
    /// A finder of nothing, in a language.
    pub(super) fn new(lang: &str) -> Self {
        let letters = Letters { locale: locale_of(lang) };
        Self { order: RowOrder::default(), letters, at_work: false, then: Then::default() }
    }

    /// Whether more is to be found in later tasks.
    pub(super) fn is_at_work(&self) -> bool {
        self.at_work
    }

    /// Forgets what was to happen when the rows are found.
    pub(super) fn forget_then(&mut self) {
        self.then = Then::default();
    }

    /// What was found.
    pub(super) fn order(&self) -> &RowOrder {
        &self.order
    }
}

impl Report {
    /// Sorts by the letters of the locale that is wanted now. What was found stays until then.
    pub(crate) fn renew_letters(self) {
        let letters = Letters { locale: locale_of(&self.inputs.lang.get_untracked()) };
        let renew = |finder: &mut Finder| {
            let is_new = finder.letters != letters;
            if is_new {
                finder.order = RowOrder::default();
                finder.letters = letters;
            }
            is_new
        };
        if self.finder.try_update_value(renew) == Some(true) {
            self.find(Then::default());
        }
    }

    /// Forgets what was found, since the table is another one.
    pub(super) fn forget_found(self) {
        let lang = self.inputs.lang.get_untracked();
        self.finder.try_update_value(|finder| {
            finder.order = RowOrder::default();
            finder.letters = Letters { locale: locale_of(&lang) };
        });
        self.found.update(|found| {
            *found = Found { count: 0, is_known: false, version: found.version + 1 };
        });
    }

    /// Finds the rows again, since the table or the query changed.
    pub(super) fn find(self, then: Then) {
        let take_over = |finder: &mut Finder| {
            let before = finder.then;
            finder.then = Then {
                page: then.page.or(before.page),
                say: then.say.or(before.say),
                tell: then.tell || before.tell,
            };
            finder.at_work
        };
        if self.finder.try_update_value(take_over) != Some(false) || self.work() {
            return;
        }
        self.finder.update_value(|finder| finder.at_work = true);
        spawn_local(async move {
            loop {
                next_task().await;
                // The report may be gone.
                let Some(()) = self.finder.try_with_value(|_| ()) else { return };
                if self.work() {
                    return;
                }
            }
        });
    }

    /// Makes ready for a search, and sorts by address, while nothing else is to do: it is what users
    /// sort by first, and the only sort of many rows that they would wait for. Another load makes it
    /// useless.
    pub(super) fn prepare(self) {
        let generation = self.generation.get_untracked();
        spawn_local(async move {
            loop {
                idle().await;
                if self.generation.try_get_untracked() != Some(generation) {
                    return;
                }
                let step = |finder: &mut Finder| {
                    if finder.at_work {
                        return Progress::More;
                    }
                    let Finder { order, letters, .. } = finder;
                    self.table.with_untracked(|table| {
                        order.prepare(table, Column::Email, letters, PREPARED_AT_ONCE)
                    })
                };
                if self.finder.try_update_value(step) != Some(Progress::More) {
                    return;
                }
            }
        });
    }

    /// How many rows were found last; none if the report is gone. Nothing is tracked.
    pub(crate) fn rows_found(self) -> usize {
        self.found.try_get_untracked().map_or(0, |found| found.count)
    }

    /// Works on it for one task; `true` if the rows are found, and shown.
    fn work(self) -> bool {
        let end = Date::now() + TASK;
        loop {
            let step = |finder: &mut Finder| {
                let Finder { order, letters, .. } = finder;
                self.table.with_untracked(|table| {
                    self.query.with_untracked(|query| order.advance(table, query, letters, STEP))
                })
            };
            match self.finder.try_update_value(step) {
                Some(Progress::Done) => break,
                Some(Progress::More) if Date::now() < end => {}
                Some(Progress::More) | None => return false,
            }
        }
        self.publish();
        true
    }

    fn publish(self) {
        let finish = |finder: &mut Finder| {
            finder.at_work = false;
            (std::mem::take(&mut finder.then), finder.order.rows().len())
        };
        let Some((then, count)) = self.finder.try_update_value(finish) else { return };
        self.found.update(|found| {
            *found = Found { count, is_known: true, version: found.version + 1 };
        });
        if let Some(page) = then.page {
            self.page.set(page);
        }
        self.close_rows_that_left();
        if then.say.is_some() {
            self.announcement.set(then.say);
        }
        if then.tell {
            self.tell_view();
        }
    }
}
