//! The requests of a report: URLs, headers and abort.

use super::{ApiError, ErrorCode, ErrorReason, Fetcher, RequestFailure, fetcher::host_failure};
use crate::platform::panic_boundary::spawn_promise;
use bounces_core::{
    Uuid,
    load::{PageQuery, is_json},
    wire::{
        self, ActivityStats, Campaign, CampaignSummaries, Campaigns, EmailActivity, SendHistory,
        StatsReport,
    },
};
use gloo_net::http::Headers;
use js_sys::{Promise, Uint8Array, encode_uri_component};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

/// Requests the report of one activity.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    api_base: String,
    campaign_activity_id: String,
    /// Whether to bypass the proxy's cache.
    bypass_cache: bool,
    /// Aborts the request for a page of rows.
    pages: Option<AbortController>,
    /// Aborts all other requests.
    resources: Option<AbortController>,
    /// Whether the proxy may refuse the requests to keep a reserve of the day's requests for reports.
    is_background: bool,
    fetcher: Fetcher,
}

/// Replaces the id in the URLs of an inline report, also in `element/data_source.js`.
const INLINE_ID: &str = "inline";

impl Client {
    /// A client for the report of one activity, below `api_base`. An inline report ignores both.
    pub(crate) fn new(api_base: &str, id: &str, bypass_cache: bool, fetcher: Fetcher) -> Self {
        let (api_base, id) =
            if fetcher.is_inline() { ("", INLINE_ID) } else { (api_base, id.trim()) };
        Self {
            api_base: api_base.trim_end_matches('/').to_owned(),
            campaign_activity_id: if fetcher.is_host() {
                encode_uri_component(id).into()
            } else {
                // The proxy writes ids in lower case in the links to other pages.
                id.to_ascii_lowercase()
            },
            bypass_cache,
            pages: AbortController::new().ok(),
            resources: AbortController::new().ok(),
            is_background: false,
            fetcher,
        }
    }

    /// A client for the account's earlier emails, whose requests are aborted independently.
    pub(crate) fn for_history(self) -> Self {
        Self {
            pages: AbortController::new().ok(),
            resources: AbortController::new().ok(),
            is_background: true,
            ..self
        }
    }

    /// The same client for the report of another activity, which does not bypass the proxy's cache:
    /// the bounces of earlier emails hardly change.
    pub(crate) fn of_activity(self, activity: Uuid) -> Self {
        Self { campaign_activity_id: activity.to_string(), bypass_cache: false, ..self }
    }

    /// Aborts all requests that are under way.
    pub(crate) fn abort_all(&self) {
        for controller in [&self.pages, &self.resources].into_iter().flatten() {
            controller.abort();
        }
    }

    /// Aborts the request for a page of rows. Later ones are not affected.
    pub(crate) fn abort_pages(&mut self) {
        let pages = std::mem::replace(&mut self.pages, AbortController::new().ok());
        if let Some(pages) = pages {
            pages.abort();
        }
    }

    /// The activity: subject, role, status.
    pub(crate) async fn activity(&self) -> Result<EmailActivity, ApiError> {
        let path = format!("emails/activities/{}", self.campaign_activity_id);
        Ok(wire::decode_activity(&self.get_resource(&path).await?)?)
    }

    /// The statistics of the activity, if the upstream has any.
    pub(crate) async fn stats(&self) -> Result<Option<ActivityStats>, ApiError> {
        let path = format!("reports/stats/email_campaign_activities/{}", self.campaign_activity_id);
        let report = wire::decode_stats(&self.get_resource(&path).await?)?;
        Ok(report.results.into_iter().next())
    }

    /// When the activity was sent.
    pub(crate) async fn send_history(&self) -> Result<Vec<SendHistory>, ApiError> {
        let path = format!("emails/activities/{}/send_history", self.campaign_activity_id);
        Ok(wire::decode_send_history(&self.get_resource(&path).await?)?)
    }

    /// The counts of the account's emails, the last 500 of them.
    pub(crate) async fn summaries(&self) -> Result<CampaignSummaries, ApiError> {
        let path = "reports/summary_reports/email_campaign_summaries?limit=500";
        Ok(wire::decode_summaries(&self.get_resource(path).await?)?)
    }

    /// The names of the account's campaigns, those of the last 500.
    pub(crate) async fn campaigns(&self) -> Result<Campaigns, ApiError> {
        Ok(wire::decode_campaigns(&self.get_resource("emails?limit=500").await?)?)
    }

    /// A campaign and its activities.
    pub(crate) async fn campaign(&self, campaign: Uuid) -> Result<Campaign, ApiError> {
        let path = format!("emails/{campaign}");
        Ok(wire::decode_campaign(&self.get_resource(&path).await?)?)
    }

    /// The statistics of several activities. Unknown ones are left out.
    pub(crate) async fn stats_of(&self, activities: &[Uuid]) -> Result<StatsReport, ApiError> {
        let ids: Vec<_> = activities.iter().map(Uuid::to_string).collect();
        let path = format!("reports/stats/email_campaign_activities/{}", ids.join(","));
        Ok(wire::decode_stats(&self.get_resource(&path).await?)?)
    }

