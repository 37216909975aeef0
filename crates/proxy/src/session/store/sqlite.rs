//! Sessions in one SQLite file, which survives the process and may be shared by several proxies on one
//! machine.

use super::contract::{
    DayLimits, LockOwner, RequestCount, SessionTimes, Store, StoreError, StoreFuture, StoredRecord,
};
use crate::{
    audit::Pseudonym,
    clock::UnixSeconds,
    session::id::{AttemptKey, SessionKey},
};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::{
    fmt, fs,
    io::{self, Read},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
    sync::mpsc,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::sync::oneshot;

/// How long to wait for a write of another proxy.
const BUSY_TIMEOUT: Duration = Duration::from_secs(3);

/// Delay before the database is opened again while it is busy.
const RETRY_DELAY: Duration = Duration::from_millis(20);

/// How each database that is not empty begins.
const FILE_START: &[u8] = b"SQLite format 3\0";

/// `synchronous = FULL`: a rotated refresh token is written once and needed for weeks, and sign-ins and
/// refreshes are rare enough for one fsync each. Data that a power failure may lose is written by
/// [`SqliteStore::with_relaxed_sync`]. `secure_delete` overwrites deleted data.
const SETTINGS: &str = "
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
";

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS sessions (
    key BLOB PRIMARY KEY, created INTEGER NOT NULL, used INTEGER NOT NULL,
    ends INTEGER NOT NULL, sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (ends);
CREATE TABLE IF NOT EXISTS used_attempts (
    key BLOB PRIMARY KEY, ends INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
DROP TABLE IF EXISTS attempts;
CREATE TABLE IF NOT EXISTS locks (
    key BLOB PRIMARY KEY, holder INTEGER NOT NULL, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS proxies (
    id INTEGER PRIMARY KEY, keys TEXT NOT NULL, until INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS requests (
    day INTEGER PRIMARY KEY, count INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS account_requests (
    day INTEGER NOT NULL, account BLOB NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, account)
) STRICT, WITHOUT ROWID;
";

/// Why the database cannot be used.
#[derive(Debug)]
pub enum SqliteError {
    /// The file cannot be created, or its mode cannot be set.
    File(io::Error),
    /// An error of SQLite.
    Database(rusqlite::Error),
}

impl fmt::Display for SqliteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(formatter),
            Self::Database(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for SqliteError {}

/// Applies the settings and creates missing tables.
///
/// When several processes enable the write-ahead log of a new file at the same time, SQLite returns
/// `SQLITE_BUSY` to some of them immediately instead of waiting, because waiting would be a
/// deadlock. Hence the retries.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    let deadline = Instant::now() + BUSY_TIMEOUT;
    loop {
        let prepared =
            connection.execute_batch(SETTINGS).and_then(|()| connection.execute_batch(TABLES));
        let is_busy = prepared.as_ref().is_err_and(|error| {
            error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
        });
        if !is_busy || Instant::now() >= deadline {
            return prepared;
        }
        thread::sleep(RETRY_DELAY);
    }
}

/// Creates the file, if there is none, and denies access to other users. SQLite creates its `-wal` and
/// `-shm` files with the mode of this file.
///
/// # Errors
/// It cannot be created or written, or is not a database: the setting names the wrong file, which must
/// keep its mode.
fn create_private(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    let file = options.create(true).read(true).append(true).mode(0o600).open(path)?;
    let mut start = Vec::new();
    (&file).take(FILE_START.len() as u64).read_to_end(&mut start)?;
    if !start.is_empty() && start != FILE_START {
        return Err(io::Error::other("it is not an SQLite database"));
    }
    file.set_permissions(fs::Permissions::from_mode(0o600))
}

type Job = Box<dyn FnOnce(&Connection) + Send>;

/// The store `sqlite:PATH`. A thread of its own uses the connection, so that a slow disk does not block
/// the runtime.
#[derive(Debug)]
pub struct SqliteStore {
    jobs: mpsc::Sender<Job>,
}

impl SqliteStore {
    /// Opens or creates the file, which only this user can read.
    ///
    /// # Errors
    /// The file cannot be created, opened or written.
    pub fn open(path: &Path) -> Result<Self, SqliteError> {
        create_private(path).map_err(SqliteError::File)?;
        let connection = Connection::open(path).map_err(SqliteError::Database)?;
        connection.busy_timeout(BUSY_TIMEOUT).map_err(SqliteError::Database)?;
        prepare(&connection).map_err(SqliteError::Database)?;

        let (jobs, queue) = mpsc::channel::<Job>();
        let worker = thread::Builder::new().name("sessions".to_owned());
        let run = move || queue.into_iter().for_each(|job| job(&connection));
        worker.spawn(run).map_err(SqliteError::File)?;
        Ok(Self { jobs })
    }

    fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> StoreFuture<'_, T> {
        let (sender, result) = oneshot::channel();
        let sent = self.jobs.send(Box::new(move |connection| {
            // The request may have been canceled.
            let _ = sender.send(job(connection));
        }));
        Box::pin(async move {
            sent.map_err(|_| StoreError)?;
            result.await.map_err(|_| StoreError)?.map_err(|error| {
                tracing::error!(code = ?error.sqlite_error_code(), "an SQLite statement failed");
                StoreError
            })
        })
    }

    /// Runs a job without waiting for the disk: for used login attempts, locks and times of use.
    /// Anyone can return from a sign-in, which must not make the disk the bottleneck.
    fn with_relaxed_sync<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> StoreFuture<'_, T> {
        self.call(move |db| {
            db.execute_batch("PRAGMA synchronous = NORMAL")?;
            let result = job(db);
            db.execute_batch("PRAGMA synchronous = FULL")?;
            result
        })
    }
}

impl Store for SqliteStore {
    fn insert(&self, key: SessionKey, record: StoredRecord) -> StoreFuture<'_, ()> {
        self.call(move |db| {
            let insert = "INSERT OR REPLACE INTO sessions VALUES (?1, ?2, ?3, ?4, ?5)";
            let (created, used, ends) = timestamps(&record);
            let values = params![key.0, created, used, ends, record.sealed];
            db.prepare_cached(insert)?.execute(values).map(drop)
        })
    }

    fn load(&self, key: SessionKey) -> StoreFuture<'_, Option<StoredRecord>> {
        self.call(move |db| {
            let select = "SELECT created, used, ends, sealed FROM sessions WHERE key = ?1";
            db.prepare_cached(select)?.query_row([key.0], to_record).optional()
        })
    }

    fn touch(
        &self,
        key: SessionKey,
        last_used: UnixSeconds,
        expires: UnixSeconds,
    ) -> StoreFuture<'_, ()> {
        self.with_relaxed_sync(move |db| {
            let update =
                "UPDATE sessions SET used = max(used, ?2), ends = max(ends, ?3) WHERE key = ?1";
            let values = params![key.0, to_i64(last_used), to_i64(expires)];
            db.prepare_cached(update)?.execute(values).map(drop)
        })
    }

    fn replace(&self, key: SessionKey, sealed: Vec<u8>) -> StoreFuture<'_, bool> {
        self.call(move |db| {
            let update = "UPDATE sessions SET sealed = ?2 WHERE key = ?1";
            Ok(db.prepare_cached(update)?.execute(params![key.0, sealed])? == 1)
        })
    }

    fn remove(&self, key: SessionKey) -> StoreFuture<'_, Option<StoredRecord>> {
        self.call(move |db| {
            let delete =
                "DELETE FROM sessions WHERE key = ?1 RETURNING created, used, ends, sealed";
            delete_returning(db, delete, [key.0])
        })
    }

    fn use_attempt(
        &self,
        key: AttemptKey,
        _now: UnixSeconds,
        expires: UnixSeconds,
    ) -> StoreFuture<'_, bool> {
        self.with_relaxed_sync(move |db| {
            let insert = "INSERT INTO used_attempts VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING";
            Ok(db.prepare_cached(insert)?.execute(params![key.0, to_i64(expires)])? == 1)
        })
    }

    fn lock(&self, key: SessionKey, owner: LockOwner, ttl: Duration) -> StoreFuture<'_, bool> {
        self.with_relaxed_sync(move |db| {
            let (now, until) = (unix_milliseconds(), unix_milliseconds_after(ttl));
            let insert = "INSERT INTO locks VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE \
                SET holder = ?2, until = ?3 WHERE holder = ?2 OR until <= ?4";
            let values = params![key.0, owner.0.cast_signed(), until, now];
            Ok(db.prepare_cached(insert)?.execute(values)? == 1)
        })
    }

    fn unlock(&self, key: SessionKey, owner: LockOwner) -> StoreFuture<'_, ()> {
        self.with_relaxed_sync(move |db| {
            let delete = "DELETE FROM locks WHERE key = ?1 AND holder = ?2";
            db.prepare_cached(delete)?.execute(params![key.0, owner.0.cast_signed()]).map(drop)
        })
    }

    fn announce(&self, proxy: u64, keys: String, ttl: Duration) -> StoreFuture<'_, ()> {
        self.with_relaxed_sync(move |db| {
            let replace = "INSERT OR REPLACE INTO proxies VALUES (?1, ?2, ?3)";
            let values = params![proxy.cast_signed(), keys, unix_milliseconds_after(ttl)];
            db.prepare_cached(replace)?.execute(values).map(drop)
        })
    }

    fn announcements(&self) -> StoreFuture<'_, Vec<(u64, String)>> {
        self.call(|db| {
            let mut select = db.prepare_cached("SELECT id, keys FROM proxies WHERE until > ?1")?;
            let rows = select.query_map([unix_milliseconds()], |row| {
                Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?))
            })?;
            rows.collect()
        })
    }

    fn withdraw(&self, proxy: u64) -> StoreFuture<'_, ()> {
        self.with_relaxed_sync(move |db| {
            let delete = "DELETE FROM proxies WHERE id = ?1";
            db.prepare_cached(delete)?.execute([proxy.cast_signed()]).map(drop)
        })
    }

    fn count_request(
        &self,
        day: u64,
        account: Pseudonym,
        limits: DayLimits,
    ) -> StoreFuture<'_, RequestCount> {
        self.with_relaxed_sync(move |db| {
            let day = to_i64(day);
            // Immediate: a transaction that becomes a writer later fails if another one writes.
            let transaction = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
            let select = "SELECT coalesce((SELECT count FROM requests WHERE day = ?1), 0), \
                coalesce((SELECT count FROM account_requests WHERE day = ?1 AND account = ?2), 0)";
            let (all, own): (u32, u32) = db
                .prepare_cached(select)?
                .query_row(params![day, account.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if all >= limits.all {
                return Ok(RequestCount::DayUsedUp);
            }
            if own >= limits.account {
                return Ok(RequestCount::ShareUsedUp);
            }
            let replace = "INSERT OR REPLACE INTO requests VALUES (?1, ?2)";
            db.prepare_cached(replace)?.execute(params![day, all + 1])?;
            let replace = "INSERT OR REPLACE INTO account_requests VALUES (?1, ?2, ?3)";
            db.prepare_cached(replace)?.execute(params![day, account.0, own + 1])?;
            transaction.commit()?;
            Ok(RequestCount::Counted(own + 1))
        })
    }

    fn exhaust_requests(&self, day: u64) -> StoreFuture<'_, ()> {
        self.with_relaxed_sync(move |db| {
            let replace = "INSERT OR REPLACE INTO requests VALUES (?1, ?2)";
            db.prepare_cached(replace)?.execute(params![to_i64(day), u32::MAX]).map(drop)
        })
    }

    fn list_sessions(&self) -> StoreFuture<'_, Vec<SessionTimes>> {
        self.call(|db| {
            let mut select = db.prepare_cached("SELECT key, created, used, ends FROM sessions")?;
            select.query_map([], to_times)?.collect()
        })
    }

    fn purge_expired(&self, now: UnixSeconds) -> StoreFuture<'_, Vec<SessionTimes>> {
        self.with_relaxed_sync(move |db| {
            db.execute("DELETE FROM requests WHERE day < ?1 / 86400", [to_i64(now)])?;
            db.execute("DELETE FROM account_requests WHERE day < ?1 / 86400", [to_i64(now)])?;
            db.execute("DELETE FROM used_attempts WHERE ends <= ?1", [to_i64(now)])?;
            db.execute("DELETE FROM locks WHERE until <= ?1", [unix_milliseconds()])?;
            db.execute("DELETE FROM proxies WHERE until <= ?1", [unix_milliseconds()])?;
            let delete = "DELETE FROM sessions WHERE ends <= ?1 RETURNING key, created, used, ends";
            db.prepare_cached(delete)?.query_map([to_i64(now)], to_times)?.collect()
        })
    }
}

