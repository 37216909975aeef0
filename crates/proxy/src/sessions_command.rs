//! `bounces-proxy sessions`: lists and ends the sessions in the store.

use bounces_core::time::Timestamp;
use bounces_proxy::{
    audit::Pseudonym,
    clock::{Clock, SystemClock, UnixSeconds},
    config::Config,
    operator::Sessions,
};
use clap::{Args, Subcommand};
use std::error::Error;

#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Lists all sessions by their names in the log, the most recently used first
    List,
    /// Ends one or all sessions; their users must sign in again
    ///
    /// The tokens of the sessions are deleted, but not revoked at Constant Contact: reading them requires the
    /// cookies, which only the browsers have.
    End(Which),
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Which {
    /// The name of the session, as in the list and the log
    session: Option<Pseudonym>,

    /// End all sessions
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(config: &Config, action: &Action) -> Result<(), Box<dyn Error>> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let sessions = Sessions::open(config).await?;
        match action {
            Action::List => list(&sessions).await,
            Action::End(Which { session: Some(session), .. }) => {
                sessions.end(*session).await?;
                report_ended(1);
                Ok(())
            }
            Action::End(Which { session: None, .. }) => {
                report_ended(sessions.end_all().await?);
                Ok(())
            }
        }
    })
}

async fn list(sessions: &Sessions) -> Result<(), Box<dyn Error>> {
    println!("{:<16}  {:<20}  {:<20}  EXPIRES", "SESSION", "SIGNED IN", "LAST USED");
    for session in sessions.list(SystemClock.now()).await? {
        println!(
            "{}  {}  {}  {}",
            session.pseudonym,
            date(session.created),
            date(session.last_used),
            date(session.expires)
        );
    }
    Ok(())
}

fn date(seconds: UnixSeconds) -> Timestamp {
    let start = Timestamp::from_milliseconds(0);
    start.plus_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
}

fn report_ended(count: usize) {
    let plural = if count == 1 { "session" } else { "sessions" };
    println!("{count} {plural} ended; the tokens are deleted, but not revoked");
}
