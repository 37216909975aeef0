//! Ids that the API does not know, remembered for a minute: invented ids must not cost a request each time
//! they are asked for. What one account learns is not told to another.

use super::endpoint::Endpoint;
use crate::{audit::Pseudonym, clock::UnixSeconds, sync::lock};
use bounces_core::Uuid;
use std::{
    collections::{HashMap, VecDeque},
    sync::Mutex,
};

/// Seconds for which an id is remembered. The activity may be created meanwhile.
const TTL: u64 = 60;
/// Maximum number of ids of one account.
const MAX_OF_ACCOUNT: usize = 128;
/// Maximum number of ids of all accounts: less than a megabyte.
const MAX_IDS: usize = 16_384;

/// The unknown ids of all accounts.
#[derive(Debug, Default)]
pub(crate) struct NotFoundMemory(Mutex<Contents>);

/// What is remembered of an endpoint: its template and its id.
type Key = (&'static str, Uuid);

#[derive(Debug, Default)]
struct Contents {
    /// The oldest first.
    by_account: HashMap<Pseudonym, VecDeque<(Key, UnixSeconds)>>,
    count: usize,
}

impl NotFoundMemory {
    /// Whether the API has answered within the last minute that it does not know this. `account` is
    /// computed only if any id is unknown.
    pub(crate) fn contains(
        &self,
        account: impl FnOnce() -> Pseudonym,
        endpoint: Endpoint,
        now: UnixSeconds,
    ) -> bool {
        let Some(key) = key(endpoint) else { return false };
        let contents = lock(&self.0);
        if contents.by_account.is_empty() {
            return false;
        }
        let known = contents.by_account.get(&account());
        known.is_some_and(|known| {
            known.iter().any(|(other, expires)| *other == key && *expires > now)
        })
    }

    /// Remembers that the API does not know this.
    pub(crate) fn insert(&self, account: Pseudonym, endpoint: Endpoint, now: UnixSeconds) {
        let Some(key) = key(endpoint) else { return };
        let mut contents = lock(&self.0);
        contents.purge(now);
        let known = contents.by_account.get(&account);
        if known.is_some_and(|known| known.iter().any(|(other, _)| *other == key)) {
            return;
        }
        if contents.count >= MAX_IDS {
            contents.forget_largest();
        }
        let known = contents.by_account.entry(account).or_default();
        let is_full = known.len() >= MAX_OF_ACCOUNT;
        if is_full {
            known.pop_front();
        }
        known.push_back((key, now + TTL));
        contents.count += usize::from(!is_full);
    }
}

/// `None` if there is no single id that could be unknown.
fn key(endpoint: Endpoint) -> Option<Key> {
    let id = match endpoint {
        Endpoint::Bounces(id)
        | Endpoint::Activity(id)
        | Endpoint::SendHistory(id)
        | Endpoint::Campaign(id) => id,
        Endpoint::Stats(ids) => match ids.as_slice() {
            [id] => *id,
            _ => return None,
        },
        Endpoint::Campaigns | Endpoint::Summaries => return None,
    };
    Some((endpoint.template(), id))
}

impl Contents {
    fn purge(&mut self, now: UnixSeconds) {
        let mut count = 0;
        self.by_account.retain(|_, known| {
            known.retain(|(_, expires)| *expires > now);
            count += known.len();
            !known.is_empty()
        });
        self.count = count;
    }

    /// Forgets the ids of the account with the most of them.
    fn forget_largest(&mut self) {
        let largest = self.by_account.iter().max_by_key(|(_, known)| known.len());
        if let Some(account) = largest.map(|(account, _)| *account)
            && let Some(known) = self.by_account.remove(&account)
        {
            self.count -= known.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_IDS, MAX_OF_ACCOUNT, NotFoundMemory, TTL};
    use crate::{audit::Pseudonym, sync::lock, upstream::Endpoint};
    use bounces_core::Uuid;

    fn activity(number: u32) -> Endpoint {
        let id = format!("00000000-0000-4000-8000-{number:012x}");
        Endpoint::Activity(Uuid::parse(&id).unwrap())
    }

    fn account(number: u64) -> Pseudonym {
        Pseudonym(number.to_be_bytes())
    }

    #[test]
    fn an_account_keeps_its_latest_ids_for_a_minute() {
        let memory = NotFoundMemory::default();
        let many = u32::try_from(MAX_OF_ACCOUNT).unwrap() + 1;
        for number in 0..many {
            memory.insert(account(1), activity(number), 100);
        }
        assert!(!memory.contains(|| account(1), activity(0), 100), "the oldest is forgotten");
        assert!(memory.contains(|| account(1), activity(1), 100));
        assert!(memory.contains(|| account(1), activity(many - 1), 99 + TTL));
        assert!(!memory.contains(|| account(1), activity(many - 1), 100 + TTL));
        assert!(!memory.contains(|| account(2), activity(1), 100), "another account");
    }

    #[test]
    fn an_id_that_is_found_missing_again_takes_no_more_room() {
        let memory = NotFoundMemory::default();
        memory.insert(account(1), activity(0), 100);
        for _ in 0..MAX_OF_ACCOUNT {
            memory.insert(account(1), activity(1), 100);
        }
        assert!(memory.contains(|| account(1), activity(0), 100));
        assert_eq!(lock(&memory.0).count, 2);
    }

    #[test]
    fn memory_is_bounded_and_the_account_with_the_most_ids_gives_way() {
        let memory = NotFoundMemory::default();
        memory.insert(account(0), activity(0), 100);
        for number in 0..2 * u64::try_from(MAX_IDS).unwrap() {
            let greedy = account(1 + number / u64::try_from(MAX_OF_ACCOUNT).unwrap());
            memory.insert(greedy, activity(u32::try_from(number).unwrap()), 100);
            assert!(lock(&memory.0).count <= MAX_IDS);
        }
        assert!(memory.contains(|| account(0), activity(0), 100));
        memory.insert(account(0), activity(1), 100 + TTL);
        assert_eq!(lock(&memory.0).count, 1, "expired ids are forgotten");
    }
}