fn to_times(row: &rusqlite::Row<'_>) -> rusqlite::Result<SessionTimes> {
    let seconds = |index| row.get(index).map(i64::unsigned_abs);
    Ok(SessionTimes {
        key: SessionKey(row.get(0)?),
        created: seconds(1)?,
        last_used: seconds(2)?,
        expires: seconds(3)?,
    })
}

/// Deletes and returns at most one record.
///
/// The statement must be executed to its end: only then is it committed, and only then are errors of
/// the commit reported. `query_row` would stop at the first row and ignore them.
fn delete_returning(
    db: &Connection,
    delete: &str,
    params: impl rusqlite::Params,
) -> rusqlite::Result<Option<StoredRecord>> {
    let mut statement = db.prepare_cached(delete)?;
    let records: rusqlite::Result<Vec<_>> = statement.query_map(params, to_record)?.collect();
    Ok(records?.pop())
}

fn to_record(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoredRecord> {
    let seconds = |index| row.get(index).map(i64::unsigned_abs);
    Ok(StoredRecord {
        created: seconds(0)?,
        last_used: seconds(1)?,
        expires: seconds(2)?,
        sealed: row.get(3)?,
    })
}

/// The columns `created`, `used` and `ends` of a record.
fn timestamps(record: &StoredRecord) -> (i64, i64, i64) {
    (to_i64(record.created), to_i64(record.last_used), to_i64(record.expires))
}

/// SQLite's integers are signed.
fn to_i64(seconds: UnixSeconds) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

/// The system clock: processes that share locks need a common clock.
fn unix_milliseconds() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
}

fn unix_milliseconds_after(delay: Duration) -> i64 {
    unix_milliseconds().saturating_add(i64::try_from(delay.as_millis()).unwrap_or(i64::MAX))
}
