//! One earlier email: which of its pages are read.

use crate::{
    CodeSet, Uuid,
    load::{ErrorCode, PageQuery},
};

/// How far an earlier email is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Nothing was requested.
    Waiting,
    /// Some pages may have arrived.
    Begun,
    Done,
    Failed,
}

#[derive(Clone, Debug)]
pub(super) struct Email {
    pub(super) campaign: Uuid,
    pub(super) reading: Reading,
    has_bounces: bool,
    /// `None` until they are known.
    activities: Option<Vec<Uuid>>,
    /// The activities without any bounce.
    skipped: Vec<Uuid>,
    /// The index of the activity that is read.
    activity: usize,
    /// The page of it that is next; `None` for the first one.
    page: Option<PageQuery>,
    /// The pages of it that were requested.
    visited: Vec<PageQuery>,
}

impl Email {
    pub(super) fn new(campaign: Uuid, has_bounces: bool) -> Self {
        Self {
            campaign,
            reading: Reading::Waiting,
            has_bounces,
            activities: None,
            skipped: Vec::new(),
            activity: 0,
            page: None,
            visited: Vec::new(),
        }
    }

    /// Whether nothing more is read of it.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.reading, Reading::Done | Reading::Failed)
    }

    /// Reads it from the beginning.
    pub(super) fn restart(&mut self) {
        self.reading = Reading::Waiting;
        self.activity = 0;
        self.page = None;
        self.visited.clear();
    }

    /// Reads it again if that failed.
    pub(super) fn retry(&mut self) {
        if self.reading == Reading::Failed {
            self.restart();
        }
    }

    /// Whether its activities have to be requested.
    pub(super) fn needs_activities(&self) -> bool {
        self.has_bounces && self.activities.is_none() && !self.is_over()
    }

    pub(super) fn set_activities(&mut self, activities: Vec<Uuid>) {
        self.activities = Some(activities);
    }

    /// The activities that are to be read.
    pub(super) fn unread(&self) -> impl Iterator<Item = Uuid> + '_ {
        let activities = self.activities.iter().flatten().skip(self.activity);
        activities.filter(|activity| !self.skipped.contains(activity)).copied()
    }

    /// Does not read these activities.
    pub(super) fn skip(&mut self, activities: &[Uuid]) {
        self.skipped.extend_from_slice(activities);
    }

    /// The next page to request; `None` if there is none.
    pub(super) fn next_page(&mut self) -> Option<(Uuid, PageQuery)> {
        if !self.has_bounces {
            return None;
        }
        let activities = self.activities.as_deref().unwrap_or_default();
        while activities.get(self.activity).is_some_and(|one| self.skipped.contains(one)) {
            self.activity += 1;
        }
        let activity = *activities.get(self.activity)?;
        let page = self.page.clone().unwrap_or_else(|| PageQuery::first(CodeSet::EMPTY));
        if !self.visited.contains(&page) {
            self.visited.push(page.clone());
        }
        Some((activity, page))
    }

    /// A page arrived; `false` if its link is invalid, or leads to a page that was requested before.
    pub(super) fn receive_page(&mut self, next: Result<Option<PageQuery>, ErrorCode>) -> bool {
        match next {
            Ok(Some(next)) if !self.visited.contains(&next) => self.page = Some(next),
            Ok(None) => {
                self.activity += 1;
                self.page = None;
                self.visited.clear();
            }
            Ok(Some(_)) | Err(_) => return false,
        }
        true
    }
}
