//! Turns the settings as written into the configuration, checks the rules between them, and reports all
//! problems at once.

use super::{
    account,
    address::PublicUrl,
    egress,
    key::Key,
    origins,
    problem::ConfigProblems,
    raw::RawConfig,
    resolver::Resolver,
    settings::{Config, HistorySettings, Limits, LogFormat, RateLimits, SessionLimits, Upstream},
    static_dir, store, trusted_proxies,
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

impl RawConfig {
    /// Resolves the configuration; `sandbox` is the flag `--sandbox`.
    ///
    /// # Errors
    /// All problems of the configuration.
    pub fn resolve(&self, sandbox: bool) -> Result<Config, ConfigProblems> {
        let mut resolver = Resolver::new(self);
        let config = config(&mut resolver, sandbox);
        resolver.finish(config)
    }
}

/// A problem with a setting has been added.
struct Invalid;

/// `None` only if there are problems.
fn config(resolver: &mut Resolver<'_>, sandbox: bool) -> Option<Config> {
    let listen = listen(resolver);
    let public_url = public_url(resolver, listen);
    let upstream = if sandbox {
        check_sandbox(resolver, listen);
        Some(Upstream::Sandbox)
    } else {
        account::resolve(resolver)
    };
    let per_second = resolver.number(Key::UpstreamPerSecond, 4, 1..=1000);
    let per_day = resolver.number(Key::UpstreamPerDay, 10_000, 1..=100_000_000);
    let account_share_percent = resolver.number(Key::AccountSharePercent, 50, 1..=100);
    let history_reserve_percent = resolver.number(Key::HistoryReservePercent, 20, 0..=100);
    let history = HistorySettings {
        is_on: resolver.switch(Key::History, true),
        cache_seconds: resolver.number(Key::HistoryCacheSeconds, 3600, 0..=86_400),
    };
    let sessions = sessions(resolver);
    let clear_site_data = resolver.is_on(Key::ClearSiteData);
    let egress = egress::resolve(resolver);
    let store = store::resolve(resolver, sandbox);
    let static_dir = static_dir::resolve(resolver, store.as_ref());
    let own_origin = own_origin(&public_url);
    let allowed_origins = origins::resolve(resolver, own_origin.as_deref());
    let log_format = log_format(resolver);
    let metrics_allow_remote = resolver.is_on(Key::MetricsAllowRemote);
    let metrics_listen = metrics_listen(resolver, metrics_allow_remote, listen);
    let allowed_accounts = account::allowed(resolver);
    let trusted_proxies = trusted_proxies::resolve(resolver);
    let limits = limits(resolver, upstream.as_ref());
    Some(Config {
        listen: listen?,
        public_url: public_url.ok()?,
        upstream: upstream?,
        egress,
        rate_limits: RateLimits {
            per_second: u32::try_from(per_second).ok()?,
            per_day: u32::try_from(per_day).ok()?,
            account_share_percent: u32::try_from(account_share_percent).ok()?,
            history_reserve_percent: u32::try_from(history_reserve_percent).ok()?,
        },
        history,
        sessions,
        clear_site_data,
        store: store?,
        allowed_accounts,
        trusted_proxies,
        allowed_origins,
        log_format,
        metrics_listen,
        metrics_allow_remote,
        static_dir,
        limits,
    })
}

fn listen(resolver: &mut Resolver<'_>) -> Option<SocketAddr> {
    let Some(text) = resolver.text(Key::Listen) else {
        return Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 8787)));
    };
    let address = text.parse().ok();
    if address.is_none() {
        let hint = "for example 127.0.0.1:8787";
        resolver.add_problem(Key::Listen, "is not an address with a port", hint);
    }
    address
}

/// The origin of this proxy, if `public_url` is valid. By default it is on a loopback address.
fn own_origin(public_url: &Result<Option<PublicUrl>, Invalid>) -> Option<String> {
    match public_url {
        Ok(Some(url)) => Some(url.origin()),
        Ok(None) => Some(origins::LOOPBACK.to_owned()),
        Err(Invalid) => None,
    }
}

/// `None` if the setting is not set and not required.
fn public_url(
    resolver: &mut Resolver<'_>,
    listen: Option<SocketAddr>,
) -> Result<Option<PublicUrl>, Invalid> {
    let is_exposed = listen.is_some_and(|address| !address.ip().is_loopback());
    let Some(text) = resolver.text(Key::PublicUrl) else {
        if is_exposed {
            resolver.add_problem(
                Key::PublicUrl,
                "is required if other machines can reach the listener",
                "the https URL that browsers use, for example https://reports.example.org",
            );
            return Err(Invalid);
        }
        return Ok(None);
    };
    match PublicUrl::parse(text) {
        Ok(url) if !url.is_secure() && is_exposed => {
            resolver.add_problem(
                Key::PublicUrl,
                "is plain http, but other machines can reach the listener",
                "listen on 127.0.0.1, or use the https URL that browsers use",
            );
            Err(Invalid)
        }
        Ok(url) => Ok(Some(url)),
        Err(message) => {
            resolver.add_problem(
                Key::PublicUrl,
                message,
                "scheme, host and port only, for example https://reports.example.org",
            );
            Err(Invalid)
        }
    }
}