    /// Requests one page of bounces, without waiting to be polled. `on_beginning` receives the first bytes if the rest
    /// takes longer to arrive.
    pub(crate) fn bounces(
        &self,
        page: &PageQuery,
        on_beginning: Option<OnBeginning>,
    ) -> PendingRequest {
        let client = self.clone();
        let path = format!("{}?{}", self.bounces_path(), page.as_str());
        let url = self.url_of(&path);
        let response = Rc::new(Cell::new(None));
        let slot = Rc::clone(&response);
        let done = spawn_promise(async move {
            let signal = client.pages.as_ref().map(AbortController::signal);
            slot.set(Some(client.get(&path, signal.as_ref(), on_beginning).await));
        });
        PendingRequest { url, done, response }
    }

    /// The page that a link of this report leads to.
    pub(crate) fn linked_page(&self, href: &str) -> Result<PageQuery, ErrorCode> {
        PageQuery::from_link(href, &self.bounces_path())
    }

    fn bounces_path(&self) -> String {
        format!("reports/email_reports/{}/tracking/bounces", self.campaign_activity_id)
    }

    async fn get_resource(&self, path: &str) -> ResponseBody {
        let signal = self.resources.as_ref().map(AbortController::signal);
        self.get(path, signal.as_ref(), None).await
    }

    async fn get(
        &self,
        path: &str,
        signal: Option<&AbortSignal>,
        on_beginning: Option<OnBeginning>,
    ) -> ResponseBody {
        let url = self.url_of(path);
        let headers = Headers::new();
        headers.set("Accept", "application/json");
        headers.set("X-Bounces-CSRF", "1");
        if self.bypass_cache {
            headers.set("Cache-Control", "no-cache");
        }
        if self.is_background {
            headers.set("X-Bounces-Priority", "background");
        }
        let at_url = |failure| Box::new(RequestFailure { url: url.clone(), ..failure });
        let response = self.fetcher.fetch(&url, headers, signal).await.map_err(at_url)?;
        let (status, is_ok) = (response.status(), response.ok());
        let media_type = response.headers().get("Content-Type");
        let retry_after = response.headers().get("Retry-After");
        let body = match on_beginning.filter(|_| is_ok) {
            Some(on_beginning) => read_body_with_beginning(response.into(), on_beginning).await,
            None => read_body(&response.into()).await,
        };
        let body = body.map_err(|cause| at_url(self.fetcher.failure_of(cause)))?;
        // A fetcher need not send a body to say that there is nothing.
        let is_json =
            is_json(media_type.as_deref(), &body) || (body.is_empty() && self.fetcher.is_host());
        if is_ok && is_json {
            return Ok(body);
        }
        // Seconds only: our proxy sends no dates here.
        let retry_after = retry_after.and_then(|seconds| seconds.trim().parse().ok());
        let error = ApiError::from_response(status, retry_after, is_json, &body);
        let failure = RequestFailure { media_type, ..error.into() };
        let is_of_host = self.fetcher.is_host() && error.reason == Some(ErrorReason::OutOfOrder);
        Err(at_url(if is_of_host { host_failure(failure) } else { failure }))
    }

    fn url_of(&self, path: &str) -> String {
        format!("{}/{path}", self.api_base)
    }
}

/// Receives the beginning of a response.
pub(crate) type OnBeginning = Box<dyn FnOnce(&[u8])>;

/// As much of a page as has the rows in sight.
const BEGINNING: usize = 16 * 1024;

#[wasm_bindgen(module = "/src/api/body_reader.js")]
extern "C" {
    type BodyReader;

    #[wasm_bindgen(constructor)]
    fn new(response: web_sys::Response) -> BodyReader;
    #[wasm_bindgen(method, catch)]
    async fn beginning(this: &BodyReader, size: usize) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn all(this: &BodyReader) -> Result<JsValue, JsValue>;
}

async fn read_body(response: &web_sys::Response) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Reads a whole response, after its beginning.
async fn read_body_with_beginning(
    response: web_sys::Response,
    on_beginning: OnBeginning,
) -> Result<Vec<u8>, JsValue> {
    let reader = BodyReader::new(response);
    if let Some(beginning) = reader.beginning(BEGINNING).await?.dyn_ref::<Uint8Array>() {
        on_beginning(&beginning.to_vec());
    }
    Ok(Uint8Array::new(&reader.all().await?).to_vec())
}

/// The bytes of a successful response.
type ResponseBody = Result<Vec<u8>, Box<RequestFailure>>;

/// A request that is under way, whether its response is awaited or not.
pub(crate) struct PendingRequest {
    url: String,
    done: Promise,
    response: Rc<Cell<Option<ResponseBody>>>,
}

impl PendingRequest {
    /// The bytes of the response.
    pub(crate) async fn bytes(self) -> ResponseBody {
        let done = JsFuture::from(self.done).await;
        let response = done.ok().and_then(|_| self.response.take());
        response.unwrap_or_else(|| Err(Box::new(ErrorCode::Unavailable.into())))
    }

    /// What is requested.
    pub(crate) fn url(&self) -> String {
        self.url.clone()
    }
}
