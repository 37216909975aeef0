//! Encryption at rest: stored content can be unsealed only with the server's key and the browser's
//! cookie.

use super::open;
use crate::support::{Folder, RedisServer};
use bounces_proxy::{
    clock::{Clock, SystemClock},
    config::{RedisSettings, ServerKey, ServerKeys, SessionLimits, StoreKind},
    session::{
        LoginAttempt, RedisStore, Session, SessionId, SessionManager, SqliteStore, Store,
        StoredRecord, Tokens, open_sessions,
    },
};
use secrecy::ExposeSecret;
use std::{os::unix::fs::PermissionsExt, sync::Arc};

const LIMITS: SessionLimits = SessionLimits { idle: 1800, absolute: 43_200 };

fn now() -> u64 {
    SystemClock.now()
}

fn session() -> Session {
    let tokens = Tokens {
        access: "canary-access".into(),
        refresh: Some("canary-refresh".into()),
        issued: now(),
        expires: now() + 3600,
        version: 7,
        account: None,
    };
    Session { created: now(), last_used: now(), tokens }
}

fn sessions(store: &Arc<dyn Store>, key: &ServerKey) -> SessionManager {
    SessionManager::new(store.clone(), key.clone(), LIMITS)
}

#[tokio::test]
async fn a_session_is_unsealed_only_with_its_id_and_the_server_key() {
    let store = open("memory").await.store;
    let (key, id) = (ServerKey::generate(), SessionId::generate());
    sessions(&store, &key).insert(&id, &session()).await.unwrap();
    let found = sessions(&store, &key).load(&id, now()).await.unwrap().unwrap();
    assert_eq!(found.tokens.access.expose_secret(), "canary-access");
    assert_eq!(found.tokens.refresh.unwrap().expose_secret(), "canary-refresh");
    assert_eq!(found.tokens.version, 7);
    let other = SessionId::generate();
    assert!(sessions(&store, &key).load(&other, now()).await.unwrap().is_none());
    assert!(sessions(&store, &ServerKey::generate()).load(&id, now()).await.unwrap().is_none());
    let found = sessions(&store, &key).load(&id, now()).await.unwrap();
    assert!(found.is_some(), "a proxy with a wrong key deletes no session");
}