fn check_sandbox(resolver: &mut Resolver<'_>, listen: Option<SocketAddr>) {
    for key in account::KEYS {
        if resolver.is_set(key) {
            resolver.add_problem(
                key,
                "belongs to a real account and cannot be combined with --sandbox",
                "remove it, or start without --sandbox",
            );
        }
    }
    if listen.is_some_and(|address| !address.ip().is_loopback()) {
        resolver.add_problem(
            Key::Listen,
            "can be reached from other machines, but the sandbox lets anyone sign in",
            "listen on 127.0.0.1",
        );
    }
    if !cfg!(feature = "sandbox") {
        resolver.add_flag_problem(
            "--sandbox",
            "is not part of this build",
            "build with `cargo build -p bounces-proxy --features sandbox`",
        );
    }
}

fn sessions(resolver: &mut Resolver<'_>) -> SessionLimits {
    let idle = resolver.number(Key::SessionIdleSeconds, 30 * 60, 60..=604_800);
    let absolute = resolver.number(Key::SessionAbsoluteSeconds, 12 * 3600, 60..=604_800);
    if idle > absolute {
        resolver.add_problem(
            Key::SessionIdleSeconds,
            "is longer than session_absolute_seconds, so it would have no effect",
            "use a shorter time",
        );
    }
    SessionLimits { idle, absolute }
}

fn limits(resolver: &mut Resolver<'_>, upstream: Option<&Upstream>) -> Limits {
    let mut limits = Limits::default();
    let (delay, token_per_second) = match upstream {
        Some(Upstream::Account(account)) => (2, account.token_per_second),
        // Nothing is in front of the sandbox that would need time to notice, and it has no limit.
        Some(Upstream::Sandbox) => (0, 100),
        None => (2, 1),
    };
    // One address may use half of the rate of the token endpoint.
    let sign_ins = u64::from(limits.sign_ins_per_minute) * u64::from(token_per_second);
    let sign_ins = resolver.number(Key::SignInsPerMinute, sign_ins, 1..=1_000_000);
    limits.sign_ins_per_minute = u32::try_from(sign_ins).unwrap_or(u32::MAX);
    let keep_alive = resolver.number(Key::KeepAliveSeconds, 150, 15..=3600);
    limits.connections.keep_alive = Duration::from_secs(keep_alive);
    limits.shutdown_delay =
        Duration::from_secs(resolver.number(Key::ShutdownDelaySeconds, delay, 0..=300));
    limits
}

fn log_format(resolver: &mut Resolver<'_>) -> LogFormat {
    match resolver.text(Key::LogFormat) {
        None | Some("text") => LogFormat::Text,
        Some("json") => LogFormat::Json,
        Some(_) => {
            resolver.add_problem(Key::LogFormat, "is neither text nor json", "text, the default");
            LogFormat::Text
        }
    }
}

fn metrics_listen(
    resolver: &mut Resolver<'_>,
    allow_remote: bool,
    listen: Option<SocketAddr>,
) -> Option<SocketAddr> {
    let hint = "for example 127.0.0.1:9464";
    let Some(text) = resolver.text(Key::MetricsListen) else {
        if allow_remote {
            let message = "has no effect without metrics_listen";
            resolver.add_problem(Key::MetricsAllowRemote, message, "set it, or remove this");
        }
        return None;
    };
    match text.parse::<SocketAddr>() {
        Ok(address) if listen.is_some_and(|listen| share_a_port(listen, address)) => {
            resolver.add_problem(Key::MetricsListen, "has the port of listen", hint);
        }
        Ok(address) if address.ip().is_loopback() || allow_remote => return Some(address),
        Ok(_) => resolver.add_problem(
            Key::MetricsListen,
            "can be reached from other machines",
            "for example 127.0.0.1:9464, or metrics_allow_remote = true",
        ),
        Err(_) => resolver.add_problem(Key::MetricsListen, "is not an address with a port", hint),
    }
    None
}

/// Whether only one of two listeners could be opened. Port 0 means any free port.
fn share_a_port(one: SocketAddr, other: SocketAddr) -> bool {
    let is_any = one.ip().is_unspecified() || other.ip().is_unspecified();
    one.port() == other.port() && one.port() != 0 && (is_any || one.ip() == other.ip())
}
