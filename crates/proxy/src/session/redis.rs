//! Sessions in Redis: several proxies, on several machines, share them.
//!
//! Each call is one command or one script, so that it is whole or nothing; only what bounds the
//! attempts is a second one. What ends, Redis forgets by itself.

use super::{
    SessionKey,
    store::{ATTEMPTS, Answer, Holder, Row, Store, StoreError},
};
use crate::clock::UnixSeconds;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use redis::{
    Client, Cmd, FromRedisValue, RedisError,
    aio::{ConnectionManager, ConnectionManagerConfig},
    cmd,
};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// A store in the same rack answers in a millisecond; a request is not held up for long.
const PATIENCE: Duration = Duration::from_secs(2);

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
/// Beyond the bound the oldest attempts go; their names stand in a list sorted by name, that is by age.
const TRIM: &str = "
redis.call('ZADD', KEYS[1], 0, ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
local surplus = redis.call('ZCARD', KEYS[1]) - ARGV[3]
if surplus > 0 then
  local old = redis.call('ZPOPMIN', KEYS[1], surplus)
  for index = 1, #old, 2 do redis.call('DEL', old[index]) end
end
return 1";
const LOCK: &str = "
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1";
const UNLOCK: &str = "
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1";

const COUNT: &str = "
local count = tonumber(redis.call('GET', KEYS[1]) or 0)
if count >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], count + 1, 'EX', 172800)
return 1";

/// The names of all attempts.
const ATTEMPT_NAMES: &str = "bounces:attempts";

/// The store `redis://…`.
pub struct RedisStore {
    connection: ConnectionManager,
}

impl std::fmt::Debug for RedisStore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RedisStore(…)")
    }
}

impl RedisStore {
    /// Connects, and sees whether the server answers.
    ///
    /// # Errors
    /// The URL is none of Redis, or the server does not answer.
    pub async fn connect(url: &SecretString) -> Result<Self, RedisError> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1)
            .set_min_delay(Duration::from_millis(50));
        let client = Client::open(url.expose_secret())?;
        let mut connection = ConnectionManager::new_lazy_with_config(client, config)?;
        cmd("PING").query_async::<()>(&mut connection).await?;
        Ok(Self { connection })
    }

    fn ask<T: FromRedisValue + Send + 'static>(&self, command: Cmd) -> Answer<'_, T> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            command.query_async(&mut connection).await.map_err(|error| {
                // Its own text may quote the server's, which may quote anything.
                tracing::error!(kind = ?error.kind(), "Redis failed");
                StoreError
            })
        })
    }
}

type Fields = (Option<u64>, Option<u64>, Option<u64>, Option<Vec<u8>>);

impl Store for RedisStore {
    fn insert(&self, key: SessionKey, row: Row) -> Answer<'_, ()> {
        self.ask(insert(&session(key), &row))
    }

    fn load(&self, key: SessionKey) -> Answer<'_, Option<Row>> {
        let mut command = cmd("HMGET");
        command.arg(session(key)).arg(&["created", "used", "ends", "sealed"]);
        let answer = self.ask::<Fields>(command);
        Box::pin(async move { Ok(read(answer.await?)) })
    }

    fn touch(&self, key: SessionKey, used: UnixSeconds, ends: UnixSeconds) -> Answer<'_, ()> {
        let mut command = script(TOUCH, &session(key));
        command.arg(used).arg(ends);
        self.ask(command)
    }

    fn replace(&self, key: SessionKey, sealed: Vec<u8>) -> Answer<'_, bool> {
        let mut command = script(REPLACE, &session(key));
        command.arg(sealed);
        self.ask(command)
    }

    fn remove(&self, key: SessionKey) -> Answer<'_, Option<Row>> {
        self.take(&session(key))
    }

    fn insert_attempt(&self, id: String, row: Row) -> Answer<'_, ()> {
        let name = attempt(&id);
        let kept = self.ask::<()>(insert(&name, &row));
        let mut trim = script(TRIM, ATTEMPT_NAMES);
        trim.arg(name).arg(row.ends.saturating_sub(row.used)).arg(ATTEMPTS);
        let trimmed = self.ask::<()>(trim);
        Box::pin(async move {
            kept.await?;
            trimmed.await
        })
    }

    fn take_attempt<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Row>> {
        self.take(&attempt(id))
    }

    fn lock(&self, key: SessionKey, holder: Holder, life: Duration) -> Answer<'_, bool> {
        let mut command = script(LOCK, &lock_of(key));
        // Redis forgets a lock of no time at once, and refuses to set it.
        let life = u64::try_from(life.as_millis()).unwrap_or(u64::MAX).max(1);
        command.arg(holder.0).arg(life);
        self.ask(command)
    }

    fn unlock(&self, key: SessionKey, holder: Holder) -> Answer<'_, ()> {
        let mut command = script(UNLOCK, &lock_of(key));
        command.arg(holder.0);
        self.ask(command)
    }

    fn count_request(&self, day: u64, limit: u32) -> Answer<'_, bool> {
        let mut command = script(COUNT, &requests_of(day));
        command.arg(limit);
        self.ask(command)
    }

    fn use_up_requests(&self, day: u64) -> Answer<'_, ()> {
        let mut command = cmd("SET");
        command.arg(requests_of(day)).arg(u32::MAX).arg("EX").arg(172_800);
        self.ask(command)
    }

    /// Redis does it.
    fn sweep(&self, _: UnixSeconds) -> Answer<'_, ()> {
        Box::pin(std::future::ready(Ok(())))
    }
}

impl RedisStore {
    fn take(&self, name: &str) -> Answer<'_, Option<Row>> {
        let answer = self.ask::<Option<Fields>>(script(TAKE, name));
        Box::pin(async move { Ok(answer.await?.and_then(read)) })
    }
}

fn insert(name: &str, row: &Row) -> Cmd {
    let mut command = script(INSERT, name);
    command.arg(row.created).arg(row.used).arg(row.ends).arg(row.sealed.as_slice());
    command
}

fn script(text: &str, name: &str) -> Cmd {
    let mut command = cmd("EVAL");
    command.arg(text).arg(1).arg(name);
    command
}

fn read(fields: Fields) -> Option<Row> {
    let (Some(created), Some(used), Some(ends), Some(sealed)) = fields else { return None };
    Some(Row { created, used, ends, sealed })
}

fn session(key: SessionKey) -> String {
    format!("bounces:session:{}", URL_SAFE_NO_PAD.encode(key.0))
}

fn lock_of(key: SessionKey) -> String {
    format!("bounces:refresh:{}", URL_SAFE_NO_PAD.encode(key.0))
}

fn requests_of(day: u64) -> String {
    format!("bounces:requests:{day}")
}

fn attempt(id: &str) -> String {
    format!("bounces:attempt:{id}")
}
