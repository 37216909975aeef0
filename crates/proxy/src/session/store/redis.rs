//! Sessions in Redis, shared by several proxies on several machines.
//!
//! Each call is one command or one script and therefore atomic. Redis deletes expired records itself.

use super::contract::{
    DayLimits, LockOwner, RequestCount, SessionTimes, Store, StoreError, StoreFuture, StoredRecord,
};
use crate::{
    audit::Pseudonym,
    clock::UnixSeconds,
    config::{Credentials, RedisSettings},
    session::id::{AttemptKey, SessionKey},
    tls,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use redis::{
    Client, Cmd, ErrorKind, FromRedisValue, IntoConnectionInfo, RedisError, TlsCertificates,
    aio::{ConnectionManager, ConnectionManagerConfig},
    cmd,
};
use secrecy::ExposeSecret;
use std::{collections::HashMap, time::Duration};
use tokio::runtime::{self, Runtime};

/// Timeout for connections and responses. A nearby server answers within a millisecond.
const TIMEOUT: Duration = Duration::from_secs(2);
/// How long the count of a day is stored, in seconds: two days.
const COUNT_TTL: u32 = 172_800;

const TOUCH: &str = "
local row = redis.call('HMGET', KEYS[1], 'used', 'ends')
if not row[1] then return 0 end
if tonumber(ARGV[1]) > tonumber(row[1]) then redis.call('HSET', KEYS[1], 'used', ARGV[1]) end
if tonumber(ARGV[2]) > tonumber(row[2]) then
  redis.call('HSET', KEYS[1], 'ends', ARGV[2])
  redis.call('EXPIRE', KEYS[1], ARGV[2] - ARGV[1])
end
return 1";
const INSERT: &str = "
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'created', ARGV[1], 'used', ARGV[2], 'ends', ARGV[3], 'sealed', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[3] - ARGV[2])
return 1";
const REPLACE: &str = "
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'sealed', ARGV[1])
return 1";
const TAKE: &str = "
local row = redis.call('HMGET', KEYS[1], 'created', 'used', 'ends', 'sealed')
redis.call('DEL', KEYS[1])
if not row[1] then return false end
return row";
const LOCK: &str = "
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1";
const UNLOCK: &str = "
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1";

/// Redis's clock, because those of the proxies may differ.
const ANNOUNCE: &str = "
local time = redis.call('TIME')
local ends = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3]
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %s', ends, ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1";
const ANNOUNCEMENTS: &str = "
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all = redis.call('HGETALL', KEYS[1])
local current = {}
for index = 1, #all, 2 do
  local ends, keys = string.match(all[index + 1], '^(%d+) (.*)$')
  if tonumber(ends) > now then
    table.insert(current, {all[index], keys})
  else
    redis.call('HDEL', KEYS[1], all[index])
  end
end
return current";

/// A hash for each day: the field `all`, and one for each account.
const COUNT: &str = "
local all = tonumber(redis.call('HGET', KEYS[1], 'all') or 0)
if all >= tonumber(ARGV[2]) then return -1 end
local own = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0)
if own >= tonumber(ARGV[3]) then return -2 end
redis.call('HINCRBY', KEYS[1], 'all', 1)
redis.call('EXPIRE', KEYS[1], ARGV[4])
return redis.call('HINCRBY', KEYS[1], ARGV[1], 1)";
const EXHAUST: &str = "
redis.call('HSET', KEYS[1], 'all', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1";

const SESSION_PREFIX: &str = "bounces:session:";
/// The hash of all announced proxies.
const PROXIES: &str = "bounces:proxies";

/// The store `redis://…`, `rediss://…` or `redis+unix://…`.
pub struct RedisStore {
    connection: ConnectionManager,
    thread: OwnThread,
}

impl std::fmt::Debug for RedisStore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RedisStore(…)")
    }
}

impl RedisStore {
    /// Connects, and checks that the server answers.
    ///
    /// # Errors
    /// The URL is not a Redis URL, or the server does not answer, or rejects the user.
    pub async fn connect(server: &RedisSettings) -> Result<Self, RedisError> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT))
            .set_number_of_retries(1)
            .set_min_delay(Duration::from_millis(50));
        let thread = OwnThread::start()?;
        let connection = ConnectionManager::new_lazy_with_config(client(server)?, config)?;
        thread.run(connection.clone(), cmd("PING")).await.map(|()| Self { connection, thread })
    }

    fn run<T: FromRedisValue + Send + 'static>(&self, command: Cmd) -> StoreFuture<'_, T> {
        let response = self.thread.run(self.connection.clone(), command);
        Box::pin(async move {
            response.await.map_err(|error: RedisError| {
                // The text of the error may quote the server's message, which may quote anything.
                tracing::error!(kind = ?error.kind(), "a Redis command failed");
                StoreError
            })
        })
    }
}

