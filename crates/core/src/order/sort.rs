//! Sorts rows by numbers, in steps that can be interrupted. What the numbers mean stands in `keys`.
//!
//! A row and the first window of its key share one `u64`, the row below, so the numbers of all
//! rows differ, and a sort that is not stable keeps equal rows in their order. Numbers are sorted
//! by a radix sort in place from the top (American flag sort, McIlroy, Bostic and McIlroy 1993),
//! small parts of them by `sort_unstable`. Rows whose windows are the same are then sorted by
//! their next window, and so on until they differ or are known to be equal.

use super::{
    budget::Budget,
    keys::{Keys, Seen, row_of},
};
use crate::{RowId, collation::Window};
use std::ops::Range;

/// Up to so many numbers are sorted in one step, which takes about a millisecond.
const SMALL: usize = 1 << 15;

/// A sort that is under way.
#[derive(Clone, Debug)]
pub(super) struct Sort {
    numbers: Vec<u64>,
    missing: Vec<RowId>,
    row_bits: u32,
    /// How many rows of the table are sorted.
    rows: u32,
    /// How many of them were looked at for a value.
    collected: u32,
    /// A bit for each place: whether the row there is unlike the one before.
    unlike: Vec<u64>,
    tasks: Vec<Task>,
}

/// What is to be done with a part of the numbers.
#[derive(Clone, Debug)]
struct Task {
    part: Range<usize>,
    window: Window,
    step: Step,
}

#[derive(Clone, Debug)]
enum Step {
    /// Read the window of each row, of which so many are read.
    Read { done: usize, seen: Seen },
    /// Sort numbers that differ only in the bits from the shift plus 7 on downwards.
    Order { shift: u32 },
    /// Find the rows with the same window from a place on, behind a group that began at another.
    Compare { place: usize, group: usize },
}

impl Sort {
    /// Begins to sort the first rows of a table.
    pub(super) fn new(rows: u32) -> Self {
        Self {
            numbers: Vec::with_capacity(rows as usize),
            missing: Vec::new(),
            row_bits: (u32::BITS - rows.leading_zeros()).max(1),
            rows,
            collected: 0,
            unlike: vec![0; (rows as usize).div_ceil(64)],
            tasks: Vec::new(),
        }
    }

    /// How many rows of the table are sorted.
    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    /// Goes on; `true` when all is sorted.
    pub(super) fn advance(&mut self, keys: &Keys<'_>, budget: &mut Budget) -> bool {
        while self.collected < self.rows {
            if budget.is_spent() {
                return false;
            }
            self.collect(keys, budget);
        }
        while !budget.is_spent() {
            let Some(task) = self.tasks.pop() else { return true };
            self.perform(task, keys, budget);
        }
        self.tasks.is_empty()
    }

    /// The order of the rows, once all is sorted.
    pub(super) fn finish(self) -> (impl Iterator<Item = (RowId, bool)>, Vec<RowId>) {
        let Self { numbers, unlike, row_bits, missing, .. } = self;
        let row = move |(place, number): (usize, u64)| {
            (row_of(number, row_bits), unlike[place / 64] >> (place % 64) & 1 == 1)
        };
        (numbers.into_iter().enumerate().map(row), missing)
    }

    /// Puts rows aside that have no value.
    fn collect(&mut self, keys: &Keys<'_>, budget: &mut Budget) {
        let share = budget.share((self.rows - self.collected) as usize);
        let end = self.collected + u32::try_from(share).unwrap_or(u32::MAX);
        for row in (self.collected..end).map(RowId) {
            if keys.is_missing(row) {
                self.missing.push(row);
            } else {
                self.numbers.push(u64::from(row.0));
            }
        }
        budget.spend(share);
        self.collected = end;
        if end == self.rows {
            self.read_later(0..self.numbers.len(), Window::FIRST);
        }
    }

    fn read_later(&mut self, part: Range<usize>, window: Window) {
        if !part.is_empty() {
            let step = Step::Read { done: 0, seen: Seen::default() };
            self.tasks.push(Task { part, window, step });
        }
    }

