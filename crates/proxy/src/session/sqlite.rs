//! Sessions in one SQLite file: they outlive the process, and several proxies of one machine may share it.

use super::{
    SessionKey,
    store::{ATTEMPTS, Answer, Holder, Row, Store, StoreError},
};
use crate::clock::UnixSeconds;
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    fmt, fs, io,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
    sync::mpsc,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::sync::oneshot;

/// How long to wait for another proxy's write.
const BUSY: Duration = Duration::from_secs(3);

/// How long to let the others go on before the next try.
const AGAIN: Duration = Duration::from_millis(20);

/// FULL: a rotated refresh token is written once and needed for weeks; at the pace of sign-ins and
/// refreshes one fsync for each costs nothing. What a power cut may take is written by
/// [`SqliteStore::lightly`]. `secure_delete`: what ended is overwritten.
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
CREATE TABLE IF NOT EXISTS attempts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, used INTEGER NOT NULL,
    ends INTEGER NOT NULL, sealed BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS locks (
    key BLOB PRIMARY KEY, holder INTEGER NOT NULL, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS requests (
    day INTEGER PRIMARY KEY, count INTEGER NOT NULL
) STRICT;
";

/// Why the file cannot be used.
#[derive(Debug)]
pub enum SqliteError {
    /// The file cannot be made, or its mode not set.
    File(io::Error),
    /// SQLite refuses it.
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

/// Makes the settings and the tables, which does no harm when they are made.
///
/// Of several that give a new file its log at once, SQLite tells some at once that it is busy: each
/// of them reads what the other wants to write, so that waiting alone would end nothing.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    let until = Instant::now() + BUSY;
    loop {
        let made =
            connection.execute_batch(SETTINGS).and_then(|()| connection.execute_batch(TABLES));
        let is_busy = made.as_ref().is_err_and(|error| {
            error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
        });
        if !is_busy || Instant::now() >= until {
            return made;
        }
        thread::sleep(AGAIN);
    }
}

type Work = Box<dyn FnOnce(&Connection) + Send>;

/// The store `sqlite:PATH`. One thread has the connection, so that no disk holds up the others.
#[derive(Debug)]
pub struct SqliteStore {
    work: mpsc::Sender<Work>,
}

impl SqliteStore {
    /// Opens the file, or makes it, readable by this user only.
    ///
    /// # Errors
    /// It cannot be made, opened or written.
    pub fn open(path: &Path) -> Result<Self, SqliteError> {
        // SQLite gives its `-wal` and `-shm` the mode of the file.
        let file = fs::OpenOptions::new().create(true).append(true).mode(0o600).open(path);
        let private = fs::Permissions::from_mode(0o600);
        file.and_then(|file| file.set_permissions(private)).map_err(SqliteError::File)?;

        let connection = Connection::open(path).map_err(SqliteError::Database)?;
        connection.busy_timeout(BUSY).map_err(SqliteError::Database)?;
        prepare(&connection).map_err(SqliteError::Database)?;

        let (work, todo) = mpsc::channel::<Work>();
        let worker = thread::Builder::new().name("sessions".to_owned());
        let run = move || todo.into_iter().for_each(|work| work(&connection));
        worker.spawn(run).map_err(SqliteError::File)?;
        Ok(Self { work })
    }

    fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Answer<'_, T> {
        let (sender, answer) = oneshot::channel();
        let sent = self.work.send(Box::new(move |connection| {
            // Who asked may have gone away.
            let _ = sender.send(work(connection));
        }));
        Box::pin(async move {
            sent.map_err(|_| StoreError)?;
            answer.await.map_err(|_| StoreError)?.map_err(|error| {
                tracing::error!(code = ?error.sqlite_error_code(), "SQLite failed");
                StoreError
            })
        })
    }

    /// Without waiting for the disk: attempts, locks and times of use. Anybody may begin a sign-in,
    /// and must not make the disk the bottleneck by that.
    fn lightly<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Answer<'_, T> {
        self.call(move |db| {
            db.execute_batch("PRAGMA synchronous = NORMAL")?;
            let done = work(db);
            db.execute_batch("PRAGMA synchronous = FULL")?;
            done
        })
    }
}