#[tokio::test]
async fn the_first_of_several_keys_seals_and_all_of_them_open() {
    let store = open("memory").await.store;
    let (old, new) = (ServerKey::generate(), ServerKey::generate());
    let keys = ServerKeys::new([new.clone(), old.clone()]).unwrap();
    let both = SessionManager::new(store.clone(), keys, LIMITS);
    let (earlier, later) = (SessionId::generate(), SessionId::generate());
    sessions(&store, &old).insert(&earlier, &session()).await.unwrap();
    both.insert(&later, &session()).await.unwrap();
    assert!(both.load(&earlier, now()).await.unwrap().is_some());
    assert!(both.load(&later, now()).await.unwrap().is_some());
    assert!(sessions(&store, &new).load(&later, now()).await.unwrap().is_some());
    assert!(sessions(&store, &old).load(&later, now()).await.unwrap().is_none());
    // Fresh tokens are sealed with the first key.
    let found = both.load(&earlier, now()).await.unwrap().unwrap();
    assert!(both.replace_tokens(&earlier, found.created, &found.tokens).await.unwrap());
    assert!(sessions(&store, &new).load(&earlier, now()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_moved_modified_or_rejuvenated_record_cannot_be_unsealed() {
    let key = ServerKey::generate();
    let store = open("memory").await.store;
    let (id, other) = (SessionId::generate(), SessionId::generate());
    sessions(&store, &key).insert(&id, &session()).await.unwrap();
    sessions(&store, &key).insert(&other, &session()).await.unwrap();
    let row = store.load(id.key()).await.unwrap().unwrap();
    let foreign = store.load(other.key()).await.unwrap().unwrap();
    let mut flipped = row.sealed.clone();
    *flipped.last_mut().unwrap() ^= 1;
    for forged in [
        foreign,
        StoredRecord { sealed: flipped, ..row.clone() },
        StoredRecord { created: row.created + 1, ..row.clone() },
        StoredRecord { sealed: row.sealed[..20].to_vec(), ..row.clone() },
        StoredRecord { sealed: vec![], ..row.clone() },
    ] {
        store.insert(id.key(), forged).await.unwrap();
        assert!(sessions(&store, &key).load(&id, now()).await.unwrap().is_none());
    }
    store.insert(id.key(), row).await.unwrap();
    assert!(sessions(&store, &key).load(&id, now()).await.unwrap().is_some());
}

#[tokio::test]
async fn equal_content_is_sealed_differently() {
    let store = open("memory").await.store;
    let sessions = sessions(&store, &ServerKey::generate());
    let id = SessionId::generate();
    sessions.insert(&id, &session()).await.unwrap();
    let first = store.load(id.key()).await.unwrap().unwrap();
    sessions.insert(&id, &session()).await.unwrap();
    assert_ne!(store.load(id.key()).await.unwrap().unwrap().sealed, first.sealed);
}

fn attempt(return_to: &str) -> LoginAttempt {
    LoginAttempt {
        state: "canary-state".into(),
        verifier: Some("canary-verifier".into()),
        return_to: return_to.to_owned(),
        previous_session: Some(SessionId::generate().key()),
        expires: now() + 600,
    }
}

#[tokio::test]
async fn an_attempt_is_unsealed_only_with_its_state_its_expiry_and_the_server_key() {
    let store = open("memory").await.store;
    let ours = sessions(&store, &ServerKey::generate());
    let attempt = attempt("/canary-return");
    let cookie = ours.seal_attempt(&attempt).unwrap();
    assert!(!cookie.contains("canary"), "{cookie}");
    let opened = ours.open_attempt(&attempt.state, &cookie, now()).unwrap();
    assert_eq!(opened.verifier.unwrap().expose_secret(), "canary-verifier");
    assert_eq!(
        (opened.previous_session, opened.return_to, opened.expires),
        (attempt.previous_session, attempt.return_to.clone(), attempt.expires)
    );
    let (expires, sealed) = cookie.split_once('.').unwrap();
    for forged in [
        format!("{}.{sealed}", attempt.expires + 60),
        format!("{expires}.{sealed}xxxx"),
        format!("{expires}.{}", &sealed[..sealed.len() - 2]),
        format!("{expires}.{}{sealed}", &sealed[..4]),
        expires.to_owned(),
        format!("{expires}."),
        String::new(),
    ] {
        assert!(ours.open_attempt(&attempt.state, &forged, now()).is_none(), "{forged}");
    }
    assert!(ours.open_attempt(&"another".into(), &cookie, now()).is_none());
    assert!(ours.open_attempt(&attempt.state, &cookie, attempt.expires).is_none(), "expired");
    let theirs = sessions(&store, &ServerKey::generate());
    assert!(theirs.open_attempt(&attempt.state, &cookie, now()).is_none());
}

#[tokio::test]
async fn five_attempts_fit_into_the_headers_of_a_request() {
    let sessions = sessions(&open("memory").await.store, &ServerKey::generate());
    let attempt = attempt(&"/r".repeat(256));
    let cookie = sessions.seal_attempt(&attempt).unwrap();
    // Servers in front often limit a single header to 8 KiB.
    let all = 5 * (cookie.len() + "__Host-bounces-signin-=; ".len() + 24);
    assert!(all < 6 * 1024, "{all} bytes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn proxies_starting_together_on_one_file_agree_on_its_key() {
    for _ in 0..5 {
        let folder = Folder::new();
        let kind = StoreKind::Sqlite { path: folder.file("sessions"), keys: None };
        let opening: Vec<_> = (0..8)
            .map(|_| {
                let kind = kind.clone();
                tokio::spawn(async move { open_sessions(&kind, LIMITS).await })
            })
            .collect();
        let mut managers = Vec::new();
        for one in opening {
            managers.push(one.await.unwrap().unwrap());
        }
        let id = SessionId::generate();
        managers[0].insert(&id, &session()).await.unwrap();
        for sessions in managers {
            assert!(sessions.load(&id, now()).await.unwrap().is_some());
        }
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 4, "no half key stays behind: {left:?}");
    }
}

#[tokio::test]
async fn a_use_is_stored_at_most_once_per_sixtieth_of_the_idle_time() {
    let store = open("memory").await.store;
    let sessions = sessions(&store, &ServerKey::generate());
    let (id, session) = (SessionId::generate(), session());
    sessions.insert(&id, &session).await.unwrap();
    for (later, noted) in [(1, 0), (29, 0), (30, 30), (31, 31)] {
        sessions.touch(&id, &session, session.last_used + later).await.unwrap();
        let row = store.load(id.key()).await.unwrap().unwrap();
        assert_eq!(
            (row.last_used, row.expires),
            (session.last_used + noted, session.last_used + noted + 1800)
        );
    }
}

/// Stores a session and a used attempt with canaries; returns the texts that must not be found in the store.
async fn fill(store: Arc<dyn Store>) -> Vec<String> {
    let sessions = SessionManager::new(store, ServerKey::generate(), LIMITS);
    let id = SessionId::generate();
    sessions.insert(&id, &session()).await.unwrap();
    let mut tokens = session().tokens;
    tokens.access = "canary-second".into();
    assert!(sessions.replace_tokens(&id, session().created, &tokens).await.unwrap());
    assert!(sessions.use_attempt(&attempt("/canary-return"), now()).await.unwrap());
    vec!["canary".to_owned(), "Y2FuYXJ5".to_owned()]
}

fn search(bytes: &[u8], canaries: &[String]) {
    assert!(bytes.len() > 500, "something was written: {} bytes", bytes.len());
    for canary in canaries {
        assert!(!bytes.windows(canary.len()).any(|part| part == canary.as_bytes()), "{canary}");
    }
    println!("searched {} bytes", bytes.len());
}

#[tokio::test]
async fn sqlite_files_contain_no_secrets_and_are_private() {
    let folder = Folder::new();
    let canaries = fill(Arc::new(SqliteStore::open(&folder.file("sessions")).unwrap())).await;
    let (mut bytes, mut files) = (Vec::new(), 0);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", entry.path().display());
        bytes.extend(std::fs::read(entry.path()).unwrap());
        files += 1;
    }
    assert_eq!(files, 3, "the file, its log and the log's index");
    search(&bytes, &canaries);
}

#[tokio::test]
async fn an_exposed_database_file_is_made_private() {
    let folder = Folder::new();
    let path = folder.file("sessions");
    std::fs::write(&path, "").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    SqliteStore::open(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

/// `store` names the wrong file.
#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = Folder::new();
    let path = folder.file("notes");
    std::fs::write(&path, "not a database\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let error = SqliteStore::open(&path).unwrap_err();
    assert!(error.to_string().contains("not an SQLite database"), "{error}");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "not a database\n");
}

#[tokio::test]
async fn redis_contains_no_secrets() {
    let redis = RedisServer::start();
    let canaries =
        fill(Arc::new(RedisStore::connect(&RedisSettings::new(redis.url())).await.unwrap())).await;
    search(&redis.written(), &canaries);
}
