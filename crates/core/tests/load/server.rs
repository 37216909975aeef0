//! A server with the pages of a report, for the simulation.

use crate::support::{first_page, page};
use bounces_core::load::PageQuery;

/// The pages of a report: how many rows each has, and which page it links to. A page may link to
/// any other, so there may be cycles.
#[derive(Clone, Debug)]
pub(crate) struct Server(pub(crate) Vec<(usize, Option<usize>)>);

impl Server {
    pub(crate) fn next(&self, index: usize) -> Option<usize> {
        self.0[index].1.map(|next| next % self.0.len())
    }

    /// The pages from the first one on, each once; and whether the last of them links back.
    pub(crate) fn walk(&self) -> (Vec<usize>, bool) {
        let mut pages = vec![0];
        while let Some(next) = self.next(pages[pages.len() - 1]) {
            if pages.contains(&next) {
                return (pages, true);
            }
            pages.push(next);
        }
        (pages, false)
    }
}

pub(crate) fn query(index: usize) -> PageQuery {
    if index == 0 { first_page() } else { page(&index.to_string()) }
}