/// A thread that does nothing but send commands and receive responses. On those of the requests, a busy
/// proxy would find responses so late that it would take the delay for an outage of Redis.
struct OwnThread(Option<Runtime>);

impl OwnThread {
    fn start() -> Result<Self, RedisError> {
        let mut runtime = runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).thread_name("redis").enable_all().build()?;
        Ok(Self(Some(runtime)))
    }

    /// Sends a command and waits for its response.
    async fn run<T: FromRedisValue + Send + 'static>(
        &self,
        mut connection: ConnectionManager,
        command: Cmd,
    ) -> Result<T, RedisError> {
        let stopped = || RedisError::from((ErrorKind::Client, "the thread has stopped"));
        let runtime = self.0.as_ref().ok_or_else(stopped)?;
        let response = runtime.spawn(async move { command.query_async(&mut connection).await });
        response.await.unwrap_or_else(|_| Err(stopped()))
    }
}

impl Drop for OwnThread {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // An ordinary drop would wait for the thread, which asynchronous code must not.
            runtime.shutdown_background();
        }
    }
}

type Fields = (Option<u64>, Option<u64>, Option<u64>, Option<Vec<u8>>);

impl Store for RedisStore {
    fn insert(&self, key: SessionKey, record: StoredRecord) -> StoreFuture<'_, ()> {
        self.run(insert_command(&session_name(key), &record))
    }

    fn load(&self, key: SessionKey) -> StoreFuture<'_, Option<StoredRecord>> {
        let mut command = cmd("HMGET");
        command.arg(session_name(key)).arg(&["created", "used", "ends", "sealed"]);
        let fields = self.run::<Fields>(command);
        Box::pin(async move { Ok(to_record(fields.await?)) })
    }

    fn touch(
        &self,
        key: SessionKey,
        last_used: UnixSeconds,
        expires: UnixSeconds,
    ) -> StoreFuture<'_, ()> {
        let mut command = script(TOUCH, &session_name(key));
        command.arg(last_used).arg(expires);
        self.run(command)
    }

    fn replace(&self, key: SessionKey, sealed: Vec<u8>) -> StoreFuture<'_, bool> {
        let mut command = script(REPLACE, &session_name(key));
        command.arg(sealed);
        self.run(command)
    }

    fn remove(&self, key: SessionKey) -> StoreFuture<'_, Option<StoredRecord>> {
        self.take(&session_name(key))
    }

    fn use_attempt(
        &self,
        key: AttemptKey,
        now: UnixSeconds,
        expires: UnixSeconds,
    ) -> StoreFuture<'_, bool> {
        let mut command = cmd("SET");
        // Redis rejects a lifetime of zero.
        let seconds = expires.saturating_sub(now).max(1);
        command.arg(attempt_name(key)).arg(1).arg("NX").arg("EX").arg(seconds);
        let set = self.run::<Option<String>>(command);
        Box::pin(async move { Ok(set.await?.is_some()) })
    }

    fn lock(&self, key: SessionKey, owner: LockOwner, ttl: Duration) -> StoreFuture<'_, bool> {
        let mut command = script(LOCK, &lock_name(key));
        // Redis rejects a lifetime of zero.
        let milliseconds = u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX).max(1);
        command.arg(owner.0).arg(milliseconds);
        self.run(command)
    }

    fn unlock(&self, key: SessionKey, owner: LockOwner) -> StoreFuture<'_, ()> {
        let mut command = script(UNLOCK, &lock_name(key));
        command.arg(owner.0);
        self.run(command)
    }

    fn announce(&self, proxy: u64, keys: String, ttl: Duration) -> StoreFuture<'_, ()> {
        let mut command = script(ANNOUNCE, PROXIES);
        let milliseconds = u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX).max(1);
        command.arg(proxy).arg(keys).arg(milliseconds);
        self.run(command)
    }

    fn announcements(&self) -> StoreFuture<'_, Vec<(u64, String)>> {
        self.run(script(ANNOUNCEMENTS, PROXIES))
    }

    fn withdraw(&self, proxy: u64) -> StoreFuture<'_, ()> {
        let mut command = cmd("HDEL");
        command.arg(PROXIES).arg(proxy);
        self.run(command)
    }

    fn count_request(
        &self,
        day: u64,
        account: Pseudonym,
        limits: DayLimits,
    ) -> StoreFuture<'_, RequestCount> {
        let mut command = script(COUNT, &requests_name(day));
        command.arg(account.to_string()).arg(limits.all).arg(limits.account).arg(COUNT_TTL);
        let count = self.run::<i64>(command);
        Box::pin(async move {
            Ok(match count.await? {
                -1 => RequestCount::DayUsedUp,
                -2 => RequestCount::ShareUsedUp,
                own => RequestCount::Counted(u32::try_from(own).map_err(|_| StoreError)?),
            })
        })
    }

    fn exhaust_requests(&self, day: u64) -> StoreFuture<'_, ()> {
        let mut command = script(EXHAUST, &requests_name(day));
        command.arg(u32::MAX).arg(COUNT_TTL);
        self.run(command)
    }

    fn list_sessions(&self) -> StoreFuture<'_, Vec<SessionTimes>> {
        Box::pin(async move {
            let mut sessions = HashMap::new();
            let mut cursor = 0_u64;
            loop {
                let mut scan = cmd("SCAN");
                scan.arg(cursor)
                    .arg("MATCH")
                    .arg(format!("{SESSION_PREFIX}*"))
                    .arg("COUNT")
                    .arg(100);
                let (next, names) = self.run::<(u64, Vec<String>)>(scan).await?;
                for name in names {
                    let Some(key) = session_key(&name) else { continue };
                    let mut load = cmd("HMGET");
                    load.arg(&name).arg(&["created", "used", "ends"]);
                    let times = self.run::<(Option<u64>, Option<u64>, Option<u64>)>(load).await?;
                    if let (Some(created), Some(last_used), Some(expires)) = times {
                        // A scan may return a name twice.
                        sessions.insert(key, SessionTimes { key, created, last_used, expires });
                    }
                }
                if next == 0 {
                    return Ok(sessions.into_values().collect());
                }
                cursor = next;
            }
        })
    }

    /// Does nothing: Redis deletes expired keys itself.
    fn purge_expired(&self, _: UnixSeconds) -> StoreFuture<'_, Vec<SessionTimes>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
}

