//! Connections to Redis as companies run it: TLS with an own authority, users, a unix socket.

use crate::support::{
    ACTIVITY, Authority, Folder, Proxy, bounces, eventually_true, honest_upstream, spawn_redis,
};
use bounces_proxy::{
    config::{Credentials, RedisSettings, ServerKey, StoreKind},
    session::RedisStore,
};
use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    process::Child,
};

const PASSWORD: &str = "a:secret";

/// A Redis with TLS only, and with a user. It is killed at the end of the test.
struct SecureRedis {
    port: u16,
    folder: Folder,
    process: Child,
}

impl SecureRedis {
    async fn start(authority: &Authority) -> Self {
        let folder = Folder::new();
        let (certificate, key) = authority.issue("localhost");
        let file = |name: &str, text: &str| {
            fs::write(folder.file(name), text).unwrap();
            folder.file(name).display().to_string()
        };
        let (certificate, key) = (file("redis.pem", &certificate), file("redis.key", &key));
        let ca = authority.write(&folder).display().to_string();
        let acl =
            format!("user default off\nuser bounces on ~bounces:* +@all -@dangerous >{PASSWORD}\n");
        let acl = file("users.acl", &acl);
        let socket = folder.file("redis.sock").display().to_string();
        let port =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let process = spawn_redis(
            &folder,
            &[
                "--port",
                "0",
                "--tls-port",
                &port.to_string(),
                "--tls-cert-file",
                &certificate,
                "--tls-key-file",
                &key,
                "--tls-ca-cert-file",
                &ca,
                "--tls-auth-clients",
                "no",
                "--aclfile",
                &acl,
                "--unixsocket",
                &socket,
            ],
        );
        let redis = Self { port, folder, process };
        eventually_true("Redis answers", async || {
            RedisStore::connect(&redis.settings(authority)).await.is_ok()
        })
        .await;
        redis
    }

    fn url(&self) -> String {
        format!("rediss://localhost:{}/0", self.port)
    }

    fn settings(&self, authority: &Authority) -> RedisSettings {
        RedisSettings {
            credentials: Some(credentials(PASSWORD)),
            ca: Some(authority.certificates()),
            ..RedisSettings::new(self.url())
        }
    }
}

impl Drop for SecureRedis {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn credentials(password: &str) -> Credentials {
    Credentials { user: "bounces".to_owned(), password: password.into() }
}

async fn serves_reports(server: RedisSettings) {
    let upstream = honest_upstream().await;
    let keys = ServerKey::generate().into();
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.store = StoreKind::Redis { server, keys };
    })
    .await;
    let browser = proxy.signed_in().await;
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(browser.navigate("/readyz").await.status, 200);
}

#[tokio::test]
async fn sessions_are_stored_in_redis_over_tls_and_over_a_socket() {
    let authority = Authority::new();
    let redis = SecureRedis::start(&authority).await;
    serves_reports(redis.settings(&authority)).await;
    let socket = redis.folder.file("redis.sock");
    let socket = RedisSettings::new(format!("redis+unix://{}", socket.display()));
    serves_reports(RedisSettings { credentials: Some(credentials(PASSWORD)), ..socket }).await;
}

#[tokio::test]
async fn untrusted_certificates_and_wrong_users_are_rejected() {
    let authority = Authority::new();
    let redis = SecureRedis::start(&authority).await;
    let valid = || redis.settings(&authority);
    let other = Authority::new().certificates();
    for (what, settings) in [
        ("the machine's authorities", RedisSettings { ca: None, ..valid() }),
        ("another authority", RedisSettings { ca: Some(other), ..valid() }),
        (
            "another host",
            RedisSettings { url: format!("rediss://127.0.0.1:{}/0", redis.port).into(), ..valid() },
        ),
        ("a wrong password", RedisSettings { credentials: Some(credentials("wrong")), ..valid() }),
        ("no user", RedisSettings { credentials: None, ..valid() }),
        (
            "no TLS",
            RedisSettings {
                url: format!("redis://localhost:{}/0", redis.port).into(),
                ca: None,
                ..valid()
            },
        ),
    ] {
        let error = RedisStore::connect(&settings).await.err();
        assert!(error.is_some(), "{what}");
        let text = format!("{error:?}");
        assert!(!text.contains(PASSWORD), "{what}: {text}");
    }
    assert!(RedisStore::connect(&valid()).await.is_ok());
}
