//! The open connections of clients: how many there may be, and which is closed to make room for a new
//! one.
//!
//! A new connection is admitted even if the maximum is reached: the client with the most connections
//! loses its oldest idle one. So a client that opens many connections keeps nobody else, such as a
//! health check, from being served.

use crate::{client_address::client_network, config::ConnectionLimits, sync::lock};
use rlimit::Resource;
use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// File descriptors for upstream connections, the store, static files and logs.
const RESERVED_DESCRIPTORS: usize = 128;

/// How many requests in succession a client may send without waiting for responses.
const MAX_PIPELINED: u64 = 16;
/// The delay of each further one.
const PIPELINING_DELAY: Duration = Duration::from_millis(250);

/// All open connections.
#[derive(Debug)]
pub(super) struct Connections {
    limits: ConnectionLimits,
    open: Mutex<OpenConnections>,
}

#[derive(Debug, Default)]
struct OpenConnections {
    next_id: u64,
    total: usize,
    /// By client, because strangers can open many connections a second, and looking at all open ones
    /// each time would take the processor from others. By id, so that the first one is the oldest.
    by_client: HashMap<IpAddr, BTreeMap<u64, Connection>>,
}

#[derive(Clone, Debug)]
struct Connection {
    activity: Arc<Activity>,
    eviction: CancellationToken,
}

/// The requests of a connection.
#[derive(Debug, Default)]
pub(super) struct Activity {
    is_busy: AtomicBool,
    requests: AtomicU64,
    /// Whether the client let us wait for its next request, as one does that reads responses first.
    has_waited: AtomicBool,
    /// The number of requests in succession that came without that.
    pipelined: AtomicU64,
}

impl Activity {
    /// Whether a request is in progress.
    pub(super) fn is_busy(&self) -> bool {
        self.is_busy.load(Ordering::Relaxed)
    }

    /// The number of requests so far.
    pub(super) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Notes that the next request has not been sent yet.
    pub(super) fn wait_for_client(&self) {
        self.has_waited.store(true, Ordering::Relaxed);
    }