    fn perform(&mut self, mut task: Task, keys: &Keys<'_>, budget: &mut Budget) {
        let numbers = &mut self.numbers[task.part.clone()];
        match &mut task.step {
            Step::Read { done, seen } => {
                let end = *done + budget.share(numbers.len() - *done);
                keys.read(task.window, &mut numbers[*done..end], self.row_bits, seen);
                budget.spend(end - *done);
                *done = end;
                if end < numbers.len() {
                    self.tasks.push(task);
                } else {
                    let seen = *seen;
                    self.order_later(task.part, task.window, seen);
                }
            }
            Step::Order { shift } => {
                let shift = *shift;
                self.order(&task, shift);
                budget.spend(task.part.len());
            }
            Step::Compare { .. } => self.compare(task, keys, budget),
        }
    }

    /// What follows when the windows of a part are read.
    fn order_later(&mut self, part: Range<usize>, window: Window, seen: Seen) {
        self.unlike[part.start / 64] |= 1 << (part.start % 64);
        if seen.same {
            return;
        }
        let step = Step::Compare { place: part.start + 1, group: part.start };
        self.tasks.push(Task { part: part.clone(), window, step });
        if !seen.sorted {
            let top = u64::BITS - seen.differing.leading_zeros();
            let step = Step::Order { shift: top.saturating_sub(8) };
            self.tasks.push(Task { part, window, step });
        }
    }

    fn order(&mut self, task: &Task, shift: u32) {
        let numbers = &mut self.numbers[task.part.clone()];
        if numbers.len() <= SMALL {
            return numbers.sort_unstable();
        }
        let ends = partition(numbers, shift);
        if shift == 0 {
            return;
        }
        let step = Step::Order { shift: shift.saturating_sub(8) };
        let mut start = task.part.start;
        for end in ends.map(|end| task.part.start + end) {
            if end - start > 1 {
                self.tasks.push(Task { part: start..end, window: task.window, step: step.clone() });
            }
            start = end;
        }
    }

    /// Finds a group of rows with the same window, to look at their next one before going on.
    fn compare(&mut self, task: Task, keys: &Keys<'_>, budget: &mut Budget) {
        let Task { part, window, step } = task;
        let Step::Compare { mut place, mut group } = step else { return };
        let first = place;
        let last = place + budget.share(part.end - place);
        let mut key = self.numbers[group] >> self.row_bits;
        let mut equal = None;
        while place < last && equal.is_none() {
            let next = self.numbers[place] >> self.row_bits;
            if next != key {
                self.unlike[place / 64] |= 1 << (place % 64);
                equal = (place - group > 1).then_some((group..place, key));
                (group, key) = (place, next);
            }
            place += 1;
        }
        budget.spend(place - first);
        if place < part.end {
            let step = Step::Compare { place, group };
            self.tasks.push(Task { part, window, step });
        } else if place - group > 1 {
            self.look_further(group..place, window, key, keys);
        }
        if let Some((part, key)) = equal {
            self.look_further(part, window, key, keys);
        }
    }

    /// Has equal rows sorted by what follows in their keys.
    fn look_further(&mut self, part: Range<usize>, window: Window, key: u64, keys: &Keys<'_>) {
        if let Some(window) = keys.next(window, key, self.row_bits) {
            self.read_later(part, window);
        }
    }
}

/// Moves numbers into the order of the eight bits from `shift` on. Gives where each value ends.
fn partition(numbers: &mut [u64], shift: u32) -> [usize; 256] {
    let digit = |number: u64| (number >> shift & 0xff) as usize;
    let mut ends = [0; 256];
    for number in &*numbers {
        ends[digit(*number)] += 1;
    }
    let mut heads = [0; 256];
    let mut end = 0;
    for (head, count) in heads.iter_mut().zip(&mut ends) {
        *head = end;
        end += *count;
        *count = end;
    }
    for value in 0..256 {
        while heads[value] < ends[value] {
            let at = digit(numbers[heads[value]]);
            if at != value {
                numbers.swap(heads[value], heads[at]);
            }
            heads[at] += 1;
        }
    }
    ends
}
