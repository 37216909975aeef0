//! A limit for the requests of one client address: a number per minute, all of which may come at once.

use crate::{client_address::client_network, sync::lock};
use std::{collections::HashMap, net::IpAddr, sync::Mutex, time::Duration};
use tokio::time::Instant;

/// Maximum number of addresses that are remembered: a few megabytes.
const MAX_ADDRESSES: usize = 65_536;

/// The limit for one kind of request.
///
/// For each address it stores a single time, by which all of its requests would be done at the average
/// rate (the generic cell rate algorithm).
#[derive(Debug)]
pub(crate) struct AddressLimit {
    /// Between two requests at the average rate.
    interval: Duration,
    /// How far that time may be in the future.
    tolerance: Duration,
    done_at: Mutex<HashMap<IpAddr, Instant>>,
}

impl AddressLimit {
    pub(crate) fn new(per_minute: u32) -> Self {
        let minute = Duration::from_secs(60);
        let interval = minute / per_minute.max(1);
        Self { interval, tolerance: minute.saturating_sub(interval), done_at: Mutex::default() }
    }

    /// Counts a request; `Err` with the seconds to wait if the address has had too many.
    pub(crate) fn check(&self, address: IpAddr) -> Result<(), u64> {
        let (client, now) = (client_network(address), Instant::now());
        let mut done_at = lock(&self.done_at);
        if done_at.len() >= MAX_ADDRESSES && !done_at.contains_key(&client) {
            done_at.retain(|_, done| *done > now);
            if done_at.len() >= MAX_ADDRESSES {
                // So many clients cannot be distinguished. All of them start again.
                done_at.clear();
            }
        }
        let done = done_at.entry(client).or_insert(now);
        let ahead = done.saturating_duration_since(now);
        if ahead > self.tolerance {
            let wait = ahead.saturating_sub(self.tolerance);
            return Err(wait.as_secs() + u64::from(wait.subsec_nanos() > 0));
        }
        *done = now.max(*done) + self.interval;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{AddressLimit, MAX_ADDRESSES};
    use crate::sync::lock;
    use std::{
        net::{IpAddr, Ipv4Addr},
        time::Duration,
    };
    use tokio::time::advance;

    #[tokio::test(start_paused = true)]
    async fn a_minutes_requests_may_come_at_once_and_then_at_the_average_rate() {
        let limit = AddressLimit::new(30);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        for _ in 0..30 {
            assert_eq!(limit.check(one), Ok(()));
        }
        assert_eq!(limit.check(one), Err(2));
        assert_eq!(limit.check(other), Ok(()));
        advance(Duration::from_millis(1999)).await;
        assert_eq!(limit.check(one), Err(1));
        advance(Duration::from_millis(1)).await;
        assert_eq!((limit.check(one), limit.check(one)), (Ok(()), Err(2)));
        advance(Duration::from_secs(60)).await;
        assert_eq!((0..30).filter(|_| limit.check(one).is_ok()).count(), 30);
    }

    #[tokio::test(start_paused = true)]
    async fn the_number_of_remembered_addresses_is_limited() {
        let limit = AddressLimit::new(30);
        for number in 0..MAX_ADDRESSES + 100 {
            let address = Ipv4Addr::from_bits(u32::try_from(number).unwrap());
            assert_eq!(limit.check(address.into()), Ok(()));
            assert!(lock(&limit.done_at).len() <= MAX_ADDRESSES);
        }
    }
}