impl RedisStore {
    fn take(&self, name: &str) -> StoreFuture<'_, Option<StoredRecord>> {
        let fields = self.run::<Option<Fields>>(script(TAKE, name));
        Box::pin(async move { Ok(fields.await?.and_then(to_record)) })
    }
}

fn client(server: &RedisSettings) -> Result<Client, RedisError> {
    tls::install_provider();
    let mut info = server.url.expose_secret().into_connection_info()?;
    if let Some(Credentials { user, password }) = &server.credentials {
        let settings = info.redis_settings().clone().set_username(user);
        info = info.set_redis_settings(settings.set_password(password.expose_secret()));
    }
    match &server.ca {
        Some(ca) => {
            let root_cert = Some(ca.pem().to_vec());
            Client::build_with_tls(info, TlsCertificates { client_tls: None, root_cert })
        }
        None => Client::open(info),
    }
}

fn insert_command(name: &str, record: &StoredRecord) -> Cmd {
    let mut command = script(INSERT, name);
    command.arg(record.created).arg(record.last_used).arg(record.expires);
    command.arg(record.sealed.as_slice());
    command
}

fn script(text: &str, name: &str) -> Cmd {
    let mut command = cmd("EVAL");
    command.arg(text).arg(1).arg(name);
    command
}

fn to_record(fields: Fields) -> Option<StoredRecord> {
    let (Some(created), Some(last_used), Some(expires), Some(sealed)) = fields else { return None };
    Some(StoredRecord { created, last_used, expires, sealed })
}

fn session_name(key: SessionKey) -> String {
    format!("{SESSION_PREFIX}{}", URL_SAFE_NO_PAD.encode(key.0))
}

/// The key in a [`session_name`].
fn session_key(name: &str) -> Option<SessionKey> {
    let bytes = URL_SAFE_NO_PAD.decode(name.strip_prefix(SESSION_PREFIX)?).ok()?;
    bytes.try_into().ok().map(SessionKey)
}

fn lock_name(key: SessionKey) -> String {
    format!("bounces:refresh:{}", URL_SAFE_NO_PAD.encode(key.0))
}

fn requests_name(day: u64) -> String {
    format!("bounces:requests-of-day:{day}")
}

fn attempt_name(key: AttemptKey) -> String {
    format!("bounces:used-attempt:{}", URL_SAFE_NO_PAD.encode(key.0))
}