    fn count_request(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        if self.has_waited.swap(false, Ordering::Relaxed) {
            self.pipelined.store(0, Ordering::Relaxed);
        } else {
            self.pipelined.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How long the current request has to wait, because its client sends many before it has received
    /// the responses. Browsers and servers in front do not; clients that read no responses at all do, and
    /// would take the processor from others.
    pub(super) fn penalty(&self) -> Option<Duration> {
        (self.pipelined.load(Ordering::Relaxed) > MAX_PIPELINED).then_some(PIPELINING_DELAY)
    }
}

impl Connections {
    /// Reduces the limits if the process may not open enough files.
    pub(super) fn new(limits: ConnectionLimits) -> Arc<Self> {
        let (soft, _) = Resource::NOFILE.get().unwrap_or((u64::MAX, u64::MAX));
        let limits = fit(limits, usize::try_from(soft).unwrap_or(usize::MAX));
        Arc::new(Self { limits, open: Mutex::default() })
    }

    /// Registers a new connection; `None` if it must be closed, because its client already has too
    /// many and all of them are busy.
    pub(super) fn admit(self: &Arc<Self>, address: IpAddr) -> Option<Admission> {
        let client = client_network(address);
        let mut open = lock(&self.open);
        if open.count(client) >= self.limits.per_address && !open.evict_idle_of(client) {
            return None;
        }
        if open.total >= self.limits.total && !open.make_room_for(client) {
            return None;
        }
        let connection =
            Connection { activity: Arc::default(), eviction: CancellationToken::new() };
        let id = open.insert(client, connection.clone());
        Some(Admission { connections: Arc::clone(self), client, id, connection })
    }
}

impl OpenConnections {
    fn count(&self, client: IpAddr) -> usize {
        self.by_client.get(&client).map_or(0, BTreeMap::len)
    }

    /// Returns the id of the connection.
    fn insert(&mut self, client: IpAddr, connection: Connection) -> u64 {
        self.next_id += 1;
        self.total += 1;
        self.by_client.entry(client).or_default().insert(self.next_id, connection);
        self.next_id
    }

    fn remove(&mut self, client: IpAddr, id: u64) -> Option<Connection> {
        let own = self.by_client.get_mut(&client)?;
        let removed = own.remove(&id)?;
        if own.is_empty() {
            self.by_client.remove(&client);
        }
        self.total -= 1;
        Some(removed)
    }

    /// Evicts the oldest idle connection of a client.
    fn evict_idle_of(&mut self, client: IpAddr) -> bool {
        let own = self.by_client.get(&client);
        let idle = own.and_then(|own| own.iter().find(|(_, connection)| !connection.is_busy()));
        let idle = idle.map(|(id, _)| *id);
        idle.is_some_and(|id| self.evict(client, id))
    }

    /// Evicts a connection of a client with the most connections, preferably an idle one. The
    /// connection of `newcomer` is counted; it does not displace a busy one of an equal client.
    fn make_room_for(&mut self, newcomer: IpAddr) -> bool {
        let count = |client, own: usize| own + usize::from(client == newcomer);
        let own = count(newcomer, self.count(newcomer));
        let max = self.by_client.iter().map(|(client, all)| count(*client, all.len())).max();
        let max = max.unwrap_or_default().max(own);
        let may_displace_busy = own < max;
        let candidate = self
            .by_client
            .iter()
            .filter(|(client, all)| count(**client, all.len()) == max)
            .flat_map(|(client, all)| {
                all.iter().map(move |(id, one)| (one.is_busy(), *id, *client))
            })
            .min()
            .filter(|(is_busy, ..)| !is_busy || may_displace_busy);
        candidate.is_some_and(|(_, id, client)| self.evict(client, id))
    }

    fn evict(&mut self, client: IpAddr, id: u64) -> bool {
        let evicted = self.remove(client, id);
        if let Some(connection) = &evicted {
            connection.eviction.cancel();
        }
        evicted.is_some()
    }
}

impl Connection {
    fn is_busy(&self) -> bool {
        self.activity.is_busy()
    }
}

/// An open connection, until dropped.
#[derive(Debug)]
pub(super) struct Admission {
    connections: Arc<Connections>,
    client: IpAddr,
    id: u64,
    connection: Connection,
}

impl Admission {
    /// Resolves if the connection must be closed to make room.
    pub(super) async fn evicted(&self) {
        self.connection.eviction.cancelled().await;
    }

    /// Marks the connection as busy until the guard is dropped.
    pub(super) fn start_request(&self) -> BusyGuard {
        let activity = self.activity();
        activity.is_busy.store(true, Ordering::Relaxed);
        activity.count_request();
        BusyGuard(activity)
    }

    pub(super) fn activity(&self) -> Arc<Activity> {
        Arc::clone(&self.connection.activity)
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        lock(&self.connections.open).remove(self.client, self.id);
    }
}

/// A request in progress.
pub(super) struct BusyGuard(Arc<Activity>);

impl Drop for BusyGuard {
    fn drop(&mut self) {
        self.0.is_busy.store(false, Ordering::Relaxed);
    }
}

/// The limits that a number of file descriptors allows. No client may have all connections.
fn fit(limits: ConnectionLimits, descriptors: usize) -> ConnectionLimits {
    let total = descriptors.saturating_sub(RESERVED_DESCRIPTORS).max(2);
    if total >= limits.total {
        return limits;
    }
    let per_address = limits.per_address.min(total / 4 * 3).max(1);
    ConnectionLimits { total, per_address, ..limits }
}

#[cfg(test)]
mod tests {
    use super::{Admission, Connections, fit};
    use crate::config::Limits;
    use std::{net::IpAddr, sync::Arc};

    fn connections(total: usize, per_address: usize) -> Arc<Connections> {
        let mut limits = Limits::default().connections;
        (limits.total, limits.per_address) = (total, per_address);
        Connections::new(limits)
    }

    fn address(last: u8) -> IpAddr {
        [192, 0, 2, last].into()
    }

    fn is_evicted(admission: &Admission) -> bool {
        admission.connection.eviction.is_cancelled()
    }

    #[test]
    fn the_oldest_idle_connection_of_the_heaviest_client_gives_way() {
        let all = connections(4, 4);
        let quiet = all.admit(address(1)).unwrap();
        let heavy: Vec<_> = (0..3).map(|_| all.admit(address(2)).unwrap()).collect();
        let busy = heavy[0].start_request();
        let other = all.admit(address(3)).unwrap();
        assert_eq!([&heavy[0], &heavy[1], &heavy[2]].map(is_evicted), [false, true, false]);
        drop(busy);
        let _more = all.admit(address(2)).unwrap();
        assert!(is_evicted(&heavy[0]) && !is_evicted(&quiet) && !is_evicted(&other));
    }

    #[test]
    fn busy_connections_give_way_to_clients_with_fewer_connections_only() {
        let all = connections(3, 3);
        let busy: Vec<_> = (0..3)
            .map(|_| all.admit(address(2)).unwrap())
            .map(|admission| (admission.start_request(), admission))
            .collect();
        assert!(all.admit(address(2)).is_none());
        let _light = all.admit(address(1)).unwrap();
        assert!(is_evicted(&busy[0].1) && !is_evicted(&busy[1].1));
    }

    #[test]
    fn a_client_has_a_limited_number_of_connections() {
        let all = connections(100, 2);
        let first = all.admit(address(1)).unwrap();
        let second = all.admit(address(1)).unwrap();
        let third = all.admit(address(1)).unwrap();
        assert!(is_evicted(&first) && !is_evicted(&second));
        let _busy = (second.start_request(), third.start_request());
        assert!(all.admit(address(1)).is_none());
        assert!(all.admit(address(2)).is_some());
    }

    #[test]
    fn limits_fit_the_file_descriptors_of_the_process() {
        let limits = Limits::default().connections;
        let fitted = |descriptors| {
            let limits = fit(limits, descriptors);
            (limits.total, limits.per_address)
        };
        assert_eq!(fitted(usize::MAX), (2048, 1024));
        assert_eq!(fitted(1024), (896, 672));
        assert_eq!(fitted(0), (2, 1));
    }
}
