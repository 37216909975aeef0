//! The requests: their addresses, their headers, and how they are aborted.

use super::{ApiError, ErrorCode, Fetcher, fetcher::unreachable_code};
use crate::platform::panic_boundary::spawn_promise;
use bounces_core::{
    CodeSet,
    wire::{self, ActivityStats, EmailActivity, SendHistory},
};
use gloo_net::http::Headers;
use js_sys::Promise;
use std::{cell::Cell, fmt::Write, rc::Rc};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// Asks for one activity's report. All of its requests end together, with [`Client::abort`].
#[derive(Clone, Debug)]
pub(crate) struct Client {
    api_base: String,
    campaign_activity_id: String,
    /// Whether answers that the proxy has kept will not do.
    fresh: bool,
    abort: Option<AbortController>,
    fetcher: Fetcher,
}

/// What stands for the id in the addresses of a report that is given.
const GIVEN: &str = "given";

/// The query of one page's address; an opaque part of it comes from the page before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageQuery(String);

impl PageQuery {
    /// The first page, restricted to `codes` unless there are none.
    pub(crate) fn first(codes: CodeSet) -> Self {
        let mut query = "limit=500".to_owned();
        for code in
            codes.iter().map(bounces_core::BounceCode::as_str).filter(|code| !code.is_empty())
        {
            let _ = write!(query, "&bounce_code={code}");
        }
        Self(query)
    }
}

impl Client {
    /// A client for the report of one activity, below `api_base`; neither matters to a report that
    /// is given.
    ///
    /// # Errors
    /// An id that is no UUID: no activity can have it, so nothing is asked.
    pub(crate) fn new(
        api_base: &str,
        id: &str,
        fresh: bool,
        fetcher: Fetcher,
    ) -> Result<Self, ApiError> {
        let is_given = fetcher.is_given();
        let (api_base, id) = if is_given { ("", GIVEN) } else { (api_base, id.trim()) };
        if !is_given && !is_uuid(id) {
            return Err(ErrorCode::NotFound.into());
        }
        Ok(Self {
            api_base: api_base.trim_end_matches('/').to_owned(),
            // The proxy writes it so in the links to other pages.
            campaign_activity_id: id.to_ascii_lowercase(),
            fresh,
            abort: AbortController::new().ok(),
            fetcher,
        })
    }

    /// Ends all requests that are under way.
    pub(crate) fn abort(&self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }

    /// The same client, whose requests do not end with those of this one.
    pub(crate) fn renewed(&self) -> Self {
        Self { abort: AbortController::new().ok(), ..self.clone() }
    }

    /// What the activity is, and how far it is sent.
    pub(crate) async fn activity(&self) -> Result<EmailActivity, ApiError> {
        let path = format!("emails/activities/{}", self.campaign_activity_id);
        Ok(wire::decode_activity(&self.get(&path).await?)?)
    }

    /// The counts of the activity, if the upstream has any.
    pub(crate) async fn stats(&self) -> Result<Option<ActivityStats>, ApiError> {
        let path = format!("reports/stats/email_campaign_activities/{}", self.campaign_activity_id);
        Ok(wire::decode_stats(&self.get(&path).await?)?.results.into_iter().next())
    }

    /// When the activity was sent.
    pub(crate) async fn send_history(&self) -> Result<Vec<SendHistory>, ApiError> {
        let path = format!("emails/activities/{}/send_history", self.campaign_activity_id);
        Ok(wire::decode_send_history(&self.get(&path).await?)?)
    }

    /// Asks for one page of bounces, at once.
    pub(crate) fn bounces(&self, page: &PageQuery) -> Asked {
        let client = self.clone();
        let path = format!("{}?{}", self.bounces_path(), page.0);
        let answer = Rc::new(Cell::new(None));
        let slot = Rc::clone(&answer);
        let done = spawn_promise(async move { slot.set(Some(client.get(&path).await)) });
        Asked { done, answer }
    }

    /// The page that `href` names, which must be one of the same report.
    ///
    /// Only its query is taken: the upstream's path begins with `/v3/`, our proxy's with its own.
    pub(crate) fn next_page(&self, href: &str) -> Result<PageQuery, ApiError> {
        let (path, query) = href.split_once('?').ok_or(ErrorCode::InvalidResponse)?;
        let same_report =
            path.starts_with('/') && path.ends_with(&format!("/{}", self.bounces_path()));
        if same_report {
            Ok(PageQuery(query.to_owned()))
        } else {
            Err(ErrorCode::InvalidResponse.into())
        }
    }

    fn bounces_path(&self) -> String {
        format!("reports/email_reports/{}/tracking/bounces", self.campaign_activity_id)
    }

    async fn get(&self, path: &str) -> Answer {
        let address = format!("{}/{path}", self.api_base);
        let headers = Headers::new();
        headers.set("Accept", "application/json");
        headers.set("X-Bounces-CSRF", "1");
        if self.fresh {
            headers.set("Cache-Control", "no-cache");
        }
        let signal = self.abort.as_ref().map(AbortController::signal);
        let response = self.fetcher.fetch(&address, headers, signal.as_ref()).await?;
        let body = response.binary().await.map_err(|_| unreachable_code())?;
        if response.ok() {
            return Ok(body);
        }
        // Only seconds are read: our proxy writes no dates there.
        let retry_after = response.headers().get("Retry-After");
        let retry_after = retry_after.and_then(|seconds| seconds.trim().parse().ok());
        Err(ApiError::from_answer(response.status(), retry_after, &body))
    }
}

/// The bytes of an answer.
type Answer = Result<Vec<u8>, ApiError>;

/// A request that is under way, whether its answer is waited for or not.
pub(crate) struct Asked {
    done: Promise,
    answer: Rc<Cell<Option<Answer>>>,
}

impl Asked {
    /// The bytes of the answer.
    pub(crate) async fn bytes(self) -> Answer {
        let done = JsFuture::from(self.done).await;
        let answer = done.ok().and_then(|_| self.answer.take());
        answer.unwrap_or_else(|| Err(ErrorCode::Unavailable.into()))
    }
}

/// Whether `text` is five groups of hexadecimal digits, as all ids of the upstream are.
fn is_uuid(text: &str) -> bool {
    let hexadecimal = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && text.split('-').all(hexadecimal)
}