impl Store for SqliteStore {
    fn insert(&self, key: SessionKey, row: Row) -> Answer<'_, ()> {
        self.call(move |db| {
            let insert = "INSERT OR REPLACE INTO sessions VALUES (?1, ?2, ?3, ?4, ?5)";
            let values =
                params![key.0, number(row.created), number(row.used), number(row.ends), row.sealed];
            db.prepare_cached(insert)?.execute(values).map(drop)
        })
    }

    fn load(&self, key: SessionKey) -> Answer<'_, Option<Row>> {
        self.call(move |db| {
            let select = "SELECT created, used, ends, sealed FROM sessions WHERE key = ?1";
            db.prepare_cached(select)?.query_row([key.0], read).optional()
        })
    }

    fn touch(&self, key: SessionKey, used: UnixSeconds, ends: UnixSeconds) -> Answer<'_, ()> {
        self.lightly(move |db| {
            let update =
                "UPDATE sessions SET used = max(used, ?2), ends = max(ends, ?3) WHERE key = ?1";
            db.prepare_cached(update)?.execute(params![key.0, number(used), number(ends)]).map(drop)
        })
    }

    fn replace(&self, key: SessionKey, sealed: Vec<u8>) -> Answer<'_, bool> {
        self.call(move |db| {
            let update = "UPDATE sessions SET sealed = ?2 WHERE key = ?1";
            Ok(db.prepare_cached(update)?.execute(params![key.0, sealed])? == 1)
        })
    }

    fn remove(&self, key: SessionKey) -> Answer<'_, Option<Row>> {
        self.call(move |db| {
            let delete =
                "DELETE FROM sessions WHERE key = ?1 RETURNING created, used, ends, sealed";
            db.prepare_cached(delete)?.query_row([key.0], read).optional()
        })
    }

    fn insert_attempt(&self, id: String, row: Row) -> Answer<'_, ()> {
        self.lightly(move |db| {
            let insert = "INSERT OR REPLACE INTO attempts (id, created, used, ends, sealed) VALUES (?1, ?2, ?3, ?4, ?5)";
            let (created, used, ends) = (number(row.created), number(row.used), number(row.ends));
            db.prepare_cached(insert)?.execute(params![id, created, used, ends, row.sealed])?;
            let oldest = db.last_insert_rowid() - i64::from(ATTEMPTS);
            db.prepare_cached("DELETE FROM attempts WHERE number <= ?1")?.execute([oldest]).map(drop)
        })
    }

    fn take_attempt<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Row>> {
        let id = id.to_owned();
        self.lightly(move |db| {
            let delete = "DELETE FROM attempts WHERE id = ?1 RETURNING created, used, ends, sealed";
            db.prepare_cached(delete)?.query_row([id], read).optional()
        })
    }

    fn lock(&self, key: SessionKey, holder: Holder, life: Duration) -> Answer<'_, bool> {
        self.lightly(move |db| {
            let now = milliseconds();
            let until = now.saturating_add(i64::try_from(life.as_millis()).unwrap_or(i64::MAX));
            let insert = "INSERT INTO locks VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE \
                SET holder = ?2, until = ?3 WHERE holder = ?2 OR until <= ?4";
            let values = params![key.0, holder.0.cast_signed(), until, now];
            Ok(db.prepare_cached(insert)?.execute(values)? == 1)
        })
    }

    fn unlock(&self, key: SessionKey, holder: Holder) -> Answer<'_, ()> {
        self.lightly(move |db| {
            let delete = "DELETE FROM locks WHERE key = ?1 AND holder = ?2";
            db.prepare_cached(delete)?.execute(params![key.0, holder.0.cast_signed()]).map(drop)
        })
    }

    fn count_request(&self, day: u64, limit: u32) -> Answer<'_, bool> {
        self.lightly(move |db| {
            let count = "INSERT INTO requests VALUES (?1, 1) ON CONFLICT (day) DO UPDATE \
                SET count = count + 1 WHERE count < ?2";
            Ok(db.prepare_cached(count)?.execute(params![number(day), limit])? == 1)
        })
    }

    fn use_up_requests(&self, day: u64) -> Answer<'_, ()> {
        self.lightly(move |db| {
            let all = "INSERT OR REPLACE INTO requests VALUES (?1, ?2)";
            db.prepare_cached(all)?.execute(params![number(day), u32::MAX]).map(drop)
        })
    }

    fn sweep(&self, now: UnixSeconds) -> Answer<'_, ()> {
        self.lightly(move |db| {
            db.execute("DELETE FROM requests WHERE day < ?1 / 86400", [number(now)])?;
            db.execute("DELETE FROM sessions WHERE ends <= ?1", [number(now)])?;
            db.execute("DELETE FROM attempts WHERE ends <= ?1", [number(now)])?;
            db.execute("DELETE FROM locks WHERE until <= ?1", [milliseconds()]).map(drop)
        })
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let seconds = |index| row.get(index).map(i64::unsigned_abs);
    Ok(Row { created: seconds(0)?, used: seconds(1)?, ends: seconds(2)?, sealed: row.get(3)? })
}

/// SQLite's whole numbers have a sign.
fn number(seconds: UnixSeconds) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

/// The locks of several processes need one clock, and that is the machine's.
fn milliseconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
